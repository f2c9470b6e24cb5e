"""Whether two names can be one person's: surname, first names and initials in any case, two spellings.

Not for names of bodies, nor for which of several persons a name means: that is `kg.extract.clusters`.
"""

import re
from functools import lru_cache

from kg.extract.people import is_patronymic
from kg.extract.spellings import loosely
from kg.nlp.gazetteer import keys
from kg.nlp.words import fold, guesses, is_known, readings

INITIAL = re.compile(r"^[^\W\d_]\.?$")


@lru_cache(maxsize=1 << 10)
def same_person(one: str, other: str) -> bool:
    """Whether two names (in any case) can be one person's: the same surname, first names equal, initial or absent."""
    ours, theirs = name_words(one), name_words(other)
    if not ours or not theirs:
        return False
    if len(ours) == 1 or len(theirs) == 1:
        single, full = (ours[0], theirs) if len(ours) == 1 else (theirs[0], ours)
        named = is_first(single, ("Name", "Surn")) or not is_known(fold(single))
        first = len(full) > 1 and named and _same_name(single, full[0])
        return first or _same_surname(single, full[-1])
    if not _same_surname(ours[-1], theirs[-1]):
        return False
    return _compatible(ours[0], theirs[0])


def _same_surname(one: str, other: str) -> bool:
    """Whether two surnames are one, or one of them a part of the other: "Бродська" of "Міщенко-Бродська"."""
    if _same_name(one, other):
        return True
    if ("-" in one) == ("-" in other):
        return False
    single, parts = (one, other.split("-")) if "-" in other else (other, one.split("-"))
    return any(part and _same_name(single, part) for part in parts)


def letter(word: str) -> str:
    """The letter with which all spellings and cases of a name begin."""
    return loosely(word[0]).upper()


def _same_name(one: str, other: str) -> bool:
    if letter(one) != letter(other):
        return False
    one, other = loosely(one), loosely(other)
    return not keys(one).isdisjoint(keys(other)) or _is_case_of(one, other) or _is_case_of(other, one)


def _is_case_of(one: str, other: str) -> bool:
    """Whether a word can be a case of a name that the dictionary does not know, though it knows the word as another's
    (Сакала: of Сакал, not of Сакало)."""
    name = fold(other)
    return not is_known(name) and other[0].isupper() and any(guess.stem == name for guess in guesses(fold(one)))


@lru_cache(maxsize=1 << 10)
def is_first(word: str, kinds: tuple[str, ...] = ("Name",)) -> bool:
    return any(one.name in kinds for one in readings(fold(word)))


def _compatible(one: str, other: str) -> bool:
    if INITIAL.match(one) or INITIAL.match(other):
        return one[0] == other[0]
    return _same_name(one, other)


@lru_cache(maxsize=1 << 13)  # each name is compared with all others of the article: a list of people has thousands
def name_words(name: str) -> tuple[str, ...]:
    """First name (or initial) and surname; patronymics and particles left out."""
    found: list[str] = re.findall(r"[^\W\d_](?:[\w'’ʼ-]*[^\W_])?", name)
    words = [word for word in found if word[0].isupper()] or found
    kept = [word for word in words if not is_patronymic(word)]
    kept = kept or words
    if len(kept) == 2 and is_first(kept[1]) and not is_first(kept[0]):
        kept.reverse()
    return tuple([kept[0], kept[-1]] if len(kept) > 1 else kept)
