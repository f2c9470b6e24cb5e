"""The bundled network at work: words in, tags, trees and names out, on onnxruntime alone; not for making spaCy objects.

A window of words is one call; windows follow each other through one article and never mix articles, so that an
article's result does not depend on its neighbours (dynamic int8 scales depend on everything in a call).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.nlp.features import Features, analyses
from kg.nlp.forms import lemmas as known_lemmas
from kg.nlp.lemmas import choose
from kg.nlp.names import Names, joined_numbers
from kg.nlp.pieces import BOS, EOS, Pieces
from kg.nlp.tree import best_tree
from kg.nlp.weights import MODEL, require

WINDOW = 200
"""Pieces in a window; the network was trained on up to 220. Chosen on dev (LAS 86.0 with 300, 86.45 with 200)."""
LONGEST = 400
"""Pieces in the window of a sentence that is longer than that; what is longer still is cut. The network knows 512."""
_LEMMA_CHOICES = 6
_NO_DICTIONARY = frozenset(("PUNCT", "X", "SYM"))

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Word:
    """One analysed word; `head` is a word number in the text (its own for the root), `name` a BIO tag, `vector` what
    the ninth of the encoder's layers makes of the word in its place (384 numbers)."""

    upos: str
    feats: str
    lemma: str
    head: int
    relation: str
    name: str
    vector: Array = field(compare=False, repr=False)


@dataclass(frozen=True)
class Words:
    """Words of one text; `spaced`: a space stands before it, `closes`: a paragraph ends behind it."""

    forms: list[str]
    spaced: list[bool]
    closes: list[bool]


def session_options() -> Any:
    """How onnxruntime runs the network: one thread, and whole numbers multiplied without loss on every processor.

    By default it adds the products of bytes up in 16 bits where a processor has no VNNI, which overflow: 354 of the
    16,672 words of 52 articles were analysed otherwise than on a processor that has it (now none; an eighth slower).
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # a plan is kept for every length of a window that there has been
    options.add_session_config_entry("session.x64quantprecision", "1")
    return options


class Engine:
    """The network's files, loaded once a process; one thread."""

    def __init__(self, folder: Path = MODEL) -> None:
        require(folder)
        import onnxruntime

        self._session = onnxruntime.InferenceSession(
            str(folder / "network.onnx"), session_options(), providers=["CPUExecutionProvider"]
        )
        arrays = np.load(folder / "arrays.npz")
        self._rows, self._scales = arrays["rows"], arrays["scales"].astype(np.float32)
        self._pieces = Pieces(folder / "pieces.json")
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._rels, self._names = labels["rels"], Names(labels["names"])
        self._scripts: list[str] = labels["scripts"]
        self._root = self._rels.index("root")
        self._features = Features(labels["bundles"])
        self._outputs = [one.name for one in self._session.get_outputs()]

    def analyse(self, words: Words) -> list[Word]:
        """All words of one text, window by window, whole sentences at a time."""
        found: list[Word] = []
        start = 0
        while start < len(words.forms):
            done = self._next(words, start)
            found += done
            start += len(done)
        return found

    def _next(self, words: Words, start: int) -> list[Word]:
        """The sentences of the next window; a longer one where none ends in it, and that whole where none does."""
        out, borders, stop = {}, [], start
        for limit in (WINDOW, LONGEST):
            stop = self._stop(words, start, limit)
            out = self._run(words, start, stop)
            borders = self._borders(words, start, stop, out)
            if borders:
                break
        sentences = pairwise([0, *(borders or [stop - start])])
        return [word for low, high in sentences for word in self._sentence(words, out, start, low, high)]

    def _stop(self, words: Words, start: int, limit: int) -> int:
        """Where the window ends: behind the last paragraph in its second half, else where its pieces are spent."""
        total, stop, paragraph = 2, start, start
        while stop < len(words.forms):
            total += len(self._pieces.of(words.forms[stop], words.spaced[stop]))
            if total > limit and stop > start:
                return paragraph if paragraph > start else stop
            stop += 1
            if words.closes[stop - 1] and 2 * total > limit:
                paragraph = stop
        return stop

    def _borders(self, words: Words, start: int, stop: int, out: dict[str, Array]) -> list[int]:
        """Where sentences end in the window, counted from its start; none where that needs what follows."""
        ends = [bool(end) or close for end, close in zip(out["ends"].argmax(-1), words.closes[start:stop], strict=True)]
        borders = [number + 1 for number, end in enumerate(ends) if end]
        if stop == len(words.forms) or words.closes[stop - 1]:
            return sorted({*borders, stop - start})
        return [border for border in borders if border < stop - start]  # every last word looks like an end

    def _run(self, words: Words, start: int, stop: int) -> dict[str, Array]:
        ids, first, last = [BOS], [], []
        for number in range(start, stop):
            first.append(len(ids))
            ids += self._pieces.of(words.forms[number], words.spaced[number])
            last.append(len(ids) - 1)
        ids.append(EOS)
        embedded = self._rows[ids].astype(np.float32) * self._scales[ids][:, None]
        feed = {"embedded": embedded[None], "first": np.array([first]), "last": np.array([last])}
        found = self._session.run(self._outputs, feed)
        return {name: array[0] for name, array in zip(self._outputs, found, strict=True)}

    def _sentence(self, words: Words, out: dict[str, Array], start: int, low: int, high: int) -> Iterator[Word]:
        arcs = np.concatenate([out["arcs"][low:high, :1], out["arcs"][low:high, 1 + low : 1 + high]], 1)
        heads = best_tree(arcs)
        rel_heads = np.where(heads == 0, 0, heads + low)
        relations = self._relation_labels(out["rel_half"][low:high], out["rel_head"][rel_heads], heads)
        forms = words.forms[start + low : start + high]
        bundles = self._features.choose(forms, out["bundles"][low:high])
        bundles = self._features.of_many(forms, bundles, heads, relations)
        joined = joined_numbers(forms, words.spaced[start + low : start + high])
        names = self._names.decode(out["names"][low:high], joined)
        best = np.argpartition(-out["scripts"][low:high], _LEMMA_CHOICES, 1)[:, :_LEMMA_CHOICES]
        for number, (form, bundle) in enumerate(zip(forms, bundles, strict=True)):
            head = start + low + (int(heads[number]) - 1 if heads[number] else number)
            lemma = self._lemma(form, bundle, best[number], out["scripts"][low + number])
            upos, feats = self._features.upos[bundle], self._features.feats[bundle]
            vector = out["vectors"][low + number]
            yield Word(upos, feats, lemma, head, relations[number], names[number], vector)

    def _relation_labels(self, half: Array, head: Array, heads: Array) -> list[str]:
        """`half` (words, relations, size + 1) times the vectors of the heads, `head` (words, size)."""
        logits = np.einsum("nrj,nj->nr", half[..., :-1], head) + half[..., -1]
        logits[heads != 0, self._root] = -1e9
        labels = logits.argmax(-1)
        return ["root" if heads[number] == 0 else self._rels[label] for number, label in enumerate(labels)]

    def _lemma(self, form: str, bundle: int, best: Array, logits: Array) -> str:
        scored = sorted(((float(logits[one]), -int(one)) for one in best), reverse=True)
        ranked = [(self._scripts[-number], score) for score, number in scored]
        tag = self._features.upos[bundle]
        if tag in _NO_DICTIONARY:
            return choose(form, ranked, [], frozenset(), proper=False)
        found = analyses(form)
        agreeing = [lemma for lemma, reading in found if self._features.agree(bundle, reading)]
        return choose(form, ranked, agreeing, known_lemmas(form) if found else frozenset(), proper=tag == "PROPN")


@cache
def engine(folder: str | Path = MODEL) -> Engine:
    """The engine of this process for the files in `folder`."""
    return Engine(Path(folder))
