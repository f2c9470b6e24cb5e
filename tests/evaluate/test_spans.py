"""Overlap and trimming, computed by hand."""

import pytest

from kg.evaluate.spans import iou, trimmed
from kg.model import Span

TEXT = "0123456789"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 4), (0, 4), 1.0),
        ((0, 4), (2, 6), 2 / 6),
        ((0, 8), (2, 4), 0.25),
        ((0, 4), (4, 8), 0.0),
        ((0, 2), (8, 10), 0.0),
        (None, (0, 2), 0.0),
        (None, None, 0.0),
    ],
)
def test_iou(one: tuple[int, int] | None, other: tuple[int, int] | None, expected: float) -> None:
    spans = [Span.of(TEXT, *pair) if pair else None for pair in (one, other)]
    assert iou(*spans) == iou(*reversed(spans)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("слово", (10, 15)),
        ("«слово».", (11, 16)),
        (" „слово“,\n", (12, 17)),
        ("слово?!…", (10, 15)),
        ("(слово)", (10, 17)),
        (".слово", (10, 16)),
        ("не-слово", (10, 18)),
        ("«…»", (10, 13)),
    ],
)
def test_trimmed(text: str, expected: tuple[int, int]) -> None:
    assert trimmed(Span(10, 10 + len(text), text)) == expected


def test_trimmed_nothing() -> None:
    assert trimmed(None) is None
