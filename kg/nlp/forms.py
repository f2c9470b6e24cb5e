"""Lemmas of single words (pymorphy3), folded as the dictionary needs them; not for names or phrases."""

from functools import lru_cache

from kg.nlp.words import fold, fold_text, parses

__all__ = ["fold", "fold_text", "lemmas", "parses"]


@lru_cache(maxsize=1 << 10)
def lemmas(word: str) -> frozenset[str]:
    """All dictionary lemmas of the word, folded."""
    return frozenset(fold(parse.normal_form) for parse in parses(word))
