"""Notices of suspicion and of charges, whoever serves them: "судді повідомили про підозру у хабарництві"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause, clause_of
from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.lexicon import lexicon
from kg.extract.phrases import finite
from kg.extract.reading import Reading, end_of
from kg.extract.sources import sources_of
from kg.extract.state import State, hypothetical, negation
from kg.model import Act, CueKind, QuoteType, Stance
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature
from kg.nlp.words import fold, readings

_BEHIND, _BEFORE = 7, 4
"""Tokens behind and before the verb within which its noun stands."""
_FOR = ("у", "в", "за", "щодо", "через")
"""Prepositions that open what somebody is charged with."""


def notice_drafts(state: State) -> Iterator[Draft]:
    """Drafts for notices of suspicion in reading order."""
    reading, verbs = state.reading, set(lexicon().raw["notice"]["verbs"])
    for token in reading.doc:
        if token.pos_ != "VERB" or token.i in state.used or lemmas(token.text).isdisjoint(verbs):
            continue
        clause = clause_of(reading, token)
        noun = _noun(reading, token, clause)
        if noun is None or hypothetical(reading, token) or negation(reading, token) is not None:
            continue
        state.used.add(token.i)
        content = _charge(reading, max(token, noun, key=lambda one: one.i), clause)
        first, last = sorted((token, noun), key=lambda one: one.i)
        start = next((one.idx for one in noun.children if one.dep_ == "case" and noun == first), first.idx)
        quote = QuoteType.INDIRECT if content else QuoteType.NONE
        for source in _sources(reading, token, noun, clause):
            yield Draft(
                token.idx, (start, end_of(last)), source, Stance.ASSERTS, Act.ACCUSE, "notice", content, quote,
                CueKind.VERB, token.lemma_,
            )  # fmt: skip


def _noun(reading: Reading, verb: Token, clause: Clause) -> Token | None:
    """The suspicion or charge that the verb tells of, in its clause, with no other verb between."""
    nouns = set(lexicon().raw["notice"]["nouns"])
    ahead = reading.doc[verb.i + 1 : min(clause.high, verb.i + _BEHIND)]
    for side in (ahead, reversed(reading.doc[max(clause.low, verb.i - _BEFORE) : verb.i])):
        for token in side:
            if token.text in ",.;:" or (finite(token) and token.dep_ not in ("aux", "cop")):
                break
            if token.pos_ == "NOUN" and lemmas(token.text) & nouns:
                return token
    return None


def _charge(reading: Reading, last: Token, clause: Clause) -> Stretch | None:
    """What it is for: behind the first such preposition; None where it is left open."""
    for number in range(last.i + 1, clause.high - 1):
        token = reading.doc[number]
        if token.text in ".;:" or finite(token):
            return None
        if token.pos_ == "ADP" and token.lower_ in _FOR:
            return contents.stretch(reading, number + 1, contents.object_end(reading, number + 1, clause))
    return None


def _sources(reading: Reading, verb: Token, noun: Token, clause: Clause) -> list[SourceRef]:
    """Who serves the notice; somebody, where nobody is told ("суддям повідомили про підозру")."""
    given = sources_of(reading, verb, clause.low, clause.high)
    named = [
        one for one in given if one.voice is Voice.NAMED and one.head not in (None, noun.i) and one.rule != "locative"
    ]
    suspect = [one for one in named if one.head is not None and _is_notified(verb, reading.doc[one.head])]
    return named if named and not suspect else [SourceRef(Voice.UNKNOWN, None, None, "impersonal")]


def _is_notified(verb: Token, head: Token) -> bool:
    """Whether what looks like the subject may be a dative, and nobody else stands in one: "судді повідомили"."""
    if head.pos_ == "NUM":  # "двом морякам пред'явили звинувачення"
        return True
    own = {one.i for one in head.subtree}
    others = any(one.i not in own and feature(one, "Case") == "Dat" for one in verb.subtree)
    return not others and any(form.case == "datv" for form in readings(fold(head.text)))
