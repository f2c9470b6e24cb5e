"""What is found in annotated articles does not get worse: floors of F1 by level, and no figure without its gold."""

import json
import tomllib
from pathlib import Path

import pytest

import kg
from kg.evaluate import LEVELS, Report, coref, part_of, read_gold, score, slavic
from kg.evaluate.standoff import restored
from kg.model import Extraction

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def found(source: Path) -> list[Extraction]:
    """What is found in the articles of a file; any error fails."""

    def fail(error: object) -> None:
        pytest.fail(str(error))

    return list(kg.find_statements([source], on_error=fail))


def check(report: Report, floors: dict[str, float]) -> None:
    """All levels that lie below their floors, told together."""
    assert floors
    assert set(floors) <= set(LEVELS)
    values = {level: report.levels[level].f1 or 0.0 for level in floors}
    low = {level: f"{value:.3f} < {floors[level]}" for level, value in values.items() if value < floors[level]}
    assert not low


def test_samples(root: Path) -> None:
    check(score(read_gold(root / "tests/gold/samples.jsonl"), found(root / "seeds/samples.jsonl")), FLOORS["samples"])


def test_seed(shared: Path) -> None:
    gold = shared / "gold"
    check(score(read_gold(gold / "seed.jsonl"), found(gold / "seed.articles.jsonl")), FLOORS["seed"])


@pytest.mark.slow
@pytest.mark.parametrize("part", ["tune", "held"])
def test_news_annotated_besides(root: Path, shared: Path, tmp_path: Path, part: str) -> None:
    judged = root / "tests/judged/statements.jsonl"
    docs = {one["doc"] for one in map(json.loads, judged.read_text("utf-8").splitlines()) if one["part"] == part}
    texts = (shared / "data/news/dev.jsonl").read_text("utf-8").splitlines()
    lines = {one["id"]: one for one in map(json.loads, texts)}
    gold, articles = tmp_path / "gold.jsonl", tmp_path / "articles.jsonl"
    every = restored(judged, {name: one["text"] for name, one in lines.items()})
    gold.write_text("".join(json.dumps(one) + "\n" for one in every if one["doc"] in docs), encoding="utf-8")
    articles.write_text("".join(json.dumps(lines[doc]) + "\n" for doc in sorted(docs)), encoding="utf-8")
    check(score(read_gold(gold), found(articles)), FLOORS[f"news, {part}"])


def test_development_articles(shared: Path) -> None:
    gold = shared / "gold"
    extractions = found(gold / "dev.articles.jsonl")
    for part in ("tune", "check"):
        mine = [one for one in extractions if part_of(one.doc) == part]
        check(score(read_gold(gold / "dev.jsonl", part), mine), FLOORS[part])


@pytest.mark.slow
def test_references(shared: Path) -> None:
    counts = coref.measure(coref.analysed(shared / "data/coref/dense.jsonl"))
    low = {
        kind: counts[kind] for kind, floor in FLOORS["references"].items() if counts[kind][0] < floor * counts[kind][1]
    }
    assert not low


@pytest.mark.slow
def test_names(shared: Path) -> None:
    file = shared / "data/slavicner/uk.jsonl"
    right, found, gold = slavic.measure(slavic.analysed(file, ("covid-19", "nord_stream")))["names"]
    assert 2 * right / (found + gold) >= FLOORS["names"]["names"]
