"""What common nouns say of those whom they name: a minister is a person, a memorandum is a document.

Not for proper names: those are in the gazetteer.
"""

from functools import cache

from kg.data import load_toml
from kg.model import Kind
from kg.nlp.words import fold


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


def kind_of_noun(lemma: str, plural: bool = False) -> Kind | None:
    """The kind of actor that a phrase headed by this noun names, by the noun's lemma and number; None if it names
    none."""
    return _table().get((fold(lemma), plural))


@cache
def _posts() -> frozenset[str]:
    return frozenset(
        fold(lemma) for row in load_toml("titles.toml")["titles"] if row.get("post") for lemma in row["lemmas"]
    )


def is_post(lemma: str) -> bool:
    """Whether the noun names a post or job that a person has in a body (міністр, речник), rather than a person in
    another way."""
    return fold(lemma) in _posts()
