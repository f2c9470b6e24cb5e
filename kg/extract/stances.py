"""What an act does to what was said before, where its cue alone does not tell: rejections under a neutral "заявив"."""

import re
from dataclasses import replace
from itertools import pairwise

from kg.extract.lexicon import Lexicon, checks_facts, lexicon
from kg.extract.overlap import STEM, Overlap
from kg.extract.reading import Reading
from kg.extract.rejections import NEAR, rejects
from kg.model import Act, Kind, Stance, Statement
from kg.nlp.forms import fold, fold_text, lemmas

_TOLD = (Stance.ASSERTS, Stance.CONFIRMS)
_IN_REPLY = ("у відповідь ", "на це ")
_CHECKED = (Kind.MEDIA, Kind.GROUP, Kind.UNNAMED)
"""Whose words a fact check refutes, though they negate something."""
_OPENING = 3
"""Words before "вимагаємо" that may open a quotation."""
_BETWEEN = 60
"""Characters between a cue and its content in which "нібито" still marks the content."""


def adjust(reading: Reading, table: Lexicon, statements: list[Statement]) -> list[Statement]:
    """Stance, distancing and certainty out of the words of each statement and its neighbours."""
    adjusted: list[Statement] = []
    told = [one for one in statements if one.stance is Stance.ASSERTS and one.content]
    claims = [one for one in told if one.content and not _negated(one.content.text)]
    checker = checks_facts(reading.article.outlet)
    overlap = Overlap.of(reading, statements) if len(claims) < len(told) and not checker else None
    for one in statements:
        if one.rule.startswith("verb/demand/clause") and _told(reading, one):
            one = replace(one, stance=Stance.ASSERTS, act=Act.CLAIM)
        denying = one.stance in _TOLD and rejects(reading, one, adjusted)
        denying = denying and (one.stance is Stance.ASSERTS or _answers(one, adjusted))
        denying = denying or (one.stance is Stance.ASSERTS and _of_denial(one, adjusted))
        against = one.stance is Stance.ASSERTS and (
            _goes_on(one, adjusted) or _replies(one, adjusted) or _contradicts(overlap, one, claims)
        )
        if checker and one.source.kind in _CHECKED:
            against = False
        if one.quote == "pointingBack" and one.source.kind is Kind.MEDIA:  # an outlet that tells of somebody's denial
            denying = False
        if denying or against:
            one = replace(one, stance=Stance.DENIES, act=Act.DENY)
        if one.stance is Stance.ASSERTS and _demands(table, one):
            one = replace(one, stance=Stance.DEMANDS, act=Act.CALL)
        adjusted.append(_marked(reading, table, one))
    return adjusted


def _goes_on(one: Statement, before: list[Statement]) -> bool:
    """Whether a bare denial is carried on, by a converb or in words that negate: "спростувала заяви, вказавши, що …",
    "спростувала це. Вона повідомила, що цех не закривали"."""
    if not before or one.cue is None or one.content is None:
        return False
    last = before[-1]
    if last.stance is not Stance.DENIES or last.content is not None or last.source.name != one.source.name:
        return False
    converb = one.cue.text.endswith(("вши", "вшись", "ючи", "ячи", "ючись")) and last.sentence == one.sentence
    return converb or _negated(one.content.text[:NEAR])


def _of_denial(one: Statement, before: list[Statement]) -> bool:
    """Whether "про це сказав" points back to the same one's denial: "Мер спростував чутки. Про це він сказав учора"."""
    content = one.content if one.quote == "pointingBack" else None
    if content is None:
        return False
    own = [
        other
        for other in before
        if other.source.name == one.source.name
        and other.cue is not None
        and content.start <= other.cue.start < content.end
        and not other.part_of
    ]
    return bool(own) and all(other.stance is Stance.DENIES for other in own)


def _replies(one: Statement, before: list[Statement]) -> bool:
    """Whether somebody answers a claim in words that negate: "У відповідь мер заявив, що не брав грошей"."""
    if one.content is None or one.part_of or not one.sentence.text.casefold().startswith(_IN_REPLY):
        return False
    return _negated(one.content.text[:NEAR]) and _answers(one, before)


def _contradicts(overlap: Overlap | None, one: Statement, claims: list[Statement]) -> bool:
    """Whether a clause of the content says with a negation what somebody else claims without one: "ліків не
    бракує"."""
    if overlap is None or one.content is None or one.quote == "pointingBack" or one.act is Act.ACCUSE:
        return False
    if one.source.kind is Kind.GROUP:  # "23 % вважають, що не …"
        return False
    clauses = [clause for clause in _CLAUSE_END.split(one.content.text[:NEAR]) if _negated(clause)]
    stems = frozenset(fold(word)[:STEM] for clause in clauses for word in _WORD.findall(clause))
    return any(
        other.source.name != one.source.name
        and other.id != one.part_of
        and one.id != other.part_of
        and len(overlap.stems[other.id]) > _LEAST
        and len(overlap.stems[one.id] & overlap.stems[other.id] & stems) >= _LEAST
        and overlap.share(one, other) >= (_SAME if other.sentence.start <= one.sentence.start else _SAME_LATER)
        for other in claims
    )


_CLAUSE_END = re.compile(r"[,;:.!?…–—\n]+")
_WORD = re.compile(r"\w[\w'’ʼ-]*")
_SAME, _SAME_LATER, _LEAST = 0.5, 0.65, 2
"""Share of words, also with a claim told later, and number of them from which two contents speak of the same; chosen
on annotated articles."""


def _negated(text: str) -> bool:
    table = lexicon().raw["rejection"]
    words = text.split()
    told = (fold(word.strip(',.:;«»"()')) for word in words)
    only = [before == "не" and fold(after) in table["only"] for before, after in pairwise([*map(fold, words), ""])]
    return any(word in table["negations"] and not nothing for word, nothing in zip(told, only, strict=True))


def _demands(lexicon: Lexicon, one: Statement) -> bool:
    """Whether a quotation opens with a demand in the first person ("Вимагаємо …")."""
    if one.content is None or one.quote != "direct":
        return False
    words = [fold(word.strip(',.«»"')) for word in one.content.text.split(maxsplit=_OPENING + 1)[: _OPENING + 1]]
    first = next((word for word in words if word not in lexicon.raw["demanding"]["before"]), "")
    frame = lexicon.verbs.get(first)
    return frame is not None and frame.group == "demand" and first.endswith(("ємо", "имо", "аю", "ую", "ю", "шу"))


def _told(reading: Reading, one: Statement) -> bool:
    """Whether the content of a demanding verb is a clause with "що": "наполягає, що невинний" claims, "щоб" demands."""
    return one.content is not None and reading.text[: one.content.start].rstrip().endswith((" що", ",що"))


def _answers(one: Statement, before: list[Statement]) -> bool:
    """Whether somebody else's claim stands before, or the content itself names what it rejects."""
    if one.quote == "pointingBack" or (one.content and _names_claim(one.content.text[:NEAR])):
        return True
    return any(other.stance is Stance.ASSERTS and other.source.name != one.source.name for other in before)


def _names_claim(text: str) -> bool:
    claims = lexicon().targets.difference(lexicon().raw["rejection"]["nouns"])
    return any(lemmas(word.strip(',.«»"')) & claims for word in text.split())


def _marked(reading: Reading, cues: Lexicon, one: Statement) -> Statement:
    """Distancing and certainty by the words of the content and those between it and the cue."""
    stretch = one.content or one.sentence
    start = one.cue.end if one.cue and 0 <= stretch.start - one.cue.end < _BETWEEN else stretch.start
    words = fold_text(reading.text[start : stretch.end]).replace(",", " ").split()
    table = cues.raw["certainty"]
    distancing = next((word for word in cues.raw["distancing"]["words"] if word in words), None)
    certainty = next((name for name in ("possible", "certain") if set(table[name]) & set(words)), None)
    return replace(one, distancing=distancing, certainty=certainty)
