"""What a denying or confirming verb takes as its object: a noun of speech, what that is about, a guilt, a deed.

Not for other verbs (`carriers`) and not for the statements that are denied (`denials`).
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause
from kg.extract.lexicon import Frame, lexicon
from kg.extract.phrases import NOMINAL, finite, is_passive, own_object
from kg.extract.reading import end_of
from kg.extract.state import Found, State
from kg.extract.subjects import subject_behind
from kg.model import QuoteType
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature

_ALL = ("все", "усе")
_THIS = ("це", "цього", "все", "усе", "всього", "усього")


def deniable(state: State, frame: Frame, target: Token) -> bool:
    """Whether the object is a claim or a matter that the verb can deny or confirm; deeds in -ння always are."""
    names = lemmas(target.text)
    deed = any(name.endswith(("ння", "ття")) for name in names)
    return not frame.objects or deed or target.pos_ == "PRON" or bool(names & (frame.objects | state.lexicon.targets))


def object_before(token: Token, clause: Clause) -> Token | None:
    """The noun or "це" before a denying or confirming verb whose object it is, or before a passive one as its subject:
    "провину не визнають", "чутки були спростовані"."""
    for child in (*token.children, *_shared_before(token)):
        given = ("nsubj", "nsubj:pass") if is_passive(token) else ("obj", "iobj")
        turned = child.dep_ == "nsubj" and subject_behind(token) is not None
        object_ = child.dep_ in given or turned or (child.lower_ == "це" and _no_subject(token))
        if object_ and clause.low <= child.i < token.i and child.pos_ in NOMINAL:
            return child
    return next(_owned(token), None)


def _shared_before(verb: Token) -> Iterator[Token]:
    """The words for what somebody says before the first of two verbs: "новину перевірили та спростували"."""
    first = verb.head
    if verb.dep_ != "conj" or first.i > verb.i or any(one.lower_ in _AGAINST for one in verb.children):
        return
    for child in first.children:
        if child.i < first.i and lemmas(child.text) & lexicon().targets:
            yield child


_AGAINST = ("але", "а", "проте", "однак")


def _no_subject(verb: Token) -> bool:
    """Whether a verb cannot have "це" as its subject, whatever the parse says: "Це підтвердив штаб"."""
    return feature(verb, "Number") == "Plur" or feature(verb, "Gender") in ("Masc", "Fem")


def _owned(token: Token) -> Iterator[Token]:
    """A noun with "свій" that the parse has tied to the subject, though that cannot hold it: "Водій своєї провини не
    визнає"."""
    for subject in token.children:
        for noun in subject.children if subject.dep_ == "nsubj" else ():
            if noun.i < token.i and own_object(noun):
                yield noun


def moved_target(state: State, token: Token, target: Token, clause: Clause) -> Found | None:
    """The object before the verb as content, or nothing where it only points: "свою провину не визнає"."""
    reading = state.reading
    names = lemmas(target.text)
    if target.lower_ in _THIS or _it(target) or (names & state.lexicon.targets and not names & state.lexicon.guilts):
        topic = next((child for child in target.children if _is_about(child) and target.i < child.i < token.i), None)
        if topic is not None:
            content = contents.stretch(reading, topic.left_edge.i + 1, min(topic.right_edge.i + 1, token.i))
            return Found("object", content) if content else None
        apart = any(one.text == "," for one in reading.doc[target.i : token.i])
        start = token.idx if apart else min(target.idx, token.idx)
        return Found("bare", None, cue=(start, end_of(token)), quote=QuoteType.NONE)
    if target.pos_ != "NOUN" or feature(target, "Animacy") == "Anim":
        return None
    modifiers = [child.i for child in target.children if child.i < target.i and child.dep_ in ("det", "amod")]
    agreeing = [number for number in modifiers if feature(reading.doc[number], "Case") == feature(target, "Case")]
    low = max(min([*agreeing, target.i]), clause.low)
    high = max(target.right_edge.i, target.i) + 1
    if reading.words[high] in ("і", "та", "й", "чи") and not any(finite(one) for one in reading.doc[high : token.i]):
        high = token.i
    content = contents.stretch(reading, low, min(high, token.i))
    return Found("object", content) if content else None


def target_content(state: State, token: Token, target: Token, clause: Clause) -> Found | None:
    """A denied or confirmed noun: what it is about, the noun itself, or nothing where it only points ("відкинула
    звинувачення")."""
    reading = state.reading
    names = lemmas(target.text)
    low = target.left_edge.i if target.left_edge.i > token.i else target.i
    if not names & state.lexicon.targets:
        if feature(target, "Animacy") == "Anim" or target.pos_ != "NOUN":
            return None
        return Found("object", contents.stretch(reading, low, contents.object_end(reading, low, clause)))
    if names & state.lexicon.guilts:
        return Found("object", contents.stretch(reading, low, contents.object_end(reading, target.i, clause)))
    general = set(state.lexicon.raw["general"]["lemmas"])
    others = any(lemmas(child.text) & general for child in target.children) and feature(target, "Number") == "Plur"
    for number in range(target.i + 1, min(target.i + _OWNED, clause.high - 1) if not others else 0):
        if finite(reading.doc[number]):  # "відкинув звинувачення й заявив, що"
            break
        if reading.words[number] in ("про", "щодо") or (reading.words[number] == "що" and number < target.i + _NEAR):
            linked = contents.that_clause(reading, number, clause) if reading.words[number + 1] == "те" else None
            first = linked or number + 1
            content = contents.stretch(reading, first, contents.object_end(reading, first, clause))
            return Found("object", content) if content else None
    return Found("bare", None, cue=(token.idx, end_of(target)), quote=QuoteType.NONE)


def _it(word: Token) -> bool:
    """Whether a pronoun stands for what was said: "редакція її спростувала"."""
    return feature(word, "PronType") == "Prs" and feature(word, "Case") in ("Acc", "Gen") and word.lower_ in _IT


_IT = ("її", "їх", "його")


def _is_about(noun: Token) -> bool:
    """Whether the noun says what another is about: "інформацію про збитки"; not "про те", "про це"."""
    case = next((child for child in noun.children if child.dep_ == "case"), None)
    opens = case is not None and case == noun.left_edge and case.lower_ in ("про", "щодо")
    return opens and noun.pos_ in ("NOUN", "PROPN") and noun.dep_ == "nmod"


_OWNED = 7
"""Tokens from a noun of speech to "про" behind its owner: "слова колишнього міністра Олега Бондаря про …"."""
_NEAR = 5
"""The same for "що"."""


def bare(state: State, token: Token, _frame: Frame, _clause: Clause) -> Found | None:
    """A noun of speech that depends on the verb in another way: "від звинувачень відхрестився"; "це" behind it."""
    reading = state.reading
    if token.i and reading.words[token.i - 1] in _ALL:  # whatever the parse makes of it
        return Found("bare", None, cue=(token.nbor(-1).idx, end_of(token)), quote=QuoteType.NONE)
    for child in token.children:
        if child.i == token.i + 1 and child.dep_ in ("obj", "iobj") and (child.lower_ in _THIS or _it(child)):
            return Found("bare", None, cue=(token.idx, end_of(child)), quote=QuoteType.NONE)
        if child.i == token.i + 2 and child.lower_ == "цим" and child.dep_ == "obl":  # "не погоджується з цим"
            return Found("bare", None, cue=(token.idx, end_of(child)), quote=QuoteType.NONE)
        names = lemmas(child.text)
        if names & state.lexicon.targets and child.dep_ in ("obj", "obl", "nsubj", "iobj", "advcl"):
            if names & state.lexicon.guilts:
                first = child.left_edge.i + (child.left_edge.pos_ == "ADP")
                return Found("object", contents.stretch(reading, first, child.right_edge.i + 1))
            cue = (min(token.idx, child.idx), max(end_of(token), end_of(child)))
            return Found("bare", None, cue=cue, quote=QuoteType.NONE)
    return None
