"""A `Doc` over a text kept character for character, from words with offsets; not for finding the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

PIECE = 5_000
"""Longest stretch (code points) that is handed to a model at once; keeps time and memory linear in the text's
length."""

TYPES = {"PER": "PERS", "GPE": "LOC", "FAC": "LOC", "MONEY": "MON", "PERCENT": "PCT", "QUANTITY": "QUANT"}
"""Entity labels of other schemes in NER-UK's terms; what is in neither becomes MISC."""

NER_UK = frozenset(["ART", "DATE", "DOC", "JOB", "LOC", "MISC", "MON", "ORG", "PCT", "PERIOD", "PERS", "QUANT", "TIME"])


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the analysis; offsets are code points of the whole text, `head` is an index into the list of words
    (its own: root)."""

    start: int
    end: int
    pos: str = "X"
    morph: str = ""
    lemma: str = ""
    head: int = 0
    rel: str = "ROOT"
    entity: str = "O"
    """`O`, or `B-` or `I-` with a label."""


def pieces(text: str, limit: int = PIECE) -> Iterator[tuple[int, int]]:
    """Start and end of the text's lines, white space around them left out; a line over `limit` is cut behind a
    sentence or a blank."""
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        yield from _cut(text, start, end, limit)
        start = end


def _cut(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = end if end - start <= limit else _stop(text, start, start + limit)
        low, high = start, stop
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if low < high:
            yield low, high
        start = stop


def _stop(text: str, start: int, end: int) -> int:
    """Where to cut before `end`: behind the last full stop with a blank, else behind the last blank, else at `end`."""
    for mark in (". ", " "):
        place = text.rfind(mark, start + 1, end)
        if place > start:
            return place + len(mark)
    return end


def label(name: str) -> str:
    """An entity label in NER-UK's terms."""
    name = TYPES.get(name, name)
    return name if name in NER_UK else "MISC"


def assemble(vocab: Vocab, text: str, words: Sequence[Word]) -> Doc:
    """The `Doc` of `text`; `words` stand in reading order without overlap.

    What lies between the words becomes tokens of its own (white space as SPACE but for single blanks, anything else
    as X) that hang on the
    word before, the first ones on the word behind.
    """
    from spacy.tokens import Doc

    filled, spaces = _fill(text, words)
    doc = Doc(
        vocab,
        words=[text[one.start : one.end] for one in filled],
        spaces=spaces,
        pos=[one.pos for one in filled],
        morphs=[one.morph for one in filled],
        lemmas=[one.lemma or text[one.start : one.end] for one in filled],
        heads=[one.head for one in filled],
        deps=[one.rel for one in filled],
        ents=[one.entity for one in filled],
    )
    if doc.text != text:
        raise ValueError("the words do not cover the text")
    return doc


def _fill(text: str, words: Sequence[Word]) -> tuple[list[Word], list[bool]]:
    """All tokens, with heads counted among all of them, and whether a blank follows each."""
    tokens: list[Word] = []
    spaces: list[bool] = []
    places: list[int] = []
    last = 0
    for word in words:
        _gap(text, last, word.start, tokens, spaces)
        places.append(len(tokens))
        tokens.append(word)
        spaces.append(False)
        last = word.end
    _gap(text, last, len(text), tokens, spaces)
    for word, place in zip(words, places, strict=True):
        tokens[place] = replace(word, head=places[word.head])
    for place in range(places[0] if places else 0):
        tokens[place] = replace(tokens[place], head=places[0], rel="dep")
    for place, (token, after) in enumerate(pairwise(tokens)):
        if token.entity == "O" and after.entity.startswith("I-"):
            tokens[place] = replace(token, entity=after.entity)
    return tokens, spaces


def _gap(text: str, start: int, end: int, tokens: list[Word], spaces: list[bool]) -> None:
    """Tokens for what lies between two words; a single blank belongs to the token before."""
    while start < end:
        if text[start] == " " and tokens and tokens[-1].pos != "SPACE" and not spaces[-1]:
            spaces[-1] = True
            start += 1
            continue
        blank = text[start].isspace()
        stop = start + 1
        while stop < end and text[stop].isspace() == blank:
            stop += 1
        tokens.append(
            Word(start, stop, "SPACE" if blank else "X", head=max(len(tokens) - 1, 0), rel="dep" if tokens else "ROOT")
        )
        spaces.append(False)
        start = stop
