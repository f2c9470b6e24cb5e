"""When two names can be one person's, and how sure that is from the names alone. Not for what the articles tell."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.nlp.words import fold, readings
from kg.resolve.latin import consonants, is_cyrillic, skeleton

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‘`´-][^\W\d_]+)*")
_NUMERAL = re.compile(r"[IVXІХ]{1,5}")
_PARTICLES = frozenset(
    {"фон", "ван", "де", "дер", "ді", "да", "ле", "ла", "аль", "ель", "бін", "von", "van", "de", "der"}
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """`first` is a first name, an initial ("С") or empty; `patronymic` may be empty."""

    first: str
    surname: str
    patronymic: str = ""

    @property
    def full(self) -> bool:
        """Whether a first name of more than a letter is there."""
        return len(self.first) > 1


@lru_cache(maxsize=1 << 10)
def parse(name: str) -> PersonName | None:
    """A person's name in parts; None for what is not made of names alone ("президент спілки", "вона")."""
    words = _WORD.findall(name)
    if any((word[0].islower() and fold(word) not in _PARTICLES) or _NUMERAL.fullmatch(word) for word in words):
        return None
    patronymic = next((word for word in words[1:] if _is(word, "Patr")), "")
    words = [word for word in words if word != patronymic and fold(word) not in _PARTICLES]
    if not words:
        return None
    if len(words) == 1:
        return PersonName("", words[0], patronymic)
    if len(words) == 2 and _is(words[1], "Name") and not _is(words[1], "Surn") and not _is(words[0], "Name"):
        words.reverse()
    return PersonName(words[0], words[-1], patronymic)


@lru_cache(maxsize=1 << 10)
def _is(word: str, grammeme: str) -> bool:
    return any(one.name == grammeme for one in readings(fold(word)))


def surname_key(name: PersonName) -> str:
    """The block of the name: surnames in one block sound alike."""
    return skeleton(name.surname)


def likeness(one: PersonName, other: PersonName) -> tuple[float, str]:
    """How surely two full names (or an initial and a full name) with one surname key are one person's, and why.

    0 where they cannot be: known first names that differ (Олег and Олена), other initials, other patronymics.
    """
    if one.patronymic and other.patronymic and skeleton(one.patronymic) != skeleton(other.patronymic):
        return 0.0, "other patronymic"
    if not (one.full and other.full):
        return (0.6, "same initial") if one.first[:1] == other.first[:1] else (0.0, "other initial")
    if is_cyrillic(one.first) != is_cyrillic(other.first):
        same = consonants(one.first) == consonants(other.first) and len(consonants(one.first + one.surname)) > 3
        return (0.9, "same name in Latin") if same else (0.0, "other first name")
    ours, theirs = skeleton(one.first), skeleton(other.first)
    if fold(one.first) == fold(other.first):
        return 0.95, "same first name"
    if _is(one.first, "Name") and _is(other.first, "Name"):
        return 0.0, "other first name"
    if ours == theirs:
        return 0.9, "spelling of the first name"
    if ours[:1] == theirs[:1] and min(len(ours), len(theirs)) > 4 and _one_edit(ours, theirs):
        return 0.8, "spelling of the first name"
    return 0.0, "other first name"


def _one_edit(one: str, other: str) -> bool:
    """Whether one change of a vowel, or one letter more, makes them the same; the last letter tells the gender."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or short[-1] != long[-1]:
        return False
    place = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[place + (len(short) == len(long)) :] == long[place + 1 :]
