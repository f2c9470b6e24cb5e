"""The graph as a labelled property graph: read from `graph.trig`, article by article, by the table in `lpg_schema`.

It says the same as the RDF graph, since it is made from it. Not for any file form or database.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from pathlib import Path

from kg.export import lpg_schema as schema
from kg.export.captions import KINDS, captions
from kg.export.described import Corpus, Described, describe, family
from kg.export.words import quoted
from kg.graph.terms import corpus_iri
from kg.graph.vocabulary import FAMILIES, PREFIXES, term
from kg.pipeline import Folder

log = logging.getLogger(__name__)

Value = str | int | float | date | tuple[str, ...]
ACTORS = 1000
"""So many actors make a portion."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its IRI, the label of its family first, and what is known of it (nothing is null)."""

    iri: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two nodes; there is at most one of a type from one node to another."""

    type: str
    start: str
    end: str
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Portion:
    """Nodes and relationships that stand together; a relationship's ends are here or in an earlier portion."""

    nodes: list[Node]
    edges: list[Edge]


@dataclass
class _Reading:
    """What is kept over all articles: actors, claims that several articles share, what was met already."""

    corpus: Corpus
    shared: dict[str, dict[str, list[str]]]
    judged: dict[str, str] = field(default_factory=dict)
    late: dict[tuple[str, str, str], Edge] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)

    def name(self, iri: str) -> str:
        """An actor's name; the words of a claim that a judgement is about."""
        return (self.corpus.get(iri).get("skos:prefLabel") or [self.judged.get(iri, "")])[0]


def portions(out: Path, corpus: Corpus | None = None) -> Iterator[Portion]:
    """The whole graph: actors, then article by article, then claims that were judged the same, and judgements.

    `corpus` is that of the folder, where the caller has it open. Memory holds the actors' IRIs, what several articles
    share, and one article. StoreError where there is no graph.
    """
    folder = Folder(out)
    reading = _opened(corpus or Corpus(folder))
    graph_of_corpus = corpus_iri(folder.require()["base"])
    actors = reading.corpus.of("Actor")
    while nodes := [_node(iri, one, {}, reading) for iri, one in islice(actors, ACTORS)]:
        yield Portion(nodes, [])
    for graph, members in groupby(folder.quads(), key=lambda quad: quad.graph_name):
        if graph != graph_of_corpus:
            yield _portion(describe(members), reading)
    yield _last(reading)
    for curie, count in sorted(reading.unknown.items()):
        log.warning("%s: left out %d times, it has no place in the table of properties", curie, count)


def _opened(corpus: Corpus) -> _Reading:
    shared = {iri: {key: list(values) for key, values in one.items()} for iri, one in corpus.of("Claim")}
    judged = {
        iri: "" for _, one in corpus.of("Judgement") for iri in one.get("kg:judges", ()) if family(iri) == "Claim"
    }
    return _Reading(corpus, shared, judged=judged)


def _portion(described: dict[str, Described], reading: _Reading) -> Portion:
    """One article's graph."""
    made = Portion([], [])
    for iri, one in described.items():
        if family(iri) not in schema.PROPERTIES or not one.get("rdf:type"):
            continue
        for edge in _edges(iri, one, described):
            if edge.start in reading.shared or edge.end in reading.shared:
                reading.late[edge.type, edge.start, edge.end] = edge
            else:
                made.edges.append(edge)
        if iri in reading.judged:
            words = (reading.judged[iri], *map(quoted, one.get("kg:text", ())))
            reading.judged[iri] = min(filter(None, words), default="")
        if iri in reading.shared:
            _join(reading.shared[iri], one)
        else:
            made.nodes.append(_node(iri, one, described, reading))
    return made


def _join(there: dict[str, list[str]], more: Described) -> None:
    """What one more article says of a shared claim."""
    for curie, values in more.items():
        there[curie] = sorted({*there.get(curie, ()), *values})


def _last(reading: _Reading) -> Portion:
    """Shared claims with what ends at them, judgements, and which article is a copy of which."""
    nodes = [_node(iri, one, {}, reading) for iri, one in reading.shared.items()]
    for iri, claim in reading.shared.items():
        reading.late |= {(edge.type, edge.start, edge.end): edge for edge in _edges(iri, claim, {})}
    edges = [edge for _, edge in sorted(reading.late.items())]
    for iri, one in reading.corpus.of("Article", "Judgement"):
        if family(iri) == "Judgement":
            nodes.append(_node(iri, one, {}, reading))
        edges += _edges(iri, one, {})
    return Portion(nodes, edges)


def _edges(iri: str, one: Described, described: Mapping[str, Described]) -> Iterator[Edge]:
    """The relationships of a node."""
    positions = _positions(one, described)
    for curie, values in one.items():
        if kind := schema.RELATIONSHIPS.get(curie):
            for end in values:
                yield Edge(kind, iri, end, {"position": positions[end]} if kind == "VIA" else {})
        elif kind := schema.REVERSED.get(curie):
            yield from (Edge(kind, start, iri) for start in values)
        elif curie == "oa:hasTarget":
            articles = (end for evidence in values for end in described[evidence]["oa:hasSource"])
            yield from (Edge("IN_ARTICLE", iri, end) for end in articles)


def _positions(one: Described, described: Mapping[str, Described]) -> dict[str, int]:
    """Actor -> its place in the chain that relays, 1 the nearest to the reader."""
    found: dict[str, int] = {}
    for step in (described[iri] for iri in one.get("kg:viaStep", ())):
        place = int(step["kg:position"][0])
        for actor in step["kg:actor"]:
            found[actor] = min(place, found.get(actor, place))
    return found


def _node(iri: str, one: Described, described: Mapping[str, Described], reading: _Reading) -> Node:
    """The node of a description."""
    values: dict[str, Value] = {}
    group = family(iri)
    for curie, texts in one.items():
        if name := schema.LITERALS.get(curie):
            values[name] = tuple(texts)
        elif name := schema.MEMBERS.get(curie):
            values[name] = _member(curie, texts[0])
        elif name := schema.TIMES.get(curie):
            values[name] = described[texts[0]]["kg:timeText"][0]
        elif curie in schema.SPANS:
            if group != "Claim":
                values |= _stretch(schema.SPANS[curie], texts[0], described)
        elif curie not in _PLACED:
            reading.unknown[curie] += 1
    if group == "Statement":
        values |= {"key": _key(one, described), "claim": tuple(one.get("kg:claim", ()))}
    labels = (group, *_extra(one))
    values |= captions(group, labels, {key: _first(value) for key, value in values.items()}, _names(one, reading))
    return Node(iri, labels, _typed(group, values))


_PLACED = frozenset((*schema.RELATIONSHIPS, *schema.REVERSED, *schema.LEFT_OUT))
_EXTRA = frozenset(term(f"kg:{name}").value for name in (*KINDS, *schema.EXTRA_LABELS))
_OURS = PREFIXES["kg"]
_WITHOUT = {"kg:relationType": "relationType", "kg:claimRelation": "relationType"} | {
    f"kg:{name}": name for name in FAMILIES
}


def _extra(one: Described) -> tuple[str, ...]:
    """Labels beside that of the family: the kind of an actor, Event."""
    return tuple(sorted(iri.removeprefix(_OURS) for iri in one.get("rdf:type", ()) if iri in _EXTRA))


def _key(one: Described, described: Mapping[str, Described]) -> str:
    """What `kg explain` takes: article id and statement id."""
    return f"{described[one['kg:inArticle'][0]]['schema:identifier'][0]}:{one['kg:localId'][0]}"


def _member(curie: str, iri: str) -> str:
    """The name of a member of a closed vocabulary: kg:stanceDenies is "denies", kg:mentionTypePERS "PERS"."""
    name = iri.removeprefix(_OURS).removeprefix(_WITHOUT[curie])
    return name if name.isupper() else name[:1].lower() + name[1:]


def _stretch(name: str, evidence: str, described: Mapping[str, Described]) -> dict[str, Value]:
    """Words and offsets of a stretch of text."""
    selectors = [described[one] for one in described[evidence]["oa:hasSelector"]]
    found = {curie: one[curie][0] for one in selectors for curie in ("oa:exact", "oa:start", "oa:end") if curie in one}
    return {name: found["oa:exact"], f"{name}Start": int(found["oa:start"]), f"{name}End": int(found["oa:end"])}


def _first(value: Value) -> str:
    return (value[0] if value else "") if isinstance(value, tuple) else str(value)


def _names(one: Described, reading: _Reading) -> list[str]:
    """Names of the actors that a caption needs, in order."""
    by = ("kg:source", "kg:relationSubject", "kg:relationObject", "kg:claimSubject", "kg:claimObject", "kg:judges")
    return [reading.name(end) for curie in by for end in one.get(curie, ())]


def _typed(group: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that the family has, each of the type that the table says; what is empty is left out."""
    made: dict[str, Value] = {}
    for one in schema.PROPERTIES[group]:
        value = values.get(one.name)
        if value is None or value == "" or value == ():
            continue
        if one.type == "string[]":
            made[one.name] = value if isinstance(value, tuple) else (str(value),)
            continue
        text = _first(value)
        if one.type == "date":
            made |= _day(one.name, text)
        else:
            made[one.name] = {"long": int, "double": float}.get(one.type, str)(text)
    return made


def _day(name: str, text: str) -> dict[str, Value]:
    try:
        return {name: date.fromisoformat(text[:10])}
    except ValueError:
        return {}
