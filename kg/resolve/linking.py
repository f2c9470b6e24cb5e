"""Links between groups of own ids: candidates by shared keys, a score with its reasons for each, never all pairs.

Not for joining them: `kg.resolve.resolution` does, the surest links first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

from kg.nlp.gazetteer import forget
from kg.resolve import bodies, people
from kg.resolve.groups import Group, Groups, sparing
from kg.resolve.latin import skeleton
from kg.resolve.shelf import Row, Sorted

if TYPE_CHECKING:
    from kg.resolve.corpus import Corpus

SAME = 0.75
"""Links from this score on are taken."""

UNSURE = 0.55
"""Links from this score on are told as undecided."""

_NEAR = 0.12
"""Closeness of two articles' names from which they tell of the same matter."""

_BODIES = ("body", "place", "document")
"""Classes whose names are compared by keys."""

_BLOCK = 200
"""Of names without a first name at most so many of one surname are compared with one another."""


@dataclass(frozen=True, order=True, slots=True)
class Link:
    """Two own ids (by number) that may stand for one actor; `score` 0..1."""

    a: int
    b: int
    score: float
    rule: str
    reasons: tuple[str, ...]

    def row(self) -> Row:
        """Its fields, for a shelf."""
        return self.a, self.b, self.score, self.rule, self.reasons

    @classmethod
    def of(cls, row: Row) -> Self:
        """The inverse of `row`."""
        return cls(*row)


class _Bearer(NamedTuple):
    """A group that has a key of a block: its number, and of names of bodies its fullest one and how surely it has the
    key."""

    block: str
    key: str
    group: int
    name: str = ""
    rule: str = ""
    score: float = 0.0


def links(groups: Groups, corpus: "Corpus") -> Sorted[Link]:
    """All links from `UNSURE` on, the surest first, in an order that depends on the set of groups alone.

    All groups are looked at one by one, for the keys of their blocks; after that those alone that share a key.
    """
    bearers: Sorted[_Bearer] = Sorted(lambda one: one[:2], tuple, _Bearer._make)
    for group in sparing(groups):
        for one in set(_bearers(group)):
            bearers.add(one)
    found: Sorted[Link] = Sorted(lambda link: (-link.score, link.a, link.b, link.rule), Link.row, Link.of)
    for (block, key), same in groupby(sparing(bearers), key=lambda one: one[:2]):
        alike = list(same)
        if len(alike) > 1:
            for link in _of_block(block, key, alike, groups, corpus):
                found.add(link)
    forget(0)
    return found


def _bearers(group: Group) -> Iterator[_Bearer]:
    """Blocks and keys: what two groups that may be linked have in common."""
    number = group.number
    if group.kind == "person" and group.person is not None:
        yield _Bearer("surname", people.surname_key(group.person), number)
    if group.kind in _BODIES:
        best = _best(group)
        for value, rule, score in _keys(group):
            yield _Bearer("name", f"{group.kind} {value}", number, best, rule, score)
    if group.kind == "body":
        names = (name for name in group.names if not bodies.is_common(name) and not name.islower())
        yield from (_Bearer("letters", letters, number) for name in names for letters in bodies.initials(name))
        for name in () if group.known else group.own:
            if bodies.is_acronym(name) and len(name) > 2 and not bodies.is_of_many(name):
                yield _Bearer("letters", name, number, name)


def _of_block(block: str, key: str, alike: list[_Bearer], groups: Groups, corpus: "Corpus") -> Iterator[Link]:
    """The links among those that share a key."""
    match block:
        case "surname":
            yield from _surname([groups[one.group] for one in alike], corpus)
        case "name":
            yield from _bodies(alike)
        case _:
            spelled = [one.group for one in alike if not one.name]
            for one in alike:
                others = [groups[other] for other in spelled if other != one.group] if one.name else []
                bonus = 0.05 * (min(len(key), 5) - 2)
                yield from _acronym(groups[one.group], key, others, corpus, bonus) if others else ()


def _link(one: int, other: int, score: float, rule: str, reasons: Iterable[str]) -> Link:
    low, high = sorted((one, other))
    return Link(low, high, round(min(score, 0.99), 2), rule, tuple(reasons))


def _surname(block: list[Group], corpus: "Corpus") -> Iterator[Link]:
    """Links among those whose surnames sound alike."""
    full = [group for group in block if group.person and group.person.full]
    initial = [group for group in block if group.person and group.person.first and not group.person.full]
    single = [group for group in block if group.person and not group.person.first]
    yield from _full_names(full, corpus)
    for group in initial:
        fits = [one for one in full if _names_fit(one, group)]
        yield from _chosen(group, fits, corpus, "initial")
    yield from (_pair(one, other, corpus, "initial", 0.1) for one, other in pairwise(initial) if _names_fit(one, other))
    for group in single:
        yield from _chosen(group, full or initial, corpus, "surname")
    if not full and not initial:
        yield from _alone(single, corpus)


def _names_fit(one: Group, other: Group) -> bool:
    return bool(one.person and other.person and people.likeness(one.person, other.person)[0])


def _full_names(full: list[Group], corpus: "Corpus") -> Iterator[Link]:
    """Full names of one surname, compared where their first names begin alike."""
    blocks: dict[str, list[Group]] = {}
    for group in full:
        if group.person is not None:
            blocks.setdefault(skeleton(group.person.first)[:1], []).append(group)
    for _, block in sorted(blocks.items()):
        for place, one in enumerate(block):
            for other in block[place + 1 : place + 1 + _BLOCK]:
                if one.person is None or other.person is None:
                    continue
                score, why = people.likeness(one.person, other.person)
                if score >= UNSURE:
                    near = corpus.closeness(one, other)
                    score += 0.05 if near > _NEAR else -0.1 if score < 0.9 else 0.0
                    reasons = (why, f"{_best(one)} – {_best(other)}", *_shared(one, other, corpus))
                    yield _link(one.number, other.number, score, "full name", reasons)


def _best(group: Group) -> str:
    return max(group.names, key=lambda name: (len(name.split()), len(name), name))


def _chosen(group: Group, others: list[Group], corpus: "Corpus", rule: str) -> Iterator[Link]:
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


def _pair(one: Group, other: Group, corpus: "Corpus", rule: str, bonus: float) -> Link:
    """A shorter and a fuller name, by what their articles share."""
    near = corpus.closeness(one, other)
    posts = one.posts & other.posts
    base = 0.5 if rule == "surname" else 0.62
    score = base + bonus + min(0.25, near) + (0.15 if posts else 0.0)
    reasons = [f"{rule}: {_best(one)} – {_best(other)}", *_shared(one, other, corpus)]
    reasons += [f"same post: {post}" for post in sorted(posts)[:2]]
    if bonus:
        reasons.append("no other of this surname")
    return _link(one.number, other.number, score, rule, reasons)


def _shared(one: Group, other: Group, corpus: "Corpus") -> list[str]:
    names = corpus.shared(one, other, 3)
    return [f"both with {', '.join(names)}"] if names else []


def _alone(single: list[Group], corpus: "Corpus") -> Iterator[Link]:
    """Surnames of which the corpus has no first name."""
    for place, one in enumerate(single):
        for other in single[place + 1 : place + 1 + _BLOCK]:
            link = _pair(one, other, corpus, "surname", 0.05)
            if link.score >= UNSURE:
                yield link


def _bodies(alike: list[_Bearer]) -> Iterator[Link]:
    """Each one and the first that has the key."""
    first, *others = alike
    for one in others:
        if not first.rule == one.rule == bodies.LATIN:
            low, why = min((first.score, first.rule), (one.score, one.rule))
            yield _link(first.group, one.group, low, why, (f"{first.name} – {one.name}",))


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


def _acronym(group: Group, name: str, others: list[Group], corpus: "Corpus", bonus: float) -> Iterator[Link]:
    """An acronym and the one body of the corpus whose name has these first letters, or the nearest of several."""
    made: Mapping[int, Link] = {
        other.number: _link(
            group.number,
            other.number,
            0.55 + bonus + min(0.25, corpus.closeness(group, other)),
            "acronym",
            (f"{name} – {_best(other)}", *_shared(group, other, corpus)),
        )
        for other in others
    }
    scored = sorted(made.values(), key=lambda link: (-link.score, link.a, link.b))
    if len(scored) > 1 and scored[0].score - scored[1].score < 0.1:
        return
    yield from (link for link in scored[:1] if link.score >= UNSURE)
