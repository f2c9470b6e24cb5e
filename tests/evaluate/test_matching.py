"""Which pairs match, and in which order they are taken."""

from dataclasses import replace

import pytest

from kg.evaluate.matching import match, may_match, same_name, same_source
from kg.model import Kind, Source, Span, Stance, Statement

TEXT = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя" * 3


def span(start: int, end: int) -> Span:
    return Span.of(TEXT, start, end)


def said(cue: tuple[int, int] | None, content: tuple[int, int] | None, name: str = "А") -> Statement:
    who = Source(None, name, Kind.PERSON)
    cue_span, content_span = (span(*pair) if pair else None for pair in (cue, content))
    return Statement("s1", who, cue_span, Stance.ASSERTS, content_span, span(0, 90))


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        (said((0, 8), None), said((6, 8), None), True),
        (said((0, 9), None), said((7, 9), None), False),
        (said((0, 8), (20, 40)), said((10, 18), (20, 40)), False),
        (said(None, (20, 40)), said((0, 8), (20, 30)), True),
        (said(None, (20, 40)), said((0, 8), (20, 29)), False),
        (said((0, 8), (20, 40)), said(None, (20, 40)), True),
        (said(None, None), said(None, None), False),
    ],
    ids=["cue-at-0.25", "cue-below", "cues-decide", "content-at-0.5", "content-below", "one-cue", "nothing"],
)
def test_may_match(gold: Statement, predicted: Statement, expected: bool) -> None:
    assert may_match(gold, predicted) is expected


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ("Мін’юст", "мін'юст", True),
        ("Мінʼюст", "МІНЮСТ", True),
        ("«Нова хвиля»", "Нова  хвиля", True),
        ("Нова-хвиля", "Нова хвиля", True),
        ("ї", "ї", True),
        ("Нова хвиля", "Новахвиля", False),
        ("«»", "…", False),
    ],
)
def test_same_name(gold: str, predicted: str, expected: bool) -> None:
    assert same_name(gold, predicted) is expected


def test_source_by_naming_or_name() -> None:
    gold = Source(span(0, 8), "Перша", Kind.ORGANIZATION)
    assert same_source(gold, Source(span(6, 8), "Друга", Kind.ORGANIZATION))
    assert same_source(gold, Source(None, "перша", Kind.ORGANIZATION))
    assert not same_source(gold, Source(span(7, 8), "Друга", Kind.ORGANIZATION))


def test_right_source_is_taken_first() -> None:
    """One cue for two coordinated sources: each prediction goes to the statement of its source."""
    gold = [said((0, 8), (20, 40), "А"), said((0, 8), (20, 40), "Б")]
    assert match(gold, [said((0, 8), (20, 40), "Б"), said((0, 8), (20, 40), "А")]) == {0: 1, 1: 0}


def test_source_goes_before_content_and_content_before_cue() -> None:
    gold = [said((0, 8), (20, 40), "А")]
    by_source = [said((0, 8), (20, 40), "Б"), said((4, 8), None, "А")]
    assert match(gold, by_source) == {1: 0}
    by_content = [said((0, 8), (20, 30), "А"), said((4, 8), (20, 40), "А")]
    assert match(gold, by_content) == {1: 0}
    by_cue = [said((4, 8), (20, 40), "А"), said((0, 8), (20, 40), "А")]
    assert match(gold, by_cue) == {1: 0}


def test_reading_order_decides_the_rest() -> None:
    """Both gold cues overlap the one prediction alike: the earlier one is taken, wherever it stands in the file."""
    later, earlier = said((4, 8), None), said((0, 4), None)
    assert match([later, earlier], [said((0, 8), None)]) == {0: 1}


def test_one_to_one() -> None:
    gold = [said((0, 8), None)]
    twice = [said((0, 8), None), said((0, 8), None)]
    assert match(gold, twice) == {0: 0}
    assert match(gold, []) == match([], twice) == {}


def test_missing_contents_agree() -> None:
    """Of two predictions with the same cue and source, the one without content fits a gold one without content."""
    bare = said((0, 8), None)
    assert match([bare], [replace(bare, content=span(20, 40)), bare]) == {1: 0}
