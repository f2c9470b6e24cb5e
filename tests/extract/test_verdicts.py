"""Verdicts of outlets that check facts: which words, and what they are on."""

import time

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.model import Article, Stance

VERDICTS = [
    ("Однак ця інформація не відповідає дійсності.", "не відповідає дійсності", None),
    ("Отже, заяви про те, що солдати охоронятимуть ринок, є брехнею.", "брехнею", "солдати охоронятимуть ринок"),
    ("Твердження про те, що міст закрили, – неправда.", "неправда", "міст закрили"),
    ("Проте інформація про існування такої обіцянки є неправдою.", "неправдою", "існування такої обіцянки"),
    ("Немає підстав вважати, що завод належить мерії.", "Немає підстав вважати", "завод належить мерії"),
    ("Ні про яку мобілізацію лікарів не може бути мови.", "не може бути мови", "мобілізацію лікарів"),
    ("Насправді школи у місті працюють за розкладом.", "Насправді", "школи у місті працюють за розкладом"),
    ("Недостовірними є дані про видатки на оборону.", "Недостовірними є", "дані про видатки на оборону"),
    ("Крім того, маніпуляцією є твердження, що всі кошти вкрали.", "маніпуляцією є", "всі кошти вкрали"),
    ("Фейковою виявилася й обкладинка журналу.", "Фейковою виявилася", "й обкладинка журналу"),
    ("Але це не так.", "це не так", None),
    (
        "Сторінка, на якій нібито є заява мера про «атаку», є фейковою.",
        "фейковою",
        "Сторінка, на якій нібито є заява мера про «атаку»",
    ),
    ("Не підтверджується інформація про те, що мер утік.", "Не підтверджується", "мер утік"),
    ("Маніпуляцією є твердження про те, що мер утік.", "Маніпуляцією є", "мер утік"),
    ("Таким чином, не підтверджується інформація, що мер утік.", "не підтверджується", "мер утік"),
    ("Очевидно, що це неправда.", "неправда", None),
    ("Ця інформація не підтверджується жодним очевидцем.", "не підтверджується", None),
    ("Насправді дані про видатки на оборону є недостовірними.", "недостовірними", "видатки на оборону"),
    ("Раніше StopFake спростовував фейк про те, що міст у Львові впав.", "спростовував", "міст у Львові впав"),
]


@pytest.mark.parametrize(("text", "cue", "content"), VERDICTS, ids=[row[1] for row in VERDICTS])
def test_verdict(bundled: Language, text: str, cue: str, content: str | None) -> None:
    found = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    (one,) = [one for one in found if one.stance is Stance.DENIES]
    assert one.cue is not None
    assert (one.source.name, one.cue.text, one.content and one.content.text) == ("StopFake", cue, content)


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Немає жодних доказів того, що завод належить мерії.", "Немає жодних доказів", "завод належить мерії"),
        ("Жодних доказів таких обстрілів немає.", "немає", "Жодних доказів таких обстрілів"),
        ("Доказів того, що завод належить мерії, немає.", "немає", "завод належить мерії"),
        ("Ця заява не має жодних підтверджень.", "не має жодних підтверджень", None),
    ],
)
def test_what_nothing_proves_is_not_verified(bundled: Language, text: str, cue: str, content: str | None) -> None:
    (one,) = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    assert one.cue is not None and one.stance is Stance.UNVERIFIED
    assert (one.source.name, one.cue.text, one.content and one.content.text) == ("StopFake", cue, content)


@pytest.mark.parametrize(
    "text",
    [
        "Міністр не має жодних доказів.", "Він не має доказів.", "У міста є докази.",
        "Прокуратура не має жодних доказів вини.", "Якщо доказів змови немає, суд закриє справу.",
        "Хто б сказав, що доказів підкупу немає?", "У поліції немає доказів змови.", "Вона не має жодних доказів.",
    ],
)  # fmt: skip
def test_who_has_no_proof_says_nothing(bundled: Language, text: str) -> None:
    assert not extract(Article("a", text, outlet="StopFake"), bundled(text)).statements


def test_titles_of_other_checks_are_no_statements(bundled: Language) -> None:
    text = "Ми спростовували вигадки у матеріалах «Фейк: Міст у Львові «продали»» та «Маніпуляція: Школи закрито»."
    found = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    assert [(one.cue.text, one.stance) for one in found if one.cue] == [("спростовували вигадки", Stance.DENIES)]


def test_what_is_said_in_a_title_ends_with_it(bundled: Language) -> None:
    text = "Ми спростовували це у матеріалах «Маніпуляція: Мер заявив, що «школи закрито»», «Фейк: Міст продали»."
    found = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    said = next(one for one in found if one.cue and one.cue.text == "заявив")
    assert said.content is not None and said.content.text == "«школи закрито»"
    assert not any(one.via for one in found)


def test_a_verdict_may_be_somebody_elses(bundled: Language) -> None:
    text = "Ця інформація не підтверджується поліцією та урядом."
    found = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    assert [(one.source.name, one.stance) for one in found] == [("поліція", Stance.DENIES), ("уряд", Stance.DENIES)]


def test_what_is_so_and_a_verdict_on_another_thing(bundled: Language) -> None:
    text = "Насправді мер поїхав у відпустку, а не втік, і публікація каналу не відповідає дійсності."
    found = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    assert [one.cue.text for one in found if one.cue] == ["Насправді", "не відповідає дійсності"]


def test_what_was_denied_ends_before_each_title(bundled: Language) -> None:
    one = "StopFake спростовував чутки про міст у матеріалі «Фейк: Міст зруйновано».\n"
    text = one + "StopFake спростовував чутки про тунель у матеріалі «Фейк: Тунель затоплено»."
    found = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    denied = [one.content.text for one in found if one.content and one.rule.startswith("verb")]
    assert denied == ["міст", "тунель"]


def test_a_verdict_on_two_claims(bundled: Language) -> None:
    text = "Те, що мера звільнили, – неправда, як і те, що рада «зникла» з міста."
    found = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    assert [one.content.text for one in found if one.content] == ["мера звільнили", "рада «зникла» з міста"]


def test_what_is_said_in_a_relative_clause_ends_before_the_verdict(bundled: Language) -> None:
    text = "Те, що мера Олешка попросили піти через конфлікт із радою, — неправда."
    found = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    assert {(one.stance, one.content and one.content.text) for one in found} == {
        (Stance.DENIES, "мера Олешка попросили піти через конфлікт із радою"),
        (Stance.DEMANDS, "піти через конфлікт із радою"),
    }


NO_VERDICTS = [
    "Відео, яке показали по телебаченню, не є фейком.",
    "Назва порту є безглуздим набором літер.",
    "Той факт, що це підробка, можна з'ясувати за хвилину.",
    "Вони спотворили вулиці міста й залишили сміття.",
    "Художник зобразив міф про Ікара.",
    "Режисерка зняла фільм-вигадку про море.",
    "Це вулиця Абсурдна, 5.",
]


@pytest.mark.parametrize("text", NO_VERDICTS)
def test_words_that_only_look_like_it(bundled: Language, text: str) -> None:
    assert not extract(Article("a", text, outlet="StopFake"), bundled(text)).statements


CUT = ["День обіцяє бути 5", "У мережі поширюються чутки, що", "Немає доказів того, що", "Фейк: "]


@pytest.mark.parametrize("text", CUT)
def test_a_text_that_ends_in_mid_sentence_costs_nothing(bundled: Language, text: str) -> None:
    for outlet in (None, "StopFake"):
        extract(Article("a", text, outlet=outlet), bundled(text))


@pytest.mark.parametrize("tail", ["і " * 600 + "x", " та" * 600, "– " * 600, "а'" * 600, " про" * 600])
def test_long_runs_take_no_time(bundled: Language, tail: str) -> None:
    text = f"Фейк: Міст закрили {tail} є вигадкою"
    doc = bundled(text)
    start = time.process_time()
    extract(Article("a", text, outlet="StopFake"), doc)
    assert time.process_time() - start < 3
