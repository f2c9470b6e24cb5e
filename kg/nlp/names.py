"""Names out of the network's scores: the best sequence of BIO tags, no name without its beginning."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_NEVER = np.float32(-1e4)
_MARKS = frozenset(".,:")


class Names:
    """The tags (`O`, `B-PERS`, `I-PERS` …) and which may follow which."""

    def __init__(self, tags: list[str]) -> None:
        self.tags = tags
        size = len(tags)
        kinds = [tag[2:] for tag in tags]
        inside = np.array([tag.startswith("I-") for tag in tags])
        same = np.array([[one == other and one != "" for other in kinds] for one in kinds])
        both_out = np.array([[one == other == "O" for other in tags] for one in tags])
        self._next: Array = np.where(~inside[None, :] | same, 0, _NEVER).astype(np.float32).reshape(size, size)
        self._joined: Array = np.where((inside[None, :] & same) | both_out, 0, _NEVER).astype(np.float32)
        self._first: Array = np.where(inside, _NEVER, 0).astype(np.float32)

    def decode(self, logits: Array, joined: Sequence[bool]) -> list[str]:
        """The best tags of a sentence, `logits` (words, tags); a `joined` word shares the name of the word before."""
        if not len(logits):
            return []
        best = logits[0] + self._first
        back = np.zeros(logits.shape, dtype=np.int64)
        for number in range(1, len(logits)):
            steps = best[:, None] + (self._joined if joined[number] else self._next)
            back[number] = steps.argmax(0)
            best = steps.max(0) + logits[number]
        tag = int(best.argmax())
        found = [tag]
        for number in range(len(logits) - 1, 0, -1):
            tag = int(back[number, tag])
            found.append(tag)
        return [self.tags[one] for one in reversed(found)]


def joined_numbers(forms: Sequence[str], spaced: Sequence[bool]) -> list[bool]:
    """Which words go on with a number ("24.10.2024", "14:30", "1,5" are cut at their marks)."""
    joined = [False] * len(forms)
    for number in range(1, len(forms) - 1):
        between = forms[number] in _MARKS and not spaced[number] and not spaced[number + 1]
        if between and forms[number - 1].isdigit() and forms[number + 1][:1].isdigit():
            joined[number] = joined[number + 1] = True
    return joined
