"""Reader of Parquet: one article a row, in columns named as those of CSV, row group by row group (extra `tables`).

Not for a file within an archive or on standard input: Parquet is read from its end.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from kg.errors import InputError
from kg.ingest.records import FIELDS, article, attempted
from kg.ingest.registry import OnError
from kg.ingest.source import Input, shown
from kg.model import Article

BATCH = 64
"""Rows that are in memory at once."""
BUFFER = 1 << 20
"""Bytes of a column that are read from the file at once."""


def read_parquet(source: Input, on_error: OnError) -> Iterator[Article]:
    """The articles of the file, row by row; a bad row goes to `on_error` with its number, counted from 1.

    InputError where the file is no Parquet, lacks the columns `id` and `text`, or breaks off.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile, read_schema
    except ImportError as error:
        raise InputError("reading Parquet needs the extra `tables`: pip install 'kg-uk[tables]'") from error
    if source.path is None or source.stream is not None:
        raise InputError("Parquet cannot be read from an archive or from standard input: give it as a file")
    with source.open() as stream:
        try:
            columns = _columns(read_schema(stream).names, source.name)
            stream.seek(0)
            file = ParquetFile(stream, read_dictionary=[*columns.values()], buffer_size=BUFFER)
            yield from attempted(_attempts(file, columns, source.name), on_error, "Parquet of articles")
        except (pyarrow.ArrowException, OSError) as error:
            reason = shown(" ".join(str(error).split())[:200])
            raise InputError(f"a broken Parquet file: {reason}", source.name) from error


def _columns(names: list[str], where: str) -> dict[str, str]:
    """By field the name of its column; capitals and blanks around it do not count."""
    found: dict[str, str] = {}
    for name in names:
        field = name.strip().lower()
        if field in found:
            raise InputError(f"names the column `{field}` twice", where)
        if field in FIELDS:
            found[field] = name
    if not {"id", "text"} <= set(found):
        raise InputError(f"must have the columns `id` and `text` (known: {', '.join(FIELDS)})", where)
    return found


def _attempts(file: Any, columns: dict[str, str], name: str) -> Iterator[Callable[[], Article]]:
    """One attempt a row."""
    row = 0
    for batch in file.iter_batches(BATCH, columns=[*columns.values()], use_threads=False):
        cells = {field: batch.column(batch.schema.get_field_index(column)) for field, column in columns.items()}
        for place in range(batch.num_rows):
            row += 1
            yield partial(_article, cells, place, f"{name}:{row}")


def _article(cells: dict[str, Any], place: int, where: str) -> Article:
    """The article of a row; InputError with file and row."""
    try:
        return article({field: _value(column[place]) for field, column in cells.items()}, where)
    except (UnicodeDecodeError, OverflowError) as error:
        raise InputError(f"a cell that cannot be read: {error}", where) from error


def _value(cell: Any) -> Any:
    """The value of a cell; dates and times as text."""
    import pyarrow

    if pyarrow.types.is_temporal(cell.type):
        cell = cell.cast(pyarrow.string())
    return cell.as_py()
