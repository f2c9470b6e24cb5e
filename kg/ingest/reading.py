"""The whole of ingest: sources in, articles out, each id once.

Not for the forms themselves: each has a reader of its own.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BufferedReader
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from kg import ids
from kg.errors import InputError
from kg.ingest.files import inputs
from kg.ingest.records import checked
from kg.ingest.registry import OnError, reader, suffixes
from kg.ingest.source import Input
from kg.kept import Kept
from kg.model import Article

Given = str | Path | Article
Sources = Given | Iterable[Given]
"""One file, folder, object, `-` or article made elsewhere, or many of them."""

HEAD = 1024
"""Bytes that are looked at where the name does not tell the form."""
_JSON = re.compile(rb"[\s\0\xef\xbb\xbf\xff\xfe]*\{")
_HTML = re.compile(rb"[\s\xef\xbb\xbf]*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def read(sources: Sources, on_error: OnError) -> Iterator[Article]:
    """All articles of files, folders and `-` (standard input), as given, folders in the order of their names.

    A single path is one source; an Article is taken as it is, and checked as a line of JSON is. What cannot be read
    goes to `on_error` as InputError, one line with file and line or article id, and reading goes on.
    No id comes twice: an article that is the same to the letter is passed over, another one under the same id is an
    error. Memory does not grow with files, lines or articles.
    """
    seen = Kept[str](str, str)
    for one, where in _articles(sources, on_error):
        content = ids.digest(*one.to_json().values())
        known = seen.get(one.id)
        if known is None:
            seen[one.id] = content
            yield one
        elif known != content:
            on_error(InputError(f"article {one.id!r}: another article has this id already", where))


def _articles(sources: Sources, on_error: OnError) -> Iterator[tuple[Article, str]]:
    """Each article and where it comes from; paths that stand together get their ids together."""
    many = [sources] if isinstance(sources, str | os.PathLike | Article) else sources
    for made, some in groupby(many, lambda one: isinstance(one, Article)):
        if made:
            yield from _checked((one for one in some if isinstance(one, Article)), on_error)
            continue
        for source in inputs((one for one in some if not isinstance(one, Article)), on_error):
            yield from ((one, source.name) for one in articles_of(source, on_error))


def _checked(articles: Iterable[Article], on_error: OnError) -> Iterator[tuple[Article, str]]:
    for one in articles:
        where = one.id if isinstance(one.id, str) and one.id and one.id.isprintable() else "Article object"
        try:
            yield checked(one, where), where
        except InputError as error:
            on_error(error)


def articles_of(source: Input, on_error: OnError, suffix: str | None = None) -> Iterator[Article]:
    """The articles of one input; what stops its reader goes to `on_error`.

    `suffix` says the form where the name of the file does not.
    """
    if suffix is None:
        suffix = source.path.suffix.lower() if source.path else ""
    try:
        if suffix in suffixes():
            yield from reader(suffix)(source, on_error)
        else:
            with source.open() as stream:
                form = _form(_head(stream))
                yield from reader(form)(replace(source, stream=stream), on_error)
    except InputError as error:
        on_error(error if error.where else InputError(error.reason, source.name))


def _head(stream: BinaryIO) -> bytes:
    """The first bytes, which stay to be read."""
    if isinstance(stream, BufferedReader):
        return stream.peek(HEAD)[:HEAD]
    head = stream.read(HEAD)
    stream.seek(-len(head), 1)
    return head


def _form(head: bytes) -> str:
    """The suffix of the form that the bytes begin like."""
    if _JSON.match(head):
        return ".jsonl"
    return ".html" if _HTML.match(head) else ".txt"
