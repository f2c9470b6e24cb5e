"""Words cut into the encoder's pieces; not for cutting text into words."""

from pathlib import Path

from tokenizers import Tokenizer

BOS, EOS = 0, 1
"""Rows of the embeddings that open and close every window."""
_FOLD = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "…": "...", "\u0301": None, "\u00ad": None, "№": "No"})
_CACHE = 200_000
_MAX_PIECES = 12
"""A longer word (an address, a run of letters) is known to the model by its first and last pieces."""


class Pieces:
    """The encoder's vocabulary; a word's pieces depend on the word and on whether a space stands before it."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._known: dict[tuple[str, bool], list[int]] = {}

    def of(self, word: str, spaced: bool) -> list[int]:
        """Piece ids of a word, at least one and at most `_MAX_PIECES`."""
        key = (word, spaced)
        found = self._known.get(key)
        if found is None:
            found = self._cut(word, spaced)
            if len(self._known) < _CACHE:
                self._known[key] = found
        return found

    def _cut(self, word: str, spaced: bool) -> list[int]:
        shown = word[:64].translate(_FOLD)
        ids = self._tokenizer.encode(("▁" if spaced else "") + shown, add_special_tokens=False).ids or [2]
        half = _MAX_PIECES // 2
        return ids if len(ids) <= _MAX_PIECES else ids[:half] + ids[-half:]
