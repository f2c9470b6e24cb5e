"""How many articles sources hold, as far as that can be told without reading them; not for reading."""

from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError
from kg.ingest.files import inputs

_ONE = (".txt", ".md", ".markdown", ".html", ".htm")
"""Forms of which a file holds one article."""
_LINES = (".jsonl", ".ndjson", ".json")
"""Forms of which a line holds one."""
_BLOCK = 1 << 20


def held(sources: Iterable[str | Path]) -> int | None:
    """How many articles there are at most; None where nobody can tell without reading them: standard input, objects of
    a storage, tables, archives."""
    count = 0
    for one in inputs(sources, _pass):
        suffix = one.path.suffix.lower() if one.path is not None and one.remote is None else None
        if suffix in _ONE:
            count += 1
        elif suffix in _LINES and one.path is not None:
            count += _lines(one.path)
        else:
            return None
    return count


def _lines(path: Path) -> int:
    """The lines of a file, the last one without its end too; none where it cannot be read."""
    count, last = 0, b"\n"
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                count += block.count(b"\n")
                last = block[-1:]
    except OSError:
        return 0
    return count + (last != b"\n")


def _pass(_error: InputError) -> None:
    """What cannot be read is told when it is read."""
