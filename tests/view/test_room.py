"""Names have room: in the brief above the picture, beside the panel, in the histogram and in the help."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kg.model import Act, Stance
from kg.view import PageOptions, page
from tests.view import sample
from tests.view.conftest import Seen

Look = Callable[..., Seen]


def test_the_brief_says_whom_the_accused_claims_are_about(look: Look) -> None:
    """Of whoever makes claims that are denied, and of nobody else: the official's claim is answered by no one."""
    seen = look("seed")
    lines = seen.page.locator('#brief [data-stance="asserts"] li').all_text_contents()
    assert any(sample.MEMO in one and "→ Alibaba" in one for one in lines)
    assert ["→" in one for one in lines if "чиновник" in one] == [False]


ACTS = {Stance.DENIES: Act.DENY, Stance.DECLINES: Act.NO_COMMENT}


def test_the_silent_come_before_those_who_leave_something_open(
    look: Look, pages: Callable[[str], Path], seed_text: str
) -> None:
    """Alibaba, first in the text, is made to leave something open; the acts of others are those of their stances."""
    article, line = sample.seed(seed_text)
    acts = [
        Act.NOT_SPECIFIED
        if one.stance is Stance.DECLINES and one.source.name == sample.ALIBABA
        else ACTS.get(one.stance, one.act)
        for one in line.statements
    ]
    told = tuple(replace(one, act=act) for one, act in zip(line.statements, acts, strict=True))
    file = pages("seed").with_name("open.html")
    file.write_text(page([article], [replace(line, statements=told)], options=PageOptions()), encoding="utf-8")
    seen = look("open", "language=uk&question=denials")
    assert set(seen.page.locator("#panel .card.denies .what").all_text_contents()) == {"заперечує"}
    seen.page.keyboard.press("Escape")
    lines = seen.page.locator('#brief [data-stance="declines"] li').all_text_contents()
    assert set(lines[:2]) == {"Білий дім", "ЦРУ"} and lines[2:] == ["Alibabaне уточнює"]


CUT = """() => [...document.querySelectorAll("#brief h2, #brief .who, #brief .link, #brief .whom, #brief")]
  .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"""


@pytest.mark.parametrize("language", ["uk", "en"])
def test_no_name_of_the_brief_is_cut(look: Look, language: str) -> None:
    seen = look("seed", f"language={language}")
    assert seen.page.locator("#brief .whom").count() >= 3
    assert seen.page.evaluate(CUT) == []
    boxes = [one.bounding_box() for one in seen.page.locator("#brief section").all()]
    ends = [(one["x"], one["x"] + one["width"]) for one in boxes if one]
    assert len(ends) == 5 and all(before[1] <= after[0] for before, after in pairwise(ends))


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("wide", [1181, 1300, 1400])
def test_six_sections_of_the_brief_lie_side_by_side(
    look: Look, pages: Callable[[str], Path], seed_text: str, language: str, wide: int
) -> None:
    """The official's words are made to confirm something, so that every stance but retelling is there."""
    article, line = sample.seed(seed_text)
    told = [replace(one, stance=Stance.CONFIRMS) if "чиновник" in one.source.name else one for one in line.statements]
    file = pages("seed").with_name("six.html")
    file.write_text(page([article], [replace(line, statements=tuple(told))], options=PageOptions()), encoding="utf-8")
    seen = look("six", f"language={language}", size=(wide, 900))
    boxes = [one.bounding_box() for one in seen.page.locator("#brief section").all()]
    places = [(one["y"], one["x"], one["x"] + one["width"]) for one in boxes if one]
    assert len(places) == 6 and seen.page.evaluate(CUT) == []
    assert all(before[0] == after[0] and before[2] <= after[1] for before, after in pairwise(places))
    brief = seen.page.locator("#brief").bounding_box()
    assert brief and brief["height"] < 200


@pytest.mark.parametrize("name", ["seed", "60-200", "500-1000"])
@pytest.mark.parametrize("level", ["actors", "claims"])
@pytest.mark.parametrize("state", ["question=denials", "question=undenied", "select"])
def test_what_is_lit_lies_beside_the_panel(look: Look, name: str, level: str, state: str) -> None:
    """Cards and names of all that a question or a click lights up: none is under the panel or over the left side."""
    seen = look(name, f"level={level}" + ("" if state == "select" else f"&{state}"))
    if state == "select":
        seen.click(str(seen.picture("nodes")[0]["id"]))
    seen.page.wait_for_selector("#panel h2")
    seen.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    left = seen.page.eval_on_selector("#graph", "one => one.getBoundingClientRect().left")
    right = seen.page.eval_on_selector("#panel", "one => one.getBoundingClientRect().left")
    lit, scale, names = set(seen.picture("lit")), seen.picture("scale"), seen.picture("names")
    nodes = {one["id"]: one for one in seen.picture("nodes") if one["id"] in lit}
    spans = [(one["x"] - one["w"] / 2, one["x"] + one["w"] / 2, one["id"]) for one in nodes.values()]
    if names is not None:
        spans = [(one["box"][0], one["box"][2], one["id"]) for one in names if one["id"] in lit]
    assert spans and len(lit) > 1
    for start, end, own in spans:
        middle = seen.picture("at", own)["x"]
        assert middle + (start - nodes[own]["x"]) * scale >= left - 1, own
        assert middle + (end - nodes[own]["x"]) * scale <= right + 1, own


def test_many_dates_make_bars_that_are_seen(look: Look) -> None:
    seen = look("500-1000")
    seen.page.click("#filter-box summary")
    bars = seen.page.locator(".histogram rect")
    dates = int(seen.page.get_attribute("#to", "max") or 0) + 1
    assert dates > 60 and 20 < bars.count() <= 40
    assert seen.page.locator(".histogram rect.in").count() == bars.count()
    seen.page.locator("#from").evaluate("one => { one.value = 50; one.dispatchEvent(new Event('change')); }")
    kept = seen.page.locator(".histogram rect.in").count()
    assert kept == bars.count() - 50 // -(-dates // 40)


def test_each_line_of_the_help_names_keys_and_what_they_do(look: Look) -> None:
    seen = look("seed", "language=uk")
    seen.page.keyboard.press("?")
    told = dict(zip(*(seen.page.locator(f"#keys {one}").all_inner_texts() for one in ("dt", "dd")), strict=True))
    assert told["Enter"] == "відкрити" and told["Shift Enter"] == "лише сусіди" and "" not in told.values()


def test_and_more_opens_the_table_of_all_that_do_the_same(look: Look) -> None:
    seen = look("60-200", "language=en")
    column = seen.page.locator('#brief [data-stance="denies"]')
    assert "more" in column.locator("li").last.inner_text()
    column.get_by_role("button", name="more").click()
    seen.page.wait_for_selector("#table tbody tr")
    assert set(seen.page.locator("#table td.stance").all_inner_texts()) == {"denies"}
    assert len(seen.rows()) == seen.count("denies") > 3
    seen.page.go_back()
    seen.page.wait_for_selector("#table", state="hidden")
    assert seen.count("asserts") > 0 and seen.page.is_checked("#show-asserts")
