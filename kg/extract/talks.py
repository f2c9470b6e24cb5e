"""Outlets that somebody talks to: named in the dative behind an interview, on air, and who talks there.

Not for outlets that tell it themselves (`kg.extract.chains`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.bodies import first_word
from kg.extract.draft import Stretch
from kg.extract.reading import Reading
from kg.extract.subjects import owner_of
from kg.model import Kind, Mention, MentionType
from kg.nlp.forms import lemmas
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, readings

ON_AIR = re.compile(
    r"\b[ву] (?:ефірі|інтерв['’ʼ]ю|коментарі|студії|подкасті)"
    r"(?: (?:для|каналу|телеканалу|радіо|видання|виданню|програми))? ?[«\"„“]? ?$"
    r"|\b(?:яких|якого|яку) цитує [«\"„“]?$"
    r"|\b(?:пише|написа(?:в|ла)) (?:[а-яіїєґ'’-]+ ){0,3}(?:[А-ЯІЇЄҐ][\w'’-]+ ){1,2}[ву] «$"
)
"""What stands before the name of an outlet: "в ефірі …", "якого цитує …", "пише Олена Бойко в «…»"."""
_HOST = re.compile(r"\bінтерв['’ʼ]ю (?:журналіст|блогер|ведуч)[а-яіїєґ]+ (?:[а-яіїєґ'’-]+ ){0,3}$")
"""What stands before the name of a person to whom somebody gives an interview."""
_GIVEN = re.compile(
    r"\b(?:інтерв['’ʼ]ю|коментар[іяю]?|колон(?:ка|ку|ці)|бло[гз]і?)"
    r"(?P<who>(?: [\w'’ʼ-]+| [«\"“][^«»\"“”\n]{2,40}[»\"”]){0,7}?)"
    r"(?P<to> (?:для|на))? [«\"“] ?(?P<name>[A-ZА-ЯІЇЄҐ][^«»\"“”\n.!?]{1,40}?) ?[»\"”]"
)
"""A title in quotation marks behind a word for a talk, with whose it is between."""


def outlets(text: str) -> Iterator[Stretch]:
    """The titles of outlets to which an interview or a comment is given, by their case: "інтерв'ю Бондаря «Думці»",
    "колонка для «Думки»"; not "інтерв'ю директора заводу «Думка»"."""
    for match in _GIVEN.finditer(text):
        who, to, first = match["who"].split(), (match["to"] or "").strip(), fold(match["name"].split()[0])
        cases = {one.case for one in readings(first)}
        wanted = {"для": "gent", "на": "loct"}.get(to, "datv")
        direct = not who or who[-1][:1].isupper() or to == "для"
        if direct and (wanted in cases or (to == "для" and not cases) or first.isascii()):
            yield match.span("name")


def on_air(text: str, mention: Mention) -> bool:
    """Whether a body or a work is named as the place where somebody speaks or writes: "в ефірі «Сніданку»"; a person to
    whom somebody gives an interview; an unknown name alone behind "Джерело:"."""
    start, end = mention.span.start, mention.span.end
    if mention.type is MentionType.PERS:
        return _HOST.search(text, max(0, start - 80), start) is not None
    named = mention.type in (MentionType.ORG, MentionType.ART, MentionType.MISC)
    if named and ON_AIR.search(text, max(0, start - 80), start) is not None:
        words = lemmas(first_word(mention.name, 0))
        return words.isdisjoint(_net()) and all(kind_of_noun(lemma) is not Kind.DOCUMENT for lemma in words)
    alone = text.endswith("Джерело: ", 0, start) and text[end : end + 1] in ("", "\r", "\n")
    unknown = all(kind_of_noun(lemma) is None for word in mention.name.split() for lemma in lemmas(word))
    return alone and unknown and mention.type is MentionType.ORG and not mention.span.text.isupper()


@cache
def _net() -> frozenset[str]:
    return frozenset(load_toml("cues.toml")["locative"]["net"])


_TALK = re.compile(r"\b(?:ефірі?|інтерв['’ʼ]ю|коментарі?|студії|подкасті)\b[^.!?;:]*$")
_NEAR = 60
"""Characters from a word for a talk to the outlet."""


def talkers(
    reading: Reading, media: Iterable[tuple[int, str]], people: Iterable[tuple[int, str]]
) -> Iterator[tuple[int, str, str]]:
    """Who talks to an outlet, told in a sentence with one person and one outlet: place of the outlet, person, outlet.

    `media` and `people` are the namings (offset, name) of outlets and of persons.
    """
    by_sentence: dict[int, set[str]] = {}
    for place, name in people:
        by_sentence.setdefault(reading.sentence_of(place)[0], set()).add(name)
    for place, name in media:
        start = reading.sentence_of(place)[0]
        there = by_sentence.get(start, set())
        if len(there) == 1 and _TALK.search(reading.text, max(start, place - _NEAR), place):
            yield place, next(iter(there)), name


def talker_of(verb: Token) -> Token | None:
    """Whose talk it is in which something is said: "про це йшлося під час інтерв'ю міністра"."""
    talks = frozenset(load_toml("cues.toml")["locative"]["talks"])
    for child in verb.children:
        nouns = (child, *child.children) if child.lower_ == "час" else (child,)
        found = next((noun for noun in nouns if not lemmas(noun.text).isdisjoint(talks)), None)
        if found is not None:
            return owner_of(found)
    return None
