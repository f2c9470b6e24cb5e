"""From profiles and judgements to clusters, with the decision behind every join.

Not for what a cluster is called (`kg.resolve.resolution`) nor for scores (`kg.resolve.linking`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from sys import intern

from kg.resolve import people
from kg.resolve.clusters import Clusters
from kg.resolve.corpus import Corpus
from kg.resolve.groups import Group, Groups, Known
from kg.resolve.identity import Key, gazetteer_key, name_key
from kg.resolve.judgements import BY_RULE, Judgement, Verdict
from kg.resolve.linking import SAME, Link, links


@dataclass
class Joined:
    """Clusters of own ids; `made` are the joins by rule, `undecided` the pairs that may be one."""

    clusters: Clusters
    made: list[Judgement] = field(default_factory=list)
    undecided: list[Judgement] = field(default_factory=list)


def join(corpus: Corpus, given: Iterable[Judgement], known: Known) -> Joined:
    """Judgements of people first, then shared keys, then links from the surest down; never against a judgement."""
    keyed = _Keys.of(corpus)
    joined = Joined(Clusters(keyed.labels))
    given = list(given)
    for one in given:
        if one.verdict is not Verdict.SAME:
            joined.clusters.keep_apart(one.a, one.b)
    for one in given:
        if one.verdict is Verdict.SAME and one.a in corpus.profiles and one.b in corpus.profiles:
            joined.clusters.join(one.a, one.b, force=True)
    _by_keys(joined, keyed)
    del keyed
    _by_links(joined, corpus, known)
    judged = {(one.a, one.b) for one in given}
    joined.made = sorted(one for one in joined.made if (one.a, one.b) not in judged)
    joined.undecided = sorted(one for one in joined.undecided if (one.a, one.b) not in judged)
    return joined


@dataclass
class _Keys:
    """The gazetteer key of each own id that has one, and the own ids that share a key of their own."""

    labels: dict[str, str] = field(default_factory=dict)
    known: dict[Key, list[str]] = field(default_factory=dict)
    named: dict[Key, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: Corpus) -> "_Keys":
        """All of the corpus, in one reading."""
        made = cls()
        for own, profile in corpus.profiles.items():
            if key := gazetteer_key(profile.actor):
                made.labels[own] = intern(key[-1])
                made.known.setdefault(key, []).append(own)
            if key := name_key(profile.actor, corpus.homes[profile.doc]):
                made.named.setdefault(key, []).append(own)
        return made


def _by_keys(joined: Joined, keys: _Keys) -> None:
    for rule, groups in (("same gazetteer key", keys.known), ("same kind and full name", keys.named)):
        for key, group in sorted(groups.items()):
            reasons = (" ".join(key[1:]),)
            for one, other in joined.clusters.join_all(group):
                joined.made.append(
                    Judgement.of("actor", one, other, Verdict.SAME, rule=rule, reasons=reasons, by=BY_RULE)
                )


def _by_links(joined: Joined, corpus: Corpus, known: Known) -> None:
    groups = Groups(joined.clusters.members(corpus.profiles), corpus.profiles, known)
    parts: dict[str, _Part] = {}
    for link in links(groups, corpus):
        left, right = joined.clusters.root(link.a), joined.clusters.root(link.b)
        for root in (left, right):
            if root not in parts:  # nothing has been joined to it yet: a root is the smallest id, that of its group
                parts[root] = _Part.of(groups[root])
        if left == right or _clash(parts[left], parts[right]):
            continue
        if link.score < SAME:
            joined.undecided.append(_judgement(link, Verdict.UNSURE))
        elif joined.clusters.join(link.a, link.b):
            joined.made.append(_judgement(link, Verdict.SAME))
            root = joined.clusters.root(link.a)
            parts[root] = _Part(parts[left].kind, parts[left].persons | parts[right].persons)
    joined.undecided = [one for one in joined.undecided if joined.clusters.root(one.a) != joined.clusters.root(one.b)]


@dataclass(frozen=True, slots=True)
class _Part:
    """What has been joined so far: the class of its kind, and the names of people in it that have a first name."""

    kind: str
    persons: frozenset[people.PersonName]

    @classmethod
    def of(cls, group: Group) -> "_Part":
        """What a single group is."""
        named = group.kind == "person" and group.person is not None and group.person.first
        return cls(group.kind, frozenset({group.person} if named and group.person else ()))


def _clash(ours: _Part, theirs: _Part) -> bool:
    """Whether two people in the parts cannot be one: a link must not join what its ends alone would allow."""
    return ours.kind != theirs.kind or any(
        not people.likeness(one, other)[0] for one in ours.persons for other in theirs.persons
    )


def _judgement(link: Link, verdict: Verdict) -> Judgement:
    return Judgement.of(
        "actor", link.a, link.b, verdict, rule=link.rule, reasons=link.reasons, score=link.score, by=BY_RULE
    )
