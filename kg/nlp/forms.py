"""Dictionary analyses and lemmas of single words (pymorphy3), folded as it needs them; not for names or phrases."""

from functools import cache, lru_cache
from typing import Any

_FOLD = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'", "\u0301": None})


def fold(word: str) -> str:
    """The word in lower case with every kind of apostrophe as U+0027: the form that the dictionary knows."""
    return word.translate(_FOLD).lower()


@cache
def analyzer() -> Any:
    """The one dictionary analyzer of the process, loaded at first use (about 15 MB, 0.1 s)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="uk")


@lru_cache(maxsize=1 << 14)
def parses(word: str) -> tuple[Any, ...]:
    """All dictionary analyses of the folded word, best first; they take more memory than what others keep of them."""
    return tuple(analyzer().parse(fold(word)))


@lru_cache(maxsize=65536)
def lemmas(word: str) -> frozenset[str]:
    """All dictionary lemmas of the word, folded."""
    return frozenset(fold(parse.normal_form) for parse in parses(word))
