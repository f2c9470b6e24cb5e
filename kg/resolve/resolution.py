"""The resolution of a corpus: which node each own id stands for, and what is known of each node.

Not for reading or writing files; the same set of extractions and judgements gives the same resolution in any order.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from sys import intern
from typing import TYPE_CHECKING

from kg import ids
from kg.model import Actor, Extraction, Kind
from kg.resolve.clusters import Clusters
from kg.resolve.joining import Joined, join
from kg.resolve.judgements import BY_RULE, Judgement, latest
from kg.resolve.profiles import Corpus, Profile, context, posts
from kg.resolve.telling import join_claims
from kg.resolve.wording import Wording, read, shared

if TYPE_CHECKING:
    from kg.nlp.gazetteer import Entry, Gazetteer

_LOCAL = re.compile(r"[A-Za-z0-9_-]+")


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


@dataclass(frozen=True)
class Resolution:
    """Clusters of actors by node, the node of each own id, claims judged the same, and the judgements behind them.

    `given` are those of people, `made` those by rule, `undecided` the pairs that no rule dares to join,
    `contradictions` the pairs of claims that may speak against each other. `copies`: by id of an article the id of that
    of which it is a copy (`find_copies`).
    """

    actors: Mapping[str, ActorCluster]
    given: tuple[Judgement, ...] = ()
    made: tuple[Judgement, ...] = ()
    undecided: tuple[Judgement, ...] = ()
    contradictions: tuple[Judgement, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    _nodes: Mapping[str, str] = field(default_factory=dict, repr=False)
    _claims: Mapping[str, str] = field(default_factory=dict, repr=False)

    def node(self, own: str) -> str:
        """The local id of the node of an actor's own id; an id that was never seen stands for itself."""
        return self._nodes.get(own, own)

    def claim(self, own: str) -> str:
        """The local id of the node of a claim's own id."""
        return self._claims.get(own, own)

    def claims(self) -> dict[str, tuple[str, ...]]:
        """Node -> own ids of the claims that were judged the same."""
        found: dict[str, list[str]] = {}
        for own, node in sorted(self._claims.items()):
            found.setdefault(node, []).append(own)
        return {node: tuple(own) for node, own in found.items()}

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
    def judgements(self) -> tuple[Judgement, ...]:
        """Every decision behind the clusters: those of people, those by rule, the undecided, the contradictions."""
        return (*self.given, *self.made, *self.undecided, *self.contradictions)


def resolve(
    extractions: Iterable[Extraction],
    judgements: Iterable[Judgement] = (),
    gazetteer: "Gazetteer | None" = None,
) -> Resolution:
    """The resolution of these extractions. Judgements by people go before the rules; those by rule are made anew.

    Reads the extractions once; keeps of them the actors, whom they stand beside, and the words of the claims.
    """
    if gazetteer is None:
        from kg.nlp.gazetteer import load  # here, since reading a graph needs no language data

        gazetteer = load()
    given = tuple(sorted(one for one in latest(judgements).values() if one.by != BY_RULE))
    corpus, wordings = _collect(extractions, gazetteer)
    joined, made = _joined(corpus, given, gazetteer)
    del corpus  # what is known of the actors is not needed for the claims
    nodes = {own: cluster.node for cluster in made for own in cluster.own_ids}
    told = join_claims(wordings, lambda own: nodes.get(own, own), [one for one in given if one.kind == "claim"])
    return Resolution(
        {one.node: one for one in made},
        given,
        (*joined.made, *told.made),
        (*joined.undecided, *told.undecided),
        told.contradictions,
        _nodes=nodes,
        _claims=told.nodes,
    )


def _joined(corpus: Corpus, given: Iterable[Judgement], gazetteer: "Gazetteer") -> tuple[Joined, list[ActorCluster]]:
    joined = join(corpus, [one for one in given if one.kind == "actor"], lambda key: _names(gazetteer, key))
    rules = _rules(joined.made, joined.clusters)
    actors = {own: profile.actor for own, profile in corpus.profiles.items()}
    made = list(_clusters(actors, joined.clusters, gazetteer, rules))
    joined.clusters = Clusters()
    return joined, made


def _collect(extractions: Iterable[Extraction], gazetteer: "Gazetteer") -> tuple[Corpus, list[Wording]]:
    states = {key: entry.metonym or key for key, entry in gazetteer.entries.items() if _of_state(entry, gazetteer)}
    corpus, wordings = Corpus(), dict[str, Wording]()
    for extraction in extractions:
        extraction = complete(extraction)
        names, home = context(extraction, states)
        corpus.names[extraction.doc] = shared((*corpus.names.get(extraction.doc, ()), *names))
        corpus.homes[extraction.doc] = min(home, corpus.homes.get(extraction.doc, home))
        held = posts(extraction)
        for wording in read(extraction):
            wordings.setdefault(wording.claim, wording)
        for actor in map(_shared, extraction.actors):
            mine = Profile(actor, extraction.doc, held.get(actor.id, frozenset()))
            there = corpus.profiles.setdefault(actor.id, mine)
            if there != mine:
                both = _merged(there.actor, actor)
                corpus.profiles[actor.id] = Profile(both, extraction.doc, there.posts | mine.posts)
    corpus.weigh()
    return corpus, list(wordings.values())


def _shared(actor: Actor) -> Actor:
    """The actor with names that are in memory once for all articles."""
    aliases = tuple(intern(alias) for alias in actor.aliases)
    return replace(
        actor, name=intern(actor.name), aliases=aliases, gazetteer=actor.gazetteer and intern(actor.gazetteer)
    )


def _of_state(entry: "Entry", gazetteer: "Gazetteer") -> bool:
    return gazetteer.acting(entry).kind is Kind.STATE


def _names(gazetteer: "Gazetteer", key: str) -> frozenset[str]:
    entry = gazetteer.entries.get(key)
    return frozenset({entry.name, *_known(entry)}) if entry else frozenset()


def _rules(made: Iterable[Judgement], clusters: Clusters) -> dict[str, str]:
    """Root -> the rules by which its ids were joined."""
    found: dict[str, set[str]] = {}
    for one in made:
        found.setdefault(clusters.root(one.a), set()).add(one.rule)
    return {root: ", ".join(sorted(rules)) for root, rules in found.items()}


def _merged(one: Actor, other: Actor) -> Actor:
    """The same own id met twice (an article in two versions): all of both, whichever came first."""
    keys = sorted(key for key in (one.gazetteer, other.gazetteer) if key)
    aliases = tuple(sorted({*one.aliases, *other.aliases, one.name, other.name} - {min(one.name, other.name)}))
    return replace(one, name=min(one.name, other.name), aliases=aliases, gazetteer=keys[0] if keys else None)


def complete(extraction: Extraction) -> Extraction:
    """The extraction with an actor for every name that it uses; what a gold line lacks is made from the name."""
    there = {actor.name for actor in extraction.actors}
    missing = {name: kind for name, kind in _used(extraction) if name not in there}
    if not missing:
        return extraction
    made = (Actor(ids.actor_id(extraction.doc, kind, name), name, kind) for name, kind in missing.items())
    return replace(extraction, actors=(*extraction.actors, *made))


def _used(extraction: Extraction) -> Iterator[tuple[str, Kind]]:
    """Names with a kind; where a name is a source, its kind as a source comes last and so counts."""
    for one in extraction.statements:
        names = (*one.via, *one.about, one.on_behalf_of, one.addressee)
        yield from ((name, Kind.UNNAMED) for name in names if name)
    for relation in extraction.relations:
        yield from ((name, Kind.UNNAMED) for name in (relation.subject, relation.object))
    yield from ((one.source.name, one.source.kind) for one in extraction.statements)


def _clusters(
    actors: Mapping[str, Actor], clusters: Clusters, gazetteer: "Gazetteer", rules: Mapping[str, str]
) -> Iterator[ActorCluster]:
    members: dict[str, list[str]] = {}
    for own in sorted(actors):
        members.setdefault(clusters.root(own), []).append(own)
    taken: set[str] = set()
    for root, own_ids in sorted(members.items(), key=lambda item: item[1]):
        made = replace(_cluster([actors[own] for own in own_ids], gazetteer), rule=rules.get(root, ""))
        if made.node in taken:
            made = replace(made, node=own_ids[0])
        taken.add(made.node)
        yield made


def _cluster(actors: list[Actor], gazetteer: "Gazetteer") -> ActorCluster:
    """What the actors, in the order of their ids, make together."""
    key = min((actor.gazetteer for actor in actors if actor.gazetteer), default=None)
    entry = gazetteer.entries.get(key) if key else None
    name = entry.name if entry else _usual([actor.name for actor in actors])
    names = {actor.name for actor in actors} | {alias for actor in actors for alias in actor.aliases}
    return ActorCluster(
        node=_node(key) if key else actors[0].id,
        kind=entry.kind if entry else Kind(_usual([actor.kind.value for actor in actors])),
        name=name,
        aliases=tuple(sorted((names | _known(entry)) - {name})),
        own_ids=tuple(actor.id for actor in actors),
        gazetteer=key,
        wikidata=entry.wikidata if entry else None,
    )


def _known(entry: "Entry | None") -> set[str]:
    return {alias.strip('«»"„“”') for alias in entry.aliases} if entry else set()


def _node(key: str) -> str:
    """A gazetteer key as the local part of an IRI: itself where it is plain ASCII, else its hash."""
    return key if _LOCAL.fullmatch(key) else ids.digest("gazetteer", key)


def _usual(values: list[str]) -> str:
    """The most frequent value; of equals the longest, then the first by code points."""
    counted = Counter(values)
    return min(counted, key=lambda one: (-counted[one], -len(one), one))
