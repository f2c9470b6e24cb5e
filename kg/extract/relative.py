"""Denials and confirmations in a relative clause: "заяву про наступ, яку штаб спростував", "…, що в мерії заперечують".

What they are on is what stands before them; not for other clauses (`kg.extract.verbs`).
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.contents import clause_of
from kg.extract.draft import Draft, Stretch
from kg.extract.phrases import finite
from kg.extract.reading import end_of
from kg.extract.sources import sources_of
from kg.extract.state import State, hypothetical, negation
from kg.extract.verbs import stance_of
from kg.model import CueKind, QuoteType, Stance
from kg.nlp.tagged import feature

_GROUPS = ("deny", "reject", "confirm")
_REACH = 8
"""Tokens from the pronoun to the verb."""
_GAP = 2
"""Characters from what is denied to the comma."""


def relative_drafts(state: State) -> Iterator[Draft]:
    """Drafts for such clauses in reading order; what was said before them ends at their comma."""
    reading, taken = state.reading, {one.anchor for one in state.drafts}
    for number, word in enumerate(reading.words):
        frame = state.lexicon.verbs.get(word)
        if frame is None or frame.group not in _GROUPS:
            continue
        verb = reading.doc[number]
        if verb.idx in taken or not finite(verb):
            continue
        pronoun, denied = _pronoun(verb), negation(reading, verb)
        stance, act = stance_of(frame, denied is not None)
        if pronoun is None or stance not in (Stance.DENIES, Stance.CONFIRMS) or hypothetical(reading, verb):
            continue
        clause = clause_of(reading, verb)
        behind = (one.i for one in reading.doc[verb.i + 1 : clause.high] if one.text in ",;")
        high = next(behind, clause.high)
        content = _before(state, reading.doc[pronoun.i - 1].idx, end_of(reading.doc[high - 1]))
        if content is None:
            continue
        cue = (denied.idx if denied is not None else verb.idx), end_of(verb)
        for source in sources_of(reading, verb, pronoun.i + 1, high):
            yield Draft(
                verb.idx, cue, source, stance, act, f"verb/{frame.group}/relative", content, QuoteType.INDIRECT,
                CueKind.VERB, frame.lemma,
            )  # fmt: skip


def _pronoun(verb: Token) -> Token | None:
    """The pronoun behind a comma that is the verb's object: "яку", or a "що" that opens no clause of its own."""
    for token in reversed(verb.doc[max(1, verb.i - _REACH) : verb.i]):
        if token.nbor(-1).text == ",":
            relative = feature(token, "PronType") == "Rel" and token.dep_ in ("obj", "iobj")
            whole = token.lower_ == "що" and not any(child.dep_ in ("obj", "ccomp") for child in verb.children)
            return token if (relative or whole) and verb.dep_ != "ccomp" else None
        if finite(token) or token.text in ".;:":
            return None
    return None


def _before(state: State, comma: int, end: int) -> Stretch | None:
    """What is said right before the comma, in the shortest of the drafts that say it; those that the clause, which goes
    to `end`, closes end there."""
    start = state.reading.sentence_of(comma)[0]
    found: Stretch | None = None
    for one in state.drafts:
        if one.content is None or one.anchor >= comma or not start <= one.content[0] < comma <= one.content[1] + _GAP:
            continue
        before = one.content[0], min(one.content[1], comma)
        if one.content[1] <= end + _GAP and one.quote is not QuoteType.DIRECT:
            one.content = before
        if found is None or before[1] - before[0] < found[1] - found[0]:
            found = before
    return found
