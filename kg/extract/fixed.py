"""Statements whose cue is a fixed phrase: "стало відомо, що", "висловив надію, що", "…, мовляв, …", a fact check's
verdict."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause, clause_of
from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.phrases import finite
from kg.extract.reading import end_of
from kg.extract.sources import sources_of
from kg.extract.carriers import back_content
from kg.extract.state import State, hypothetical
from kg.model import Act, CueKind, QuoteType, Stance
from kg.nlp.forms import fold, lemmas


def fixed_drafts(state: State) -> Iterator[Draft]:
    """Drafts for fixed phrases in reading order."""
    for token in state.reading.doc:
        word = state.reading.words[token.i]
        if word == "мовляв":
            yield from _particle(state, token)
        elif token.i not in state.used:
            yield from _phrase(state, token)
            yield from _light(state, token)


def _phrase(state: State, token: Token) -> Iterator[Draft]:
    reading = state.reading
    frame = state.lexicon.phrases.get(tuple(reading.words[token.i : token.i + 2]))
    if frame is None:
        return
    clause, last = clause_of(reading, token), reading.doc[token.i + 1]
    first = contents.complement_start(reading, last, clause)
    if first is None:
        return
    content = contents.stretch(reading, first, clause.high)
    source = SourceRef(Voice.UNKNOWN, None, None, "impersonal")
    yield Draft(
        token.idx, (token.idx, end_of(last)), source, frame.stance, frame.act, f"phrase/{frame.lemma}", content,
        QuoteType.INDIRECT, CueKind.VERB, frame.lemma,
    )  # fmt: skip


def _light(state: State, token: Token) -> Iterator[Draft]:
    reading = state.reading
    table = state.lexicon.raw["light"][0]
    if token.pos_ != "VERB" or not lemmas(token.text) & set(table["verbs"]) or hypothetical(reading, token):
        return
    clause = clause_of(reading, token)
    noun = _speech_noun(state, token, clause, frozenset(table["nouns"]))
    if noun is None:
        return
    pointing = noun.i > 0 and reading.words[noun.i - 1] in ("таку", "таке", "такий", "цю")
    content = back_content(state, token) if pointing else _noun_content(state, noun, clause)
    if content is None:
        return
    start = reading.doc[noun.i - 1].idx if pointing else noun.idx
    cue = min(start, token.idx), max(end_of(noun), end_of(token))
    kind = QuoteType.POINTING_BACK if pointing else QuoteType.INDIRECT
    for source in sources_of(reading, token, clause.low, clause.high):
        yield Draft(
            token.idx, cue, source, Stance(table["stance"]), Act(table["act"]), "light", content, kind, CueKind.VERB,
            token.lemma_, back=pointing,
        )  # fmt: skip


def _speech_noun(state: State, verb: Token, clause: Clause, nouns: frozenset[str]) -> Token | None:
    for number in [
        *range(verb.i + 1, min(verb.i + 5, clause.high)),
        *range(verb.i - 1, max(verb.i - 4, clause.low) - 1, -1),
    ]:
        token = state.reading.doc[number]
        if token.pos_ == "NOUN" and lemmas(token.text) & nouns:
            return token
    return None


def _noun_content(state: State, noun: Token, clause: Clause) -> Stretch | None:
    first = contents.complement_start(state.reading, noun, clause)
    if first is not None:
        return contents.stretch(state.reading, first, clause.high)
    follows = noun.i + 2 < clause.high and state.reading.words[noun.i + 1] in ("у", "в", "щодо", "про")
    if not follows:
        return None
    return contents.stretch(state.reading, noun.i + 2, contents.object_end(state.reading, noun.i + 2, clause))


def _particle(state: State, token: Token) -> Iterator[Draft]:
    """ "…, мовляв, …" where no verb of speech stands before it in the clause."""
    reading, clause = state.reading, clause_of(state.reading, token)
    if any(number < token.i for number in state.cue_tokens(clause)) or token.i == clause.low:
        return
    verb = next((one for one in reversed(reading.doc[clause.low : token.i]) if finite(one)), None)
    first = token.i + 2 if token.i + 1 < clause.high and reading.doc[token.i + 1].text == "," else token.i + 1
    content = contents.stretch(reading, first, clause.high)
    if verb is None or content is None:
        return
    entry = state.lexicon.raw["particle"][0]
    for source in sources_of(reading, verb, clause.low, token.i):
        yield Draft(
            token.idx, (token.idx, end_of(token)), source, Stance(entry["stance"]), Act(entry["act"]), "particle", content,
            QuoteType.INDIRECT, CueKind.PARENTHETICAL, "мовляв", confidence=0.6,
        )  # fmt: skip


def factcheck_drafts(state: State) -> Iterator[Draft]:
    """The verdicts of an outlet that checks facts, in its own voice: "Однак це твердження не відповідає дійсності"."""
    reading, table = state.reading, state.lexicon.raw["factcheck"]
    outlet = fold(reading.article.outlet or "")
    if not any(name in outlet for name in table["outlets"]):
        return
    folded = fold(reading.text)
    if len(folded) != len(reading.text):
        return
    for phrase in table["phrases"]:
        place = folded.find(phrase)
        while place >= 0:
            if not _spoken(state, place):
                source = SourceRef(Voice.OUTLET, None, None, "fact check")
                cue = (place, place + len(phrase))
                yield Draft(
                    place, cue, source, Stance.DENIES, Act.DENY, "factcheck", None, target="bare", cue_lemma=phrase
                )
            place = folded.find(phrase, place + 1)


def _spoken(state: State, place: int) -> bool:
    """Whether somebody else's statement covers the place."""
    if state.reading.quotation_at(place):
        return True
    return any(one.content and one.content[0] <= place < one.content[1] and not one.back for one in state.drafts)
