"""JSON Lines: every bad line is an error of its own, and the rest is read."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest import MAX_CHARACTERS
from kg.model import Article
from tests.ingest.reads import SENTENCE, outcome, written


def line(**fields: object) -> str:
    return json.dumps({"id": "b", "text": SENTENCE} | fields)


def test_all_fields(tmp_path: Path) -> None:
    fields = {"date": "2025-11-15", "outlet": "Вісник", "title": "Міст", "url": "https://example.org/a"}
    path = written(tmp_path, "a.jsonl", [line(**fields, more=[1]), "", line(id=7, title="", date=None)])
    assert outcome(path) == (
        [Article("b", SENTENCE, "2025-11-15", "Вісник", "Міст", "https://example.org/a"), Article("7", SENTENCE)],
        [],
    )


def test_the_text_is_not_touched(tmp_path: Path) -> None:
    text = " date 2025-11-15\r\n \ufeffтекст\u2028\x0b\n"
    (article,), _ = outcome(written(tmp_path, "a.jsonl", [line(text=text)]))
    assert article.text == text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-11-15", "2025-11-15"),
        (" 2025-11-15T23:59:00+02:00", "2025-11-15"),
        ("2025-11-15 10:00", "2025-11-15"),
        ("", None),
    ],
)
def test_dates(tmp_path: Path, given: str, expected: str | None) -> None:
    (article,), _ = outcome(written(tmp_path, "a.jsonl", [line(date=given)]))
    assert article.date == expected


BAD = {
    '{"id": "b", "text": "Мерія пов': "no whole JSON object: Unterminated string starting at",
    '{"id": "b"} {"id": "c"}': "no whole JSON object: Extra data",
    "[1, 2]": "a JSON list where an object",
    "null": "a JSON NoneType where an object",
    "{}": "`id` is missing",
    line(id=""): "`id` is missing",
    line(id=True): "`id` must be text, not True",
    line(id=1.5): "`id` must be text, not 1.5",
    line(id="а\nб"): "`id` must be one line",
    line(id=" б"): "`id` must be one line of at most 500 characters without white space around it",
    line(id="б" * 501): "`id` must be one line",
    line(id="\ud800"): "`id` holds half of a surrogate pair",
    '{"id": "b"}': "article 'b': `text` is missing",
    line(text=None): "article 'b': `text` is missing",
    line(text=["a"]): "article 'b': `text` must be text, not list",
    line(text=5): "article 'b': `text` must be text, not 5",
    line(text=" \n"): "article 'b': `text` is empty",
    line(text="a\0b"): "article 'b': `text` holds NUL characters",
    line(text="міст \ud800 міст"): "article 'b': `text` holds half of a surrogate pair",
    line(text="ї" * (MAX_CHARACTERS + 1)): "article 'b': the text is longer than 1,000,000 characters",
    line(date="15.11.2025"): "article 'b': no date of the form YYYY-MM-DD: '15.11.2025'",
    line(date="2025-13-01"): "article 'b': no date of the form YYYY-MM-DD: '2025-13-01'",
    line(date=20251115): "article 'b': no date of the form YYYY-MM-DD: 20251115",
    line(outlet={"name": "Вісник"}): "article 'b': `outlet` must be text, not dict",
    line(title=2025): "article 'b': `title` must be text, not 2025",
    line(title="a" * 10_001): "article 'b': `title` is longer than 10,000 characters",
    line(url="\udfff"): "article 'b': `url` holds half of a surrogate pair",
    "[" * 100_000: "JSON that cannot be read",
    '{"id": ' + "9" * 5000 + "}": "JSON that cannot be read",
    "x" * 14_000_000: "the line is too long for an article",
}


@pytest.mark.parametrize(("bad", "message"), BAD.items(), ids=range(len(BAD)))
def test_a_bad_line_is_an_error_and_the_rest_is_read(tmp_path: Path, bad: str, message: str) -> None:
    path = written(tmp_path, "a.jsonl", [line(id="a"), bad, line(id="c")])
    articles, (error,) = outcome(path)
    assert [one.id for one in articles] == ["a", "c"]
    assert error.startswith(f"{path}:2: {message}")
    assert len(error) < 400


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    content = json.dumps({"id": "b", "text": SENTENCE}, ensure_ascii=False) + "\n"
    assert outcome(written(tmp_path, "a.jsonl", content.encode(encoding))) == ([Article("b", SENTENCE)], [])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x1f\x8b\x08\x00abc", "a.jsonl: is no text but a gzip archive"),
        (line().encode("utf-16")[:-1], "a.jsonl: is utf-16, but broken"),
        (bytes(300), "a.jsonl: is no text"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, content: bytes, message: str) -> None:
    articles, (error,) = outcome(written(tmp_path, "a.jsonl", content))
    assert not articles
    assert message in error


def test_a_file_of_another_form_is_told_in_few_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", [SENTENCE] * 5000)
    articles, errors = outcome(path)
    assert not articles
    assert len(errors) == 101
    assert errors[-1] == f"{path}: no article in 5,000 lines: the file is no JSON Lines"


def test_an_article_after_many_bad_lines_is_not_lost(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", ["{"] * 150 + [line(), "{", line(id="c")])
    articles, errors = outcome(path)
    assert [one.id for one in articles] == ["b", "c"]
    assert len(errors) == 102
    assert errors[100] == f"{path}:150: this and 49 lines before it hold no article either"
    assert errors[101].startswith(f"{path}:152: ")


def test_many_bad_lines_after_a_good_one_are_all_told(tmp_path: Path) -> None:
    articles, errors = outcome(written(tmp_path, "a.jsonl", [line(), *["{"] * 300, line(id="c")]))
    assert (len(articles), len(errors)) == (2, 300)


def test_an_id_that_comes_twice(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", [line(), line(), line(text="Інше."), line(date="2025-11-15"), line(id="c")])
    articles, errors = outcome(path)
    assert [one.id for one in articles] == ["b", "c"]
    assert errors == [f"{path}: article 'b': another article has this id already"] * 2


valid_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)


@given(text=valid_text, escaped=st.booleans())
def test_offsets_survive_writing_and_reading(tmp_path: Path, text: str, escaped: bool) -> None:
    first = Article("b", text)
    content = json.dumps(first.to_json(), ensure_ascii=escaped) + "\n"
    (again,), errors = outcome(written(tmp_path, "a.jsonl", content))
    assert (again, again.sha256, errors) == (first, first.sha256, [])


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
records = st.dictionaries(st.sampled_from(["id", "date", "outlet", "title", "url", "text"]), values)
pieces = records.map(lambda one: json.dumps(one).encode()) | st.binary(max_size=40) | st.just(line().encode())


@given(lines=st.lists(pieces, max_size=8), cut=st.integers(0, 30))
def test_whatever_the_lines_are_nothing_is_raised(tmp_path: Path, lines: list[bytes], cut: int) -> None:
    data = b"\n".join(lines)
    articles, _ = outcome(written(tmp_path, "a.jsonl", data[: len(data) - cut]))
    assert len({one.id for one in articles}) == len(articles)
    assert all(one.text.strip() and one.text.encode() for one in articles)
