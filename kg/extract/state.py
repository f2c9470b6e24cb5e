"""What the passes over one article share: cue tokens and quotations used up, drafts so far; no pattern stands here."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.contents import Clause
from kg.extract.draft import Draft, Stretch
from kg.extract.lexicon import Lexicon
from kg.extract.phrases import converb, infinitive
from kg.extract.reading import Reading
from kg.model import QuoteType
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature

_NEGATIONS = ("не", "ні", "ані")


@dataclass
class State:
    """What earlier passes have used up in an article: cue tokens and quotations, and the drafts so far."""

    reading: Reading
    lexicon: Lexicon
    drafts: list[Draft] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    tagged: set[int] = field(default_factory=set)
    alone: list[Stretch] = field(default_factory=list)
    """Quotations without a cue that are sentences of their own, without their marks."""

    def cue_tokens(self, clause: Clause) -> list[int]:
        """Token numbers of possible cue verbs in the clause."""
        words = self.reading.words
        return [number for number in range(clause.low, clause.high) if words[number] in self.lexicon.verbs]

    def refusal_tokens(self, clause: Clause) -> list[int]:
        """Token numbers of verbs that may refuse to say something."""
        words = self.reading.words
        return [number for number in range(clause.low, clause.high) if words[number] in self.lexicon.lemmas]


@dataclass(frozen=True, slots=True)
class Found:
    """A content found by one frame; `cue` where the cue is more than the verb."""

    rule: str
    content: Stretch | None
    back: bool = False
    cue: Stretch | None = None
    quote: QuoteType = QuoteType.INDIRECT


def negation(reading: Reading, verb: Token) -> Token | None:
    """The "не" right before the verb or its copula ("не була підтверджена"), or None."""
    before = verb.i - 1
    if before > 0 and reading.doc[before].dep_ == "cop" and reading.doc[before].head == verb:
        before -= 1
    return reading.doc[before] if before >= 0 and reading.words[before] in _NEGATIONS else None


_SO_THAT = ("щоб", "щоби", "аби")


def _happens(verb: Token) -> bool:
    """Whether the verb above an infinitive says that its act is done: "почав пояснювати", "можу сказати", "можемо
    стверджувати"."""
    words, above = load_toml("cues.toml")["happening"], lemmas(verb.head.text)
    if verb.head == verb or any(child.lower_ in _SO_THAT for child in verb.children):
        return False
    done = feature(verb, "Aspect") == "Perf" or verb.lower_ in words["lasting"]
    own = feature(verb.head, "Person") == "1" and done
    return bool(above & set(words["phase"])) or (own and bool(above & set(words["own"])))


def _in_condition(verb: Token) -> bool:
    """Whether "якби" goes with the verb, or "якщо" where it tells nothing past ("якщо раніше мер казав …, то тепер" is
    a report); "коли" where "I" or "we" speak now."""
    speaks = feature(verb, "Person") == "1" and feature(verb, "Tense") == "Pres"
    words = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
    return "якби" in words or ("якщо" in words and feature(verb, "Tense") != "Past") or (speaks and "коли" in words)


def hypothetical(reading: Reading, verb: Token) -> bool:
    """Whether the act did not happen: an infinitive but for those of `_happens`, a conditional ("якщо ми говоримо про
    …", "якби влада сказала"), a future; a converb where its verb did not."""
    if infinitive(verb):
        return not _happens(verb)
    if converb(verb) and verb.head != verb and _in_condition(verb.head):
        return True
    if _in_condition(verb):
        return True
    after = reading.words[verb.i + 1] if verb.i + 1 < len(reading.words) else ""
    if after in ("б", "би") or any(child.lower_ in ("б", "би") for child in verb.children):
        return True
    future = feature(verb, "Tense") == "Fut" and feature(verb, "Aspect") == "Perf"
    return future or feature(verb, "Mood") == "Cnd"
