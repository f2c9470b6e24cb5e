"""Further titles of one person behind the first, up to the name: "експерт, колишній посол, полковник Олег Бойко".

Not for several persons joined with each other (`kg.extract.subjects.joined`).
"""

from spacy.tokens import Token

from kg.extract.phrases import finite
from kg.extract.reading import Reading
from kg.model import Kind
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun

_WITHIN = 25
"""Tokens from the first title's phrase to the name."""


def name_behind(reading: Reading, head: Token, number: int) -> int | None:
    """The token number behind the name that further titles from token `number` on lead to; None where it is another's.

    Each title is a noun for a person in the case of `head`; behind the name the sentence ends, a comma or a dash
    stands, or the verb whose subject `head` is.
    """
    doc, case = reading.doc, feature(head, "Case")
    if feature(head, "Number") != "Sing" or not _is_title(head, case):
        return None
    high, titles, due = min(len(doc), number + _WITHIN), 0, False
    for token in doc[number:high]:
        if token.ent_type_ == "PERS" and feature(token, "Case") in (case, "") and not due and titles:
            last = token.i
            while last + 1 < len(doc) and doc[last + 1].ent_type_ == "PERS":
                last += 1
            return last + 1 if _closes(reading, head, last + 1) else None
        if token.text == ",":
            due = True
        elif finite(token) or token.text in ".;:–—" or token.ent_type_ == "PERS" or token.pos_ in ("SCONJ", "CCONJ"):
            return None
        elif due and (token.pos_ in ("NOUN", "PROPN", "X") or _names_person(token)):
            if not _is_title(token, case):
                return None
            titles, due = titles + 1, False
        elif due and token.pos_ != "ADJ":
            return None
    return None


def _is_title(noun: Token, case: str) -> bool:
    person = _names_person(noun) or (noun.pos_ == "NOUN" and feature(noun, "Animacy") == "Anim")
    return person and feature(noun, "Case") == case


def _names_person(noun: Token) -> bool:
    return kind_of_noun(noun.lemma_.lower()) in (Kind.PERSON, Kind.UNNAMED)


def _closes(reading: Reading, head: Token, number: int) -> bool:
    """Whether what stands behind the name ends the phrase."""
    if number >= len(reading.doc):
        return True
    token = reading.doc[number]
    return token.text in ',.;:–—-!?»"' or token == head.head
