"""Outlets named one after the other behind a noun for them: "канали Зоря, Голос.ua і Луна", "сайти, такі як …".

Not for names that the parse joins with "і" (`kg.extract.subjects`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Doc

from kg.extract.draft import SourceRef, Stretch, Voice
from kg.extract.phrases import times
from kg.extract.reading import Reading
from kg.model import Kind
from kg.nlp.forms import lemmas, parses
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, readings

RULE = "listed"
_NOUN = re.compile(
    r"(?<![\w-])([А-ЯІЇЄҐа-яіїєґ][а-яіїєґ'’ʼ-]{3,19}|ЗМІ)(,? (?:так(?:і|их|ими|им),? як|як-от|зокрема|наприклад,?))?"
    r"(?= [«\"“„]?[A-ZА-ЯІЇЄҐ0-9])"
)
_NAME = re.compile(
    r" (?:[«\"“„]([^«»\"“”„\n]{2,40})[»\"”]"
    r"|([A-ZА-ЯІЇЄҐ0-9](?:[^\s,;:!?()«»\"“”]*[^\s,;:!?()«»\"“”.])?(?: [^\s,;:!?()«»\"“”–—]+){0,3}?)"
    r"(?=,|;| (?:та|і|й|тощо|а також)\b|\.(?:\s|$)|\s*$))",
    re.MULTILINE,
)  # fmt: skip
_NEXT = re.compile(r",(?= )| (?:та|і|й)(?= )")
_MOST = 40
"""Names in one list."""
_REST = 12
"""Characters behind a list in which its end stands: "та інші"."""


class Listed(NamedTuple):
    """A list: where its noun stands, whether "такі як" joins the two, and where the names stand."""

    noun: Stretch
    such: bool
    names: list[Stretch]


def lists(text: str) -> Iterator[Listed]:
    """The lists of two outlets and more, in reading order."""
    end = 0
    for noun in _NOUN.finditer(text):
        if noun.start() < end or not _outlets(noun[1]):
            continue
        names = list(islice(_names(text, noun.end()), _MOST))
        end = names[-1][1] if names else end
        if len(names) > 1 and not _owner(text, names[0]):
            yield Listed(noun.span(1), bool(noun[2]), names)


def lists_of(doc: Doc) -> list[Listed]:
    """The lists of a document, looked for once."""
    known: list[Listed] | None = doc.user_data.get("lists")
    if known is None:
        known = doc.user_data["lists"] = list(lists(doc.text))
    return known


def _outlets(noun: str) -> bool:
    """Whether the word is one for outlets in the plural."""
    known = any(kind_of_noun(lemma, True) is Kind.MEDIA for lemma in lemmas(noun))
    return known and (noun == "ЗМІ" or any(one.plural for one in readings(fold(noun))))


def _names(text: str, place: int) -> Iterator[Stretch]:
    while (name := _NAME.match(text, place)) is not None:
        start, end = name.span(1 if name[1] else 2)
        end -= text[end - 1] == "."  # the sentence's own
        if not any(map(str.isalnum, text[start:end])):
            return
        words = text[start:end].split() if name[2] else []
        if any(not lemmas(word).isdisjoint(times()) for word in words[1:]):  # "ERR у вівторок, 5 травня"
            return
        last = next((number for number, word in enumerate(words) if number and _is_verb(word)), None)
        if last is not None:
            yield start, start + len(" ".join(words[:last]))
            return
        yield start, end
        link = _NEXT.match(text, name.end())
        if link is None:
            return
        place = link.end()


def _is_verb(word: str) -> bool:
    return word.islower() and any("VERB" in one.tag for one in parses(word))


def _owner(text: str, name: Stretch) -> bool:
    """Whether the first name can be whose outlets they are: "ЗМІ Києва, Львова та Одеси"."""
    known = readings(fold(text[slice(*name)].split()[0]))
    return any(one.case == "gent" for one in known) and not any(one.case == "nomn" and not one.plural for one in known)


def with_listed(reading: Reading, refs: list[SourceRef]) -> list[SourceRef]:
    """The sources, those that name a list as the outlets in it; what the parse has made of the list goes."""
    for number, ref in enumerate(refs):
        found = _list_of(reading, ref) if ref.voice is Voice.NAMED and ref.stretch else None
        if found is None or ref.stretch is None:
            continue
        group = [replace(ref, stretch=(ref.stretch[0], found.noun[1]))] if found.such else []
        names = [SourceRef(Voice.NAMED, one, reading.token_index(one[0]), RULE) for one in found.names]
        end = found.names[-1][1] + _REST
        others = [one for one in refs[number + 1 :] if one.stretch is not None and one.stretch[0] > end]
        return [*refs[:number], *group, *names, *others]
    return refs


def _list_of(reading: Reading, ref: SourceRef) -> Listed | None:
    """The list whose noun stands in the phrase."""
    start, end = ref.stretch or (0, 0)
    return next((one for one in lists_of(reading.doc) if start <= one.noun[0] and one.noun[1] <= end), None)
