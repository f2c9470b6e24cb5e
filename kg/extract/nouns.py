"""Statements whose cue is a noun: "звинувачення Китаю у шпигунстві", "вимога спростувати", "заклик розійтися"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause, clause_of
from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.phrases import finite, infinitive, noun_phrase
from kg.extract.reading import Reading, end_of
from kg.extract.sources import locative, sources_of
from kg.extract.state import State
from kg.extract.subjects import speaks
from kg.extract.verdicts import verdict_at
from kg.model import CueKind, QuoteType, Stance
from kg.nlp import gazetteer
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature

_REACH = 9
"""Tokens behind a noun of speech in which its content may open."""
_OWNED = frozenset({"clause", "topic"})
"""What nouns of the frame "owned" carry where their owner is named: "інформація пропагандистів про міст"."""
_OWNERS = ("genitive", "nation")
_CLAUSE_WORDS = ("що", "ніби", "нібито", "начебто", "буцімто")


def noun_drafts(state: State) -> Iterator[Draft]:
    """Drafts for nouns of speech that carry a content of their own."""
    for token in state.reading.doc:
        known = state.lexicon.nouns.keys() & lemmas(token.text) if token.pos_ == "NOUN" else ()
        if not known or _in_light_cue(state, token) or _missing(token):
            continue
        frame = state.lexicon.nouns[min(known)]
        clause = clause_of(state.reading, token)
        owned = _OWNED if "owned" in frame.frames else frozenset()
        content = _content(state, token, clause, frame.frames | owned)
        source = _source(state, token, clause, content, frame.frames) if content else None
        if content is None or source is None or _told(state, content):
            continue
        if frame.lemma == "слово" and not _spoken(state, token):
            continue
        if owned and source.rule == "genitive" and not speaks(state.reading.doc[source.head or 0]):
            continue
        if owned and source.rule not in _OWNERS and content != _content(state, token, clause, frame.frames):
            continue
        first = state.reading.token_index(content[0])
        if source.rule != "genitive" and first and state.reading.words[first - 1] == "про":
            continue
        yield Draft(
            token.idx, (token.idx, end_of(token)), source, frame.stance, frame.act, f"noun/{frame.lemma}", content,
            QuoteType.INDIRECT, CueKind.NOUN, frame.lemma, confidence=0.6,
        )  # fmt: skip


def _spoken(state: State, noun: Token) -> bool:
    """Whether "слова" are what somebody said: neither "слово честі" nor "за словами мера"."""
    opens = noun.i > 0 and state.reading.words[noun.i - 1] in ("за", "зі")
    return feature(noun, "Number") == "Plur" and not opens


def _missing(noun: Token) -> bool:
    """Whether there is no such thing: "немає ніяких закликів", "не було заяв"."""
    verb = noun.head
    none = verb.lower_ in ("немає", "нема") or (
        verb.lemma_ == "бути" and any(child.lower_ == "не" for child in verb.children)
    )
    return none and feature(noun, "Case") == "Gen"


def _in_light_cue(state: State, noun: Token) -> bool:
    """Whether the noun is a part of a cue such as "звернулися з проханням"."""
    return any(one.rule == "light" and one.cue and one.cue[0] <= noun.idx < one.cue[1] for one in state.drafts)


def _told(state: State, content: Stretch) -> bool:
    """Whether a verb or preposition already tells the same content."""
    return any(one.content == content and one.stance is Stance.ASSERTS for one in state.drafts)


def _content(state: State, noun: Token, clause: Clause, frames: frozenset[str]) -> Stretch | None:
    reading = state.reading
    for number in range(noun.i + 1, min(clause.high - 1, noun.i + _REACH)):
        token = reading.doc[number]
        if "infinitive" in frames and infinitive(token) and (token.head == noun or number == noun.i + 1):
            first = number - (reading.words[number - 1] == "не")
            return contents.stretch(reading, first, contents.object_end(reading, number, clause))
        if "clause" in frames and _opens_clause(reading, number):
            first = number + 2
            while first < clause.high and reading.words[first] in ("нібито", ","):
                first += 1
            if first >= clause.high:
                return None
            end = min(contents.object_end(reading, first, clause), _main_clause(noun, clause))
            found = contents.stretch(reading, first, end)
            return _unjudged(reading, found) if found else None
        if "charge" in frames and number - noun.i < 6 and _charged(reading, number):
            end = contents.object_end(reading, number + 1, clause)
            return contents.stretch(reading, number + 1, _before_verb(reading, noun, number, end))
        if "topic" in frames and token.lower_ == "про" and reading.words[number + 1] not in ("те", "це"):
            end = contents.object_end(reading, number + 1, clause)
            end = next((one.i for one in reading.doc[number + 1 : end] if one.text in "–—"), end)
            return contents.stretch(reading, number + 1, _before_verb(reading, noun, number, end))
        about = token.text == "," and reading.words[number - 2 : number] == ["про", "те"]
        if finite(token) or (token.text in ",.;:" and not about):
            return None
    return None


def _before_verb(reading: Reading, noun: Token, number: int, end: int) -> int:
    """`end`, or where behind token `number` the subject or the verb stands whose object the noun is: "слова мера про
    вибух директорка назвала брехнею"."""
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.i > number and not finite(verb):  # "заяви про міст є фейком"
        return min(end, next((child.i for child in verb.children if child.dep_ == "cop" and child.i > number), verb.i))
    if not finite(verb) or verb.i <= number:
        return end
    subject = next((one for one in verb.children if one.dep_ == "nsubj" and number < one.i < verb.i), None)
    if subject is None and feature(verb, "Number") == "Plur":  # "у Кремлі назвали"
        place = locative(reading, verb, number + 2, verb.i)
        cases = [child.i for child in place.children if child.dep_ == "case"] if place is not None else []
        return min(end, *(cases[:1] or [verb.i]))
    return min(end, verb.i if subject is None else max(subject.left_edge.i, number + 1))


def _main_clause(noun: Token, clause: Clause) -> int:
    """Where the clause goes on that the noun, its object, opens: "чутку про те, що …, сусіди переказують"; else its
    end."""
    verb = noun.head
    if verb.i < noun.i or not finite(verb):
        return clause.high
    subject = next((one for one in verb.children if one.dep_ == "nsubj" and noun.i < one.i < verb.i), None)
    first = subject.left_edge.i if subject is not None else verb.i
    return next((one.i for one in reversed(noun.doc[noun.i + 2 : first]) if one.text == ","), clause.high)


def _unjudged(reading: Reading, content: Stretch) -> Stretch:
    """The content without the verdict of a fact check behind it."""
    place = verdict_at(reading, *content)
    return content if place is None else reading.strip(content[0], place)


def _opens_clause(reading: Reading, number: int) -> bool:
    """Whether a clause begins there that says what the noun is about: not "назвав заяву такою, що шкодить"."""
    such = "такий" in lemmas(reading.words[number - 1])
    return reading.doc[number].text == "," and reading.words[number + 1] in _CLAUSE_WORDS and not such


def _charged(reading: Reading, number: int) -> bool:
    return reading.words[number] in ("у", "в") and feature(reading.doc[number + 1], "Case") in ("Loc", "")


def _nation(noun: Token) -> SourceRef | None:
    """The state whose adjective stands right before the noun: "російська дезінформація"."""
    before = noun.nbor(-1) if noun.i else noun
    if before.pos_ != "ADJ" or gazetteer.load().by_adjective(before.text) is None:
        return None
    return SourceRef(Voice.NAMED, (before.idx, end_of(before)), before.i, "nation")


def _source(state: State, noun: Token, clause: Clause, content: Stretch, frames: frozenset[str]) -> SourceRef | None:
    """The genitive behind the noun, "з/від" + genitive, the state of an adjective, or the subject of its clause."""
    reading = state.reading
    for child in noun.children:
        case = [one.lower_ for one in child.children if one.dep_ == "case"]
        genitive = feature(child, "Case") in ("Gen", "") and child.pos_ in ("NOUN", "PROPN", "X")
        if child.dep_ == "nmod" and child.i > noun.i and genitive and (not case or case[0] in ("з", "із", "від", "зі")):
            start, end = noun_phrase(reading, child)
            if content[0] < end:  # "звинувачення депутатів у змові": the parse has tied the charge to them
                start, end = child.idx, end_of(child)
            return SourceRef(Voice.NAMED, (start, end), child.i, "genitive")
    if "nation" in frames and (nation := _nation(noun)) is not None:
        return nation
    if feature(noun, "Case") == "Ins" and any(one.dep_ == "case" and one.lower_ == "за" for one in noun.children):
        return SourceRef(Voice.UNKNOWN, None, None, "on a charge")  # "затримали в Одесі за звинуваченням у …"
    verb = noun.head
    for _ in range(4):
        if verb.pos_ == "VERB" or verb.head == verb:
            break
        verb = verb.head
    if verb.pos_ != "VERB":
        judged = verdict_at(reading, noun.idx, reading.sentence_of(noun.idx)[1])
        return SourceRef(Voice.UNKNOWN, None, None, "judged") if judged is not None else None
    frame = state.lexicon.verbs.get(reading.words[verb.i])
    own = any("свій" in lemmas(child.text) for child in noun.children)
    if frame is not None and frame.stance in (Stance.DENIES, Stance.CONFIRMS) and not own:
        return SourceRef(Voice.UNKNOWN, None, None, "denied")
    if frame is not None and frame.group == "name" and noun.dep_ == "obj":  # who calls it unfounded has not said it
        return SourceRef(Voice.UNKNOWN, None, None, "denied")
    found = sources_of(reading, verb, clause.low, clause.high)[0]
    if found.head == noun.i:  # "не підтверджується і заява про те, що …"
        judged = verdict_at(reading, *reading.sentence_of(noun.idx)) is not None
        return SourceRef(Voice.UNKNOWN, None, None, "judged") if judged else None
    return found if found.voice is Voice.NAMED else None
