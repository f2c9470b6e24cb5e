"""What is known of each actor of each article that helps to tell who it is: names, posts, and who else is named there.

Not for comparing two of them.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.ids import normal_name
from kg.model import Actor, Extraction, Kind, Mention, MentionType

CLASSES = {
    Kind.PERSON: "person",
    Kind.ORGANIZATION: "body",
    Kind.MEDIA: "body",
    Kind.PLACE: "place",
    Kind.STATE: "place",
    Kind.DOCUMENT: "document",
    Kind.GROUP: "group",
    Kind.UNNAMED: "unnamed",
}
"""Kinds between which readers of one name waver are one class."""

HOME = "ukraine"
"""Key of the state that a body without one belongs to, where the article names no other state more often."""


_KEPT = 500
"""Sets of articles whose names are kept together."""
_UNIT = 2**32
"""Parts of one that weights are counted in."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One actor of one article: `posts` are those that stand right before its name, in the nominative."""

    actor: Actor
    doc: str
    posts: frozenset[str] = frozenset()

    @property
    def group(self) -> str:
        """The class of the actor's kind."""
        return CLASSES[self.actor.kind]


@dataclass
class Corpus:
    """All profiles by own id, and of each article whom it names and which state it speaks of most."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    _weights: dict[str, int] = field(default_factory=dict, repr=False)
    _named: dict[frozenset[str], tuple[frozenset[str], int]] = field(default_factory=dict, repr=False)

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


def context(extraction: Extraction, states: Mapping[str, str]) -> tuple[frozenset[str], str]:
    """Keys of the actors that an article names, and the state (gazetteer key) that it speaks of most."""
    names = frozenset(
        actor.gazetteer or normal_name(actor.name)
        for actor in extraction.actors
        if actor.kind is not Kind.UNNAMED and any(char.isupper() for char in actor.name)
    )
    owner = {actor.id: states[actor.gazetteer or ""] for actor in extraction.actors if actor.gazetteer in states}
    counted = Counter(owner[one.actor] for one in extraction.mentions if one.actor in owner)
    best = min(counted, key=lambda key: (-counted[key], key != HOME, key), default=HOME)
    return names, best if counted.get(best, 0) > counted.get(HOME, 0) else HOME


def posts(extraction: Extraction) -> dict[str, frozenset[str]]:
    """Actor's own id -> the posts named right before it."""
    jobs: dict[int, Mention] = {one.span.end: one for one in extraction.mentions if one.type is MentionType.JOB}
    found: dict[str, set[str]] = {}
    for one in extraction.mentions:
        job = jobs.get(one.span.start - 1)
        if one.type is MentionType.PERS and one.actor and job is not None:
            found.setdefault(one.actor, set()).add(normal_name(job.name).split(" ")[0])
    return {own: frozenset(words) for own, words in found.items()}
