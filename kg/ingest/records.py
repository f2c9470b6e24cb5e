"""From named fields (a line of JSON, a row of a table) to an article, every field checked.

Not for reading files. Fields: `id`, `date`, `outlet`, `title`, `url`, `text`; others are ignored.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from kg.errors import InputError
from kg.ingest.source import MAX_CHARACTERS
from kg.model import Article

FIELDS = ("id", "date", "outlet", "title", "url", "text")
MAX_ID = 500
MAX_METADATA = 10_000
"""Longest outlet, title and URL, in code points."""
HOPELESS = 100
"""Bad records at the beginning of a file after which they are no longer told one by one."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.DOTALL)


def attempted(
    attempts: Iterable[Callable[[], Article]], on_error: Callable[[InputError], None], form: str
) -> Iterator[Article]:
    """The articles that come out; a failure goes to `on_error`.

    Where the first hundred attempts all fail, those after them are only counted until one comes out. InputError where
    none does at all: the file is then of another form than `form`.
    """
    good = bad = 0
    where = ""
    for attempt in attempts:
        try:
            one = attempt()
        except InputError as error:
            bad += 1
            where = error.where
            if good or bad <= HOPELESS:
                on_error(error)
        else:
            if not good and bad > HOPELESS:
                on_error(InputError(f"this and {bad - HOPELESS - 1:,} lines before it hold no article either", where))
            good += 1
            yield one
    if bad > HOPELESS and not good:
        raise InputError(f"no article in {bad:,} lines: the file is no {form}")


def article(fields: Mapping[str, Any], where: str) -> Article:
    """The article of a record; InputError that opens with `where` and names the field."""
    try:
        name = _identifier(fields.get("id"))
    except InputError as error:
        raise InputError(error.reason, where) from None
    try:
        text = fields.get("text")
        if text is None:
            raise InputError("`text` is missing")
        outlet, title, url = (_optional(fields.get(key), key) for key in ("outlet", "title", "url"))
        return Article(name, checked_text(text), iso_date(fields.get("date")), outlet, title, url)
    except InputError as error:
        raise InputError(f"article {name!r}: {error.reason}", where) from None


def checked(made: Article, where: str) -> Article:
    """An article that no reader has made; InputError as for a record."""
    return article({key: getattr(made, key) for key in FIELDS}, where)


def checked_text(text: Any) -> str:
    """The text itself; InputError where it is none, empty, too long, or cannot be stored."""
    _plain(text, "text")
    if not text.strip():
        raise InputError("`text` is empty")
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"the text is longer than {MAX_CHARACTERS:,} characters: split it into articles")
    return str(text)


def iso_date(value: Any) -> str | None:
    """The day as YYYY-MM-DD, of a time its day; None where there is none; InputError for anything else."""
    if value is None or value == "":
        return None
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date.fromisoformat(match[1]).isoformat() if match else _no_date(value)
    except ValueError:
        return _no_date(value)


def _no_date(value: Any) -> str:
    raise InputError(f"no date of the form YYYY-MM-DD: {short(value)}")


def _identifier(value: Any) -> str:
    """An id as text; a whole number is taken as its digits."""
    if value is None or value == "":
        raise InputError("`id` is missing")
    if type(value) is int:
        value = str(value) if abs(value) < 10**MAX_ID else ""
    _plain(value, "id")
    if not value.isprintable() or value != value.strip() or not 0 < len(value) <= MAX_ID:
        raise InputError(
            f"`id` must be one line of at most {MAX_ID} characters without white space around it: {short(value)}"
        )
    return str(value)


def _optional(value: Any, field: str) -> str | None:
    """A field that may be missing."""
    if value is None or value == "":
        return None
    _plain(value, field)
    if len(value) > MAX_METADATA:
        raise InputError(f"`{field}` is longer than {MAX_METADATA:,} characters")
    return str(value)


def _plain(value: Any, field: str) -> None:
    """InputError unless it is text without NULs and halves of surrogate pairs."""
    if not isinstance(value, str):
        raise InputError(f"`{field}` must be text, not {short(value)}")
    if "\0" in value:
        raise InputError(f"`{field}` holds NUL characters")
    if _SURROGATE.search(value):
        raise InputError(f"`{field}` holds half of a surrogate pair: it is no valid Unicode")


def short(value: Any) -> str:
    """A value for a message: one ASCII-safe line of at most 40 characters."""
    shown = repr(value) if not isinstance(value, dict | list) else type(value).__name__
    shown = "".join(char if char.isprintable() else "\ufffd" for char in shown)
    return shown if len(shown) <= 40 else shown[:39] + "…"
