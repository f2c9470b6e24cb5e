"""What the analysis says of a token, one feature at a time; not for what the dictionary knows of the word.

The same few sets of features come again and again, so what is asked of one is remembered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def feature(token: Token, name: str) -> str:
    """The (first) value of a UD feature, empty where the token has none."""
    return _value(str(token.morph), name)


@lru_cache(maxsize=1 << 10)
def _value(features: str, name: str) -> str:
    pairs = (pair.split("=", 1) for pair in features.split("|") if pair)
    return next((values.split(",")[0] for key, values in pairs if key == name), "")
