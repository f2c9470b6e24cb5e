"""Statements whose cue is a preposition phrase ("за словами X", "згідно з документом"), and relays ("з посиланням на
X")."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract import contents
from kg.extract.contents import Clause, clause_of
from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.further import name_behind
from kg.extract.lexicon import Frame
from kg.extract.papers import DATA_NOUNS, antecedent, is_relative, owner_of_data
from kg.extract.phrases import finite, is_one_of, noun_phrase
from kg.extract.pronouns import agreement
from kg.extract.reading import Reading, end_of
from kg.extract.sources import origin_of
from kg.extract.state import State
from kg.extract.subjects import joined, speaks
from kg.model import CueKind, Kind, QuoteType
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun

_POSSESSIVE = {"його", "її", "їх", "їхніми", "їхньою", "їхню", "їхніх", "моїми", "нашими", "мою", "мій", "нашу", "наш"}
OWN_SOURCES = {"джерело"}
_NEAR_START = 2
"""Tokens that may stand before a cue that still opens its clause."""
_DESCRIPTION = 7
"""Tokens from a word that describes the source to the source."""
_PHRASE = 9
"""Tokens behind the source in which the comma that closes the cue's phrase may stand."""


def _match(
    reading: Reading, number: int, table: dict[tuple[str, ...], Frame]
) -> tuple[Frame, int, Token | None] | None:
    """The cue at token `number`: its frame, the number behind it, and a possessive inside it ("за його словами")."""
    words = reading.words
    for size in (3, 2):
        frame = table.get(tuple(words[number : number + size])) if number + size <= len(words) else None
        if frame is not None:
            return frame, number + size, None
    if number + 2 < len(words) and words[number + 1] in _POSSESSIVE | _nameless():
        frame = table.get((words[number], words[number + 2]))
        if frame is not None:
            owned = words[number + 1] in _POSSESSIVE
            return frame, number + 3, reading.doc[number + 1] if owned else None
    frame = table.get((words[number],))
    return (frame, number + 1, None) if frame is not None and _by_paper(reading, number) else None


def _by_paper(reading: Reading, number: int) -> bool:
    """Whether a preposition opens its sentence before a paper that tells what holds: "за умовами договору, …", "згідно
    наказу, …"."""
    noun = reading.doc[number + 1] if number + 1 < len(reading.doc) else None
    papers, by = load_toml("cues.toml")["by_paper"], reading.words[number]
    if noun is None or by not in papers or lemmas(noun.text).isdisjoint(papers[by]):
        return False
    case = feature(noun, "Case")
    if noun.i + 1 < len(reading.doc) and noun.nbor().text == ":":
        return False
    if by == "згідно":
        return case != "Acc" and (bool(reading.doc[number].is_sent_start) or reading.doc[number - 1].text in ",–—")
    return case == "Ins" and bool(reading.doc[number].is_sent_start)


@cache
def _nameless() -> frozenset[str]:
    """Adjectives such as "попередніми" in "за попередніми даними"."""
    return frozenset(load_toml("cues.toml")["nameless"]["adjectives"])


def preposition_drafts(state: State) -> Iterator[Draft]:
    """Drafts for prepositional cues in reading order."""
    reading = state.reading
    for number in range(len(reading.words)):
        found = _match(reading, number, state.lexicon.prepositions)
        if found is None:
            continue
        token = reading.doc[number]
        frame, after, possessive = found
        clause = clause_of(reading, token)
        document = antecedent(reading, token, after, clause, frame) if possessive is None else None
        given: tuple[list[SourceRef], int, int] | None
        if possessive is not None:
            given = [_possessive_source(possessive)], after, end_of(reading.doc[after - 1])
        elif document is not None:
            given = [_named(reading, document)], after + 1, end_of(reading.doc[after - 1])
        elif frame.documents and is_relative(reading.doc[min(after, clause.high - 1)]):
            given = None
        else:
            given = _given(reading, token, after, clause, frame)
        if given is None or (possessive is not None and _told_already(state, token, possessive)):
            continue
        refs, phrase_end, cue_end = given
        content = (
            _content(state, token, phrase_end, clause)
            if document is None
            else contents.stretch(reading, phrase_end, contents.relative_end(reading, phrase_end, clause.high))
        )
        for ref in refs if content is not None else ():
            yield Draft(
                token.idx, (token.idx, cue_end), ref, frame.stance, frame.act, f"preposition/{frame.lemma}", content,
                QuoteType.INDIRECT, CueKind.PREPOSITION, frame.lemma,
            )  # fmt: skip


def _given(
    reading: Reading, cue: Token, after: int, clause: Clause, frame: Frame
) -> tuple[list[SourceRef], int, int] | None:
    """The sources behind the cue, the token number behind their phrase, and the end of the cue."""
    found = _source(reading, after, clause, frame)
    if found is not None:
        head, phrase_end, cue_end = found
        further = name_behind(reading, head, phrase_end)
        if further is not None:
            whole = noun_phrase(reading, head)[0], end_of(reading.doc[further - 1])
            return [SourceRef(Voice.NAMED, whole, head.i, "preposition")], further, cue_end
        return [_named(reading, one) for one in joined(head)], phrase_end, cue_end
    if reading.words[cue.i + 1] in _nameless():
        return [SourceRef(Voice.UNKNOWN, None, None, "impersonal")], after, end_of(reading.doc[after - 1])
    return None


def _told_already(state: State, cue: Token, possessive: Token) -> bool:
    """Whether the cue opens what the same one says: "наголосив, що, на його думку, …" is one statement, "жінка сказала,
    що, за його словами, …" are two."""
    around = (one for one in state.drafts if "/clause" in one.rule and one.content and one.content[0] == cue.idx)
    return any(_may_own(state.reading, one.source, possessive) for one in around)


def _may_own(reading: Reading, source: SourceRef, possessive: Token) -> bool:
    """Whether a source has the number and gender of a possessive."""
    head = reading.doc[source.head] if source.head is not None else None
    wanted = agreement(possessive)
    if head is None or not wanted:
        return True
    if "Plur" in wanted or feature(head, "Number") == "Plur":
        return "Plur" in wanted and feature(head, "Number") == "Plur"
    return feature(head, "Gender") in (*wanted, "")


def _possessive_source(possessive: Token) -> SourceRef:
    voice = Voice.SPEAKER if possessive.lemma_.lower() in ("мій", "наш") else Voice.NAMED
    return SourceRef(voice, (possessive.idx, end_of(possessive)), possessive.i, "possessive")


def _named(reading: Reading, head: Token) -> SourceRef:
    return SourceRef(Voice.NAMED, noun_phrase(reading, head), head.i, "preposition")


def _source(reading: Reading, after: int, clause: Clause, frame: Frame) -> tuple[Token, int, int] | None:
    """Head of the source's phrase, the token number behind the phrase, and the end of the cue."""
    head = _next_noun(reading, after, clause)
    if head is None or (reading.words[after - 2] in _nameless() and not _owns(head)):
        return None  # "за деякими оцінками ціни впадуть", "за різними даними у Сквирі …"
    cue_end = end_of(reading.doc[after - 1])
    if lemmas(head.text) & DATA_NOUNS and frame.documents:
        deeper = owner_of_data(reading, head, clause)
        if deeper is not None:
            cue_end = end_of(head) if deeper.i == head.i + 1 else cue_end
            head = deeper
    elif frame.documents and (feature(head, "Animacy") == "Anim" or not _tells(reading, head, frame)):
        return None
    return head, _phrase_end(reading, head, clause), cue_end


def _owns(head: Token) -> bool:
    """Whether the noun behind "за попередніми даними" can be whose they are: a genitive without a preposition."""
    apart = head.dep_.startswith("nsubj") or any(child.dep_ == "case" for child in head.children)
    return not apart and feature(head, "Case") in ("Gen", "")


def _tells(reading: Reading, head: Token, frame: Frame) -> bool:
    """Whether the noun is of a kind that the cue takes, has data in it, or (where persons are taken too) has an owner:
    "судячи зі звіту", "згідно зі змінами закону", not "судячи з ознак", "згідно з правдою"."""
    following = reading.doc[head.i : head.i + 2]
    return (
        not frame.behind
        or (head.text[0].isupper() and Kind.PERSON in frame.behind)
        or kind_of_noun(head.lemma_) in frame.behind
        or any(lemmas(one.text) & DATA_NOUNS for one in following)
        or (
            Kind.PERSON in frame.behind
            and (feature(head, "PronType") == "Prs" or any(one.dep_ == "nmod" for one in head.children))
        )
    )


def _next_noun(reading: Reading, after: int, clause: Clause) -> Token | None:
    if (described := _described(reading, after, clause)) is not None:
        return described
    for number in range(after, min(clause.high, after + 7)):
        token = reading.doc[number]
        if token.text in ",.;:" or finite(token) or (token.pos_ == "ADP" and number > after):
            return None
        if number + 2 < clause.high and is_one_of(token):
            return token  # "за словами одного з учасників"
        nominal = token.pos_ in ("NOUN", "PROPN", "X", "PRON") or (token.text.isupper() and len(token.text) > 1)
        closes = number + 1 < clause.high and reading.doc[number + 1].text in ',»"”'
        nominal = nominal or (token.pos_ == "ADJ" and closes)
        if nominal and token.lower_ not in ("це", "що"):
            while token.dep_.split(":")[0] in ("flat", "nmod", "appos") and after <= token.head.i < token.i:
                token = token.head
            return token
    return None


def _described(reading: Reading, after: int, clause: Clause) -> Token | None:
    """The noun behind a description with words of its own: "знайомих із ситуацією джерел", "близької йому людини"."""
    first = reading.doc[after] if after + 2 < clause.high else None
    if first is None or first.pos_ not in ("ADJ", "VERB") or reading.doc[after + 1].pos_ not in ("ADP", "PRON"):
        return None
    inner = reading.doc[after + 1]
    own = inner.head.i if inner.pos_ == "ADP" and inner.head.i > inner.i else inner.i
    for number in range(own + 1, min(clause.high, after + _DESCRIPTION)):
        token = reading.doc[number]
        if token.text in ",.;:" or finite(token):
            return None
        same = all(feature(token, name) == feature(first, name) for name in ("Case", "Number"))
        if token.pos_ in ("NOUN", "PROPN") and same and speaks(token):
            return token
    return None


def _phrase_end(reading: Reading, head: Token, clause: Clause) -> int:
    """The token number behind the source's phrase with all its conjuncts."""
    last = max(joined(head), key=lambda one: one.i)
    number = reading.token_index(noun_phrase(reading, last)[1] - 1) + 1
    while number < clause.high and reading.doc[number].text in '"»”)':
        number += 1
    return number


def _content(state: State, cue: Token, after: int, clause: Clause) -> Stretch | None:
    """The rest of the clause where the cue opens it, what stands before it where it closes it, else the whole."""
    reading = state.reading
    opener = _opener(reading, cue, clause)
    if opener is not None:
        first = _behind_comma(reading, after, clause)
        if (rest := contents.within_relative(reading, cue.i, first, clause)) is not None:
            return rest
        first = contents.behind_relative(reading, first, clause)
        end = contents.clause_end(reading, cue, first, clause, state.cue_tokens(clause), state.refusal_tokens(clause))
        return contents.stretch(reading, first, end)
    closes = after >= clause.high or all(token.pos_ == "PUNCT" for token in reading.doc[after : clause.high])
    if reading.doc[cue.i - 1].text not in ",(–—-" and not (closes and _may_close(reading, cue, clause)):
        return None if closes else _around(state, cue, after, clause)
    if closes or reading.doc[after].text in ",;":
        low = clause.low
        if closes:
            return contents.stretch(reading, low, cue.i)
        return contents.stretch(reading, low, clause.high)
    first = after
    return contents.stretch(reading, first, clause.high) if cue.i - clause.low < 6 else None


def _around(state: State, cue: Token, after: int, clause: Clause) -> Stretch | None:
    """What is said where no commas set the cue apart: "Наступним кроком за словами мера буде ремонт"; behind a relative
    what follows it: "площа, де за словами мера, буде парк"."""
    reading, before = state.reading, cue.nbor(-1)
    if is_relative(before) or before.lower_ == "де":
        first = _behind_comma(reading, after, clause)
        return contents.stretch(reading, first, contents.relative_break(reading, first, clause.high) or clause.high)
    words = cue.nbor().lower_ == "словами" and cue.nbor().dep_.startswith("parataxis")
    if not words or not any(map(finite, reading.doc[after : clause.high])):
        return None
    end = contents.clause_end(reading, cue, after, clause, state.cue_tokens(clause), state.refusal_tokens(clause))
    return contents.stretch(reading, clause.low, end)


def _may_close(reading: Reading, cue: Token, clause: Clause) -> bool:
    """Whether the cue needs no comma at the end of a clause: "посіла перше місце за версією журналу"."""
    words = " ".join(reading.words[cue.i : cue.i + 2])
    return words in load_toml("cues.toml")["closing"]["words"] and any(map(finite, reading.doc[clause.low : cue.i]))


def _behind_comma(reading: Reading, after: int, clause: Clause) -> int:
    """Where the content begins: behind the comma that closes the cue's phrase, where nothing but obliques stands
    before it."""
    for number in range(after, min(clause.high, after + _PHRASE)):
        token = reading.doc[number]
        if token.text in ",–—":
            return number + 1
        if finite(token) or feature(token, "Case") == "Nom" or token.pos_ in ("SCONJ", "VERB"):
            break
    return after


def _opener(reading: Reading, cue: Token, clause: Clause) -> int | None:
    """Where the clause that the cue opens begins: the sentence's start (a few adverbs may stand before) or a
    subordinate clause."""
    number = cue.i - 1
    if number >= clause.low and reading.doc[number].text in ",(–—":
        number -= 1
        if (
            number >= clause.low
            and reading.doc[number].pos_ in ("SCONJ", "CCONJ", "DET", "PRON", "ADV")
            and (
                reading.words[number] in contents.COMPLEMENTIZERS | contents.ADVERBIAL
                or feature(reading.doc[number], "PronType") == "Rel"
                or reading.doc[number].pos_ == "CCONJ"
            )
        ):
            return number
    if " ".join(reading.words[clause.low : number + 1]) in load_toml("cues.toml")["closing"]["linking"]:
        return number
    if cue.text[0].isupper() and number >= clause.low and reading.doc[number].text[-1].isalnum():
        return number  # a heading without a full stop stands before it
    while number >= clause.low and reading.doc[number].pos_ in ("ADV", "PART", "CCONJ", "SCONJ", "PUNCT"):
        if reading.doc[number].text in ":" or reading.words[number] in contents.COMPLEMENTIZERS:
            return number
        number -= 1
    named = any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in reading.doc[clause.low : cue.i])
    return number if number < clause.low or (cue.i - clause.low <= _NEAR_START and not named) else None


def apply_tags(state: State) -> None:
    """A closing ", передає X" behind another statement of the sentence, or "Як передає X" before "про це", is no
    statement of its own: X goes to the `via` of that one."""
    _apply_opening_tags(state)
    text = state.reading.text
    closing = [one for one in state.drafts if text[: one.anchor].rstrip()[-1:] in ",–—-"]
    tags = [one for one in closing if one.rule.startswith(_TAGS) and one.source.voice is Voice.NAMED and one.cue]
    for tag in tags:
        start = state.reading.sentence_of(tag.anchor)[0]
        carriers = [
            one for one in state.drafts if one is not tag and start <= one.anchor < tag.anchor and one not in tags
        ]
        if not carriers:
            continue
        for one in carriers:
            one.via = [*tag.via, tag.source, *one.via]
            if one.content and one.content[1] > tag.anchor:
                one.content = state.reading.strip(one.content[0], state.reading.text.rfind(",", 0, tag.anchor))
        state.drafts.remove(tag)


def _apply_opening_tags(state: State) -> None:
    reading = state.reading
    opening = [
        (one, one.content)
        for one in state.drafts
        if one.rule.startswith(_TAGS) and one.source.voice is Voice.NAMED and one.content
        and reading.text[one.content[0] : one.content[0] + 7].lower() == "про це "
    ]  # fmt: skip
    for tag, (low, high) in opening:
        carriers = [one for one in state.drafts if one.back and one is not tag and low <= one.anchor < high]
        for one in carriers:
            one.via = [tag.source, *one.via]
        if carriers:
            state.drafts.remove(tag)


_TAGS = tuple(f"verb/{group}/{frame}" for group in ("write", "write down", "tell") for frame in ("back", "inverted"))


def apply_relays(state: State) -> None:
    """Turn "X повідомляє з посиланням на Y": Y becomes the source of the sentence's statement and X goes to `via`."""
    reading = state.reading
    for number in range(len(reading.words)):
        size = next(
            (size for size in (3, 2) if tuple(reading.words[number : number + size]) in state.lexicon.relays), 0
        )
        if not size:
            continue
        token = reading.doc[number]
        clause = clause_of(reading, token)
        head = _next_noun(reading, token.i + size, clause)
        head = (origin_of(head) if head is not None else None) or head
        carrier = _carrier(state, token)
        if head is None or carrier is None or lemmas(head.text) & OWN_SOURCES or not _may_be_origin(head):
            continue
        origin = [_named(reading, one) for one in joined(head)]
        carrier.via = [carrier.source, *carrier.via]
        carrier.source = origin[0]
        carrier.cue = (token.idx, end_of(reading.doc[token.i + size - 1]))
        carrier.cue_kind = CueKind.PREPOSITION
        carrier.rule += "/relay"
        state.drafts += [replace(carrier, source=one, via=[*carrier.via]) for one in origin[1:]]


def _may_be_origin(head: Token) -> bool:
    """Whether a relay can come from it: whoever speaks, or a name in quotation marks (\"Суспільне\")."""
    quoted = head.i > 0 and head.nbor(-1).text in '«"“„'
    return speaks(head) or (quoted and head.text[:1].isupper())


def _carrier(state: State, token: Token) -> Draft | None:
    """The draft of the same sentence whose verb the relay phrase belongs to."""
    start, end = state.reading.sentence_of(token.idx)
    groups = ("verb/say", "verb/tell", "verb/write", "verb/impersonal", "verb/made known", "verb/show", "quote/after")
    there = (one for one in state.drafts if one.cue is not None and start <= one.cue[0] < end)
    same = [one for one in there if one.rule.startswith(groups)]
    before = [one for one in same if one.anchor < token.idx]
    return before[-1] if before else (same[0] if same else None)
