"""Which reader takes which file: by suffix, from here and from entry points of the group `kg.readers`.

Not for opening files. An entry point is named by the suffix (`.warc`) and is a function like those of `BUILT_IN`.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from kg.errors import InputError
from kg.ingest.source import Input
from kg.model import Article

GROUP = "kg.readers"
OnError = Callable[[InputError], None]
Reader = Callable[[Input, OnError], Iterator[Article]]
"""Yields the articles of an input; what concerns one of them goes to the callback, what concerns all is raised."""

BUILT_IN = {
    ".txt": "kg.ingest.text:read_text",
    ".md": "kg.ingest.text:read_text",
    ".markdown": "kg.ingest.text:read_text",
    ".jsonl": "kg.ingest.jsonl:read_jsonl",
    ".ndjson": "kg.ingest.jsonl:read_jsonl",
    ".json": "kg.ingest.jsonl:read_jsonl",
    ".csv": "kg.ingest.table:read_csv",
    ".tsv": "kg.ingest.table:read_csv",
    ".parquet": "kg.ingest.parquet:read_parquet",
    ".html": "kg.ingest.html:read_html",
    ".htm": "kg.ingest.html:read_html",
    ".warc": "kg.ingest.warc:read_warc",
    ".gz": "kg.ingest.archives:read_gzip",
    ".zip": "kg.ingest.archives:read_zip",
}


def suffixes() -> list[str]:
    """All suffixes that have a reader, in alphabetical order."""
    return sorted({*BUILT_IN, *_plugged()})


def reader(suffix: str) -> Reader:
    """The reader of a suffix (`.txt`); InputError where there is none or it cannot be loaded."""
    plugged = _plugged().get(suffix)
    if plugged is not None:
        return _load(plugged)
    if suffix not in BUILT_IN:
        raise InputError(f"no reader for {suffix!r} (there are: {', '.join(suffixes())})")
    module, name = BUILT_IN[suffix].split(":")
    found: Reader = getattr(import_module(module), name)
    return found


@cache
def _plugged() -> dict[str, EntryPoint]:
    """Readers of other packages by suffix; of two the one whose package comes first in the alphabet."""
    found = sorted(entry_points(group=GROUP), key=lambda one: one.value, reverse=True)
    return {one.name.lower(): one for one in found}


def _load(plugged: EntryPoint) -> Reader:
    """The function of an entry point."""
    try:
        found: Reader = plugged.load()
    except (ImportError, AttributeError) as error:
        raise InputError(f"the reader {plugged.value} for {plugged.name!r} cannot be loaded: {error}") from error
    return found
