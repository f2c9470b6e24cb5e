"""Links between groups of own ids: candidates by shared keys, a score with its reasons for each, never all pairs.

Not for joining them: `kg.resolve.resolution` does, the surest links first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from kg.ids import normal_name
from kg.model import Kind
from kg.resolve import bodies, people
from kg.resolve.latin import skeleton
from kg.resolve.profiles import CLASSES, Corpus, Profile

SAME = 0.75
"""Links from this score on are taken."""

UNSURE = 0.55
"""Links from this score on are told as undecided."""

_NEAR = 0.12
"""Closeness of two articles' names from which they tell of the same matter."""

_BLOCK = 200
"""Of names without a first name at most so many of one surname are compared with one another."""


@dataclass(frozen=True, order=True, slots=True)
class Link:
    """Two own ids that may stand for one actor; `score` 0..1."""

    a: str
    b: str
    score: float
    rule: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Own ids that are one actor already; `names` are all its names, `known` those of the gazetteer among them."""

    profiles: tuple[Profile, ...]
    known: frozenset[str] = frozenset()

    @cached_property
    def id(self) -> str:
        """The smallest own id."""
        return min(one.actor.id for one in self.profiles)

    @cached_property
    def kind(self) -> str:
        """The class of its kinds."""
        return CLASSES[min((one.actor.kind for one in self.profiles), key=lambda kind: list(Kind).index(kind))]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Own names, those of the gazetteer, and aliases that are people's or acronyms: others may be slips."""
        own = {one.actor.name for one in self.profiles}
        also = {alias for one in self.profiles for alias in one.actor.aliases}
        if self.kind != "person":
            letters = {short for name in own for short in bodies.initials(name)}
            also = {alias for alias in also if bodies.is_acronym(alias) and alias in letters}
        return tuple(sorted(own | also | self.known))

    @cached_property
    def docs(self) -> frozenset[str]:
        """The articles that it is in."""
        return frozenset(one.doc for one in self.profiles)

    @cached_property
    def posts(self) -> frozenset[str]:
        """Posts that stood before it."""
        return frozenset(post for one in self.profiles for post in one.posts)

    @cached_property
    def person(self) -> people.PersonName | None:
        """The fullest of its names, of a person."""
        parsed = [found for name in self.names if (found := people.parse(name))]
        return max(parsed, key=lambda one: (one.full, bool(one.first), bool(one.patronymic), one.surname), default=None)

    @cached_property
    def itself(self) -> frozenset[str]:
        """The keys under which an article's context has it."""
        return frozenset(one.actor.gazetteer or "" for one in self.profiles) | frozenset(
            normal_name(name) for name in self.names
        )


def links(groups: Iterable[Group], corpus: Corpus) -> list[Link]:
    """All links from `UNSURE` on, the surest first, in an order that depends on the set of groups alone."""
    groups = sorted(groups, key=lambda group: group.id)
    found = [*_people(groups, corpus), *_bodies(groups, corpus)]
    return sorted(found, key=lambda link: (-link.score, link.a, link.b, link.rule))


def _link(one: Group, other: Group, score: float, rule: str, reasons: Iterable[str]) -> Link:
    low, high = sorted((one.id, other.id))
    return Link(low, high, round(min(score, 0.99), 2), rule, tuple(reasons))


def _blocks(pairs: Iterable[tuple[str, Group]]) -> list[list[Group]]:
    blocks: dict[str, list[Group]] = {}
    for key, group in pairs:
        blocks.setdefault(key, []).append(group)
    return [block for _, block in sorted(blocks.items()) if len(block) > 1]


def _people(groups: list[Group], corpus: Corpus) -> Iterator[Link]:
    named = [(group.person, group) for group in groups if group.kind == "person"]
    for block in _blocks((people.surname_key(name), group) for name, group in named if name is not None):
        full = [group for group in block if group.person and group.person.full]
        initial = [group for group in block if group.person and group.person.first and not group.person.full]
        single = [group for group in block if group.person and not group.person.first]
        yield from _full_names(full, corpus)
        for group in initial:
            fits = [one for one in full if _names_fit(one, group)]
            yield from _chosen(group, fits, corpus, "initial")
        yield from (
            _pair(one, other, corpus, "initial", 0.1) for one, other in pairwise(initial) if _names_fit(one, other)
        )
        for group in single:
            yield from _chosen(group, full or initial, corpus, "surname")
        if not full and not initial:
            yield from _alone(single, corpus)


def _names_fit(one: Group, other: Group) -> bool:
    return bool(one.person and other.person and people.likeness(one.person, other.person)[0])


def _full_names(full: list[Group], corpus: Corpus) -> Iterator[Link]:
    """Full names of one surname, compared where their first names begin alike."""
    for block in _blocks((skeleton(group.person.first)[:1], group) for group in full if group.person):
        for place, one in enumerate(block):
            for other in block[place + 1 : place + 1 + _BLOCK]:
                if one.person is None or other.person is None:
                    continue
                score, why = people.likeness(one.person, other.person)
                if score >= UNSURE:
                    near = corpus.closeness(one.docs, other.docs, one.itself | other.itself)
                    score += 0.05 if near > _NEAR else -0.1 if score < 0.9 else 0.0
                    reasons = (why, f"{_best(one)} – {_best(other)}", *_shared(one, other, corpus))
                    yield _link(one, other, score, "full name", reasons)


def _best(group: Group) -> str:
    return max(group.names, key=lambda name: (len(name.split()), len(name), name))


def _chosen(group: Group, others: list[Group], corpus: Corpus, rule: str) -> Iterator[Link]:
    """The best of those that a shorter name may mean; where two are near each other, neither is sure."""
    alone = 0.05 if len(others) == 1 else 0.0
    scored = sorted(
        (_pair(group, other, corpus, rule, alone) for other in others), key=lambda link: (-link.score, link.a, link.b)
    )
    if len(scored) > 1 and scored[0].score - scored[1].score < 0.1:
        tied = [link for link in scored if scored[0].score - link.score < 0.1]
        for link in tied:
            if link.score >= UNSURE:
                reasons = (*link.reasons, f"{len(tied)} may be meant")
                yield Link(link.a, link.b, min(link.score, SAME - 0.01), rule, reasons)
        return
    yield from (link for link in scored[:1] if link.score >= UNSURE)


def _pair(one: Group, other: Group, corpus: Corpus, rule: str, bonus: float) -> Link:
    """A shorter and a fuller name, by what their articles share."""
    near = corpus.closeness(one.docs, other.docs, one.itself | other.itself)
    posts = one.posts & other.posts
    base = 0.5 if rule == "surname" else 0.62
    score = base + bonus + min(0.25, near) + (0.15 if posts else 0.0)
    reasons = [f"{rule}: {_best(one)} – {_best(other)}", *_shared(one, other, corpus)]
    reasons += [f"same post: {post}" for post in sorted(posts)[:2]]
    if bonus:
        reasons.append("no other of this surname")
    return _link(one, other, score, rule, reasons)


def _shared(one: Group, other: Group, corpus: Corpus) -> list[str]:
    names = corpus.shared(one.docs, other.docs, one.itself | other.itself)[:3]
    return [f"both with {', '.join(names)}"] if names else []


def _alone(single: list[Group], corpus: Corpus) -> Iterator[Link]:
    """Surnames of which the corpus has no first name."""
    for place, one in enumerate(single):
        for other in single[place + 1 : place + 1 + _BLOCK]:
            link = _pair(one, other, corpus, "surname", 0.05)
            if link.score >= UNSURE:
                yield link


def _bodies(groups: list[Group], corpus: Corpus) -> Iterator[Link]:
    rest = [group for group in groups if group.kind in ("body", "place", "document")]
    firsts: dict[tuple[str, str], _Keyed] = {}
    for group in rest:
        for value, rule, score in _keys(group):
            first = firsts.setdefault((group.kind, value), _Keyed(group, score, rule))
            if first.group is group or first.rule == rule == bodies.LATIN:
                continue
            low, why = min((first.score, first.rule), (score, rule))
            yield _link(first.group, group, low, why, (f"{_best(first.group)} – {_best(group)}",))
    yield from _acronyms(rest, corpus)


class _Keyed(NamedTuple):
    """The first group that has a key, and how surely it has it."""

    group: Group
    score: float
    rule: str


def _keys(group: Group) -> Iterator[bodies.Key]:
    """Each key of a group's names once, the surest of equals."""
    best: dict[str, bodies.Key] = {}
    for name in group.names:
        if bodies.is_common(name) or bodies.is_of_many(name):
            continue
        for key in bodies.name_keys(name):
            there = best.get(key.value, key)
            best[key.value] = max(there, key, key=lambda one: (one.score, one.rule))
    yield from best.values()


def _acronyms(groups: list[Group], corpus: Corpus) -> Iterator[Link]:
    """An acronym and the one body of the corpus whose name has these first letters, or the nearest of several."""
    expansions: dict[str, dict[str, Group]] = {}
    wanted = {name for group in groups for one in group.profiles if bodies.is_acronym(name := one.actor.name)}
    for group in groups:
        for name in group.names:
            if group.kind == "body" and not bodies.is_common(name) and not name.islower():
                for letters in sorted(bodies.initials(name) & wanted):
                    expansions.setdefault(letters, {})[group.id] = group
    for group in groups:
        own = set() if group.known else {one.actor.name for one in group.profiles}
        for name in sorted(own):
            if group.kind == "body" and bodies.is_acronym(name) and len(name) > 2 and not bodies.is_of_many(name):
                others = [one for one_id, one in sorted(expansions.get(name, {}).items()) if one_id != group.id]
                bonus = 0.05 * (min(len(name), 5) - 2)
                yield from _acronym(group, name, others, corpus, bonus)


def _acronym(group: Group, name: str, others: list[Group], corpus: Corpus, bonus: float) -> Iterator[Link]:
    made: Mapping[str, Link] = {
        other.id: _link(
            group,
            other,
            0.55 + bonus + min(0.25, corpus.closeness(group.docs, other.docs, group.itself | other.itself)),
            "acronym",
            (f"{name} – {_best(other)}", *_shared(group, other, corpus)),
        )
        for other in others
    }
    scored = sorted(made.values(), key=lambda link: (-link.score, link.a, link.b))
    if len(scored) > 1 and scored[0].score - scored[1].score < 0.1:
        return
    yield from (link for link in scored[:1] if link.score >= UNSURE)
