"""Lines of a file of any size and encoding, with bounded memory.

Not for what stands in a line. A line ends with \\n only; its number counts from 1.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg.errors import InputError
from kg.ingest.decode import BOMS, MAGIC, SAMPLE, encoding_of, narrow_encoding, utf8_fault

BINARY = 0.1
"""Share of NULs from which a file of lines is UTF-16 or no text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its line end; where it cannot be read, `text` is empty and `fault` says why."""

    number: int
    text: str
    fault: str = ""


def lines_of(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """The lines of a stream; one of more than `limit` bytes is passed over without being kept.

    InputError where the stream is no text, or a UTF-16 or UTF-32 file is broken.
    """
    head = stream.read(SAMPLE)
    name = _encoding(head)
    chunks = _chunks(head, stream)
    if name.startswith(("utf-16", "utf-32")):
        chunks, name = _recoded(chunks, name), "utf-8"
    for number, data in enumerate(_split(chunks, limit), 1):
        yield _line(number, data, name)


def _encoding(head: bytes) -> str:
    """The encoding of the file; lines that are no UTF-8 do not decide unless they are most of those beyond ASCII."""
    marked = any(head.startswith(mark) for mark, _ in (*BOMS, *MAGIC))
    if marked or head.count(0) > BINARY * len(head):
        return encoding_of(head, complete=False).removesuffix("-sig")
    foreign = [line for line in head.split(b"\n") if not line.isascii()]
    faults = [line for line in foreign if utf8_fault(line, complete=False) is not None]
    if 2 * len(faults) <= len(foreign):
        return "utf-8"
    return narrow_encoding(b"\n".join(faults), 0)


def _chunks(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The head and the rest of the stream in portions."""
    while head:
        yield head
        head = stream.read(SAMPLE)


def _recoded(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The same in UTF-8."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for chunk in chunks:
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeDecodeError as error:
        raise InputError(f"is {name}, but broken ({error.reason})") from error


def _split(chunks: Iterator[bytes], limit: int) -> Iterator[bytes | None]:
    """The lines with their ends; None for one that is longer than `limit` bytes."""
    kept = bytearray()
    size = 0
    for chunk in chunks:
        for piece in _pieces(chunk):
            size += len(piece)
            kept = kept + piece if size <= limit else bytearray()
            if piece.endswith(b"\n"):
                yield bytes(kept) if size <= limit else None
                kept, size = bytearray(), 0
    if size:
        yield bytes(kept) if size <= limit else None


def _pieces(chunk: bytes) -> Iterator[bytes]:
    """The chunk cut after each line feed."""
    *whole, last = chunk.split(b"\n")
    yield from (piece + b"\n" for piece in whole)
    if last:
        yield last


def _line(number: int, data: bytes | None, name: str) -> Line:
    """A line decoded, or why it could not be."""
    if data is None:
        return Line(number, "", "is too long for an article")
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        return Line(number, "", f"is no {name} at byte {error.start + 1:,} of the line")
    return Line(number, text.removeprefix("\ufeff") if number == 1 else text)
