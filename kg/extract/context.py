"""What the words around a name, or the same name elsewhere in the article, say of its type; not for known actors."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.data import load_toml
from kg.extract.stretches import Found, Stretches
from kg.model import Kind, MentionType
from kg.nlp.forms import lemmas
from kg.nlp.gazetteer import WORD, same_word
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, readings

_LATIN_NAME = re.compile(r"[A-Z][a-zà-ž'’-]+(?: [A-Z][a-zà-ž'’-]+){1,2}")
_BEFORE = re.compile(r"(?<![\w-])([\w'’ʼ-]+) ?[«„“\"(]?$")
_CODE = re.compile(r"[A-Z]{1,4}[a-z]?-\d+\w*|[A-Z][A-Za-z]*\d{3}\w*|[A-Z][A-Za-z]+\d{2}[\w.]*")
"""A Latin name with a number, of a make or a substance: F-16, M777."""
_CALLED = re.compile(
    r",? \(?(?:(?:з|із) )?(?:позивн(?:ий|им|ого)|(?:на |за )?псевдо|на прізвисько) ?[–—-]? ?"
    r"[«„“\"]?([А-ЯІЇЄҐ][\w'’ʼ-]+)[»”\"]?"
)
"""A call sign or nickname right behind a person's name."""
_ALONE = re.compile(
    r"(?<=\w)[»”\"]? (?:(?:з|із|зі|за) позивним|на псевдо) [–—-]? ?[«„“\"]?"
    r"([А-ЯІЇЄҐ][\w'’ʼ-]+(?: [А-ЯІЇЄҐ][\w'’ʼ-]+)?)[»”\"]?"
)
"""The call sign of somebody who is not named: "пілот із позивним «Вітер»"."""
_SERVING = re.compile(r"([^.,;:!?\n«»“”\"]{5,80}) ([А-ЯІЇЄҐ]{3,5})[ \u00a0][«„“\"]([А-ЯІЇЄҐ][\w'’ʼ-]+)[»”\"]")
"""The same behind the short name of a service: "сержант СБУ «Вітер»"."""
_QUOTED = re.compile(r"[«„“\"]([А-ЯІЇЄҐ][\w'’ʼ-]+(?: [А-ЯІЇЄҐ][\w'’ʼ-]+)?)[»”\"]")
_TAKEN = frozenset({MentionType.ORG, MentionType.LOC, MentionType.MISC, MentionType.PERS})
_VOTES = 3
"""How many namings of one name an article needs for the majority to decide."""


def in_context(found: Sequence[Found], text: str) -> list[Found]:
    """The namings, in any order, of the type that their article says: products, persons in Latin letters, the usual
    type of a name."""
    ordered = _nicknamed(sorted(found, key=lambda one: one.start), text)
    return list(_agreed(_products(list(_in_brackets(ordered, text)), text), text))


def _nicknamed(found: Sequence[Found], text: str) -> list[Found]:
    """The namings with the call signs that the article gives to persons, there and wherever else they stand."""
    given = {
        match[1]: one
        for one in found
        if one.type is MentionType.PERS and one.entry is None and (match := _CALLED.match(text, one.end))
    }
    ends = {one.end for one in given.values()}
    told = [match for match in _ALONE.finditer(text) if match.start() not in ends and match[1] not in given]
    alone = {match.span(1): match[1] for match in told}
    alone |= {match.span(3): match[3] for match in _SERVING.finditer(text) if _is_serving(match)}
    if not given and not alone:
        return list(found)
    called = {*given, *alone.values()}
    known = Stretches(one for one in found if one.entry is not None or one.kind is not None)
    again = (match for match in _QUOTED.finditer(text) if match[1] in called and not known.overlap(*match.span(1)))
    quoted = alone | {match.span(1): match[1] for match in again}
    names = [Found(*place, MentionType.PERS, sense=f"nickname {name}") for place, name in quoted.items()]
    senses, taken = {owner: f"nickname {name}" for name, owner in given.items()}, Stretches(names)
    rest = (one for one in found if not taken.overlap(one.start, one.end))
    kept = [replace(one, sense=senses[one]) if one in senses else one for one in rest]
    return sorted([*kept, *names], key=lambda one: one.start)


def _is_serving(match: re.Match[str]) -> bool:
    """Whether a person is told of before the short name of a service whose people have call signs."""
    words = (word.group() for word in WORD.finditer(match[1]))
    people = any(kind_of_noun(lemma) is Kind.PERSON for word in words for lemma in lemmas(word))
    return people and match[2] in load_toml("titles.toml")["services"]


def _in_brackets(found: Iterable[Found], text: str) -> Iterator[Found]:
    """A name in Latin letters in brackets right behind a person is that person's: "Маркус Валь (Markus Wahl)"."""
    last: Found | None = None
    for one in found:
        person = last is not None and last.type is MentionType.PERS and text[last.end : one.start] == " ("
        if person and one.entry is None and _LATIN_NAME.fullmatch(text, one.start, one.end):
            yield (last := replace(one, type=MentionType.PERS))
        else:
            yield (last := one)


def _products(found: Iterable[Found], text: str) -> list[Found]:
    """Titles right behind the noun for a thing are that thing's ("судно «Зоря»", "ракета Arrow"); alone they may be the
    maker's."""
    return [replace(one, type=MentionType.ART) if _is_product(one, text) else one for one in found]


def _is_product(one: Found, text: str) -> bool:
    quoted = text[one.start - 1 : one.start] in tuple('«„“"') and one.start > 0
    if one.entry is not None or one.kind is not None or one.type not in _TAKEN:
        return False
    if _CODE.fullmatch(text, one.start, one.end):
        return True
    if not quoted and not text[one.start].isascii():
        return False
    before = _BEFORE.search(text, max(0, one.start - 40), one.start)
    nouns = (
        {fold(reading.parse.normal_form) for reading in readings(fold(before[1])) if reading.parse} if before else set()
    )
    return not nouns.isdisjoint(_nouns(quoted))


@cache
def _nouns(quoted: bool) -> frozenset[str]:
    table = load_toml("titles.toml")
    return frozenset([*table["products"], *(table["goods"] if quoted else ())])


def _agreed(found: Sequence[Found], text: str) -> Iterator[Found]:
    """Single words of one name, with the type that most of its namings have where one of them is alone in another."""
    groups: list[tuple[str, list[Found]]] = []
    for one in found:
        word = text[one.start : one.end]
        if one.entry is None and one.kind is None and one.type in _TAKEN and WORD.fullmatch(word):
            home = next((group for name, group in groups if same_word(word, name) and same_word(name, word)), None)
            if home is None:
                groups.append((word, [one]))
            else:
                home.append(one)
    types: dict[Found, MentionType] = {}
    for _, group in groups:
        most, times = Counter(one.type for one in group).most_common(1)[0]
        if len(group) >= _VOTES and 3 * times >= 2 * len(group):
            types |= dict.fromkeys(group, most)
    for one in found:
        yield replace(one, type=types[one]) if one in types else one
