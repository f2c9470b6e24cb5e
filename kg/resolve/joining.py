"""From profiles and judgements to clusters, with the decision behind every join.

Not for what a cluster is called (`kg.resolve.resolution`) nor for scores (`kg.resolve.linking`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.resolve import people
from kg.resolve.clusters import Clusters
from kg.resolve.identity import Key, gazetteer_key, name_key
from kg.resolve.judgements import BY_RULE, Judgement, Verdict
from kg.resolve.linking import SAME, Group, Link, links
from kg.resolve.profiles import Corpus, Profile

Known = Callable[[str], frozenset[str]]
"""Gazetteer key -> all names of that entry."""


@dataclass
class Joined:
    """Clusters of own ids; `made` are the joins by rule, `undecided` the pairs that may be one."""

    clusters: Clusters
    made: list[Judgement] = field(default_factory=list)
    undecided: list[Judgement] = field(default_factory=list)


def join(corpus: Corpus, given: Iterable[Judgement], known: Known) -> Joined:
    """Judgements of people first, then shared keys, then links from the surest down; never against a judgement."""
    profiles = corpus.profiles
    labels = {own: one.actor.gazetteer for own, one in profiles.items() if one.actor.gazetteer}
    joined = Joined(Clusters(labels))
    given = list(given)
    for one in given:
        if one.verdict is not Verdict.SAME:
            joined.clusters.keep_apart(one.a, one.b)
    for one in given:
        if one.verdict is Verdict.SAME and one.a in profiles and one.b in profiles:
            joined.clusters.join(one.a, one.b, force=True)
    _by_keys(joined, corpus)
    _by_links(joined, corpus, known)
    judged = {(one.a, one.b) for one in given}
    joined.made = sorted(one for one in joined.made if (one.a, one.b) not in judged)
    joined.undecided = sorted(one for one in joined.undecided if (one.a, one.b) not in judged)
    return joined


def _by_keys(joined: Joined, corpus: Corpus) -> None:
    keyed: tuple[tuple[str, Callable[[Profile], Key | None]], ...] = (
        ("same gazetteer key", lambda one: gazetteer_key(one.actor)),
        ("same kind and full name", lambda one: name_key(one.actor, corpus.homes[one.doc])),
    )
    for rule, key_of in keyed:
        groups: dict[Key, list[str]] = {}
        for own, profile in corpus.profiles.items():
            if key := key_of(profile):
                groups.setdefault(key, []).append(own)
        for key, group in sorted(groups.items()):
            for one, other in joined.clusters.join_all(group):
                reasons = (" ".join(key[1:]),)
                joined.made.append(
                    Judgement.of("actor", one, other, Verdict.SAME, rule=rule, reasons=reasons, by=BY_RULE)
                )


def _by_links(joined: Joined, corpus: Corpus, known: Known) -> None:
    members: dict[str, list[str]] = {}
    for own in sorted(corpus.profiles):
        members.setdefault(joined.clusters.root(own), []).append(own)
    groups = {root: _group(own_ids, corpus, known) for root, own_ids in members.items()}
    del members
    parts: dict[str, _Part] = {}
    for link in links(groups.values(), corpus):
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


def _group(own_ids: list[str], corpus: Corpus, known: Known) -> Group:
    profiles = tuple(corpus.profiles[own] for own in own_ids)
    key = min((one.actor.gazetteer for one in profiles if one.actor.gazetteer), default=None)
    return Group(profiles, known(key) if key else frozenset())


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
