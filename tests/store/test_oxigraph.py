"""Building, swapping, replacing one graph, opening."""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import StoreError
from kg.graph import write_trig
from kg.store import build_store, open_store, oxigraph
from tests.graph import sample

GRAPH = NamedNode("https://e.org/g")
P = NamedNode("https://e.org/p")


def quad(number: int, graph: NamedNode = GRAPH) -> Quad:
    return Quad(
        NamedNode(f"https://e.org/{number}"), P, Literal(sample.HOSTILE.replace("\x00", "") + str(number)), graph
    )


def trig(folder: Path, *numbers: int) -> Path:
    path = folder / "x.trig"
    path.write_text("".join(f"<{GRAPH.value}> {{ <https://e.org/{n}> <{P.value}> '{n}' }}\n" for n in numbers))
    return path


def test_what_was_built_is_there(tmp_path: Path) -> None:
    store = sample.store_in(tmp_path)
    assert len(store) == len(set(sample.quads()))
    assert all(one in store for one in sample.quads())
    assert len(list(store.graphs())) == 2


def test_building_again_replaces(tmp_path: Path) -> None:
    assert build_store(tmp_path / "s", trig(tmp_path, 1, 2)) == 2
    assert build_store(tmp_path / "s", trig(tmp_path, 3)) == 1
    assert len(open_store(tmp_path / "s")) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s", "x.trig"]


@pytest.mark.parametrize(("size", "portions"), [(1, 5), (50, 5), (1 << 20, 1)])
def test_it_is_loaded_in_portions_and_put_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, portions: int
) -> None:
    called: list[str] = []

    class Watched:
        def __init__(self, path: str) -> None:
            self._store = Store(path)

        def __getattr__(self, name: str) -> object:
            called.append(name)
            return getattr(self._store, name)

        def __len__(self) -> int:
            return len(self._store)

    monkeypatch.setattr(oxigraph, "Store", Watched)
    monkeypatch.setattr(oxigraph, "PORTION", size)
    graphs = [NamedNode(f"https://e.org/g{number}") for number in range(5)]
    wanted = [quad(number, graph) for graph in graphs for number in range(4)]
    write_trig(tmp_path / "x.trig", [[one for one in wanted if one.graph_name == graph] for graph in graphs])
    assert build_store(tmp_path / "s", tmp_path / "x.trig") == 20
    monkeypatch.undo()
    assert (called.count("bulk_load"), called.count("optimize")) == (portions, portions > 1)
    store = open_store(tmp_path / "s")
    assert all(one in store for one in wanted)


def test_an_empty_file_gives_an_empty_store(tmp_path: Path) -> None:
    (tmp_path / "x.trig").write_bytes(b"")
    assert build_store(tmp_path / "s", tmp_path / "x.trig") == 0


def test_a_broken_file_leaves_the_old_store(tmp_path: Path) -> None:
    build_store(tmp_path / "s", trig(tmp_path, 1, 2))
    broken = tmp_path / "broken.trig"
    broken.write_text("<a> <b")
    with pytest.raises(StoreError, match="cannot be built"):
        build_store(tmp_path / "s", broken)
    assert len(open_store(tmp_path / "s")) == 2


def test_an_interrupted_swap_is_made_good(tmp_path: Path) -> None:
    build_store(tmp_path / "s", trig(tmp_path, 1))
    (tmp_path / "s").rename(tmp_path / "s.old")
    assert len(open_store(tmp_path / "s")) == 1


def test_replacing_one_graph(tmp_path: Path) -> None:
    other = NamedNode("https://e.org/other")
    build_store(tmp_path / "s", trig(tmp_path, 1))
    store = open_store(tmp_path / "s", read_only=False)
    store.replace(GRAPH, [quad(1), quad(2)])
    store.replace(other, [quad(3, other)])
    store.replace(GRAPH, [quad(2), quad(4)])
    store.close()
    found = open_store(tmp_path / "s")
    assert set(found.quads(graph=GRAPH)) == {quad(2), quad(4)}
    assert set(found.quads(graph=other)) == {quad(3, other)}


def test_replacing_is_for_one_graph_and_needs_the_right_to_write(tmp_path: Path) -> None:
    build_store(tmp_path / "s", trig(tmp_path, 1))
    with pytest.raises(StoreError, match="for reading only"):
        open_store(tmp_path / "s").replace(GRAPH, [])
    store = open_store(tmp_path / "s", read_only=False)
    with pytest.raises(StoreError, match="another graph"):
        store.replace(GRAPH, [quad(1, NamedNode("https://e.org/other"))])


def test_one_writer_alone(tmp_path: Path) -> None:
    build_store(tmp_path / "s", trig(tmp_path, 1))
    writer = open_store(tmp_path / "s", read_only=False)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "s", read_only=False)
    writer.close()


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run kg build first"):
        open_store(tmp_path / "nothing")
    build_store(tmp_path / "s", trig(tmp_path, 1))
    shutil.rmtree(tmp_path / "s")
    with pytest.raises(StoreError):
        open_store(tmp_path / "s")
