"""What the analysis says of a token, one feature at a time; not for what the dictionary knows of the word.

The same few sets of features come again and again, so what is asked of one is remembered.
"""

from __future__ import annotations

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


def feature(token: Token, name: str) -> str:
    """The (first) value of a UD feature, empty where the token has none."""
    return _value(str(token.morph), name)


@lru_cache(maxsize=1 << 10)
def _value(features: str, name: str) -> str:
    pairs = (pair.split("=", 1) for pair in features.split("|") if pair)
    return next((values.split(",")[0] for key, values in pairs if key == name), "")
