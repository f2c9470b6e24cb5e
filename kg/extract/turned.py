"""What is said before its cue, or around a tag: "Міст відкриють, сказав мер", "Мер, як пише газета, виїхав".

Not for what follows a cue: that is `kg.extract.contents`.
"""

from spacy.tokens import Token

from kg.extract.contents import Clause, behind_relative, stretch, within_relative
from kg.extract.draft import Stretch
from kg.extract.phrases import converb, finite, times
from kg.extract.reading import Reading
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature

_COMPARED = {"так", "такий", "така", "таке", "такі", "настільки", "саме"}
"""Words before ", як" that make it a comparison ("не так, як очікували")."""
_ENDS = {",", "–", "—"}
_TAG_WORDS = ("ADV", "AUX", "PART", "NOUN", "PROPN", "PRON", "ADJ", "X", "ADP", "DET")
"""Parts of speech that may stand between "як" and its verb."""
_SHORTEST = 3
"""Tokens of the shortest clause that can be a content before its cue."""


def inverted(reading: Reading, cue: Token, clause: Clause) -> Stretch | None:
    """The content before ", сказав X" or ", повідомили в X" at the end of a clause, or None."""
    edge = cue.i
    while (
        edge > clause.low and reading.doc[edge - 1].pos_ in ("ADV", "PART") and reading.words[edge - 1] not in ("як",)
    ):
        edge -= 1
    as_word = edge > clause.low and reading.words[edge - 1] == "як"
    if as_word:
        edge -= 1
    if edge - 1 <= clause.low or reading.doc[edge - 1].text not in ",–—-":
        return None
    if as_word and reading.words[edge - 2] in _COMPARED:
        return None
    before = reading.doc[clause.low : edge - 1]
    own = any(child.dep_ == "nsubj" and child.i < edge for child in cue.children)
    said = any(token.pos_ in ("VERB", "AUX", "ADJ") or token.dep_ in ("nsubj", "ROOT") for token in before)
    if own and not as_word:
        return None
    if _parenthesis(reading, cue, clause):
        after = 1 + next(number for number in range(cue.i + 1, clause.high) if reading.doc[number].text == ",")
        return within_relative(reading, edge, after, clause) or stretch(reading, clause.low, clause.high)
    short = any(finite(token) for token in before) or reading.words[clause.low] == "це"  # "Це неправда, заявили в раді"
    if not said or len(before) < _SHORTEST - short:
        return None
    return stretch(reading, _turn_start(reading, edge - 1, clause), edge - 1)


def after_dash(reading: Reading, cue: Token) -> bool:
    """Whether the cue follows ", –", which closes direct speech without quotation marks."""
    return cue.i > 1 and reading.doc[cue.i - 1].text in "–—-" and reading.doc[cue.i - 2].text in ",.!?"


def _turn_start(reading: Reading, dash: int, clause: Clause) -> int:
    """Where the speech before ", – сказав X" begins: at the dash that opens its paragraph, else with the clause."""
    start, _ = reading.paragraph_of(reading.doc[dash].idx)
    first = next(reading.tokens(start, reading.doc[dash].idx), None)
    if reading.doc[dash].text in "–—-" and first is not None and first.text in "–—-":
        return int(first.i) + 1
    return clause.low


def _parenthesis(reading: Reading, cue: Token, clause: Clause) -> bool:
    """Whether the clause goes on behind the cue and its source: "Мер, каже він, просто втік"."""
    for number in range(cue.i + 1, min(clause.high - 1, cue.i + 7)):
        token = reading.doc[number]
        if token.text == ",":
            following = reading.doc[number + 1]
            opens = following.pos_ in ("SCONJ", "CCONJ", "ADP") or feature(following, "PronType") == "Rel"
            rest = reading.doc[number + 1 : clause.high]
            return not opens and not converb(following) and any(finite(one) for one in rest)
        if token.text in ".;:–—" or finite(token):
            return False
    return False


def tagged(reading: Reading, cue: Token, clause: Clause) -> bool:
    """Whether the cue stands in a tag that opens its clause: "Як пише X, …"."""
    number = cue.i - 1
    while number > clause.low and reading.doc[number].pos_ in _TAG_WORDS and reading.words[number] != "як":
        number -= 1
    return number >= clause.low and reading.words[number] == "як" and number - clause.low <= 3


def fronted(reading: Reading, cue: Token, clause: Clause) -> Stretch | None:
    """The content before its cue behind "Про те, що": "Про те, що міст закриють, ще вчора написала газета"."""
    words = [word for word in reading.words[clause.low : cue.i] if word != ","]
    if words[:3] != ["про", "те", "що"]:
        return None
    end = next((number for number in range(cue.i - 1, clause.low, -1) if reading.words[number] in _ENDS), None)
    if end is None or any(finite(token) for token in reading.doc[end : cue.i]):
        return None
    first = reading.words.index("що", clause.low) + 1
    return stretch(reading, first, end) if any(finite(token) for token in reading.doc[first:end]) else None


def as_reported(reading: Reading, cue: Token, clause: Clause) -> Stretch | None:
    """The content after "Як пише X, …": from behind the comma that closes the tag; None where the cue has no "як"
    before it."""
    if not tagged(reading, cue, clause):
        return None
    for after in range(cue.i + 1, min(clause.high - 1, cue.i + 30)):
        if reading.doc[after].text == "," and not _in_phrase(reading, after, cue):
            first = clause.low if _begun(reading, cue, clause) else behind_relative(reading, after + 1, clause)
            return stretch(reading, first, clause.high)
    return None


def _begun(reading: Reading, cue: Token, clause: Clause) -> bool:
    """Whether the clause has begun before the tag: "Мер, як пише газета, виїхав"."""
    as_word = next(number for number in range(cue.i - 1, -1, -1) if reading.words[number] == "як")
    if as_word and reading.doc[as_word - 1].text == ":":  # "Деталі: Як пояснив мер, …"
        return False
    return any(
        token.pos_ in ("NOUN", "PROPN", "PRON") and not lemmas(token.text) & times()
        for token in reading.doc[clause.low : as_word]
    )


def _in_phrase(reading: Reading, comma: int, cue: Token) -> bool:
    following = reading.doc[comma + 1] if comma + 1 < len(reading.doc) else None
    return following is not None and following.dep_ == "acl:relcl" and following.head.i > cue.i
