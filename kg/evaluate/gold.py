"""Gold files: JSON Lines of annotated articles, read with every mistake named by file and line.

Not for articles (that is `ingest`) and not for comparing (that is `matching`).
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TextIO

from kg.errors import DataError
from kg.model import Extraction

Part = Literal["tune", "check"]
PARTS: tuple[Part, ...] = ("tune", "check")


def part_of(doc: str) -> Part:
    """The part that an article belongs to: `check` where the last hexadecimal digit of its id's SHA-256 is even."""
    last = hashlib.sha256(doc.encode("utf-8", "surrogatepass")).hexdigest()[-1]
    return "check" if int(last, 16) % 2 == 0 else "tune"


def read_gold(path: str | Path, part: Part | None = None) -> list[Extraction]:
    """The lines of a gold file (or a file of predictions in the same form; `-` is stdin), of one part or all.

    DataError where there is no such part; with file and line, where the file cannot be read, a line is no annotated
    article, an offset, id or link does not fit, or an article comes twice.
    """
    if part is not None and part not in PARTS:
        raise DataError(f"no part {part!a} of the gold: use one of {', '.join(PARTS)}, or None")
    read: dict[str, Extraction] = {}
    for number, line in _lines(Path(path)):
        one = _extraction(line, f"{path}:{number}")
        if one.doc in read:
            raise DataError(f"{path}:{number}: article {one.doc!r} stands twice in the file: keep one of the lines")
        read[one.doc] = one
    return [one for one in read.values() if part is None or part_of(one.doc) == part]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, numbered from 1."""
    try:
        with _opened(path) as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from error


def _opened(path: Path) -> TextIO:
    if str(path) == "-":
        return open(sys.stdin.fileno(), encoding="utf-8-sig", closefd=False)
    return path.open(encoding="utf-8-sig")


def _extraction(line: str, where: str) -> Extraction:
    """One line; DataError that opens with `where`."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{where}: not a line of JSON: {error}") from error
    try:
        _check_line(data)
        return Extraction.from_json(data)
    except KeyError as error:
        raise DataError(f"{where}: key {error} is missing") from error
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        raise DataError(f"{where}: {error}") from error


def _check_line(data: Any) -> None:
    """ValueError or KeyError where the line is not an object with `doc` and a list of well-formed statements."""
    _expect(isinstance(data, dict), "a line must be a JSON object")
    _expect(isinstance(data["doc"], str) and data["doc"] != "", "`doc` must be the article's id")
    _expect(isinstance(data["statements"], list), "`statements` must be a list")
    ids: set[str] = set()
    for number, statement in enumerate(data["statements"], 1):
        _expect(isinstance(statement, dict), f"statement {number} must be an object")
        _expect(
            isinstance(statement["id"], str) and statement["id"] not in ids, f"statement {number} has no id of its own"
        )
        ids.add(statement["id"])
    for statement in data["statements"]:
        _check_statement(statement, ids)


def _check_statement(data: dict[str, Any], ids: set[str]) -> None:
    """ValueError or KeyError where a field has the wrong form; `ids` are the statements of the article."""
    name = data["id"]
    _expect(isinstance(data["source"], dict), f"{name}: `source` must be an object, for an unknown source too")
    _expect(isinstance(data["source"]["name"], str), f"{name}: `source.name` must be text")
    for key in ("source", "cue", "content"):
        _check_span(data[key], f"{name}: `{key}`")
    for key in ("via", "about", "denies"):
        listed = data.get(key, [])
        _expect(
            isinstance(listed, list) and all(isinstance(one, str) for one in listed),
            f"{name}: `{key}` must be a list of text",
        )
    unknown = sorted(set(data.get("denies", [])) - ids)
    _expect(not unknown, f"{name}: `denies` names no statement of the article: {', '.join(unknown)}")


def _check_span(span: Any, what: str) -> None:
    """ValueError unless it is null, or a stretch whose text is as long as its offsets say."""
    if span is None:
        return
    _expect(isinstance(span, dict), f"{what} must be an object or null")
    start, end, text = span["start"], span["end"], span["text"]
    if start is None and end is None:
        return
    _expect(type(start) is int and type(end) is int and 0 <= start < end, f"{what}: no such offsets: {start}-{end}")
    _expect(isinstance(text, str) and len(text) == end - start, f"{what}: text does not fit the offsets {start}-{end}")


def _expect(right: bool, message: str) -> None:
    if not right:
        raise ValueError(message)
