"""Polarity and tense of a content, as far as its words alone tell them; nothing where they do not.

Not for what contradicts what (`kg.resolve.claims`) nor for how certain something is put (`kg.extract`).
"""

import re
from enum import StrEnum
from functools import lru_cache

from kg.nlp.forms import fold, parses

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
    found = {one for word in words for one in _tenses(word)}
    return _TENSES.get(next(iter(found))) if len(found) == 1 else None


def _negates(word: str) -> bool:
    return word in _NOT or word in _NONE or bool(_NOBODY.fullmatch(word))


@lru_cache(maxsize=1 << 15)
def _may_be_verb(word: str, infinitive: bool) -> bool:
    """Whether some reading of the word is an infinitive, or another form of a verb."""
    return any(one.tag.POS == "VERB" and ("infn" in one.tag) is infinitive for one in parses(word))


@lru_cache(maxsize=1 << 15)
def _tenses(word: str) -> frozenset[str]:
    """The tenses that the word may have as a verb; `unsure` besides where it may be something else as well."""
    readings = parses(word)
    if len(word) < 2 or not any(one.tag.POS == "VERB" for one in readings):
        return frozenset()
    found = {str(one.tag.tense) for one in readings if one.tag.POS == "VERB" and one.tag.tense is not None}
    other = any(one.tag.POS != "VERB" for one in readings)
    return frozenset(found | {"unsure"}) if other else frozenset(found)
