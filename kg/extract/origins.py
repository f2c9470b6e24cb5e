"""On whose word rests what was told right before: "Джерелом цієї новини є сайт «Комета»", "Видання посилаються на слова
мера".

Not for relays within a sentence that tells something ("пише X з посиланням на Y"): those are `kg.extract.prepositions`.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.contents import clause_of
from kg.extract.draft import Draft, SourceRef, Stretch
from kg.extract.phrases import NOMINAL, converb, finite
from kg.extract.pointing import back_content
from kg.extract.reading import end_of
from kg.extract.sources import named, sources_of
from kg.extract.state import State, hypothetical, negation
from kg.extract.subjects import joined, may_be_nominative, owner_of, speaks
from kg.model import Act, CueKind, QuoteType, Stance
from kg.nlp.forms import lemmas
from kg.nlp.words import fold, readings

_NEAR = 6
"""Tokens between the parts of such a phrase at the most."""
_TOPIC = 12
"""The same of what the information is about."""


def origin_drafts(state: State) -> Iterator[Draft]:
    """A draft for each origin that is named, its content what stands before."""
    table = load_toml("cues.toml")["origin"]
    for token in state.reading.doc:
        lemma = token.lemma_.lower()
        if lemma in table["verbs"] and finite(token) and not converb(token):
            yield from _referring(state, token, frozenset(table["words"]))
        elif lemma in table["nouns"]:
            yield from _called(state, token, table)


def _referring(state: State, verb: Token, words: frozenset[str]) -> Iterator[Draft]:
    """ "Видання посилаються на слова мера": the mayor is the source, the outlets stand between."""
    reading, clause = state.reading, clause_of(state.reading, verb)
    if negation(reading, verb) is not None or hypothetical(reading, verb):
        return
    for number in range(verb.i + 1, min(clause.high - 1, verb.i + _NEAR)):
        if reading.words[number] != "на":
            continue
        noun = reading.doc[number].head
        owner = owner_of(noun) if noun.i > number and lemmas(noun.text) & words else None
        content = back_content(state, verb) if owner is not None and speaks(owner) else None
        if owner is not None and content is not None:
            cue = (verb.idx, end_of(noun))
            via = [one for one in sources_of(reading, verb, clause.low, number) if one.head is not None]
            yield from _drafts(state, verb, cue, owner, content, "refer", via)
        return


def _called(state: State, noun: Token, table: dict[str, list[str]]) -> Iterator[Draft]:
    """ "Джерелом цієї інформації є сторінка «Ранок»"."""
    reading = state.reading
    behind = reading.doc[noun.i + 1 : min(len(reading.doc), noun.i + _NEAR)]
    told = next((one for one in behind if not lemmas(one.text).isdisjoint(table["of"])), None)
    if told is None or all(one.case != "gent" for one in readings(fold(told.text))):
        return
    topic, link = _topic(told, table["copulas"])
    if lemmas(link.text).isdisjoint(table["copulas"]) and link.text not in "–—":
        return
    if negation(reading, link) is not None or hypothetical(reading, link):
        return
    for one in reading.doc[link.i + 1 : min(len(reading.doc), link.i + _NEAR)]:
        if one.text in ",.;:" or finite(one):
            return
        if one.pos_ in NOMINAL and one.pos_ != "ADJ" and may_be_nominative(one) and speaks(one):
            content = topic or back_content(state, noun)
            if content is not None:
                yield from _drafts(state, noun, (noun.idx, end_of(told)), one, content, "called", [], not topic)
            return


def _topic(told: Token, copulas: list[str]) -> tuple[Stretch | None, Token]:
    """What the origin is one of, where the phrase says it ("джерелом інформації про вибух стало …"), and the copula."""
    doc, last = told.doc, len(told.doc) - 1
    link = doc[min(told.i + 1, last)]
    if link.lower_ not in ("про", "щодо"):
        return None, link
    for number in range(link.i + 2, min(last, link.i + _TOPIC)):
        if doc[number].text in ",.;:":
            break
        if not lemmas(doc[number].text).isdisjoint(copulas):
            end = number
            while end > link.i + 2 and doc[end - 1].pos_ in ("PART", "ADV"):
                end -= 1
            return (doc[link.i + 1].idx, end_of(doc[end - 1])), doc[number]
    return None, link


def _drafts(
    state: State, token: Token, cue: Stretch, head: Token, content: Stretch, rule: str, via: list[SourceRef],
    back: bool = True,
) -> Iterator[Draft]:  # fmt: skip
    """One draft for each of the sources that are joined with `head`."""
    for one in joined(head):
        yield Draft(
            token.idx, cue, named(state.reading, one, "origin"), Stance.ASSERTS, Act.CLAIM, f"origin/{rule}", content,
            QuoteType.POINTING_BACK if back else QuoteType.INDIRECT,
            CueKind.NOUN if rule == "called" else CueKind.VERB, token.lemma_, via=list(via), back=back,
        )  # fmt: skip
