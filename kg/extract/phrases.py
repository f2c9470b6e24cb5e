"""Noun phrases and clause edges out of a dependency parse that may be wrong in places; not for meaning."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.draft import Stretch
from kg.extract.reading import Reading, end_of
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature

_LEFT_OUT = (
    "acl:relcl",
    "punct",
    "cc",
    "conj",
    "advcl",
    "parataxis",
    "mark",
    "discourse",
    "cop",
    "nsubj",
    "ccomp",
    "acl:adv",
)
_LEFT_OUT_BARE = (*_LEFT_OUT, "advmod", "obl")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "DET", "ADJ")


def finite(token: Token) -> bool:
    """Whether the token is a verb in a finite form."""
    return token.pos_ in ("VERB", "AUX") and feature(token, "VerbForm") == "Fin"


def converb(token: Token) -> bool:
    """Whether the token is a converb (дієприслівник)."""
    return feature(token, "VerbForm") == "Conv"


def no_preposition(noun: Token) -> bool:
    """Whether the noun stands without a preposition of its own."""
    return not any(child.dep_ == "case" for child in noun.children)


def is_passive(token: Token) -> bool:
    """Whether the word is a passive participle: "спростовані"."""
    return feature(token, "VerbForm") == "Part" and feature(token, "Voice") == "Pass"


def infinitive(token: Token) -> bool:
    """Whether the token is an infinitive."""
    return feature(token, "VerbForm") == "Inf"


def _inside(token: Token, skip: tuple[str, ...]) -> Iterator[Token]:
    yield token
    for child in token.children:
        if skip is _LEFT_OUT and _joined_modifier(child):
            yield from (one for one in child.children if one.dep_ in ("cc", "punct") and one.i < child.i)
        elif child.dep_ in skip or finite(child) or _outside(child, skip):
            continue
        yield from _inside(child, _LEFT_OUT)


def _joined_modifier(child: Token) -> bool:
    """Whether a conjunct goes on with a modifier: "міністр культури та спорту", "мешканці Луцької та Рівненської
    областей"."""
    if child.dep_ != "conj" or child.pos_ not in ("NOUN", "PROPN", "ADJ") or feature(child, "Case") != "Gen":
        return False
    return feature(child.head, "Case") == "Gen" and child.i - child.head.i < 6 and not _clausal(child)


def _clausal(token: Token) -> bool:
    return any(finite(child) or child.dep_ in ("nsubj", "acl:relcl") for child in token.children)


def _outside(child: Token, skip: tuple[str, ...]) -> bool:
    """A particle or conjunction at the edge, the head's own preposition, a time ("цього року"), a subject's "своєї
    провини", the reference of an outlet ("газета з посиланням на мера")."""
    if child.pos_ in ("PART", "CCONJ", "SCONJ") or child.dep_ == "discourse":
        return child.lower_ != "не"
    if child.dep_ == "case":
        return skip is _LEFT_OUT_BARE
    if child.lower_ == "посиланням" or (child.head.dep_ == "nsubj" and own_object(child)):
        return True
    date = child.text.isdigit() and any(lemmas(one.text) & times() for one in child.children)  # "від 14 жовтня"
    return date or (child.pos_ == "NOUN" and bool(lemmas(child.text) & times()))


def own_object(noun: Token) -> bool:
    """Whether a noun with "свій" in the genitive, tied to a subject, must be the verb's object: a subject cannot hold
    it."""
    before = [child for child in noun.children if child.i < noun.i]
    own = any(child.lemma_ == "свій" for child in before) and not any(child.dep_ == "case" for child in before)
    return noun.dep_ in ("nmod", "obl") and own and feature(noun, "Case") == "Gen"


@cache
def times() -> frozenset[str]:
    """Lemmas of nouns that name a time and so are no part of a source's name."""
    return frozenset(load_toml("cues.toml")["times"]["lemmas"])


def noun_phrase(reading: Reading, head: Token) -> Stretch:
    """Start and end of the smallest noun phrase around `head`: its title, modifiers and complements, no relative
    clause, no conjuncts.

    The parse's subtree is cut to one unbroken run of tokens; an entity that reaches over its edge is taken in whole.
    """
    inside = {token.i for token in _inside(head, _LEFT_OUT_BARE)}
    low = high = head.i
    while low - 1 in inside or (
        low - 2 in inside and reading.doc[low - 1].pos_ == "PUNCT" and _binding(reading, low - 1)
    ):
        low -= 1
    while high + 1 in inside or (
        high + 2 in inside and reading.doc[high + 1].pos_ == "PUNCT" and _binding(reading, high + 1)
    ):
        high += 1
    start, end = reading.doc[low].idx, end_of(reading.doc[high])
    for entity in reading.entities_from(start):
        if entity.start_char >= end:
            break
        if entity.label_ in ("PERS", "ORG", "JOB", "DOC"):
            inside_phrase = entity.start_char >= start or entity.end_char <= end
            torn = entity[0].pos_ == "ADP" and entity.start_char < start
            tail = entity[-2:][0] if entity[-1].pos_ == "ADP" else entity[-1]
            if inside_phrase and not torn and "," not in entity.text:
                start, end = min(start, entity.start_char), max(end, end_of(tail))
    return _balanced(reading, *reading.strip(start, end))


def is_one_of(word: Token) -> bool:
    """Whether a word picks one of those behind it: "один із", in any case."""
    following = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return word.lemma_.lower() == "один" and following in ("з", "із", "зі")


_LONGEST = 20
"""Characters of a word for a rough number at the most."""


@cache
def _roughly() -> re.Pattern[str]:
    """A word for a rough number right before it: "понад 70 %"."""
    return re.compile(rf"(?<!\w)({'|'.join(load_toml('titles.toml')['roughly'])}) $", re.IGNORECASE)


_SHARE = re.compile(r"( ?%| ?відсот\w+)(?: [\w'’-]+)?")


def whole(reading: Reading, stretch: Stretch, head: Token) -> Stretch:
    """The stretch with what it was cut from at a hyphen or a comma, and what a share is of ("47 % опитаних")."""
    start, end = stretch
    text = reading.text
    while (
        start > 1 and text[start - 1] in "-_,.’'" and text[start - 2].isalnum() and text[start - 1 : start + 1].strip()
    ):
        if text[start - 1] in ",." and not (text[start - 2].isdigit() and text[start].isdigit()):
            break
        start -= 1
        while start > 0 and text[start - 1].isalnum():
            start -= 1
    while end + 1 < len(text) and text[end] in "-_" and text[end + 1].isalnum():
        end += 1
        while end < len(text) and text[end].isalnum():
            end += 1
    if text[start].isdigit() and (before := _roughly().search(text, max(0, start - _LONGEST), start)) is not None:
        start = before.start(1)
    share = _SHARE.match(text, end) if head.pos_ == "NUM" or text[start:end].replace(",", "").isdigit() else None
    if share is None:
        return start, end
    return start, share.end() if _is_share(reading, share) else share.end(1)


def _is_share(reading: Reading, share: re.Match[str]) -> bool:
    """Whether what follows a number is a share of people: the last word is no verb."""
    last = reading.doc[reading.token_index(share.end() - 1)]
    return last.pos_ not in ("VERB", "AUX", "ADP", "CCONJ", "SCONJ")


def _binding(reading: Reading, number: int) -> bool:
    return reading.doc[number].text in "\"«»“”„-–'’/()"


def _balanced(reading: Reading, start: int, end: int) -> Stretch:
    """The phrase with a quotation mark taken in, or dropped, that its edge has cut off."""
    inner = reading.text[start:end]
    for one in reading.beginning(start - 1, end):
        if one.closed and one.end - one.start < 80:
            if one.start >= start and one.start < end < one.end <= end + 1:
                return start, one.end
            if one.start == start - 1 and one.end == end + 1:
                return start, end
            if one.start == start - 1 and start < one.end <= end:
                return one.start, end
    if inner.count('"') == 1:
        return reading.strip(start, end, chars=' "')
    return start, end


def conjuncts(head: Token) -> list[Token]:
    """The head and what is coordinated with it in the same case."""
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL and _same_case(head, child):
            found += conjuncts(child)
    return found


def _same_case(one: Token, other: Token) -> bool:
    cases = feature(one, "Case"), feature(other, "Case")
    fixed = other.text.isupper() or feature(other, "Uninflect") == "Yes"
    return "" in cases or cases[0] == cases[1] or fixed or set(cases) == {"Nom", "Acc"}


_REACH = 8
"""Tokens between a relative pronoun and the noun that it stands for."""


def relative_head(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for: by the parse, else the last before its comma that agrees with it."""
    verb = pronoun.head
    for _ in range(4):
        if verb.dep_ == "acl:relcl" or verb.dep_ == "acl":
            return verb.head
        if verb.head == verb:
            break
        verb = verb.head
    return _agreeing_before(pronoun)


def _agreeing_before(pronoun: Token) -> Token | None:
    wanted = feature(pronoun, "Gender"), feature(pronoun, "Number")
    before = reversed(pronoun.doc[max(pronoun.sent.start, pronoun.i - _REACH) : pronoun.i])
    nouns = (one for one in before if one.pos_ in ("NOUN", "PROPN"))
    return next((one for one in nouns if (feature(one, "Gender"), feature(one, "Number")) == wanted), None)
