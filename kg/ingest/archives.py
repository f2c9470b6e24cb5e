"""Readers of gzip and ZIP archives: what is in them is read by its own reader; nothing is written anywhere.

Not for archives within archives. What unpacks to far more than it is (a bomb), leads out of the archive or is encrypted
is refused.
"""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.ingest.files import Found, ids_of, passed_over
from kg.ingest.reading import articles_of
from kg.ingest.registry import OnError, suffixes
from kg.ingest.source import Input, shown
from kg.model import Article

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RATIO = 200
"""Most bytes that one byte of an archive may unpack to: the news take 3 to 10, a megabyte of zeros a thousand."""
FREE = 20_000_000
"""Bytes that may be unpacked before the ratio counts."""
MEMBERS = 100_000
"""Most files of a ZIP archive."""
PACKED = (".gz", ".zip")
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    struct.error,
    zlib.error,
    LZMAError,
)
"""What `gzip` and `zipfile` raise where an archive is not what it says."""


class _Unpacked(io.RawIOBase):
    """What is unpacked, with an eye on how much that is; faults of the archive become InputError."""

    def __init__(self, stream: io.BufferedIOBase, packed: Callable[[], int]) -> None:
        """`packed` tells how many bytes of the archive were used so far."""
        self._stream = stream
        self._packed = packed
        self._size = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """The next bytes."""
        view = memoryview(buffer).cast("B")
        try:
            data = self._stream.read1(len(view))
        except (*BROKEN, OSError) as error:
            raise InputError(f"a broken archive: {error}") from error
        self._size += len(data)
        if self._size > FREE and self._size > RATIO * max(1, self._packed()):
            raise InputError(f"unpacks to more than {RATIO} times its size: it is not read further")
        view[: len(data)] = data
        return len(data)


@contextmanager
def _told() -> Iterator[None]:
    """Around nothing but calls of `zipfile`: what it raises of a broken archive becomes InputError."""
    try:
        yield
    except BROKEN as error:
        raise InputError(f"a broken archive: {error}") from error


def read_gzip(source: Input, on_error: OnError) -> Iterator[Article]:
    """The articles of the one file that is packed; its form is that of the name without `.gz`, or of its beginning."""
    suffix = Path(source.path.stem).suffix.lower() if source.path else ""
    if suffix in PACKED:
        raise InputError("an archive within an archive: unpack it first")
    inner = replace(source, id=source.id.removesuffix(suffix) or source.id)
    with source.open() as packed, gzip.GzipFile(fileobj=packed) as unpacked:
        stream = io.BufferedReader(_Unpacked(unpacked, packed.tell))
        yield from articles_of(replace(inner, stream=stream), on_error, suffix if suffix in suffixes() else "")


def read_zip(source: Input, on_error: OnError) -> Iterator[Article]:
    """The articles of all files in it, in the order of their names; what cannot be read goes to `on_error`."""
    if source.path is None:
        raise InputError("a ZIP archive cannot be read from standard input: give it as a file")
    with source.open() as packed:
        with _told():
            archive = zipfile.ZipFile(packed)
        with archive:
            members = _members(archive, source, on_error)
            ids = ids_of(list(members))
            for found, member in members.items():
                yield from _member(archive, member, Input(found.path, ids[found]), on_error)


def _members(archive: zipfile.ZipFile, source: Input, on_error: OnError) -> dict[Found, zipfile.ZipInfo]:
    """The files that may be articles, in the order of their names."""
    if len(archive.infolist()) > MEMBERS:
        raise InputError(f"holds more than {MEMBERS:,} files: split it")
    assert source.path is not None
    found: dict[Found, zipfile.ZipInfo] = {}
    for member in sorted(archive.infolist(), key=lambda one: one.filename):
        if not member.filename:
            on_error(InputError("a file without a name", source.name))
            continue
        within = PurePosixPath(member.filename.replace("\\", "/"))
        path = source.path / shown(within).lstrip("/")
        if member.is_dir() or any(passed_over(part) for part in within.parts if part != ".."):
            continue
        if fault := _fault(within, member):
            on_error(InputError(fault, shown(path)))
        else:
            found[Found(path, within)] = member
    return found


def _fault(within: PurePosixPath, member: zipfile.ZipInfo) -> str:
    """Why a file of an archive is not read; empty where it is."""
    suffix = within.suffix.lower()
    if within.is_absolute() or ".." in within.parts or ":" in (*within.parts, "")[0]:
        return "a path that leads out of the archive"
    if member.flag_bits & 1:
        return "is encrypted: unpack the archive first"
    if suffix in PACKED:
        return "an archive within an archive: unpack it first"
    return f"no reader for {shown(suffix)!r}" if suffix and suffix not in suffixes() else ""


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Input, on_error: OnError) -> Iterator[Article]:
    """The articles of one file of the archive."""
    try:
        with _told():
            opened = archive.open(member)
    except InputError as error:
        on_error(InputError(error.reason, source.name))
        return
    with opened as unpacked:
        stream = io.BufferedReader(_Unpacked(unpacked, lambda: member.compress_size))  # type: ignore[arg-type]
        yield from articles_of(replace(source, stream=stream), on_error)
