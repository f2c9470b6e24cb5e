"""How likely it is that a content speaks of an actor; not for who comes into question (`kg.extract.about`).

With the vectors of the bundled language model by a small network: what holds of the candidate, and the vectors of its
word, of the content's words on the average and of the cue, to hidden units (ReLU), to log-odds. Without them by a
log-linear model of what holds of the candidate. Both are learned from annotated news (`training/about.py`).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.data import load_toml, path
from kg.nlp.tagged import token_index, vectors

Array = NDArray[Any]
WEIGHTS = "about.npz"


class Weighed(Protocol):
    """What may be meant: its place in the text (code points) and what holds of it."""

    @property
    def place(self) -> int: ...

    @property
    def features(self) -> tuple[str, ...]: ...


class Network(NamedTuple):
    """The weights: (384, hidden) for each of three vectors, (features, hidden) and (features,) for what holds of a
    candidate, whose numbers are in `numbers`; `bias` of the hidden units, `out` (hidden,) and `shift` to log-odds."""

    numbers: dict[str, int]
    word: Array
    content: Array
    cue: Array
    features: Array
    bias: Array
    linear: Array
    out: Array
    shift: float

    def odds(self, inputs: Sequence[tuple[str, ...]], words: Array, content: Array, cue: Array) -> Array:
        """Log-odds of candidates in one content: what holds of each, their words' vectors (candidates, 384), and the
        vectors of content and cue (384,).

        `einsum` keeps to one thread and sums a row alike in any company; the products of numpy's library do neither.
        """
        known = [[self.numbers[one] for one in features if one in self.numbers] for features in inputs]
        common = np.einsum("i,ij->j", content, self.content) + np.einsum("i,ij->j", cue, self.cue) + self.bias
        hidden = np.einsum("ni,ij->nj", words, self.word) + common
        hidden += np.array([self.features[numbers].sum(0) for numbers in known])
        linear = np.array([self.linear[numbers].sum() for numbers in known])
        found: Array = np.einsum("nj,j->n", np.maximum(hidden, 0), self.out) + linear + self.shift
        return found


@cache
def network() -> Network:
    """The network that ships, loaded once a process."""
    with path(WEIGHTS).open("rb") as file, np.load(file) as arrays:
        one = {name: arrays[name] for name in arrays.files}
    floats = {name: array.astype(np.float32) for name, array in one.items() if name != "names"}
    shift = float(floats.pop("shift"))
    return Network({str(name): number for number, name in enumerate(one["names"])}, shift=shift, **floats)


@cache
def _weights() -> dict[str, float]:
    table: dict[str, float] = load_toml("about.toml")["about"]
    return table


def _linear(features: tuple[str, ...]) -> float:
    weights = _weights()
    return weights.get("bias", 0.0) + sum(weights.get(one, 0.0) for one in features)


def odds(doc: Doc, candidates: Sequence[Weighed], start: int, end: int, cue: int) -> list[float]:
    """The log-odds that each candidate is meant by the content `start`..`end`, whose cue begins at `cue`."""
    rows = vectors(doc)
    if rows is None or not candidates:
        return [_linear(one.features) for one in candidates]
    words, content, said = inputs(doc, rows, [one.place for one in candidates], (start, end), cue)
    return [float(one) for one in network().odds([one.features for one in candidates], words, content, said)]


def inputs(
    doc: Doc, rows: Array, places: Sequence[int], content: tuple[int, int], cue: int
) -> tuple[Array, Array, Array]:
    """The vectors of the words at `places`, of the content on the average (white space counts as 0), and of the cue,
    float32."""
    first = token_index(doc, content[0])
    last = max(first, token_index(doc, content[1] - 1))
    average = rows[first : last + 1].mean(0, dtype=np.float32)
    words = rows[[token_index(doc, place) for place in places]].astype(np.float32)
    return words, average, rows[token_index(doc, cue)].astype(np.float32)
