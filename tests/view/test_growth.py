"""The page's work grows with what it shows: pyvis is not asked to look through all nodes for each one."""

import time

from kg.view.assemble import network
from kg.view.model import Edge, Level, Node
from kg.view.options import PageOptions


def level(count: int) -> Level:
    """So many actors in a chain of quiet edges."""
    nodes = tuple(Node(f"a{number}", f"Ім'я {number}", "person", number) for number in range(count))
    edges = tuple(
        Edge(f"e{number}", f"a{number}", f"a{number + 1}", "relation", (number,)) for number in range(count - 1)
    )
    return Level("actors", nodes, edges)


def seconds(count: int) -> float:
    begin = time.process_time()
    made = network(level(count), PageOptions(cap=10))
    assert len(made["nodes"]) == count
    assert len(made["edges"]) == count - 1
    return time.process_time() - begin


def test_many_nodes_are_no_burden() -> None:
    seconds(100)
    few = min(seconds(2_000) for _ in range(3))
    assert min(seconds(8_000) for _ in range(2)) < 8 * few
