"""A store made out of an old one and what has changed: the same quads as one that is loaded whole."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.errors import StoreError
from kg.store import build_store, open_store, stamp, update_store, updating
from tests.store.test_oxigraph import GRAPH, quad, trig

OTHER = NamedNode("https://e.org/other")


def held(path: Path) -> set[Quad]:
    """All that the store holds."""
    return set(open_store(path).quads())


def some(*numbers: int, graph: NamedNode = GRAPH) -> list[Quad]:
    return [quad(number, graph) for number in numbers]


@pytest.mark.parametrize("few", [updating._FEW, 3])
def test_graphs_are_replaced_and_the_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(updating, "_FEW", few)
    monkeypatch.setattr(updating, "_MOST", 2)
    build_store(tmp_path / "none", trig(tmp_path, 1))
    third = NamedNode("https://e.org/third")
    given = [(GRAPH, some(1, 2, 3, 4, 5)), (OTHER, some(1, 2, graph=OTHER)), (third, some(7, graph=third))]
    assert update_store(tmp_path / "first", tmp_path / "none", given) == 8
    assert update_store(tmp_path / "s", tmp_path / "first", [(GRAPH, some(4, 5, 6, 7)), (OTHER, [])]) == 5
    assert held(tmp_path / "s") == {*some(4, 5, 6, 7), *some(7, graph=third)}
    assert set(open_store(tmp_path / "s").graphs()) == {GRAPH, third}
    assert held(tmp_path / "first") == {one for _, quads in given for one in quads}


def test_the_old_store_is_only_read_and_may_go(tmp_path: Path) -> None:
    build_store(tmp_path / "old", trig(tmp_path, 1, 2))
    before, reader = stamp(tmp_path / "old"), open_store(tmp_path / "old")
    update_store(tmp_path / "new", tmp_path / "old", [(GRAPH, some(3))])
    assert stamp(tmp_path / "old") == before
    assert len(reader) == 2
    (tmp_path / "old").rename(tmp_path / "gone")
    assert held(tmp_path / "new") == set(some(3))


def test_a_writer_changes_the_stamp_and_a_reader_does_not(tmp_path: Path) -> None:
    build_store(tmp_path / "s", trig(tmp_path, 1))
    before = stamp(tmp_path / "s")
    assert len(open_store(tmp_path / "s")) == 1
    assert stamp(tmp_path / "s") == before
    store = open_store(tmp_path / "s", read_only=False)
    store.replace(GRAPH, some(2))
    store.close()
    assert stamp(tmp_path / "s") != before


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be made from"):
        update_store(tmp_path / "new", tmp_path / "nothing", [])
