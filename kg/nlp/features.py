"""UPOS and features of words out of the network's scores: one bundle at a time, the dictionary's readings preferred.

A bundle is a part of speech with all its features as the treebank has them together, so that no word comes out as a
verb with a case. Not for lemmas or for names.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.data import load_toml
from kg.nlp.forms import parses
from kg.nlp.words import fold, is_known

Array = NDArray[Any]
PENALTY = 4.0
"""What a bundle loses (log-probability) that no reading of a known word agrees with; chosen on the development part."""

_GRAMMEMES = {
    "nomn": "Case=Nom",
    "gent": "Case=Gen",
    "datv": "Case=Dat",
    "accs": "Case=Acc",
    "ablt": "Case=Ins",
    "loct": "Case=Loc",
    "voct": "Case=Voc",
    "sing": "Number=Sing",
    "plur": "Number=Plur",
    "impr": "Mood=Imp",
    "masc": "Gender=Masc",
    "femn": "Gender=Fem",
    "neut": "Gender=Neut",
    "anim": "Animacy=Anim",
    "inan": "Animacy=Inan",
    "1per": "Person=1",
    "2per": "Person=2",
    "3per": "Person=3",
    "pres": "Tense=Pres",
    "past": "Tense=Past",
    "futr": "Tense=Fut",
    "perf": "Aspect=Perf",
    "impf": "Aspect=Imp",
}
"""pymorphy3's grammemes in the terms of UD."""

_GIVEN = ("iobj", "obj", "obl", "nmod")
"""Relations in which a noun can be a dative."""

Reading = tuple[tuple[str, str], ...]


class Features:
    """The bundles: part of speech, features as in CoNLL-U, how often the treebank has them together."""

    def __init__(self, bundles: Sequence[tuple[str, str, int]]) -> None:
        self.upos = [tag for tag, _, _ in bundles]
        self.feats = [feats for _, feats, _ in bundles]
        self._pairs = [dict(pair.split("=", 1) for pair in feats.split("|") if pair) for feats in self.feats]
        self._places = {(tag, feats): number for number, (tag, feats, _) in enumerate(bundles)}
        self._fits: dict[tuple[str, str], Array] = {}
        self._misfits: dict[frozenset[Reading], Array] = {}

    def choose(self, forms: Sequence[str], scores: Array) -> list[int]:
        """The best bundle of each word; `scores` (words, bundles) are the network's."""
        known = [readings(form) for form in forms]
        rows = [row for row, found in enumerate(known) if found]
        best = scores.argmax(1)
        if rows:
            misfits = np.stack([self._misfit(known[row]) for row in rows])
            best[rows] = (scores[rows] - np.float32(PENALTY) * misfits).argmax(1)
        return [int(one) for one in best]

    def of_many(self, forms: Sequence[str], bundles: list[int], heads: Array, parts: Sequence[str]) -> list[int]:
        """The bundles with people in -им beside an adjective in -им in the dative plural ("українським військовим").

        The network takes most of them for the instrumental singular, which they seldom are without a preposition (0 of
        9 in 544 articles of news, 0 of 2 in the treebank): left alone where a name goes with them, as predicates, as
        agents of participles and where the verb governs that case. `heads` counts from 1, the root's is 0; `parts` are
        the relations.
        """
        made = list(bundles)
        for place, bundle in enumerate(bundles):
            if not self._is_one(forms[place], bundle) or parts[place] not in _GIVEN:
                continue
            below = [int(other) for other in np.flatnonzero(heads == place + 1)]
            beside = [one for one in below if parts[one] in ("amod", "det") and forms[one].lower().endswith("им")]
            alone = not any(parts[other].startswith(("case", "flat", "appos", "conj")) for other in below)
            above = int(heads[place]) - 1
            if beside and alone and not self._governs(forms[above], bundles[above], parts[place]):
                several = {one: self._dative(bundles[one]) for one in (place, *beside)}
                if None not in several.values():
                    made = [several.get(one) or known for one, known in enumerate(made)]
        return made

    def _is_one(self, form: str, bundle: int) -> bool:
        """Whether the noun is taken for somebody in the instrumental, and has a form of adjectives."""
        pairs = self._pairs[bundle]
        told = tuple(pairs.get(key) for key in ("Animacy", "Case", "Number"))
        return form.lower().endswith("им") and self.upos[bundle] == "NOUN" and told == ("Anim", "Ins", "Sing")

    def _governs(self, form: str, bundle: int, part: str) -> bool:
        """Whether the head wants the instrumental: a participle its agent, or a verb like "командувати"."""
        participle = self._pairs[bundle].get("Voice") == "Pass" and part == "obl"
        return participle or any(lemma in _instrumental() for lemma, _ in analyses(fold(form)))

    def _dative(self, bundle: int) -> int | None:
        """The same bundle in the dative plural; None where the treebank has none."""
        wanted = self._pairs[bundle] | {"Case": "Dat", "Number": "Plur"}
        if self.upos[bundle] != "NOUN":
            wanted.pop("Gender", None)
        feats = "|".join(f"{key}={value}" for key, value in sorted(wanted.items()))
        return self._places.get((self.upos[bundle], feats))

    def agree(self, bundle: int, reading: Reading) -> bool:
        """Whether a reading contradicts no feature of the bundle."""
        pairs = self._pairs[bundle]
        return all(key not in pairs or _same(pairs[key], value) for key, value in reading)

    def _misfit(self, known: frozenset[Reading]) -> Array:
        """(bundles,): whether the bundle contradicts each of these readings."""
        found = self._misfits.get(known)
        if found is None:
            fits = np.zeros(len(self.feats), dtype=bool)
            for reading in known:
                fits |= np.logical_and.reduce([self._fit(pair) for pair in reading], initial=True)
            found = self._misfits[known] = ~fits
        return found

    def _fit(self, pair: tuple[str, str]) -> Array:
        """(bundles,): whether the bundle does not contradict one feature."""
        found = self._fits.get(pair)
        if found is None:
            found = np.array([self.agree(number, (pair,)) for number in range(len(self.feats))])
            self._fits[pair] = found
        return found


def _same(mine: str, theirs: str) -> bool:
    return mine == theirs or (mine == "Ptan" and theirs == "Plur")


@cache
def _instrumental() -> frozenset[str]:
    return frozenset(load_toml("morph.toml")["instrumental"])


@lru_cache(maxsize=1 << 10)
def analyses(form: str) -> tuple[tuple[str, Reading], ...]:
    """Lemma and reading of each analysis that the dictionary has of a word form; none for an unknown word."""
    known = (parse for parse in parses(form) if is_known(parse.word))
    return tuple((intern(str(parse.normal_form)), reading_of(parse)) for parse in known)


@lru_cache(maxsize=1 << 10)
def readings(form: str) -> frozenset[Reading]:
    """What the dictionary knows of a word form; empty for an unknown word."""
    return frozenset(reading for _, reading in analyses(form))


def reading_of(parse: Any) -> Reading:
    """A dictionary analysis as pairs of feature and value; a plural noun has its lemma's gender."""
    plural = "NOUN" in parse.tag and "plur" in parse.tag
    return _pairs(parse.tag, parse.normalized.tag.gender if plural else None)


@lru_cache(maxsize=1 << 10)
def _pairs(tag: Any, gender: str | None) -> Reading:
    """Few tags are those of all words: each reading is held once."""
    names = set(tag.grammemes) | ({str(gender)} if gender else set())
    pairs = sorted(_GRAMMEMES[name].split("=") for name in names if name in _GRAMMEMES)
    return tuple((key, value) for key, value in pairs)
