"""Folders, names, ids, links, standard input and what is missing."""

import io
import itertools
import json
import os
import sys
from pathlib import Path, PurePath

import pytest

from kg.errors import InputError
from kg.ingest import Sources, read
from kg.ingest.files import Found, ids_of
from kg.model import Article
from tests.ingest.reads import SENTENCE, outcome, written


def ids(*sources: str | Path) -> list[str]:
    articles, errors = outcome(*sources)
    assert not errors
    return [one.id for one in articles]


def test_a_folder_is_walked_in_order_of_names(tmp_path: Path) -> None:
    for name in ("б/2.txt", "б/1.md", "а.txt", "в.txt", "README.md", "б/readme.txt", "LICENSE", ".git/x.txt", ".x.txt"):
        written(tmp_path, name, f"{name} {SENTENCE}")
    written(tmp_path, "б/3.jsonl", [json.dumps({"id": "j", "text": SENTENCE})])
    assert ids(tmp_path) == ["а", "1", "2", "j", "в"]


def test_an_empty_text_names_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "а.txt", SENTENCE)
    monkeypatch.chdir(tmp_path)
    articles, errors = outcome("", " ")
    assert not articles
    assert [str(one) for one in errors] == ["'': no path: an empty text", "' ': no path: an empty text"]


def test_a_named_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    assert ids(written(tmp_path, "README.md", SENTENCE)) == ["README"]
    assert ids(written(tmp_path, "нотатка.2025", SENTENCE)) == ["нотатка"]
    assert ids(written(tmp_path, "нотатка", SENTENCE)) == ["нотатка"]


def test_ids_of_one_name_are_paths(tmp_path: Path) -> None:
    for name in ("а/новина.txt", "б/новина.txt", "б/в/новина.txt", "інша.txt"):
        written(tmp_path, name, f"{name} {SENTENCE}")
    assert ids(tmp_path) == ["а-новина", "б-в-новина", "б-новина", "інша"]


def test_files_without_a_name_have_ids() -> None:
    files = [Found(Path(place), PurePath()) for place in ("a.zip", "b/a.zip")]
    assert sorted(ids_of(files).values()) == ["a.zip", "b-a.zip"]


def test_ids_do_not_depend_on_the_order_of_sources(tmp_path: Path) -> None:
    first, second = (written(tmp_path, f"{name}/новина.txt", f"{name} {SENTENCE}") for name in "аб")
    one = {article.id: article.text for article in outcome(first, second)[0]}
    other = {article.id: article.text for article in outcome(second, first)[0]}
    assert one == other
    assert len(one) == 2


def test_two_suffixes_of_one_name(tmp_path: Path) -> None:
    written(tmp_path, "а.txt", "Перша.")
    written(tmp_path, "а.md", "Друга.")
    assert ids(tmp_path) == ["а.md", "а.txt"]


def test_folders_of_one_form(tmp_path: Path) -> None:
    for name in ("1", "2"):
        written(tmp_path, f"{name}/а.txt", f"{name}.")
    found = ids(tmp_path / "1", tmp_path / "2")
    assert [one.endswith(end) for one, end in zip(found, ("-1-а.txt", "-2-а.txt"), strict=True)] == [True, True]


def test_a_file_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path, "а.txt", SENTENCE)
    (tmp_path / "б.txt").symlink_to(path)
    assert ids(tmp_path, path, str(path)) == ["а"]


def test_a_record_with_the_id_of_a_file(tmp_path: Path) -> None:
    text = written(tmp_path, "а.txt", SENTENCE)
    lines = written(tmp_path, "б.jsonl", [json.dumps({"id": "а", "text": "Інше."})])
    articles, errors = outcome(text, lines)
    assert len(articles) == 1
    assert errors == [f"{lines}: article 'а': another article has this id already"]


def test_files_without_a_reader_in_a_folder_are_told(tmp_path: Path) -> None:
    written(tmp_path, "а.docx", SENTENCE)
    written(tmp_path, "б.txt", SENTENCE)
    articles, (error,) = outcome(tmp_path)
    assert [one.id for one in articles] == ["б"]
    assert error == f"{tmp_path}/а.docx: no reader for '.docx'; name the file itself to read it as text"


def test_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "порожня").mkdir()
    (tmp_path / "нікуди.txt").symlink_to(tmp_path / "нема")
    good = written(tmp_path, "а.txt", SENTENCE)
    sources: list[str | Path] = [
        tmp_path / "нема.txt",
        "https://example.org/a",
        tmp_path / "порожня",
        tmp_path / "нікуди.txt",
        good,
    ]
    articles, errors = outcome(*sources, "a\0b")
    assert [one.id for one in articles] == ["а"]
    assert errors == [
        f"{tmp_path}/нема.txt: no such file or folder",
        "https:/example.org/a: no such file: pages are not fetched, save them and name the files",
        f"{tmp_path}/порожня: no articles in the folder",
        f"{tmp_path}/нікуди.txt: a link that leads nowhere",
        "a\ufffdb: no path: embedded null byte",
    ]


def test_links(tmp_path: Path) -> None:
    """Links to folders are followed, those in a circle told, each file read once."""
    written(tmp_path, "top/б/а.txt", SENTENCE)
    written(tmp_path, "other/в.txt", SENTENCE + " Далі.")
    top = tmp_path / "top"
    (top / "б" / "loop").symlink_to(top)
    (top / "again").symlink_to(top / "б")
    (top / "out").symlink_to(tmp_path / "other")
    (top / "broken.txt").symlink_to(top / "none")
    (top / "self.txt").symlink_to(top / "self.txt")
    articles, errors = outcome(top)
    assert [(one.id, one.text) for one in articles] == [("а", SENTENCE), ("в", SENTENCE + " Далі.")]
    assert errors == [
        f"{top}/again/loop: a link back to a folder that it stands in",
        f"{top}/broken.txt: a link that leads nowhere",
        f"{top}/self.txt: a broken link: Too many levels of symbolic links",
    ]


def test_links_that_multiply_paths_cost_nothing(tmp_path: Path) -> None:
    """Thirty folders, each with two links to the next: a thousand million paths to one file."""
    folders = [tmp_path / f"{number:02}" for number in range(30)]
    for folder, after in itertools.pairwise(folders):
        folder.mkdir()
        (folder / "а").symlink_to(after)
        (folder / "б").symlink_to(after)
    written(folders[-1], "новина.txt", SENTENCE)
    assert ids(tmp_path) == ["новина"]


def test_devices_and_pipes_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    written(tmp_path, "а.txt", SENTENCE)
    articles, (error,) = outcome(tmp_path)
    assert [one.id for one in articles] == ["а"]
    assert error == f"{tmp_path}/pipe.txt: is no file but a device, pipe or socket"


def test_a_device_without_end_is_refused() -> None:
    articles, (error,) = outcome("/dev/zero")
    assert not articles
    assert error.startswith("/dev/zero: is larger than")


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As another user's files are: opening and listing are refused."""
    secret = written(tmp_path, "secret.txt", SENTENCE)
    folder = written(tmp_path, "secrets/а.txt", SENTENCE).parent
    real_open, real_iterdir = Path.open, Path.iterdir

    def refuse(path: Path, *rest: object) -> object:
        if path in (secret, folder):
            raise PermissionError(13, "Permission denied")
        return real_open(path, *rest) if path.is_file() else real_iterdir(path)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "iterdir", refuse)
    articles, errors = outcome(tmp_path)
    assert not articles
    assert errors == [f"{folder}: cannot be listed: Permission denied", f"{secret}: cannot be read: Permission denied"]


def test_names_that_are_no_text_make_ids_that_are(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xec\xb3\xf1\xf2\n.txt")
    written(tmp_path, name, SENTENCE)
    (article,), _ = outcome(tmp_path)
    assert article.id.isprintable()
    assert article.id.encode()
    assert outcome(tmp_path / (name + "x"))[1][0].endswith("no such file or folder")


class Stdin:
    """Standard input as tests of the command line give it."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SENTENCE.encode(), ["stdin"]),
        (SENTENCE.encode("cp1251", "replace"), ["stdin"]),
        (f"date 2025-11-15 {SENTENCE}".encode("utf-16"), ["stdin"]),
        (b'{"id": "a", "text": "A."}\n{"id": "b", "text": "B."}', ["a", "b"]),
        ('\ufeff {"id": "a", "text": "A."}'.encode(), ["a"]),
        ('{"id": "a", "text": "A."}'.encode("utf-16"), ["a"]),
        (f"<!DOCTYPE html><html><body><article><p>{SENTENCE}</p></article></body></html>".encode(), ["stdin"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, expected: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    assert ids("-", "-") == expected


def test_standard_input_that_is_closed_or_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert outcome("-") == ([], ["stdin: cannot be read: standard input is closed"])
    monkeypatch.setattr(sys, "stdin", Stdin(b""))
    assert outcome("-") == ([], ["stdin: holds no text"])


def test_a_real_pipe(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b'{"id": "a", "text": "A."}\n')
    os.close(writing)
    try:
        assert ids(f"/dev/fd/{reading}") == ["a"]
    finally:
        os.close(reading)


def test_articles_come_one_by_one(tmp_path: Path) -> None:
    """The first article is there before the bad line after it is read."""
    path = written(tmp_path, "a.jsonl", [json.dumps({"id": "0", "text": SENTENCE}), "{"])
    errors: list[InputError] = []
    assert next(read([path], errors.append)).id == "0"
    assert not errors


def fail(error: InputError) -> None:
    """Nothing may be wrong."""
    raise error


def read_all(given: Sources) -> tuple[list[str], list[str]]:
    """Ids of the articles, and the errors."""
    errors: list[InputError] = []
    return [one.id for one in read(given, errors.append)], [str(one) for one in errors]


def test_a_single_path_is_one_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one.txt", "other.txt"):
        written(tmp_path, name, f"{name} {SENTENCE}")
    assert read_all("one.txt") == read_all(Path("one.txt")) == (["one"], [])
    assert read_all("none.txt") == ([], ["none.txt: no such file or folder"])


def test_articles_are_sources(tmp_path: Path) -> None:
    path = written(tmp_path, "а.txt", SENTENCE)
    made = Article("b", SENTENCE, "2025-11-15T10:00")
    assert list(read(made, fail)) == [Article("b", SENTENCE, "2025-11-15")]
    assert list(read(read(path, fail), fail)) == [Article("а", SENTENCE)]
    assert read_all([made, path, Article("c", SENTENCE)]) == (["b", "а", "c"], [])
    wrong = [Article("b", ""), Article("c", 5), made, Article("b", "Інше."), Article("", "Т.")]  # type: ignore[arg-type]
    assert read_all(wrong) == (
        ["b"],
        [
            "b: article 'b': `text` is empty",
            "c: article 'c': `text` must be text, not 5",
            "b: article 'b': another article has this id already",
            "Article object: `id` is missing",
        ],
    )
