"""Statements whose cue is a verb outside direct quotation tags: clauses, pointing back, topics, demands, charges,
denials."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause, clause_of
from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.lexicon import Frame, Lexicon
from kg.extract.phrases import converb, feature, finite, infinitive
from kg.extract.reading import Reading, end_of
from kg.extract.refusals import refusal_of
from kg.extract.sources import sources_of
from kg.model import Act, CueKind, QuoteType, Stance
from kg.nlp.forms import lemmas, parses

_PHASE = {
    "почати",
    "починати",
    "стати",
    "встигнути",
    "поспішити",
    "продовжити",
    "продовжувати",
    "взятися",
    "устигнути",
    "почин",
}
_KEEP_NEGATED = {"think", "feel", "expect"}
_FIRST = {"demand": ("infinitive",), "accuse": ("charge",)}
"""Frames that a group tries before the others."""
_TARGET_NOUNS_BARE = {"провина", "вина", "причетність"}


@dataclass
class State:
    """What earlier passes have used up in an article: cue tokens and quotations, and the drafts so far."""

    reading: Reading
    lexicon: Lexicon
    drafts: list[Draft] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    tagged: set[int] = field(default_factory=set)

    def cue_tokens(self, clause: Clause) -> list[int]:
        """Token numbers of possible cue verbs in the clause."""
        words = self.reading.words
        return [number for number in range(clause.low, clause.high) if words[number] in self.lexicon.verbs]


@dataclass(frozen=True, slots=True)
class Found:
    """A content found by one frame."""

    rule: str
    content: Stretch | None
    back: bool = False
    cue: Stretch | None = None
    quote: QuoteType = QuoteType.INDIRECT


def negation(reading: Reading, verb: Token) -> Token | None:
    """The "не" right before the verb, or None."""
    before = verb.i - 1
    return reading.doc[before] if before >= 0 and reading.words[before] in ("не", "ні", "ані") else None


def hypothetical(reading: Reading, verb: Token) -> bool:
    """Whether the act did not happen: an infinitive under anything but a phase verb, a conditional, a future."""
    if infinitive(verb):
        return not (lemmas(verb.head.text) & _PHASE and verb.head != verb)
    if any(child.lower_ in ("б", "би") for child in verb.children) or reading.words[
        min(verb.i + 1, len(reading.words) - 1)
    ] in ("б", "би"):
        return True
    future = feature(verb, "Tense") == "Fut" and feature(verb, "Aspect") == "Perf"
    return future or feature(verb, "Mood") in ("Imp", "Cnd")


def verb_drafts(state: State) -> Iterator[Draft]:
    """Drafts for every cue verb that is not used up, in reading order."""
    reading = state.reading
    for token in reading.doc:
        word = reading.words[token.i]
        if token.i in state.used or (word not in state.lexicon.verbs and word not in state.lexicon.lemmas):
            continue
        if token.pos_ in ("NOUN", "PROPN", "ADP", "ADV") and not token.is_sent_start:
            continue
        yield from _drafts_of(state, token)


def _drafts_of(state: State, token: Token) -> Iterator[Draft]:
    reading, clause = state.reading, clause_of(state.reading, token)
    refusal = refusal_of(reading, state.lexicon, token, clause)
    if refusal is not None:
        subject = sources_of(reading, refusal.governor, clause.low, clause.high)
        for source in subject:
            yield Draft(
                token.idx, refusal.cue, source, refusal.stance, refusal.act, refusal.rule, refusal.content,
                QuoteType.INDIRECT if refusal.content else QuoteType.NONE, cue_lemma=refusal.lemma, target=refusal.target,
            )  # fmt: skip
        return
    frame = state.lexicon.verbs.get(reading.words[token.i])
    if (
        frame is None
        or hypothetical(reading, token)
        or not _predicate(token, frame)
        or _excluded(reading, token, frame, clause)
    ):
        return
    denied = negation(reading, token)
    stance, act = _stance(frame, denied is not None)
    if stance is None:
        return
    found = _first_found(state, token, frame, clause)
    if found is None:
        return
    yield from _finish(state, token, frame, clause, found, (stance, act, denied))


def _excluded(reading: Reading, token: Token, frame: Frame, clause: Clause) -> bool:
    """Whether a word follows with which the verb is no act of speech ("визнав винним", "засудив до п'яти років")."""
    following = reading.doc[token.i + 1 : min(clause.high, token.i + 12)]
    return bool(frame.exclude) and any(lemmas(one.text) & frame.exclude for one in following)


def _predicate(token: Token, frame: Frame) -> bool:
    if frame.adjective:
        return token.dep_ not in ("amod", "nmod") and feature(token, "Case") in ("Nom", "")
    return token.pos_ in ("VERB", "AUX") or frame.impersonal or finite(token) or converb(token)


def _stance(frame: Frame, negated: bool) -> tuple[Stance | None, Act]:
    if not negated:
        return frame.stance, frame.act
    if frame.group in ("confirm", "agree"):
        return Stance.DENIES, Act.DENY
    if frame.group in ("deny",):
        return Stance.CONFIRMS, Act.CONFIRM
    if frame.group in _KEEP_NEGATED:
        return frame.stance, frame.act
    return None, frame.act


def _finish(
    state: State, token: Token, frame: Frame, clause: Clause, found: Found, act: tuple[Stance, Act, Token | None]
) -> Iterator[Draft]:
    reading = state.reading
    start = act[2].idx if act[2] is not None else token.idx
    cue = found.cue or (start, end_of(token))
    sources = sources_of(reading, token, clause.low, clause.high, frame.impersonal)
    if not _plausible(state, token, frame, found, sources):
        return
    for source in sources:
        yield Draft(
            token.idx, cue, source, act[0], act[1], f"verb/{frame.group}/{found.rule}", found.content, found.quote,
            CueKind.VERB, frame.lemma, back=found.back, target="bare" if found.rule == "bare" else None,
        )  # fmt: skip


def _plausible(state: State, token: Token, frame: Frame, found: Found, sources: list[SourceRef]) -> bool:
    """Weak frames need a source that stands in the clause."""
    given = sources[0].voice in (Voice.NAMED, Voice.SPEAKER)
    if frame.group == "show" and not given:
        return False
    if frame.lemma in ("йтися", "ітися", "мовитися", "говоритися") and not (given or found.back):
        return False
    if frame.group == "judge" and feature(token, "Number") == "Plur" and sources[0].rule == "locative":
        return False
    if frame.impersonal and found.rule in ("object", "topic"):
        return False
    if found.rule in ("object", "topic", "naming", "infinitive", "charge", "bare") and not given:
        return state.reading.quotation_at(token.idx) is None and found.rule in ("infinitive", "bare", "charge", "topic")
    return True


def _first_found(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    quoted = state.reading.quotation_at(token.idx) is not None
    order = sorted(_FINDERS, key=lambda name: name not in _FIRST.get(frame.group, ()))
    for name in order:
        finder = _FINDERS[name]
        if name not in frame.frames or (quoted and name not in ("clause", "infinitive", "charge", "object")):
            continue
        found = finder(state, token, frame, clause)
        if found is not None:
            return found
    return None


def _clause(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    words = contents.INTERROGATIVES if frame.group in ("tell", "say") else contents.COMPLEMENTIZERS
    if frame.group not in ("demand", "promise"):
        words = words - {"щоб", "щоби", "аби"}
    first = contents.complement_start(reading, token, clause, words)
    if first is None or (frame.group in ("confirm", "deny") and first - token.i > 7):
        return None
    end = contents.clause_end(reading, token, first, clause, state.cue_tokens(clause))
    content = contents.stretch(reading, first, end)
    return Found("clause", content, quote=_quote_type(reading, content)) if content else None


def _quote_type(reading: Reading, content: Stretch | None) -> QuoteType:
    if content is None:
        return QuoteType.NONE
    marked = any(content[0] <= one.start < content[1] for one in reading.all_quotations if one.end - one.start > 12)
    return QuoteType.MIXED if marked else QuoteType.INDIRECT


def _back(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    for number in range(max(clause.low, token.i - 12), min(clause.high - 1, token.i + 6)):
        if (
            reading.words[number] in ("про", "за") and reading.words[number + 1] in ("це", "таке", "цьому")
        ) or _such_opinion(reading, number, token):
            own = _own_topic(reading, token, clause)
            content = own or back_content(state, token)
            kind = QuoteType.INDIRECT if own else QuoteType.POINTING_BACK
            start = reading.doc[number].idx if _such_opinion(reading, number, token) else token.idx
            return Found("back", content, True, (min(start, token.idx), end_of(token)), kind) if content else None
    return None


def _such_opinion(reading: Reading, number: int, token: Token) -> bool:
    return (
        reading.words[number] in ("таку", "цю", "таке", "такий")
        and number + 1 < token.i + 1
        and reading.words[number + 1] in ("думку", "заяву", "прогноз", "припущення", "версію")
    )


def _own_topic(reading: Reading, token: Token, clause: Clause) -> Stretch | None:
    """The clause of ", про те, як …" in the same sentence, which says more than the "це" that points back."""
    for number in range(token.i + 1, clause.high - 3):
        if reading.words[number : number + 2] == ["про", "те"] and reading.doc[number + 2].text == ",":
            return contents.stretch(reading, number + 4, clause.high)
    return None


def back_content(state: State, token: Token) -> Stretch | None:
    """What "про це" points back to: the sentence before, and those before it that have no cue of their own, in one
    paragraph."""
    reading = state.reading
    here = reading.sentence_number(token.idx)
    if here == 0:
        return None
    last = reading.sentences[here - 1]
    paragraph = reading.paragraph_of(last[0])
    start = last[0]
    for number in range(here - 2, max(here - 5, -1), -1):
        sentence = reading.sentences[number]
        if sentence[0] < paragraph[0] or _has_cue(state, sentence):
            break
        start = sentence[0]
    found = reading.strip(*_without_label(reading, start, last[1]))
    return found if found[0] < found[1] else None


def _has_cue(state: State, sentence: Stretch) -> bool:
    words = state.reading.words
    return any(words[token.i] in state.lexicon.verbs for token in state.reading.tokens(*sentence))


def _without_label(reading: Reading, start: int, end: int) -> Stretch:
    for label in (*("Деталі", "Нагадаємо", "Передісторія"), "Що передувало"):
        if reading.text.startswith(label + ":", start):
            return start + len(label) + 1, end
    return start, end


def _inverted(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    content = contents.as_reported(reading, token, clause)
    if content is None and (finite(token) or frame.impersonal):
        content = contents.inverted(reading, token, clause)
    return Found("inverted", content, quote=_quote_type(reading, content)) if content else None


def _topic(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    content = contents.topic(state.reading, token, clause)
    return Found("topic", content) if content else None


def _infinitive(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    content = contents.infinitive_content(state.reading, token, clause)
    return Found("infinitive", content) if content else None


def _locative_next(reading: Reading, number: int) -> bool:
    following = reading.doc[number + 1 : number + 4]
    return any(
        feature(one, "Case") == "Loc" or any("loct" in str(parse.tag) for parse in parses(one.text))
        for one in following[:2]
    )


def _charge(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    for number in range(token.i + 1, min(clause.high - 1, token.i + 14)):
        if finite(reading.doc[number]) or reading.doc[number].text in ".;:":
            break
        if (reading.words[number] in ("у", "в") and _locative_next(reading, number)) or reading.words[number] == "за":
            if reading.words[number + 1] == "тому":
                return None
            first = number + 1 if number == token.i + 1 else token.i + 1
            content = contents.stretch(reading, first, contents.object_end(reading, number, clause))
            return Found("charge", content) if content else None
    return None


_FIGURES = {"кількість", "число", "сума", "цифра", "дані", "розмір", "назва", "ім'я", "причина", "умова", "дата"}


def _object_of(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in ("obj", "iobj") and child.i > token.i and child.pos_ != "PRON":
            return child
    return None


def _naming(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    if frame.group == "think" and frame.lemma != "вважати":
        return None
    following = reading.doc[token.i + 1 : clause.high]
    instrumental = any(feature(one, "Case") == "Ins" and one.pos_ in ("NOUN", "ADJ", "PROPN") for one in following)
    if not instrumental or feature(token, "Number") == "Plur":
        return None
    moved = any(child.dep_ == "obj" and child.i < token.i - 1 for child in token.children)
    low = clause.low if moved else token.i + 1
    content = contents.stretch(reading, low, contents.object_end(reading, token.i + 1, clause))
    return Found("naming", content) if content else None


def _object(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading, target = state.reading, _object_of(token)
    if target is None:
        return None
    if frame.stance in (Stance.DENIES, Stance.CONFIRMS):
        return _target(state, token, target, clause)
    if frame.group == "demand" and feature(target, "Case") != "Gen":
        return None
    if frame.group in ("tell", "name") and not lemmas(target.text) & _FIGURES:
        return None
    first = min(target.left_edge.i, target.i) if target.left_edge.i > token.i else target.i
    content = contents.stretch(reading, first, contents.object_end(reading, first, clause))
    return Found("object", content) if content else None


def _target(state: State, token: Token, target: Token, clause: Clause) -> Found | None:
    """A denied or confirmed noun: what it is about, the noun itself, or nothing where it only points ("відкинула
    звинувачення")."""
    reading = state.reading
    names = lemmas(target.text)
    if not names & state.lexicon.targets:
        if feature(target, "Animacy") == "Anim" or target.pos_ != "NOUN":
            return None
        low = target.left_edge.i if target.left_edge.i > token.i else target.i
        return Found("object", contents.stretch(reading, low, contents.object_end(reading, low, clause)))
    if names & _TARGET_NOUNS_BARE:
        content = contents.stretch(
            reading,
            target.left_edge.i if target.left_edge.i > token.i else target.i,
            contents.object_end(reading, target.i, clause),
        )
        return Found("object", content)
    for number in range(target.i + 1, min(target.i + 5, clause.high - 1)):
        if reading.words[number] in ("про", "щодо", "що"):
            linked = (
                contents.complement_start(reading, reading.doc[number], clause)
                if reading.words[number + 1] == "те"
                else None
            )
            first = linked or number + 1
            content = contents.stretch(reading, first, contents.object_end(reading, first, clause))
            return Found("object", content) if content else None
    return Found("bare", None, cue=(token.idx, end_of(target)), quote=QuoteType.NONE)


def _bare(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    for child in token.children:
        if lemmas(child.text) & state.lexicon.targets and child.dep_ in ("obj", "obl", "nsubj", "iobj"):
            bare = not lemmas(child.text) & _TARGET_NOUNS_BARE
            if bare:
                return Found(
                    "bare",
                    None,
                    cue=(min(token.idx, child.idx), max(end_of(token), end_of(child))),
                    quote=QuoteType.NONE,
                )
            return Found("object", contents.stretch(reading, child.left_edge.i, child.right_edge.i + 1))
    return None


_FINDERS: dict[str, Callable[[State, Token, Frame, Clause], Found | None]] = {
    "clause": _clause,
    "back": _back,
    "inverted": _inverted,
    "charge": _charge,
    "infinitive": _infinitive,
    "topic": _topic,
    "naming": _naming,
    "object": _object,
    "bare": _bare,
}
