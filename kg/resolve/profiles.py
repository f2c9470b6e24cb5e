"""What is known of each actor of each article that helps to tell who it is: names, posts, and who else is named there.

Not for comparing two of them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

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

    def row(self) -> tuple[Any, ...]:
        """Its fields, for a shelf."""
        one = self.actor
        return one.id, one.name, one.kind.value, one.aliases, one.gazetteer, self.doc, tuple(self.posts)

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> Self:
        """The inverse of `row`."""
        own, name, kind, aliases, gazetteer, doc, posts = row
        return cls(Actor(own, name, Kind(kind), aliases, gazetteer), doc, frozenset(posts))


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
