"""Names in the nominative: from "Дональда Трампа" or "меморандумі Білого дому" to the form that a reader expects.

Not for finding names in a text nor for joining several names of one actor: those are `kg.extract.mentions`.

A name is read under every hypothesis of case, number and gender; the one on which most of its words, the tagger and
the preposition
before it agree wins. Words that do not take part in the agreement (genitive complements, titles in quotation marks)
stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.data import load_toml
from kg.model import Kind
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import Reading, base, fold, guesses, is_fixed_shape, is_known, readings, restore

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

OPENING, CLOSING, EITHER = "«„“‘", "»”’", "\"'"
_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct", "Voc": "nomn"}
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_CASE_ORDER = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_PRIOR = {"nomn": 0.25, "gent": 0.15, "accs": 0.1, "ablt": 0.05, "loct": 0.02, "datv": 0.0}
_GENDER_ORDER = ("masc", "femn", "neut", None)
_PLACES = frozenset({"місто", "село", "селище", "острів", "річка", "столиця", "смт"})
_LINKS = frozenset({"та", "і", "й", "або", "чи", "не", "та/або"})
_LOWERED = frozenset({Kind.PERSON, Kind.GROUP, Kind.UNNAMED, Kind.DOCUMENT, Kind.MEDIA})


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


_NO_EVIDENCE = Setting()


class Hypothesis(NamedTuple):
    """Case, number and gender under which a whole name is read."""

    case: str
    plural: bool
    gender: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A hypothesis worked out: the readings chosen (by word number), the head's number, and how well all fits."""

    picks: tuple[tuple[int, Reading], ...]
    head: int | None
    score: float
    gender: str | None


def nominative(tokens: Span, title: str = "") -> str:
    """The display form, in the nominative, of what the span names.

    The head and the words that agree with it are put into the nominative, number kept; the rest stays. The parse is
    not needed;
    case, gender and number by the tagger are used as evidence where there are any. `title` is a noun in the name's
    case that stands
    before it (the post of a person), if one is known.
    """
    words = _words(tokens)
    setting = _setting(tokens)
    if title:
        setting = setting._replace(likely=own_cases(title))
    return nominative_words(words, setting) if words else tokens.text.strip()


@lru_cache(maxsize=1 << 14)
def nominative_words(words: tuple[Word, ...], setting: Setting = _NO_EVIDENCE) -> str:
    """The same for words with evidence."""
    best = analyse(words, setting)
    forms = [word.text for word in words]
    for place, reading in best.picks:
        forms[place] = _form(reading, words[place], best.gender)
    if setting.starts and _is_common(words, best):
        forms[0] = forms[0][:1].lower() + forms[0][1:]
    return "".join(form + word.space for form, word in zip(forms, words, strict=True)).strip()


def nominative_text(text: str, label: str = "", before: str = "") -> str:
    """The same for a bare string; `label` is one of the 13 entity types, `before` the word before it."""
    return nominative_words(split(text), Setting(_governed(before), _likely(before), label))


def split(text: str) -> tuple[Word, ...]:
    """Words, quotation marks and signs of a bare string."""
    import re

    pieces = re.findall(r"([^\W_][\w'’ʼ‘`.-]*[^\W_]|[^\W_]\.?|[^\w\s]|_)(\s*)", text)
    return tuple(Word(piece, " " if space else "") for piece, space in pieces)


def gender(name: str) -> str | None:
    """masc, femn, neut or plur: the gender that a pronoun for this name (in the nominative) takes; None if unknown."""
    words = split(name)
    best = analyse(words, Setting(cases=("nomn",)))
    heads = [reading for place, reading in best.picks if place == best.head]
    if not heads:
        return None
    return "plur" if heads[0].plural else best.gender or heads[0].gender


@lru_cache(maxsize=1 << 14)
def analyse(words: tuple[Word, ...], setting: Setting) -> Outcome:
    """The best reading of a name as a whole."""
    options = [_try_person, _try_phrase] if _may_be_person(words, setting.label) else [_try_phrase]
    outcomes = [
        replace(outcome, score=outcome.score + _fit(words, outcome, hypothesis, setting))
        for hypothesis in _hypotheses(words)
        for attempt in options
        if (outcome := attempt(words, hypothesis)) is not None
    ]
    return max(outcomes, key=lambda one: one.score, default=Outcome((), None, 0.0, None))


def _form(reading: Reading, word: Word, gender: str | None) -> str:
    adjective = reading.pos in ("ADJF", "PRTF") and not reading.plural
    return restore(base(reading, fold(word.text), gender if adjective else None), word.text)


def _is_common(words: Sequence[Word], best: Outcome) -> bool:
    """Whether a capital at the start of a sentence belongs to the sentence and not to the name."""
    if words[0].text.isupper() or not is_known(fold(words[0].text)):
        return False
    if len(words) > 1 and fold(words[-1].text) in load_toml("titles.toml")["back"]["many"]:
        return True
    if best.head is None:
        return False
    reading = dict(best.picks)[best.head]
    kind = kind_of_noun(_lemma(reading, fold(words[best.head].text)), reading.plural)
    return kind in _LOWERED or (kind is not None and len(words) == 1)


def _lemma(reading: Reading, word: str) -> str:
    return str(reading.parse.normal_form) if reading.parse is not None else base(reading, word)


def _hypotheses(words: Sequence[Word]) -> list[Hypothesis]:
    found = {Hypothesis(one.case, one.plural, one.gender) for word in words for one in _all(word.text)}
    order = {case: number for number, case in enumerate(_CASE_ORDER)}
    wanted = [one for one in found if one.case in order]
    return sorted(wanted, key=lambda one: (order[one.case], one.plural, _GENDER_ORDER.index(one.gender)))


@lru_cache(maxsize=1 << 14)
def _all(text: str) -> tuple[Reading, ...]:
    """Readings of a word of the text: by the dictionary, else by ending if it is capitalised."""
    word = fold(text)
    if not word[:1].isalpha() or is_fixed_shape(text):
        return ()
    known = readings(word)
    return known or (guesses(word) if len(word) > 3 and not is_known(word) else ())


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


@lru_cache(maxsize=1 << 12)
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
    picks: list[tuple[int, Reading]] = []
    score = 0.0
    for place, word in enumerate(words):
        if not word.text[0].isalpha() or is_fixed_shape(word.text) or word.text[0].islower():
            continue
        best = max(
            ((_name_worth(one, guess, word.text), one) for one in _name_readings(word.text)),
            key=lambda pair: pair[0],
            default=None,
        )
        if best is None or best[0] <= 0:
            score -= 1.0
            continue
        score += best[0]
        picks.append((place, best[1]))
    return Outcome(tuple(picks), picks[0][0] if picks else None, score, guess.gender)


@lru_cache(maxsize=1 << 14)
def _name_readings(text: str) -> tuple[Reading, ...]:
    """Readings of a word as a name; an ordinary word may be a surname that declines in its own way."""
    known, guessed = _all(text), guesses(fold(text))
    if any(one.name == "Name" for one in known):
        return known
    if any(one.name or one.pos == "ADJF" for one in known):
        return known + tuple(one for one in guessed if one.fixed and text[-1] in "іїеоуюи")
    return known + guessed


def _name_worth(one: Reading, guess: Hypothesis, word: str) -> float:
    """How good a reading is as a part of a person's name under the hypothesis; 0 if it does not agree."""
    if one.case != guess.case or one.plural or one.gender != guess.gender:
        return 0.0
    if not one.known:
        return _guess_worth(one, word)
    if one.name:
        return 0.9 if one.fixed else 1.0
    return 0.7 if one.pos == "ADJF" else 0.5 if one.animate else 0.4


def _guess_worth(one: Reading, word: str) -> float:
    """Worth of a reading made from an ending; foreign names in a vowel other than а, я rarely change."""
    if one.fixed:
        return (0.3 if readings(fold(word)) else 0.6) if word[-1] in "іїеоуиєю" else 0.35
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


@lru_cache(maxsize=1 << 12)
def _is_adverb(text: str) -> bool:
    word = fold(text)
    return word.endswith("о") and not readings(word) and is_known(word)


def _match(text: str, guess: Hypothesis, kinds: tuple[str, ...]) -> Reading | None:
    """The first reading of the word that is one of `kinds` and agrees with the hypothesis; names of persons last."""
    fits = [
        one
        for one in _all(text)
        if one.pos in kinds
        and one.case == guess.case
        and one.plural == guess.plural
        and one.gender in (guess.gender, None)
    ]
    return next((one for one in fits if not one.name), fits[0] if fits else None)


def _apposition(words: Sequence[Word], head: int, noun: Reading, guess: Hypothesis) -> list[tuple[int, Reading]]:
    """Further words in the head's case: the name of a person after a post, of a town after "місто"."""
    lemma = _lemma(noun, fold(words[head].text))
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


@lru_cache(maxsize=1 << 12)
def _is_thing(text: str) -> bool:
    """Whether a word that can be a name is also a noun for a place or thing (Львова)."""
    return any(one.pos == "NOUN" and not one.name and not one.animate for one in _all(text))


@lru_cache(maxsize=1 << 12)
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


def _words(tokens: Span) -> tuple[Word, ...]:
    """The span's words; what the tokenizer cut at hyphens is one word again."""
    words: list[Word] = []
    glue = False
    for token in tokens:
        if token.is_space:
            continue
        if words and (glue or (token.text == "-" and not words[-1].space)):
            words[-1] = _word(token)._replace(text=words[-1].text + token.text)
        else:
            words.append(_word(token))
        glue = token.text == "-" and not token.whitespace_ and len(words[-1].text) > 1
    return tuple(words)


def _word(token: Token) -> Word:
    morph = token.morph
    case, gender = morph.get("Case", []), morph.get("Gender", [])
    return Word(
        token.text,
        " " if token.whitespace_ else "",
        _CASES.get(case[0], "") if case else "",
        next(iter(morph.get("Number", [])), ""),
        _GENDERS.get(gender[0], "") if gender else "",
        token.pos_,
    )


def _setting(tokens: Span) -> Setting:
    doc, first = tokens.doc, tokens[0]
    before = doc[first.i - 1].text if first.i else ""
    if before and before in OPENING + EITHER and first.i > 1:
        before = doc[first.i - 2].text
    starts = first.i == 0 or before in (".", "!", "?", "\n") or _sentence_start(doc, first)
    return Setting(_governed(before), _likely(before), tokens.label_ or _entity_label(tokens), starts)


def _sentence_start(doc: Doc, first: Token) -> bool:
    if first.is_sent_start:
        return True
    return first.i > 0 and doc[first.i - 1].is_sent_start is True and not doc[first.i - 1].text[0].isalnum()


def _entity_label(tokens: Span) -> str:
    """The recogniser's type if one entity covers the whole span."""
    labels = {token.ent_type_ for token in tokens}
    return labels.pop() if len(labels) == 1 else ""


@lru_cache(maxsize=1 << 10)
def _governed(before: str) -> tuple[str, ...]:
    """Cases that a preposition governs; none for any other word."""
    table: dict[str, list[str]] = load_toml("morph.toml")["prepositions"]
    return tuple(table.get(before.lower(), ()))


@lru_cache(maxsize=1 << 12)
def own_cases(noun: str) -> tuple[str, ...]:
    """Cases that a common noun may stand in (in pymorphy's terms)."""
    return tuple(sorted({one.case for one in readings(fold(noun)) if one.pos == "NOUN"}))


@lru_cache(maxsize=1 << 12)
def _likely(before: str) -> tuple[str, ...]:
    """Cases made likely by a noun (its own, for a name in apposition, or the genitive) or adjective before the name."""
    if not before[:1].islower() or _governed(before):
        return ()
    known = readings(fold(before))
    cases = {one.case for one in known if one.pos in ("NOUN", "ADJF", "PRTF")}
    nouns = {"gent"} if any(one.pos == "NOUN" for one in known) else set()
    return tuple(case for case in _CASE_ORDER if case in cases | nouns)
