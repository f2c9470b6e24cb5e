"""Saved pages, hostile ones too."""

import builtins
import time
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.reads import SENTENCE, outcome, written

MORE = "Роботи тривали два роки й коштували дванадцять мільйонів гривень, каже підрядник."
BODY = f"<article><h1>Міст відкриють</h1><p>{SENTENCE}</p><p>{MORE}</p></article>"


def page(body: str = BODY, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="uk"><head><title>Міст</title>{head}</head><body>{body}</body></html>'


def test_a_page_with_metadata(tmp_path: Path) -> None:
    head = (
        '<meta property="og:title" content="Міст відкриють"><meta property="og:site_name" content="Вісник">'
        '<meta property="article:published_time" content="2025-11-15T10:00:00+02:00">'
        '<link rel="canonical" href="https://example.org/mist">'
    )
    (article,), errors = outcome(written(tmp_path, "сторінка.html", page(head=head)))
    assert not errors
    assert SENTENCE in article.text
    assert MORE in article.text
    assert "<" not in article.text
    assert (article.id, article.date, article.outlet) == ("сторінка", "2025-11-15", "Вісник")
    assert (article.title, article.url) == ("Міст відкриють", "https://example.org/mist")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (article,), _ = outcome(written(tmp_path, "a.htm", page().encode(encoding)))
    assert SENTENCE in article.text


def test_scripts_are_not_text(tmp_path: Path) -> None:
    bad = f"<script>alert('x')</script><style>p{{}}</style><!-- секрет -->{BODY}<img src=x onerror=alert(1)>"
    (article,), _ = outcome(written(tmp_path, "a.html", page(bad)))
    assert SENTENCE in article.text
    assert not any(word in article.text for word in ("alert", "секрет", "p{"))


BOMB = (
    '<!DOCTYPE html [<!ENTITY a0 "лол">'
    + "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12))
    + "]>"
)


@pytest.mark.parametrize(
    "content",
    [
        page("<div>" * 100_000 + SENTENCE),
        page("<b><i>" * 10_000 + SENTENCE),
        page("<table><tr><td>" * 5000 + SENTENCE),
        BOMB + page("<article><p>&a11;</p></article>"),
        page("<p " + 'a="1" ' * 100_000 + ">"),
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + page(f"<article><p>&x;</p><p>{SENTENCE}</p></article>"),
    ],
    ids=["div", "inline", "table", "entities", "attributes", "external"],
)
def test_hostile_pages_end_soon(tmp_path: Path, content: str) -> None:
    started = time.monotonic()
    articles, errors = outcome(written(tmp_path, "a.html", content))
    assert len(articles) + len(errors) == 1
    assert time.monotonic() - started < 30
    assert not any("root:" in one.text or "лоллол" in one.text for one in articles)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no text"),
        (page(""), "no article was found in the page"),
        ("просто слова", "no article was found in the page"),
        (page("<p>міст</p>" * 30_001), "more than 30,000 elements"),
        (page("<!-- " + "x" * 5_000_000 + "-->"), "is larger than 5,000,000 bytes"),
        (b"\x89PNG\r\n", "is no text but an image"),
    ],
    ids=range(6),
)
def test_what_is_refused(tmp_path: Path, content: str | bytes, message: str) -> None:
    path = written(tmp_path, "a.html", content)
    articles, (error,) = outcome(path)
    assert not articles
    assert error.startswith(f"{path}: ")
    assert message in error


def test_without_trafilatura_the_message_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] == "trafilatura":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    _, (error,) = outcome(written(tmp_path, "a.html", page()))
    assert error.endswith("reading HTML needs the extra `html`: pip install 'kg-uk[html]'")
