"""The property graph as Cypher statements with rows: what the script and the loader both run.

Each statement may be run again and changes nothing then. Not for writing them down or sending them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.export import lpg_schema as schema
from kg.export.captions import KINDS
from kg.export.lpg import Edge, Node, Portion, Value, family, portions

Rows = list[Mapping[str, Value]]

TOGETHER = 5_000
"""Nodes and relationships that are sorted into statements at once; an article is never cut."""

CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT kg_{label.lower()}_iri IF NOT EXISTS FOR (n:{label}) REQUIRE n.iri IS UNIQUE"
    for label in schema.PROPERTIES
)
"""One for each family of nodes: nothing comes twice, and MERGE finds it at once."""

INDEXES = tuple(
    f"CREATE INDEX kg_{label.lower()}_{name.lower()} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
    for label, name in (
        ("Actor", "name"),
        ("Article", "key"),
        ("Article", "date"),
        ("Statement", "key"),
        ("Statement", "stance"),
    )
)
"""What questions begin at."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A statement that takes `$rows`, and the rows."""

    query: str
    rows: Rows


def batches(out: Path, size: int) -> Iterator[Batch]:
    """The whole graph in batches of at most `size` rows, nodes before the relationships that end at them."""
    for nodes, edges in _gathered(portions(out)):
        yield from _cut(_node_rows(nodes), size)
        yield from _cut(_edge_rows(edges), size)


def _gathered(parts: Iterable[Portion]) -> Iterator[tuple[list[Node], list[Edge]]]:
    nodes: list[Node] = []
    edges: list[Edge] = []
    for part in parts:
        nodes += part.nodes
        edges += part.edges
        if len(nodes) + len(edges) >= TOGETHER:
            yield nodes, edges
            nodes, edges = [], []
    yield nodes, edges


def _cut(statements: Mapping[str, Rows], size: int) -> Iterator[Batch]:
    for query, rows in sorted(statements.items()):  # MATCH, of kinds that changed, comes before MERGE
        for start in range(0, len(rows), size):
            yield Batch(query, rows[start : start + size])


def _node_rows(nodes: Iterable[Node]) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for node in nodes:
        if node.labels[0] == "Actor":
            found[kind_query(node.labels)].append({"iri": node.iri})
        found[node_query(node.labels)].append({"iri": node.iri, **node.properties})
    return found


def _edge_rows(edges: Iterable[Edge]) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for edge in edges:
        query = edge_query(edge.type, family(edge.start), family(edge.end))
        found[query].append({"start": edge.start, "end": edge.end, **edge.properties})
    return found


def node_query(labels: tuple[str, ...]) -> str:
    """Makes or completes nodes with these labels; the labels are ours, never out of a text."""
    return f"UNWIND $rows AS row MERGE (n:{':'.join(labels)} {{iri: row.iri}}) SET n += row"


def kind_query(labels: tuple[str, ...]) -> str:
    """Gives actors that are there already with another kind this one, so that `node_query` finds them."""
    family, kind = labels
    others = ":".join(one for one in KINDS if one != kind)
    return f"UNWIND $rows AS row MATCH (n:{family} {{iri: row.iri}}) WHERE NOT n:{kind} REMOVE n:{others} SET n:{kind}"


def edge_query(kind: str, start: str, end: str) -> str:
    """Makes or completes relationships of this type between these families."""
    names = [one.name for one in schema.EDGE_PROPERTIES.get(kind, ())]
    tail = " SET " + ", ".join(f"r.{name} = row.{name}" for name in names) if names else ""
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{iri: row.start}}) MATCH (b:{end} {{iri: row.end}}) "
        f"MERGE (a)-[r:{kind}]->(b){tail}"
    )
