"""Parquet: columns, types, row groups, and files and rows that are broken."""

import datetime
import gzip
import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from kg.ingest import MAX_CHARACTERS
from kg.model import Article
from tests.conftest import missing
from tests.ingest.reads import SENTENCE, outcome, written

try:
    import pyarrow
    from pyarrow import parquet
except ImportError:
    missing("pyarrow is not installed: pip install 'kg-uk[tables]'")

DAY = datetime.date(2025, 11, 15)


def table(folder: Path, name: str = "a.parquet", size: int = 2, **columns: Any) -> Path:
    """A file with these columns in row groups of `size` rows."""
    parquet.write_table(pyarrow.table(columns), folder / name, row_group_size=size)
    return folder / name


def test_all_columns(tmp_path: Path) -> None:
    path = table(
        tmp_path, id=["a", "b"], date=["2025-11-15", None], outlet=["Вісник", ""], title=["Міст", None],
        url=["https://example.org/a", None], text=[f"{SENTENCE}\r\nДалі.", SENTENCE], note=[1, 2],
    )  # fmt: skip
    assert outcome(path) == (
        [
            Article("a", f"{SENTENCE}\r\nДалі.", "2025-11-15", "Вісник", "Міст", "https://example.org/a"),
            Article("b", SENTENCE),
        ],
        [],
    )


@pytest.mark.parametrize(
    "dates",
    [
        pyarrow.array([DAY]),
        pyarrow.array([datetime.datetime(2025, 11, 15, 9, 30)], pyarrow.timestamp("ns")),  # noqa: DTZ001
        pyarrow.array([datetime.datetime(2025, 11, 15, 9, 30)], pyarrow.timestamp("ms", "UTC")),  # noqa: DTZ001
        pyarrow.array(["2025-11-15T09:30:00"]).dictionary_encode(),
    ],
    ids=["day", "nanoseconds", "zone", "dictionary"],
)
def test_types(tmp_path: Path, dates: Any) -> None:
    texts = pyarrow.array([SENTENCE], pyarrow.large_string())
    assert outcome(table(tmp_path, ID=pyarrow.array([7], pyarrow.int32()), Text=texts, date=dates)) == (
        [Article("7", SENTENCE, "2025-11-15")],
        [],
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("b", None, "article 'b': `text` is missing"),
        ("", SENTENCE, "`id` is missing"),
        ("b", "", "article 'b': `text` is empty"),
        ("b", "a\0b", "article 'b': `text` holds NUL characters"),
        ("b", "ї" * (MAX_CHARACTERS + 1), "article 'b': the text is longer than 1,000,000 characters"),
    ],
    ids=range(5),
)
def test_a_bad_row_is_an_error_and_the_rest_is_read(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    path = table(tmp_path, id=["a", "c", name, "d"], text=[SENTENCE, SENTENCE, text, SENTENCE])
    articles, errors = outcome(path)
    assert [one.id for one in articles] == ["a", "c", "d"]
    (error,) = errors
    assert error.startswith(f"{path}:3: {message}")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    broken = pyarrow.array([b"\xff\xfe\xff", SENTENCE.encode()]).view(pyarrow.string())
    articles, errors = outcome(table(tmp_path, id=["a", "b"], text=broken))
    assert [one.id for one in articles] == ["b"]
    assert len(errors) == 1
    assert f"{tmp_path / 'a.parquet'}:1: a cell that cannot be read" in errors[0]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"id": ["a"]}, "must have the columns `id` and `text`"),
        ({"id": ["a"], "text": ["b"], " Text": ["c"]}, "names the column `text` twice"),
    ],
)
def test_other_columns(tmp_path: Path, columns: dict[str, list[str]], message: str) -> None:
    articles, (error,) = outcome(table(tmp_path, "a.parquet", 2, **columns))
    assert not articles
    assert message in error


def test_no_parquet_and_a_cut_file(tmp_path: Path) -> None:
    whole = table(tmp_path, id=["a", "b"], text=[SENTENCE, SENTENCE]).read_bytes()
    for number, content in enumerate((b"", b"PAR1", whole[:-30], whole[30:], SENTENCE.encode())):
        articles, (error,) = outcome(written(tmp_path, f"{number}.parquet", content))
        assert not articles
        assert "a broken Parquet file" in error


def test_a_broken_row_group_loses_no_row_before_it(tmp_path: Path) -> None:
    names = [f"a{number}" for number in range(4 * 64)]
    texts = [f"{SENTENCE} {number}" for number in range(4 * 64)]
    path = table(tmp_path, size=64, id=names, text=texts)
    place = parquet.ParquetFile(path).metadata.row_group(2).column(1).data_page_offset
    data = bytearray(path.read_bytes())
    data[place : place + 60] = bytes(60)
    path.write_bytes(data)
    articles, (error,) = outcome(path)
    assert [one.id for one in articles] == names[:128]
    assert "a broken Parquet file" in error


def test_not_from_archives(tmp_path: Path) -> None:
    path = table(tmp_path, id=["a"], text=[SENTENCE])
    packed = written(tmp_path, "b.parquet.gz", gzip.compress(path.read_bytes()))
    assert "cannot be read from an archive" in outcome(packed)[1][0]


def test_memory_does_not_grow_with_what_is_repeated(tmp_path: Path) -> None:
    rows = 400
    text = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * rows, pyarrow.int32()), ["ї" * 900_000])
    path = table(tmp_path, size=rows, id=[str(number) for number in range(rows)], text=text)
    assert path.stat().st_size < 3_000_000  # 720 MB of text
    tracemalloc.start()
    before = pyarrow.total_allocated_bytes()
    highest = count = 0
    for one in _read(path):
        count += 1
        assert len(one.text) == 900_000
        highest = max(highest, pyarrow.total_allocated_bytes() - before)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == rows
    assert highest + peak < 60_000_000


def _read(path: Path) -> Any:
    from kg.ingest import read

    return read([path], lambda error: pytest.fail(str(error)))


def test_random_bytes_within(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["a"], "text": [SENTENCE]}), buffer)
    whole = buffer.getvalue()
    for place in range(4, len(whole) - 8, 7):
        data = bytearray(whole)
        data[place] ^= 0x55
        outcome(written(tmp_path, "r.parquet", bytes(data)))  # an article or one-line errors, nothing raised
