"""The graph as a networkx graph: everything (actors, statements, claims), or actors alone with folded edges.

Not for file forms (`network_files`). Attributes are strings and numbers only, one type each, as GraphML and GEXF want.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import networkx as nx

from kg.errors import ExportError
from kg.export.lpg import Edge, Node, portions
from kg.export.words import stance, word

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
    "PART_OF": ("partOf", "частина вислову"),
    "PRIMARY_SOURCE": ("primarySource", "першоджерело"),
    "HAS_CLAIM": ("content", "зміст"),
}
"""Relationship -> `kind` and Ukrainian label of an edge of the full network."""

FAMILIES = ("Actor", "Statement", "Claim")
"""What is a node of the full network; articles and mentions are attributes or left out."""


@dataclass(slots=True)
class Statement:
    """A statement of the network: its attributes and the actors and statements that it touches, by IRI."""

    node: Node
    article: str = ""
    source: str = ""
    via: dict[str, int] = field(default_factory=dict)
    about: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Network:
    """All that a network is made of."""

    nodes: dict[str, Node]
    edges: list[Edge]
    articles: dict[str, Node]
    statements: dict[str, Statement]


def to_networkx(out: str | Path, level: Level = "full") -> "nx.MultiDiGraph[str]":
    """The graph of the folder `out` as a MultiDiGraph.

    `full`: actors, statements and claims, an edge for each link. `actors`: whoever says something or is spoken of; one
    edge for each pair and stance, its `weight` the number of statements. Node keys are local ids such as
    `actor/ft`. ExportError for another level, StoreError where there is no graph.
    """
    if level not in ("full", "actors"):
        raise ExportError(f"no level {level!a}: use full or actors")
    network = _read(Path(out))
    return _full(network) if level == "full" else _actors(network)


def _read(out: Path) -> Network:
    network = Network({}, [], {}, {})
    for portion in portions(out):
        for node in portion.nodes:
            if node.labels[0] in FAMILIES:
                network.nodes[node.iri] = node
            if node.labels[0] == "Statement":
                network.statements[node.iri] = Statement(node)
            if node.labels[0] == "Article":
                network.articles[node.iri] = node
        for edge in portion.edges:
            _link(edge, network.statements)
        network.edges += [edge for edge in portion.edges if edge.type in LINKS]
    return network


def _link(edge: Edge, statements: Mapping[str, Statement]) -> None:
    """Notes what the statement at one end of the relationship touches."""
    if edge.type == "SAID":
        statements[edge.end].source = edge.start
    elif (one := statements.get(edge.start)) is not None:
        if edge.type == "VIA":
            one.via[edge.end] = int(str(edge.properties["position"]))
        elif edge.type == "IN_ARTICLE":
            one.article = edge.end
        elif edge.type in ("ABOUT", "TARGETS"):
            (one.about if edge.type == "ABOUT" else one.targets).append(edge.end)


def _full(network: Network) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    taken = {(edge.start, edge.end) for edge in network.edges if edge.type != "HAS_CLAIM"}
    edges = [one for one in network.edges if one.type != "HAS_CLAIM" or (one.start, one.end) not in taken]
    edges = [one for one in edges if one.start in network.nodes and one.end in network.nodes]
    degree = Counter(end for edge in edges for end in (edge.start, edge.end))
    for iri, node in network.nodes.items():
        if degree[iri]:
            graph.add_node(local(iri), **_attributes(node, network), weight=float(degree[iri]))
    for number, edge in enumerate(edges):
        kind, label = LINKS[edge.type]
        graph.add_edge(
            local(edge.start), local(edge.end), kind, edgeId=f"e{number}", kind=kind, label=label, weight=1.0
        )
    return graph


def _actors(network: Network) -> "nx.MultiDiGraph[str]":
    folded: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for one in network.statements.values():
        for link in _actor_links(one, network.statements):
            folded[link].append(one)
    said = Counter(one.source for one in network.statements.values())
    met = {end for start, to, _ in folded for end in (start, to)}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, node in network.nodes.items():
        if node.labels[0] == "Actor" and (iri in met or said[iri]):
            graph.add_node(local(iri), **_attributes(node, network), weight=float(said[iri]))
    for number, ((start, end, kind), statements) in enumerate(sorted(folded.items())):
        graph.add_edge(
            local(start), local(end), kind, edgeId=f"e{number}", **_folded(kind, statements, network.articles)
        )
    return graph


def _actor_links(one: Statement, statements: Mapping[str, Statement]) -> Iterator[tuple[str, str, str]]:
    """Source -> whose statement it answers, else whom it speaks about; the chain of relays."""
    kind = str(one.node.properties["stance"])
    answered = [statements[target].source for target in one.targets]
    for end in dict.fromkeys(answered or one.about):
        if end != one.source:
            yield one.source, end, kind
    chain = [*sorted(one.via, key=lambda actor: one.via[actor]), one.source]
    yield from ((first, second, "relays") for first, second in itertools.pairwise(chain) if first != second)


def _folded(kind: str, statements: list[Statement], articles: Mapping[str, Node]) -> Attributes:
    """The attributes of an edge that stands for several statements."""
    dates = sorted(_text(articles[one.article], "date") for one in statements)
    made = {"dateFrom": next(filter(None, dates), ""), "dateTo": dates[-1]}
    return {
        "kind": kind,
        "label": stance(kind),
        "labelEn": stance(kind, "en"),
        "weight": float(len(statements)),
        "statements": "; ".join(str(one.node.properties["key"]) for one in statements),
        **{key: value for key, value in made.items() if value},
    }


def _attributes(node: Node, network: Network) -> Attributes:
    """What a node of the network carries: always strings, but for `confidence`."""
    family, values = node.labels[0], node.properties
    made: Attributes = {"label": _text(node, "name") or "…", "iri": node.iri, "family": family.lower()}
    if family == "Actor":
        made |= {"kind": str(values["kind"]), "kindUk": str(values["kindUk"]), "kindEn": str(values["kindEn"])}
        return made | {"aliases": _text(node, "aliases")}
    if family == "Claim":
        return made | {"kind": "claim", "kindUk": word("kind", "claim"), "kindEn": "claim", "text": _text(node, "text")}
    article = network.articles[network.statements[node.iri].article]
    made |= {"kind": "statement", "kindUk": "вислів", "kindEn": "statement", "confidence": values["confidence"]}
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
