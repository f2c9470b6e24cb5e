"""The keys that different names of one body, place or document share, each with how sure it is and why.

Not for people (`kg.resolve.people`) nor for what the articles tell.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kg.data import load_toml
from kg.ids import APOSTROPHES
from kg.model import Kind
from kg.nlp.gazetteer import WORD, keys, load
from kg.nlp.words import fold, readings
from kg.resolve.latin import is_cyrillic, skeleton

_SMALL = frozenset(
    {"і", "й", "та", "з", "із", "у", "в", "на", "до", "для", "по", "про", "при", "за", "of", "the", "and", "for"}
)


LATIN = "same sounds in Latin"
"""The rule of a key that holds only between a Latin and a Cyrillic spelling."""


class Key(NamedTuple):
    """`value` is shared by names of one actor; `rule` says why, `score` (0..1) how surely."""

    value: str
    rule: str
    score: float


@lru_cache(maxsize=1 << 10)
def name_keys(name: str) -> tuple[Key, ...]:
    """All keys of one name."""
    return tuple(_keys(name))


def _keys(name: str) -> Iterator[Key]:
    words = WORD.findall(name)
    if not words or not is_proper(name) or is_of_many(name) or is_adjective(name):
        return
    squashed = squash(words)
    if len(squashed) > 2:
        yield Key(squashed, "same letters", 0.95)
    if (rest := _without_kind(name, words)) and len(rest) > 2:
        yield Key(rest, "same name without the kind of thing", 0.9)
    if len(words) > 1 and (state := _by_state(name)):
        yield Key(state, "same words with the state", 0.92)
    sounds = "".join(skeleton(word) or word for word in words) + "".join(re.findall(r"\d", name))
    if len(sounds) > 6 and not any(is_cyrillic(word) and re.search("[A-Za-z]", word) for word in words):
        yield Key(f"~{sounds}", "same sounds" if is_cyrillic(name) else LATIN, 0.85)


def squash(words: list[str]) -> str:
    """Letters and digits alone, small."""
    return "".join(fold(word) for word in words).translate({ord(char): None for char in APOSTROPHES + "-.&/+"})


def is_proper(name: str) -> bool:
    """Whether a word of the name has a capital."""
    return any(char.isupper() for char in name)


def _without_kind(name: str, words: list[str]) -> str:
    """The letters of a name after the kind of thing; empty where what follows is not a name of its own (СБУ, США)."""
    if len(words) < 2 or keys(fold(words[0])).isdisjoint(_listed("kinds")):
        return ""
    rest = name[name.index(words[0]) + len(words[0]) :].strip()
    if rest[:1] in '«"“„':
        return squash(words[1:])
    entry = load().find(rest)
    named = all(word[0].isupper() or word.isascii() for word in words[1:])
    owned = entry is not None and entry.kind in (Kind.STATE, Kind.ORGANIZATION)
    return "" if not named or owned else squash(words[1:])


@lru_cache(maxsize=1 << 10)
def _by_state(name: str) -> str:
    """The words as lemmas in order of letters, the state (as adjective or noun) by its key; empty without a state."""
    gazetteer = load()
    hit = next((hit for hit in gazetteer.scan(name) if hit.entry.kind is Kind.STATE), None)
    state, rest = hit.entry.key if hit else "", []
    for word in WORD.finditer(name):
        if hit is not None and hit.start <= word.start() < hit.end:
            continue
        entry = gazetteer.by_adjective(word.group())
        if entry is not None and not state:
            state = entry.key
        else:
            rest.append(min(keys(word.group())))
    return f"{state}: {' '.join(sorted(rest))}" if state and rest else ""


@lru_cache(maxsize=1 << 10)
def is_common(name: str) -> bool:
    """Whether all words are ones that many bodies bear ("Верховний суд", "Міноборони"); the list is `common.toml`."""
    words = [word for word in WORD.findall(name) if fold(word) not in _SMALL]
    return bool(words) and all(not _listed("words").isdisjoint({fold(word), *keys(fold(word))}) for word in words)


def is_of_many(name: str) -> bool:
    """Whether the name is a bare word for a thing of which there are many ("ТЦК", "поліція")."""
    words = WORD.findall(name)
    if len(words) != 1:
        return False
    word = fold(words[0])
    return not _listed("many").isdisjoint({word} if "-" in word else {word, *keys(word)})


@lru_cache(maxsize=1 << 10)
def is_adjective(name: str) -> bool:
    """Whether the name is one adjective, of which the noun is missing ("Харківський")."""
    words = WORD.findall(name)
    known = readings(fold(words[0]).rpartition("-")[2]) if len(words) == 1 else ()
    return any(one.pos == "ADJF" for one in known) and all(one.pos == "ADJF" or one.name for one in known)


@cache
def _listed(table: str) -> frozenset[str]:
    return frozenset(load_toml("common.toml")[table])


@lru_cache(maxsize=1 << 10)
def initials(name: str) -> frozenset[str]:
    """The acronyms that the name may have: first letters of all its words, or of those that are not small."""
    words = [part for word in WORD.findall(name) for part in word.split("-") if part]
    if len(words) < 2:
        return frozenset()
    every = "".join(word[0] for word in words).upper()
    main = "".join(word[0] for word in words if fold(word) not in _SMALL).upper()
    return frozenset(one for one in (every, main) if 2 <= len(one) <= 8)


def is_acronym(name: str) -> bool:
    """Whether the name is one word in capitals, of two to eight letters."""
    return re.fullmatch(r"[^\W\d_]{2,8}", name) is not None and name.isupper()
