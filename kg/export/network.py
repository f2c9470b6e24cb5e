"""The graph as a network: everything (actors, statements, claims), or actors alone with folded edges.

Not for file forms (`network_files`). Attributes are strings and numbers only, one type each, as GraphML and GEXF want.
What nodes carry waits in a temporary file, since how many edges a node has is known at the end only.
"""

import itertools
import json
import logging
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Literal, TextIO

import numpy as np

from kg.errors import ExportError
from kg.export.lpg import Node, Portion, portions
from kg.export.words import stance, word

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

Level = Literal["full", "actors"]
Attributes = dict[str, Any]

LINKS = {
    "SAID": ("said", "сказав"),
    "ASSERTS": ("asserts", "стверджує"),
    "CONFIRMS": ("confirms", "підтверджує"),
    "DENIES": ("denies", "заперечує"),
    "DECLINES_ON": ("declines", "не відповідає"),
    "CANNOT_VERIFY": ("unverified", "не може перевірити"),
    "DEMANDS": ("demands", "вимагає"),
    "TARGETS": ("targets", "відповідає на"),
    "VIA": ("relays", "переказано через"),
    "ABOUT": ("about", "про кого"),
    "ON_BEHALF_OF": ("onBehalfOf", "від імені"),
    "ADDRESSED_TO": ("addressee", "кому"),
    "PART_OF": ("partOf", "частина висловлювання"),
    "PRIMARY_SOURCE": ("primarySource", "першоджерело"),
    "HAS_CLAIM": ("content", "зміст"),
}
"""Relationship -> `kind` and Ukrainian label of an edge of the full network."""

FAMILIES = ("Actor", "Statement", "Claim")
"""What is a node of the full network; articles and mentions are attributes or left out."""


@dataclass(frozen=True, slots=True)
class Network:
    """A network to be gone through, node by node or edge by edge, as often as wanted, but one at a time.

    A node is its name and attributes, an edge the names of both ends and attributes, of which `edgeId` is its own.
    Edges go by their start, in the order of the nodes.
    """

    size: int
    nodes: Callable[[], Iterator[tuple[str, Attributes]]]
    edges: Callable[[], Iterator[tuple[str, str, Attributes]]]


@contextmanager
def reading(out: Path, level: Level) -> Iterator[Network]:
    """The network of the folder `out`. ExportError for another level, StoreError where there is no graph.

    Memory holds the names of nodes and who is linked to whom; of the actors' network, the keys of statements too.
    """
    if level not in ("full", "actors"):
        raise ExportError(f"no level {level!a}: use full or actors")
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as file:
        nodes = _Nodes(file)
        network = (_full if level == "full" else _actors)(out, nodes)
        if alone := len(nodes.numbers) - network.size:
            what = "actors, statements or claims" if level == "full" else "actors who neither speak nor are spoken of"
            log.info("%d %s left out: nothing leads to them or from them", alone, what)
        yield network


def to_networkx(out: str | Path, level: Level = "full") -> "nx.MultiDiGraph[str]":
    """The graph of the folder `out` as a MultiDiGraph.

    `full`: actors, statements and claims, an edge for each link. `actors`: whoever says something or is spoken of; one
    edge for each pair and stance, its `weight` the number of statements. Node keys are local ids such as
    `actor/ft`. ExportError for another level, StoreError where there is no graph.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    with reading(Path(out), level) as network:
        graph.add_nodes_from(network.nodes())
        for start, end, data in network.edges():
            graph.add_edge(start, end, data["kind"], **data)
    return graph


class _Nodes:
    """Nodes in the order in which they came: their numbers in memory, what they carry in a file."""

    def __init__(self, file: TextIO) -> None:
        self.numbers: dict[str, int] = {}
        self._file = file

    def add(self, iri: str, attributes: Attributes) -> None:
        """One node more; none comes twice."""
        self.numbers[iri] = len(self.numbers)
        self._file.write(json.dumps(attributes, ensure_ascii=False) + "\n")

    def weighed(self, weights: Iterable[float | None]) -> Iterator[tuple[str, Attributes]]:
        """The nodes with their weights, but for those that have none."""
        self._file.seek(0)
        for iri, line, weight in zip(self.numbers, self._file, weights, strict=True):
            if weight is not None:
                yield local(iri), json.loads(line) | {"weight": float(weight)}


class _Links:
    """Links between numbered nodes, each as three numbers."""

    def __init__(self) -> None:
        self.starts, self.ends, self.types = array("I"), array("I"), array("B")

    def add(self, start: int, end: int, kind: str) -> None:
        """One link more."""
        self.starts.append(start)
        self.ends.append(end)
        self.types.append(_TYPES.index(kind))

    def degrees(self, size: int) -> "NDArray[np.intp]":
        """Node by node, how many ends of links it is."""
        return np.bincount(np.array(self.starts), minlength=size) + np.bincount(np.array(self.ends), minlength=size)

    def ordered(self) -> Iterator[int]:
        """Places of links: by start, then those to one end together, in the order in which they came."""
        pairs = np.array(self.starts, dtype=np.int64) << 32 | np.array(self.ends, dtype=np.int64)
        _, first, which = np.unique(pairs, return_index=True, return_inverse=True)
        yield from map(int, np.lexsort((first[which], np.array(self.starts))))


_TYPES = list(LINKS)


def _full(out: Path, nodes: _Nodes) -> Network:
    links = _Links()
    for portion in portions(out):
        statements = _statements(portion)
        for node in portion.nodes:
            if node.labels[0] in FAMILIES:
                nodes.add(node.iri, _attributes(node, statements))
        taken = {(edge.start, edge.end) for edge in portion.edges if edge.type in LINKS and edge.type != "HAS_CLAIM"}
        for edge in portion.edges:
            if edge.type in LINKS and (edge.type != "HAS_CLAIM" or (edge.start, edge.end) not in taken):
                start, end = nodes.numbers.get(edge.start), nodes.numbers.get(edge.end)
                if start is not None and end is not None:
                    links.add(start, end, edge.type)
    degrees = links.degrees(len(nodes.numbers))
    names = list(nodes.numbers)

    def edges() -> Iterator[tuple[str, str, Attributes]]:
        for place in links.ordered():
            kind, label = LINKS[_TYPES[links.types[place]]]
            data = {"edgeId": f"e{place}", "kind": kind, "label": label, "weight": 1.0}
            yield local(names[links.starts[place]]), local(names[links.ends[place]]), data

    return Network(int(np.count_nonzero(degrees)), lambda: nodes.weighed(one or None for one in degrees), edges)


def _actors(out: Path, nodes: _Nodes) -> Network:
    folded: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    said = Counter[str]()
    for portion in portions(out):
        statements = _statements(portion)
        for node in portion.nodes:
            if node.labels[0] == "Actor":
                nodes.add(node.iri, _attributes(node, statements))
        for one in statements.values():
            said[one.source] += 1
            for link in _actor_links(one, statements):
                folded[link].append((_text(one.node, "key"), _text(one.article, "date")))
    met = {end for start, to, _ in folded for end in (start, to)} | set(said)

    def edges() -> Iterator[tuple[str, str, Attributes]]:
        for number, ((start, end, kind), found) in enumerate(sorted(folded.items())):
            yield local(start), local(end), {"edgeId": f"e{number}", **_folded(kind, found)}

    weights = [said[iri] if iri in met else None for iri in nodes.numbers]
    return Network(sum(one is not None for one in weights), lambda: nodes.weighed(weights), edges)


@dataclass(slots=True)
class _Statement:
    """A statement: itself, its article, and the actors and statements that it touches, by IRI."""

    node: Node
    article: Node
    source: str = ""
    via: dict[str, int] = field(default_factory=dict)
    about: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


def _statements(portion: Portion) -> dict[str, _Statement]:
    """The statements of an article by IRI; none where the portion is not an article's."""
    articles = [node for node in portion.nodes if node.labels[0] == "Article"]
    found = {node.iri: _Statement(node, articles[0]) for node in portion.nodes if node.labels[0] == "Statement"}
    for edge in portion.edges:
        if edge.type == "SAID":
            found[edge.end].source = edge.start
        elif (one := found.get(edge.start)) is not None:
            if edge.type == "VIA":
                one.via[edge.end] = int(str(edge.properties["position"]))
            elif edge.type in ("ABOUT", "TARGETS"):
                (one.about if edge.type == "ABOUT" else one.targets).append(edge.end)
    return found


def _actor_links(one: _Statement, statements: Mapping[str, _Statement]) -> Iterator[tuple[str, str, str]]:
    """Source -> whose statement it answers, else whom it speaks about; the chain of relays."""
    kind = str(one.node.properties["stance"])
    answered = [statements[target].source for target in one.targets]
    for end in dict.fromkeys(answered or one.about):
        if end != one.source:
            yield one.source, end, kind
    chain = [*sorted(one.via, key=lambda actor: one.via[actor]), one.source]
    yield from ((first, second, "relays") for first, second in itertools.pairwise(chain) if first != second)


def _folded(kind: str, statements: list[tuple[str, str]]) -> Attributes:
    """The attributes of an edge that stands for several statements, of which `statements` are keys and dates."""
    dates = sorted(date for _, date in statements)
    made = {"dateFrom": next(filter(None, dates), ""), "dateTo": dates[-1]}
    return {
        "kind": kind,
        "label": stance(kind),
        "labelEn": stance(kind, "en"),
        "weight": float(len(statements)),
        "statements": "; ".join(key for key, _ in statements),
        **{key: value for key, value in made.items() if value},
    }


def _attributes(node: Node, statements: Mapping[str, _Statement]) -> Attributes:
    """What a node of the network carries: always strings, but for `confidence`."""
    family, values = node.labels[0], node.properties
    made: Attributes = {"label": _text(node, "name") or "…", "iri": node.iri, "family": family.lower()}
    if family == "Actor":
        made |= {"kind": str(values["kind"]), "kindUk": str(values["kindUk"]), "kindEn": str(values["kindEn"])}
        return made | {"aliases": _text(node, "aliases")}
    if family == "Claim":
        return made | {"kind": "claim", "kindUk": word("kind", "claim"), "kindEn": "claim", "text": _text(node, "text")}
    article = statements[node.iri].article
    made |= {"kind": "statement", "kindUk": "висловлювання", "kindEn": "statement", "confidence": values["confidence"]}
    made["statement"] = _text(node, "key")
    made |= {key: _text(node, key) for key in ("stance", "stanceUk", "act", "cue", "content", "sentence")}
    made |= {"article": _text(article, "key"), "outlet": _text(article, "outlet"), "date": _text(article, "date")}
    return {key: value for key, value in made.items() if value != ""}


def _text(node: Node, name: str) -> str:
    """A property as text that XML keeps as it is; empty where there is none."""
    value = node.properties.get(name, "")
    return ("; ".join(value) if isinstance(value, tuple) else str(value)).replace("\r", " ")


def local(iri: str) -> str:
    """The end of an IRI of ours: kind and local id."""
    return "/".join(iri.rsplit("/", 2)[-2:])
