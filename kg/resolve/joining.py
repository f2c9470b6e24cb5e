"""From profiles and judgements to clusters, with the decision behind every join.

Not for what a cluster is called (`kg.resolve.resolution`) nor for scores (`kg.resolve.linking`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kg.resolve import people
from kg.resolve.clusters import Clusters
from kg.resolve.column import Column
from kg.resolve.groups import Group, Groups, Known, Members, sparing
from kg.resolve.identity import Key, gazetteer_key, name_key
from kg.resolve.judgements import BY_RULE, Judgement, Verdict, in_order
from kg.resolve.linking import SAME, Link, links
from kg.resolve.shelf import Few, Row, Shelf, Sorted

if TYPE_CHECKING:
    from kg.resolve.corpus import Corpus


@dataclass
class Decided:
    """Judgements by rule, of pairs that nobody has judged: joins, pairs that may be one, contradictions of claims."""

    judged: frozenset[tuple[str, str, str]]
    made: Sorted[Judgement] = field(default_factory=in_order)
    undecided: Sorted[Judgement] = field(default_factory=in_order)
    contradictions: Sorted[Judgement] = field(default_factory=in_order)
    rules: Shelf[tuple[int, str]] = field(default_factory=lambda: Shelf(tuple, lambda row: (row[0], row[1])))
    """Of each join of actors the number of one, and the rule."""

    def add(self, to: Sorted[Judgement], one: Judgement) -> bool:
        """Takes in a judgement; whether nobody had judged the pair."""
        fresh = (one.kind, one.a, one.b) not in self.judged
        if fresh:
            to.add(one)
        return fresh

    def join(self, one: Judgement, number: int) -> None:
        """Takes in a join of actors, of which one has this number."""
        if self.add(self.made, one):
            self.rules.add((number, one.rule))


def join(corpus: "Corpus", given: Iterable[Judgement], known: Known, decided: Decided) -> Clusters[int]:
    """Judgements of people first, then shared keys, then links from the surest down; never against a judgement.

    The clusters are of the numbers of own ids.
    """
    keyed = _Keys(corpus)
    clusters = Clusters(keyed.labels, Column("I", range(len(corpus.profiles))))
    pairs = [(one.verdict, corpus.owns.find(one.a), corpus.owns.find(one.b)) for one in given]
    there = [(verdict, one, other) for verdict, one, other in pairs if one is not None and other is not None]
    for verdict, one, other in there:
        if verdict is not Verdict.SAME:
            clusters.keep_apart(one, other)
    for verdict, one, other in there:
        if verdict is Verdict.SAME:
            clusters.join(one, other, force=True)
    _by_keys(clusters, keyed, decided)
    _by_links(clusters, corpus, known, decided)
    return clusters


class _Bearer(NamedTuple):
    """A key, and the number and text of an own id that has it."""

    key: Key
    number: int
    own: str


def _bearers() -> Sorted[_Bearer]:
    return Sorted(lambda one: one.key, tuple, _Bearer._make)


class _Keys:
    """The gazetteer key of each own id that has one, and the own ids that share a key of their own."""

    def __init__(self, corpus: "Corpus") -> None:
        """All of the corpus, in one reading."""
        self.labels, self.known, self.named = Few(), _bearers(), _bearers()
        for number, profile in enumerate(sparing(corpus.profiles)):
            key = gazetteer_key(profile.actor)
            self.labels.append(key[-1] if key else "")
            if key:
                self.known.add(_Bearer(key, number, profile.actor.id))
            if key := name_key(profile.actor, corpus.home(profile.doc)):
                self.named.add(_Bearer(key, number, profile.actor.id))


def _by_keys(clusters: Clusters[int], keys: _Keys, decided: Decided) -> None:
    for rule, bearers in (("same gazetteer key", keys.known), ("same kind and full name", keys.named)):
        for key, group in groupby(bearers, key=lambda one: one.key):
            parts, owns = list[int](), dict[int, str]()
            reasons = (" ".join(key[1:]),)
            for one in group:  # in the order of the numbers
                home = clusters.join_first(parts, one.number)
                if home is not None:
                    pair = owns[home], one.own
                    made = Judgement.of("actor", *pair, Verdict.SAME, rule=rule, reasons=reasons, by=BY_RULE)
                    decided.join(made, home)
                elif parts[-1] == one.number:
                    owns[one.number] = one.own
        bearers.close()


def _by_links(clusters: Clusters[int], corpus: "Corpus", known: Known, decided: Decided) -> None:
    groups = Groups(Members.of(clusters, len(corpus.profiles)), corpus.profiles, known)
    parts = _Parts(groups, len(corpus.profiles))
    unsure: Sorted[Link] = Sorted(lambda link: (link.a, link.b), Link.row, Link.of)
    for link in links(groups, corpus):
        left, right = clusters.root(link.a), clusters.root(link.b)
        ours, theirs = parts[left], parts[right]
        if left == right or _clash(ours, theirs):
            continue
        if link.score < SAME:
            unsure.add(link)
        elif clusters.join(left, right):
            decided.join(_judgement(link, Verdict.SAME, corpus), link.a)
            parts[clusters.root(left)] = _Part(ours.kind, ours.persons | theirs.persons)
    for link in unsure:
        if clusters.root(link.a) != clusters.root(link.b):
            decided.add(decided.undecided, _judgement(link, Verdict.UNSURE, corpus))


class _Part(NamedTuple):
    """What has been joined so far: the class of its kind, and the names of people in it that have a first name."""

    kind: str
    persons: frozenset[people.PersonName]

    @classmethod
    def of(cls, group: Group) -> "_Part":
        """What a single group is."""
        named = group.kind == "person" and group.person is not None and group.person.first
        return cls(group.kind, frozenset({group.person} if named and group.person else ()))

    def row(self) -> Row:
        """Its fields, for a shelf."""
        return self.kind, tuple((one.first, one.surname, one.patronymic) for one in self.persons)

    @classmethod
    def of_row(cls, row: Row) -> "_Part":
        """The inverse of `row`."""
        return cls(row[0], frozenset(people.PersonName(*one) for one in row[1]))


class _Parts:
    """The part of each root: what was set last, at first its group alone, since a root is the smallest number."""

    def __init__(self, groups: Groups, count: int) -> None:
        self._single = lru_cache(maxsize=1 << 10)(lambda root: _Part.of(groups[root]))
        self._joined: Shelf[_Part] = Shelf(_Part.row, _Part.of_row)
        self._places = Column("I", count=count)

    def __getitem__(self, root: int) -> _Part:
        place = self._places[root]
        return self._joined[place - 1] if place else self._single(root)

    def __setitem__(self, root: int, part: _Part) -> None:
        self._places[root] = self._joined.add(part) + 1


def _clash(ours: _Part, theirs: _Part) -> bool:
    """Whether two people in the parts cannot be one: a link must not join what its ends alone would allow."""
    return ours.kind != theirs.kind or any(
        not people.likeness(one, other)[0] for one in ours.persons for other in theirs.persons
    )


def _judgement(link: Link, verdict: Verdict, corpus: "Corpus") -> Judgement:
    one, other = (corpus.profiles[number].actor.id for number in (link.a, link.b))
    return Judgement.of(
        "actor", one, other, verdict, rule=link.rule, reasons=link.reasons, score=link.score, by=BY_RULE
    )
