"""The patterns of `relations.toml` as objects, read once; not for applying them (`kg.extract.relations`,
`kg.extract.posts`)."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.data import load_toml
from kg.errors import DataError
from kg.model import Kind
from kg.nlp.words import fold


@dataclass(frozen=True, slots=True)
class Frame:
    """Preposition (empty: none) and case (UD) of an object."""

    preposition: str
    case: str

    @classmethod
    def of(cls, text: str) -> "Frame":
        """From "з+Ins" or "Acc"."""
        preposition, _, case = text.rpartition("+")
        return cls(preposition, case)


@dataclass(frozen=True, slots=True)
class VerbPattern:
    """Subject – verb – object, as the head of `relations.toml` explains."""

    rule: str
    type: str
    lemmas: frozenset[str]
    frames: tuple[Frame, ...]
    noun: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    subjects: frozenset[Kind] = frozenset()
    objects: frozenset[Kind] = frozenset()
    passive: bool = False
    role: str | None = None


@dataclass(frozen=True, slots=True)
class NounPattern:
    """A noun with both partners behind it."""

    rule: str
    type: str
    lemmas: frozenset[str]
    between: frozenset[str]
    before: tuple[str, ...]


def _verb(number: int, row: dict[str, Any]) -> VerbPattern:
    return VerbPattern(
        rule=f"verb {row['type']} {number}",
        type=row["type"],
        lemmas=frozenset(fold(lemma) for lemma in row["lemmas"]),
        frames=tuple(Frame.of(text) for text in row["frames"]),
        noun=frozenset(row.get("noun", ())),
        without=frozenset(row.get("without", ())),
        subjects=frozenset(Kind(kind) for kind in row.get("subjects", ())),
        objects=frozenset(Kind(kind) for kind in row.get("objects", ())),
        passive=bool(row.get("passive", False)),
        role=row.get("role"),
    )


@cache
def verbs() -> dict[str, tuple[VerbPattern, ...]]:
    """Verb patterns by lemma; DataError where the file has the wrong form."""
    try:
        patterns = [_verb(number, row) for number, row in enumerate(load_toml("relations.toml")["verb"], 1)]
    except (KeyError, ValueError) as error:
        raise DataError(f"relations.toml: {error}; see its head for the form") from error
    lemmas = sorted({lemma for pattern in patterns for lemma in pattern.lemmas})
    return {lemma: tuple(pattern for pattern in patterns if lemma in pattern.lemmas) for lemma in lemmas}


@cache
def nouns() -> tuple[NounPattern, ...]:
    """Noun patterns."""
    return tuple(
        NounPattern(
            f"noun {row['type']} {number}",
            row["type"],
            frozenset(row["lemmas"]),
            frozenset(row["between"]),
            tuple(row["before"]),
        )
        for number, row in enumerate(load_toml("relations.toml")["noun"], 1)
    )


@cache
def acting_posts() -> frozenset[str]:
    """Nouns of posts whose holders act for somebody."""
    return frozenset(fold(lemma) for row in load_toml("relations.toml")["post"] for lemma in row["lemmas"])


@cache
def heads(table: str) -> frozenset[str]:
    """The nouns of the table `part`, `seat` or `member`."""
    return frozenset(fold(lemma) for lemma in load_toml("relations.toml")[table]["lemmas"])
