"""Where exports may be written: nothing of the user's or of the graph's is lost, and broken graphs are named."""

import json
import shutil
from pathlib import Path

import pytest

import kg
from kg.errors import ExportError, StoreError
from kg.export import export
from tests.cli.run import kg as run
from tests.graph import sample


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A graph of its own, to be hurt."""
    (tmp_path / "place" / "out").mkdir(parents=True)
    return sample.folder_in(tmp_path / "place" / "out")


def contents(folder: Path) -> set[str]:
    """Everything below the folder."""
    return {str(one.relative_to(folder)) for one in folder.rglob("*")}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("target", ["out", "out/graph.trig", "out/store", "out/new", ".", "../place", "link", "link/x"])
@pytest.mark.parametrize("form", ["neo4j", "turtle"])
def test_the_graph_itself_is_no_target(out: Path, target: str, form: str, force: bool) -> None:
    (out.parent / "link").symlink_to(out)
    before = contents(out.parent)
    with pytest.raises(ExportError, match="is, holds or lies in the folder of the graph"):
        export(out, form, out.parent / target, force)
    assert contents(out.parent) == before


@pytest.mark.parametrize("target", ["", ".", "..", "-", "a\0b"])
def test_what_is_no_name(out: Path, target: str) -> None:
    with pytest.raises(ExportError, match="names no file or folder"):
        kg.open_graph(out).export("csv", target)


def test_nothing_is_lost_unasked(out: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    export(out, "neo4j", mine)  # an empty folder
    (mine / "letter.txt").write_text("Лист.", encoding="utf-8")
    before = contents(mine)
    for form, target in (("neo4j", mine), ("turtle", mine / "letter.txt"), ("neo4j", mine / "letter.txt")):
        with pytest.raises(ExportError, match=r"is there already; .*force=True"):
            export(out, form, target)
    assert (mine / "letter.txt").read_text(encoding="utf-8") == "Лист."
    assert contents(mine) == before
    kg.open_graph(out).export("neo4j", mine, force=True)
    kg.open_graph(out).export("turtle", mine / "schema.cypher", force=True)
    assert contents(mine) == before - {"letter.txt"}
    with pytest.raises(ExportError, match="cannot be written"):
        export(out, "turtle", mine, force=True)
    assert contents(mine) == before - {"letter.txt"}


def test_names_beside_the_target_are_let_be(out: Path, tmp_path: Path) -> None:
    (tmp_path / "x.nq.tmp").mkdir()
    (tmp_path / "x.nq.tmp" / "letter.txt").write_text("Лист.", encoding="utf-8")
    (tmp_path / "files.tmp").write_text("Лист.", encoding="utf-8")
    export(out, "nquads", tmp_path / "x.nq")
    export(out, "neo4j", tmp_path / "files")
    names = {one.name for one in tmp_path.iterdir()}
    assert names == {"place", "x.nq", "x.nq.tmp", "files", "files.tmp"}
    assert (tmp_path / "x.nq.tmp" / "letter.txt").exists()


def test_the_command_with_force(out: Path, tmp_path: Path) -> None:
    done = run("export", "out", "neo4j", "-o", "out", "--force", cwd=out.parent)
    assert done.returncode == 1 and "folder of the graph" in done.stderr
    assert (out / "report.json").exists()
    (tmp_path / "x").write_text("old")
    assert run("export", str(out), "trig", "-o", "x", "--force", "-q", cwd=tmp_path).returncode == 0
    assert (tmp_path / "x").read_bytes() == (out / "graph.trig").read_bytes()


BROKEN = ("turtle", "nquads", "jsonld", "sameas", "neo4j", "csv", "measures", "graphml-actors")


@pytest.fixture(scope="module")
def half(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed's graph, its file cut in the middle."""
    out = tmp_path_factory.mktemp("half") / "out"
    shutil.copytree(built, out)
    text = (out / "graph.trig").read_bytes()
    (out / "graph.trig").write_bytes(text[: len(text) // 2])
    return out


@pytest.mark.parametrize("form", BROKEN)
def test_half_a_graph(half: Path, tmp_path: Path, form: str) -> None:
    with pytest.raises(StoreError, match=r"graph\.trig"):
        kg.open_graph(half).export(form, tmp_path / "x")
    assert not list(tmp_path.iterdir())
    with pytest.raises(StoreError, match=r"graph\.trig"):
        kg.open_graph(half).network()


@pytest.mark.parametrize("text", ["{}", "[]", "5", '{"doc": 5, "statements": 7}'])
def test_lines_that_are_no_statements(half: Path, tmp_path: Path, text: str) -> None:
    shutil.copy(half / "report.json", tmp_path)
    (tmp_path / "statements.jsonl").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"statements.jsonl:1: .*build anew"):
        kg.open_graph(tmp_path).statements()


def test_reports_that_are_none(half: Path, tmp_path: Path) -> None:
    report = json.loads((half / "report.json").read_text(encoding="utf-8"))
    for key in ("base", "counts", "files", "analyzer", "kg", "rules"):
        (tmp_path / "report.json").write_text(json.dumps({**report, key: {}}), encoding="utf-8")
        with pytest.raises(StoreError, match="no report of a build"):
            kg.open_graph(tmp_path)
    with pytest.raises(StoreError, match="is a file; give the folder"):
        kg.open_graph(tmp_path / "report.json")
