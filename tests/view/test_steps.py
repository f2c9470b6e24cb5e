"""What a click, a key or the back button does: neighbourhoods are seen, edges can be hit, steps come back."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.view import sample
from tests.view.conftest import Seen

Look = Callable[..., Seen]

MISSING = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const graph = document.getElementById("graph"), canvas = graph.querySelector("canvas"), c = canvas.getContext("2d");
  const room = graph.getBoundingClientRect(), ratio = canvas.width / canvas.clientWidth;
  const paper = (x, y) => {
    const at = [(x - room.x) * ratio, (y - room.y) * ratio].map(Math.round);
    return Math.min(...c.getImageData(...at, 1, 1).data) > 245;
  };
  return graph.picture.nodes().filter(({ id }) => {
    const { x, y } = graph.picture.at(id);
    const inside = x > room.left && x < room.right && y > room.top && y < room.bottom;
    return !inside || [-6, -3, 0, 3, 6].every((aside) => paper(x + aside, y - 4));
  }).map(({ label }) => label);
}"""
"""The nodes of which the canvas shows nothing: no tint of a card or a sign where they stand."""


def test_panels_hold_no_bare_text(look: Look) -> None:
    seen = look("seed")
    bare = "panel => [...panel.childNodes].filter(one => one.nodeType === Node.TEXT_NODE).map(one => one.textContent)"
    every = [str(one["id"]) for what in ("nodes", "edges") for one in seen.picture(what)]
    for state in (*(f"select={one}" for one in every), "question=denials", "level=claims&select=" + every[0]):
        seen.page.evaluate("s => { location.hash = s; dispatchEvent(new PopStateEvent('popstate')); }", state)
        assert seen.page.eval_on_selector("#panel", bare) == [], state


@pytest.mark.parametrize("level", ["actors", "claims"])
def test_the_canvas_shows_each_neighbour(look: Look, level: str) -> None:
    seen = look("60-200", f"level={level}")
    seen.page.evaluate("id => { location.hash += '&select=' + id; }", seen.picture("nodes")[5]["id"])
    seen.page.wait_for_selector("#panel h2")
    for key in "f123":
        seen.page.keyboard.press(key)
        assert seen.page.evaluate(MISSING) == [], key


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_all_neighbours_lie_beside_the_panel(look: Look, motion: str) -> None:
    """Also where the first click of two has set the view on its way."""
    seen = look("60-200", reduced_motion=motion)
    at = seen.picture("at", seen.picture("nodes")[5]["id"])
    seen.page.mouse.dblclick(at["x"], at["y"])
    seen.page.wait_for_selector("#crumbs .crumb")
    for depth in "123":
        seen.page.keyboard.press(depth)
        seen.page.wait_for_timeout(100 if motion == "reduce" else 600)
        box = seen.page.locator("#graph").bounding_box()
        panel = seen.page.locator("#panel").bounding_box()
        assert box and panel
        for one in seen.picture("nodes"):
            at = seen.picture("at", one["id"])
            assert box["x"] < at["x"] < panel["x"] and box["y"] < at["y"] < box["y"] + box["height"], one["label"]


def press(seen: Seen, key: str, code: str, **more: Any) -> None:
    """A key as the browser tells of it."""
    seen.page.evaluate(
        "one => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { ...one, bubbles: true }))",
        {"key": key, "code": code, **more},
    )


def test_letter_keys_work_on_a_ukrainian_keyboard(look: Look) -> None:
    seen = look("seed")
    press(seen, "м", "KeyV")
    assert seen.page.get_attribute("#level-claims", "aria-pressed") == "true"
    press(seen, "е", "KeyT")
    assert seen.page.is_visible("#table table")
    press(seen, "е", "KeyT")
    press(seen, ",", "Slash", shiftKey=True)
    assert seen.page.is_visible("#keys dt")
    seen.page.keyboard.press("Escape")
    press(seen, ".", "Slash")
    assert seen.page.evaluate("document.activeElement.id") == "search"


def test_a_letter_of_another_latin_keyboard_is_what_it_says(look: Look) -> None:
    """A K that stands at the place of V does nothing; V itself works wherever it is, in capitals too."""
    seen = look("seed")
    press(seen, "k", "KeyV")
    assert seen.page.get_attribute("#level-claims", "aria-pressed") == "false"
    press(seen, "V", "Period")
    assert seen.page.get_attribute("#level-claims", "aria-pressed") == "true"


def test_an_edge_is_hit_within_some_pixels_of_the_screen(look: Look) -> None:
    """From afar as well: where the tip stands, a click opens the edge that it tells of."""
    seen = look("seed")
    while seen.picture("scale") > 0.25:
        seen.page.keyboard.press("-")
    edge = next(one for one in seen.picture("edges") if one["type"] == "demands")
    nodes = {one["id"]: one for one in seen.picture("nodes")}
    ends = [nodes[edge["from"]], nodes[edge["to"]]]
    away = (ends[0]["x"] - ends[1]["x"], ends[0]["y"] - ends[1]["y"])
    length = (away[0] ** 2 + away[1] ** 2) ** 0.5
    at = seen.picture("at", edge["id"])
    places = [(at["x"] - away[1] / length * off, at["y"] + away[0] / length * off) for off in range(-14, 15, 2)]
    hit = []
    for x, y in places:
        seen.page.mouse.move(x, y)
        seen.page.wait_for_timeout(30)
        if seen.page.is_visible("#tip"):
            hit.append((x, y))
    assert len(hit) >= 6
    seen.page.mouse.click(*hit[-1])
    assert seen.page.is_visible("#panel h2.pair")


def _length(seen: Seen) -> int:
    return int(seen.page.evaluate("history.length"))


def test_a_filter_is_a_step_back(look: Look) -> None:
    seen = look("seed")
    before = _length(seen)
    seen.page.uncheck("#show-denies")
    seen.page.uncheck("#show-declines")
    assert _length(seen) == before + 2
    seen.page.go_back()
    assert seen.page.is_checked("#show-declines") and not seen.page.is_checked("#show-denies")


def test_a_search_is_one_step_back(look: Look) -> None:
    seen = look("seed")
    before = _length(seen)
    seen.page.fill("#search", "")
    seen.page.type("#search", "посольство", delay=60)
    seen.page.wait_for_selector("#crumbs .crumb")
    seen.page.keyboard.press("Enter")
    assert _length(seen) == before + 1
    seen.page.go_back()
    assert seen.page.input_value("#search") == "" and len(seen.picture("nodes")) > 8


def test_a_double_click_is_one_step_back(look: Look) -> None:
    seen = look("seed")
    before, every = _length(seen), len(seen.picture("nodes"))
    at = seen.picture("at", seen.node("Посольство КНР у Вашингтоні"))
    seen.page.mouse.dblclick(at["x"], at["y"])
    seen.page.wait_for_selector("#crumbs .crumb")
    assert _length(seen) == before + 1
    seen.page.go_back()
    assert len(seen.picture("nodes")) == every and seen.page.is_hidden("#panel")


def test_who_is_selected_stays_so_on_the_other_level(look: Look) -> None:
    seen = look("seed")
    seen.click(seen.node(sample.ALIBABA))
    seen.page.keyboard.press("v")
    seen.reads("#panel h2", sample.ALIBABA)
    seen.page.keyboard.press("v")
    seen.reads("#panel h2", sample.ALIBABA)


@pytest.mark.parametrize("state", ["level=__proto__", "level=constructor", "sure=5", "sure=-2"])
def test_no_address_makes_a_dead_page(look: Look, state: str) -> None:
    seen = look("seed", state)
    assert seen.messages == [] and len(seen.picture("nodes")) > 8 - 8 * (state == "sure=5")
    seen.page.click("#filter-box summary")
    assert seen.page.inner_text(".slide output") == ("≥ 1.00" if state == "sure=5" else "≥ 0.00")
