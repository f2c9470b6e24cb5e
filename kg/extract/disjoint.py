"""Whom a third-person pronoun cannot mean by the sentence it stands in: who does what it suffers or has, and times.

After the binding conditions (Chomsky 1981; Lappin and Leass 1994), with the Ukrainian "свій": a possessor that is the
subject of the clause is called so. Not for which of the others it means: that is `kg.extract.antecedents`.
"""

from functools import cache

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.pronouns import is_possessive
from kg.nlp.tagged import feature

_SUBJECTS = ("nsubj", "csubj")
_NOMINAL = ("nmod", "obl", "obj", "iobj", "conj", "amod", "det", "appos")
_STEPS = 5


@cache
def times() -> frozenset[str]:
    """Lemmas of measures of time (рік, понеділок)."""
    return frozenset(load_toml("reference.toml")["times"])


def doers(pronoun: Token) -> list[Token]:
    """Nouns that stand for who does what the pronoun suffers or has a part in: the subject of its verb or of the verb
    that shares its subject with that ("Олена прийшла і побачила її"), the noun of its relative clause ("рада, яка її
    схвалила"); for a possessor the subject beside ("Іван узяв його книгу")."""
    verb = _governor(pronoun)
    found: list[Token] = []
    for _ in range(_STEPS):
        if verb is None:
            break
        subject = next((one for one in verb.children if _relation(one) in _SUBJECTS), None)
        if subject is not None:
            found += [subject, *_of_relative(subject, verb)]
        elif _shares_subject(verb, pronoun):
            verb = verb.head
            continue
        if not is_possessive(pronoun) and _relation(verb) == "acl" and not _resumes(pronoun, verb):
            found.append(verb.head)
        break
    return found


def _relation(token: Token) -> str:
    return str(token.dep_).split(":")[0]


def _governor(pronoun: Token) -> Token | None:
    """The verb whose clause the pronoun stands in, none where it is (in) the subject."""
    if _relation(pronoun) in (*_SUBJECTS, "conj"):
        return None
    word = pronoun.head
    if not is_possessive(pronoun):
        return word
    for _ in range(_STEPS):
        if _relation(word) not in _NOMINAL or word.pos_ in ("VERB", "AUX"):
            break
        word = word.head
    return word if word.pos_ in ("VERB", "AUX") and _relation(word) not in _SUBJECTS else None


def _shares_subject(verb: Token, pronoun: Token) -> bool:
    """Whether the verb has the subject of the one above: coordinated, an infinitive without an object that would do it,
    a converb."""
    if _relation(verb) == "xcomp":
        return not any(_relation(one) in ("obj", "iobj") and one != pronoun for one in verb.head.children)
    if _relation(verb) == "conj":
        pairs = ((feature(verb, name), feature(verb.head, name)) for name in ("Number", "Gender", "Person"))
        return all(mine == other or not mine or not other for mine, other in pairs)
    return feature(verb, "VerbForm") == "Conv"


def _of_relative(subject: Token, verb: Token) -> list[Token]:
    """What the relative subject of the verb stands for, and the subject of which that is said ("Іван – той, хто бачив
    його")."""
    if feature(subject, "PronType") != "Rel" or _relation(verb) != "acl":
        return []
    return [verb.head, *(one for one in verb.head.children if _relation(one) in _SUBJECTS)]


def _resumes(pronoun: Token, verb: Token) -> bool:
    """Whether the pronoun stands for the noun of its relative clause ("лист, що його написали", "що в ньому")."""
    place = pronoun.i - 1
    if place > 0 and pronoun.doc[place].pos_ == "ADP":
        place -= 1
    return place >= 0 and pronoun.doc[place].lower_ in ("що", "котрий") and pronoun.i < verb.i


def resumed(pronoun: Token) -> Token | None:
    """The noun of a relative clause with "що" that the pronoun stands for in it."""
    verb = pronoun.head
    for _ in range(_STEPS):
        if _relation(verb) == "acl":
            return verb.head if _resumes(pronoun, verb) else None
        verb = verb.head
    return None
