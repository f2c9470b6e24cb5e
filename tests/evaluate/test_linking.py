"""B³ and pairwise scores against hand-computed cases, and the bar on SlavicNER."""

import json
from pathlib import Path

import pytest
from spacy.language import Language

from kg.evaluate.linking import Score, b_cubed, link, pairwise


def test_perfect() -> None:
    pairs = [("a", "1"), ("a", "1"), ("b", "2")]
    assert b_cubed(pairs) == Score(1.0, 1.0)
    assert pairwise(pairs) == Score(1.0, 1.0)


def test_all_in_one() -> None:
    pairs = [("a", "1"), ("a", "1"), ("b", "1")]
    found = b_cubed(pairs)
    assert found.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert found.recall == 1.0
    assert pairwise(pairs) == Score(1 / 3, 1.0)


def test_all_apart() -> None:
    pairs = [("a", "1"), ("a", "2"), ("b", "3")]
    found = b_cubed(pairs)
    assert found.precision == 1.0
    assert found.recall == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert pairwise(pairs) == Score(0.0, 0.0)
    assert pairwise(pairs).f1 == 0.0


def test_nothing() -> None:
    assert b_cubed([]).f1 == 0.0


@pytest.mark.slow
@pytest.mark.parametrize("topic", ["asia_bibi", "ryanair", "brexit"])
def test_linking_on_slavicner(shared: Path, bundled: Language, topic: str) -> None:
    lines = (shared / "data" / "slavicner" / "uk.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["topic"] == topic]
    pairs = [(one.gold, one.node) for one in link(rows, bundled)]
    assert b_cubed(pairs).f1 >= 0.90
