"""What common nouns say of those whom they name: a minister is a person, a memorandum is a document.

Not for proper names: those are in the gazetteer.
"""

import re
from functools import cache, lru_cache

from kg.data import load_toml
from kg.model import Kind
from kg.nlp.words import fold


@cache
def _prefix() -> re.Pattern[str]:
    """What stands before a noun for a person in one word: ексслідчий, віце-голова, лікар-педіатр."""
    table = load_toml("titles.toml")["compound"]
    joined, hyphened = ("|".join(table[name]) for name in ("joined", "hyphened"))
    return re.compile(f"^(?:{joined})-?|^(?:{hyphened})-")


def without_prefix(word: str) -> str:
    """The noun without what stands before it in one word: "топпосадовець" is "посадовець"."""
    return _prefix().sub("", word)


@cache
def _table() -> dict[tuple[str, bool], Kind]:
    """(lemma, plural) -> kind, from `titles.toml`."""
    table: dict[tuple[str, bool], Kind] = {}
    for row in load_toml("titles.toml")["titles"]:
        kind, plural = Kind(row["kind"]), Kind(row.get("plural", row["kind"]))
        for lemma in row["lemmas"]:
            if not row.get("only_plural", False):
                table[fold(lemma), False] = kind
            table[fold(lemma), True] = plural
    return table


@lru_cache(maxsize=1 << 10)
def kind_of_noun(lemma: str, plural: bool = False) -> Kind | None:
    """The kind of actor that a phrase headed by this noun names, by the noun's lemma and number; None if it names
    none."""
    table, word = _table(), fold(lemma)
    found = table.get((word, plural))
    if found is None and (bare := without_prefix(word)) != word:
        found = table.get((bare, plural))
        found = found if table.get((bare, False)) is Kind.PERSON else None
    return found or _compound(word, plural)


def _compound(word: str, plural: bool) -> Kind | None:
    """The kind of a body whose noun ends in a known one: кіберполіція, автокомпанія, облдержадміністрація."""
    ends = load_toml("titles.toml")["compound"]["bodies"]
    known = next((end for end in ends if word.endswith(end) and len(word) > len(end) + 1), None)
    return _table().get((known, plural)) if known else None


@cache
def _marked(mark: str) -> frozenset[str]:
    return frozenset(
        fold(lemma) for row in load_toml("titles.toml")["titles"] if row.get(mark) for lemma in row["lemmas"]
    )


def is_post(lemma: str) -> bool:
    """Whether the noun names a post or job that a person has in a body (міністр, речник), rather than a person in
    another way."""
    return fold(lemma) in _marked("post")


def is_office(lemma: str) -> bool:
    """Whether the noun names an office by which a person answers for a body (міністр, речник, директор), rather than an
    occupation; whatever stands before it in one word (замміністра)."""
    return bool({fold(lemma), without_prefix(fold(lemma))} & _marked("office"))
