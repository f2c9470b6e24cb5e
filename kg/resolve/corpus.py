"""What is known of all articles together: actors and claims in temporary files, and in memory whom each article names.

Not for what one article gives (`kg.resolve.reading`).
"""

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from sys import intern

from kg.model import Actor
from kg.resolve.profiles import Profile
from kg.resolve.reading import Reading
from kg.resolve.shelf import Keyed, Row
from kg.resolve.wording import Wording, shared

_KEPT = 500
"""Sets of articles whose names are kept together."""
_UNIT = 2**32
"""Parts of one that weights are counted in."""


@dataclass
class Corpus:
    """All profiles by own id, and of each article what it tells, whom it names and which state it speaks of most."""

    profiles: Keyed[Profile] = field(default_factory=lambda: Keyed(Profile.row, Profile.of))
    told: Keyed[tuple[Wording, ...]] = field(default_factory=lambda: Keyed(_rows, _of_rows))
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    _weights: dict[str, int] = field(default_factory=dict, repr=False)
    _named: dict[frozenset[str], tuple[frozenset[str], int]] = field(default_factory=dict, repr=False)

    def add(self, one: Reading) -> None:
        """Takes in an article, which may be another version of one that is there."""
        self.names[one.doc] = shared((*self.names.get(one.doc, ()), *one.names))
        self.homes[one.doc] = intern(min(one.home, self.homes.get(one.doc, one.home)))
        self._tell(one)
        for mine in one.profiles:
            there = self.profiles.get(mine.actor.id)
            if there is None:
                self.profiles.set(mine.actor.id, mine)
            elif there != mine:
                both = _merged(there.actor, mine.actor)
                self.profiles.set(mine.actor.id, Profile(both, one.doc, there.posts | mine.posts))

    def _tell(self, one: Reading) -> None:
        """Of two statements of a claim the first counts, of two versions of an article the lesser wording."""
        told = {wording.claim: wording for wording in reversed(one.wordings)}
        for wording in self.told.get(one.doc, ()):
            told[wording.claim] = min(wording, told.get(wording.claim, wording), key=Wording.row)
        if told:
            self.told.set(one.doc, tuple(told.values()))

    def close(self) -> None:
        """Drops what stands in files."""
        self.profiles.close()
        self.told.close()

    def forget_actors(self) -> None:
        """Drops what only the joining of actors needs."""
        self.profiles.close()
        for held in (self.names, self.homes, self._weights, self._named):
            held.clear()

    def weigh(self) -> None:
        """Rare names count more: the inverse document frequency of each name, once all articles are in.

        As whole numbers, whose sums do not depend on the order.
        """
        counted = Counter(name for names in self.names.values() for name in names)
        self._weights = {
            name: round(math.log((1 + len(self.names)) / number) * _UNIT) for name, number in counted.items()
        }

    def closeness(self, docs: frozenset[str], others: frozenset[str], without: frozenset[str]) -> float:
        """How much of whom the smaller part's articles name is named by the other's too, by weight, 0..1."""
        (ours, weight), (theirs, other) = self._in(docs), self._in(others)
        smaller = min(weight - self._sum(ours & without), other - self._sum(theirs & without))
        return self._sum((ours & theirs) - without) / smaller if smaller else 0.0

    def shared(self, docs: frozenset[str], others: frozenset[str], without: frozenset[str]) -> list[str]:
        """The names that both parts' articles have, the rarest first."""
        both = (self._in(docs)[0] & self._in(others)[0]) - without
        return sorted(both, key=lambda name: (-self._weights[name], name))

    def _in(self, docs: frozenset[str]) -> tuple[frozenset[str], int]:
        """All names of these articles, and their weight; kept for a while, since some actors are in most articles."""
        if docs not in self._named:
            if len(self._named) >= _KEPT:
                self._named.clear()
            names = frozenset().union(*(self.names[doc] for doc in docs))
            self._named[docs] = names, self._sum(names)
        return self._named[docs]

    def _sum(self, names: frozenset[str]) -> int:
        return sum(self._weights[name] for name in names)


def _rows(told: tuple[Wording, ...]) -> Row:
    return tuple(one.row() for one in told)


def _of_rows(rows: Row) -> tuple[Wording, ...]:
    return tuple(map(Wording.of, rows))


def _merged(one: Actor, other: Actor) -> Actor:
    """The same own id met twice (an article in two versions): all of both, whichever came first."""
    keys = sorted(key for key in (one.gazetteer, other.gazetteer) if key)
    aliases = tuple(sorted({*one.aliases, *other.aliases, one.name, other.name} - {min(one.name, other.name)}))
    return replace(one, name=min(one.name, other.name), aliases=aliases, gazetteer=keys[0] if keys else None)
