"""Direct quotations: which cue and source each has (before it, after it, inside it, or none)."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.lexicon import Frame, lexicon
from kg.extract.phrases import converb, finite
from kg.extract.quotes import Quotation
from kg.extract.quoting import gives_words, quoted_by
from kg.extract.reading import Reading, end_of
from kg.extract.sources import named, sources_of
from kg.extract.state import State, negation
from kg.extract.subjects import subjects
from kg.model import Act, CueKind, QuoteType, Stance
from kg.nlp.forms import lemmas

_TAIL = re.compile(r"[\s,.!?…]*[–—-]+\s*|\s*,\s*|\s+(?=[–—-])")
_TAIL_END = re.compile(r"[.!?…](?=\s|$)|\n")
_INSIDE = re.compile(r"[,.!?…]\s*[–—-]\s+")
_MAX_TAIL = 300


def speech_drafts(state: State) -> Iterator[Draft]:
    """One draft for each quotation that is speech; later quotations without a cue join the draft before them."""
    last: Draft | None = None
    for quotation in state.reading.quotations:
        if _has_label(state, quotation):
            tail = _after(state, quotation)
            if tail is not None:
                state.tagged.add(quotation.start)
                yield from tail
            last = None
            continue
        found = _after(state, quotation) or _inside(state, quotation) or _before(state, quotation)
        if found == "content":
            if _stands_alone(state.reading, quotation):
                state.alone.append(_edge(state.reading, quotation))
            continue
        if isinstance(found, list):
            yield from found
            last = found[-1]
        elif last is not None and _continues(state.reading, last, quotation):
            last.content = (last.content[0], _edge(state.reading, quotation)[1]) if last.content else None
        else:
            draft = _orphan(state.reading, quotation)
            if draft is not None:
                yield draft
                last = draft


def _edge(reading: Reading, quotation: Quotation) -> Stretch:
    return reading.strip(*quotation.inner, chars=" .,\r\n\t")


def _has_label(state: State, quotation: Quotation) -> bool:
    """Whether a house label ("Пряма мова:") stands right before the quotation; the layout rules take it then."""
    start = state.reading.paragraph_of(quotation.start)[0]
    before = state.reading.text[start : quotation.start].strip()
    labels = state.lexicon.raw["layout"]["quote"]
    return before.endswith(":") and any(before.startswith(label) for label in labels)


def _verb_in(state: State, low: int, high: int, any_verb: bool) -> Token | None:
    """The first cue verb among tokens `low`..`high`; with `any_verb` also another finite verb right at the start."""
    reading = state.reading
    for number in range(low, high):
        token = reading.doc[number]
        if token.text in ":;":
            return None
        if reading.words[number] in state.lexicon.verbs and not _attributive(token):
            return token
        if any_verb and finite(token) and number <= low + 2:
            return token
        if finite(token) and number > low + 2:
            return None
    return None


def _attributive(token: Token) -> bool:
    return token.dep_ in ("amod", "acl:relcl")


def _after(state: State, quotation: Quotation) -> list[Draft] | None:
    reading = state.reading
    match = _TAIL.match(reading.text, quotation.end)
    if not match or "\n" in match.group():
        return None
    stop = _TAIL_END.search(reading.text, match.end(), match.end() + _MAX_TAIL)
    high_char = stop.start() if stop else min(len(reading.text), match.end() + _MAX_TAIL)
    tokens = [token.i for token in reading.tokens(match.end(), high_char)]
    if not tokens:
        return None
    verb = _verb_in(state, tokens[0], tokens[-1] + 1, any_verb=any(dash in match.group() for dash in "–—-"))
    if verb is None:
        return None
    return _make(state, verb, (tokens[0], tokens[-1] + 1), _edge(reading, quotation), "quote/after")


def _make(state: State, verb: Token, bounds: tuple[int, int], content: Stretch, rule: str) -> list[Draft]:
    reading = state.reading
    frame = state.lexicon.verbs.get(reading.words[verb.i])
    denied = negation(reading, verb)
    stance, act = _act(frame)
    state.used.add(verb.i)
    low, high = bounds
    impersonal = frame.impersonal if frame else False
    start = denied.idx if denied is not None else verb.idx
    kind = (QuoteType.DIRECT, CueKind.VERB, frame.lemma if frame else verb.lemma_)
    sources, via = sources_of(reading, verb, low, high, impersonal), []
    quoted = quoted_by(reading, verb, sources)
    if quoted is not None:
        sources, via = [quoted[0]], quoted[1]
    return [
        Draft(
            verb.idx, (start, end_of(verb)), source, stance, act, rule, content, *kind, via=list(via), confidence=0.95
        )
        for source in sources
    ]


def _act(frame: Frame | None) -> tuple[Stance, Act]:
    return (frame.stance, frame.act) if frame else (Stance.ASSERTS, Act.CLAIM)


def _inside(state: State, quotation: Quotation) -> list[Draft] | None:
    """ "А, – сказав він. – Б" in one pair of marks: the cue is inside."""
    reading = state.reading
    start, end = quotation.inner
    for match in _INSIDE.finditer(reading.text, start, end):
        tokens = [token.i for token in reading.tokens(match.end(), min(end, match.end() + 120))]
        if not tokens:
            continue
        verb = reading.doc[tokens[0]]
        if reading.words[verb.i] in state.lexicon.verbs and finite(verb):
            stop = re.compile(r"[,.]\s*[–—-]|[.!?]").search(reading.text, end_of(verb), end)
            high = reading.token_index(stop.start()) if stop else tokens[-1] + 1
            return _make(state, verb, (tokens[0], high), _edge(reading, quotation), "quote/inside")
    return None


def _before(state: State, quotation: Quotation) -> list[Draft] | str | None:
    """A cue before a colon or comma; "content" where the quotation belongs to the content of a clause before it."""
    reading = state.reading
    before = reading.text[: quotation.start].rstrip()
    paragraph = reading.paragraph_of(max(len(before) - 1, 0) if before.endswith(":") else quotation.start)
    start = max(reading.sentence_of(max(len(before) - 1, 0))[0], paragraph[0])
    tokens = [token.i for token in reading.tokens(start, quotation.start)]
    if not tokens:
        return None
    cues = [number for number in tokens if _is_cue(state, number) and number not in state.used]
    if not before.endswith(":"):
        return "content" if cues or len(tokens) > 1 else None
    for number in reversed(cues):
        token = reading.doc[number]
        if not (finite(token) or converb(token) or token.pos_ in ("VERB", "ADJ")):
            continue
        if (
            any(reading.words[one] in ("що", "щоб") for one in range(number + 1, tokens[-1]))
            and reading.words[number - 1] != "що"
        ):
            return "content"
        return _make(state, token, (tokens[0], tokens[-1] + 1), _edge(reading, quotation), "quote/before")
    return _with_words(reading, tokens, _edge(reading, quotation))


_STOPS = (".", "!", "?", "…")
"""What ends the sentence before."""


def _stands_alone(reading: Reading, quotation: Quotation) -> bool:
    """Whether a quotation that is speech is a sentence of its own."""
    text, end = reading.text, quotation.end
    behind = text[end : end + 3].lstrip(" .!?…")
    if not text[: quotation.start].rstrip().endswith(_STOPS):
        return False
    return reading.is_speech(quotation) and (behind == "" or behind[0] in '\n\r«“„"' or behind[0].isupper())


def _is_cue(state: State, number: int) -> bool:
    """Whether the word is a verb of speech, or one that gives somebody's words ("наводить слова мера: «…»")."""
    word = state.reading.words[number]
    return word in state.lexicon.verbs or gives_words(state.reading, state.reading.doc[number])


def _with_words(reading: Reading, tokens: list[int], content: Stretch) -> list[Draft] | None:
    """ "Депутат поклав книжку на трибуну зі словами: «А»": whoever does something says it."""
    if reading.words[tokens[-1]] != ":" or len(tokens) < 4:
        return None
    preposition, noun = reading.doc[tokens[-3]], reading.doc[tokens[-2]]
    if noun.lower_ != "словами" or preposition.lower_ not in ("з", "із", "зі"):
        return None
    verb, thing = next((one for one in noun.ancestors if finite(one)), None), preposition.nbor(-1)
    speakers = subjects(verb) if verb is not None else []
    if not speakers or not lemmas(thing.text).isdisjoint(lexicon().raw["layout"]["inscribed"]):
        return None
    kind = (QuoteType.DIRECT, CueKind.NOUN, "слово")
    return [
        Draft(
            preposition.idx, (preposition.idx, end_of(noun)), source, Stance.ASSERTS, Act.CLAIM, "quote/before",
            content, *kind, confidence=0.9,
        )
        for source in (named(reading, one, "subject") for one in speakers)
    ]  # fmt: skip


def _continues(reading: Reading, last: Draft, quotation: Quotation) -> bool:
    """Whether a quotation without a cue goes on with the one before: in the same paragraph, little between them."""
    if last.content is None or last.cue is None:
        return False
    end = max(last.content[1], last.cue[1])
    between = reading.text[end : quotation.start]
    near = "\n" not in between and len(between) < 160
    return near and (last.cue[0] > last.content[0] or len(between) < 5)


def _orphan(reading: Reading, quotation: Quotation) -> Draft | None:
    start, end = _edge(reading, quotation)
    if end - start < 30 or _is_name(reading, quotation.start, end):
        return None
    source = SourceRef(Voice.DROPPED, None, None, "no cue")
    return Draft(
        quotation.start, None, source, Stance.ASSERTS, Act.CLAIM, "quote/alone", (start, end), QuoteType.DIRECT,
        CueKind.PUNCTUATION, confidence=0.5,
    )  # fmt: skip


def _is_name(reading: Reading, start: int, end: int) -> bool:
    """Whether what stands in quotation marks is a name or a title: behind a name's first word, or without a verb."""
    before = reading.doc[max(0, reading.token_index(start) - 1)]
    if before.idx < start and (before.ent_type_ == "ORG" or (before.text.isupper() and len(before.text) > 1)):
        return True
    return not any(finite(token) for token in reading.tokens(start, end))
