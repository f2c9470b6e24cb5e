"""What "про це" and "таку думку" point back to: the clause, the sentence or the whole lead before.

Not for contents that stand with their cue: those are `kg.extract.carriers`.
"""

import re

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause
from kg.extract.draft import Stretch
from kg.extract.lexicon import Frame, lexicon
from kg.extract.phrases import NOMINAL, finite
from kg.extract.reading import Reading, end_of
from kg.extract.state import Found, State
from kg.extract.subjects import agrees
from kg.extract.verdicts import verdict_at
from kg.model import QuoteType, Stance
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature

_POINTERS = {"таку", "цю", "таке", "такий", "такі", "ці"}
POINTED = {
    "думка", "заява", "прогноз", "припущення", "версія", "інформація", "висновок", "дані", "повідомлення", "відповідь",
    "коментар", "оцінка", "публікація", "новина", "цитата", "твердження", "фейк",
}  # fmt: skip
_LONG = 26
"""Tokens that may stand between an opening "про це" and its verb."""
_LABELS = ("Деталі", "Нагадаємо", "Передісторія", "Що передувало")


def back(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    """The content by "про це", "таку думку" or ", про що" near the verb, and by ", що спростував" behind a clause."""
    reading = state.reading
    answers = frame.stance in (Stance.DENIES, Stance.CONFIRMS)
    opens = reading.words[clause.low : clause.low + 2] in (["про", "це"], ["про", "таке"])
    low = clause.low if opens and token.i - clause.low < _LONG else max(clause.low, token.i - 12)
    for number in range(low, min(clause.high - 1, token.i + 6)):
        if number > token.i and reading.doc[number].text == ",":
            break
        if number < token.i and reading.words[number - 1 : number + 2] == [",", "про", "що"]:
            content = contents.stretch(reading, clause.low, number - 1)
            return Found("back", content, True, quote=QuoteType.POINTING_BACK) if content else None
        told = (
            answers and reading.words[number : number + 2] == [",", "що"] and _only_subject(reading, number + 2, token)
        )
        told = told and (number == token.i - 2 or not _speaks(state, clause.low, number))
        if told and number > clause.low and not _has_object(token):
            content = contents.stretch(reading, clause.low, number)
            return Found("back", content, True, quote=QuoteType.POINTING_BACK) if content else None
        pointed = not answers and _pointed_noun(reading, number, token)
        if pointed or (_about_this(reading, number, token, clause) and not _in_relative(reading, number)):
            own = _own_topic(reading, token, clause)
            content = own or _before_comma(reading, number, clause) or back_content(state, token)
            kind = QuoteType.INDIRECT if own else QuoteType.POINTING_BACK
            start = reading.doc[number].idx if pointed else token.idx
            return Found("back", content, True, (min(start, token.idx), end_of(token)), kind) if content else None
    return None


def _speaks(state: State, low: int, high: int) -> bool:
    """Whether a cue verb stands among the tokens `low`..`high`: then it is what this one says that is answered."""
    return any(word in state.lexicon.verbs for word in state.reading.words[low:high])


def _only_subject(reading: Reading, first: int, verb: Token) -> bool:
    """Whether nothing stands before the verb from `first` on, or its subject alone, and it closes its clause: ", що
    керівництво заводу заперечує"."""
    between = reading.doc[first : verb.i]
    if first > verb.i or not len(between):
        return first == verb.i
    ends = verb.i + 1 >= len(reading.doc) or reading.doc[verb.i + 1].is_punct
    return ends and all(one.pos_ in (*NOMINAL, "ADJ", "DET", "PART", "ADV") for one in between)


def _has_object(verb: Token) -> bool:
    """Whether the verb has an object of its own, which cannot be its subject: "документи, що підтверджують якість"."""
    objects = [child for child in verb.children if child.dep_ == "obj" and child.i > verb.i]
    return any(not agrees(verb, one) for one in objects)


def _before_comma(reading: Reading, number: int, clause: Clause) -> Stretch | None:
    """The clause before ", про це повідомила …" in the same sentence; "Як пише X, про це …" points further back."""
    if reading.words[clause.low] == "як":
        return None
    said = any(finite(token) for token in reading.doc[clause.low : number])
    if number - 1 <= clause.low or reading.doc[number - 1].text not in ",–—" or not said:
        return None
    return contents.stretch(reading, clause.low, number - 1)


def _in_relative(reading: Reading, number: int) -> bool:
    """Whether "про це" stands right behind a relative pronoun: "зустріч, на якій про це говорили"."""
    return number > 0 and feature(reading.doc[number - 1], "PronType") == "Rel"


def _about_this(reading: Reading, number: int, token: Token, clause: Clause) -> bool:
    """ "про це", "за це"; "так" and "у цьому" right before the verb at the start of a sentence; "Про" alone there,
    where the outlet has lost the pronoun."""
    if reading.words[number] in ("про", "за", "на") and reading.words[number + 1] in ("це", "таке", "цьому"):
        return True
    table = lexicon().raw["thus"]
    if reading.words[number] in table["words"] and number + 1 == token.i:
        told = ":" not in reading.words[number : clause.high] and not any(one.dep_ == "obj" for one in token.children)
        return told and _opens_sentence(reading, number) and _has_said(reading, token)
    if " ".join(reading.words[number : token.i]) in table["phrases"]:
        return _opens_sentence(reading, number)
    return bool(reading.doc[number].is_sent_start) and reading.words[number] == "про" and number + 1 == token.i


def _has_said(reading: Reading, token: Token) -> bool:
    """Whether the sentence before is more than an answer, and does not point back itself: not "Ні. Так сказав мер"."""
    here = reading.sentence_number(token.idx)
    before = list(reading.tokens(*reading.sentences[here - 1])) if here else []
    words = [one.lower_ for one in before if one.is_alpha]
    table = lexicon().raw["thus"]
    return len(words) > 1 and words[0] not in (*table["words"], *table["openers"])


def _opens_sentence(reading: Reading, number: int) -> bool:
    """Whether the word opens its sentence, "зокрема" left out."""
    if (
        number > 1
        and reading.words[number - 1] == ","
        and reading.words[number - 2] in lexicon().raw["thus"]["openers"]
    ):
        number -= 2
    return bool(reading.doc[number].is_sent_start)


def _pointed_noun(reading: Reading, number: int, token: Token) -> bool:
    """ "таку думку", "таку ж інформацію" before the verb."""
    if reading.words[number] not in _POINTERS:
        return False
    noun = number + (2 if reading.words[min(number + 1, token.i)] in ("ж", "саму", "же") else 1)
    near = noun <= token.i and not any(finite(one) for one in reading.doc[noun : token.i])
    return near and bool(lemmas(reading.doc[noun].text) & POINTED)


def _own_topic(reading: Reading, token: Token, clause: Clause) -> Stretch | None:
    """The clause of ", про те, як …" in the same sentence, which says more than the "це" that points back."""
    for number in range(token.i + 1, clause.high - 3):
        if reading.words[number : number + 2] == ["про", "те"] and reading.doc[number + 2].text == ",":
            return contents.stretch(reading, number + 4, clause.high)
    return None


_BLANK = re.compile(r"\n\s*\n")
"""What stands between two paragraphs."""


def back_content(state: State, token: Token) -> Stretch | None:
    """What "про це" points back to: the sentence before, and those before it that have no cue of their own, in one
    paragraph."""
    reading = state.reading
    here = reading.sentence_number(token.idx)
    if here == 0:
        return None
    last = reading.sentences[here - 1]
    # where each sentence has a line of its own, those at the beginning are one paragraph
    first = 0 if _BLANK.search(reading.text, 0, last[1]) is None else reading.paragraph_of(last[0])[0]
    start = last[0]
    for number in range(here - 2, max(here - 5, -1), -1):
        sentence = reading.sentences[number]
        if sentence[0] < first or _has_cue(state, sentence):
            break
        start = sentence[0]
    found = reading.strip(*_without_label(reading, start, last[1]))
    return found if found[0] < found[1] else None


def _has_cue(state: State, sentence: Stretch) -> bool:
    """Whether somebody speaks in the sentence: a cue verb, or the verdict of an outlet that checks facts."""
    reading = state.reading
    tokens = [token.i for token in reading.tokens(*sentence)]
    if tokens and _speaks(state, tokens[0], tokens[-1] + 1):
        return True
    return verdict_at(reading, *sentence) is not None


def _without_label(reading: Reading, start: int, end: int) -> Stretch:
    for label in _LABELS:
        if reading.text.startswith(label + ":", start):
            return start + len(label) + 1, end
    return start, end
