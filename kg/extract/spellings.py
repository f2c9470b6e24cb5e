"""Surnames that one article spells in two ways: foreign ones by two tables ("Ґетц", "Гец"), misprints.

Not for cases of one name: those are `kg.extract.clusters`.
"""

import re

from kg.nlp.words import fold, is_known

_TWICE = re.compile(r"([бвгджзклмнпрстфхцчшщ])\1")
_SHORTEST = 6
"""Letters of a surname in which one may be a misprint."""


def loosely(word: str) -> str:
    """The word with what tables for foreign names write in two ways written in one: ґ as г, тц as ц, no letter twice;
    the first letter keeps its size."""
    plain = word.replace("ґ", "г").replace("Ґ", "Г").replace("тц", "ц")
    return _TWICE.sub(r"\1", plain)


def misprinted(one: str, other: str) -> bool:
    """Whether one of two surnames, both in the nominative, is a misprint of the other.

    One letter is another, missing or too many, or two have changed places, neither at the beginning nor at the end; the
    dictionary knows at most one of the two.
    """
    if one[0] != other[0] or min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    first, second = fold(one), fold(other)
    if first == second or first[-2:] != second[-2:] or (is_known(first) and is_known(second)):
        return False
    start = next(place for place in range(len(first)) if first[: place + 1] != second[: place + 1])
    rest, also = first[start:], second[start:]
    turned = rest[:2] == also[1::-1] and rest[2:] == also[2:]
    return turned or rest[1:] == also[1:] or rest[1:] == also or rest == also[1:]
