"""Reader of WARC files: the article of each HTML page in it, as of a saved page (extra `warc`).

Not for crawling, nor for what a server answered with anything but 200.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import Any

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.ingest.html import MAX_PAGE_BYTES, article_of
from kg.ingest.records import MAX_ID
from kg.ingest.registry import OnError
from kg.ingest.source import Input
from kg.model import Article

BEGINNINGS = (b"WARC/", b"\x1f\x8b")
PAGES = ("text/html", "application/xhtml+xml")


def read_warc(source: Input, on_error: OnError) -> Iterator[Article]:
    """The articles of the pages; one without an article goes to `on_error`. InputError where the file is no WARC."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise InputError("reading WARC needs the extra `warc`: pip install 'kg-uk[warc]'") from error
    with source.open() as stream:
        if isinstance(stream, BufferedReader) and not stream.peek(5).startswith(BEGINNINGS):
            raise InputError("is no WARC file")
        with _told(ArchiveLoadFailed, EOFError, ValueError):
            records = iter(ArchiveIterator(stream))
        while True:
            with _told(ArchiveLoadFailed, EOFError, ValueError):
                record = next((one for one in records if _is_page(one)), None)
                data = record.content_stream().read(MAX_PAGE_BYTES + 1) if record else b""
            if record is None:
                return
            yield from _page(record, data, source, on_error)


@contextmanager
def _told(*faults: type[Exception]) -> Iterator[None]:
    """Around nothing but calls of `warcio`: what it raises of a broken file becomes InputError."""
    try:
        yield
    except faults as error:
        raise InputError(f"a broken WARC file: {' '.join(str(error).split())[:200]}") from error


def _is_page(record: Any) -> bool:
    """Whether a record is a page as a server gave it."""
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    return record.http_headers.get_statuscode() == "200" and kind in PAGES


def _page(record: Any, data: bytes, source: Input, on_error: OnError) -> Iterator[Article]:
    """The article of a page, of whose bytes `data` are the first; none where it has none, which is told."""
    address = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    try:
        if len(data) > MAX_PAGE_BYTES:
            raise InputError(f"is larger than {MAX_PAGE_BYTES:,} bytes")
        found = article_of(decode(data), Input(source.path, address[:MAX_ID]))
        yield found if found.url else Article(found.id, found.text, found.date, found.outlet, found.title, address)
    except InputError as error:
        on_error(InputError(f"page {address[:MAX_ID]!a}: {error.reason}", source.name))
