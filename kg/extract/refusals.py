"""Not saying and not verifying: "від коментарів відмовилися", "не відповіли на запит", "не може незалежно
підтвердити"."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause
from kg.extract.draft import SourceRef, Stretch, Voice
from kg.extract.lexicon import Lexicon, Refusal, lexicon
from kg.extract.phrases import finite
from kg.extract.reading import Reading, end_of
from kg.extract.sources import locative, named
from kg.extract.state import negation
from kg.extract.subjects import joined, speaks
from kg.model import Act, Stance
from kg.nlp.forms import lemmas

_QUESTIONS = (contents.INTERROGATIVES - contents.COMPLEMENTIZERS) | {"чи"}
_PLAIN_QUESTIONS = {"скільки", "чому", "коли", "де", "хто", "чи", "куди", "звідки"}


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal found: its whole cue, the verb whose subject refuses, and what it is about."""

    cue: Stretch
    governor: Token
    stance: Stance
    act: Act
    rule: str
    lemma: str
    content: Stretch | None
    target: str | None = None
    asked: bool = False

    @property
    def passive(self) -> bool:
        """Whether its subject is what is not said: "причини не називаються"."""
        return self.act is Act.NOT_SPECIFIED and self.lemma.endswith("ся")


def refusal_of(reading: Reading, lexicon: Lexicon, verb: Token, clause: Clause) -> Refused | None:
    """The refusal or "could not verify" whose main word is `verb`, or None."""
    lemma = lexicon.lemmas.get(reading.words[verb.i])
    if lemma is None:
        return None
    checked = _unverified(reading, lexicon, verb, lemma, clause)
    if checked is not None:
        return checked
    negated = verb.i > 0 and reading.words[verb.i - 1] == "не"
    for refusal in lexicon.refusals.get(lemma, ()):
        if refusal.negated != negated or (negated and _otherwise(reading, verb, clause)):
            continue
        if _fits_not(reading, lexicon, verb, clause):
            continue
        place = _object_place(reading, verb, refusal, clause)
        if place is None or (refusal.asked and reading.doc[place[0]].pos_ == "ADP"):  # "у відповідь на запит"
            continue
        start = min(verb.i - 1 if negated else verb.i, place[0])
        end = max(verb.i, place[1])
        if any(one.dep_.startswith("nsubj") for one in reading.doc[start : verb.i]):
            start = verb.i - 1 if negated else verb.i
        content = _content(reading, verb, end, refusal, clause)
        if refusal.act is Act.NOT_SPECIFIED and content is None:
            return None
        cue = reading.doc[start].idx, end_of(reading.doc[end])
        stance = Stance.UNVERIFIED if refusal.act is Act.CANNOT_VERIFY else Stance.DECLINES
        rule = f"refusal/{refusal.act}"
        return Refused(cue, verb, stance, refusal.act, rule, lemma, content, asked=refusal.asked)
    return None


def _fits_not(reading: Reading, lexicon: Lexicon, verb: Token, clause: Clause) -> bool:
    """Whether the verb is another one by what stands right behind it: "не відповідають дійсності"."""
    frame = lexicon.verbs.get(reading.words[verb.i])
    behind = reading.doc[verb.i + 1 : min(clause.high, verb.i + 3)]
    return frame is not None and any(not lemmas(one.text).isdisjoint(frame.exclude) for one in behind)


def _otherwise(reading: Reading, verb: Token, clause: Clause) -> bool:
    """Whether something is said, though not in other words: "інакше я не можу назвати тих, хто …"."""
    named = (lemmas(one.text) for one in reading.doc[verb.i : verb.i + 3])
    table = lexicon().raw["otherwise"]
    if all(one.isdisjoint(table["verbs"]) for one in named):
        return False
    for number in range(verb.i - 1, max(clause.low, verb.i - _OTHERWISE) - 1, -1):
        word = reading.words[number]
        if word == ",":
            return False
        if word in table["words"]:
            return number == 0 or reading.words[number - 1] != "чи"  # not "так чи інакше"
    return False


_OTHERWISE = 6
"""Tokens before a verb in which "інакше" says how."""


def _object_place(reading: Reading, verb: Token, refusal: Refusal, clause: Clause) -> tuple[int, int] | None:
    """Token numbers from the preposition to the object that makes the verb a refusal; the verb itself where none is
    needed."""
    if not refusal.objects:
        return verb.i, verb.i
    right, left = (
        range(verb.i + 1, min(clause.high, verb.i + 6)),
        range(verb.i - 1, max(clause.low, verb.i - 6) - 1, -1),
    )
    for numbers in (right, left):
        for number in numbers:
            if reading.doc[number].text in ",.;:":
                break
            if lemmas(reading.doc[number].text) & refusal.objects:
                apart = number < verb.i or refusal.asked
                first = number - 1 if reading.doc[number - 1].pos_ == "ADP" and apart else number
                return first, number
    asked = reading.token_index(reading.sentence_of(verb.idx)[0])  # "На запитання, чи …, він не відповів"
    if reading.words[asked] == "на" and lemmas(reading.words[asked + 1]) & refusal.objects:
        return verb.i, verb.i
    return None


def _content(reading: Reading, verb: Token, end: int, refusal: Refusal, clause: Clause) -> Stretch | None:
    last = reading.doc[end]
    words = _QUESTIONS if refusal.act is Act.NOT_SPECIFIED else contents.INTERROGATIVES
    first = contents.complement_start(reading, last, clause, words)
    if first is not None:
        return contents.stretch(reading, first, clause.high)
    about = contents.topic(reading, last, clause)
    if about is not None and refusal.objects:
        return about
    if refusal.act is not Act.NOT_SPECIFIED:
        return None
    return (
        _asked_before(reading, verb, clause)
        or _topic_before(reading, verb, clause)
        or _detail(reading, verb, refusal, clause)
    )


def _asked_before(reading: Reading, verb: Token, clause: Clause) -> Stretch | None:
    """The question before the verb: "якої саме, в повідомленні не уточнюється"."""
    comma = next((n for n in range(verb.i - 1, max(clause.low, verb.i - 6), -1) if reading.doc[n].text == ","), None)
    if comma is None:
        return None
    for number in range(comma - 1, max(clause.low, comma - 16) - 1, -1):
        asked = reading.words[number] in _PLAIN_QUESTIONS or reading.words[number + 1] == "саме"
        if asked and reading.words[number] in _QUESTIONS:
            return contents.stretch(reading, number, comma)
    return None


def _topic_before(reading: Reading, verb: Token, clause: Clause) -> Stretch | None:
    """What it is about, before the verb and the place: "про причини аварії в поліції не повідомляють"."""
    found = contents.moved_topic(reading, verb, clause)
    place = locative(reading, verb, clause.low, verb.i)
    if found is None or place is None:
        return found
    start = next((child.idx for child in place.children if child.dep_ == "case"), place.idx)
    return reading.strip(found[0], start) if found[0] < start < found[1] else found


def _detail(reading: Reading, verb: Token, refusal: Refusal, clause: Clause) -> Stretch | None:
    """The thing that is not said: "не назвала імені", "причини не називаються"."""
    for child in verb.children:
        passive = child.dep_.startswith("nsubj") and reading.words[verb.i].endswith(("ся", "сь"))
        if not (child.dep_ in ("obj", "iobj") or passive) or child.pos_ not in ("NOUN", "PROPN"):
            continue
        if refusal.details and not lemmas(child.text) & refusal.details:
            continue
        low, high = child.left_edge.i, child.right_edge.i + 1
        return contents.stretch(reading, low, contents.object_end(reading, low, clause) if low > verb.i else high)
    return None


def _unverified(reading: Reading, lexicon: Lexicon, verb: Token, lemma: str, clause: Clause) -> Refused | None:
    table = lexicon.raw["unverified"]
    if lemma not in table["verbs"]:
        return None
    if (last := _denied_too(reading, verb, table["denying"])) is not None:
        cue = reading.doc[verb.i - 1].idx, end_of(reading.doc[last])
        content = _content_behind(reading, lexicon, last, clause)
        return Refused(cue, verb, Stance.DECLINES, Act.NO_COMMENT, "refusal/neither", lemma, content)
    neither = "спростувати" in reading.words[verb.i : verb.i + 5]
    behind = range(verb.i + (6 if neither else 1), min(clause.high, verb.i + (14 if neither else 7)))
    for number in (*range(verb.i - 1, max(clause.low, verb.i - 7) - 1, -1), *behind):
        word = reading.words[number]
        modal = lexicon.lemmas.get(word) in table["modals"] and number > 0 and reading.words[number - 1] == "не"
        if not modal and word not in table["words"]:
            if word in (",", ";") and number > verb.i:
                break
            continue
        start = number - 1 if modal else number
        if neither:
            return _neither(reading, lexicon, verb, start, number, clause)
        first = contents.complement_start(reading, verb, clause)
        content = contents.stretch(reading, first, clause.high) if first is not None else None
        cue = min(reading.doc[start].idx, verb.idx), max(end_of(reading.doc[number]), end_of(verb))
        return Refused(
            cue, reading.doc[number], Stance.UNVERIFIED, Act.CANNOT_VERIFY, "unverified", lemma, content, "bare"
        )
    return None


def _neither(reading: Reading, lexicon: Lexicon, verb: Token, start: int, modal: int, clause: Clause) -> Refused:
    """ "не може ні підтвердити, ні спростувати": a refusal to say."""
    last = verb.i + reading.words[verb.i : verb.i + 5].index("спростувати")
    content = _content_behind(reading, lexicon, last, clause) if modal < verb.i else None
    cue = min(reading.doc[start].idx, verb.idx), max(end_of(reading.doc[last]), end_of(reading.doc[modal]))
    return Refused(cue, reading.doc[modal], Stance.DECLINES, Act.NO_COMMENT, "refusal/neither", "підтвердити", content)


def _denied_too(reading: Reading, verb: Token, denying: list[str]) -> int | None:
    """Where a second verb denies as well: "ні підтвердила, ні спростувала", "не підтверджують і не заперечують"."""
    if not finite(verb) or negation(reading, verb) is None:
        return None
    for number in range(verb.i + 2, min(verb.i + 7, len(reading.doc))):
        if negation(reading, reading.doc[number]) is not None and not lemmas(reading.words[number]).isdisjoint(denying):
            return number
    return None


def _content_behind(reading: Reading, lexicon: Lexicon, last: int, clause: Clause) -> Stretch | None:
    """What stands behind the verbs, but for a noun of speech without more: "цю інформацію"."""
    if last + 1 >= clause.high:
        return None
    end = contents.object_end(reading, last + 1, clause)
    words = [word for word in reading.words[last + 1 : end] if word.isalpha()]
    pointing = len(words) <= _POINTING and any(lemmas(word) & lexicon.targets for word in words)
    return None if pointing else contents.stretch(reading, last + 1, end)


_POINTING = 2
"""Words of an object that is a noun of speech alone, or with a pronoun."""


def asked(reading: Reading, low: int, high: int) -> list[SourceRef]:
    """Who has not answered within tokens `low`..`high`: "відповіді від компанії не надійшло"; somebody unknown where it
    is not told."""
    for number in range(low, high - 1):
        noun = reading.doc[number].head
        if reading.words[number] == "від" and noun.i > number and speaks(noun):
            return [named(reading, head, "asked") for head in joined(noun)]
    return [SourceRef(Voice.UNKNOWN, None, None, "impersonal")]
