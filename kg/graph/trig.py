"""Writing the dataset as TriG, one portion after the other: sorted, atomic, with memory for one portion only.

Not for other formats (`kg.export`) nor for the store (`kg.store`).
"""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Quad, RdfFormat, serialize

from kg import ids
from kg.errors import StoreError
from kg.graph.corpus import corpus_quads
from kg.graph.mapping import RunInfo, article_quads
from kg.graph.vocabulary import PREFIXES
from kg.model import Article, Extraction
from kg.resolve import Resolution

_CHUNK = 20_000
"""Most quads of the corpus graph in one portion."""

KINDS = (
    "actor",
    "article",
    "claim",
    "evidence",
    "graph",
    "instant",
    "judgement",
    "mention",
    "position",
    "proposition",
    "quote",
    "relation",
    "run",
    "statement",
    "timespan",
    "via",
)
"""Kinds of nodes that get a prefix of their own in the file."""


def portions(
    pairs: Iterable[tuple[Article, Extraction]], resolution: Resolution, base: str, run: RunInfo | None = None
) -> Iterator[list[Quad]]:
    """The dataset in sorted portions: one an article in the order given, then the corpus graph in pieces."""
    for article, extraction in pairs:
        yield in_order(article_quads(article, extraction, resolution, base, run or RunInfo()))
    yield from corpus_portions(resolution, base)


def corpus_portions(resolution: Resolution, base: str) -> Iterator[list[Quad]]:
    """The corpus graph in sorted pieces."""
    corpus = corpus_quads(resolution, base)
    while portion := list(islice(corpus, _CHUNK)):
        yield in_order(portion)


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """The quads sorted by their N-Quads form, each once."""
    return [quad for _, quad in sorted({str(quad): quad for quad in quads}.items())]


class Piece(NamedTuple):
    """A portion as it stands in the file, and how many quads it holds."""

    text: bytes
    quads: int


def piece(quads: Iterable[Quad], base: str) -> Piece:
    """A portion as TriG without the header, which stands at the top of the file once."""
    portion = list(quads)
    return Piece(_body(portion, prefixes(base)), len(portion))


def header(base: str) -> bytes:
    """The first lines of the file: the prefixes that all pieces use."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes(base).items()).encode()


def write_trig(target: Path, parts: Iterable[Iterable[Quad]], base: str = ids.DEFAULT_BASE) -> int:
    """Write the portions to `target` by way of a temporary name; returns how many quads. StoreError if it cannot.

    `base` only shortens the IRIs in the file.
    """
    return write_pieces(target, (piece(part, base) for part in parts), base)


def write_pieces(target: Path, pieces: Iterable[Piece], base: str = ids.DEFAULT_BASE) -> int:
    """The same with portions that are TriG already."""
    temporary = target.with_name(target.name + ".tmp")
    count = 0
    try:
        with temporary.open("wb") as file:
            file.write(header(base))
            for text, quads in pieces:
                count += quads
                file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise StoreError(f"{target}: the graph cannot be written: {error.strerror}") from error
    finally:
        temporary.unlink(missing_ok=True)
    return count


def prefixes(base: str) -> dict[str, str]:
    """Prefixes of the vocabularies and of each kind of node under this base."""
    return PREFIXES | {kind: ids.iri(base, kind, "") for kind in KINDS}


def _body(quads: list[Quad], names: dict[str, str]) -> bytes:
    """The quads as TriG without its header, which stands at the top of the file once."""
    text = serialize(quads, format=RdfFormat.TRIG, prefixes=names) or b""
    lines = text.split(b"\n")
    start = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"\n".join(lines[start:])
