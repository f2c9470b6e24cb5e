"""The best sequence of name tags."""

import itertools

import numpy as np
import pytest

from kg.nlp.names import Names, joined_numbers

TAGS = ["O", "B-LOC", "B-PERS", "I-LOC", "I-PERS"]


def _legal(tags: tuple[str, ...]) -> bool:
    pairs = zip(("O", *tags), tags, strict=False)
    return all(tag[0] != "I" or before[2:] == tag[2:] for before, tag in pairs)


@pytest.mark.parametrize("seed", range(20))
def test_best_of_all_sequences(seed: int) -> None:
    logits = np.random.default_rng(seed).normal(size=(4, len(TAGS))).astype(np.float32)
    ways = [way for way in itertools.product(range(len(TAGS)), repeat=4) if _legal(tuple(TAGS[one] for one in way))]
    best = max(ways, key=lambda way: sum(logits[place, tag] for place, tag in enumerate(way)))
    assert Names(TAGS).decode(logits, [False] * 4) == [TAGS[one] for one in best]


def test_joined_word_goes_on_with_the_name_before() -> None:
    logits = np.zeros((2, len(TAGS)), dtype=np.float32)
    logits[0, 1] = logits[1, 2] = 5
    assert Names(TAGS).decode(logits, [False, False]) == ["B-LOC", "B-PERS"]
    assert Names(TAGS).decode(logits, [False, True]) in (["B-LOC", "I-LOC"], ["B-PERS", "I-PERS"])


def test_numbers_cut_at_their_marks_are_joined() -> None:
    forms, spaced = ["о", "14", ":", "30", ",", "5"], [False, True, False, False, False, True]
    assert joined_numbers(forms, spaced) == [False, False, True, True, False, False]
