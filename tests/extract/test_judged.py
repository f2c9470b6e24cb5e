"""Refusals, "could not verify" and confirmations at places of unseen articles that were judged by hand."""

from pathlib import Path

import pytest
from spacy.language import Language

from kg.evaluate.drawn import draw, outcome, read_judged
from kg.extract import extract
from kg.ingest import read
from kg.model import Article, Extraction, Stance

FOLDER = Path(__file__).parent.parent / "judged"
LEAST = 0.8
"""Precision and recall that each stance must have."""
DRAWN = {Stance.DECLINES: 38, Stance.UNVERIFIED: 19, Stance.CONFIRMS: 40}
"""Places judged; of the first two the data has no more."""


def _articles(shared: Path) -> dict[str, Article]:
    gold = {one.id for name in ("dev", "seed") for one in _read(shared / "gold" / f"{name}.articles.jsonl")}
    return {one.id: one for one in _read(shared / "data" / "news" / "dev.jsonl") if one.id not in gold}


def _read(path: Path) -> list[Article]:
    return list(read([path], lambda error: pytest.fail(str(error))))


@pytest.mark.parametrize("stance", DRAWN, ids=[one.value for one in DRAWN])
def test_judged_places_are_the_drawn_ones(shared: Path, stance: Stance) -> None:
    places = draw(_articles(shared).values(), stance, 40, seed=2024)
    judged = read_judged(FOLDER / f"{stance.value}.jsonl")
    assert [one.place for one in judged] == places
    assert len(places) == DRAWN[stance]


@pytest.mark.slow
@pytest.mark.parametrize("stance", DRAWN, ids=[one.value for one in DRAWN])
def test_precision_and_recall(shared: Path, bundled: Language, stance: Stance) -> None:
    judged = read_judged(FOLDER / f"{stance.value}.jsonl")
    articles = _articles(shared)
    found: dict[str, Extraction] = {}
    for doc in sorted({one.place.doc for one in judged}):
        found[doc] = extract(articles[doc], bundled(articles[doc].text))
    result = outcome(judged, found)
    assert result.precision >= LEAST, result
    assert result.recall >= LEAST, result
