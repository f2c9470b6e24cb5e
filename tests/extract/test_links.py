"""Which claim a denial, a confirmation or a "could not verify" is tied to, and why, in small articles of our own."""

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.model import Article, Stance

LINKED = (Stance.DENIES, Stance.CONFIRMS, Stance.UNVERIFIED)
CASES = [
    (
        "the claim right before",
        "Газета написала, що завод зупинив цех. Директор заводу спростував цю інформацію.",
        [("pointed to", ["завод зупинив цех"])],
    ),
    (
        "the owner of the words",
        "Депутат Коваль заявив, що мер продав парк.\n\nЕкономіст Бойко сказав, що ціни впадуть.\n\n"
        "Мер Олена Лис спростувала заяву Коваля.",
        [("its source is named", ["мер продав парк"])],
    ),
    (
        "the noun of the denial carries the claim",
        "Банк вважає, що ціни впадуть.\n\nМерія відкинула звинувачення опозиції у змові.",
        [("the denied noun carries the claim", ["змові"])],
    ),
    (
        "the noun that the denial opens with carries the claim",
        "Міст закрили, повідомляє «Думка».\n\n«Заява мерії про те, що суд закрив школу, не відповідає дійсності», "
        "– заявили у суді.",
        [("the denied noun carries the claim", ["суд закрив школу"])],
    ),
    (
        "words in common",
        "Поліція заявила, що водій утік з місця аварії.\n\nЛікарка сказала, що хворих побільшало.\n\n"
        "Адвокат заперечив, що водій утік з місця аварії.",
        [("shared words", ["водій утік з місця аварії"])],
    ),
    (
        "an accusation of the denier",
        "Сусіди звинуватили Петра Бойка у підпалі складу.\n\nЕксперт вважає, що курс зміниться.\n\n"
        "Петро Бойко відкинув звинувачення.",
        [("about the source", ["Петра Бойка у підпалі складу"])],
    ),
    (
        "a confirmation",
        "Газета написала, що у порту сталася пожежа.\n\nРятувальники підтвердили, що у порту сталася пожежа.",
        [("shared words", ["у порту сталася пожежа"])],
    ),
    (
        "two sources of one cue",
        "Газета написала, що міст закриють. Мер і речниця спростували цю інформацію.",
        [("pointed to", ["міст закриють"]), ("same cue as another source's", ["міст закриють"])],
    ),
    (
        "nothing to link",
        "Завод спростував, що зупинив цех.",
        [("unresolved", [])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_targets(bundled: Language, text: str, expected: list[tuple[str, list[str]]]) -> None:
    statements = extract(Article("a", text), bundled(text)).statements
    contents = {one.id: one.content.text if one.content else "" for one in statements}
    found = [
        (one.target_resolution, [contents[key] for key in one.denies]) for one in statements if one.stance in LINKED
    ]
    assert found == expected


FACTCHECK = (
    "Російські сайти поширюють інформацію про те, що у Львові нібито закрили всі школи.\n\n"
    "Однак це твердження не відповідає дійсності. За даними мерії, школи працюють."
)


def test_a_fact_check_denies_what_it_has_told(bundled: Language) -> None:
    statements = extract(Article("a", FACTCHECK, outlet="StopFake"), bundled(FACTCHECK)).statements
    (verdict,) = [one for one in statements if one.stance is Stance.DENIES]
    assert (verdict.source.name, verdict.target_resolution) == ("StopFake", "checked by the outlet")
    (claim,) = [one for one in statements if one.id in verdict.denies]
    assert claim.content is not None
    assert claim.content.text.startswith("у Львові нібито")


def test_another_outlet_gives_no_verdicts(bundled: Language) -> None:
    statements = extract(Article("a", FACTCHECK, outlet="Газета"), bundled(FACTCHECK)).statements
    assert not [one for one in statements if one.stance is Stance.DENIES]


def test_not_only_negates_nothing(bundled: Language) -> None:
    text = "Експерти вважають, що міст може допомогти місту. Не лише міст може допомогти місту, пише професор."
    assert [one.stance for one in extract(Article("a", text), bundled(text)).statements] == [Stance.ASSERTS] * 2
