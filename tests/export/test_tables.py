"""Tables: a row for each statement, nothing that a spreadsheet would run, the same in CSV and Parquet."""

import csv
from pathlib import Path

import pytest

from kg.data import load_toml
from kg.export import export
from kg.export.statement_rows import COLUMNS, rows
from kg.export.table import guarded
from kg.graph.terms import clean
from kg.pipeline import Folder
from tests.conftest import missing
from tests.export.made import HOSTILE


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_a_row_for_each_statement(built: Path, tmp_path: Path) -> None:
    export(built, "csv", tmp_path / "a.csv")
    found = read(tmp_path / "a.csv")
    (extraction,) = Folder(built).extractions()
    statements = extraction.statements
    assert list(found[0]) == list(COLUMNS)
    assert [row["statement"] for row in found] == [f"{extraction.doc}:{one.id}" for one in statements]
    assert [row["stance"] for row in found] == [one.stance.value for one in statements]
    assert [row["content"] for row in found] == [one.content.text if one.content else "" for one in statements]
    for row, one in zip(found, statements, strict=True):
        assert row["answers"] == "; ".join(f"{extraction.doc}:{target}" for target in one.denies)
        assert len(row["via"].split("; ")) == max(1, len(one.via))


def test_no_formula(hostile: Path, tmp_path: Path) -> None:
    export(hostile, "csv", tmp_path / "a.csv")
    found = read(tmp_path / "a.csv")
    assert len(found) == len(HOSTILE) + 4
    assert not [cell for row in found for cell in row.values() if cell.lstrip()[:1] in tuple("=+-@")]
    assert "'=cmd|' /C calc'!A0" in {row["source"] for row in found}
    assert {clean(name) for name in HOSTILE[1:]} <= {row["source"] for row in found}


@pytest.mark.parametrize(("key", "mark"), [("examples", "'"), ("counters", "")])
def test_every_example_of_a_formula(key: str, mark: str) -> None:
    cells = load_toml("sheets.toml")[key]
    assert len(cells) > 5
    assert [guarded(cell) for cell in cells] == [mark + cell for cell in cells]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "'  @SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-2", "'-2"),
        ("＝1", "'＝1"),
        ("– сказав", "– сказав"),
        ("2+2", "2+2"),
        (("+а", "б"), "'+а; б"),
        (None, ""),
        (0.5, 0.5),
    ],
)
def test_guarded(cell: object, shown: object) -> None:
    assert guarded(cell) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize("source", ["built", "hostile"])
def test_parquet_holds_the_rows_as_they_are(request: pytest.FixtureRequest, tmp_path: Path, source: str) -> None:
    out: Path = request.getfixturevalue(source)
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        missing("pyarrow is not installed: pip install 'kg-uk[tables]'")
    export(out, "parquet", tmp_path / "a.parquet")
    table = parquet.read_table(tmp_path / "a.parquet")
    expected = [
        {key: list(cell) if isinstance(cell, tuple) else cell for key, cell in row.items()} for row in rows(out)
    ]
    assert table.to_pylist() == expected
    assert str(table.schema.field("date").type) == "date32[day]"
