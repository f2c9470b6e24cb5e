"""Stable identifiers and IRIs: pure functions of content.

Not for minting anything from a clock, a counter of a run or a random source.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

DEFAULT_BASE = "https://w3id.org/kg-uk/"
"""Base IRI of what a build makes, unless the user sets another one."""

ONTOLOGY = "https://w3id.org/kg-uk/ontology#"
"""Namespace of the ontology's own terms."""

APOSTROPHES = "'’ʼ‘`´"
_DROPPED = {ord(char): None for char in APOSTROPHES}
_NON_WORD = re.compile(r"[\W_]+")


def digest(*parts: object) -> str:
    """First 16 hexadecimal digits (64 bits) of the SHA-256 of the parts joined by U+001F."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1 << 11)
def normal_name(name: str) -> str:
    """A name as scoring and identity compare it.

    NFC, case folded, apostrophes dropped, every other run of non-alphanumerics turned into one space.
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    folded = folded.translate(_DROPPED)
    return _NON_WORD.sub(" ", folded).strip()


def actor_id(article: str, kind: str, name: str) -> str:
    """An actor's own id: hash of article id, kind and normalised name."""
    return digest("actor", article, kind, normal_name(name))


def claim_id(article: str, start: int, end: int) -> str:
    """A claim's own id: hash of article id and content offsets (code points)."""
    return digest("claim", article, start, end)


def iri(base: str, kind: str, local: str) -> str:
    """A flat IRI `base/kind/local`; `local` must be ASCII already (ids made here are)."""
    return f"{base.rstrip('/')}/{kind}/{local}"
