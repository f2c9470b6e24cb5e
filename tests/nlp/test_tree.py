"""The tree decoder against all trees of small sentences."""

import itertools

import numpy as np
import pytest

from kg.nlp.tree import best_tree


def _is_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for node in range(1, len(heads) + 1):
        seen = set()
        while node and node not in seen:
            seen.add(node)
            node = heads[node - 1]
        if node:
            return False
    return True


@pytest.mark.parametrize("seed", range(60))
def test_best_of_all_trees(seed: int) -> None:
    size = 2 + seed % 4
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    for word in range(size):
        scores[word, word + 1] = -1e4
    best = max(
        (heads for heads in itertools.product(range(size + 1), repeat=size) if _is_tree(heads)),
        key=lambda heads: sum(scores[word, head] for word, head in enumerate(heads)),
    )
    found = tuple(best_tree(scores).tolist())
    assert _is_tree(found)
    assert found == best


def test_one_word() -> None:
    assert best_tree(np.array([[1.0, -1e4]], dtype=np.float32)).tolist() == [0]
