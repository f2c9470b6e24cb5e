"""The page asks for nothing, says nothing, runs nothing that the news brings, and is the same for the same input."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.view import page
from kg.view.build import safe_url
from tests.view import sample
from tests.view.conftest import Seen

Look = Callable[..., Seen]


@pytest.mark.parametrize("name", ["seed", "hostile", "60-200"])
def test_one_file_without_requests_or_messages(look: Look, name: str) -> None:
    seen = look(name)
    for key in ("v", "t", "t", "d", "l", "?"):
        seen.page.keyboard.press(key)
    seen.page.wait_for_timeout(200)
    assert seen.requests == [seen.file.as_uri()]
    assert seen.messages == []


def test_news_text_never_runs(look: Look) -> None:
    seen = look("hostile")
    everything = [one["id"] for one in seen.picture("nodes")] + [one["id"] for one in seen.picture("edges")]
    assert len(everything) > 15
    for state in ("", "&level=claims", "&table=1", *(f"&select={one}" for one in everything)):
        seen.page.evaluate(
            "state => { location.hash = state; dispatchEvent(new PopStateEvent('popstate')); }", "language=en" + state
        )
    for question in ("dispute", "undenied"):
        seen.page.select_option("#questions", question)
    assert seen.page.evaluate("window.hit") is None
    assert seen.page.eval_on_selector_all("script, style, link, meta", "all => all.length") == 3 + 1 + 0 + 4
    assert seen.page.eval_on_selector_all("img, iframe, object, embed, base, form", "all => all.length") == 0
    assert seen.page.eval_on_selector_all("a:not(.skip)", "all => all.map(one => one.protocol)") == []
    handlers = "all => all.flatMap(one => [...one.attributes]).filter(one => one.name.startsWith('on')).length"
    assert seen.page.eval_on_selector_all("*", handlers) == 0
    assert seen.messages == []


def test_long_names_and_direction_marks_stay_in_their_place(look: Look) -> None:
    seen = look("hostile", "level=actors")
    long = seen.node("Б" * 10_000)
    seen.page.evaluate("id => { location.hash = 'select=' + id; }", long)
    seen.page.wait_for_selector("#panel h2")
    assert "Б" * 10_000 in (seen.page.text_content("#panel h2") or "")
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert all(one["w"] < 420 for one in seen.picture("nodes"))
    assert seen.page.eval_on_selector_all("#panel h2 bdi", "all => all.length") == 1


def test_policy_stops_scripts_that_are_not_the_pages_own(look: Look) -> None:
    seen = look("seed")
    policy = seen.page.get_attribute('meta[http-equiv="Content-Security-Policy"]', "content") or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline'" not in policy.split("style-src")[0]
    seen.page.evaluate(
        "() => { const one = document.createElement('script');"
        " one.textContent = 'window.hit = 9'; document.body.append(one); }"
    )
    assert seen.page.evaluate("window.hit") is None
    assert any("Content Security Policy" in one for one in seen.messages)


def test_links_are_http_only_and_tell_nothing(look: Look) -> None:
    seen = look("seed")
    seen.click(seen.node(sample.ALIBABA))
    links = seen.page.eval_on_selector_all("#panel a", "all => all.map(one => [one.href, one.rel, one.target])")
    assert links and all(one == ["https://example.org/a?b=1&c=2", "noopener noreferrer", "_blank"] for one in links)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http:", "//example.org", "", None, "http://["]
)
def test_other_addresses_are_dropped(url: str | None) -> None:
    assert safe_url(url) is None


def test_the_file_is_plain_and_holds_no_markup_of_the_news(pages: Callable[[str], Path]) -> None:
    text = pages("hostile").read_text(encoding="utf-8")
    around = re.sub(r"<script.*?</script>", "", text, flags=re.S)
    assert not re.search(r"<img|<b>|<script|://", around)
    assert len(re.findall(r"</script>", text)) == 3


def test_same_input_same_bytes() -> None:
    articles, lines = sample.synthetic(40, 120)
    cluster = sample.by_name(lines).__getitem__
    one = page(articles, lines, cluster)
    other = page(reversed(articles), reversed(lines), cluster)
    assert hashlib.sha256(one.encode()).digest() == hashlib.sha256(other.encode()).digest()
