"""Own ids, by number, that are one actor already, loaded one group at a time.

Not for comparing two of them (`kg.resolve.linking`).
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Self, TypeVar

from kg.ids import normal_name
from kg.model import Kind
from kg.nlp.gazetteer import forget
from kg.resolve import bodies, people
from kg.resolve.column import Column
from kg.resolve.profiles import CLASSES, Profile
from kg.resolve.shelf import Shelf

if TYPE_CHECKING:
    from kg.resolve.clusters import Clusters

T = TypeVar("T")
_WORDS, _PORTION = 1 << 13, 1 << 8

Known = Callable[[str], frozenset[str]]
"""Gazetteer key -> all names of that entry."""


def sparing(items: Iterable[T]) -> Iterator[T]:
    """The items, whose names few others have: after each portion no more is kept of words than of so many."""
    for place, one in enumerate(items):
        if place % _PORTION == 0:
            forget(_WORDS)
        yield one


@dataclass(frozen=True)
class Group:
    """Own ids that are one actor already, of which nothing is held but what they say together: `number` is that of the
    smallest, `kind` the class of their kinds, `own` are their names, `known` those that the gazetteer has for their
    `keys`, `docs` gives the articles that they are in, `posts` those that stood before them."""

    number: int
    kind: str
    own: Set[str]
    aliases: Set[str]
    keys: Set[str]
    docs: Callable[[], Iterator[str]]
    posts: Set[str]
    known: frozenset[str] = frozenset()

    @classmethod
    def of(cls, number: int, profiles: Callable[[], Iterator[Profile]], known: Known) -> Self:
        """The group of these profiles, which are given as often as they are asked for."""
        kinds, own, aliases, keys = set[Kind](), set[str](), set[str](), set[str]()
        posts = set[str]()
        for one in profiles():
            kinds.add(one.actor.kind)
            own.add(one.actor.name)
            aliases.update(one.actor.aliases)
            keys.update((one.actor.gazetteer,) if one.actor.gazetteer else ())
            posts.update(one.posts)
        kind = CLASSES[min(kinds, key=list(Kind).index)]
        names = known(min(keys)) if keys else frozenset[str]()
        return cls(number, kind, own, aliases, keys, lambda: (one.doc for one in profiles()), posts, names)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Own names, those of the gazetteer, and aliases that are people's or acronyms: others may be slips."""
        also = self.aliases
        if self.kind != "person":
            letters = {short for name in self.own for short in bodies.initials(name)}
            also = {alias for alias in also if bodies.is_acronym(alias) and alias in letters}
        return tuple(sorted(self.own | also | self.known))

    @cached_property
    def person(self) -> people.PersonName | None:
        """The fullest of its names, of a person."""
        parsed = [found for name in self.names if (found := people.parse(name))]
        return max(parsed, key=lambda one: (one.full, bool(one.first), bool(one.patronymic), one.surname), default=None)

    @cached_property
    def itself(self) -> frozenset[str]:
        """The keys under which an article's context has it."""
        return frozenset(chain(self.keys, map(normal_name, self.names)))


@dataclass(frozen=True)
class Members:
    """The numbers that are in one cluster: `roots` in order, and by each number the next one of its cluster, 0 for the
    last one."""

    roots: Column
    _next: Column

    @classmethod
    def of(cls, clusters: "Clusters[int]", count: int) -> Self:
        """The clusters of the numbers up to `count`, as they are now."""
        roots, following, last = Column("I"), Column("I", count=count), Column("I", range(count))
        for number in range(count):
            root = clusters.root(number)
            if root == number:
                roots.append(number)
            else:
                following[last[root]] = last[root] = number
        return cls(roots, following)

    def __getitem__(self, root: int) -> list[int]:
        """All of a cluster, in order."""
        found, number = [root], root
        while number := self._next[number]:
            found.append(number)
        return found


@dataclass(frozen=True)
class Groups:
    """All groups, by the smallest number of each; `profiles` by number."""

    members: Members
    profiles: Shelf[Profile]
    known: Known

    def __getitem__(self, number: int) -> Group:
        return Group.of(number, lambda: map(self.profiles.__getitem__, self.members[number]), self.known)

    def __iter__(self) -> Iterator[Group]:
        return map(self.__getitem__, self.members.roots)
