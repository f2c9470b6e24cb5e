"""What a source lists: the pages of a feed (RSS, Atom), a sitemap or a list of addresses; not for fetching them.

XML comes from strangers: entities are never expanded, nothing is loaded from elsewhere.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from kg.errors import InputError
from kg.fetch.addresses import clean
from kg.ingest.decode import decode

MAX_LISTED = 50_000
"""Most addresses of one feed or sitemap (the limit of the sitemap protocol)."""
MAX_BYTES = 50_000_000
"""Most bytes of a feed or sitemap, unpacked (the same)."""
MAX_TITLE = 1_000
_COMMENT = re.compile(r"(?:^|\s)#.*")
_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex|rss|feed|RDF)\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """An address with what the source says of the page."""

    url: str
    date: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages that a source lists, the sitemaps that it leads to, and what in it could not be used."""

    pages: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    faults: tuple[InputError, ...] = ()


def listing(data: bytes, url: str) -> Listing:
    """What the answer from `url` lists; InputError where it is neither a feed nor a sitemap."""
    data = _plain(data)
    match = _ROOT.search(data[:20_000])
    kind = match[1].decode() if match else ""
    if kind in ("urlset", "sitemapindex"):
        return _gathered(_sitemap(data), url)
    if kind in ("rss", "feed", "RDF"):
        return _gathered(_feed(data, url), url)
    raise InputError("is neither a feed nor a sitemap; put addresses of pages into a file, one a line", url)


def addresses(data: bytes, name: str) -> Listing:
    """The pages of a file with an address a line; `#` opens a comment where a line or word begins with it."""
    lines = (_COMMENT.sub("", line).strip() for line in decode(data).splitlines())
    return _gathered(((False, line, None, None) for line in lines if line), "", name)


Listed = tuple[bool, str, str | None, str | None]
"""Whether it is a sitemap; address; date; title."""


def _gathered(listed: Iterator[Listed], base: str, where: str = "") -> Listing:
    """The addresses made whole, each once, those that are none told; what was listed before a fault is kept."""
    pages: dict[str, Entry] = {}
    sitemaps: dict[str, None] = {}
    faults = []
    try:
        for further, address, date, title in islice(listed, MAX_LISTED):
            try:
                url = clean(address, base)
            except InputError as error:
                faults.append(InputError(f"{address[:100]!a}: {error.reason}", where or base))
                continue
            if further:
                sitemaps[url] = None
            else:
                pages.setdefault(url, Entry(url, date, title))
        if next(listed, None) is not None:
            faults.append(InputError(f"lists more than {MAX_LISTED:,} addresses: the rest is left", where or base))
    except InputError as error:
        faults.append(InputError(error.reason, where or base))
    return Listing(tuple(pages.values()), tuple(sitemaps), tuple(faults))


def _plain(data: bytes) -> bytes:
    """A sitemap that is packed as a file (sitemap.xml.gz), unpacked; InputError where that gives too much."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            found = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("a broken archive") from error
    if len(found) > MAX_BYTES:
        raise InputError(f"unpacks to more than {MAX_BYTES:,} bytes")
    return found


def _sitemap(data: bytes) -> Iterator[Listed]:
    """The entries of a sitemap or an index of sitemaps, as far as its XML holds."""
    from lxml import etree

    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        tags = ("{*}url", "{*}sitemap")
        for _, element in etree.iterparse(io.BytesIO(data), tag=tags, recover=False, **options):
            address = element.findtext("{*}loc", "").strip()  # not that of its pictures and films
            if address:
                further = etree.QName(element).localname == "sitemap"
                date, title = (element.findtext(f"{{*}}news/{{*}}{name}", "") for name in ("publication_date", "title"))
                yield further, address, _day(date), _title(title)
            element.clear()
    except etree.XMLSyntaxError as error:
        raise InputError(f"broken XML in line {error.lineno}: the rest of the sitemap is lost") from error


def _feed(data: bytes, url: str) -> Iterator[Listed]:
    """The entries of a feed, however broken its XML is."""
    import feedparser

    try:
        found = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url}, sanitize_html=False)
        atom = found.version.startswith("atom")  # where `updated` is a day of changes; elsewhere it is `dc:date`
        entries = [
            (one.get("link", ""), one.get("published") or ("" if atom else one.get("updated", "")), one.get("title"))
            for one in found.entries
        ]
    except Exception as error:  # hostile input to a library that promises nothing about its errors
        raise InputError(f"the feed cannot be read ({type(error).__name__})", url) from error
    for link, published, title in entries:
        if link:
            yield False, str(link), _day(str(published)), _title(title)


def _day(written: str) -> str | None:
    """The day of a time as ISO 8601 or RFC 5322 write it, in its own zone; None where it is neither."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(written.strip()).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _title(text: Any) -> str | None:
    line = " ".join(str(text or "").split())[:MAX_TITLE]
    return line or None
