"""One claim for many tellings, and what speaks against what: own small texts."""

import random
from dataclasses import replace

import pytest

from kg.ids import claim_id
from kg.model import Extraction, Kind, Source, Span, Stance, Statement
from kg.resolve import Judgement, Resolution, Verdict, resolve

TOLD = "Лебединська рада виділила сорок мільйонів гривень на ремонт старого мосту через Сулу"
AGAIN = "на ремонт старого мосту через Сулу Лебединська рада виділила сорок мільйонів гривень"
OTHER = "у музеї відкрили виставку вишитих рушників і писанок"
FILLER = [
    "синоптики чекають на дощ і туман у західних областях",
    "учні здали іспит з математики краще, ніж торік",
    "футболісти зіграли внічию з гостями з Одеси",
]


def _article(
    doc: str, *contents: str, stances: dict[int, Stance] | None = None, date: str = "2024-05-01"
) -> Extraction:
    stances = stances or {}
    statements, place = [], 0
    for number, content in enumerate(contents, 1):
        span = Span(place, place + len(content), content)
        source = Source(None, f"Ірина Сокіл-{doc}", Kind.PERSON)
        statements.append(
            Statement(f"s{number}", source, None, stances.get(number, Stance.ASSERTS), span, span, reported_at=date)
        )
        place = span.end + 2
    return Extraction(doc, tuple(statements))


def _corpus(*articles: Extraction) -> list[Extraction]:
    return [*articles, *(_article(f"z{number}", text) for number, text in enumerate(FILLER))]


def _claim(doc: str, content: str, start: int = 0) -> str:
    return claim_id(doc, start, start + len(content))


def _pair(resolution: Resolution) -> list[tuple[str, str]]:
    return [(one.a, one.b) for one in resolution.contradictions]


def test_the_same_told_by_two_is_one_claim() -> None:
    found = resolve(_corpus(_article("a", TOLD), _article("b", AGAIN)))
    assert found.claim(_claim("a", TOLD)) == found.claim(_claim("b", AGAIN))
    [made] = [one for one in found.made if one.kind == "claim"]
    assert made.rule == "shared words"
    assert made.score >= 0.55
    assert made.reasons[0].startswith("both say ")


def test_what_is_told_in_one_article_alone_stays_alone() -> None:
    found = resolve(_corpus(_article("a", TOLD), _article("b", OTHER)))
    assert list(found.claims()) == []
    assert found.contradictions == ()


def test_months_apart_is_another_claim() -> None:
    found = resolve(_corpus(_article("a", TOLD), _article("b", AGAIN, date="2024-09-01")))
    assert list(found.claims()) == []


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        (TOLD, TOLD.replace("виділила", "не виділила"), "opposite polarity"),
        (
            TOLD.replace("сорок мільйонів", "40 мільйонів"),
            TOLD.replace("сорок мільйонів", "55 мільйонів"),
            "different figures",
        ),
        (
            "Лебединська рада дозволила ремонт старого мосту",
            "Лебединська рада заборонила ремонт старого мосту",
            "opposite words",
        ),
    ],
)
def test_contradictions(one: str, other: str, rule: str) -> None:
    found = resolve(_corpus(_article("a", one), _article("b", other)))
    [candidate] = found.contradictions
    assert {candidate.a, candidate.b} == {_claim("a", one), _claim("b", other)}
    assert candidate.rule == rule
    assert candidate.verdict is Verdict.DIFFERENT
    assert list(found.claims()) == []


def test_asserted_by_one_and_denied_by_another() -> None:
    denied = _article("b", AGAIN, stances={1: Stance.DENIES})
    found = resolve(_corpus(_article("a", TOLD), denied))
    [candidate] = found.contradictions
    assert candidate.rule == "asserted and denied"


def _one_denial(claim: str, denial: str) -> list[str]:
    told = _article("a", claim, denial, stances={2: Stance.DENIES})
    first, second = told.statements
    told = Extraction("a", (first, replace(second, denies=(first.id,))))
    return [one.rule for one in resolve(_corpus(told)).contradictions]


def test_two_who_negate_the_same_do_not_contradict_each_other() -> None:
    assert _one_denial(TOLD, AGAIN) == ["asserted and denied"]
    assert _one_denial(TOLD.replace(" виділила", " не виділила"), AGAIN) == ["asserted and denied"]
    assert _one_denial(TOLD.replace(" виділила", " не виділила"), AGAIN.replace(" виділила", " не виділила")) == []
    assert _one_denial(f"{TOLD}, бо не має грошей", AGAIN) == ["asserted and denied"]
    picture = "поширене зображення мосту через Сулу не є рекламою ради"
    assert _one_denial(picture, "зображення мосту через Сулу не є рекламою міської ради") == []


def test_ages_are_no_figures_of_one_event() -> None:
    one, other = (f"унаслідок аварії на мосту через Сулу постраждала {age}-річна жінка" for age in (40, 61))
    found = resolve(_corpus(_article("a", one), _article("b", other)))
    assert found.contradictions == ()


def test_people_have_the_last_word() -> None:
    docs = _corpus(_article("a", TOLD), _article("b", AGAIN))
    pair = _claim("a", TOLD), _claim("b", AGAIN)
    apart = resolve(docs, [Judgement.of("claim", *pair, Verdict.DIFFERENT)])
    assert list(apart.claims()) == []
    joined = resolve(
        _corpus(_article("a", TOLD), _article("b", OTHER)),
        [Judgement.of("claim", _claim("a", TOLD), _claim("b", OTHER), Verdict.SAME)],
    )
    assert joined.claim(_claim("a", TOLD)) == joined.claim(_claim("b", OTHER))


def test_what_people_say_is_one_contradicts_itself_by_no_rule() -> None:
    turned = TOLD.replace("виділила", "не виділила")
    docs = _corpus(_article("a", TOLD), _article("b", AGAIN), _article("c", turned))
    assert len(resolve(docs).contradictions) == 2
    one = resolve(docs, [Judgement.of("claim", _claim("a", TOLD), _claim("c", turned), Verdict.SAME)])
    assert one.claim(_claim("a", TOLD)) == one.claim(_claim("b", AGAIN)) == one.claim(_claim("c", turned))
    assert list(one.contradictions) == []


def test_the_order_of_articles_does_not_count() -> None:
    docs = _corpus(
        _article("a", TOLD, OTHER), _article("b", AGAIN), _article("c", TOLD.replace("виділила", "не виділила"))
    )
    whole = resolve(docs)
    assert whole.contradictions
    for seed in range(10):
        assert resolve(random.Random(seed).sample(docs, len(docs))) == whole
