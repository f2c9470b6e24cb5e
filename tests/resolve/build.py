"""Small extractions for the tests of this room."""

from collections.abc import Iterable
from typing import Any

from kg import ids
from kg.model import Actor, Extraction, Mention, MentionType, Span

Named = tuple[Any, ...]
"""Name, kind, and where it has them aliases and gazetteer key."""


def actor(doc: str, named: Named) -> Actor:
    """An actor of an article from name, kind, aliases, gazetteer key."""
    name, kind, aliases, key = (named + ((), None)[len(named) - 2 :])[:4]
    return Actor(ids.actor_id(doc, kind, name), name, kind, aliases, key)


def article(doc: str, *named: Named, posts: Iterable[tuple[str, str]] = ()) -> Extraction:
    """An extraction with these actors; `posts` are pairs of an actor's name and the post before it."""
    actors = tuple(actor(doc, one) for one in named)
    owner = {one.name: one.id for one in actors}
    mentions, place = [], 0
    for name, post in posts:
        job, person = Span(place, place + len(post), post), Span(place + len(post) + 1, place + len(post) + 2, "X")
        mentions.append(Mention(f"m{place}", job, MentionType.JOB, post))
        mentions.append(Mention(f"m{place}p", person, MentionType.PERS, name, owner[name]))
        place = person.end + 2
    return Extraction(doc, actors=actors, mentions=tuple(mentions))
