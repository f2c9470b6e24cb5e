"""Web archives: a page is an article, anything else is passed over or told."""

import gzip
import random
from collections.abc import Iterable
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from tests.ingest.reads import SENTENCE, outcome, written

PAGE = (
    "<html><head><title>Міст</title><meta property='og:site_name' content='Вісник'></head>"
    "<body><article><p>{text}</p><p>Про це пише «Вісник» у своєму ранковому огляді новин міста.</p></article></body>"
    "</html>"
)
Answer = tuple[str, str, str, bytes]
"""Address, status, content type, body."""


def warc(answers: Iterable[Answer], packed: bool = False) -> bytes:
    """A WARC file with these answers, each a gzip member of its own where it is packed."""
    records = [_record(*answer) for answer in answers]
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def _record(address: str, status: str, kind: str, body: bytes) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-11-15T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, address)}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def page(address: str, text: str = SENTENCE, encoding: str = "utf-8") -> Answer:
    """A sound page."""
    return address, "200 OK", f"text/html; charset={encoding}", PAGE.format(text=text).encode(encoding)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_are_articles(tmp_path: Path, name: str) -> None:
    answers = [
        page("https://example.org/1"),
        ("https://example.org/old", "301 Moved", "text/html", b"<html></html>"),
        ("https://example.org/a.png", "200 OK", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("https://example.org/empty", "200 OK", "text/html", b"<html><body></body></html>"),
        page("https://example.org/2", f"Друга. {SENTENCE}", "utf-16"),
    ]
    path = written(tmp_path, name, warc(answers, name.endswith(".gz")))
    articles, errors = outcome(path)
    assert [one.id for one in articles] == ["https://example.org/1", "https://example.org/2"]
    assert all(SENTENCE in one.text and "<" not in one.text for one in articles)
    assert [one.url for one in articles] == [one.id for one in articles]
    assert errors == [f"{path}: page 'https://example.org/empty': no article was found in the page"]


def test_a_cut_file_keeps_what_came_before(tmp_path: Path) -> None:
    noise = random.Random(1)
    pages = [page(f"https://example.org/{number}", f"{number}. {SENTENCE}") for number in range(20)]
    pages = [(*one[:3], one[3] + f"<!-- {noise.randbytes(2000).hex()} -->".encode()) for one in pages]
    path = written(tmp_path, "a.warc.gz", warc(pages, packed=True)[:-40])
    articles, errors = outcome(path)
    assert 5 < len(articles) < 20
    assert len(errors) <= 2 and errors[-1].startswith(f"{path}: a broken archive")


def test_what_is_no_warc(tmp_path: Path) -> None:
    path = written(tmp_path, "a.warc", SENTENCE * 20)
    articles, errors = outcome(path)
    assert not articles
    assert len(errors) == 1 and errors[0] == f"{path}: is no WARC file"


def test_gzip_of_a_text_named_warc(tmp_path: Path) -> None:
    path = written(tmp_path, "a.warc.gz", gzip.compress(SENTENCE.encode() * 20))
    assert len(outcome(path)[1]) == 1


def test_a_fault_of_ours_is_not_one_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("of ours")

    path = written(tmp_path, "a.warc", warc([page("https://example.org/1")], packed=False))
    monkeypatch.setattr("kg.ingest.warc.article_of", broken)
    with pytest.raises(ValueError, match="of ours"):
        outcome(path)
