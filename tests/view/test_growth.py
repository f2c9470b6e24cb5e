"""The page's work grows with what it shows: pyvis does not look through all nodes for each node and edge."""

from kg.view.assemble import network
from kg.view.model import Edge, Level, Node
from kg.view.options import PageOptions

COUNT = 500


class Name(str):
    """An id that counts how often it is compared with another one."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Name.compared += 1
        return str.__eq__(self, other) is True

    __hash__ = str.__hash__


def test_no_node_is_compared_with_all() -> None:
    names = [Name(f"a{number}") for number in range(COUNT)]
    nodes = tuple(Node(name, "Сокіл", "person", number) for number, name in enumerate(names))
    edges = tuple(Edge(f"e{at}", names[at], names[at + 1], "relation", (at,)) for at in range(COUNT - 1))
    made = network(Level("actors", nodes, edges), PageOptions(cap=10))
    assert (len(made["nodes"]), len(made["edges"])) == (COUNT, COUNT - 1)
    assert Name.compared < 10 * COUNT
