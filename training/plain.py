"""Text without labels: sentences of raw and news text that shares nothing with what measures the model."""

import random
from pathlib import Path

from kg.nlp.bundled import load
from training.corpus import Sentence
from training.overlap import clean

LONGEST = 4000
"""Code points of a text that are used, so that many texts have a part."""


def read_plain(data: Path, words: int, seed: int) -> list[list[Sentence]]:
    """Texts of about `words` words in all, drawn by `seed`, each as its sentences (cut by the shipped model)."""
    texts = [text[:LONGEST] for text in clean(data)]
    random.Random(seed).shuffle(texts)
    found: list[list[Sentence]] = []
    total = 0
    for doc in load().pipe(texts):
        tokens = [[token for token in sent if not token.is_space] for sent in doc.sents]
        found.append([_sentence([(token.text, bool(token.whitespace_)) for token in row]) for row in tokens if row])
        total += sum(len(one.words) for one in found[-1])
        if total >= words:
            break
    return found


def _sentence(tokens: list[tuple[str, bool]]) -> Sentence:
    return Sentence([word for word, _ in tokens], [space for _, space in tokens])
