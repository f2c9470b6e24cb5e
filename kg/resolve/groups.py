"""Own ids, by number, that are one actor already, loaded one group at a time.

Not for comparing two of them (`kg.resolve.linking`).
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar

from kg.ids import normal_name
from kg.model import Kind
from kg.nlp.gazetteer import forget
from kg.resolve import bodies, people
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
    """Own ids that are one actor already; `number` is that of the smallest of them, `names` are all its names, `known`
    those of the gazetteer among them."""

    number: int
    profiles: tuple[Profile, ...]
    known: frozenset[str] = frozenset()

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


@dataclass(frozen=True)
class Members:
    """The numbers that are in one cluster: `roots` in order, and by each number the next one of its cluster (0: none);
    8 bytes a number."""

    roots: "array[int]"
    _next: "array[int]"

    @classmethod
    def of(cls, clusters: "Clusters[int]", count: int) -> Self:
        """The clusters of the numbers up to `count`, as they are now."""
        roots, following, last = array("I"), array("I", bytes(4 * count)), array("I", range(count))
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
        profiles = tuple(self.profiles[own] for own in self.members[number])
        key = min((one.actor.gazetteer for one in profiles if one.actor.gazetteer), default=None)
        return Group(number, profiles, self.known(key) if key else frozenset())

    def __iter__(self) -> Iterator[Group]:
        return map(self.__getitem__, self.members.roots)
