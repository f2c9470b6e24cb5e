"""The bundled network at work: words in, tags, trees and names out, on onnxruntime alone; not for making spaCy objects.

A window of words is one call; windows follow each other through one article and never mix articles, so that an article's result
does not depend on its neighbours (dynamic int8 scales depend on everything in a call).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import AnalyzerError
from kg.nlp.lemmas import apply_script
from kg.nlp.pieces import BOS, EOS, Pieces
from kg.nlp.tree import best_tree
from kg.nlp.forms import analyzer, fold

MODEL = Path(str(files("kg.nlp"))) / "model"
WINDOW = 300
"""Pieces in a window; the network was trained on up to 220 and knows 512 places."""
_LEMMA_CHOICES = 6

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Word:
    """One analysed word; `head` is a word number in the text (its own for the root), `name` a BIO tag."""

    upos: str
    feats: str
    lemma: str
    head: int
    relation: str
    name: str


@dataclass(frozen=True)
class Words:
    """Words of one text; `spaced`: a space stands before it, `closes`: a paragraph ends behind it."""

    forms: list[str]
    spaced: list[bool]
    closes: list[bool]


class Engine:
    """The network's files, loaded once a process; one thread."""

    def __init__(self, folder: Path = MODEL) -> None:
        if not (folder / "network.onnx").is_file():
            raise AnalyzerError(f"no language model in {folder}: this copy of kg was built without its weights; use --analyzer spacy:NAME")
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / "network.onnx"), options, providers=["CPUExecutionProvider"])
        arrays = np.load(folder / "arrays.npz")
        self._rows, self._scales = arrays["rows"], arrays["scales"].astype(np.float32)
        self._relations = arrays["relations"].astype(np.float32)
        self._pieces = Pieces(folder / "pieces.json")
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._upos, self._rels, self._names = labels["upos"], labels["rels"], labels["names"]
        self._scripts: list[str] = labels["scripts"]
        self._feats: dict[str, list[str]] = labels["feats"]
        self._lemmas: dict[tuple[str, int, str], str] = {}

    def analyse(self, words: Words) -> list[Word]:
        """All words of one text, window by window, whole sentences at a time."""
        found: list[Word] = []
        start = 0
        while start < len(words.forms):
            stop = self._stop(words, start)
            done = list(self._window(words, start, stop))
            found += done
            start += len(done)
        return found

    def _stop(self, words: Words, start: int) -> int:
        total, stop = 2, start
        while stop < len(words.forms):
            total += len(self._pieces.of(words.forms[stop], words.spaced[stop]))
            if total > WINDOW and stop > start:
                break
            stop += 1
        return stop

    def _window(self, words: Words, start: int, stop: int) -> Iterator[Word]:
        """The words of all sentences that end in the window; all of it where none does."""
        out = self._run(words, start, stop)
        ends = [bool(end) or close for end, close in zip(out["ends"].argmax(-1), words.closes[start:stop], strict=True)]
        borders = [number + 1 for number, end in enumerate(ends) if end]
        if stop == len(words.forms) or not borders:
            borders = sorted({*borders, stop - start})
        low = 0
        for high in borders:
            yield from self._sentence(words, out, start, low, high)
            low = high

    def _run(self, words: Words, start: int, stop: int) -> dict[str, Array]:
        ids, first, last = [BOS], [], []
        for number in range(start, stop):
            first.append(len(ids))
            ids += self._pieces.of(words.forms[number], words.spaced[number])
            last.append(len(ids) - 1)
        ids.append(EOS)
        embedded = self._rows[ids].astype(np.float32) * self._scales[ids][:, None]
        feed = {"embedded": embedded[None], "first": np.array([first]), "last": np.array([last])}
        names = [one.name for one in self._session.get_outputs()]
        return {name: array[0] for name, array in zip(names, self._session.run(names, feed), strict=True)}

    def _sentence(self, words: Words, out: dict[str, Array], start: int, low: int, high: int) -> Iterator[Word]:
        arcs = np.concatenate([out["arcs"][low:high, :1], out["arcs"][low:high, 1 + low : 1 + high]], 1)
        heads = best_tree(arcs)
        rel_heads = np.where(heads == 0, 0, heads + low)
        relations = self._relation_labels(out["rel_dep"][low:high], out["rel_head"][rel_heads], heads)
        upos = out["upos"][low:high].argmax(-1)
        feats = self._feature_labels(out["feats"][low:high])
        scripts = np.argpartition(-out["scripts"][low:high], _LEMMA_CHOICES, axis=-1)[:, :_LEMMA_CHOICES]
        names = self._name_tags(out["names"][low:high])
        for number in range(high - low):
            form = words.forms[start + low + number]
            tag = self._upos[upos[number]]
            ranked = sorted(scripts[number].tolist(), key=lambda one, row=low + number: -out["scripts"][row, one])  # type: ignore[misc]
            head = start + low + int(heads[number]) - 1 if heads[number] else start + low + number
            yield Word(tag, feats[number], self._lemma(form, tag, ranked), head, relations[number], names[number])

    def _relation_labels(self, dep: Array, head: Array, heads: Array) -> list[str]:
        one = np.ones((len(dep), 1), np.float32)
        half = np.einsum("ni,rij->nrj", np.concatenate([dep, one], 1), self._relations, optimize=True)
        logits = np.einsum("nrj,nj->nr", half, np.concatenate([head, one], 1))
        root = self._rels.index("root")
        logits[heads != 0, root] = -1e9
        labels = logits.argmax(-1)
        return ["root" if heads[number] == 0 else self._rels[label] for number, label in enumerate(labels)]

    def _feature_labels(self, logits: Array) -> list[str]:
        found: list[list[str]] = [[] for _ in logits]
        place = 0
        for key, values in self._feats.items():
            for number, value in enumerate(logits[:, place : place + len(values)].argmax(-1)):
                if value:
                    found[number].append(f"{key}={values[value]}")
            place += len(values)
        return ["|".join(pairs) for pairs in found]

    def _name_tags(self, logits: Array) -> list[str]:
        tags: list[str] = []
        for number in logits.argmax(-1):
            tag = self._names[number]
            if tag.startswith("I-") and (not tags or tags[-1][2:] != tag[2:]):
                tag = "B-" + tag[2:]
            tags.append(tag)
        return tags

    def _lemma(self, form: str, tag: str, ranked: list[int]) -> str:
        """The best-ranked script whose lemma the dictionary knows for the form, else the best that fits."""
        key = (form, ranked[0], tag)
        known = self._lemmas.get(key)
        if known is None:
            made = [lemma for lemma in (apply_script(form, self._scripts[one]) for one in ranked) if lemma]
            dictionary = _dictionary_lemmas(form)
            first = made[0] if made else form
            known = next((lemma for lemma in made[:3] if fold(lemma) in dictionary), first) if tag not in ("PUNCT", "X", "SYM") else first
            if len(self._lemmas) < 200_000:
                self._lemmas[key] = known
        return known


def _dictionary_lemmas(form: str) -> frozenset[str]:
    return frozenset(fold(parse.normal_form) for parse in analyzer().parse(fold(form)) if parse.is_known)


@cache
def engine() -> Engine:
    """The engine of this process."""
    return Engine()
