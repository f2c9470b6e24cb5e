"""Polarity and tense of a content, as far as its words alone tell them; nothing where they do not.

Not for what contradicts what (`kg.resolve.claims`) nor for how certain something is put (`kg.extract`).
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from kg.nlp.words import fold, look_up

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_NOT = frozenset({"не", "ні", "ані"})
_THERE_IS_NO = frozenset({"нема", "немає"})
_NONE = _THERE_IS_NO | frozenset({"без", "жоден", "жодний", "ніхто", "ніщо", "ніде", "ніколи", "ніяк"})
_NOBODY = re.compile(
    r"жодн\w*|ні(?:кого|кому|ким|чого|чому|чим|який|яка|яке|які|якого|якої|яких|якому|якій|яким|якими)"
)
_WOULD = frozenset({"б", "би", "якби", "щоб", "щоби", "аби"})


class Polarity(StrEnum):
    """Whether a content is negated in form (kg:polarity)."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Tense(StrEnum):
    """The grammatical tense of a content's verbs (kg:tense)."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


_TENSES = {"past": Tense.PAST, "pres": Tense.PRESENT, "futr": Tense.FUTURE}


def polarity(text: str) -> Polarity | None:
    """Affirmed where no word negates, negated where every verb is (infinitives beside others do not count).

    None where it depends on how the parts hang together, and where two negations may cancel ("не може не піти").
    """
    words = [fold(one) for one in _WORD.findall(text)]
    if not any(_negates(one) for one in words):
        return Polarity.AFFIRMED if words else None
    verbs = [place for place, word in enumerate(words) if word in _THERE_IS_NO or _may_be_verb(word, infinitive=False)]
    verbs = verbs or [place for place, word in enumerate(words) if _may_be_verb(word, infinitive=True)]
    denied = {place for place in verbs if words[place] in _THERE_IS_NO or (place and words[place - 1] == "не")}
    others = {place for place, word in enumerate(words) if word == "не" and place + 1 not in denied}
    return Polarity.NEGATED if verbs and len(denied) == len(verbs) and not others else None


def tense(text: str) -> Tense | None:
    """The tense that all verbs of the text have; None without a verb, where they differ, and in a conditional."""
    words = [fold(one) for one in _WORD.findall(text)]
    if not _WOULD.isdisjoint(words):
        return None
    found = {one for word in words for one in _read(word).tenses}
    return _TENSES.get(next(iter(found))) if len(found) == 1 else None


def _negates(word: str) -> bool:
    return word in _NOT or word in _NONE or bool(_NOBODY.fullmatch(word))


def _may_be_verb(word: str, infinitive: bool) -> bool:
    """Whether some reading of the word is an infinitive, or another form of a verb."""
    return _read(word).infinitive if infinitive else _read(word).finite


class _Verb(NamedTuple):
    """What a word may be: an infinitive, another form of a verb, and of which tenses; `unsure` is among these where it
    may be something else as well."""

    infinitive: bool
    finite: bool
    tenses: frozenset[str]


@lru_cache(maxsize=1 << 11)
def _read(word: str) -> _Verb:
    readings = look_up(word)
    verbs = [one.tag for one in readings if one.tag.POS == "VERB"]
    found = {str(tag.tense) for tag in verbs if tag.tense is not None}
    unsure = {"unsure"} if verbs and len(verbs) < len(readings) else set()
    tenses = frozenset(found | unsure if len(word) > 1 else ())
    forms = {"infn" in tag for tag in verbs}
    return _Verb(True in forms, False in forms, _SETS.setdefault(tenses, tenses))


_SETS: dict[frozenset[str], frozenset[str]] = {}
"""Each of the few sets of tenses once."""
