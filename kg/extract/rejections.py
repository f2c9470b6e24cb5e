"""Whether a content calls something false ("це маячня", "відео підроблене"); not for what is done with that."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from spacy.tokens import Token

from kg.extract.lexicon import lexicon
from kg.extract.phrases import finite
from kg.extract.reading import Reading
from kg.model import Act, Statement
from kg.nlp.forms import fold_text, lemmas
from kg.nlp.tagged import feature

NEAR = 260
"""Characters from the beginning of a content in which a word of rejection counts."""

_OPENING = 3
"""Characters before a word that still opens its content."""
_THIS = ("цей", "ця", "це", "цю", "такий", "така", "таку", "цього", "цієї")
_NAMING = ("назвати", "називати", "вважати")
_NO_REPLY = ("noun", "quote/alone", "phrase", "particle")
"""Rules whose statements only tell a claim and answer none."""


def rejects(reading: Reading, one: Statement, before: Sequence[Statement]) -> bool:
    """Whether the content calls something false: a word of rejection as its predicate, or a phrase near its start.

    `before` are the statements before, whose sources may be said to lie.
    """
    if one.content is None or one.rule.startswith(_NO_REPLY) or one.act is Act.ACCUSE:
        return False
    table = lexicon().raw["rejection"]
    near = one.content.start + NEAR
    end = min(one.content.end, max(near, min(reading.sentence_of(one.content.start)[1], near + NEAR)))
    text = fold_text(reading.text[one.content.start : end])
    if any(phrase in text for phrase in table["phrases"]) or _apart().search(text) or _alone_in_clause().search(text):
        return True
    if one.quote == "direct" and text.startswith(tuple(table["opening"])) and before:  # "Ні, грошей не було"
        return True
    tokens = list(reading.tokens(one.content.start, end))
    if any(phrase in text for phrase in table["missing"]) and any(_is_missing(token) for token in tokens):
        return True
    return any(_calls_false(token, one, before, table) for token in tokens)


@cache
def _apart() -> re.Pattern[str]:
    table = lexicon().raw["rejection"]["apart"]
    first, to, none, last = ("|".join(table[name]) for name in ("first", "to", "none", "last"))
    return re.compile(rf"\b(?:{first})(?: (?:{none}))*(?: (?:{to})(?: [\w'-]+){{1,3}}?)?(?: (?:{none}))* (?:{last})\b")


@cache
def _alone_in_clause() -> re.Pattern[str]:
    either = "|".join(lexicon().raw["rejection"]["alone"])
    return re.compile(rf"(?:^|[.,!?:–—-] )(?:{either})(?: не \w+)?(?=$|[.,!?]| [–—-])")


def _calls_false(token: Token, one: Statement, before: Sequence[Statement], table: dict[str, Any]) -> bool:
    names = lemmas(token.text)
    if names.isdisjoint(_telling()) or _negated(token):
        return False
    if not names.isdisjoint(table["nouns"]) and _predicative_noun(token, one):
        return True
    if not names.isdisjoint(table["qualities"]) and _stressed(token, one):
        return True
    if not names.isdisjoint(table["adjectives"]) and token.dep_ not in ("amod", "acl"):
        return True
    subjects = [child for child in token.children if child.dep_.startswith("nsubj")]
    if not names.isdisjoint(table["forged"]) and token.dep_ not in ("amod", "acl"):
        if feature(token, "Case") == "Ins" and one.cue_lemma in _NAMING:
            named = (noun for noun in token.sent if noun.pos_ in ("NOUN", "PRON"))
            return any(_is_told(noun) or _is_shown(noun) for noun in named)  # "записи назвав підробленими"
        return any(_is_told(noun) or _is_shown(noun) for noun in subjects)
    return not names.isdisjoint(table["lying"]) and finite(token) and any(_spoke(noun, before) for noun in subjects)


@cache
def false_words() -> frozenset[str]:
    """The words by which something is called false in the instrumental: "назвав чутки вигадкою"."""
    table = lexicon().raw["rejection"]
    return frozenset((*table["nouns"], *table["adjectives"], *table["forged"]))


@cache
def _telling() -> frozenset[str]:
    """All words that can call something false."""
    table = lexicon().raw["rejection"]
    return frozenset().union(*(table[name] for name in ("nouns", "qualities", "adjectives", "forged", "lying")))


def _is_shown(token: Token) -> bool:
    """Whether the word is for what can be forged: "записи", "лист"."""
    return not lemmas(token.text).isdisjoint(lexicon().raw["rejection"]["shown"])


def _is_told(token: Token) -> bool:
    """Whether the word points to what was said: "такого наказу", "це", "новина"."""
    names = lemmas(token.text)
    return not names.isdisjoint(("такий", "цей", "це")) or not names.isdisjoint(lexicon().targets)


def _is_missing(verb: Token) -> bool:
    """Whether what was said does not exist: "такого наказу не існує", not "карт не існує, і це погано"."""
    if verb.i == 0 or f"{verb.nbor(-1).lower_} {verb.lower_}" not in lexicon().raw["rejection"]["missing"]:
        return False
    what = [child for child in verb.children if child.dep_.split(":")[0] in ("nsubj", "obj", "obl", "nmod")]
    return any(_is_told(one) or any(map(_is_told, one.children)) for one in what)


def _spoke(noun: Token, before: Sequence[Statement]) -> bool:
    """Whether the noun or pronoun is one that has spoken before."""
    own = lemmas(noun.text)
    return noun.pos_ == "PRON" or any(own & lemmas(word) for one in before for word in one.source.name.split())


def _is_copula(token: Token) -> bool:
    return token.lower_ in lexicon().raw["rejection"]["copulas"]


def _negated(token: Token) -> bool:
    """Whether "не" stands before the word, its copula, or the copula that it hangs on: "не є фейком", "це не фейк"."""
    links = [child for child in token.children if child.dep_ in ("cop", "aux")]
    links += [token.head] if _is_copula(token.head) else []
    return any(one.i > 0 and one.nbor(-1).lower_ == "не" for one in (token, *links))


def _stressed(noun: Token, one: Statement) -> bool:
    """ "Вказав на безпідставність звинувачень"."""
    return noun.i > 0 and one.content is not None and noun.nbor(-1).idx == one.content.start


def _predicative_noun(noun: Token, one: Statement) -> bool:
    """ "Це фейк", "– повна нісенітниця", "є вигадкою", "цю маячню", "назвав брехнею"."""
    before = [noun.nbor(-step).lower_ for step in (1, 2, 3) if noun.i >= step]
    case = feature(noun, "Case")
    if before[:1] and before[0] in _THIS:
        return case in ("Acc", "Gen") or before[0] == "це"
    if case == "Ins":
        named = one.cue_lemma in _NAMING
        copula = _is_copula(noun.head) or any(child.dep_ == "cop" for child in noun.children)
        return named or copula or noun.dep_ == "ROOT"
    linked = any(word in ("–", "—", "-", "це", "то") for word in before)
    return case in ("Nom", "") and (linked or noun.dep_ == "ROOT" or _alone(noun, one))


def _alone(noun: Token, one: Statement) -> bool:
    """Whether the noun opens the content and is all of its clause, whatever the parse makes of it: "Маячня, …", not
    "пропаганда діє"."""
    opens = one.content is not None and noun.idx - one.content.start < _OPENING
    last = noun.i + 1 == len(noun.doc) or not noun.nbor().is_alpha
    return noun.dep_.startswith("nsubj") and opens and last
