"""The page by keyboard alone, on a phone, and for those who see or hear it differently."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.view import sample
from tests.view.conftest import Seen

Look = Callable[..., Seen]


def test_tab_reaches_every_control(look: Look) -> None:
    seen = look("seed")
    seen.page.click("#filter-box summary")
    wanted = set(
        seen.page.eval_on_selector_all(
            "button[id], input[id], select[id], #graph, summary",
            "all => all.filter(one => one.checkVisibility()).map(one => one.id || one.textContent)",
        )
    )
    reached = set()
    for _ in range(80):
        seen.page.keyboard.press("Tab")
        name = seen.page.evaluate("document.activeElement.id || document.activeElement.textContent")
        reached.add(name)
        if name not in ("", "graph"):
            width = seen.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
            assert width >= 2, f"no visible focus on {name}"
    assert wanted <= reached


def test_the_picture_is_walked_with_arrows(look: Look) -> None:
    seen = look("seed")
    seen.page.focus("#graph")
    said = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        seen.page.keyboard.press(key)
        said.append(seen.page.inner_text("#status"))
    assert len(set(said)) >= 3 and all(": " in one for one in said)
    seen.page.keyboard.press("Enter")
    assert said[-1].split(": ")[1] in seen.page.inner_text("#panel h2")
    seen.page.keyboard.press("e")
    assert seen.page.evaluate("document.activeElement.id") == "panel"
    seen.page.keyboard.press("Escape")
    assert seen.page.is_hidden("#panel") and seen.page.evaluate("document.activeElement.id") == "graph"


def test_keys_reach_every_view(look: Look) -> None:
    seen = look("seed")
    seen.page.keyboard.press("v")
    assert seen.page.get_attribute("#level-claims", "aria-pressed") == "true"
    seen.page.keyboard.press("t")
    assert seen.page.is_visible("#table table")
    seen.page.keyboard.press("t")
    seen.page.keyboard.press("/")
    assert seen.page.evaluate("document.activeElement.id") == "search"
    seen.page.keyboard.type("vt?")
    seen.page.keyboard.press("Escape")
    assert seen.page.evaluate("document.activeElement.id") == "graph"
    before = seen.picture("scale")
    seen.page.keyboard.press("+")
    assert seen.picture("scale") > before
    seen.page.keyboard.press("?")
    assert seen.page.is_visible("#keys dt")
    seen.page.keyboard.press("Escape")
    assert seen.page.is_hidden("#keys")


def test_changes_are_announced(look: Look) -> None:
    seen = look("seed")
    assert seen.page.get_attribute("#panel", "aria-live") == "polite"
    assert seen.page.get_attribute("#status", "role") == "status"
    unnamed = (
        "all => all.filter(one => one.checkVisibility() && !(one.getAttribute('aria-label') || one.textContent.trim()"
        " || one.labels?.length)).map(one => one.outerHTML)"
    )
    assert seen.page.eval_on_selector_all("button, input, select", unnamed) == []


def test_a_phone_shows_everything(look: Look) -> None:
    seen = look("seed", phone=True)
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seen.page.evaluate("document.getElementById('graph').getBoundingClientRect().height") > 300
    seen.click(seen.node(sample.ALIBABA))
    panel = seen.page.locator("#panel").bounding_box()
    assert panel and panel["width"] == 390 and panel["height"] > 300
    seen.page.click("#legend-box summary")
    assert seen.page.is_visible("#show-denies")


def test_a_phone_shows_the_words_of_the_table_without_scrolling_aside(look: Look) -> None:
    seen = look("seed", "table=1", phone=True)
    words = seen.page.locator("td.content").first.bounding_box()
    assert words and words["x"] >= 0 and words["x"] + words["width"] <= 390 and words["width"] > 250
    assert seen.page.is_visible("#sort-source")


def test_a_phone_draws_what_it_has_room_for(look: Look) -> None:
    seen = look("500-1000", phone=True)
    assert len(seen.picture("nodes")) == 30 and len(seen.picture("names")) >= 24
    on_top = "box => document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).id"
    for name in ("zoom-in", "zoom-out", "zoom-fit"):
        assert seen.page.evaluate(on_top, seen.page.locator(f"#{name}").bounding_box()) == name
    seen.page.click("#status button")
    assert len(seen.picture("nodes")) == 90


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", ["", "level=claims&question=dispute", "table=1"])
def test_axe_finds_nothing_serious(look: Look, serious: Callable[[Any], list[Any]], state: str, theme: str) -> None:
    seen = look("seed", f"{state}&theme={theme}")
    seen.page.click("#filter-box summary")
    if "question" not in state and "table" not in state:
        seen.click(seen.node(sample.ALIBABA))
    assert serious(seen.page) == []
