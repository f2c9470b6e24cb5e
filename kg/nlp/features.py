"""UPOS and features of words out of the network's scores: one bundle at a time, the dictionary's readings preferred.

A bundle is a part of speech with all its features as the treebank has them together, so that no word comes out as a
verb with a case. Not for lemmas or for names.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.nlp.forms import parses

Array = NDArray[Any]
PENALTY = 4.0
"""What a bundle loses (log-probability) that no reading of a known word agrees with; chosen on the development part."""
_PRIOR = 0.05

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

Reading = tuple[tuple[str, str], ...]


class Features:
    """The bundles and how they are made of single values; `values` gives the values of each feature, "_" first."""

    def __init__(self, upos: list[str], values: dict[str, list[str]], bundles: list[tuple[str, str, int]]) -> None:
        self.upos = [tag for tag, _, _ in bundles]
        self.feats = [feats for _, feats, _ in bundles]
        self._numbers = np.array([upos.index(tag) for tag in self.upos])
        self._prior = _PRIOR * np.log(np.array([count for _, _, count in bundles], dtype=np.float32))
        self._pairs = [dict(pair.split("=", 1) for pair in feats.split("|") if pair) for feats in self.feats]
        sizes = [len(of) for of in values.values()]
        self._groups = [(sum(sizes[:number]), size) for number, size in enumerate(sizes)]
        rows = [[of.index(pairs.get(key, "_")) for key, of in values.items()] for pairs in self._pairs]
        self._parts = np.zeros((len(bundles), sum(sizes)), dtype=np.float32)
        for row, found in enumerate(rows):
            self._parts[row, [low + value for (low, _), value in zip(self._groups, found, strict=True)]] = 1
        self._masks: dict[frozenset[Reading], Array] = {}

    def choose(self, forms: Sequence[str], upos: Array, feats: Array) -> list[int]:
        """The best bundle of each word: `upos` (words, tags) and `feats` (words, all values) are logits."""
        single = np.concatenate([_log(feats[:, low : low + size]) for low, size in self._groups], 1)
        scores = single @ self._parts.T + _log(upos)[:, self._numbers] + self._prior
        for row, form in enumerate(forms):
            known = readings(form)
            if known:
                scores[row] -= self._mask(known)
        return [int(best) for best in scores.argmax(1)]

    def agree(self, bundle: int, reading: Reading) -> bool:
        """Whether a reading contradicts no feature of the bundle."""
        pairs = self._pairs[bundle]
        return all(key not in pairs or _same(pairs[key], value) for key, value in reading)

    def _mask(self, known: frozenset[Reading]) -> Array:
        mask = self._masks.get(known)
        if mask is None:
            fits = [any(self.agree(number, one) for one in known) for number in range(len(self.feats))]
            mask = np.where(fits, 0, PENALTY).astype(np.float32)
            self._masks[known] = mask
        return mask


def _log(logits: Array) -> Array:
    shifted: Array = logits - logits.max(-1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def _same(mine: str, theirs: str) -> bool:
    return mine == theirs or (mine == "Ptan" and theirs == "Plur")


@lru_cache(maxsize=1 << 16)
def readings(form: str) -> frozenset[Reading]:
    """What the dictionary knows of a word form; empty for an unknown word."""
    return frozenset(reading_of(parse) for parse in parses(form) if parse.is_known)


def reading_of(parse: Any) -> Reading:
    """A dictionary analysis as pairs of feature and value; a plural noun has its lemma's gender."""
    names = set(parse.tag.grammemes)
    if "NOUN" in names and "plur" in names and parse.normalized.tag.gender:
        names.add(str(parse.normalized.tag.gender))
    pairs = sorted(_GRAMMEMES[name].split("=") for name in names if name in _GRAMMEMES)
    return tuple((key, value) for key, value in pairs)
