"""Words cut into the encoder's pieces; not for cutting text into words."""

from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

BOS, EOS = 0, 1
"""Rows of the embeddings that open and close every window."""
_FOLD = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "…": "...", "\u0301": None, "\u00ad": None, "№": "No"})
_KEPT = 1 << 12
"""Words whose pieces are kept: nearly all of a text, and few of all that an archive has."""
_MAX_PIECES = 12
"""A longer word (an address, a run of letters) is known to the model by its first and last pieces."""


class Pieces:
    """The encoder's vocabulary; a word's pieces depend on the word and on whether a space stands before it."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._cached = lru_cache(_KEPT)(self._cut)

    def of(self, word: str, spaced: bool) -> list[int]:
        """Piece ids of a word, at least one and at most `_MAX_PIECES`."""
        return self._cached(word, spaced)

    def _cut(self, word: str, spaced: bool) -> list[int]:
        shown = word[:64].translate(_FOLD)
        ids = self._tokenizer.encode(("▁" if spaced else "") + shown, add_special_tokens=False).ids or [2]
        half = _MAX_PIECES // 2
        return ids if len(ids) <= _MAX_PIECES else ids[:half] + ids[-half:]
