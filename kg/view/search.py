"""The page's search index: word forms to lemmas, lemmas to statements; made here so that the page needs no dictionary.

Not for SPARQL or for full text beyond what the page holds.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.nlp.forms import lemmas
from kg.view.model import StatementView, View

_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`´\-][^\W_]+)*")
_DROPPED = {ord(char): None for char in "'’ʼ‘`´-"}
LONGEST = 40

Index = dict[str, list[list[int]] | dict[str, list[int]]]


def fold(word: str) -> str:
    """A word as the page folds what is typed: lower case, apostrophes and hyphens dropped."""
    return word.casefold().translate(_DROPPED)[:LONGEST]


def index(view: View) -> Index:
    """`forms`: folded form → numbers of lemmas; `lists`: number of a lemma → statements, ascending."""
    found: dict[str, set[int]] = defaultdict(set)
    forms: dict[str, set[str]] = {}
    for number, one in enumerate(view.statements):
        for word in _words(view, one):
            key = fold(word)
            if key not in forms:
                forms[key] = _lemmas(word)
            for lemma in forms[key]:
                found[lemma].add(number)
    numbers = {lemma: place for place, lemma in enumerate(sorted(found))}
    table = {form: sorted(numbers[lemma] for lemma in forms[form]) for form in sorted(forms)}
    return {"forms": table, "lists": [sorted(found[lemma]) for lemma in sorted(found)]}


def _lemmas(word: str) -> set[str]:
    return {fold(lemma) for lemma in lemmas(word[:LONGEST])} | {fold(word)}


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
