"""What is known of all articles together, in temporary files: actors, claims, and whom each article names.

Not for what one article gives (`kg.resolve.reading`).
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.model import Actor
from kg.resolve.column import Column
from kg.resolve.profiles import Profile
from kg.resolve.reading import Reading
from kg.resolve.shelf import Few, Index, Numbered, Shelf, Sorted
from kg.resolve.wording import Wording

if TYPE_CHECKING:
    from kg.resolve.groups import Group

_KEPT = 1 << 20
"""Numbers of names that are kept together, of all groups that were looked at last."""
_OVERHEAD = 1 << 6
"""Numbers that take as much memory as what holds those of a group."""
_UNIT = 2**32
"""Parts of one that weights are counted in."""

Numbers = NDArray[np.uint32]
"""Numbers of names, each once, in order."""


class _Named(NamedTuple):
    """Whom an article names, and the state that it speaks of most."""

    doc: str
    home: str
    names: tuple[str, ...]


class _Told(NamedTuple):
    """What an article tells: of two statements of a claim the first one."""

    doc: str
    wordings: tuple[Wording, ...]

    @classmethod
    def of(cls, row: tuple[str, tuple[tuple[object, ...], ...]]) -> "_Told":
        """From a shelf."""
        return cls(row[0], tuple(map(Wording.of, row[1])))


class Corpus:
    """All articles, first added, then settled: after that all profiles by number, in the order of their own ids, of
    which `owns` tells the numbers. To be closed."""

    def __init__(self) -> None:
        self.profiles: Shelf[Profile] = Shelf(Profile.row, Profile.of)
        self.owns = Index()
        self._actors: Sorted[Profile] = Sorted(lambda one: one.actor.id, Profile.row, Profile.of)
        self._read: Sorted[_Named] = Sorted(lambda one: one.doc, tuple, _Named._make)
        self._told: Sorted[_Told] = Sorted(
            lambda one: one.doc, lambda one: (one.doc, tuple(wording.row() for wording in one.wordings)), _Told.of
        )
        self._docs, self._homes, self._names = Index(), Few(), Numbered()
        self._named: Shelf[array[int]] = Shelf(lambda one: (one.tobytes(),), lambda row: array("I", row[0]))
        self._weights: NDArray[np.int64] = np.zeros(0, np.int64)
        self._kept, self._size = dict[int, tuple[Numbers, int]](), 0

    def add(self, one: Reading) -> None:
        """Takes in an article, which may be another version of one that is there."""
        self._read.add(_Named(one.doc, one.home, one.names))
        for profile in one.profiles:
            self._actors.add(profile)
        if told := {wording.claim: wording for wording in reversed(one.wordings)}:
            self._told.add(_Told(one.doc, tuple(told.values())))

    def settle(self) -> None:
        """Once all articles are in: numbers the actors and names.

        Rare names count more: the inverse document frequency of each, as whole numbers, whose sums do not depend on
        the order.
        """
        for own, versions in groupby(self._actors, key=lambda one: one.actor.id):
            self.profiles.add(reduce(_merged, versions))
            self.owns.add(own)
        self._actors.close()
        counted = Column("I")
        for doc, articles in groupby(self._read, key=lambda one: one.doc):
            numbers = self._take_in(doc, list(articles))
            counted.extend([0] * (len(self._names) - len(counted)))
            for number in numbers:
                counted[number] += 1
        self._read.close()
        total = 1 + len(self._docs)
        weights = (round(math.log(total / number) * _UNIT) for number in counted)
        self._weights = np.fromiter(weights, np.int64, len(counted))

    def _take_in(self, doc: str, versions: list[_Named]) -> "array[int]":
        numbers = array("I", sorted({self._names.add(name) for one in versions for name in one.names}))
        self._docs.add(doc)
        self._homes.append(min(one.home for one in versions))
        self._named.add(numbers)
        return numbers

    def told(self) -> Iterator[tuple[Wording, ...]]:
        """What each article tells: of two versions of a claim the lesser wording."""
        for _, articles in groupby(self._told, key=lambda one: one.doc):
            told: dict[str, Wording] = {}
            for wording in (wording for one in articles for wording in one.wordings):
                there = told.get(wording.claim)
                told[wording.claim] = min(there, wording, key=Wording.row) if there else wording
            yield tuple(told.values())

    def close(self) -> None:
        """Drops what stands in files."""
        self.forget_actors()
        self._told.close()

    def forget_actors(self) -> None:
        """Drops what only the joining of actors needs."""
        self.profiles.close()
        self._named.close()
        self.owns, self._docs, self._homes, self._names = Index(), Index(), Few(), Numbered()
        self._kept.clear()

    def home(self, doc: str) -> str:
        """The state that the article speaks of most."""
        return self._homes[self._number(doc)]

    def _number(self, doc: str) -> int:
        found = self._docs.find(doc)
        assert found is not None
        return found

    def closeness(self, one: "Group", other: "Group") -> float:
        """How much of whom the smaller one's articles name is named by the other's too, by weight, 0..1; without the
        two themselves."""
        (ours, weight), (theirs, more) = self._in(one), self._in(other)
        both = self._sum(_common(ours, theirs))
        for number in self._themselves(one, other):
            mine, yours = _has(ours, number), _has(theirs, number)
            its = int(self._weights[number])
            weight, more, both = weight - its * mine, more - its * yours, both - its * (mine and yours)
        smaller = min(weight, more)
        return both / smaller if smaller else 0.0

    def shared(self, one: "Group", other: "Group", most: int) -> list[str]:
        """The names that both one's articles have, the rarest first, no more than `most`; without the two."""
        both = _common(self._in(one)[0], self._in(other)[0])
        both = np.setdiff1d(both, np.array(self._themselves(one, other), np.uint32), True)
        weights = self._weights[both]
        if len(both) > most:
            both = both[weights >= np.partition(weights, -most)[-most]]
        named = sorted((-int(self._weights[number]), self._names[number]) for number in both.tolist())
        return [name for _, name in named[:most]]

    def _themselves(self, one: "Group", other: "Group") -> list[int]:
        found = (self._names.find(name) for name in one.itself | other.itself)
        return sorted({number for number in found if number is not None})

    def _in(self, group: "Group") -> tuple[Numbers, int]:
        """All names in a group's articles, and their weight; kept for a while, since some actors are in most
        articles."""
        if group.number not in self._kept:
            if self._size >= _KEPT:
                self._kept.clear()
                self._size = 0
            every = array("I")
            for doc in group.docs():
                every.extend(self._named[self._number(doc)])
            names = np.unique(np.frombuffer(every, np.uint32)) if every else np.zeros(0, np.uint32)
            self._kept[group.number] = names, self._sum(names)
            self._size += len(names) + _OVERHEAD
        return self._kept[group.number]

    def _sum(self, numbers: Numbers) -> int:
        return int(self._weights[numbers].sum())


def _common(one: Numbers, other: Numbers) -> Numbers:
    few, many = sorted((one, other), key=len)
    places = np.minimum(np.searchsorted(many, few), max(0, len(many) - 1))
    found: Numbers = few[many[places] == few] if len(few) else few
    return found


def _has(numbers: Numbers, number: int) -> bool:
    place = bisect_left(numbers, number)
    return place < len(numbers) and int(numbers[place]) == number


def _merged(one: Profile, other: Profile) -> Profile:
    """The same own id met twice (an article in two versions): all of both, whichever came first."""
    if one == other:
        return one
    return Profile(_both(one.actor, other.actor), other.doc, one.posts | other.posts)


def _both(one: Actor, other: Actor) -> Actor:
    keys = sorted(key for key in (one.gazetteer, other.gazetteer) if key)
    aliases = tuple(sorted({*one.aliases, *other.aliases, one.name, other.name} - {min(one.name, other.name)}))
    return replace(one, name=min(one.name, other.name), aliases=aliases, gazetteer=keys[0] if keys else None)
