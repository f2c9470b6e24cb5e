"""Acronyms of bodies in full where the article has the words: "ВООЗ" beside "експерти Всесвітньої організації охорони
здоров'я", "тимчасова слідча комісія (ТСК) Верховної Ради", "пресслужба СБУ" beside "Служба безпеки України".

Words count only where the acronym stands in brackets behind them, or where the gazetteer knows them for the same body.
Acronyms whose full name is itself a naming of the article are joined in `kg.extract.clusters`.
"""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from kg.extract.clusters import Cluster, is_acronym
from kg.model import Kind
from kg.nlp import gazetteer
from kg.nlp.decline import genitive
from kg.nlp.gazetteer import WORD
from kg.nlp.morph import nominative

_ACRONYM = re.compile(r"[А-ЯІЇЄҐ]{3,8}")
_MORE = 2
"""Small words that a full name may have besides those of which the acronym is made."""
_BREAK = re.compile(r"[^\w\s'’ʼ-]|\n")
_BODIES = (Kind.ORGANIZATION, Kind.MEDIA)


def complete(doc: Doc, clusters: Sequence[Cluster]) -> None:
    """Gives the bodies that are called by an acronym alone, and those with one in their names, the full form too."""
    bodies = [group for group in clusters if group.kind in _BODIES]
    alone = [group for group in bodies if len(group.forms) == 1 and _ACRONYM.fullmatch(group.name)]
    text = doc.text  # made anew at every call
    words = list(WORD.finditer(text)) if alone else []
    initials = "".join(word.group()[0].upper()[:1] for word in words)
    taken = {one.start: one.end for group in clusters for one in group.members}
    for group in alone:
        for place in (match.start() for match in re.finditer(group.name[0], initials)):
            there = _words(text, words, place, group.name)
            if there is not None and taken.get(there[0], 0) <= there[1] and (full := _known(doc, there, group)):
                group.forms[full] += 1
                break
    named: dict[str, list[Cluster]] = {}
    for group in bodies:
        named.setdefault(group.name[0].upper(), []).append(group)
    for group in bodies:
        if group.entry is None:
            _put_in_full(group, named)


def _words(text: str, words: Sequence[re.Match[str]], place: int, short: str) -> tuple[int, int] | None:
    """Where the words stand (code points) that begin at word `place` and have the acronym's letters, side by side."""
    for size in range(len(short), len(short) + _MORE + 1):
        there = words[place : place + size]
        start, end = there[0].start(), there[-1].end()
        if len(there) == size and not _BREAK.search(text, start, end) and is_acronym(short, text[start:end]):
            return start, end
    return None


def _known(doc: Doc, there: tuple[int, int], group: Cluster) -> str | None:
    """The words in the nominative, where the acronym stands in brackets behind them or they are a known name of it."""
    span = doc.char_span(*there)
    if span is None:
        return None
    full = nominative(Span(doc, span.start, span.end, label="ORG"))
    behind = doc[span.end : span.end + 3].text
    entry = gazetteer.load().find(full) if group.entry is not None else None
    known = entry is not None and group.entry is not None and entry.key == group.entry.key
    return full if known or behind == f"({group.name})" else None


def _put_in_full(group: Cluster, named: dict[str, list[Cluster]]) -> None:
    """Gives names with an acronym behind their noun ("пресслужба СБУ") the form with the full name of that body."""
    for form, count in list(group.forms.items()):
        for short in filter(_ACRONYM.fullmatch, form.split()[1:]):
            entry = gazetteer.load().find(short)
            key = entry.key if entry is not None else None
            meant = (one for one in named.get(short[0], ()) if (one.entry.key if one.entry else None) == key)
            full = next((genitive(one.name) for one in meant if is_acronym(short, one.name)), None)
            if full is not None:
                group.forms[form.replace(short, full)] += count
