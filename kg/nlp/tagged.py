"""What the analysis says of a token, one feature at a time, and where tokens stand; not for what the dictionary knows.

The same few sets of features come again and again, so what is asked of one is remembered.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

VECTORS = "vectors"
"""Where in `Doc.user_data` the bundled analyzer leaves a vector for each token (tokens, 384), float16."""


def vectors(doc: Doc) -> NDArray[Any] | None:
    """What the bundled network makes of each token in its place (tokens, 384); None for another analyzer's text."""
    found: NDArray[Any] | None = doc.user_data.get(VECTORS)
    return found


def starts(doc: Doc) -> list[int]:
    """The offset of each token, worked out once."""
    found: list[int] | None = doc.user_data.get("token starts")
    if found is None:
        found = doc.user_data["token starts"] = [token.idx for token in doc]
    return found


def token_index(doc: Doc, char: int) -> int:
    """The number of the token that covers offset `char` or stands last before it."""
    return max(0, bisect_right(starts(doc), char) - 1)


def feature(token: Token, name: str) -> str:
    """The (first) value of a UD feature, empty where the token has none."""
    return _value(str(token.morph), name)


@lru_cache(maxsize=1 << 10)
def _value(features: str, name: str) -> str:
    pairs = (pair.split("=", 1) for pair in features.split("|") if pair)
    return next((values.split(",")[0] for key, values in pairs if key == name), "")
