"""Whom a text quotes, where it says so: "цитує тренера газета", "наводить слова тренера"."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.draft import SourceRef, Voice
from kg.extract.lexicon import lexicon
from kg.extract.phrases import finite
from kg.extract.reading import Reading, end_of
from kg.extract.sources import named
from kg.extract.subjects import speaks
from kg.model import Kind
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun

_REACH = 7
"""Tokens behind the verb within which the words stand that it gives."""
_OBJECTS = ("obj", "iobj")


def quoted_by(reading: Reading, verb: Token, tellers: list[SourceRef]) -> tuple[SourceRef, list[SourceRef]] | None:
    """Who is quoted, and by whom; None where the verb quotes nobody. `tellers`: who would say it by that verb."""
    table = lexicon().raw["quoting"]
    known = lemmas(verb.text)
    head = _owner(reading, verb) if known & {*table["persons"], *table["words"]} else None
    if head is None and known & set(table["persons"]):
        head = _object(verb)
    if head is None:
        return None
    source = _without_outlet(reading, head)
    words = head.head if lemmas(head.head.text) & set(table["messages"]) else head.nbor(-1)
    inside = {one.i for one in (*head.subtree, words)}
    via = [one for one in tellers if one.head is not None and one.head not in inside and one.voice is Voice.NAMED]
    if via:
        return source, [_up_to(reading, one, words) for one in via]
    others = (child for child in verb.children if child.i > verb.i and child.dep_ in ("nsubj", *_OBJECTS))
    outlet = _outlet_behind(head) or next((one for one in others if one.i not in inside and _is_outlet(one)), None)
    return source, [_up_to(reading, named(reading, outlet, "subject"), words)] if outlet is not None else []


def gives_words(reading: Reading, verb: Token) -> bool:
    """Whether the verb gives somebody's words: "наводить слова тренера", not "навів порядок"."""
    known = lemmas(verb.text) & set(lexicon().raw["quoting"]["words"])
    return bool(known) and _owner(reading, verb) is not None


def _owner(reading: Reading, verb: Token) -> Token | None:
    """Whose words the verb gives: "наводить видання слова тренера"."""
    messages = set(lexicon().raw["quoting"]["messages"])
    for token in reading.doc[verb.i + 1 : verb.i + 1 + _REACH]:
        if token.text in ".:;!?" or finite(token):
            return None
        governed = any(child.dep_ == "case" for child in token.children)
        if token.pos_ == "NOUN" and not governed and lemmas(token.text) & messages:
            near = reading.doc[token.i + 1 : token.i + 2]  # or the parse hangs both on the teller
            owners = (
                one
                for one in (*token.children, *(one for one in near if one.head == token.head))
                if one.dep_ == "nmod" and feature(one, "Case") in ("Gen", "")
            )
            return next((one for one in owners if speaks(one) and not _addressed(one)), None)
    return None


def _addressed(noun: Token) -> bool:
    """Whether words are to somebody, or somewhere: "звернення до громади", "допис у Telegram"; not "лист від мера"."""
    return any(child.dep_ == "case" and child.lower_ != "від" for child in noun.children)


def _object(verb: Token) -> Token | None:
    """Whom it quotes: an object, also one that the parse has for one more subject ("цитує тренера газета")."""
    for child in verb.children:
        person = feature(child, "Animacy") == "Anim"
        taken = child.dep_ == "nsubj" and person and child.i > verb.i and feature(child, "Case") in ("Acc", "Gen")
        given = child.dep_ in _OBJECTS and (person or child.pos_ in ("PROPN", "DET") or _is_pronoun(child))
        if (taken or given) and speaks(child):
            return child
    return _beside_outlet(verb)


def _is_pronoun(child: Token) -> bool:
    return child.pos_ == "PRON" and feature(child, "PronType") == "Prs"


def _beside_outlet(verb: Token) -> Token | None:
    """What is quoted where its form does not tell: of two nouns behind the verb the one that is no outlet."""
    nouns = [child for child in verb.children if child.i > verb.i and child.dep_ in ("nsubj", *_OBJECTS)]
    rest = [one for one in nouns if not _is_outlet(one)]
    known = len(nouns) == 2 and len(rest) == 1 and (speaks(rest[0]) or kind_of_noun(rest[0].lemma_) is Kind.DOCUMENT)
    return rest[0] if known else None


def _is_outlet(noun: Token) -> bool:
    return kind_of_noun(noun.lemma_) is Kind.MEDIA or (noun.text.isascii() and noun.pos_ in ("X", "PROPN"))


def _without_outlet(reading: Reading, head: Token) -> SourceRef:
    """The one quoted, without the outlet that quotes where the parse has it for theirs: "слова тренера | Reuters"."""
    source, outlet = named(reading, head, "quoted"), _outlet_behind(head)
    if outlet is None:
        return source
    return _up_to(reading, source, outlet.left_edge)


def _up_to(reading: Reading, source: SourceRef, token: Token) -> SourceRef:
    """The source without the token, where it holds it, and what follows that."""
    if source.stretch is None or not source.stretch[0] < token.idx < source.stretch[1]:
        return source
    return replace(source, stretch=(source.stretch[0], end_of(reading.doc[token.i - 1])))


def _outlet_behind(head: Token) -> Token | None:
    """What quotes, where the parse hangs it on the one quoted: an uninflected name, or a noun in the nominative."""
    for one in head.subtree:
        noun = one.pos_ == "NOUN" and feature(one, "Case") == "Nom" and feature(head, "Case") not in ("Nom", "")
        name = one.dep_ == "nmod" and one.text.isascii() and one.text[:1].isupper() and not feature(one, "Case")
        if one.i > head.i and (noun or (name and one.head == head)):
            return one
    return None
