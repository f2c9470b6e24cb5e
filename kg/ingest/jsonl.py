"""Reader of JSON Lines: one article an object, one object a line.

Not for a list of articles in one JSON document.
"""

import json
from collections.abc import Iterator
from functools import partial

from kg.errors import InputError
from kg.ingest.lines import Line, lines_of
from kg.ingest.records import article, attempted
from kg.ingest.registry import OnError
from kg.ingest.source import MAX_LINE_BYTES, Input
from kg.model import Article


def read_jsonl(source: Input, on_error: OnError) -> Iterator[Article]:
    """The articles of the file, line by line; a bad line goes to `on_error`, blank ones are passed over."""
    with source.open() as stream:
        lines = (line for line in lines_of(stream, MAX_LINE_BYTES) if line.fault or line.text.strip())
        attempts = (partial(_article, line, f"{source.name}:{line.number}") for line in lines)
        yield from attempted(attempts, on_error, "JSON Lines")


def _article(line: Line, where: str) -> Article:
    """The article of a line; InputError with file and line."""
    if line.fault:
        raise InputError(f"the line {line.fault}", where)
    try:
        data = json.loads(line.text.rstrip())
    except json.JSONDecodeError as error:
        raise InputError(
            f"no whole JSON object: {error.msg.removesuffix(' at')} at character {error.pos + 1:,}", where
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"JSON that cannot be read: {str(error)[:80]}", where) from error
    if not isinstance(data, dict):
        raise InputError(f"a JSON {type(data).__name__} where an object with `id` and `text` is expected", where)
    return article(data, where)
