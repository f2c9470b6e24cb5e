"""Notices of suspicion and of charges, whoever serves them: "судді повідомили про підозру у хабарництві"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause, clause_of
from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.lexicon import lexicon
from kg.extract.phrases import finite, times
from kg.extract.reading import Reading, end_of
from kg.extract.sources import sources_of
from kg.extract.state import State, hypothetical, negation
from kg.model import Act, CueKind, Kind, QuoteType, Stance
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, readings

_NEAR = 8
"""Tokens between the verb and its noun, at the most."""
_OPENING = ("у", "в", "щодо", "через")
"""Prepositions, besides "за", that open what somebody is charged with."""


def notice_drafts(state: State) -> Iterator[Draft]:
    """Drafts for notices of suspicion in reading order."""
    reading, table = state.reading, lexicon().raw["notice"]
    telling, either = frozenset(table["verbs"]), frozenset((*table["verbs"], *table["serving"]))
    for token in reading.doc:
        words = lemmas(token.text) if token.pos_ == "VERB" and token.i not in state.used else frozenset()
        if words.isdisjoint(either):
            continue
        clause = clause_of(reading, token)
        noun = _noun(token, table["served" if words.isdisjoint(telling) else "nouns"], clause)
        if noun is None or not _happened(reading, token):
            continue
        state.used.add(token.i)
        content = _charge(reading, max(token, noun, key=lambda one: one.i), clause)
        first, last = sorted((token, noun), key=lambda one: one.i)
        before = (one.idx for one in noun.children if one.dep_ == "case" and one.i < noun.i and noun == first)
        quote = QuoteType.INDIRECT if content else QuoteType.NONE
        for source in _sources(reading, token, noun, clause):
            yield Draft(
                token.idx, (next(before, first.idx), end_of(last)), source, Stance.ASSERTS, Act.ACCUSE, "notice",
                content, quote, CueKind.VERB, token.lemma_,
            )  # fmt: skip


def _happened(reading: Reading, verb: Token) -> bool:
    """Whether the notice was served, and not called something ("оголосив підозру незаконною")."""
    judged = any(one.pos_ == "ADJ" and feature(one, "Case") == "Ins" for one in verb.children)
    asked = feature(verb, "Mood") == "Imp"
    return not (judged or asked or hypothetical(reading, verb)) and negation(reading, verb) is None


def _noun(verb: Token, nouns: list[str], clause: Clause) -> Token | None:
    """The suspicion or charge that the verb tells of: its own object, or behind "про"; not one of an illness."""
    low, high = max(clause.low, verb.i - _NEAR), min(clause.high, verb.i + _NEAR)
    for token in verb.doc[low:high]:
        if token.pos_ != "NOUN" or lemmas(token.text).isdisjoint(nouns):
            continue
        cases = [one.lower_ for one in token.children if one.dep_ == "case"]
        own = token.head == verb or (cases == ["про"] and feature(token.head, "Case") == "Dat")
        ill = token.i + 1 < len(verb.doc) and token.nbor().lower_ == "на"
        if own and not ill and cases in ([], ["про"]):
            return token
    return None


def _charge(reading: Reading, last: Token, clause: Clause) -> Stretch | None:
    """What it is for: behind the first such preposition; None where it is left open."""
    for number in range(last.i + 1, clause.high - 1):
        token, noun = reading.doc[number], reading.doc[number].head
        if token.text in ".;:" or finite(token):
            return None
        law = token.lower_ == "за" and lemmas(reading.words[number + 1]) & set(lexicon().raw["notice"]["by"])
        deed = token.lower_ in _OPENING and noun.text[:1].islower() and not lemmas(noun.text) & times()
        if token.pos_ == "ADP" and (law or (deed and kind_of_noun(noun.lemma_) is None)):
            return contents.stretch(reading, number + 1, contents.object_end(reading, number + 1, clause))
    return None


def _sources(reading: Reading, verb: Token, noun: Token, clause: Clause) -> list[SourceRef]:
    """Who serves the notice; somebody, where nobody is told ("суддям повідомили про підозру")."""
    given = sources_of(reading, verb, clause.low, clause.high)
    named = [one for one in given if one.voice is Voice.NAMED and one.head != noun.i and _tells(reading, one)]
    suspect = [one for one in named if one.head is not None and _is_notified(verb, reading.doc[one.head])]
    return named if named and not suspect else [SourceRef(Voice.UNKNOWN, None, None, "impersonal")]


def _tells(reading: Reading, source: SourceRef) -> bool:
    """Whether a place is a body: "у прокуратурі повідомили", not "на Волині"."""
    place = reading.doc[source.head] if source.head is not None else None
    body = place is not None and (place.ent_type_ == "ORG" or kind_of_noun(place.lemma_) is Kind.ORGANIZATION)
    return source.rule != "locative" or body


def _is_notified(verb: Token, head: Token) -> bool:
    """Whether what looks like the subject may be a dative, and nobody else stands in one: "судді повідомили"."""
    if head.pos_ == "NUM":  # "двом морякам пред'явили звинувачення"
        return True
    own = {one.i for one in head.subtree}
    if head.text.isupper() or feature(head, "Uninflect") == "Yes":  # "МОЗ повідомило"
        return False
    others = any(one.i not in own and feature(one, "Case") == "Dat" for one in verb.subtree)
    return not others and any(form.case == "datv" for form in readings(fold(head.text)))
