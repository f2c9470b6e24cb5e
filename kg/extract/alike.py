"""With which actors of an article a naming is compared: those that share with it what all rules that join two ask for.

Not for whether they are one (`kg.extract.clusters`): whoever is left out here could not be.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from kg.extract.samenames import letter, name_words
from kg.extract.spellings import misprinted
from kg.extract.stretches import Found
from kg.ids import normal_name
from kg.model import MentionType
from kg.nlp.gazetteer import WORD, keys
from kg.nlp.words import fold

T = TypeVar("T")
Mark = Hashable
SMALL = frozenset(
    {"і", "й", "та", "з", "із", "у", "в", "на", "до", "для", "по", "про", "при", "за", "of", "the", "and", "for"}
)
"""Words that an acronym may leave out."""
_UKRAINE = " України"
_TAIL = 2
"""Letters at the end of a surname in which no misprint is looked for."""


class Alike(Generic[T]):
    """The actors in the making of one article, in order of their first naming, by the marks of all their namings."""

    def __init__(self) -> None:
        self.all: list[T] = []
        self._at: dict[Mark, set[int]] = defaultdict(set)
        self._full: dict[Mark, dict[tuple[int, str, str], None]] = defaultdict(dict)

    def to(self, one: Found, surface: str, form: str, partner: Found | None) -> list[T]:
        """Those with which a naming (its words, its nominative, the naming that its brackets explain) is compared."""
        asked = [*_of_entry(one, surface), ("found", partner)]
        asked += _person_asked(surface) if one.type is MentionType.PERS else _body_asked(surface)
        asked += _titles(one, form)
        return [self.all[number] for number in sorted(set().union(*(self._at.get(mark, ()) for mark in asked)))]

    def add(self, number: int, one: Found, surface: str, form: str) -> None:
        """Keep that a naming is one of the actor with this number in `all`."""
        for mark in (("found", one), *_of_entry(one, ""), *_person(surface), *_body(surface), *_titles(one, form)):
            self._at[mark].add(number)
        given, _, surname = form.rpartition(" ")
        if given and surname:
            self._full[_ends(surname)][number, given, surname] = None

    def misprints(self, form: str) -> Iterator[T]:
        """Those with a first name, the same if the naming has one, whose surname that of the naming misprints."""
        given, _, own = form.rpartition(" ")
        found = self._full.get(_ends(own), {}) if own else ()
        numbers = {
            number: None for number, first, surname in found if given in ("", first) and misprinted(own, surname)
        }
        return (self.all[number] for number in numbers)


def _ends(surname: str) -> Mark:
    return surname[0], fold(surname)[-_TAIL:]


def _of_entry(one: Found, asking: str) -> Iterator[Mark]:
    """By gazetteer and sense; `asking` are the words of a naming that asks, of which capitals may be another state's
    body."""
    if one.entry is not None:
        yield "entry", one.entry.key
        if asking.isupper():
            yield "abroad", one.entry.key
    if one.sense is not None:
        yield "sense", one.sense
        if not asking and one.entry is None:
            yield "abroad", one.sense.split(" ")[0]


def _titles(one: Found, form: str) -> Iterator[Mark]:
    """The nominative, and the name of an entry as it is without the state."""
    yield "title", normal_name(form)
    if one.entry is not None:
        yield "title", normal_name(one.entry.name.removesuffix(_UKRAINE))


def _letters(surname: str) -> set[str]:
    return {letter(part) for part in (surname, *surname.split("-")) if part}


def _person(surface: str) -> Iterator[Mark]:
    """First letters of first name and surname, or of the one word there is."""
    words = name_words(surface)
    if len(words) == 1:
        yield from (("one", own) for own in _letters(words[0]))
    elif words:
        yield "half", letter(words[0])
        for own in _letters(words[-1]):
            yield from (("half", own), ("both", letter(words[0]), own))


def _person_asked(surface: str) -> Iterator[Mark]:
    words = name_words(surface)
    if len(words) == 1:
        yield from ((kind, own) for own in _letters(words[0]) for kind in ("one", "half"))
    elif words:
        yield "one", letter(words[0])
        for own in _letters(words[-1]):
            yield from (("one", own), ("both", letter(words[0]), own))


def _body(surface: str) -> Iterator[Mark]:
    """What its first two words are forms of, the beginning of the first, the first letters of an acronym and of what
    one may be of."""
    words = WORD.findall(surface)
    yield from (("word", key) for word in words[:2] for key in keys(word))
    yield from _initials(surface, words, "acronym", "long")


def _body_asked(surface: str) -> Iterator[Mark]:
    words = WORD.findall(surface)
    yield from (("word", key) for word in words[:1] for key in keys(word))
    yield from _initials(surface, words, "long", "acronym")


def _initials(surface: str, words: list[str], acronym: str, long: str) -> Iterator[Mark]:
    if not words:
        return
    yield "clipped", fold(words[0])[:2]
    if surface.isupper():
        yield acronym, surface[0]
    parts = [part for word in words for part in word.split("-") if part]
    told = next((part for part in parts if part.lower() not in SMALL), parts[0])
    yield long, parts[0][0].upper()
    yield long, told[0].upper()
