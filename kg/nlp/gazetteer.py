"""Known actors by name: states, bodies, outlets, companies, politicians, with their aliases and what they stand for.

Not for what an article itself says of an actor; not for deciding that two actors of two articles are one
(`kg.resolve`).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.data import load_toml
from kg.errors import DataError
from kg.ids import normal_name
from kg.model import Kind, MentionType
from kg.nlp.morph import nominative_text
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import base, fold, guesses, is_fixed_shape, is_known, parses, readings

WORD = re.compile(r"[^\W_]+(?:['’ʼ.+&/-][^\W_]+)*\+?")
_QUOTES = '«»„“”"'


@dataclass(frozen=True, slots=True)
class Entry:
    """One known actor; the fields are explained at the head of `gazetteer.toml`."""

    key: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    metonym: str | None = None
    common: bool = False
    adjective: str | None = None
    usual: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text (code points) where an entry is named, with the name or alias that stands there, in the
    nominative."""

    start: int
    end: int
    entry: Entry
    name: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    words: tuple[str, ...]
    entry: Entry
    quoted: bool
    lower: bool


@dataclass(frozen=True)
class Gazetteer:
    """Entries by key, with look-up by name and search in a text."""

    entries: Mapping[str, Entry]
    _names: dict[str, Entry] = field(default_factory=dict, repr=False)
    _patterns: dict[str, list[_Pattern]] = field(default_factory=dict, repr=False)
    _adjectives: dict[str, Entry] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Gazetteer":
        """A gazetteer of these entries; of two with the same key the later one counts, of two with the same name the
        first."""
        made = cls({entry.key: entry for entry in entries})
        for entry in made.entries.values():
            if entry.adjective:
                made._adjectives[entry.adjective] = entry
            for name in (entry.name, *entry.aliases):
                made._names.setdefault(normal_name(name), entry)
                words = tuple(match.group() for match in WORD.finditer(name))
                pattern = _Pattern(
                    name.strip(_QUOTES), words, entry, name[0] in _QUOTES, kind_of_noun(words[0]) is Kind.ORGANIZATION
                )
                for key in sorted(keys(words[0])):
                    made._patterns.setdefault(key, []).append(pattern)
        return made

    def find(self, name: str) -> Entry | None:
        """The entry that has this name or alias, in whatever case; None if there is none."""
        exact = self._names.get(normal_name(name)) or self._names.get(normal_name(nominative_text(name)))
        return exact or self._state(name)

    def _state(self, word: str) -> Entry | None:
        """The state of which the word is a case that looks like a plural's nominative ("України")."""
        if not word[:1].isupper() or not WORD.fullmatch(word):
            return None
        lemmas = {fold(one.parse.normal_form) for one in readings(fold(word)) if one.parse is not None}
        found = self._names.get(normal_name(next(iter(lemmas)))) if len(lemmas) == 1 else None
        return found if found is not None and found.kind is Kind.STATE else None

    def by_adjective(self, word: str) -> Entry | None:
        """The state whose adjective the word is a form of (китайського: Китай)."""
        known = self._adjectives.keys() & keys(word)
        return self._adjectives[min(known)] if known else None

    def acting(self, entry: Entry) -> Entry:
        """The entry that acts where this one is named: a state for its capital, else the entry itself."""
        return self.entries.get(entry.metonym, entry) if entry.metonym else entry

    def scan(self, text: str) -> Iterator[Hit]:
        """All places where an entry is named, the longest first at each place, without overlaps, in reading order."""
        words = list(WORD.finditer(text))
        place = 0
        while place < len(words):
            best = self._longest(text, words, place)
            if best is None:
                place += 1
                continue
            length = len(best.words)
            yield Hit(words[place].start(), words[place + length - 1].end(), best.entry, best.name)
            place += length

    def _longest(self, text: str, words: list[re.Match[str]], place: int) -> _Pattern | None:
        best: tuple[int, int, _Pattern] | None = None
        for key in sorted(self._patterns.keys() & keys(words[place].group())):
            for pattern in self._patterns[key]:
                here = words[place : place + len(pattern.words)]
                if (best is None or len(pattern.words) >= best[0]) and _fits(text, here, pattern):
                    likeness = sum(
                        _shared(word.group(), other) for word, other in zip(here, pattern.words, strict=True)
                    )
                    if best is None or (len(pattern.words), likeness) > best[:2]:
                        best = (len(pattern.words), likeness, pattern)
        return best[2] if best else None


def _shared(one: str, other: str) -> int:
    """How many first letters two words share."""
    return next(
        (place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )


def _fits(text: str, words: list[re.Match[str]], pattern: _Pattern) -> bool:
    if len(words) < len(pattern.words):
        return False
    forms = [word.group() for word in words]
    if len(forms) > 1 and pattern.lower:
        forms[0] = forms[0][0].upper() + forms[0][1:]
    if not all(same_word(form, other) for form, other in zip(forms, pattern.words, strict=True)):
        return False
    gaps = (text[one.end() : other.start()] for one, other in pairwise(words))
    if any("\n" in gap or len(gap) > 3 or any(char in ".,;:!?" for char in gap) for gap in gaps):
        return False
    return _context_allows(text, words[0].start(), words[-1].end(), pattern)


def _context_allows(text: str, start: int, end: int, pattern: _Pattern) -> bool:
    """Names in quotation marks need them; ordinary words do not count at the start of a sentence."""
    before = text[max(0, start - 3) : start]
    quoted = before[-1:] in tuple(_QUOTES) and text[end : end + 1] in tuple(_QUOTES)
    if quoted:
        return True
    if pattern.quoted and len(pattern.words) == 1:
        return False
    starts = not before.strip() or before.rstrip()[-1] in ".!?:–—" or "\n" in before
    return not (pattern.entry.common and len(pattern.words) == 1 and starts)


@lru_cache(maxsize=1 << 10)
def keys(word: str) -> frozenset[str]:
    """What a word form may be a form of: its lemmas; itself alone if it cannot change."""
    if is_fixed_shape(word):
        return frozenset({word if word.isupper() else word.casefold()})
    low = fold(word)
    known = readings(low)
    if not known and word[0].isupper():
        known = guesses(low)
    bases = {base(one, low) for one in known}
    lemmas = {fold(one.parse.normal_form) for one in known if one.parse is not None}
    return frozenset(bases | lemmas | {low})


def forget(most: int) -> None:
    """Drops what is kept of single words, where it is more than that of `most`: for who goes through many names, of
    which few come again; of what is asked for once a word less is kept."""
    for kept, share in ((readings, 1), (is_known, 1), (keys, 1), (parses, 8), (guesses, 8)):
        if kept.cache_info().currsize > most // share:
            kept.cache_clear()


@lru_cache(maxsize=1 << 10)
def same_word(word: str, other: str) -> bool:
    """Whether a word of the text may be a form of a word of a name; a capital or hyphen in the name asks for one."""
    if ("-" in word) != ("-" in other):
        return False
    if other[0].isupper() and not (word[0].isupper() or word == other):
        return False
    if (
        other.isupper() != word.isupper()
        and len(other) <= 5
        and not other.isdigit()
        and (other.isupper() or len(word) < 5)
    ):
        return False
    return not keys(word).isdisjoint(keys(other))


def type_of_thing(name: str) -> MentionType | None:
    """MISC for the name of a known event (Brexit), ART for that of a known work, in whatever case; None for others."""
    known = _things()
    return known.get(normal_name(name)) or known.get(normal_name(nominative_text(name)))


@cache
def _things() -> dict[str, MentionType]:
    table, types = load_toml("titles.toml"), {"events": MentionType.MISC, "works": MentionType.ART}
    return {normal_name(name): kind for key, kind in types.items() for name in table[key]}


def _entries(table: Mapping[str, Any], where: str) -> Iterator[Entry]:
    for kind, rows in table.items():
        for key, row in rows.items():
            try:
                yield Entry(
                    key,
                    row["name"],
                    Kind(kind),
                    tuple(row.get("aliases", ())),
                    row.get("wikidata"),
                    row.get("metonym"),
                    bool(row.get("common", False)),
                    row.get("adjective"),
                    row.get("usual"),
                )
            except (KeyError, ValueError, TypeError) as error:
                raise DataError(
                    f"{where}: entry {key}: {error}; see the head of gazetteer.toml for the form"
                ) from error


@cache
def load(extra: Path | None = None) -> Gazetteer:
    """The shipped gazetteer, with the entries of the user's TOML file added; DataError if that has the wrong form."""
    entries = list(_entries(load_toml("gazetteer.toml"), "gazetteer.toml"))
    if extra is not None:
        try:
            table = tomllib.loads(extra.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DataError(f"{extra}: {error}") from error
        entries += _entries(table, str(extra))
    return Gazetteer.of(entries)
