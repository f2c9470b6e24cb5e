"""What somebody expects of others or threatens them with: a noun behind those of whom, or whom, it is.

Not for other contents (`carriers`).
"""

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause
from kg.extract.lexicon import Frame
from kg.extract.phrases import finite
from kg.extract.state import Found, State
from kg.nlp.tagged import feature
from kg.nlp.words import fold, readings


def expected(state: State, token: Token, _frame: Frame, clause: Clause) -> Found | None:
    """ "очікує від постачальників дотримання умов": the object behind those of whom it is expected."""
    reading = state.reading
    if reading.words[token.i + 1 : token.i + 2] != ["від"]:
        return None
    around = reading.doc[token.i + 1].head
    behind = (one for one in token.children if one.i > around.i and feature(one, "Case") == "Gen")
    target = next((one for one in behind if not any(child.dep_ == "case" for child in one.children)), None)
    target = target or _hung(around)
    if target is None:
        return None
    content = contents.stretch(reading, target.left_edge.i, contents.object_end(reading, target.i, clause))
    return Found("from", content) if content else None


def _hung(around: Token) -> Token | None:
    """What is expected, where the parse hangs it on those of whom it is: "вимагають від фірми вищої платні"."""
    behind = [child for child in around.children if child.dep_ == "nmod" and child.i > around.i]
    if not behind or behind[-1].pos_ != "NOUN" or feature(behind[-1], "Animacy") != "Inan":
        return None
    compared = any(feature(child, "Degree") == "Cmp" for child in behind[-1].children)
    apart = len(behind) > 1 or compared  # not "від власників старих авто"
    return behind[-1] if apart and feature(behind[-1], "Case") == "Gen" else None


def threatened(state: State, token: Token, _frame: Frame, clause: Clause) -> Found | None:
    """ "пригрозив сусідам переглядом угоди": the noun in the instrumental, behind the threatened."""
    reading = state.reading
    for number in range(token.i + 1, min(clause.high - 1, token.i + _THREATENED)):
        one = reading.doc[number]
        if finite(one) or one.pos_ == "ADP" or one.text in ",.;:":
            return None
        if one.pos_ == "NOUN" and _in_instrumental(one):
            content = contents.stretch(
                reading, max(one.left_edge.i, token.i + 1), contents.object_end(reading, number, clause)
            )
            return Found("threat", content) if content else None
    return None


def _in_instrumental(noun: Token) -> bool:
    """By the tagger, or by its form where the tagger has a dative: "погрожують людям виселенням"."""
    if feature(noun, "Case") == "Dat" and feature(noun, "Animacy") != "Anim":
        return any(one.case == "ablt" and not one.plural for one in readings(fold(noun.text)))
    return feature(noun, "Case") == "Ins"


_THREATENED = 6
"""Tokens behind a threat within which its noun stands."""
