"""What somebody demands or promises: an infinitive with what belongs to it.

Not for other contents (`carriers`).
"""

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause
from kg.extract.draft import Stretch
from kg.extract.phrases import finite, infinitive
from kg.extract.reading import Reading
from kg.nlp.tagged import feature

_APART = contents.ADVERBIAL - {"бо", "оскільки", "адже"}
"""What is no part of a demand; its reasons are."""


def demanded(reading: Reading, cue: Token, clause: Clause) -> Stretch | None:
    """The content of a demand: an infinitive with all that belongs to it, or "до" + noun phrase."""
    for number in range(cue.i + 1, min(clause.high, cue.i + 16)):
        token = reading.doc[number]
        if infinitive(token):
            first = _demand_start(reading, cue, number)
            return contents.stretch(reading, first, contents.object_end(reading, number, clause, _APART))
        if number == cue.i + 1 and reading.words[number] == "до":
            return contents.stretch(reading, number, contents.object_end(reading, number, clause))
        if token.text in ",:;" or finite(token):
            return None
    return None


def _demand_start(reading: Reading, cue: Token, verb: int) -> int:
    """The object in the accusative before the infinitive belongs to the content, an addressee in the dative or with
    "від" does not."""
    between = reading.doc[cue.i + 1 : verb]
    accusative = any(
        (feature(token, "Case") == "Acc" or token.dep_ == "obj") and token.head == cue for token in between
    )
    first = cue.i + 1 if accusative and len(between) < 8 else verb
    if not accusative and between and between[-1].pos_ in ("ADV", "PART"):
        first = verb - 1
    return first
