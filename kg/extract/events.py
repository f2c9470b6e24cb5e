"""When an event happened: the time beside its verb or noun; not for finding events nor expressions of time."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.data import load_toml
from kg.model import Article, Relation
from kg.nlp.dates import When, find

_STEPS = 4
"""So many words up the tree at most from an expression of time to the word that it dates."""


def dated_events(article: Article, doc: Doc, relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations, those that are events with `valid_time` where the text says when; none where it says two times."""
    types = frozenset(load_toml("relations.toml")["dated"]["types"])
    if not any(one.type in types for one in relations):
        return tuple(relations)
    heads = [(when, head) for when in find(article.text, article.day) if (head := _head(doc, when)) is not None]
    return tuple(replace(one, valid_time=_time(one, heads)) if one.type in types else one for one in relations)


def _head(doc: Doc, when: When) -> Token | None:
    """The verb that the expression belongs to, or the noun right above it."""
    words = doc.char_span(when.start, when.end, alignment_mode="expand")
    if words is None:
        return None
    token = words.root
    for _ in range(_STEPS):
        if token.head == token:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX", "NOUN") and not (words.start <= token.i < words.end):
            return token
    return None


def _time(event: Relation, heads: Sequence[tuple[When, Token]]) -> str | None:
    start, end = event.span.start, event.span.end
    found = {when.iso for when, head in heads if start <= head.idx < end}
    return found.pop() if len(found) == 1 else None
