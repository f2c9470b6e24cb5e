"""Windows of sentences as padded arrays for the network."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from kg.nlp.lemmas import script_of
from kg.nlp.pieces import BOS, EOS, Pieces
from training.corpus import NONE, UNKNOWN, Labels, Sentence, windows

IGNORE = -100


@dataclass
class Batch:
    """One task's windows: `ids` (batch, pieces), `first`/`last` (batch, words), labels with `IGNORE` at padding."""

    task: str
    ids: Tensor
    piece_mask: Tensor
    first: Tensor
    last: Tensor
    labels: dict[str, Tensor]
    sentence: Tensor
    """Number of each word's sentence in its window, -1 at padding."""

    @property
    def words(self) -> int:
        """Words in the batch, padding left out."""
        return int((self.sentence >= 0).sum())


class Encoder:
    """Labels as numbers and words as pieces."""

    def __init__(self, pieces: Pieces, labels: Labels) -> None:
        self.pieces, self.labels = pieces, labels
        self.index = {
            "upos": {tag: number for number, tag in enumerate(labels.upos)},
            "rels": {tag: number for number, tag in enumerate(labels.rels)},
            "scripts": {tag: number for number, tag in enumerate(labels.scripts)},
            "names": {tag: number for number, tag in enumerate(labels.names)},
        }
        self.feats = {
            key: {value: number for number, value in enumerate(values)} for key, values in labels.feats.items()
        }

    def size(self, one: Sentence) -> int:
        """Pieces of a sentence."""
        return sum(len(ids) for ids in self._ids(one))

    def _ids(self, one: Sentence) -> list[list[int]]:
        spaced = [True, *one.spaces[:-1]]
        return [self.pieces.of(word, space) for word, space in zip(one.words, spaced, strict=True)]

    def batch(self, task: str, found: list[list[Sentence]]) -> Batch:
        """The arrays of some windows of one task ("tree", "names" or "plain")."""
        rows = [self._row(task, window) for window in found]
        words, size = max(len(row["first"]) for row in rows), max(len(row["ids"]) for row in rows)
        labels = {
            key: _pad([row[key] for row in rows], words, IGNORE)
            for key in rows[0]
            if key not in ("ids", "first", "last", "sentence")
        }
        ids = _pad([row["ids"] for row in rows], size, EOS)
        mask = torch.tensor([[True] * len(row["ids"]) + [False] * (size - len(row["ids"])) for row in rows])
        first, last = _pad([row["first"] for row in rows], words, 0), _pad([row["last"] for row in rows], words, 0)
        return Batch(task, ids, mask, first, last, labels, _pad([row["sentence"] for row in rows], words, -1))

    def _row(self, task: str, window: list[Sentence]) -> dict[str, list[int]]:
        row: dict[str, list[int]] = {"ids": [BOS], "first": [], "last": [], "sentence": [], "ends": []}
        for number, one in enumerate(window):
            offset = len(row["first"])
            for ids in self._ids(one):
                row["first"].append(len(row["ids"]))
                row["ids"] += ids
                row["last"].append(len(row["ids"]) - 1)
            row["sentence"] += [number] * len(one.words)
            row["ends"] += [0] * (len(one.words) - 1) + [1]
            self._labels(task, one, row, offset)
        row["ids"].append(EOS)
        row["ends"][-1] = IGNORE  # without what follows nobody can tell
        return row

    def _labels(self, task: str, one: Sentence, row: dict[str, list[int]], offset: int) -> None:
        if task == "plain":
            return
        if task == "names":
            row.setdefault("names", []).extend(self.index["names"].get(tag, 0) for tag in one.names)
            return
        row.setdefault("upos", []).extend(self.index["upos"].get(tag, IGNORE) for tag in one.upos)
        scripts = (script_of(word, lemma) for word, lemma in zip(one.words, one.lemmas, strict=True))
        row.setdefault("scripts", []).extend(self.index["scripts"].get(script, IGNORE) for script in scripts)
        row.setdefault("heads", []).extend(head + offset if head else 0 for head in one.heads)
        row.setdefault("rels", []).extend(self.index["rels"].get(rel, IGNORE) for rel in one.rels)
        for key, values in self.feats.items():
            row.setdefault(f"feat:{key}", []).extend(
                IGNORE if (value := pairs.get(key, NONE)) == UNKNOWN else values.get(value, 0) for pairs in one.feats
            )


def allowed(sentence: Tensor) -> Tensor:
    """(batch, words, 1 + words): whether a word may be the head of another: same sentence, or the root."""
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence[:, None, :] >= 0)
    return torch.cat([torch.ones_like(same[:, :, :1]), same], -1)


def _pad(rows: list[list[int]], size: int, value: int) -> Tensor:
    array = np.full((len(rows), size), value, dtype=np.int64)
    for number, row in enumerate(rows):
        array[number, : len(row)] = row
    return torch.from_numpy(array)


def epoch(
    encoder: Encoder,
    tasks: dict[str, list[Sentence]],
    sizes: dict[int, int],
    rng: random.Random,
    budget: int,
    limit: int = 220,
) -> Iterator[Batch]:
    """Batches of about `budget` pieces over all tasks in random order; windows of like length together."""
    plans: list[tuple[str, list[list[Sentence]]]] = []
    for task, sentences in tasks.items():
        found = windows(sentences, sizes, limit, rng)
        found.sort(key=lambda window: sum(sizes[id(one)] for one in window) + rng.random() * 20)
        current: list[list[Sentence]] = []
        for window in found:
            longest = sum(sizes[id(one)] for one in window)
            if current and longest * (len(current) + 1) > budget:
                plans.append((task, current))
                current = []
            current.append(window)
        plans.append((task, current))
    rng.shuffle(plans)
    for task, found in plans:
        yield encoder.batch(task, found)
