"""CSV: columns, dialects, and rows that are broken."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest import MAX_CHARACTERS
from kg.model import Article
from tests.ingest.reads import SENTENCE, outcome, written


def test_all_columns(tmp_path: Path) -> None:
    content = (
        "id,date,outlet,title,url,text\r\n"
        f'a,2025-11-15,Вісник,"Міст, ""новий""",https://example.org/a,"{SENTENCE}\r\nДалі."\r\n'
        f'b,,,,,"{SENTENCE}"\r\n'
    )
    assert outcome(written(tmp_path, "a.csv", content)) == (
        [
            Article("a", f"{SENTENCE}\r\nДалі.", "2025-11-15", "Вісник", 'Міст, "новий"', "https://example.org/a"),
            Article("b", SENTENCE),
        ],
        [],
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_dialects(tmp_path: Path, delimiter: str, encoding: str) -> None:
    content = f'"ID"{delimiter}Text {delimiter}note\n1{delimiter}"{SENTENCE}"{delimiter}-\n'
    (article,), errors = outcome(written(tmp_path, "a.tsv", content.encode(encoding)))
    assert (article, errors) == (Article("1", SENTENCE), [])


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        (["b,2025-11-15"], 3, "2 fields where the heading has 3"),
        (["b,2025-11-15,Мерія, міст"], 3, "4 fields where the heading has 3"),
        ([",2025-11-15,Міст."], 3, "`id` is missing"),
        (["b,2025-11-15,"], 3, "article 'b': `text` is empty"),
        (["b,15/11/25,Міст."], 3, "article 'b': no date of the form YYYY-MM-DD: '15/11/25'"),
        (['b,2025-11-15,"Газета "Вісник" пише"'], 3, "a quotation mark within a field"),
        (['b,2025-11-15,"Мерія повідомила'], 3, "a quotation mark is opened and never closed"),
        (["b,2025-11-15,a\0b"], 3, "article 'b': `text` holds NUL characters"),
        (["b,2025-11-15,a\rb"], 3, "no row of CSV"),
        (["b,2025-11-15," + "ї" * (MAX_CHARACTERS + 1)], 3, "article 'b': the text is longer than 1,000,000"),
        (["b,2025-11-15," + "ї" * 2_200_000], 3, "the row is too long for an article"),
        (["b,2025-11-15," + "x" * 14_000_000], 3, "line 3 is too long for an article"),
        (["", "", "b"], 5, "1 fields where the heading has 3"),
    ],
    ids=range(13),
)
def test_a_bad_row_is_an_error_and_the_rest_is_read(tmp_path: Path, rows: list[str], line: int, message: str) -> None:
    path = written(tmp_path, "a.csv", ["id,date,text", "a,,Перша.", *rows, "c,,Третя.", "d,,Четверта."])
    articles, errors = outcome(path)
    assert [one.id for one in articles] == ["a", "c", "d"]
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}:{line}: {message}")


def test_an_open_quotation_mark_before_quoted_rows_costs_its_row_alone(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", ["id,text", 'a,"Перша', 'b,"Друга."', 'c,"Третя."', 'd,"Четверта'])
    articles, errors = outcome(path)
    assert [one.id for one in articles] == ["b", "c"]
    assert [error.removeprefix(f"{path}:").split(":")[0] for error in errors] == ["2", "5"]


def test_a_long_field_is_no_error(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    (article,), errors = outcome(written(tmp_path, "a.csv", ["id,text", f'a,"{"ї" * MAX_CHARACTERS}"']))
    assert (len(article.text), errors) == (MAX_CHARACTERS, [])
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "a.csv:1: the first line must name the columns `id` and `text`"),
        ("a,b\n1,2\n", "a.csv:1: the first line must name the columns"),
        ("id,text,text\n1,2,3\n", "a.csv:1: the first line names a column twice"),
        (b"PK\x03\x04...", "a.csv: is no text but a ZIP archive or an office document"),
    ],
)
def test_files_that_are_no_table(tmp_path: Path, content: str | bytes, message: str) -> None:
    articles, (error,) = outcome(written(tmp_path, "a.csv", content))
    assert not articles
    assert message in error


def test_many_open_quotation_marks_take_no_quadratic_time(tmp_path: Path) -> None:
    rows = [f'{number},"Рядок {number}' for number in range(20_000)]
    articles, errors = outcome(written(tmp_path, "a.csv", ["id,text", "a,Перша.", *rows]))
    assert (len(articles), len(errors)) == (1, 20_000)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)


@given(contents=st.lists(texts, min_size=1, max_size=4))
def test_what_csv_writes_is_read(tmp_path: Path, contents: list[str]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text"), *enumerate(contents)])
    articles, errors = outcome(written(tmp_path, "a.csv", buffer.getvalue()))
    assert (articles, errors) == ([Article(str(index), text) for index, text in enumerate(contents)], [])


@given(body=st.text(st.sampled_from('a1ї",;\n\r\0 '), max_size=80))
def test_whatever_the_rows_are_nothing_is_raised(tmp_path: Path, body: str) -> None:
    articles, _ = outcome(written(tmp_path, "a.csv", "id,text\n" + body))
    assert json.dumps([one.to_json() for one in articles], ensure_ascii=False).encode()
