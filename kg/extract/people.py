"""Persons by the shape of their names: a first name and a surname, initials and a surname, capitals after a post.

Not for who they are, nor for the recogniser's persons (`kg.extract.found` cleans those with the help of this).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.model import Kind
from kg.nlp.gazetteer import WORD, keys
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, is_fixed_shape, is_known, readings

PARTICLES = frozenset(
    {"де", "ван", "фон", "дер", "ден", "аль", "ель", "бін", "бен", "ла", "ді", "да", "ле", "дю", "тер"}
)
_WORD = r"[А-ЯІЇЄҐ][а-яіїєґ'’ʼ]+(?:['’ʼ-][А-ЯІЇЄҐ][а-яіїєґ'’ʼ]+)*"
_SMALL = "|".join(sorted(PARTICLES))
_RUN = re.compile(rf"(?<![\w-]){_WORD}(?: (?:(?:{_SMALL}) ){{0,2}}{_WORD}){{1,3}}")
_INITIALS = re.compile(rf"\b[А-ЯІЇЄҐ]\. ?(?:[А-ЯІЇЄҐ]\. ?)?{_WORD}")


_ENKO = re.compile(r"[А-ЯІЇЄҐ][а-яіїєґ'’ʼ]+енк(?:о|а|у|ом|ові)")
_CAPITAL = re.compile(r" [А-ЯІЇЄҐ][а-яіїєґ'’ʼ]")
_SHORT = 4
"""Letters of a word that may be a foreign name, whatever the dictionary has it for."""
_PARTICLE = 8
"""Code points before a name in which a particle may stand, and the one before that."""
_PARTICLE_BEFORE = re.compile(r"(?<!\w)(ван|фон|дер|ден|де ла|аль|бін|тер) $")


def by_shape(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that look like a person's name, by first names of the dictionary and by initials."""
    for match in _INITIALS.finditer(text):
        yield match.span()
    for match in _RUN.finditer(text):
        yield from _names_in(text, *match.span())


def after_posts(text: str, ends: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Two or three capitalised words right after a post, first names unknown to the dictionary included; of two persons
    run together the first."""
    for end in ends:
        match = _RUN.match(text, end + 1)
        if match is None or text[end] not in " \u00a0":
            continue
        first, last = match.span()
        words = list(WORD.finditer(text, first, last))
        if len(words) > 2 and _is_other_noun(words[0].group()):  # "мер Осло Петтер Вік"
            words, first = words[1:], words[1].start()
        second = next((number for number in range(2, len(words) - 1) if is_first_name(words[number].group())), None)
        words, last = (words[:second], words[second - 1].end()) if second else (words, last)
        begins = is_first_name(words[0].group()) or not any(is_first_name(word.group()) for word in words[1:])
        if begins and all(may_be_surname(word.group()) or is_first_name(word.group()) for word in words):
            yield first, last


def _names_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in a run of capitalised words: each begins with a first name of the dictionary."""
    words = list(WORD.finditer(text, start, end))
    starts = [number for number, word in enumerate(words[:-1]) if is_first_name(word.group())]
    apart = {number for number in starts if number - 1 in starts and not _one_case(words[number - 1], words[number])}
    starts = [
        number
        for number in starts
        if number in apart or number == 0 or number - 1 not in starts or len(words) - number > 2
    ]
    starts = [number for number in starts if number + 1 not in apart]  # "у Верховній Раді Сергій Бондар"
    for number, other in zip(starts, [*starts[1:], len(words)], strict=False):
        part = words[number:other]
        last = next((place for place in range(2, len(part)) if _is_title(part[place].group())), len(part))
        while last > 1 and not may_be_surname(part[last - 1].group()):
            last -= 1
        if last > 1:
            yield part[0].start(), part[last - 1].end()


def _one_case(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two first names can stand in one case."""
    names = [[item for item in readings(fold(word.group())) if item.name == "Name"] for word in (one, other)]
    cases = [{item.case for item in known if not item.plural} for known in names]
    return bool(cases[0] & cases[1])


def is_first_name(word: str) -> bool:
    """Whether the dictionary has the word as a first name."""
    return not is_fixed_shape(word) and any(one.name == "Name" for one in readings(fold(word)))


def is_patronymic(word: str) -> bool:
    """Whether the dictionary has the word as a patronymic."""
    return any(one.name == "Patr" for one in readings(fold(word)))


def may_be_surname(word: str) -> bool:
    """Whether the word can be (a part of) a surname: named so in the dictionary, an adjective, or unknown."""
    if word in PARTICLES:
        return True
    if is_fixed_shape(word) or word.isupper():
        return False
    known = readings(fold(word))
    return any(one.name or one.pos == "ADJF" for one in known) or (not known and not is_known(fold(word)))


def name_stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """The name itself within a person entity: its first run of capitalised words, ordinary words before it left out.

    An empty stretch if there is none; of two persons run together the first.
    """
    words: list[re.Match[str]] = []
    for word in WORD.finditer(text, start, end):
        named = word.group()[0].isupper() or word.group() in PARTICLES
        if not named and words:
            break
        goes_on = word.end() < end or _CAPITAL.match(text, word.end())
        if named and not (words and is_first_name(word.group()) and len(words) > 1 and goes_on):
            words.append(word)
        elif named:
            break
    while (
        words
        and len(words) > 1
        and (_is_plain(words[0], text) or _is_title(words[0].group()) or _is_acronym(words[0].group()))
    ):
        words = words[1:]
    if not words:
        return end, end
    if len(words) > 2 and is_first_name(words[1].group()) and not is_first_name(words[0].group()):
        words = words if is_patronymic(words[2].group()) else words[1:]
    elif len(words) > 2 and _is_other_noun(words[0].group()):
        words = words[1:]  # "мер Луїсвілла Крейг Бендер"
    first = words[0].start()
    while (before := _PARTICLE_BEFORE.search(text, max(0, first - _PARTICLE), first)) is not None:
        first = before.start(1)
    return first, words[-1].end()


def _is_other_noun(word: str) -> bool:
    """Whether a word is a case other than the nominative, or a place's name that has no cases, and no person's name."""
    known = readings(fold(word)) if len(word) >= _SHORT else ()
    if known and all(one.pos == "NOUN" and one.fixed and not one.animate and not one.name for one in known):
        return True
    told = len(word) > _SHORT and bool(known)
    return told and all(one.pos == "NOUN" and one.case != "nomn" and not one.name for one in known)


def only_surname(word: str) -> bool:
    """Whether a word can only be a surname in -енко, whatever the recogniser takes it for."""
    return _ENKO.fullmatch(word) is not None and any(one.name == "Surn" for one in readings(fold(word)))


class Surnames:
    """Persons by the keys of their surnames: `full` are their names of two words."""

    def __init__(self, full: Iterable[Sequence[str]]) -> None:
        self._first: list[frozenset[str]] = []
        self._owners: dict[str, set[int]] = {}
        for number, (first, last) in enumerate(dict.fromkeys(map(tuple, full))):
            self._first.append(keys(first))
            for key in keys(last):
                self._owners.setdefault(key, set()).add(number)

    def owners(self, surname: str) -> set[int]:
        """The numbers of those with this surname, in any case."""
        return {number for key in keys(surname) for number in self._owners.get(key, ())}

    def called(self, first: str, surname: str) -> set[int]:
        """Those of them with this first name."""
        return {number for number in self.owners(surname) if self._first[number] & keys(first)}


def two_persons(words: Sequence[str], known: Surnames) -> bool:
    """Whether two words are the surnames of two persons, or three a person and the surname of one: the first two are a
    name of their own, and the third is hers or another's surname."""
    first, second, *more = words
    same = known.called(first, second)
    if not more:
        owners = [known.owners(surname) - same for surname in (first, second)]
        return all(owners) and owners[0] != owners[1]
    return bool(same) and bool(keys(more[0]) & keys(second) or known.owners(more[0]))


def is_post_of(words: Sequence[str]) -> bool:
    """Whether the words are a post and common nouns: "канцлер країни"."""
    return _is_title(words[0]) and all(word.islower() for word in words[1:])


def _is_acronym(word: str) -> bool:
    """Whether the word is an acronym of a body (ГУР), which is no part of a person's name."""
    return word.isupper() and len(word) > 1 and "А" <= word[0] <= "ґ"


def _is_title(word: str) -> bool:
    """Whether the word is a noun for a person (Дружина, Президент) and no first name."""
    return not is_first_name(word) and any(
        one.pos == "NOUN" and one.parse is not None and kind_of_noun(one.parse.normal_form) is Kind.PERSON
        for one in readings(fold(word))
    )


def _is_plain(match: re.Match[str], text: str) -> bool:
    """Whether a word is capitalised by its place alone (Також, Адвокатка), not a name or its part; in mid-sentence a
    dictionary word may be a foreign first name ("речника Веданта Пателя")."""
    word = match.group()
    plain = not is_fixed_shape(word) and is_known(fold(word)) and not may_be_surname(word)
    return plain and starts_sentence(text, match.start())


def starts_sentence(text: str, place: int) -> bool:
    """Whether the place is the first of a sentence or a quotation, by the characters before it."""
    before = text[max(0, place - 4) : place]
    bare = before.rstrip(' \u00a0"«“„(')
    return not bare or bare[-1] in ".!?:\n–—"
