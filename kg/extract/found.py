"""Where an article names something: entities of the recogniser cleaned, known names that it missed, names by their shape.

Not for who is who among them: that is `kg.extract.mentions`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kg.model import Kind, MentionType
from kg.nlp.gazetteer import WORD, Entry, Gazetteer, Hit
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, is_fixed_shape, is_known, readings

NAMED = frozenset({MentionType.PERS, MentionType.ORG, MentionType.LOC, MentionType.DOC, MentionType.ART})
_TYPES = {Kind.PERSON: MentionType.PERS, Kind.PLACE: MentionType.LOC, Kind.STATE: MentionType.LOC, Kind.DOCUMENT: MentionType.DOC}
_EDGES = " \t\n\r\u00a0\"'«»„“”‘.,;:!?()[]–—-"
_PARTICLES = frozenset({"де", "ван", "фон", "дер", "аль", "ель", "бін", "бен", "ла", "ді", "да", "ле", "оф"})


@dataclass(frozen=True, slots=True)
class Found:
    """A naming: place (code points), type, and the known actor where the gazetteer has it."""

    start: int
    end: int
    type: MentionType
    entry: Entry | None = None

    def overlaps(self, other: "Found") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def inside(self, other: "Found") -> bool:
        """Whether this one lies in the other, and is shorter."""
        return other.start <= self.start and self.end <= other.end and self.end - self.start < other.end - other.start


def find(doc: Doc, gazetteer: Gazetteer) -> list[Found]:
    """All namings in reading order; of two that overlap the longer one, posts apart, which may hold others."""
    text = doc.text
    known = [_of_hit(hit) for hit in gazetteer.scan(text)]
    named = [one for entity in doc.ents for one in _clean(entity) if _plausible(doc, one)]
    named = [replace(one, entry=gazetteer.find(text[one.start : one.end])) if one.type in NAMED else one for one in named]
    posts = [one for one in named if one.type is MentionType.JOB]
    rest = [one for one in named if one.type is not MentionType.JOB]
    shaped = _people(text)
    chosen = _choose([*known, *shaped, *(_cut(one, known, text) for one in rest)])
    kept = [one for one in posts if not any(one.inside(other) for other in chosen)]
    return sorted({*chosen, *kept}, key=lambda one: (one.start, -one.end))


def _of_hit(hit: Hit) -> Found:
    return Found(hit.start, hit.end, _TYPES.get(hit.entry.kind, MentionType.ORG), hit.entry)


def _cut(one: Found, known: Iterable[Found], text: str) -> Found:
    """An entity that runs on after a known body or person, cut to it ("Білий дім з питань …")."""
    if one.type is not MentionType.ORG:
        return one
    for other in known:
        runs_on = other.start == one.start and other.end < one.end and other.type in (MentionType.ORG, MentionType.PERS)
        if runs_on and text[other.end : one.end].lstrip()[:1].islower():
            return other
    return one


def _choose(found: Iterable[Found]) -> list[Found]:
    """Without overlaps: longer ones first, of equal ones the known, then in reading order."""
    chosen: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.entry is None, one.start, one.type.value)):
        if not any(one.overlaps(other) for other in chosen):
            chosen.append(one)
    return chosen


def _clean(entity: Span) -> Iterator[Found]:
    """The entity without quotation marks and a common noun before the name; none if nothing is left."""
    try:
        kind = MentionType(entity.label_)
    except ValueError:
        return
    start, end = trim(entity.doc.text, entity.start_char, entity.end_char)
    if kind is MentionType.PERS:
        start, end = _name_stretch(entity.doc.text, start, end)
    elif kind is MentionType.ORG:
        start = _after_generic(entity.doc.text, start, end)
        end = start + len(_TAIL.sub("", entity.doc.text[start:end]))
    if end - start > 1 and "\n" not in entity.doc.text[start:end]:
        yield Found(start, end, kind)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space, quotation marks and punctuation at its edges; a closing quotation mark of an inner title stays."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        inner = text[start : end - 1]
        if (text[end - 1] == "»" and "«" in inner) or (text[end - 1] in "\"”“" and inner.count(text[end - 1]) % 2 == 1):
            break
        if text[end - 1] == "”" and "“" in inner or text[end - 1] == "." and inner[-1:].isupper() and inner[-2:-1] in " .":
            break
        end -= 1
    return start, end


_TAIL = re.compile(r"\s+(?:і|й|та|але|а|цього|минулого|наступного|року|тижня|місяця|з|із|зі|у|в|на|до|від|за|про|який|яка|яке|що)(?:\s+(?:року|тижня|місяця))?$")


def _name_stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """The name itself: the first run of capitalised words ("речник Юрій Ігнат"); an empty stretch if there is none."""
    first = last = end
    for word in WORD.finditer(text, start, end):
        named = word.group()[0].isupper() or word.group() in _PARTICLES
        if named and first == end:
            first = word.start()
        elif not named and first != end:
            return first, last
        last = word.end() if named else last
    return first, max(first, last) if last != end or first == end else last


def _after_generic(text: str, start: int, end: int) -> int:
    """Where the proper name begins after "видання", "компанія" and the like before a Latin or quoted name."""
    first = WORD.match(text, start, end)
    if first is None or not first.group()[0].islower() or first.end() >= end:
        return start
    rest = text[first.end() : end].lstrip()
    quoted = rest[0] in "«\"“„" and rest.rstrip("»\"”“").count(" ") < 6
    latin = rest[0].isascii() and rest[0].isupper()
    if not (quoted or latin):
        return start
    return trim(text, end - len(rest), end)[0]


def _plausible(doc: Doc, one: Found) -> bool:
    """Whether a name looks like one: not an ordinary word that stands first in its sentence or has no capital."""
    if one.type not in NAMED or one.type in (MentionType.DOC, MentionType.ART):
        return True
    words = [match.group() for match in WORD.finditer(doc.text, one.start, one.end)]
    if not words or len(words) > 14:
        return False
    capitals = [word for word in words if any(char.isupper() for char in word) or is_fixed_shape(word)]
    if not capitals:
        return one.type is MentionType.ORG and kind_of_noun(words[0]) is not None and len(words) > 1
    if len(words) > 1 or is_fixed_shape(words[0]):
        return True
    return not (starts_sentence(doc.text, one.start) and is_ordinary(words[0]))


def starts_sentence(text: str, place: int) -> bool:
    """Whether the place is the first of a sentence or a quotation, by the characters before it."""
    before = text[max(0, place - 4) : place]
    bare = before.rstrip(" \u00a0\"«“„(")
    return not bare or bare[-1] in ".!?:\n–—"


def is_ordinary(word: str) -> bool:
    """Whether a capitalised word is also a dictionary word that is no name of a person."""
    low = fold(word)
    if not is_known(low):
        return False
    return not any(one.name for one in readings(low))


_RUN = re.compile(r"[А-ЯІЇЄҐ][\w'’ʼ]+(?:-[А-ЯІЇЄҐ][\w'’ʼ]+)?(?: [А-ЯІЇЄҐ][\w'’ʼ]+(?:-[А-ЯІЇЄҐ][\w'’ʼ]+)?){1,2}")
_INITIALS = re.compile(r"\b[А-ЯІЇЄҐ]\. ?(?:[А-ЯІЇЄҐ]\. ?)?[А-ЯІЇЄҐ][а-яіїєґ'’ʼ]+(?:-[А-ЯІЇЄҐ][а-яіїєґ'’ʼ]+)?")


def _people(text: str) -> list[Found]:
    """Persons by shape: a first name and a capitalised word that may be a surname; initials and a surname."""
    found = [Found(match.start(), match.end(), MentionType.PERS) for match in _INITIALS.finditer(text)]
    for match in _RUN.finditer(text):
        start, end = match.span()
        words = match.group().split(" ")
        while len(words) > 1 and not _is_first_name(words[0]):
            start += len(words[0]) + 1
            words = words[1:]
        if len(words) > 1 and all(_may_be_surname(word) for word in words[1:]):
            found.append(Found(start, end, MentionType.PERS))
    return found


def _is_first_name(word: str) -> bool:
    return not is_fixed_shape(word) and any(one.name == "Name" for one in readings(fold(word)))


def _may_be_surname(word: str) -> bool:
    if is_fixed_shape(word) or word.isupper():
        return False
    known = readings(fold(word))
    return not known or any(one.name or one.pos == "ADJF" for one in known)
