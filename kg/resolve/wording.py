"""What a content says, as terms that can be compared: lemmas, actors, figures with what they count, negated words.

Not for comparing two contents (`kg.resolve.claims`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern
from typing import Any, NamedTuple, Self

from kg import ids
from kg.data import load_toml
from kg.model import Extraction, Mention, Source, Span, Stance
from kg.nlp.words import fold, fold_text, look_up

_TOKEN = re.compile(r"\d+-[^\W\d_]+|\d+(?:[  ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|%")
_SKIPPED = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_PREDICATES = frozenset({"VERB", "INFN", "PRED", "IMPR"})
_NEGATIONS = frozenset({"не", "ні", "ані"})


@dataclass(frozen=True, order=True, slots=True)
class Figure:
    """A number and the lemma of what it counts."""

    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim's own id, article, day, source (own id of the actor), and its terms; actors are `@` and own id.

    `negated` and `affirmed` are predicates with and without "не" (copulas with it alone); `denying` says that the
    statement or the content itself rejects what it speaks of; `denied` are the claims of the article that it denies.
    All are sorted, each once: a set would take five times the memory.
    """

    claim: str
    doc: str
    date: str
    source: str
    denying: bool
    terms: tuple[str, ...]
    figures: tuple[Figure, ...]
    negated: tuple[str, ...]
    affirmed: tuple[str, ...]
    denied: tuple[str, ...] = ()

    def row(self) -> tuple[Any, ...]:
        """Its fields, for a shelf."""
        figures = tuple((one.value, one.unit) for one in self.figures)
        head = (self.claim, self.doc, self.date, self.source, self.denying, self.terms, figures)
        return (*head, self.negated, self.affirmed, self.denied)

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> Self:
        """The inverse of `row`."""
        claim, doc, day, source, denying, terms, figures, *rest = row
        return cls(claim, doc, day, source, denying, terms, tuple(Figure(*one) for one in figures), *rest)


def read(extraction: Extraction) -> Iterator[Wording]:
    """The wording of each claim, a claim with two statements once."""
    owner = {actor.name: actor.id for actor in extraction.actors}
    claims = {
        one.id: ids.claim_id(extraction.doc, one.content.start, one.content.end)
        for one in extraction.statements
        if one.content
    }
    for one in extraction.statements:
        if one.content is None:
            continue
        inside = [
            mention
            for mention in extraction.mentions
            if mention.actor and one.content.start <= mention.span.start and mention.span.end <= one.content.end
        ]
        source = owner.get(one.source.name, "") if _named(one.source) else ""
        targets = one.denies if one.stance is Stance.DENIES else ()
        yield Wording(
            claims[one.id],
            extraction.doc,
            one.reported_at or "",
            source,
            one.stance is Stance.DENIES or _rejects(one.content.text),
            *_terms(one.content, inside),
            tuple(sorted({claims[target] for target in targets if target in claims})),
        )


def _rejects(text: str) -> bool:
    """Whether a content says of something that it is untrue ("інформація про … не відповідає дійсності")."""
    lemmas = {_word(word).lemma for word in _TOKEN.findall(text)}
    untrue = "не відповіда" in text and "дійсність" in lemmas
    return untrue or not lemmas.isdisjoint(load_toml("claims.toml")["denying"])


def _named(source: Source) -> bool:
    return any(char.isupper() for char in source.name)


class _Terms(NamedTuple):
    terms: tuple[str, ...]
    figures: tuple[Figure, ...]
    negated: tuple[str, ...]
    affirmed: tuple[str, ...]


def _terms(content: Span, inside: list[Mention]) -> _Terms:
    covered = [(mention.span.start - content.start, mention.span.end - content.start) for mention in inside]
    words = [
        found.group()
        for found in _TOKEN.finditer(content.text)
        if not any(start <= found.start() < end for start, end in covered)
    ]
    terms = {f"@{mention.actor}" for mention in inside}
    figures: set[Figure] = set()
    negated: set[str] = set()
    affirmed: set[str] = set()
    for place, word in enumerate(words):
        if word.isalpha() or not word[0].isdigit() or "-" in word:
            lemma, pos, stops = _word(word)
            denied = bool(place) and fold(words[place - 1]) in _NEGATIONS
            if not stops:
                terms.add(lemma)
            if pos in _PREDICATES and (denied or not stops):
                (negated if denied else affirmed).add(lemma)
            continue
        value = _value(word)
        terms.add(f"#{value}")
        if unit := _unit(words[place + 1 : place + 4]):
            figures.add(Figure(value, unit))
    return _Terms(shared(terms), tuple(sorted(figures)), shared(negated), shared(affirmed))


def shared(words: Iterable[str]) -> tuple[str, ...]:
    """The words sorted, each once."""
    return tuple(sorted(set(words)))


def _value(word: str) -> str:
    return re.sub(r"[  ]", "", word).replace(",", ".")


def _unit(after: list[str]) -> str:
    """The noun that a number counts, with a thousand or million before it; empty for days, hours and the like."""
    unit = ""
    for word in after:
        if word == "%":
            return "%"
        lemma, pos, _ = _word(word)
        if not lemma or word[0].isdigit():
            break
        if lemma in _scales():
            unit = f"{lemma} "
            continue
        if pos == "NOUN":
            return "" if lemma in _times() else unit + lemma
    return unit.strip()


class _Word(NamedTuple):
    """The likeliest lemma of a word that carries meaning (empty for function words and single letters), its part of
    speech, and whether it is one that tells nothing of what is said."""

    lemma: str
    pos: str
    stops: bool


@lru_cache(maxsize=1 << 12)
def _word(word: str) -> _Word:
    """What is kept of a word's analyses."""
    best = look_up(word)[0]
    pos = intern(str(best.tag.POS))
    lemma = "" if len(word) < 2 or pos in _SKIPPED else fold_text(best.normal_form)
    return _Word(lemma, pos, not lemma or not _stop().isdisjoint((fold_text(word), lemma)))


@cache
def _stop() -> frozenset[str]:
    data = load_toml("claims.toml")
    return frozenset((*data["stop"], *data["denying"], *data["framing"]))


@cache
def _scales() -> frozenset[str]:
    return frozenset(load_toml("claims.toml")["scales"])


@cache
def _times() -> frozenset[str]:
    return frozenset(load_toml("claims.toml")["times"])
