"""A source with its reference resolved, and what later references ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from kg.extract.bodies import Phrase
from kg.extract.holders import groups, is_institute
from kg.model import Kind, Source
from kg.nlp.decline import genitive
from kg.nlp.gazetteer import WORD, keys
from kg.nlp.morph import gender


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


def is_unnamed(one: Resolved, lemma: str) -> bool:
    """Whether the source is one person without a name whom the noun may mean too, by its gender; "джерело" is none."""
    own = {"masc": "Masc", "femn": "Fem"}.get(gender(lemma) or "", "")
    person = one.source.kind is Kind.UNNAMED and one.source.span is not None and not one.plural
    return person and one.lemma != "джерело" and fits(one, own)


def agrees(one: Resolved, wanted: tuple[str, ...]) -> bool:
    if "Plur" in wanted:
        return one.plural or one.source.kind in (Kind.GROUP, Kind.ORGANIZATION)
    if one.source.kind not in (Kind.PERSON, Kind.UNNAMED):
        return False
    return not one.plural and (not one.gender or one.gender in wanted)


def told_by(history: Sequence[Resolved], phrase: Phrase) -> Resolved | None:
    """The source that the phrase was, if it was one."""
    same = ((one, one.source.span) for one in reversed(history) if one.lemma == phrase.lemma)
    return next((one for one, span in same if span is not None and span.start <= phrase.head < span.end), None)


def owned_document(words: Sequence[str], history: Sequence[Resolved]) -> Resolved | None:
    """The last document whose name holds all proper names among the words ("документ Білого дому": меморандум)."""
    owners = [keys(word) for word in words if word[:1].isupper()]
    for other in reversed(history if owners else []):
        names = [keys(word) for word in WORD.findall(other.source.name)]
        if other.source.kind is Kind.DOCUMENT and all(any(owner & name for name in names) for owner in owners):
            return other
    return None


_REPORTING = (Kind.ORGANIZATION, Kind.MEDIA, Kind.DOCUMENT, Kind.STATE)
_NEAR, _LAST = 400, 40
"""Characters before a paragraph, and sources, in which a report is looked for with which the paragraph goes on."""


def report_before(history: Sequence[Resolved], start: int) -> Resolved | None:
    """The last source that reports: near the paragraph that begins at `start`, or further back where no two persons
    spoke since."""
    persons = 0
    for one in islice(reversed(history), _LAST):
        if one.source.kind in _REPORTING and one.source.span:
            return one
        persons += one.place < start - _NEAR and one.source.kind is Kind.PERSON
        if persons > 1:
            break
    return None


def last_institute(history: Sequence[Resolved]) -> str | None:
    """The genitive of the body that was cited last, of one whose people write analyses."""
    for one in reversed(history):
        name = one.source.name
        if one.source.kind is Kind.ORGANIZATION and (is_institute(name) or name.isascii()):
            return genitive(name)
        owner = name.partition(" ")[2]
        if one.source.kind in (Kind.DOCUMENT, Kind.GROUP) and is_institute(owner):
            return owner  # "звіт Інституту вивчення війни"
    return None
