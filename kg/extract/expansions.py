"""Acronyms of bodies in full where the article has the words: "ВООЗ" beside "експерти Всесвітньої організації охорони
здоров'я", "тимчасова слідча комісія (ТСК) Верховної Ради", "пресслужба СБУ" beside "Служба безпеки України".

Not for acronyms whose full name is itself a naming of the article: those are joined in `kg.extract.clusters`.
"""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from kg.extract.clusters import Cluster, is_acronym
from kg.model import Kind
from kg.nlp.decline import genitive
from kg.nlp.gazetteer import WORD, keys
from kg.nlp.morph import nominative
from kg.nlp.titles import kind_of_noun

_ACRONYM = re.compile(r"[А-ЯІЇЄҐ]{3,8}")
_MORE = 2
"""Small words that a full name may have besides those of which the acronym is made."""
_BREAK = re.compile(r"[^\w\s'’ʼ-]|\n")


def complete(doc: Doc, clusters: Sequence[Cluster]) -> None:
    """Gives the bodies that are called by an acronym alone, and those with one in their names, the full form too."""
    alone = [group for group in clusters if len(group.forms) == 1 and _ACRONYM.fullmatch(group.name)]
    words = list(WORD.finditer(doc.text)) if alone else []
    initials = "".join(word.group()[0].upper() for word in words)
    for group in alone:
        full = _spelled_out(doc, words, initials, group.name)
        if full is not None:
            group.forms[full] += 1
    named = [group.name for group in clusters if group.kind is Kind.ORGANIZATION and " " in group.name]
    for group in clusters:
        if group.kind is Kind.ORGANIZATION and group.entry is None:
            _put_in_full(group, named)


def _spelled_out(doc: Doc, words: Sequence[re.Match[str]], initials: str, short: str) -> str | None:
    """The words of which the acronym is made, where they stand side by side, in the nominative."""
    for place in (match.start() for match in re.finditer(short[0], initials)):
        for size in range(len(short), len(short) + _MORE + 1):
            there = words[place : place + size]
            if len(there) == size and _is_full(doc.text, there, short):
                span = doc.char_span(there[0].start(), there[-1].end())
                return nominative(Span(doc, span.start, span.end, label="ORG")) if span is not None else None
    return None


def _is_full(text: str, words: Sequence[re.Match[str]], short: str) -> bool:
    """Whether the words are the name of a body: begun by a capital, or with the acronym in brackets behind them."""
    start, end = words[0].start(), words[-1].end()
    full = text[start:end]
    if _BREAK.search(full) or not is_acronym(short, full):
        return False
    named = full[0].isupper() or text[end : end + len(short) + 3] == f" ({short})"
    return named and any(kind_of_noun(lemma) is Kind.ORGANIZATION for word in words for lemma in keys(word.group()))


def _put_in_full(group: Cluster, named: Sequence[str]) -> None:
    """Gives names with an acronym behind their noun ("пресслужба СБУ") the form with the full name."""
    for form, count in list(group.forms.items()):
        for short in filter(_ACRONYM.fullmatch, form.split()[1:]):
            full = next((genitive(name) for name in named if is_acronym(short, name)), None)
            if full is not None:
                group.forms[form.replace(short, full)] += count
