"""Tables, one row a statement: CSV for spreadsheets, Parquet for data frames. Not for what the columns hold."""

import csv as csv_module
import io
import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from kg.data import load_toml
from kg.errors import ExportError
from kg.export.statement_rows import COLUMNS, LISTS, Cell, rows
from kg.export.target import replacing

FORMULA = re.compile(load_toml("sheets.toml")["formula"])
"""What a spreadsheet would take as the beginning of a formula."""
GROUP = 10_000
"""Rows of one row group of a Parquet file."""


def csv(out: Path, target: Path) -> None:
    """CSV for spreadsheets: UTF-8 with byte order mark, several values joined by "; ", formulas made harmless."""
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv_module.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([guarded(row[column]) for column in COLUMNS] for row in rows(out))


def sheet(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """The same of other columns, as text without byte order mark."""
    file = io.StringIO(newline="")
    writer = csv_module.writer(file)
    writer.writerow(columns)
    writer.writerows(map(guarded, row) for row in rows)
    return file.getvalue()


def guarded(cell: Cell) -> str | float | int:
    """A cell that no spreadsheet runs: text that would begin a formula gets an apostrophe before it (OWASP)."""
    if isinstance(cell, int | float):
        return cell
    text = "; ".join(cell) if isinstance(cell, tuple) else "" if cell is None else str(cell)
    return "'" + text if FORMULA.match(text) else text


def parquet(out: Path, target: Path) -> None:
    """Parquet: the same columns with types (dates, lists, numbers), cells as the graph has them (extra `tables`)."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ExportError("parquet needs the extra `tables`: pip install 'kg-uk[tables]'") from error
    schema = pyarrow.schema([(column, _type(pyarrow, column)) for column in COLUMNS])
    found = rows(out)
    with replacing(target) as temporary, ParquetWriter(temporary, schema, compression="zstd") as writer:
        while part := list(islice(found, GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(part, schema=schema))


def _type(pyarrow: Any, column: str) -> Any:
    """The type of a column."""
    if column in LISTS:
        return pyarrow.list_(pyarrow.string())
    types = {
        "date": pyarrow.date32(),
        "confidence": pyarrow.float64(),
        "content_start": pyarrow.int64(),
        "content_end": pyarrow.int64(),
    }
    return types.get(column, pyarrow.string())
