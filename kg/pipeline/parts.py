"""The parts of `graph.trig`, one an article: where each stands and of what it was made, so that the next build copies
those of which nothing has changed.

Not for the store (`kg.store.updating`) nor for what the quads are (`kg.graph`).
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Self

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg import ids
from kg.graph import (
    Piece,
    RunInfo,
    article_quads,
    corpus_iri,
    corpus_portions,
    corpus_quads,
    graph_iri,
    header,
    in_order,
    piece,
)
from kg.model import Article, Extraction, Span
from kg.pipeline.folder import Folder
from kg.resolve import Resolution
from kg.resolve.reading import complete


@dataclass(frozen=True, slots=True)
class Part:
    """An article's part: `source` is the hash of its two lines, `actors` and `claims` the own ids whose nodes (by hash
    `nodes`) it names; it stands at `place`, `size` bytes (by hash `text`) with so many `quads`."""

    id: str
    source: str
    actors: tuple[str, ...]
    claims: tuple[str, ...]
    nodes: str
    place: int
    size: int
    quads: int
    text: str

    @classmethod
    def read(cls, line: str) -> Self:
        """The inverse of one line of the file; ValueError, TypeError or KeyError where it is none."""
        data = json.loads(line)
        found = cls(**data | {key: tuple(_texts(data[key])) for key in ("actors", "claims")})
        _texts([found.id, found.source, found.nodes, found.text])
        _counts([found.place, found.size, found.quads])
        return found


@dataclass(frozen=True, slots=True)
class Made:
    """What a build made its graph of: `version` of everything but articles and judgements, hash of `graph.trig`, the
    store as it was left, and how many `updates` it has had since it was loaded whole."""

    version: str
    graph: str
    store: str
    updates: int

    def write(self, path: Path) -> None:
        """As JSON."""
        path.write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The inverse; None where there is no such file or it is broken."""
        try:
            found = cls(**json.loads(path.read_text(encoding="utf-8")))
            _texts([found.version, found.graph, found.store])
            _counts([found.updates])
            return found
        except (OSError, ValueError, TypeError, RecursionError):
            return None


def _texts(values: Any) -> list[str]:
    """The values, which must be a list of texts that can be written; TypeError, ValueError."""
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise TypeError("not a list of texts")
    "".join(values).encode()
    return values


def _counts(values: list[int]) -> None:
    """TypeError or ValueError where one is no number from 0 to the greatest offset in a file."""
    if any(type(one) is not int for one in values):
        raise TypeError("not a number")
    if not all(0 <= one < 1 << 63 for one in values):
        raise ValueError("no number of something")


class Earlier:
    """The parts of the last build, to be asked for in the order of the ids; none where it was made by another
    version."""

    def __init__(self, folder: Folder, version: str) -> None:
        made, report = Made.read(folder.made_file), folder.report()
        fits = made is not None and made.version == version and report is not None
        self.made = made if fits and made and report and report["files"].get("graph.trig") == made.graph else None
        self.gone: list[str] = []
        self._trig: IO[bytes] | None = None
        self._parts: Iterator[Part] = iter(())
        self._next: Part | None = None
        if self.made is not None and folder.parts_file.exists() and folder.trig_file.exists():
            self._trig = folder.trig_file.open("rb")
            self._parts = _parts(folder.parts_file)
            self._next = next(self._parts, None)

    def part(self, article: str) -> Part | None:
        """The part of this article; those passed over are `gone`."""
        while self._next is not None and self._next.id < article:
            self.gone.append(self._next.id)
            self._next = next(self._parts, None)
        if self._next is None or self._next.id != article:
            return None
        found, self._next = self._next, next(self._parts, None)
        return found

    def rest(self) -> None:
        """No article comes any more: what is left is gone."""
        while self._next is not None:
            self.gone.append(self._next.id)
            self._next = next(self._parts, None)

    def text(self, part: Part) -> bytes | None:
        """The part as it stands in the file; None where that is not what was written there."""
        assert self._trig is not None
        if part.place + part.size > os.fstat(self._trig.fileno()).st_size:
            return None
        self._trig.seek(part.place)
        text = self._trig.read(part.size)
        return text if _hash(text) == part.text else None

    def close(self) -> None:
        """Gives the files free."""
        if self._trig is not None:
            self._trig.close()


def _parts(path: Path) -> Iterator[Part]:
    """Up to the first line that is broken: what comes after it is made anew."""
    with path.open(encoding="utf-8") as lines, suppress(ValueError, TypeError, KeyError, RecursionError):
        for line in lines:
            yield Part.read(line)


def _hash(*texts: bytes) -> str:
    return hashlib.sha256(b"\n".join(texts)).hexdigest()[:32]


@dataclass
class Parts:
    """The parts of a new graph, written as they are asked for. `changed` are those that are not the last build's."""

    fresh: Folder
    earlier: Earlier
    resolution: Resolution
    base: str
    run: RunInfo
    changed: list[Part] = field(default_factory=list)
    articles: int = 0

    def pieces(self) -> Iterator[Piece]:
        """All of `graph.trig`: the articles in the order of their ids, then the corpus graph."""
        place = len(header(self.base))
        with self.fresh.parts_file.open("w", encoding="utf-8") as out:
            for article, extraction in self.fresh.lines():
                part, text = self._part(article, extraction, place)
                out.write(json.dumps(asdict(part), ensure_ascii=False) + "\n")
                place += part.size
                self.articles += 1
                yield Piece(text, part.quads)
        self.earlier.rest()
        for portion in corpus_portions(self.resolution, self.base):
            yield piece(portion, self.base)

    def _part(self, article: bytes, extraction: bytes, place: int) -> tuple[Part, bytes]:
        source, name = _hash(article, extraction), json.loads(article)["id"]
        old = self.earlier.part(name)
        if old is not None and old.source == source and old.nodes == self._nodes(old.actors, old.claims):
            text = self.earlier.text(old)
            if text is not None:
                return _moved(old, place), text
        return self._made(Article.from_json(json.loads(article)), extraction, source, place)

    def _made(self, article: Article, line: bytes, source: str, place: int) -> tuple[Part, bytes]:
        extraction = Extraction.from_json(json.loads(line))
        quads = in_order(article_quads(article, extraction, self.resolution, self.base, self.run))
        actors = tuple(sorted(one.id for one in complete(extraction).actors))
        claims = tuple(sorted({ids.claim_id(article.id, one.start, one.end) for one in _contents(extraction)}))
        text = piece(quads, self.base).text
        nodes = self._nodes(actors, claims)
        part = Part(article.id, source, actors, claims, nodes, place, len(text), len(quads), _hash(text))
        if self.earlier.made is not None:
            self.changed.append(part)
        return part, text

    def _nodes(self, actors: Iterable[str], claims: Iterable[str]) -> str:
        return ids.digest(*map(self.resolution.node, actors), "|", *map(self.resolution.claim, claims))

    def graphs(self) -> Iterator[tuple[NamedNode, Iterable[Quad]]]:
        """The named graphs that are not as the last build left them, each with its quads; to be asked for once the file
        is written."""
        with self.fresh.trig_file.open("rb") as file:
            for part in self.changed:
                file.seek(part.place)
                text = header(self.base) + file.read(part.size)
                yield graph_iri(self.base, part.id), parse(text, format=RdfFormat.TRIG)
        yield from ((graph_iri(self.base, one), ()) for one in self.earlier.gone)
        yield corpus_iri(self.base), corpus_quads(self.resolution, self.base)


def _moved(part: Part, place: int) -> Part:
    return part if part.place == place else replace(part, place=place)


def _contents(extraction: Extraction) -> Iterator[Span]:
    return (one.content for one in extraction.statements if one.content)
