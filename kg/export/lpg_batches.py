"""The property graph as Cypher statements with rows: what the script and the loader both run.

Each statement may be run again and changes nothing then. Every node and relationship carries the stamp of the load
that brought it last, so that what a newer graph no longer has can be told from it, and both from what is not ours. Not
for writing statements down or sending them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import __version__, ids
from kg.export import lpg_schema as schema
from kg.export.captions import KINDS
from kg.export.described import family
from kg.export.lpg import Edge, Node, Portion, Value, portions
from kg.pipeline import Folder

Rows = list[Mapping[str, Value]]

STAMP = "kgLoad"
"""The property that holds the stamp."""

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

_STALE = f"{{0}}.{STAMP} STARTS WITH $own AND {{0}}.{STAMP} <> $load"
OLD_RELATIONSHIPS = f"MATCH ()-[r]->() WHERE {_STALE.format('r')}"
OLD_NODES = f"MATCH (n) WHERE {_STALE.format('n')} AND NOT EXISTS {{ (n)--() }}"
HELD_NODES = f"MATCH (n) WHERE {_STALE.format('n')} RETURN count(n) AS held"
"""What an older load of a graph with the same base brought and this one (`$load`, of `$own`) did not: relationships
first, then the nodes that nothing hangs on any more. Where a relationship hangs that is not ours, the node is held."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What marks nodes and relationships as ours: `own` begins it for every graph of one base, `load` is all of it."""

    own: str
    load: str


def stamp(out: Path) -> Stamp:
    """The stamp of the folder's graph, a pure function of its base, its content and the version of `kg`."""
    report = Folder(out).require()
    own = f"{ids.digest(report['base'])}-"
    return Stamp(own, own + ids.digest(__version__, report["files"]["graph.trig"]))


@dataclass(frozen=True, slots=True)
class Batch:
    """A statement that takes `$rows` and `$load`, and the rows."""

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
        if node.labels[0] in _VARYING:
            found[kind_query(node.labels)].append({"iri": node.iri})
        found[node_query(node.labels)].append({"iri": node.iri, **node.properties})
    return found


def _edge_rows(edges: Iterable[Edge]) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for edge in edges:
        query = edge_query(edge.type, family(edge.start), family(edge.end))
        found[query].append({"start": edge.start, "end": edge.end, **edge.properties})
    return found


_VARYING = {"Actor": tuple(KINDS), "Relation": schema.EXTRA_LABELS}
"""Labels that a node of a family may have beside that of the family."""


def node_query(labels: tuple[str, ...]) -> str:
    """Makes or completes nodes with these labels; the labels are ours, never out of a text.

    A property of ours that a row lacks is taken away; properties of others stay.
    """
    names = [one.name for one in schema.PROPERTIES[labels[0]]]
    return f"UNWIND $rows AS row MERGE (n:{':'.join(labels)} {{iri: row.iri}}) SET {_set('n', names)}"


def kind_query(labels: tuple[str, ...]) -> str:
    """Gives nodes that are there already with other labels of their family these, so that `node_query` finds them."""
    family, *own = labels
    others = [one for one in _VARYING[family] if one not in own]
    wrong = " OR ".join([*(f"NOT n:{one}" for one in own), *(f"n:{one}" for one in others)])
    remove = f" REMOVE n:{':'.join(others)}" if others else ""
    give = f" SET n:{':'.join(own)}" if own else ""
    return f"UNWIND $rows AS row MATCH (n:{family} {{iri: row.iri}}) WHERE {wrong}{remove}{give}"


def edge_query(kind: str, start: str, end: str) -> str:
    """Makes or completes relationships of this type between these families."""
    names = [one.name for one in schema.EDGE_PROPERTIES.get(kind, ())]
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{iri: row.start}}) MATCH (b:{end} {{iri: row.end}}) "
        f"MERGE (a)-[r:{kind}]->(b) SET {_set('r', names)}"
    )


def _set(variable: str, names: Iterable[str]) -> str:
    return ", ".join([*(f"{variable}.{name} = row.{name}" for name in names), f"{variable}.{STAMP} = $load"])
