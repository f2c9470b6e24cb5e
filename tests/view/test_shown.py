"""What narrows the view is said, in the picture and in the table; what is chosen keeps the focus of the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.view.conftest import Seen

Look = Callable[..., Seen]

FOCUS = "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
SLIDE = "(one, value) => { one.value = value; one.dispatchEvent(new Event('input')); }"
DROP = "(one, value) => { one.value = value; one.dispatchEvent(new Event('change')); }"


def test_a_handle_says_what_is_filtered(look: Look) -> None:
    """A handle that is drawn past the other one goes back to it, each time; the text follows while it is drawn."""
    seen = look("60-200")
    seen.page.click("#filter-box summary")
    seen.page.locator("#to").evaluate(DROP, 4)
    first = seen.page.inner_text("#filters .dates + p").split(" – ")[0]
    for _ in range(2):
        seen.page.locator("#from").evaluate(DROP, 9)
        assert seen.page.input_value("#from") == "4"
    seen.page.locator("#from").evaluate(DROP, 2)
    seen.page.locator("#from").evaluate(SLIDE, 0)
    assert seen.page.inner_text("#filters .dates + p").startswith(first) and "from=2" in seen.page.url
    seen.page.locator("#sure").evaluate(SLIDE, 0.5)
    assert seen.page.inner_text(".slide output") == "≥ 0.50"


def test_a_chip_says_that_filters_are_on_and_clears_them(look: Look) -> None:
    seen = look("60-200", "language=en")
    assert seen.page.locator(".crumb").count() == 0
    seen.page.locator('#brief [data-stance="denies"]').get_by_role("button", name="more").click()
    assert seen.page.locator(".table-bar .crumb").all_inner_texts() == ["filters ×"]
    seen.page.click("#level-actors")
    seen.reads("#crumbs .crumb", "filters ×")
    seen.page.click("#crumbs .crumb")
    assert seen.page.is_checked("#show-asserts") and seen.page.locator("#crumbs .crumb").count() == 0


def test_the_table_says_what_narrows_it(look: Look) -> None:
    seen = look("seed", "language=en&table=1&search=alibaba&question=confirmed&off=about,demands,relation")
    texts = seen.page.locator(".table-bar .crumb").all_inner_texts()
    assert texts == ["search: alibaba ×", "filters ×", "What is confirmed? ×"]
    assert seen.page.inner_text(".table-bar p") == "There is no answer to this question here."
    seen.page.locator(".table-bar .crumb").last.click()
    assert len(seen.rows()) > 0 and seen.page.locator(".table-bar p").count() == 0
    assert seen.page.evaluate(FOCUS) == "scroll"


@pytest.mark.parametrize(
    ("language", "told"), [("en", "No statements were found in 3 articles."), ("uk", "У 3 статтях")]
)
def test_a_page_of_nothing_says_so(look: Look, language: str, told: str) -> None:
    seen = look("empty", f"language={language}")
    assert seen.page.inner_text("#none").startswith(told) and seen.page.is_hidden("#reset")
    seen = look("seed", "sure=1&search=якийсь")
    assert seen.page.is_visible("#reset")
    seen.page.click("#reset")
    assert seen.page.evaluate(FOCUS) == "graph"


def test_a_row_keeps_the_focus(look: Look) -> None:
    seen = look("60-200", "table=1")
    for _ in range(2):
        seen.page.focus("#table .more")
        seen.page.keyboard.press("Enter")
    row = seen.page.locator("tbody tr").nth(150)
    row.locator("button").focus()
    at = seen.page.eval_on_selector("#table .scroll", "one => one.scrollTop")
    seen.page.keyboard.press("Enter")
    key = "document.activeElement.closest('tr')?.dataset.key"
    assert seen.page.is_visible("#panel h2") and seen.page.evaluate(key) == row.get_attribute("data-key")
    assert seen.page.eval_on_selector("#table .scroll", "one => one.scrollTop") == at > 0
    seen.page.keyboard.press("Escape")
    assert seen.page.is_hidden("#panel") and seen.page.evaluate(key) == row.get_attribute("data-key")


def test_a_link_in_the_panel_leaves_the_focus_there(look: Look) -> None:
    seen = look("seed", "select=Alibaba")
    seen.page.locator("#panel .row button.link").first.focus()
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate(FOCUS) == "panel"


def test_showing_more_leaves_the_focus_in_sight(look: Look) -> None:
    seen = look("500-1000")
    seen.page.focus("#status button")
    seen.page.keyboard.press("Enter")
    assert len(seen.picture("nodes")) == 496 and seen.page.evaluate(FOCUS) == "graph"
    seen.page.select_option("#questions", "denials")
    seen.page.focus("#panel .more")
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("!!document.activeElement.closest('.card:nth-child(41)')")


@pytest.mark.parametrize("way", ["skip", "Escape"])
def test_in_the_table_the_way_leads_to_the_table(look: Look, way: str) -> None:
    seen = look("seed", "table=1")
    if way == "skip":
        seen.page.focus("#skip")
        seen.page.keyboard.press("Enter")
    else:
        seen.page.focus("#search")
        seen.page.keyboard.press("Escape")
    assert seen.page.evaluate(FOCUS) == "scroll"


@pytest.mark.parametrize(("size", "least"), [((844, 390), 190), ((720, 450), 230), ((1280, 600), 400)])
def test_a_low_window_has_room_for_the_picture(look: Look, size: tuple[int, int], least: int) -> None:
    seen = look("60-200", size=size)
    stage = seen.page.locator("#stage").bounding_box()
    assert stage and stage["height"] >= least and seen.page.is_hidden("#brief section")
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen.page.click("#brief-box summary")
    assert seen.page.locator("#brief section").first.is_visible()
    seen.page.click("#brief-box summary")
    assert seen.page.is_hidden("#brief section")


BROKEN = """() => [...document.querySelectorAll("#legend .entry span")].flatMap((one) => {
  const node = one.firstChild, range = document.createRange();
  return [...node.textContent.matchAll(/\\S+/g)].filter((word) => {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    return range.getClientRects().length > 1;
  }).map((word) => word[0]);
})"""
"""The words of the legend that are broken within."""


def test_a_phone_breaks_no_word_of_the_legend(look: Look) -> None:
    seen = look("seed", "language=uk", phone=True)
    seen.page.click("#legend-box summary")
    assert seen.page.locator("#legend .entry").count() > 9 and seen.page.evaluate(BROKEN) == []
    names = ["підтверджує", "не може перевірити", "неназване джерело", "організація"]
    seen.page.eval_on_selector_all(
        "#legend .entry span", "(all, names) => names.forEach((name, at) => { all[at].textContent = name; })", names
    )
    assert seen.page.evaluate(BROKEN) == []


@pytest.mark.parametrize(("name", "size"), [("60-200", (360, 640)), ("500-1000", (390, 844))])
def test_no_name_is_under_the_status_line_of_a_phone(look: Look, name: str, size: tuple[int, int]) -> None:
    seen = look(name, size=size)
    status, scale = seen.page.locator("#status").bounding_box(), seen.picture("scale")
    nodes = {one["id"]: one for one in seen.picture("nodes")}
    assert status
    for one in seen.picture("names"):
        node, at = nodes[one["id"]], seen.picture("at", one["id"])
        low = at["y"] + (one["box"][3] - node["y"]) * scale
        left = at["x"] + (one["box"][0] - node["x"]) * scale
        assert low <= status["y"] or left >= status["x"] + status["width"], one["text"]


CONTRASTS = """() => {
  const part = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => {
    const [r, g, b] = rgb.match(/[\\d.]+/g).map((one) => part(one / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const against = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const search = document.getElementById("search"), field = getComputedStyle(search).backgroundColor;
  const paper = getComputedStyle(document.body).backgroundColor;
  const controls = ["search", "export", "zoom-in"].map((id) => getComputedStyle(document.getElementById(id)));
  return [against(getComputedStyle(search, "::placeholder").color, field),
    Math.min(...controls.flatMap((one) => [paper, field].map((ground) => against(one.borderTopColor, ground))))];
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_controls_stand_out(look: Look, theme: str) -> None:
    seen = look("seed", f"theme={theme}")
    words, borders = seen.page.evaluate(CONTRASTS)
    assert words >= 4.5 and borders >= 3


def test_signs_of_buttons_say_what_they_do(look: Look) -> None:
    seen = look("seed", "language=en")
    titles = seen.page.eval_on_selector_all(".tools button, .zoom button", "all => all.map(one => one.title)")
    assert len(titles) == 7 and all(len(one) > 3 for one in titles)


def test_names_turn_nothing_around(look: Look) -> None:
    seen = look("hostile", "level=actors")
    turned = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028\u2029"
    labels = [one["label"] for one in seen.picture("nodes")]
    assert "медорп ізолят" in labels and not any(set(one) & set(turned) for one in labels)


def test_a_citation_names_its_article_once(look: Look, pages: Any) -> None:
    seen = look("60-200", "table=1", permissions=["clipboard-read", "clipboard-write"])
    seen.page.locator("tbody button").first.click()
    seen.page.locator("#panel .card .act button").first.click()
    seen.page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('заявила')")
    assert seen.page.evaluate("navigator.clipboard.readText()").count("n00000") == 1
