"""What a third-person pronoun refers to: the best of the nouns before it, by weights learned from annotated texts.

Not for common nouns that refer back nor for whom the noun names: those are `kg.extract.reference`. The method is
that of mention ranking (Denis and Baldridge 2008): a log-linear model over all candidates that agree; the weights
stand in `reference.toml`.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from kg.data import load_toml
from kg.extract.disjoint import doers, resumed, times
from kg.extract.pronouns import FEM, MASC, NEUT, PLUR, agreement, is_possessive
from kg.nlp.tagged import feature
from kg.nlp.words import fold, readings

_NAMED = ("NOUN", "PROPN")
_TIMES = ("DATE", "TIME", "PERIOD")
_LATELY = 150
"""Tokens before the pronoun in which namings of one thing are counted."""
_WINDOW = 5
"""Sentences before the pronoun's own in which antecedents are looked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun that may be meant, with the names of the features that hold for it."""

    token: Token
    features: tuple[str, ...]


def antecedent(pronoun: Token) -> Token | None:
    """The noun, or the pronoun that refers to it in turn, that a third-person pronoun means; None if none agrees."""
    found = candidates(pronoun)
    return max(found, key=lambda one: (score(one.features), one.token.i)).token if found else None


def noun_of(pronoun: Token) -> Token | None:
    """The noun at the end of the chain of pronouns that begins with this one; worked out once a document."""
    known: dict[int, Token | None] = pronoun.doc.user_data.setdefault("nouns of pronouns", {})
    if pronoun.i not in known:
        meant = antecedent(pronoun)
        known[pronoun.i] = noun_of(meant) if meant is not None and agreement(meant) else meant
    return known[pronoun.i]


def score(features: tuple[str, ...]) -> float:
    """The sum of the features' weights."""
    weights = _weights()
    return sum(weights.get(one, 0.0) for one in features)


@cache
def _weights() -> dict[str, float]:
    table: dict[str, float] = load_toml("reference.toml")["pronoun"]
    return table


def candidates(pronoun: Token) -> list[Candidate]:
    """All nouns and pronouns before it that agree with it, up to five sentences back, in reading order."""
    wanted = agreement(pronoun)
    if not wanted:
        return []
    around = _Around(pronoun, doers(pronoun), resumed(pronoun), _lately(pronoun))
    nearby = [one for one in _before(pronoun) if _agrees(one, wanted) and not _excluded(one, around)]
    return [Candidate(one, tuple(_features(one, around, rank))) for rank, one in enumerate(reversed(nearby))][::-1]


@dataclass(frozen=True, slots=True)
class _Around:
    """A pronoun with what is asked of it once for all candidates."""

    pronoun: Token
    doers: list[Token]
    resumed: Token | None
    lately: Counter[str]
    """How often each noun, by its lemma, has come lately, pronouns that mean it included."""


def _lately(pronoun: Token) -> Counter[str]:
    words = [
        one for one in pronoun.doc[max(0, pronoun.i - _LATELY) : pronoun.i] if one.pos_ in _NAMED or agreement(one)
    ]
    meant = (noun_of(one) if agreement(one) else one for one in words)
    return Counter(one.lemma_ for one in meant if one is not None)


def _before(pronoun: Token) -> Iterator[Token]:
    doc = pronoun.doc
    starts = _sentences(doc)
    first = starts[max(0, _sentence(pronoun) - _WINDOW)]
    for token in doc[first : pronoun.i]:
        if token.pos_ in _NAMED or agreement(token):
            part = token.dep_.split(":")[0] in ("flat", "fixed") and token.head.pos_ in _NAMED
            if not part:
                yield token


def _sentences(doc: Doc) -> list[int]:
    found = doc.user_data.get("sentence starts")
    if found is None:
        found = doc.user_data["sentence starts"] = [sent.start for sent in doc.sents]
    return found


def _sentence(token: Token) -> int:
    return bisect_right(_sentences(token.doc), token.i) - 1


def _agrees(token: Token, wanted: tuple[str, ...]) -> bool:
    own = agreement(token)
    if own:
        return bool(set(own) & set(wanted))
    group = any(child.dep_ == "conj" and child.pos_ in _NAMED for child in token.children)
    if PLUR in wanted:
        return PLUR in genders(token) or group
    return bool(genders(token) & set(wanted))


def genders(token: Token) -> frozenset[str]:
    """The genders that a noun can have, or the plural; by the tagger, for persons by their first name."""
    if feature(token, "Number") == "Plur":
        return frozenset({PLUR})
    tagged = feature(token, "Gender")
    if token.pos_ == "PROPN" or not tagged:
        known = _known_genders(token.text)
        if known and tagged not in known:
            return known | ({tagged} if tagged else set())
    return frozenset({tagged}) if tagged else frozenset({MASC, FEM, NEUT})


@lru_cache(maxsize=1 << 10)
def _known_genders(word: str) -> frozenset[str]:
    names = {"masc": MASC, "femn": FEM, "neut": NEUT}
    return frozenset(names[one.gender] for one in readings(fold(word)) if one.gender and not one.plural)


def _excluded(token: Token, around: _Around) -> bool:
    """Whether the pronoun cannot mean the noun by its place in the sentence, or the noun is a measure of time."""
    pronoun = around.pronoun
    if not agreement(token) and (token.ent_type_ in _TIMES or fold(token.lemma_) in times()):
        return True
    if is_possessive(pronoun):
        below = pronoun.head in (token.head, *token.ancestors)
        return token == pronoun.head or (below and token.i > pronoun.head.i) or token in around.doers
    if pronoun.head == token or token.head == pronoun or token in around.doers:
        return True
    if token.head == pronoun.head:
        return token.dep_ != "conj" and pronoun.dep_ not in ("conj", "nmod")
    return any(one.lemma_ == token.lemma_ for one in pronoun.head.children if one.i > token.i and one.pos_ == "NOUN")


_ROLES = {"nsubj": "subject", "obj": "object", "iobj": "object", "obl": "oblique", "nmod": "modifier", "root": "root",
          "appos": "apposition", "conj": "conjunct", "vocative": "other"}  # fmt: skip


def _role(token: Token) -> str:
    relation = token.dep_.split(":")[0].lower()
    if relation == "conj" and token.head.pos_ in _NAMED:
        return "conjunct"
    return _ROLES.get(relation, "other")


def _features(token: Token, around: _Around, rank: int) -> Iterator[str]:
    pronoun = around.pronoun
    apart = _sentence(pronoun) - _sentence(token)
    role, kind = _role(token), "possessive" if is_possessive(pronoun) else "personal"
    noun = (noun_of(token) or token) if agreement(token) else token
    yield f"role {role}"
    yield f"{kind} role {role}"
    yield f"rank {min(rank, 4)}"
    yield f"apart {min(apart, 2)} role {role}"
    if apart == 0:
        yield f"{kind} same sentence"
        if token.head == pronoun.head or pronoun in token.head.subtree:
            yield f"{kind} same clause"
    yield from _nominal(noun, pronoun, kind)
    yield f"distance {min(5, (pronoun.i - token.i) // 8)}"
    yield f"entity {min(4, around.lately[noun.lemma_])}"
    if role == "subject" and _opens(token):
        yield f"{kind} first subject"
    if token == around.resumed:
        yield "resumed"
    if token.i + 1 < len(token.doc) and any(child.dep_ == "acl:relcl" for child in token.children):
        yield "relative clause"


def _opens(subject: Token) -> bool:
    """Whether no other subject stands before it in its sentence."""
    before = subject.doc[_sentences(subject.doc)[_sentence(subject)] : subject.i]
    return not any(one.dep_.startswith("nsubj") for one in before)


def _nominal(token: Token, pronoun: Token, kind: str) -> Iterator[str]:
    role = _role(pronoun) if kind == "personal" else "possessive"
    if token.ent_type_ == "PERS":
        yield "person"
        yield f"person as {role}"
    elif _animate(token):
        yield f"animate as {role}"
    elif not agreement(token):
        yield f"{'proper' if token.pos_ == 'PROPN' else 'thing'} as {role}"
    if token.ent_type_ in ("DATE", "TIME", "PERIOD", "QUANT", "MON", "PCT"):
        yield "measure"
    if PLUR in agreement(pronoun) and any(child.dep_ == "conj" for child in token.children):
        yield "group" if feature(token, "Number") == "Plur" else "group of single"


def _animate(token: Token) -> bool:
    """Whether the noun names a living being, by the dictionary's readings that share its lemma."""
    return _is_animate(token.text, fold(token.lemma_))


@lru_cache(maxsize=1 << 10)
def _is_animate(word: str, lemma: str) -> bool:
    known = [one for one in readings(fold(word)) if not one.name or word[0].isupper()]
    same = [one for one in known if one.parse is not None and fold(one.parse.normal_form) == lemma]
    return any(one.animate for one in same or known)


def noun_antecedent(noun: Token) -> Token | None:
    """What a common noun refers back to: the last noun of the same lemma, in the same number where there is one; for a
    living being's noun else the last one that was named."""
    before = [one for one in noun.doc[: noun.i] if one.pos_ in _NAMED]
    same = [one for one in before if one.lemma_.lower() == noun.lemma_.lower()]
    if same:
        return next((one for one in reversed(same) if feature(one, "Number") == feature(noun, "Number")), same[-1])
    if not _animate(noun):
        return None
    apart = (one for one in reversed(before) if one.head != noun.head)
    living = (one for one in apart if one.ent_type_ == "PERS" or (one.pos_ == "NOUN" and _animate(one)))
    found = next((one for one in living if genders(one) & genders(noun)), None)
    return _whole(found) if found is not None else None


def _whole(token: Token) -> Token:
    """The first word of the name that the word is a part of."""
    while token.dep_.split(":")[0] == "flat" and token.head.pos_ in _NAMED:
        token = token.head
    return token
