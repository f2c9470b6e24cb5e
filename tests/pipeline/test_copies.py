"""Copies in a built graph: every outlet and statement kept, linked to their root, counted once."""

import json
import random
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

import kg
from kg.graph.terms import article_iri
from kg.graph.vocabulary import term
from kg.ids import DEFAULT_BASE
from tests.cli.run import kg as run_kg

REPORT = (
    "Мер Сквиращини Олег Ковшик заявив, що міст через Рудку відкриють у травні. Компанія «Мостобуд» відкинула "
    "звинувачення мера. Речниця «Мостобуду» Ірина Гай сказала, що міст готовий і що останню опору перевірили "
    "ще в лютому."
)
OTHER = (
    "«Ми все перевіримо», – пообіцяв прокурор Сквиращини Петро Лис. Він додав, що справу про ремонт доріг розслідують "
    "уже другий рік, а підрядник так і не повернув до бюджету громади жодної гривні з тих, що отримав наперед."
)
ARTICLES = (
    ("wire", "Агенція новин", "2024-03-01", REPORT),
    ("carrier", "Вежа", "2024-03-01", f"{REPORT} Про це пише Агенція новин."),
    ("late", "Сквирські новини", "2024-03-02", REPORT.replace("ще в лютому", "у лютому")),
    ("own", "Вежа", "2024-03-02", OTHER),
)


def build(folder: Path, seed: int) -> Path:
    """The graph of the articles in some order."""
    rows = [dict(zip(("id", "outlet", "date", "text"), one, strict=True)) for one in ARTICLES]
    random.Random(seed).shuffle(rows)
    path = folder / f"{seed}.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")
    kg.build_graph([path], folder / f"out{seed}")
    return folder / f"out{seed}"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built folder."""
    return build(tmp_path_factory.mktemp("copies"), 1)


def test_linked_and_kept(out: Path) -> None:
    quads = list(parse(path=str(out / "graph.trig"), format=RdfFormat.TRIG))
    copies = {(quad.subject, quad.object) for quad in quads if quad.predicate == term("kg:copyOf")}
    root = article_iri(DEFAULT_BASE, "carrier")  # of one day the first by id
    assert copies == {(article_iri(DEFAULT_BASE, name), root) for name in ("late", "wire")}
    outlets = {quad.object.value for quad in quads if quad.predicate == term("kg:outlet")}
    assert outlets == {outlet for _, outlet, _, _ in ARTICLES}
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert (report["counts"]["articles"], report["counts"]["copies"]) == (4, 2)


def test_counted_once(out: Path) -> None:
    graph = kg.open_graph(out)
    rows = graph.ask("top-actors").rows
    assert {row["actor"]: row["made"] for row in rows}["Олег Ковшик"] == "1"
    assert {row["actor"]: row["denied"] for row in rows}["Мостобуд"] == "1"
    said = graph.query("SELECT ?s { ?s kg:asserts ?c ; kg:source/skos:prefLabel 'Олег Ковшик'@uk }").rows
    assert len(list(said)) == 3


def test_valid_and_the_same_in_any_order(out: Path, tmp_path: Path) -> None:
    assert run_kg("validate", str(out), cwd=tmp_path).returncode == 0
    other = build(tmp_path, 2)
    assert (other / "graph.trig").read_bytes() == (out / "graph.trig").read_bytes()


def test_a_copy_comes_and_its_root_goes_on(out: Path, tmp_path: Path) -> None:
    """Built in portions, with the earliest article last: the same graph."""
    for number, one in enumerate(reversed(ARTICLES)):
        path = tmp_path / f"{number}.jsonl"
        row = dict(zip(("id", "outlet", "date", "text"), one, strict=True))
        path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
        kg.build_graph([path], tmp_path / "out")
    assert (tmp_path / "out" / "graph.trig").read_bytes() == (out / "graph.trig").read_bytes()
