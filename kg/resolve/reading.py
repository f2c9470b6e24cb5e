"""What resolution wants of one article, and nothing of any other: so articles can be read in any place and order.

Not for what follows from many articles (`kg.resolve.profiles`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kg import ids
from kg.model import Actor, Extraction, Kind
from kg.resolve.profiles import Profile, context, posts
from kg.resolve.wording import Wording, read, shared

if TYPE_CHECKING:
    from kg.nlp.gazetteer import Entry, Gazetteer


@dataclass(frozen=True, slots=True)
class Reading:
    """Of the article `doc`: whom it `names` (sorted), the state that it speaks of most, its actors and its claims."""

    doc: str
    names: tuple[str, ...]
    home: str
    profiles: tuple[Profile, ...]
    wordings: tuple[Wording, ...]


def reader(gazetteer: "Gazetteer") -> Callable[[Extraction], Reading]:
    """What reads an article: of its extraction alone."""
    states = {key: entry.metonym or key for key, entry in gazetteer.entries.items() if _of_state(entry, gazetteer)}
    return partial(_read, states=states)


def _read(extraction: Extraction, states: Mapping[str, str]) -> Reading:
    extraction = complete(extraction)
    names, home = context(extraction, states)
    held = posts(extraction)
    profiles = (Profile(one, extraction.doc, held.get(one.id, frozenset())) for one in extraction.actors)
    return Reading(extraction.doc, shared(names), home, tuple(profiles), tuple(read(extraction)))


def _of_state(entry: "Entry", gazetteer: "Gazetteer") -> bool:
    return gazetteer.acting(entry).kind is Kind.STATE


def complete(extraction: Extraction) -> Extraction:
    """The extraction with an actor for every name that it uses; what a gold line lacks is made from the name."""
    there = {actor.name for actor in extraction.actors}
    missing = {name: kind for name, kind in _used(extraction) if name not in there}
    if not missing:
        return extraction
    made = (Actor(ids.actor_id(extraction.doc, kind, name), name, kind) for name, kind in missing.items())
    return replace(extraction, actors=(*extraction.actors, *made))


def _used(extraction: Extraction) -> Iterator[tuple[str, Kind]]:
    """Names with a kind; where a name is a source, its kind as a source comes last and so counts."""
    for one in extraction.statements:
        names = (*one.via, *one.about, one.on_behalf_of, one.addressee)
        yield from ((name, Kind.UNNAMED) for name in names if name)
    for relation in extraction.relations:
        yield from ((name, Kind.UNNAMED) for name in (relation.subject, relation.object))
    yield from ((one.source.name, one.source.kind) for one in extraction.statements)
