"""Reader of CSV: a heading with the names of the columns, then one article a row (RFC 4180; comma, semicolon or tab).

Not for spreadsheets. A row that is broken, or a quotation mark that is never closed, costs that row alone.
"""

import csv
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from kg.errors import InputError
from kg.ingest.lines import Line, lines_of
from kg.ingest.records import FIELDS, article, attempted
from kg.ingest.registry import OnError
from kg.ingest.source import MAX_CHARACTERS, MAX_LINE_BYTES, Input
from kg.model import Article

DELIMITERS = ",;\t"
MAX_ROW = 2 * MAX_CHARACTERS + 100_000
"""Longest row, in code points: a text of quotation marks alone, doubled, and the metadata."""


@dataclass(slots=True)
class _Rows:
    """Lines not used yet: those given back first, then those of the file."""

    fresh: Iterator[Line]
    back: deque[Line] = field(default_factory=deque)

    def next(self) -> Line | None:
        """The next line, None at the end."""
        return self.back.popleft() if self.back else next(self.fresh, None)


def read_csv(source: Input, on_error: OnError) -> Iterator[Article]:
    """The articles of the file, row by row; a bad row goes to `on_error`. InputError where the heading is none."""
    with source.open() as stream:
        rows = _Rows(lines_of(stream, MAX_LINE_BYTES))
        names, delimiter = _heading(rows.next(), source.name)
        attempts = (partial(_article, first, rows, names, delimiter, source.name) for first in _firsts(rows))
        yield from attempted(attempts, on_error, "CSV of articles")


def _firsts(rows: _Rows) -> Iterator[Line]:
    """The lines that rows begin with; blank ones are passed over."""
    while (line := rows.next()) is not None:
        if line.fault or line.text.strip():
            yield line


def _article(first: Line, rows: _Rows, names: list[str], delimiter: str, name: str) -> Article:
    """The article of the row that begins with the line; InputError with file and line."""
    where = f"{name}:{first.number}"
    try:
        fields = _record(first, rows, names, delimiter)
    except InputError as error:
        raise InputError(error.reason, where) from error
    return article(fields, where)


def _heading(line: Line | None, name: str) -> tuple[list[str], str]:
    """Names of the columns in lower case, and the delimiter."""
    text = line.text.strip() if line else ""
    for delimiter in DELIMITERS:
        names = [one.strip().strip('"').strip().lower() for one in text.split(delimiter)]
        if {"id", "text"} <= set(names):
            if len(set(names)) < len(names):
                raise InputError("the first line names a column twice", f"{name}:1")
            return names, delimiter
    raise InputError(f"the first line must name the columns `id` and `text` (known: {', '.join(FIELDS)})", f"{name}:1")


def _record(first: Line, rows: _Rows, names: list[str], delimiter: str) -> Mapping[str, str]:
    """The row that begins with the line, by column; InputError where it is broken, later lines given back."""
    used: list[Line] = []
    try:
        values = _parsed(_feed(first, rows, used), delimiter)
    except (InputError, csv.Error) as error:
        rows.back.extendleft(reversed(used))
        raise InputError(_reason(error)) from error
    if len(values) != len(names):
        raise InputError(f"{len(values)} fields where the heading has {len(names)}: is a quotation mark missing?")
    return dict(zip(names, values, strict=True))


def _feed(first: Line, rows: _Rows, used: list[Line]) -> Iterator[str]:
    """The text of the line and of those after it as long as the parser wants more; those are put into `used`."""
    line: Line | None = first
    size = 0
    while line is not None:
        if line.fault:
            raise InputError(f"line {line.number} {line.fault}")
        size += len(line.text)
        if size > MAX_ROW:
            raise InputError("the row is too long for an article: is a quotation mark not closed?")
        yield line.text
        line = rows.next()
        if line is not None:
            used.append(line)


def _parsed(lines: Iterator[str], delimiter: str) -> list[str]:
    """The values of one row; no more lines are taken than it has."""
    before = csv.field_size_limit(MAX_ROW)
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True))
    finally:
        csv.field_size_limit(before)


def _reason(error: Exception) -> str:
    """What is wrong with a row, in words."""
    if isinstance(error, InputError):
        return error.reason
    if "unexpected end of data" in str(error):
        return "a quotation mark is opened and never closed"
    if "expected after" in str(error):
        return "a quotation mark within a field: close the field, or double the mark"
    return f"no row of CSV: {error}"
