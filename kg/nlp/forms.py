"""Dictionary analyses and lemmas of single words, as the rules look them up; not for names or phrases (`morph`)."""

from functools import lru_cache
from typing import Any

from kg.nlp.words import analyzer, fold

__all__ = ["fold", "lemmas", "parses"]


@lru_cache(maxsize=65536)
def parses(word: str) -> tuple[Any, ...]:
    """All dictionary analyses of the folded word, best first."""
    return tuple(analyzer().parse(fold(word)))


@lru_cache(maxsize=65536)
def lemmas(word: str) -> frozenset[str]:
    """All dictionary lemmas of the word, folded."""
    return frozenset(fold(parse.normal_form) for parse in parses(word))
