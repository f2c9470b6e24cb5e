"""What the benchmarks write: sizes, questions in two engines, limits, table and pictures."""

import json
import math
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as bench
from benchmarks import plots, questions, rdf, table
from benchmarks.growth import exponents
from kg.pipeline import Folder

ANSWER = {"rows": 3, "seconds": [0.1, 0.2, 0.3]}
ENDED: questions.Asked = {"rows": None, "seconds": []}
GROWN = {"100": {"all": [10.0, 400.0]}, "1000": {"all": [100.0, 440.0]}}


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    """Figures such as a run gives."""
    speed = {"words/s": 1000.0, "words/CPU s": 1000.0, "MiB": 400.0}
    size = {"quads": 10_000, "read": 1.0, "oxigraph": {"denials": ANSWER}, "rdflib": {"denials": ENDED}, "differ": []}
    build = {
        "articles": 10,
        "words": 3000,
        "first": 60.0,
        "again": 1.0,
        "first CPU": 60.0,
        "again CPU": 1.0,
        "MiB": 500.0,
    }
    return {
        "nlp": {"1": speed, "2": speed, "cnn": speed},
        "pipeline": {"stages": {"articles": 10, "words": 3000, "model": 2.0, "rules": 0.4}, "one": build, "two": build},
        "rdf": {"quads": 1000, "quads made": 0.1, "TriG written": 0.1, "loaded": 0.2, "bulk load": 0.1},
        "questions": {"limit": 30.0, "sizes": {"10000": size}},
        "whole": GROWN,
        "growth": {"rules": {"100": 1.0}, "rest": GROWN},
        "pages": {"20": {"articles": 20, "statements": 100, "bytes": 1_000_000, "seconds": 1.0}},
        "profile": {"all": 10.0, "alone": [{"function": "run", "seconds": 6.0, "calls": 9}], "with all below": []},
    }


def test_the_table_tells_each_figure_and_what_is_asked_for(figures: dict[str, Any]) -> None:
    text = table.table(figures)
    assert "| rules over the model | 20.0 % | ≤ 25 % |" in text
    assert "60 × faster | ≥ 50 × |" in text
    assert "50 % of that | ≥ 60 % |" in text
    assert "rdflib p50 >30 s" in text
    assert "| Stanza, default sizes | not measured" in text
    assert "exponent 1.00" in text
    assert "`run` 60.0 %, 9 calls" in text


def test_parts_that_were_not_measured_are_left_out(figures: dict[str, Any]) -> None:
    assert table.table({"pages": figures["pages"]}).count("\n") == 2


def test_pictures_are_the_same_each_time(figures: dict[str, Any], tmp_path: Path) -> None:
    source = tmp_path / "bench.json"
    source.write_text(json.dumps(figures), encoding="utf-8")
    for name in ("one", "two"):
        plots.main(source, tmp_path / name)
    for name in ("bench-questions.svg", "bench-growth.svg"):
        made = (tmp_path / "one" / name).read_bytes()
        assert made.startswith(b"<?xml")
        assert made == (tmp_path / "two" / name).read_bytes()


def test_exponents_of_time_and_memory() -> None:
    found = exponents({count: {"all": (row["all"][0], row["all"][1])} for count, row in GROWN.items()})
    assert found["all"] == pytest.approx(1)
    assert math.isnan(exponents({"100": {"all": (1.0, 1.0)}})["all"])


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")
def test_both_engines_are_asked_the_same_and_agree(built: Path, tmp_path: Path) -> None:
    counts = Folder(built).require()["counts"]
    large = questions.sized(built, tmp_path, counts["quads"] * 2)
    asked = {
        name: text for name, text in questions.texts(large).items() if name in ("denials", "provenance", "outlets")
    }
    found = {"oxigraph": questions.ask_all(questions.oxigraph(large), asked)}
    found["rdflib"] = questions.ask_all(questions.in_memory(large), asked)
    assert found["oxigraph"]["denials"]["rows"] > 0
    assert questions.differing(found) == []
    assert "?statement kg:asserts" in asked["provenance"] or "VALUES ?statement { <" in asked["provenance"]


def test_a_question_that_takes_too_long_is_ended() -> None:
    def slow(_: str) -> int:
        time.sleep(60)
        return 0

    begin = time.monotonic()
    found = questions.ask_all(slow, {"one": ""}, 0.2)
    assert time.monotonic() - begin < 30
    assert found == {"one": ENDED}
    assert questions.told(questions.spread(found)[0], 30) == ">30"


def test_mapping_and_loading_are_timed(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "out"
    questions.sized(built, copy, 1)  # a folder that may be written to
    for name in ("articles.jsonl", "statements.jsonl", "report.json"):
        (copy / name).write_bytes((built / name).read_bytes())
    found = rdf.measure(copy)
    counts = Folder(built).require()["counts"]
    assert counts["quads"] - 10 < found["quads"] <= counts["quads"]  # what made the extraction is not told
    assert min(found.values()) > 0


def test_options_are_lists_of_numbers() -> None:
    given = bench.options(["20", "--quads", "1000 100", "--growth", "30"])
    assert (given.articles, given.quads, given.growth, given.whole) == (20, [100, 1000], [30], [100, 300])
