"""Fetching from a real server: what comes out, what is asked for again, and servers that mean no good."""

import gzip
import json
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import StoreError
from kg.fetch import Limits, Outcome, addresses, fetch
from kg.fetch.state import opened
from tests.cli.run import kg as run_kg
from tests.fetch.server import ARTICLE, Page, Site, answer, article, moved, serving


@pytest.fixture
def site() -> Iterator[Site]:
    """A server whose host allows everything."""
    with serving() as found:
        yield found


def get(*sources: str, to: Path, **limits: Any) -> tuple[Outcome, list[str]]:
    """A run without pauses, this computer allowed; its errors as lines without the server's address."""
    errors: list[str] = []
    given = {"pause": 0.0, "seconds": 5.0, "private": True} | limits
    outcome = fetch(sources, to, Limits(**given), lambda error: errors.append(error.reason))
    assert all(one.isprintable() for one in errors)
    return outcome, errors


def stored(folder: Path) -> list[dict[str, Any]]:
    """The articles that a run has written."""
    path = folder / "articles.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_a_feed_becomes_articles_that_are_read(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/a": article("Міст готовий"), "/b": article("Міст відкрито")}
    assert get(site.lists("/a", "/b"), to=tmp_path) == (Outcome(articles=2), [])
    first, second = kg.read_articles([tmp_path], lambda error: pytest.fail(str(error)))
    assert (first.id, first.url, first.title) == (f"{site.address}/a", f"{site.address}/a", "Міст готовий")
    assert first.outlet == "Луговий вісник"
    assert "речниця мерії Олена Коваль" in first.text
    assert second.title == "Міст відкрито"


def test_nothing_is_asked_for_twice(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/a": article("Міст"), "/b": article("Ще міст")}
    get(site.lists("/a"), to=tmp_path)
    assert get(site.lists("/a", "/b"), to=tmp_path)[0] == Outcome(articles=1)
    assert site.paths() == ["/rss.xml", "/a", "/rss.xml", "/b"]
    assert len(stored(tmp_path)) == 2


def validated(body: str, etag: str) -> Page:
    """A page that answers 304 to who has it."""

    def page(request: BaseHTTPRequestHandler) -> None:
        if request.headers["If-None-Match"] == etag:
            answer("", status=304)(request)
        else:
            answer(body, headers={"ETag": etag, "Last-Modified": "Sat, 15 Nov 2025 09:00:00 GMT"})(request)

    return page


def test_conditional_requests(site: Site, tmp_path: Path) -> None:
    source = site.lists("/a")
    feed = f'<rss version="2.0"><channel><item><link>{site.address}/a</link></item></channel></rss>'
    site.pages["/rss.xml"] = validated(feed, '"f1"')
    site.pages["/a"] = validated(ARTICLE.format(title="Міст", more=""), '"a1"')
    get(source, to=tmp_path)
    assert get(source, to=tmp_path, known=True) == (Outcome(unchanged=1), [])
    path, headers = site.asked[-1]
    assert (path, headers["If-Modified-Since"]) == ("/a", "Sat, 15 Nov 2025 09:00:00 GMT")
    site.pages["/a"] = validated(ARTICLE.format(title="Міст", more="Оновлено: рух відкрито."), '"a2"')
    assert get(source, to=tmp_path, known=True)[0] == Outcome(articles=1)
    (only,) = stored(tmp_path)
    assert "рух відкрито" in only["text"]


def test_a_run_goes_on_where_the_last_one_stopped(site: Site, tmp_path: Path) -> None:
    source = site.lists(*(f"/{number}" for number in range(5)))
    site.pages |= {f"/{number}": article(f"Міст {number}") for number in range(5)}

    def interrupt(_stage: str, done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch([source], tmp_path, Limits(pause=0, private=True), progress=interrupt)
    assert len(stored(tmp_path)) == 2
    assert get(source, to=tmp_path, pages=2)[0] == Outcome(articles=2, left=1)
    assert get(source, to=tmp_path)[0] == Outcome(articles=1)
    assert [path for path in site.paths() if path != "/rss.xml"] == ["/0", "/1", "/2", "/3", "/4"]


def test_all_known_pages_come_to_be_asked_again(site: Site, tmp_path: Path) -> None:
    source = site.lists("/0", "/1", "/2")
    site.pages |= {f"/{number}": article(f"Міст {number}") for number in range(3)}
    get(source, to=tmp_path)
    for _ in range(3):
        get(source, to=tmp_path, known=True, pages=2)
    assert [path for path in site.paths() if path != "/rss.xml"][3:] == ["/0", "/1", "/2", "/0", "/1", "/2"]


def test_a_page_that_failed_and_has_not_changed_is_done(site: Site, tmp_path: Path) -> None:
    source = site.lists("/a")
    site.pages["/a"] = page = validated(ARTICLE.format(title="Міст", more=""), '"a1"')
    get(source, to=tmp_path)
    site.pages["/a"] = answer("", status=500)
    assert get(source, to=tmp_path, known=True)[0] == Outcome(errors=1, left=1)
    site.pages["/a"] = page
    assert get(source, to=tmp_path)[0] == Outcome(unchanged=1)
    assert get(source, to=tmp_path)[0] == Outcome()


def test_unchanged_since_never_is_an_error(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = answer("", status=304)
    assert get(site.lists("/a"), to=tmp_path) == (Outcome(errors=1), ["answered 304"])


def test_sitemaps_packed_and_nested(site: Site, tmp_path: Path) -> None:
    inner = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/a</loc><n:news>'
        "<n:publication_date>2025-11-15T23:30:00+02:00</n:publication_date></n:news></url></urlset>"
    )
    index = (
        "<sitemapindex><sitemap><loc>/in.xml.gz</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap></sitemapindex>"
    )
    site.pages |= {
        "/index.xml": answer(index, "text/xml"),
        "/in.xml.gz": answer(gzip.compress(inner.encode()), "application/gzip"),
        "/a": article("Міст"),
    }
    assert get(f"{site.address}/index.xml", to=tmp_path) == (Outcome(articles=1), [])
    assert stored(tmp_path)[0]["date"] == "2025-11-15"
    assert site.paths() == ["/index.xml", "/in.xml.gz", "/a"]


def test_a_file_of_addresses(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = article("Міст")
    path = tmp_path / "list.txt"
    path.write_text(
        f"# сторінки\n\n{site.address}/a\n{site.address}/a#kommentar\nftp://example.org/b\nfile:///etc/passwd\n"
    )
    outcome, errors = get(str(path), to=tmp_path / "out")
    assert outcome == Outcome(articles=1, errors=2)
    assert all("only addresses that begin with http" in one for one in errors)
    assert site.paths() == ["/a"]


def test_robots(site: Site, tmp_path: Path) -> None:
    site.pages |= {
        "/robots.txt": answer("User-agent: *\nDisallow: /hidden\n\nUser-agent: kg-uk\nDisallow: /*.php$\n"),
        "/hidden": article("Таємниця"),
        "/b.php": article("Скрипт"),
        "/to": moved("/b.php"),
    }
    assert get(site.lists("/hidden", "/b.php", "/to"), to=tmp_path) == (
        Outcome(articles=1, errors=2),
        ["robots.txt forbids it", "robots.txt forbids it"],
    )
    assert "/b.php" not in site.paths()


@pytest.mark.parametrize("status", [500, 429])
def test_a_host_that_does_not_say_is_left_alone(site: Site, tmp_path: Path, status: int) -> None:
    source = site.lists("/a")
    site.pages["/robots.txt"] = answer("", status=status)
    outcome, errors = get(source, to=tmp_path)
    assert outcome == Outcome(errors=1)
    assert errors == [f"nothing of its host is fetched, whose robots.txt answered {status}"]
    assert site.paths() == []


def test_pause_between_requests(site: Site, tmp_path: Path) -> None:
    site.pages |= {
        "/a": article("Міст"),
        "/b": article("Ще"),
        "/robots.txt": answer("User-agent: *\nCrawl-delay: 0.4\n"),
    }
    begin = time.monotonic()
    get(site.lists("/a", "/b"), to=tmp_path, pause=0.1)
    assert time.monotonic() - begin >= 0.9  # robots.txt, then three requests, 0.1 and 0.4 s apart


def test_too_many_requests_ends_the_visit(site: Site, tmp_path: Path) -> None:
    site.pages |= {"/a": answer("", status=429), "/b": article("Міст")}
    outcome, errors = get(site.lists("/a", "/b"), to=tmp_path)
    assert outcome == Outcome(errors=2, left=2)
    assert errors == ["answered 429", "its host asked to come back later"]
    site.pages["/a"] = article("Міст")
    assert get(site.lists("/a", "/b"), to=tmp_path)[0] == Outcome(articles=2)


def only_first_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes 127.0.0.1 for a public address, as a server out there would have."""
    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda one: one == "127.0.0.1" or real(one))


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/a",
        "http://[::1]:{port}/a",
        "http://2130706434:{port}/a",
        "http://169.254.169.254/latest",
    ],
)
def test_no_way_into_a_private_network(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    only_first_is_public(monkeypatch)
    port = site.address.rpartition(":")[2]
    site.pages |= {"/to": moved(target.format(port=port)), "/a": article("Таємниця")}
    outcome, errors = get(site.lists("/to"), to=tmp_path, private=False)
    assert outcome == Outcome(errors=1)
    assert errors[0].endswith("no host of the public network (--allow-private)")
    assert "/a" not in site.paths()


def test_this_computer_is_not_asked_unless_allowed(site: Site, tmp_path: Path) -> None:
    outcome, _ = get(site.lists("/a"), to=tmp_path, private=False)
    assert outcome == Outcome(errors=1)
    assert site.asked == []


def test_a_name_is_looked_up_once(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that gives a public address first and a private one afterwards gains nothing."""
    only_first_is_public(monkeypatch)
    port = int(site.address.rpartition(":")[2])
    given = iter(["127.0.0.1"] + 50 * ["127.0.0.2"])
    real = socket.getaddrinfo

    def lookup(host: Any, *rest: Any, **more: Any) -> list[Any]:
        if host != "news.example":
            return real(host, *rest, **more)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(given), port))]

    monkeypatch.setattr("kg.fetch.addresses.socket.getaddrinfo", lookup)
    source = site.lists("/a").replace("127.0.0.1", "news.example")
    get(source, to=tmp_path, private=False)
    assert [path for path, _ in site.asked][:1] == ["/robots.txt"]
    assert all(headers["Host"] == f"news.example:{port}" for _, headers in site.asked)


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("file:///etc/passwd", "leads to what is not fetched: only addresses that begin with http"),
        ("http://user:word@127.0.0.1/", "leads to what is not fetched: an address with a user name"),
        ("/to", "leads on more than 5 times"),
        ("http://:80/", "leads to what is not fetched: only addresses"),
    ],
)
def test_redirects(site: Site, tmp_path: Path, to: str, message: str) -> None:
    site.pages["/to"] = moved(to)
    outcome, errors = get(site.lists("/to"), to=tmp_path)
    assert outcome == Outcome(errors=1)
    assert errors[0].startswith(message)


def endless(request: BaseHTTPRequestHandler) -> None:
    """A body without end, whose length is not said."""
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    for _ in range(2_000):
        request.wfile.write(b"10000\r\n" + bytes(0x10000) + b"\r\n")


def drip(request: BaseHTTPRequestHandler) -> None:
    """A header a byte at a time."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        request.wfile.write(b"a")
        time.sleep(0.1)


BOMB = gzip.compress(bytes(100_000_000))
"""A hundred megabytes of zeros."""


def broken_off(request: BaseHTTPRequestHandler) -> None:
    """Less than was said."""
    request.send_response(200)
    request.send_header("Content-Length", "5000")
    request.end_headers()
    request.wfile.write(b"<html>")
    request.close_connection = True


def garbage(request: BaseHTTPRequestHandler) -> None:
    """No HTTP at all."""
    request.wfile.write(b"\0garbage\r\n\r\n")
    request.close_connection = True


HOSTILE: list[tuple[Page, str]] = [
    (endless, "is larger than 5,000,000 bytes"),
    (drip, "took longer than 2 s"),
    (answer(BOMB, headers={"Content-Encoding": "gzip"}), "is larger than 5,000,000 bytes"),
    (broken_off, "cannot be fetched"),
    (answer(b"", headers={"Content-Encoding": "br"}), "cannot be read: packed as 'br'"),
    (answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "cannot be read"),
    (answer("", status=403), "answered 403"),
    (answer("<html><body></body></html>"), "no article was found in the page"),
    (answer("<p>" * 40_000), "the page has more than 30,000 elements"),
    (garbage, "cannot be fetched"),
]


@pytest.mark.parametrize(("page", "message"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_page_costs_itself_alone(site: Site, tmp_path: Path, page: Page, message: str) -> None:
    site.pages |= {"/bad": page, "/good": article("Міст")}
    outcome, errors = get(site.lists("/bad", "/good"), to=tmp_path, seconds=2.0)
    assert (outcome.articles, outcome.errors) == (1, 1)
    assert errors[0].startswith(message)


LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ха'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip
FEEDS = {
    "entities": (LAUGHS + "<rss><channel><item><title>&j;</title><link>/good</link></item></channel></rss>", 1),
    "file": (
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
        "<rss><channel><item><title>&x;</title><link>/good</link></item></channel></rss>",
        1,
    ),
    "cut off": ("<rss><channel><item><title>Міст</title><link>/good</link></item><item><tit", 1),
    "atom": ('<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="good"/></entry></feed>', 1),
    "no address": ("<rss><channel><item><title>Міст</title></item></channel></rss>", 0),
    "script": ("<rss><channel><item><link>javascript:alert(1)</link></item></channel></rss>", 0),
    "sitemap entities": (LAUGHS.replace("rss", "urlset")
        + "<urlset><url><loc>/good</loc></url><url><loc>&j;</loc></url></urlset>", 1),
    "sitemap cut off": ("<urlset><url><loc>/good</loc></url><url><lo", 1),
    "page": ("<html><body>Новини</body></html>", 0),
    "nothing": ("", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_broken_and_hostile_feeds(site: Site, tmp_path: Path, name: str) -> None:
    body, articles = FEEDS[name]
    site.pages |= {"/feed": answer(body, "text/xml"), "/good": article("Міст")}
    begin = time.process_time()
    outcome, _ = get(f"{site.address}/feed", to=tmp_path)
    assert outcome.articles == articles
    assert outcome.articles or outcome.errors or name == "no address"
    assert time.process_time() - begin < 10
    assert "root:" not in json.dumps(stored(tmp_path))
    assert all(len(one["title"]) < 100 for one in stored(tmp_path))


def test_one_run_at_a_time_and_a_broken_state(site: Site, tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(StoreError, match="another kg fetch"):
        get(site.lists("/a"), to=tmp_path)
    (tmp_path / ".fetch.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    with pytest.raises(StoreError, match="to begin anew"):
        get(site.lists("/a"), to=tmp_path)


def test_articles_of_others_are_left_alone(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = article("Міст")
    mine = tmp_path / "articles.jsonl"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="not written by kg fetch"):
        get(site.lists("/a"), to=tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [mine.name]
    assert mine.read_text(encoding="utf-8") == "mine"


def test_the_command(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = article("Міст")
    command = ("fetch", site.lists("/a", "/b"), "--to", "feed", "--pause", "0")
    done = run_kg(*command, cwd=tmp_path)
    assert done.returncode == 1
    assert "is on 127.0.0.1, no host of the public network (--allow-private)" in done.stderr
    done = run_kg(*command, "--allow-private", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"  {site.address}/b: answered 404" in done.stderr
    assert "1 new articles; 0 pages unchanged, 1 errors, 0 pages left" in done.stderr
    assert run_kg("extract", "feed", cwd=tmp_path).stdout.count('"statements"') == 1
