"""The paper that "згідно з яким" goes back to, and whose data "дані" are.

Not for other sources of prepositional cues (`kg.extract.prepositions`).
"""

from spacy.tokens import Token

from kg.extract.contents import Clause
from kg.extract.lexicon import Frame
from kg.extract.phrases import finite
from kg.extract.reading import Reading
from kg.model import Kind
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun

DATA_NOUNS = frozenset({"дані", "розвіддані", "інформація", "відомість", "показання", "повідомлення"})
"""Nouns that stand before whose they are."""
_ANTECEDENT = 14
"""Tokens before a relative clause among which the document stands that it tells of."""


def is_relative(token: Token) -> bool:
    """Whether the word is a relative "який"."""
    return token.lemma_.lower() == "який" and feature(token, "PronType") == "Rel"


def antecedent(reading: Reading, cue: Token, after: int, clause: Clause, frame: Frame) -> Token | None:
    """The document that a cue with a relative pronoun goes back to ("наказ, згідно з яким …"), or the owner of data."""
    pronoun = reading.doc[min(after, clause.high - 1)]
    if not frame.documents or not is_relative(pronoun) or not cue.i or reading.doc[cue.i - 1].text != ",":
        return None
    for noun in reversed(reading.doc[max(clause.low, cue.i - _ANTECEDENT) : cue.i - 1]):
        if finite(noun):
            return None
        if noun.pos_ != "NOUN" or not _same_form(noun, pronoun):
            continue
        if lemmas(noun.text) & DATA_NOUNS:
            return owner_of_data(reading, noun, clause)
        if kind_of_noun(noun.lemma_) is Kind.DOCUMENT:
            return noun
    return None


def _same_form(noun: Token, pronoun: Token) -> bool:
    """Whether a relative pronoun has the noun's number and gender by its form, whatever the tagger has it for."""
    word = pronoun.lower_
    if word in ("якими", "яких"):
        return feature(noun, "Number") in ("", "Plur", "Ptan")
    feminine = word in ("якою", "якої", "якій")
    genders = ("", "Fem") if feminine else ("", "Masc", "Neut")
    return feature(noun, "Number") in ("", "Sing") and feature(noun, "Gender") in genders


def owner_of_data(reading: Reading, head: Token, clause: Clause) -> Token | None:
    """The owner of "дані": their genitive ("з даними розвідки"), or the document that gives them ("наведеними у
    меморандумі")."""
    for number in range(head.i + 1, min(clause.high, head.i + 7)):
        token = reading.doc[number]
        if token.pos_ in ("NOUN", "PROPN", "X"):
            apart = any(one.text == "," for one in reading.doc[head.i : token.i])
            owner = feature(token, "Case") in ("Gen", "Loc", "") and not apart
            return token if owner or reading.words[token.i - 1] in ("у", "в") else None
        if finite(token):
            return None
    return None
