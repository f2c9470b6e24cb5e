"""The resolution of a corpus: which node each own id stands for, and what is known of each node.

Not for reading or writing files; the same set of extractions and judgements gives the same resolution in any order.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self

from kg import ids
from kg.model import Actor, Extraction, Kind
from kg.resolve.clusters import Clusters
from kg.resolve.column import Column
from kg.resolve.groups import Members
from kg.resolve.joining import Decided, join
from kg.resolve.judgements import Judgement, of_people
from kg.resolve.reading import Reading, reader
from kg.resolve.shelf import Few, Index, Keyed, Row, Shelf, Sorted
from kg.resolve.telling import join_claims

if TYPE_CHECKING:
    from kg.nlp.gazetteer import Entry, Gazetteer
    from kg.resolve.corpus import Corpus

_LOCAL = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED = re.compile(r'^[«"„“]([^«»"„“”]+)[»"“”]$')


@dataclass(frozen=True, slots=True)
class ActorCluster:
    """One actor of the corpus: its node (local part of the IRI), kind, names and all own ids that it stands for."""

    node: str
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    own_ids: tuple[str, ...]
    gazetteer: str | None = None
    wikidata: str | None = None
    rule: str = ""

    def row(self) -> Row:
        """Its fields, for a shelf."""
        kind = self.kind.value
        return self.node, kind, self.name, self.aliases, self.own_ids, self.gazetteer, self.wikidata, self.rule

    @classmethod
    def of(cls, row: Row) -> Self:
        """The inverse of `row`."""
        node, kind, *rest = row
        return cls(node, Kind(kind), *rest)


@dataclass(frozen=True)
class Resolution:
    """Clusters of actors by node, in the order of the nodes, the node of each own id, claims judged the same, and the
    judgements behind them; but for a few all of it in temporary files.

    `given` are those of people, `made` those by rule, `undecided` the pairs that no rule dares to join,
    `contradictions` the pairs of claims that may speak against each other. `copies`: by id of an article the id of that
    of which it is a copy (`find_copies`).
    """

    actors: Mapping[str, ActorCluster]
    given: tuple[Judgement, ...] = ()
    made: Collection[Judgement] = ()
    undecided: Collection[Judgement] = ()
    contradictions: Collection[Judgement] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    _nodes: Mapping[str, str] = field(default_factory=dict, repr=False)
    _claims: Mapping[str, str] = field(default_factory=dict, repr=False)

    def node(self, own: str) -> str:
        """The local id of the node of an actor's own id; an id that was never seen stands for itself."""
        return self._nodes.get(own, own)

    def claim(self, own: str) -> str:
        """The local id of the node of a claim's own id."""
        return self._claims.get(own, own)

    def claims(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Node and own ids of the claims that were judged the same, in the order of the nodes."""
        found: Sorted[tuple[str, str]] = Sorted(tuple, tuple, lambda row: (row[0], row[1]))
        for own, node in self._claims.items():
            found.add((node, own))
        for node, members in groupby(found, key=itemgetter(0)):
            yield node, tuple(own for _, own in members)

    def find(self, text: str) -> str | None:
        """An own id for what a user gives (own id, local id of a node, IRI of an actor); None if there is none."""
        local = text.rstrip("/").rsplit("/", 1)[-1]
        if local in self._nodes:
            return local
        cluster = self.actors.get(local)
        return cluster.own_ids[0] if cluster else None

    def changed_since(self, other: "Resolution") -> frozenset[str]:
        """Own ids of actors that stand for another node than in `other`, or were not in it."""
        return frozenset(own for own, node in self._nodes.items() if other._nodes.get(own) != node)

    @property
    def judgements(self) -> Iterator[Judgement]:
        """Every decision behind the clusters: those of people, those by rule, the undecided, the contradictions."""
        return chain(self.given, self.made, self.undecided, self.contradictions)


class _Nodes(Mapping[str, str]):
    """The node of each own id, of which `owns` tells the numbers."""

    def __init__(self, actors: Mapping[str, ActorCluster], owns: Index) -> None:
        self._actors, self._owns = actors, owns
        self._places = Column("I", count=len(owns))
        self._texts: Shelf[str] = Shelf(lambda one: (one,), lambda row: str(row[0]))

    def add(self, node: str, numbers: Iterable[int]) -> None:
        """Of all own ids of an actor."""
        place = self._texts.add(node)
        for number in numbers:
            self._places[number] = place

    def __getitem__(self, own: str) -> str:
        number = self._owns.find(own)
        if number is None:
            raise KeyError(own)
        return self._texts[self._places[number]]

    def get(self, own: str, default: Any = None) -> Any:
        """Of an id that may not be there."""
        number = self._owns.find(own)
        return default if number is None else self._texts[self._places[number]]

    def __iter__(self) -> Iterator[str]:
        return (own for actor in self._actors.values() for own in actor.own_ids)

    def __len__(self) -> int:
        return len(self._places)


def resolve(
    extractions: Iterable[Extraction],
    judgements: Iterable[Judgement] = (),
    gazetteer: "Gazetteer | None" = None,
) -> Resolution:
    """The resolution of these extractions. Judgements by people go before the rules; those by rule are made anew.

    Reads the extractions once; what it keeps of them stands in temporary files, but for ids and names.
    """
    if gazetteer is None:
        from kg.nlp.gazetteer import load  # here, since reading a graph needs no language data

        gazetteer = load()
    return resolve_readings(map(reader(gazetteer), extractions), judgements, gazetteer)


def resolve_readings(
    readings: Iterable[Reading], judgements: Iterable[Judgement], gazetteer: "Gazetteer"
) -> Resolution:
    """The resolution of articles that were read already, wherever that was."""
    from kg.resolve.corpus import Corpus  # here, since reading a graph needs no numpy

    given = of_people(judgements)
    decided = Decided(frozenset((one.kind, one.a, one.b) for one in given))
    with closing(Corpus()) as corpus:
        for one in readings:
            corpus.add(one)
        corpus.settle()
        actors, nodes = _joined(corpus, given, gazetteer, decided)
        corpus.forget_actors()  # what is known of them is not needed for the claims
        claims = [one for one in given if one.kind == "claim"]
        told = join_claims(corpus.told(), lambda own: nodes.get(own, own), claims, decided)
    return Resolution(
        actors, given, decided.made, decided.undecided, decided.contradictions, _nodes=nodes, _claims=told
    )


def _joined(
    corpus: "Corpus", given: Iterable[Judgement], gazetteer: "Gazetteer", decided: Decided
) -> tuple[Mapping[str, ActorCluster], Mapping[str, str]]:
    """The actors by node, in the order of the nodes, and the node of each own id."""
    of_actors = [one for one in given if one.kind == "actor"]
    clusters = join(corpus, of_actors, lambda key: _names(gazetteer, key), decided)
    actors: Keyed[ActorCluster] = Keyed(ActorCluster.row, ActorCluster.of)
    nodes = _Nodes(actors, corpus.owns)
    made: Shelf[ActorCluster] = Shelf(ActorCluster.row, ActorCluster.of)
    order: Sorted[tuple[str, int]] = Sorted(tuple, tuple, lambda row: (row[0], row[1]))
    for numbers, one in _clusters(corpus, clusters, gazetteer, _rules(decided.rules, clusters, len(corpus.owns))):
        nodes.add(one.node, numbers)
        order.add((one.node, made.add(one)))
    for node, place in order:
        actors[node] = made[place]
    return actors, nodes


def _names(gazetteer: "Gazetteer", key: str) -> frozenset[str]:
    entry = gazetteer.entries.get(key)
    return frozenset({entry.name, *_known(entry)}) if entry else frozenset()


def _rules(joins: Iterable[tuple[int, str]], clusters: Clusters[int], count: int) -> Few:
    """By root the rules by which its ids were joined."""
    found = Few(count)
    for number, rule in joins:
        root = clusters.root(number)
        found[root] = ", ".join(sorted({*filter(None, found[root].split(", ")), rule}))
    return found


def _clusters(
    corpus: "Corpus", clusters: Clusters[int], gazetteer: "Gazetteer", rules: Few
) -> Iterator[tuple[list[int], ActorCluster]]:
    """Each actor, with the numbers of its own ids."""
    members, taken = Members.of(clusters, len(corpus.profiles)), Index()
    for root in members.roots:
        numbers = members[root]
        found = _cluster((corpus.profiles[number].actor for number in numbers), gazetteer)
        node = found.node if found.gazetteer and taken.find(found.node) is None else found.own_ids[0]
        taken.add(node)
        yield numbers, replace(found, node=node, rule=rules[root])


def _cluster(actors: Iterable[Actor], gazetteer: "Gazetteer") -> ActorCluster:
    """What the actors, in the order of their ids, make together."""
    called, kinds, aliases, keys, own_ids = Counter[str](), Counter[str](), set[str](), set[str](), list[str]()
    for actor in actors:
        called[actor.name] += 1
        kinds[actor.kind.value] += 1
        aliases.update(actor.aliases)
        keys.update((actor.gazetteer,) if actor.gazetteer else ())
        own_ids.append(actor.id)
    key = min(keys, default=None)
    entry = gazetteer.entries.get(key) if key else None
    name = entry.name if entry else _usual(called)
    return ActorCluster(
        node=_node(key) if key else "",
        kind=entry.kind if entry else Kind(_usual(kinds)),
        name=name,
        aliases=tuple(sorted((aliases.union(called) | _known(entry)) - {name})),
        own_ids=tuple(own_ids),
        gazetteer=key,
        wikidata=entry.wikidata if entry else None,
    )


def _known(entry: "Entry | None") -> set[str]:
    """The entry's aliases, without the quotation marks where they are around the whole of it."""
    return {_QUOTED.sub(r"\1", alias) for alias in entry.aliases} if entry else set()


def _node(key: str) -> str:
    """A gazetteer key as the local part of an IRI: itself where it is plain ASCII, else its hash."""
    return key if _LOCAL.fullmatch(key) else ids.digest("gazetteer", key)


def _usual(counted: Counter[str]) -> str:
    """The most frequent value; of equals the longest, then the first by code points."""
    return min(counted, key=lambda one: (-counted[one], -len(one), one))
