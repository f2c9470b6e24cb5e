"""The page's search index: stems with their endings to words, words to statements; the page needs no dictionary.

Not for SPARQL or for full text beyond what the page holds.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from kg.nlp.forms import parses
from kg.view.model import StatementView, View

_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`´\-][^\W_]+)*")
_DROPPED = {ord(char): None for char in "'’ʼ‘`´-"}
LONGEST = 40

Paradigm = tuple[str, tuple[str, ...]]
"""The stem that all forms of a word share, and the endings of the forms, folded."""

Index = dict[str, Any]


def fold(word: str) -> str:
    """A word as the page folds what is typed: lower case, apostrophes and hyphens dropped."""
    return word.casefold().translate(_DROPPED)[:LONGEST]


def index(view: View) -> Index:
    """`lists`: number of a word → statements, ascending; `stems`: stem → pairs of a number in `endings` and of a word.

    What is typed is a form of a word where some stem and one of its endings make it up, so that every case and person
    of a word is found, whether the articles have it or not.
    """
    found: dict[Paradigm, set[int]] = defaultdict(set)
    known: dict[str, tuple[Paradigm, ...]] = {}
    for number, one in enumerate(view.statements):
        for word in _words(view, one):
            if word not in known:
                known[word] = _paradigms(word[:LONGEST])
            for paradigm in known[word]:
                found[paradigm].add(number)
    words = sorted(found)
    endings = {one: place for place, one in enumerate(sorted({ends for _, ends in words}))}
    stems: dict[str, list[int]] = defaultdict(list)
    for place, (stem, ends) in enumerate(words):
        stems[stem] += (endings[ends], place)
    return {"endings": list(endings), "stems": stems, "lists": [sorted(found[word]) for word in words]}


def _paradigms(word: str) -> tuple[Paradigm, ...]:
    """The word's own form, and all forms of each word of the dictionary that it may be a form of."""
    lexemes = {_forms(parse) for parse in parses(word)[:4]}
    return tuple({_split({*forms, fold(word)}) for forms in (*lexemes, frozenset())})


def _forms(parse: Any) -> frozenset[str]:
    """The forms of a reading that the dictionary knows or models well; none for a guess."""
    if parse.score < 0.05:
        return frozenset()
    methods = parse.methods_stack
    if len(methods) > 1 or len(methods[0]) < 3 or not isinstance(methods[0][2], int):  # not the dictionary alone
        return _folded(parse)
    key = parse.normal_form, methods[0][2]  # the dictionary's number of the paradigm
    if key not in _lexemes:
        if len(_lexemes) >= _KEPT:
            _lexemes.clear()
        _lexemes[key] = _folded(parse)
    return _lexemes[key]


def _folded(parse: Any) -> frozenset[str]:
    return frozenset(fold(form.word) for form in parse.lexeme)


_lexemes: dict[tuple[str, int], frozenset[str]] = {}
"""The forms of each lemma of a paradigm: words of the news are often forms of one."""
_KEPT = 20_000


def _split(forms: set[str]) -> Paradigm:
    first, last = min(forms), max(forms)
    long = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:long], tuple(sorted(form[long:] for form in forms))


def _words(view: View, one: StatementView) -> Iterator[str]:
    """The words of a statement: its passage, and labels and aliases of all who take part."""
    texts: list[str] = ["".join(segment.text for segment in one.passage)]
    for actor in _parties(view, one):
        texts += (view.actors[actor].label, *view.actors[actor].aliases)
    article = view.articles[one.article]
    texts += (article.title or "", article.outlet or "")
    for text in texts:
        yield from dict.fromkeys(_WORD.findall(text[:20_000]))


def _parties(view: View, one: StatementView) -> Iterable[int]:
    return dict.fromkeys(
        (one.source, *one.via, *one.about, *(view.statements[target].source for target in one.targets))
    )
