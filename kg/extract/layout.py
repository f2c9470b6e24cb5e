"""House layouts of outlets: "Джерело: X", "Пряма мова:", "Дослівно:" at the head of a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.phrases import NOMINAL, conjuncts, finite, noun_phrase
from kg.extract.prepositions import OWN_SOURCES
from kg.extract.reading import Reading, end_of
from kg.extract.state import State
from kg.model import Act, CueKind, Kind, QuoteType, Stance
from kg.nlp.forms import fold, lemmas
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun


@dataclass(frozen=True, slots=True)
class Header:
    """A label that opens a paragraph: its own stretch and that of the rest of the paragraph."""

    kind: str
    label: Stretch
    colon: int
    body: Stretch


def headers(state: State) -> list[Header]:
    """All labels of known layouts in reading order."""
    reading, table = state.reading, state.lexicon.raw["layout"]
    found = []
    for start, end in reading.paragraphs:
        start = reading.strip(start, end, chars=" \t\u00a0")[0]
        for kind in ("quote", "source"):
            for label in table[kind]:
                colon = reading.text.find(":", start, min(end, start + len(label) + 60))
                if reading.text.startswith(label, start) and colon >= 0:
                    body = reading.strip(colon + 1, end, chars=" \t\u00a0")
                    found.append(Header(kind, (start, start + len(label)), colon, body))
    return found


@dataclass(frozen=True, slots=True)
class Named:
    """A source that a "Джерело:" line names: whom it came through, and the cue where that is not the label."""

    source: SourceRef
    via: tuple[SourceRef, ...] = ()
    cue: Stretch | None = None


def layout_drafts(state: State) -> Iterator[Draft]:
    """Drafts for headed quotations, and for the lead where only "Джерело:" names its sources."""
    current: list[SourceRef] = []
    for header in headers(state):
        if header.kind == "source":
            named = [one for part in _parts(state.reading, header.body) for one in _named_sources(state, part)]
            current = [one.source for one in named]
            tags = [one for one in state.drafts if _is_tag(one, header)]
            state.drafts[:] = [one for one in state.drafts if one not in tags]
            through = tuple(one.source for one in tags)
            yield from _lead(state, header, [replace(one, via=(*through, *one.via)) for one in named])
        else:
            yield from _headed_quotation(state, header, current)
    yield from _answers(state)


def _is_tag(draft: Draft, header: Header) -> bool:
    """Whether a statement tells of the line itself: ", повідомляє «Варта»" at its end."""
    low, high = header.label[0], header.body[1]
    return low <= draft.anchor < high and draft.content is not None and draft.content[0] == low


def _parts(reading: Reading, body: Stretch) -> list[Stretch]:
    """What a list names one by one: «Варта», сайт ради, адвокат Ігор Бойко; "заява ради, оприлюднена вчора" is one."""
    tokens = list(reading.tokens(*body))
    if not tokens:
        return []
    begins = [
        number
        for number, token in enumerate(tokens)
        if number == 0 or (tokens[number - 1].text == "," and _begins_source(reading, token, body[1]))
    ]
    ends = [tokens[number - 1].idx for number in begins[1:]] + [body[1]]
    return [(tokens[first].idx, end) for first, end in zip(begins, ends, strict=True)]


def _begins_source(reading: Reading, token: Token, end: int) -> bool:
    """Whether a word behind a comma begins a source of its own: a name, or a noun with what describes it in the
    nominative that names somebody; not a date, a place, or more about the source before."""
    if reading.quotation_at(token.idx) is not None:
        return False
    part = []
    for one in reading.tokens(token.idx, end):
        if one.text == ",":
            break
        part.append(one)
    if any(feature(one, "PronType") == "Rel" for one in part) or feature(token, "VerbForm") == "Part":
        return False
    if token.text in _OPENING:
        return True
    if token.pos_ not in (*NOMINAL, "ADJ") or token.pos_ == "NUM" or token.ent_type_ in ("LOC", "DATE", "TIME"):
        return False
    named = any(one.text[:1].isupper() or one.text.isascii() or _is_body(one) for one in part if one.is_alpha)
    return named and (feature(token, "Case") in ("Nom", "Acc", "") or token.text.isascii() or token.text.isupper())


def _is_body(noun: Token) -> bool:
    """Whether a common noun names people, a body or an outlet: not "зведення"."""
    return any(kind_of_noun(lemma) not in (None, Kind.DOCUMENT) for lemma in lemmas(noun.text))


_OPENING = frozenset('«“„"')


def _named_sources(state: State, part: Stretch) -> Iterator[Named]:
    """The sources that a part of a "Джерело:" line names, and the one that it came from ("X з посиланням на Y")."""
    reading = state.reading
    tokens = list(reading.tokens(*part))
    for number, token in enumerate(tokens):
        size = next((n for n in (3, 2) if tuple(reading.words[token.i : token.i + n]) in state.lexicon.relays), 0)
        if size and 0 < number < len(tokens) - size:
            outer = list(_heads_in(state, (part[0], token.idx)))
            inner = list(_heads_in(state, (tokens[number + size].idx, part[1])))
            if inner and not lemmas(reading.doc[inner[0].head or 0].text) & OWN_SOURCES:
                cue = token.idx, end_of(tokens[number + size - 1])
                yield from (Named(one, tuple(outer), cue) for one in inner)
                return
    yield from map(Named, _heads_in(state, part))


def _heads_in(state: State, part: Stretch) -> Iterator[SourceRef]:
    """Whom a stretch names; the person inside "відеозвернення Зеленського", "Вілкул у Telegram"."""
    reading = state.reading
    tokens = [token for token in reading.tokens(*part) if token.pos_ in NOMINAL]
    if not tokens:
        return
    roots = [
        token for token in tokens if token.head.i < tokens[0].i or token.head == token or token.head.idx >= part[1]
    ]
    head = roots[0] if roots else tokens[0]
    if any(token.pos_ == "ADP" for token in reading.doc[tokens[0].i : head.i]):
        head = tokens[0]  # "Ковшик в інтерв'ю «Ранку»"
    for one in conjuncts(head):
        apart = any(token.text == "," for token in reading.doc[min(head.i, one.i) : max(head.i, one.i)])
        if part[0] <= one.idx < part[1] and not apart:
            owner = _owner(state, part[1], one)
            yield SourceRef(Voice.NAMED, noun_phrase(reading, owner), owner.i, "layout")


def _owner(state: State, stop: int, head: Token) -> Token:
    """The person or body in the genitive behind a word for a message, else the head itself."""
    heads = state.lexicon.raw["layout"]["document_heads"]
    if not any(part in heads for part in (*lemmas(head.text), *fold(head.text).split("-"))):
        return head
    for token in state.reading.tokens(end_of(head), stop):
        if token.pos_ in ("ADP", "CCONJ") or token.text in ",;":
            break
        document = any(part in heads for part in (*lemmas(token.text), fold(token.text)))
        holder = token.pos_ == "ADJ" and token.head.i < token.i  # "уповноваженої з прав людини"
        if (token.pos_ in ("NOUN", "PROPN", "X") or holder) and not document:
            return token
    return head


def _lead(state: State, header: Header, named: list[Named]) -> Iterator[Draft]:
    """A statement for the lead where nothing in it names a source."""
    reading = state.reading
    before = [one for one in reading.paragraphs if one[1] <= header.label[0]]
    if not before or any(before[-1][0] <= one.anchor < before[-1][1] for one in state.drafts):
        return
    if any(
        reading.words[token.i] in state.lexicon.verbs and token.pos_ == "VERB" for token in reading.tokens(*before[-1])
    ):
        return
    content = reading.strip(*before[-1])
    if content[0] == content[1]:  # nothing but marks
        return
    for one in named:
        yield Draft(
            header.label[0], one.cue or header.label, one.source, Stance.ASSERTS, Act.CLAIM, "layout/source", content,
            QuoteType.POINTING_BACK, CueKind.LAYOUT, reading.text[slice(*header.label)], via=list(one.via),
        )  # fmt: skip


def _answers(state: State) -> Iterator[Draft]:
    """What a person says whose name opens the paragraph, as in an interview: "Ковшик: Міст ми полагодимо."."""
    reading = state.reading
    for start, end in reading.paragraphs:
        label = _SPEAKER.match(reading.text, *reading.strip(start, end, chars=" \t\u00a0"))
        if label is None:
            continue
        names = list(reading.tokens(*label.span(1)))
        content = reading.strip(label.end(), end, chars=" .,\r\n\t")
        told = any(one.content and one.content[0] <= content[0] < one.content[1] for one in state.drafts)
        if told or not all(one.ent_type_ == "PERS" for one in names) or not any(map(finite, reading.tokens(*content))):
            continue
        source = SourceRef(Voice.NAMED, label.span(1), names[-1].i, "layout")
        yield Draft(
            label.start(), None, source, Stance.ASSERTS, Act.CLAIM, "layout/answer", content, QuoteType.DIRECT,
            CueKind.LAYOUT,
        )  # fmt: skip


_SPEAKER = re.compile(r"([А-ЯІЇЄҐ][\w'’ʼ-]+(?: [А-ЯІЇЄҐ][\w'’ʼ-]+){0,2}): (?=[А-ЯІЇЄҐ])")


def _headed_quotation(state: State, header: Header, current: list[SourceRef]) -> Iterator[Draft]:
    reading = state.reading
    quotation = next(
        (one for one in reading.beginning(header.colon + 1, header.body[0] + 3) if reading.is_speech(one)), None
    )
    spoken = any(reading.is_speech(one) for one in reading.beginning(*header.body))
    if quotation.start in state.tagged if quotation is not None else spoken:
        return
    own = _label_source(reading, header)
    source = own or (current[0] if current else SourceRef(Voice.DROPPED, None, None, "layout"))
    content = reading.strip(*(quotation.inner if quotation is not None else header.body), chars=" .,\r\n\t")
    if content[0] == content[1]:  # a label alone in its paragraph
        return
    yield Draft(
        header.label[0], header.label, source, Stance.ASSERTS, Act.CLAIM, "layout/quote", content, QuoteType.DIRECT,
        CueKind.LAYOUT, reading.text[slice(*header.label)], confidence=0.95,
    )  # fmt: skip


def _label_source(reading: Reading, header: Header) -> SourceRef | None:
    """Whom the label names: "Пряма мова Ковшика:", "Дослівно міністр:"; "Дослівно текст посту:" names nobody."""
    tokens = [
        token
        for token in reading.tokens(header.label[1], header.colon)
        if token.pos_ in ("NOUN", "PROPN") and (token.text[0].isupper() or kind_of_noun(token.lemma_) is not None)
    ]
    if not tokens:
        return None
    return SourceRef(Voice.NAMED, (tokens[0].idx, reading.strip(tokens[0].idx, header.colon)[1]), tokens[0].i, "layout")
