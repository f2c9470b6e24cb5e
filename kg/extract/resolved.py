"""A source with its reference resolved, and what later references ask of it."""

from dataclasses import dataclass

from kg.extract.holders import groups
from kg.model import Kind, Source


@dataclass(slots=True)
class Resolved:
    """A source with what later references need to know of it."""

    source: Source
    place: int
    lemma: str = ""
    gender: str = ""
    plural: bool = False
    rule: str = ""
    until: int = 0
    """Where its words end, if they are quoted (code points)."""


def again(one: Resolved, place: int) -> Resolved:
    return Resolved(one.source, place, one.lemma, one.gender, one.plural, "same as before")


def is_outlet(one: Resolved) -> bool:
    """Whether the source is one outlet, not the net, the press or outlets in the plural."""
    return one.source.kind is Kind.MEDIA and not one.plural and one.lemma not in groups()["many"]


def fits(one: Resolved, gender: str) -> bool:
    return not gender or not one.gender or one.gender == gender or one.source.kind not in (Kind.PERSON, Kind.UNNAMED)


def agrees(one: Resolved, wanted: tuple[str, ...]) -> bool:
    if "Plur" in wanted:
        return one.plural or one.source.kind in (Kind.GROUP, Kind.ORGANIZATION)
    if one.source.kind not in (Kind.PERSON, Kind.UNNAMED):
        return False
    return not one.plural and (not one.gender or one.gender in wanted)
