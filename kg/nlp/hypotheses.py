"""Which reading of a name as a whole fits best: case, number, gender, and which of its words take part.

A name is read under every hypothesis of case, number and gender; the one on which most of its words, the tagger and the
preposition before it agree wins. Not for the forms that come of it: those are `kg.nlp.morph`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from kg.model import Kind
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import Reading, base, fold, guesses, is_fixed_shape, is_known, plurals, readings

OPENING, CLOSING, EITHER = "«„“‘", "»”’", "\"'"
_CASE_ORDER = {"nomn": 0, "gent": 1, "datv": 2, "accs": 3, "ablt": 4, "loct": 5}
_PRIOR = {"nomn": 0.25, "gent": 0.15, "accs": 0.1, "ablt": 0.05, "loct": 0.02, "datv": 0.0}
_GENDER_ORDER = ("masc", "femn", "neut", None)
_PLACES = frozenset({"місто", "село", "селище", "острів", "річка", "столиця", "смт"})
_LINKS = frozenset({"та", "і", "й", "або", "чи", "не", "та/або"})


class Word(NamedTuple):
    """A word of a name with what the tagger says of it; empty strings where it says nothing."""

    text: str
    space: str = " "
    case: str = ""
    plural: str = ""
    gender: str = ""
    pos: str = ""


class Setting(NamedTuple):
    """What stands around a name: cases that the preposition before it allows, or that the word before it makes
    likely; type; start."""

    cases: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    label: str = ""
    starts: bool = False


class Hypothesis(NamedTuple):
    """Case, number and gender under which a whole name is read."""

    case: str
    plural: bool
    gender: str | None


class Outcome(NamedTuple):
    """A hypothesis worked out: the readings chosen (by word number), the head's number, and how well they agree."""

    picks: tuple[tuple[int, Reading], ...]
    head: int | None
    score: float
    gender: str | None


_NOTHING = (0.0, Outcome((), None, 0.0, None))


@lru_cache(maxsize=1 << 9)
def analyse(words: tuple[Word, ...], setting: Setting) -> Outcome:
    """The best reading of a name as a whole."""
    options = [_try_person, _try_phrase] if _may_be_person(words, setting.label) else [_try_phrase]
    outcomes = [
        (outcome.score + _fit(words, outcome, hypothesis, setting), outcome)
        for hypothesis in _hypotheses(words)
        for attempt in options
        if (outcome := attempt(words, hypothesis)) is not None
    ]
    return max(outcomes, key=itemgetter(0), default=_NOTHING)[1]


def lemma_of(reading: Reading, word: str) -> str:
    """The dictionary form of a reading of `word` (folded)."""
    return str(reading.parse.normal_form) if reading.parse is not None else base(reading, word)


def _hypotheses(words: Sequence[Word]) -> list[Hypothesis]:
    found = {(one.case, one.plural, one.gender) for word in words for one in _all(word.text)}
    wanted = [Hypothesis(*one) for one in found if one[0] in _CASE_ORDER]
    return sorted(wanted, key=lambda one: (_CASE_ORDER[one.case], one.plural, _GENDER_ORDER.index(one.gender)))


@lru_cache(maxsize=1 << 10)
def _all(text: str) -> tuple[Reading, ...]:
    """Readings of a word of the text: by the dictionary, else by its ending."""
    word = fold(text)
    if not word[:1].isalpha() or is_fixed_shape(text):
        return ()
    known = readings(word)
    if known or len(word) < 4 or is_known(word):
        return known
    return (plurals(word) if text.islower() else ()) or guesses(word)


def _may_be_person(words: Sequence[Word], label: str) -> bool:
    plain = [word for word in words if word.text[0].isalpha()]
    if label not in ("", "PERS", "PER", "MISC") or not plain or len(plain) > 5:
        return False
    if label not in ("PERS", "PER") and len(plain) > 1 and _is_person_noun(plain[0].text):
        return False
    if not all(
        word.text[0].isupper() or word.text in ("де", "ван", "фон", "дер", "аль", "бен", "ла", "ді") for word in plain
    ):
        return False
    return label in ("PERS", "PER") or any(one.name for word in plain for one in _all(word.text))


@lru_cache(maxsize=1 << 10)
def _is_person_noun(text: str) -> bool:
    """Whether the word is a noun for a person (Дружина) and cannot be a first name."""
    known = readings(fold(text))
    nouns = (one for one in known if one.pos == "NOUN" and not one.name and one.parse is not None)
    return not any(one.name == "Name" for one in known) and any(
        kind_of_noun(one.parse.normal_form) is Kind.PERSON for one in nouns
    )


def _try_person(words: Sequence[Word], guess: Hypothesis) -> Outcome | None:
    """Read all words as parts of one person's name."""
    if guess.plural or guess.gender not in ("masc", "femn"):
        return None
    wanted = (guess.case, guess.gender, False)
    picks: list[tuple[int, Reading]] = []
    score = 0.0
    for place, word in enumerate(words):
        if not word.text[0].isalpha() or is_fixed_shape(word.text) or word.text[0].islower():
            continue
        agreeing = (one for one in _name_readings(word.text) if (one.case, one.gender, one.plural) == wanted)
        best = max(((_name_worth(one, word.text), one) for one in agreeing), key=itemgetter(0), default=None)
        if best is None:
            score -= 1.0
            continue
        score += best[0]
        picks.append((place, best[1]))
    return Outcome(tuple(picks), picks[0][0] if picks else None, score, guess.gender)


@lru_cache(maxsize=1 << 9)
def _name_readings(text: str) -> tuple[Reading, ...]:
    """Readings of a word as a name; an ordinary word may be a surname that declines in its own way."""
    known, guessed = _all(text), guesses(fold(text))
    if any(one.name == "Name" for one in known):
        return known
    if any(one.name or one.pos == "ADJF" for one in known):
        return known + tuple(one for one in guessed if one.fixed and text[-1] in "іїеоуюи")
    return known + guessed


def _name_worth(one: Reading, word: str) -> float:
    """How good a reading is as a part of a person's name."""
    if not one.known:
        return _guess_worth(one, word)
    if one.name:
        return 0.9 if one.fixed else 1.0
    return 0.7 if one.pos == "ADJF" else 0.5 if one.animate else 0.4


_OWNERS = ("ов", "єв", "ев")
"""Ends of surnames that hardly any other name has."""


def _guess_worth(one: Reading, word: str) -> float:
    """Worth of a reading made from an ending; foreign names in a vowel other than а, я rarely change."""
    if one.fixed:
        declines = word[-1] in "ую" and one.case in ("datv", "loct")  # "Андрію Якусевичу"
        rare = declines or readings(fold(word))
        return (0.3 if rare else 0.6) if word[-1] in "іїеоуиєю" else 0.35
    if one.stem is not None and one.stem.endswith(_OWNERS):
        return 0.7
    return 0.45 if word[-1] == "і" or one.case in ("datv", "loct") else 0.6


def _try_phrase(words: Sequence[Word], guess: Hypothesis) -> Outcome | None:
    """Read the words as modifiers, a head that they agree with, and complements that stay as they are."""
    picks: list[tuple[int, Reading]] = []
    head: int | None = None
    for place, word in enumerate(words):
        if not word.text[0].isalpha():
            continue
        modifier = _match(word.text, guess, ("ADJF", "PRTF", "NUMR"))
        noun = _match(word.text, guess, ("NOUN", "NPRO"))
        if noun and noun.name and place == 0 and len(words) > 1 and _is_person_noun(word.text):
            noun = None
        if noun and not (modifier and _goes_on(words, place, guess)):
            picks.append((place, noun))
            head = place
            break
        if modifier:
            picks.append((place, modifier))
        elif not (picks and word.text.lower() in _LINKS) and not _is_adverb(word.text):
            break
    if not picks:
        return None
    if head is None:
        head = picks[-1][0]
        if head != _last_plain(words) and not is_fixed_shape(words[head + 1].text):
            return Outcome(tuple(picks), head, 0.3 * len(picks), guess.gender)
        return Outcome(tuple(picks), head, 0.8 * len(picks), guess.gender)
    extra = _apposition(words, head, picks[-1][1], guess)
    worth = sum(1.0 if one.known or (one.stem and "-" in one.stem) else 0.6 for _, one in picks)
    return Outcome(tuple(picks + extra), head, worth + 0.5 * len(extra), guess.gender)


def _last_plain(words: Sequence[Word]) -> int:
    return max(place for place, word in enumerate(words) if word.text[0].isalnum())


def _goes_on(words: Sequence[Word], place: int, guess: Hypothesis) -> bool:
    """Whether after a modifier comes a further one or the noun itself."""
    for word in words[place + 1 :]:
        if word.text.lower() in _LINKS:
            continue
        return bool(_match(word.text, guess, ("NOUN", "ADJF", "PRTF")))
    return False


@lru_cache(maxsize=1 << 10)
def _is_adverb(text: str) -> bool:
    word = fold(text)
    return word.endswith("о") and not readings(word) and is_known(word)


def _match(text: str, guess: Hypothesis, kinds: tuple[str, ...]) -> Reading | None:
    """The first reading of the word that is one of `kinds` and agrees with the hypothesis; names of persons last."""
    case, plural, gender = guess
    name = None
    for one in _all(text):
        if one.case == case and one.plural == plural and one.gender in (gender, None) and one.pos in kinds:
            if not one.name:
                return one
            name = name or one
    return name


def _apposition(words: Sequence[Word], head: int, noun: Reading, guess: Hypothesis) -> list[tuple[int, Reading]]:
    """Further words in the head's case: the name of a person after a post, of a town after "місто"."""
    lemma = lemma_of(noun, fold(words[head].text))
    if lemma in _PLACES and head + 1 < len(words) and words[head + 1].text[:1].isupper():
        return _agreeing(words, range(head + 1, len(words)), guess.case)[:2]
    if not noun.animate or guess.plural or noun.name:
        return []
    places = range(head + 1, len(words))
    run = [place for place in places if words[place].text[:1].isupper() and _has_name(words[place].text)]
    if not run or not _near(words, head, run[0]) or (run[0] > head + 1 and _is_thing(words[run[0]].text)):
        return []
    last = run[0]
    while last + 1 < len(words) and words[last + 1].text[:1].isupper():
        last += 1
    run = list(range(run[0], last + 1))
    found = _agreeing(words, run, guess.case)
    return found if len(found) == len(run) else []


def _near(words: Sequence[Word], head: int, name: int) -> bool:
    """Whether a name belongs to the head and not to another person noun between them ("радник президента Байдена")."""
    between = words[head + 1 : name]
    people = any(one.animate and not one.name for word in between if word.text[0].islower() for one in _all(word.text))
    return not people and not any(word.text in '«"' for word in between[-1:])


@lru_cache(maxsize=1 << 10)
def _is_thing(text: str) -> bool:
    """Whether a word that can be a name is also a noun for a place or thing (Львова)."""
    return any(one.pos == "NOUN" and not one.name and not one.animate for one in _all(text))


@lru_cache(maxsize=1 << 10)
def _has_name(text: str) -> bool:
    known = _all(text)
    return any(one.name for one in known) and not is_fixed_shape(text)


def _agreeing(words: Sequence[Word], places: Sequence[int], case: str) -> list[tuple[int, Reading]]:
    for gender in ("masc", "femn", "neut", None):
        guess = Hypothesis(case, gender is None, gender)
        found = [(place, one) for place in places if (one := _match(words[place].text, guess, ("NOUN", "ADJF")))]
        if found:
            return found
    return []


def _fit(words: Sequence[Word], outcome: Outcome, guess: Hypothesis, setting: Setting) -> float:
    """How well a hypothesis fits the tagger's view and the preposition before the name."""
    score = _PRIOR[guess.case]
    score -= (0.3 if setting.label == "ORG" else 0.1) if guess.plural else 0.0
    if setting.cases:
        score += 0.8 if guess.case in setting.cases else -0.6
    if setting.likely:
        score += 0.3 if guess.case in setting.likely else -0.2
    for place, reading in outcome.picks:
        word, weight = words[place], 1.0 if place == outcome.head else 0.4
        if setting.label == "LOC" and reading.name:
            score -= 0.7
        if word.case:
            score += weight * (0.8 if word.case == guess.case else -0.4)
        if word.plural:
            score += weight * (0.3 if (word.plural == "Plur") == reading.plural else -0.3)
        if word.gender and not reading.plural:
            score += weight * (0.15 if word.gender == guess.gender else -0.1)
    return score
