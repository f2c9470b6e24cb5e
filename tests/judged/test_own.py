"""What was judged by reading: the files' form, and the precision over what still comes out of the articles."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import drawing
from kg.evaluate.drawing import Checked, Item
from kg.model import Article, Extraction

BARS = {"merges": 0.95, "claims": 0.85, "contradictions": 0.70, "relations": 0.85, "relations-2": 0.85, "dates": 0.95}
SIZES = {"merges": 100, "claims": 60, "contradictions": 40, "relations": 100, "relations-2": 135, "dates": 200}
HERE = Path(__file__).parent
TWO_DAYS = ("2024-11-13", "2024-11-14")


def _rows(kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("kind", BARS)
def test_enough_is_judged_and_right(kind: str) -> None:
    rows = _rows(kind)
    assert len(rows) == SIZES[kind]
    assert all(row["why"] for row in rows)
    assert len({Item.from_json(row) for row in rows}) == len(rows)
    assert sum(row["right"] for row in rows) / len(rows) >= BARS[kind]


def test_relations_are_of_many_types() -> None:
    types = [row["claimed"][0] for row in _rows("relations")]
    assert len(set(types)) >= 8
    assert max(types.count(one) for one in types) <= 25


def test_check_leaves_out_what_no_longer_comes_out(tmp_path: Path) -> None:
    items = [Item((("a", place, place + 1),), ("x",)) for place in range(3)]
    judged = tmp_path / "judged.jsonl"
    lines = [json.dumps(one.to_json() | {"right": place != 1, "why": "own"}) for place, one in enumerate(items)]
    judged.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert drawing.check(judged, items) == Checked(2, 3, 0)
    assert drawing.check(judged, items[1:]) == Checked(1, 2, 1)
    assert drawing.check(judged, items[1:]).precision == 0.5


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[Article]:
    """All news for development."""
    return drawing.read_articles(shared / "data" / "news" / "dev.jsonl")


def test_dates_still_right(articles: list[Article]) -> None:
    wanted = {place[0] for row in _rows("dates") for place in row["places"]}
    checked = drawing.check(HERE / "dates.jsonl", drawing.dates(one for one in articles if one.id in wanted))
    assert checked.total >= 150
    assert checked.precision >= BARS["dates"], checked


@pytest.fixture(scope="module")
def extractions(articles: list[Article]) -> list[Extraction]:
    """Of the articles that the judged files name, and of the two days of November 2024."""
    wanted = {place[0] for kind in BARS for row in _rows(kind) for place in row["places"] if kind != "dates"}
    return drawing.extracted([one for one in articles if one.id in wanted or one.date in TWO_DAYS])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["merges", "claims", "contradictions", "relations", "relations-2"])
def test_still_right(extractions: list[Extraction], kind: str) -> None:
    found = drawing.found(kind.partition("-")[0], [], extractions)
    checked = drawing.check(HERE / f"{kind}.jsonl", found)
    assert checked.total >= SIZES[kind] // 3, checked
    assert checked.precision >= BARS[kind], checked


@pytest.mark.slow
def test_enough_claims_are_told_by_several(articles: list[Article], extractions: list[Extraction]) -> None:
    days = {one.id for one in articles if one.date in TWO_DAYS}
    assert len(drawing.found("claims", [], [one for one in extractions if one.doc in days])) >= 60
