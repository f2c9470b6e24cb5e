"""Archives: their files are read as files are; bombs, ways out and broken ones are told and cost nothing else."""

import gzip
import io
import json
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest import Input, reading
from kg.ingest.archives import FREE, read_zip
from kg.model import Article
from tests.ingest.reads import SENTENCE, outcome, written


def line(name: str, text: str = SENTENCE) -> str:
    """An article as a line."""
    return json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n"


def zipped(folder: Path, files: dict[str, bytes | str], name: str = "a.zip") -> Path:
    """An archive with these files."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in files.items():
            archive.writestr(zipfile.ZipInfo(one), content, zipfile.ZIP_DEFLATED)
    return path


def test_gzip(tmp_path: Path) -> None:
    written(tmp_path, "a.jsonl.gz", gzip.compress((line("1") + "{\n" + line("2")).encode()))
    written(tmp_path, "b.txt.gz", gzip.compress(f"date 2025-11-15 {SENTENCE}".encode()))
    written(tmp_path, "c.gz", gzip.compress(line("3").encode()))
    articles, errors = outcome(tmp_path)
    assert [one.id for one in articles] == ["1", "2", "b", "3"]
    assert articles[2].date == "2025-11-15"
    assert len(errors) == 1 and errors[0].startswith(f"{tmp_path}/a.jsonl.gz:2: no whole JSON object")


def test_gzip_of_several_parts_is_one_file(tmp_path: Path) -> None:
    parts = gzip.compress(line("1").encode()) + gzip.compress(line("2").encode())
    assert [one.id for one in outcome(written(tmp_path, "a.jsonl.gz", parts))[0]] == ["1", "2"]


def test_zip(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "2/новина.txt": f"2 {SENTENCE}",
        "1/новина.txt": f"1 {SENTENCE}",
        "рядки.jsonl": line("j") + "{\n",
        "README.md": SENTENCE,
        ".git/a.txt": SENTENCE,
        "__MACOSX/._a.txt": b"\0\1",
        "office.docx": b"PK",
    }
    path = zipped(tmp_path, files)
    articles, errors = outcome(path)
    assert [one.id for one in articles] == ["1-новина", "2-новина", "j"]
    assert sorted(errors) == [
        f"{path}/office.docx: no reader for '.docx'",
        f"{path}/рядки.jsonl:2: no whole JSON object: Expecting property name enclosed in double quotes at character 2",
    ]


@pytest.mark.parametrize("name", ["../../зло.txt", "/etc/зло.txt", "..\\зло.txt", "C:\\зло.txt", "а/../../зло.txt"])
def test_paths_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    articles, errors = outcome(zipped(tmp_path / "in", {name: SENTENCE, "добро.txt": SENTENCE}))
    assert [one.id for one in articles] == ["добро"]
    assert len(errors) == 1 and errors[0].endswith(": a path that leads out of the archive")
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.zip"]


def bomb(size: int, first: bytes = b"") -> bytes:
    """A gzip archive of so many zeros after `first`."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as file:
        file.write(first)
        for _ in range(size // 1_000_000):
            file.write(b"0" * 1_000_000)
    return packed.getvalue()


@pytest.mark.parametrize("form", ["jsonl.gz", "txt.gz", "zip"])
def test_bombs_end_soon(tmp_path: Path, form: str) -> None:
    packed = bomb(10 * FREE, line("1").encode())
    path = written(tmp_path, f"a.{form}", packed)
    if form == "zip":
        path = zipped(tmp_path, {"a.jsonl": gzip.decompress(packed)})
    tracemalloc.start()
    begin = time.monotonic()
    _, errors = outcome(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(errors) == 1
    assert ("times its size" in errors[0]) == ("larger than" not in errors[0])
    assert peak < 60_000_000 and time.monotonic() - begin < 60


def test_what_was_read_before_a_fault_is_kept(tmp_path: Path) -> None:
    packed = gzip.compress("".join(line(str(number)) for number in range(5000)).encode())
    articles, errors = outcome(written(tmp_path, "a.jsonl.gz", packed[:-2000]))
    assert len(articles) > 100
    assert len(errors) == 1 and "a broken archive" in errors[0]


def test_an_archive_within_an_archive(tmp_path: Path) -> None:
    inner = gzip.compress(SENTENCE.encode())
    one = zipped(tmp_path, {"б.txt.gz": inner})
    two = written(tmp_path, "в.zip.gz", inner)
    assert outcome(one, two)[1] == [
        f"{one}/б.txt.gz: an archive within an archive: unpack it first",
        f"{two}: an archive within an archive: unpack it first",
    ]


def test_an_encrypted_file(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"а.txt": SENTENCE})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert outcome(path)[1] == [f"{path}/а.txt: is encrypted: unpack the archive first"]


@given(cut=st.integers(0, 400), place=st.integers(0, 400), byte=st.integers(0, 255))
def test_broken_archives_raise_nothing(tmp_path: Path, cut: int, place: int, byte: int) -> None:
    sound = {
        "a.zip": zipped(tmp_path, {"а.jsonl": line("1"), "б.txt": SENTENCE}, "sound.zip").read_bytes(),
        "a.jsonl.gz": gzip.compress((line("1") + line("2")).encode(), mtime=0),
    }
    for name, data in sound.items():
        broken = bytearray(data[: max(1, len(data) - cut)])
        broken[place % len(broken)] = byte
        articles, errors = outcome(written(tmp_path, name, bytes(broken)))
        assert articles or errors


@pytest.mark.parametrize("form", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_broken_packings_of_other_kinds_are_told(tmp_path: Path, form: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", form) as archive:
        archive.writestr("а.jsonl", "".join(line(str(number)) for number in range(50)))
    data = bytearray(path.read_bytes())
    middle = slice(len(data) // 2 - 40, len(data) // 2)
    data[middle] = bytes(byte ^ 0xFF for byte in data[middle])
    path.write_bytes(bytes(data))
    assert any(one.startswith(f"{path}/а.jsonl: a broken archive") for one in outcome(path)[1])


@pytest.mark.parametrize("fault", [ValueError, RuntimeError, EOFError])
def test_a_fault_of_a_reader_is_not_one_of_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def broken(source: Input, on_error: object) -> Iterator[Article]:
        yield Article(source.id, source.read_bytes(1000).decode())
        raise fault("of the reader")

    monkeypatch.setattr(reading, "reader", lambda suffix: read_zip if suffix == ".zip" else broken)
    articles = reading.read([zipped(tmp_path, {"а.txt": SENTENCE})], lambda error: pytest.fail(str(error)))
    assert next(articles).text == SENTENCE
    with pytest.raises(fault, match="of the reader"):
        next(articles)
