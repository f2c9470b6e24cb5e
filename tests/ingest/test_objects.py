"""Object storage: one object, all under a prefix, their ids, and what goes wrong."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ingest import objects
from tests.ingest import s3_server
from tests.ingest.reads import SENTENCE, outcome, written

pytest.importorskip("pyarrow.fs")


def lines(*names: str) -> bytes:
    return "".join(json.dumps({"id": name, "text": f"{name} {SENTENCE}"}) + "\n" for name in names).encode()


def zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("у архіві.txt", f"ZIP {SENTENCE}")
    return data.getvalue()


def parquet() -> bytes:
    import pyarrow
    from pyarrow.parquet import write_table

    data = io.BytesIO()
    write_table(pyarrow.table({"id": ["p1", "p2"], "text": [f"{one} {SENTENCE}" for one in "аб"]}), data)
    return data.getvalue()


OBJECTS = {
    "news/2024/а/feed.jsonl": lines("f1", "f2"),
    "news/2024/a b+c.txt": f"Пробіл {SENTENCE}".encode(),
    "news/2024/day.jsonl.gz": gzip.compress(lines("g1")),
    "news/2024/pack.zip": zipped(),
    "news/2024/table.parquet": parquet(),
    "news/2024/README.md": b"about",
    "news/2024/.hidden/x.txt": b"hidden",
    "news/2024/photo.jpg": b"\xff\xd8\xff\xe0 picture",
    "news/2025/feed.jsonl": lines("later"),
    "other/denied.txt": b"secret",
    "other/open.txt": f"Відкрито {SENTENCE}".encode(),
    "alone/docs/README.md": b"about",
    "alone/photos/photo.jpg": b"\xff\xd8\xff\xe0 picture",
    "odd/a//b.txt": SENTENCE.encode(),
    "odd/x\a.txt": f"Один {SENTENCE}".encode(),
    "odd/x\b.txt": f"Другий {SENTENCE}".encode(),
    "odd/y.txt": f"Інше {SENTENCE}".encode(),
}


@pytest.fixture(autouse=True)
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The objects behind a server on this machine."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "one")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "other")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with s3_server.serving(OBJECTS, {"other/denied.txt"}) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        objects._system.cache_clear()
        yield
        objects._system.cache_clear()


def ids(*sources: str | Path) -> list[str]:
    return [one.id for one in outcome(*sources)[0]]


def test_one_object_of_each_form() -> None:
    assert ids("s3://news/2024/а/feed.jsonl") == ["f1", "f2"]
    assert ids("s3://news/2024/a b+c.txt") == ["a b+c"]
    assert ids("s3://news/2024/day.jsonl.gz") == ["g1"]
    assert ids("s3://news/2024/pack.zip") == ["у архіві"]
    assert ids("s3://news/2024/table.parquet") == ["p1", "p2"]
    assert outcome("s3://news/2024/a b+c.txt")[0][0].text == f"Пробіл {SENTENCE}"


@pytest.mark.parametrize("source", ["s3://news/2024", "s3://news/2024/"])
def test_all_objects_under_a_prefix(source: str) -> None:
    articles, errors = outcome(source)
    assert [one.id for one in articles] == ["a b+c", "g1", "у архіві", "p1", "p2", "f1", "f2"]
    assert errors == ["s3://news/2024/photo.jpg: no reader for '.jpg'; name the object itself to read it as text"]


def test_a_bucket_beside_files_and_each_object_once(tmp_path: Path) -> None:
    path = written(tmp_path, "open.txt", f"Тут {SENTENCE}")
    articles, errors = outcome("s3://other", path, "s3://other/open.txt")
    assert [one.text.split()[0] for one in articles] == ["Відкрито", "Тут"]
    assert len({one.id for one in articles}) == 2
    assert len(errors) == 1


def test_faults_are_one_line_each() -> None:
    _, errors = outcome("s3://news/none.txt", "s3://nowhere/x", "s3://nowhere", "s3://", "s3://other/denied.txt")
    found = sorted(errors)
    assert [one.split(": ")[0] for one in found] == [
        "s3://",
        "s3://news/none.txt",
        "s3://nowhere/x",
        "s3://nowhere",
        "s3://other/denied.txt",
    ]
    assert "names no bucket" in found[0]
    assert "no such object" in found[1]
    assert "no such object" in found[2]
    assert "cannot be listed" in found[3]
    assert "cannot be read: AWS Error" in found[4]


def test_what_stands_alone_under_a_prefix_is_read_as_among_others() -> None:
    assert outcome("s3://alone/docs") == ([], ["s3://alone/docs: no articles under that name"])
    articles, [first, second] = outcome("s3://alone/photos")
    assert articles == []
    assert "no reader for '.jpg'" in first
    assert "no articles" in second


def test_keys_that_are_no_paths() -> None:
    articles, errors = outcome("s3://odd")
    assert [one.text.split()[0] for one in articles] == ["Один", "Інше"]
    assert len(errors) == 2
    assert errors[0].startswith("s3://odd/a//b.txt: cannot be read: ")
    assert "another article has this id" in errors[1]
    assert "cannot be listed" in outcome("s3://odd//x")[1][0]


def test_a_storage_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    objects._system.cache_clear()
    [error] = outcome("s3://news/2024")[1]
    assert error.startswith("s3://news/2024: cannot be listed")
