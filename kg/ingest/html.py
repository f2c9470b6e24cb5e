"""Reader of saved HTML pages: the article's text and metadata as trafilatura finds them (extra `html`).

Not for fetching pages. Nothing of a page is run or loaded.
"""

import logging
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.ingest.records import article
from kg.ingest.registry import OnError
from kg.ingest.source import Input
from kg.model import Article

MAX_PAGE_BYTES = 5_000_000
MAX_ELEMENTS = 30_000
"""Extraction is quadratic in the elements of one level: 30,000 of them take ten seconds."""
DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}
"""Dates from metadata alone: no guessing, and no dependence on today."""


def read_html(source: Input, _: OnError) -> Iterator[Article]:
    """The one article of a page; InputError where there is none."""
    yield article_of(decode(source.read_bytes(MAX_PAGE_BYTES)), source)


def article_of(page: str, source: Input) -> Article:
    """The article of a page; InputError where there is none."""
    if not page.strip():
        raise InputError("holds no text")
    found = _extracted(page)
    if found is None or not (found.text or "").strip():
        raise InputError("no article was found in the page")
    fields = {"outlet": found.sitename or found.hostname, "title": found.title, "url": found.url, "date": found.date}
    return article(fields | {"id": source.id, "text": found.text}, source.name)


def _extracted(page: str) -> Any:
    """What trafilatura makes of the page: an object with `text` and metadata, or None."""
    try:
        import trafilatura
    except ImportError as error:
        raise InputError("reading HTML needs the extra `html`: pip install 'kg-uk[html]'") from error
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        tree = trafilatura.load_html(page)
        if tree is None:
            return None
        if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
            raise InputError(f"the page has more than {MAX_ELEMENTS:,} elements: save the article alone")
        return trafilatura.bare_extraction(tree, with_metadata=True, date_extraction_params=DATES)
    except InputError:
        raise
    except Exception as error:  # hostile input to a library that promises nothing about its errors
        raise InputError(f"the page cannot be read ({type(error).__name__})") from error
