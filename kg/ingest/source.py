"""What a reader gets: a name to show, an id to use, bytes to read; and how much of them it may read.

Not for decoding (that is `decode`) and not for finding files (that is `files`).
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from kg.errors import InputError

MAX_CHARACTERS = 1_000_000
"""Longest text of an article, in code points."""
MAX_TEXT_BYTES = 4 * MAX_CHARACTERS + 4096
"""Most bytes that such a text can take in any encoding, front matter included."""
MAX_LINE_BYTES = 12 * MAX_CHARACTERS + 1_000_000
"""Most bytes of a line that holds such a text in JSON escapes, metadata included."""
STDIN = "-"


class Remote(Protocol):
    """A file that is not on this machine."""

    @property
    def address(self) -> str:
        """Where it is: one line that can be printed."""

    def open(self) -> BinaryIO:
        """The bytes; OSError where they cannot be read."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file, object or standard input.

    `path` is None for standard input; `id` is that of the article where the form gives none; `stream` is the open file
    where its beginning had to be looked at; `remote` is where the bytes are, if not at `path`.
    """

    path: Path | None
    id: str
    stream: BinaryIO | None = None
    remote: Remote | None = None

    @property
    def name(self) -> str:
        """How messages call it: one line that can be printed."""
        if self.remote is not None:
            return self.remote.address
        return "stdin" if self.path is None else shown(self.path)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes; InputError where they cannot be read."""
        try:
            if self.stream is not None:
                yield self.stream
            elif self.path is None:
                yield _stdin()
            elif self.remote is not None:
                with self.remote.open() as stream:
                    yield stream
            else:
                with self.path.open("rb") as stream:
                    yield stream
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}", self.name) from error

    def read_bytes(self, limit: int) -> bytes:
        """All bytes; InputError where there are more than `limit`."""
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise InputError(f"is larger than {limit:,} bytes: split it or take the article out of it", self.name)
        return data


def _stdin() -> BinaryIO:
    """Standard input as bytes; OSError where it is closed."""
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return sys.stdin.buffer


def shown(path: str | os.PathLike[str]) -> str:
    """A path as one printable line: bytes that are no UTF-8 and control characters are replaced by U+FFFD."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
