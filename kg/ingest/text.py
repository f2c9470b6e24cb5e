"""Readers of text: plain, Markdown, and the seed form, whose text opens with `date YYYY-MM-DD`.

Not for markup: Markdown is kept as it is.
"""

import re
from collections.abc import Iterator

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.ingest.records import checked_text, iso_date
from kg.ingest.registry import OnError
from kg.ingest.source import MAX_TEXT_BYTES, Input
from kg.model import Article

_FRONT = re.compile(r"\s*date[ \t]+(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})(?=\s|$)")


def read_text(source: Input, _: OnError) -> Iterator[Article]:
    """The one article of a file; InputError where there is none."""
    text = decode(source.read_bytes(MAX_TEXT_BYTES)).replace("\r\n", "\n")
    day, text = _front_matter(text)
    if not text.strip():
        raise InputError("holds no text")
    yield Article(source.id, checked_text(text.strip()), day)


def _front_matter(text: str) -> tuple[str | None, str]:
    """The day and the text after it; None and the whole text where it does not open with one."""
    match = _FRONT.match(text)
    return (iso_date(match[1]), text[match.end() :]) if match else (None, text)
