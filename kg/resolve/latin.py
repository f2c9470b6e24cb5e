"""Ukrainian names in Latin letters by the official table, and what is left of a name when spellings are set aside.

Not for deciding whether two names are one: that is `kg.resolve.people` and `kg.resolve.bodies`.
"""

import re
import unicodedata
from functools import cache, lru_cache

from kg.data import load_toml
from kg.nlp.words import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‘`´-][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[а-яіїєґёыэъ]", re.IGNORECASE)


@cache
def _sounds() -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in load_toml("translit.toml")["sounds"])


def is_cyrillic(text: str) -> bool:
    """Whether a Cyrillic letter is in the text."""
    return _CYRILLIC.search(text) is not None


def romanize(text: str) -> str:
    """The text in Latin letters by the table of 2010 (КМУ № 55); capitals are kept, other characters stay."""
    return _WORD.sub(lambda found: _word(found.group()), text)


def _word(word: str) -> str:
    made = "-".join(_part(part) for part in word.split("-"))
    if word.isupper() and len(word) > 1:
        return made.upper()
    return made


def _part(word: str) -> str:
    table = load_toml("translit.toml")
    letters = [(low[0], char.isupper()) for char in word if (low := fold(char))]  # stress marks are gone
    low = "".join(letter for letter, _ in letters)
    made, place = "", 0
    while place < len(low):
        pair = table["pairs"].get(low[place : place + 2])
        letter, upper = letters[place]
        latin = pair or (table["start"].get(letter) if place == 0 else None) or table["letters"].get(letter, letter)
        made += latin[:1].upper() + latin[1:] if upper else latin
        place += 2 if pair else 1
    return made


@lru_cache(maxsize=1 << 11)
def skeleton(word: str) -> str:
    """A word by its sounds, small Latin letters without marks, each doubled letter once: Рааб and Раб are the same."""
    latin = _part(word) if is_cyrillic(word) else word
    plain = "".join(char for char in unicodedata.normalize("NFD", latin.casefold()) if char.isalpha())
    for spelling, sound in _sounds():
        plain = plain.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", plain)


def consonants(word: str) -> str:
    """The skeleton without vowels: what Cyrillic and Latin spellings of one name share."""
    return re.sub(r"[aeiou]", "", skeleton(word))
