"""The journal of a build under way: what is done is kept line by line, so that an interruption loses nothing.

A line is pipeline version, article and extraction as JSON, with tabs between (JSON holds none). Not for results that
are finished.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.errors import StoreError
from kg.model import Article, Extraction


def dumps(value: dict[str, Any]) -> str:
    """One line of JSON: keys in the order given, no line break and no tab inside."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


class Journal:
    """An append-only file of finished articles; as a context manager it is closed at the end, and removed if it is
    empty."""

    def __init__(self, path: Path) -> None:
        """Opens `path`; a last line that was cut off is dropped. StoreError where it cannot be opened."""
        self.path = path
        try:
            self._file = path.open("ab+")
            self._trim()
        except OSError as error:
            raise StoreError(f"{path}: cannot be written: {error.strerror}") from error

    def _trim(self) -> None:
        size = self._file.seek(0, os.SEEK_END)
        place, block = size, b""
        while place > 0:
            step = min(1 << 16, place)
            place -= step
            self._file.seek(place)
            block = self._file.read(step)
            if (last := block.rfind(b"\n")) >= 0:
                self._file.truncate(place + last + 1)
                return
        self._file.truncate(0)

    def append(self, version: str, article: Article, extraction: Extraction) -> int:
        """Adds a finished article; returns where its line stands. UnicodeEncodeError for text that is no Unicode."""
        line = f"{version}\t{dumps(article.to_json())}\t{dumps(extraction.to_json())}\n".encode()
        place = self._file.seek(0, os.SEEK_END)
        self._file.write(line)
        self._file.flush()
        return place

    def entries(self, version: str, on_broken: Callable[[int], None]) -> Iterator[tuple[int, Article]]:
        """Place and article of each line that was made by this version of the pipeline; the numbers of lines that
        cannot be read go to `on_broken`."""
        self._file.seek(0)
        place = 0
        for number, line in enumerate(self._file, 1):
            made_by, mark, rest = line.partition(b"\t")
            if not mark:
                on_broken(number)
            elif made_by == version.encode():
                article = _article(rest)
                if article is None:
                    on_broken(number)
                else:
                    yield place, article
            place += len(line)

    def read(self, place: int) -> tuple[bytes, bytes]:
        """Article and extraction (JSON, without line breaks) of the line at `place`."""
        self._file.seek(place)
        _, article, extraction = self._file.readline().rstrip(b"\n").split(b"\t")
        return article, extraction

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        empty = self._file.seek(0, os.SEEK_END) == 0
        self._file.close()
        if empty:
            self.path.unlink(missing_ok=True)


def _article(pair: bytes) -> Article | None:
    """The article of a line; None unless it and its extraction can be read and belong together."""
    try:
        article, extraction = map(json.loads, pair.split(b"\t"))
        made, found = Article.from_json(article), Extraction.from_json(extraction)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return made if made.id == found.doc else None
