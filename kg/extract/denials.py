"""Which statements a denial, a confirmation or a "could not verify" is about; not for finding the denials
themselves."""

from dataclasses import replace

from kg.extract.reading import Reading
from kg.ids import normal_name
from kg.model import Kind, Stance, Statement
from kg.nlp.forms import lemmas

_LINKED = (Stance.DENIES, Stance.CONFIRMS, Stance.UNVERIFIED)
_MIN_OVERLAP = 0.3
_CONTENT_POS = ("NOUN", "VERB", "PROPN", "ADJ", "X", "NUM")


def link(reading: Reading, statements: list[Statement]) -> list[Statement]:
    """The statements with `denies` and `target_resolution` filled for denials, confirmations and "could not verify"."""
    words = {one.id: _words(reading, one) for one in statements}
    linked: list[Statement] = []
    for one in statements:
        if one.stance in _LINKED:
            rule, found = _targets(one, statements, words, linked)
            one = replace(one, denies=tuple(found), target_resolution=rule if found else "unresolved")
        linked.append(one)
    return linked


def _words(reading: Reading, one: Statement) -> frozenset[str]:
    if one.content is None:
        return frozenset()
    tokens = reading.tokens(one.content.start, one.content.end)
    return frozenset(min(lemmas(token.text), default=token.lower_) for token in tokens if token.pos_ in _CONTENT_POS)


def _targets(
    one: Statement, statements: list[Statement], words: dict[str, frozenset[str]], linked: list[Statement]
) -> tuple[str, list[str]]:
    """Ids of the statements that `one` is about, and the rule that found them."""
    others = [other for other in statements if _may_be_target(one, other)]
    before = [other for other in others if other.id != one.id and other.sentence.start <= one.sentence.start]
    if words[one.id]:
        same = _overlapping(one, others, words)
        if same:
            return "overlap", same
        if one.stance is Stance.CONFIRMS:
            return "unresolved", []
    if one.stance is Stance.UNVERIFIED:
        relayed = [
            other.id for other in before if one.source.name in other.via and not other.part_of and _is_top(other)
        ]
        if relayed:
            return "relayed by the source", relayed
    owners = [other for other in before if _named_in_cue(one, other)]
    if owners:
        return "owner named", [other.id for other in owners]
    accused = [other for other in before if _about(other, one.source.name) and not other.part_of]
    if accused:
        accusers = {other.source.name for other in accused if other.source.kind is Kind.DOCUMENT}
        return "about the source", [
            other.id for other in before if other in accused or (other.source.name in accusers and not other.part_of)
        ]
    earlier = next((other for other in reversed(linked) if other.stance is Stance.DENIES and other.denies), None)
    if earlier is not None and one.stance is Stance.DENIES:
        return "same as the denial before", list(earlier.denies)
    nearest = [other for other in before if other.source.name != one.source.name][-1:]
    return ("nearest before", [nearest[0].id]) if nearest and one.content is None else ("unresolved", [])


def _is_top(other: Statement) -> bool:
    return other.part_of is None


def _may_be_target(one: Statement, other: Statement) -> bool:
    said = other.stance is Stance.ASSERTS and other.content is not None
    own = normal_name(other.source.name) == normal_name(one.source.name) and one.stance is not Stance.UNVERIFIED
    return said and not own and other.id != one.id


def _overlapping(one: Statement, others: list[Statement], words: dict[str, frozenset[str]]) -> list[str]:
    """Statements that share enough content words with the denial, relative to the shorter of the two."""
    mine, found = words[one.id], []
    for other in others:
        theirs = words[other.id]
        shared = len(mine & theirs)
        if shared >= 2 and shared / max(1, min(len(mine), len(theirs))) >= _MIN_OVERLAP:
            found.append(other.id)
    return found


def _named_in_cue(one: Statement, other: Statement) -> bool:
    """Whether the denial's sentence names the other's source behind its noun: "інформацію Бродського"."""
    if one.content is not None or one.cue is None:
        return False
    rest = one.sentence.text[max(0, one.cue.end - one.sentence.start) :]
    key = normal_name(other.source.name).split()
    return bool(key) and len(key[-1]) > 3 and key[-1][:-2] in normal_name(rest)


def _about(other: Statement, name: str) -> bool:
    return any(normal_name(name) == normal_name(about) for about in other.about)
