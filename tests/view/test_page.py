"""What the page shows agrees with the statements: legend, panel, filters, search, table, questions, address."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.data import load_toml
from kg.export.table import guarded
from kg.model import Extraction
from kg.view.build import build
from kg.view.first import TOLD
from kg.view.levels import levels
from kg.view.page import as_json, page
from tests.view import sample
from tests.view.conftest import Seen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Look = Callable[..., Seen]


@pytest.fixture(scope="session")
def line(seed_text: str) -> Extraction:
    """The statements that the sample page of the seed shows."""
    return sample.seed(seed_text)[1]


@pytest.mark.parametrize("level", ["actors", "claims"])
def test_legend_counts_are_the_graphs(look: Look, seed_text: str, line: Extraction, level: str) -> None:
    seen = look("seed", f"level={level}")
    for stance, count in Counter(one.stance.value for one in line.statements).items():
        assert seen.count(stance) == count
    article, extraction = sample.seed(seed_text)
    graph = next(one for one in levels(build([article], [extraction], str)) if one.name == level)
    quiet = {"relation", "about"}
    up = {end for edge in graph.edges if edge.type not in quiet for end in (edge.start, edge.end)}
    sources = {node.id for node in graph.nodes if node.actor is not None and node.roles} if level == "actors" else set()
    drawn = [node for node in graph.nodes if node.id in up | sources]
    for kind, count in Counter(node.kind for node in drawn).items():
        assert seen.count(kind) == count
    for kind in quiet:
        edges = [edge for edge in graph.edges if edge.type == kind]
        assert not edges or seen.count(kind) == len(edges)
    assert {one["id"] for one in seen.picture("nodes")} == {node.id for node in drawn}


def test_brief_names_who_asserts_who_denies_and_who_is_silent(look: Look) -> None:
    seen = look("seed")
    text = {one: seen.page.inner_text(f'#brief [data-stance="{one}"]') for one in ("asserts", "denies", "declines")}
    assert sample.MEMO in text["asserts"] and "×3" in text["asserts"]
    assert "Alibaba" in text["denies"] and "Посольство КНР у Вашингтоні" in text["denies"]
    assert all(name in text["declines"] for name in ("Alibaba", "Білий дім", "ЦРУ"))


def test_a_click_fills_the_panel_with_the_marked_sentence(look: Look, line: Extraction) -> None:
    seen = look("seed")
    seen.click(seen.node(sample.ALIBABA))
    mine = [one for one in line.statements if one.source.name == sample.ALIBABA]
    for one in mine:
        card = seen.page.locator(f'#panel .card[data-key="seed:{one.id}"]')
        assert card.locator("blockquote").text_content().find(one.sentence.text.strip()) >= 0  # type: ignore[union-attr]
        for css, span in (("source", one.source.span), ("cue", one.cue), ("content", one.content)):
            marked = "".join(card.locator(f"mark.{css}").all_text_contents())
            assert marked == (span.text if span else "")
        assert one.rule in (card.text_content() or "") and f"{one.confidence:.2f}" in (card.text_content() or "")
    assert "2025-11-15" in seen.page.inner_text("#panel") and "Меморандум" in seen.page.inner_text("#panel")
    seen.page.locator('.card[data-key="seed:s5"] .row button.link').first.click()
    assert seen.page.is_visible("#panel h2")


def test_the_panel_says_where_an_actor_stands_in_the_network(look: Look) -> None:
    seen = look("seed", "select=меморандум Білого дому")
    text = seen.page.inner_text("#panel .standing")
    assert "PageRank: 1" in text.replace("\u00a0", " ") or "PageRank: 2" in text
    assert "спільнота 1" in text


def test_the_panel_gives_the_chain_and_a_citation(look: Look) -> None:
    seen = look("seed", permissions=["clipboard-read", "clipboard-write"])
    seen.click(seen.node(sample.MEMO))
    card = seen.page.locator('#panel .card[data-key="seed:s1"]')
    assert "Приклад → Financial Times → меморандум Білого дому" in (card.text_content() or "")
    card.locator(".act button").click()
    seen.reads('.card[data-key="seed:s1"] .act button', "Скопійовано")
    cited = seen.page.evaluate("navigator.clipboard.readText()")
    assert (
        "китайська компанія Alibaba надає" in cited and "https://example.org/a?b=1&c=2" in cited and "seed:s1" in cited
    )


def test_a_folded_edge_counts_and_opens_its_claims(look: Look) -> None:
    seen = look("seed")
    edges = {(one["type"], one["from"], one["to"]): one for one in seen.picture("edges")}
    memo, alibaba = seen.node(sample.MEMO), seen.node(sample.ALIBABA)
    assert len(edges["asserts", memo, alibaba]["items"]) == 3
    seen.page.evaluate("id => { location.hash = 'select=' + id; }", edges["asserts", memo, alibaba]["id"])
    seen.page.wait_for_selector("#panel .card")
    assert "3 твердження" in seen.page.inner_text("#panel .summary")
    seen.page.get_by_role("button", name="Відкрити самі твердження").click()
    assert "level=claims" in seen.page.url
    claims = [one for one in seen.picture("nodes") if one["id"].startswith("c")]
    assert len(claims) == 3
    seen.page.go_back()
    assert "level=claims" not in seen.page.url


def test_filters_change_picture_and_table_alike(look: Look, line: Extraction) -> None:
    seen = look("seed")
    seen.page.uncheck("#show-denies")
    assert "denies" not in {one["type"] for one in seen.picture("edges")}
    assert seen.count("denies") == sum(one.stance.value == "denies" for one in line.statements)
    seen.page.keyboard.press("t")
    kept = [f"seed:{one.id}" for one in line.statements if one.stance.value != "denies"]
    assert seen.rows() == kept
    seen.page.check("#show-denies")
    seen.page.uncheck("#show-group")
    assert len(seen.rows()) == len(line.statements) - 1


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("contested", {"s1", "s2", "s3", "s5", "s6", "s12"}),
        ("undenied", {"s8", "s13"}),
        ("unnamedOnly", {"s8"}),
    ],
)
def test_standing_questions_filter(look: Look, flag: str, expected: set[str]) -> None:
    seen = look("seed")
    seen.page.click("#filter-box summary")
    seen.page.check(f"#flag-{flag}")
    items = {item for one in seen.picture("edges") for item in one["items"] if one["type"] not in ("relays", "about")}
    seen.page.keyboard.press("t")
    assert set(seen.rows()) == {f"seed:{one}" for one in expected}
    assert items <= {int(one[1:]) - 1 for one in expected}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("звинуваченням", "s5"),
        ("ALIBABA", "s5"),
        ("вразливостями", "s3"),
        ("захистом приватністю", "s13"),
        ("законод", "s11"),
        ("нацпол", None),
    ],
)
def test_search_folds_case_and_inflection(look: Look, typed: str, found: str | None) -> None:
    seen = look("seed")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type(typed)
    seen.page.wait_for_url(re.compile("search="))
    seen.page.keyboard.press("Tab")
    seen.page.click("#as-table")
    assert (f"seed:{found}" in seen.rows()) if found else seen.rows() == []
    assert len(seen.rows()) < 13


def test_the_table_sorts_and_saves_what_it_shows(look: Look, line: Extraction) -> None:
    seen = look("seed", "table=1")
    assert len(seen.rows()) == len(line.statements)
    seen.page.click("#sort-source")
    names = seen.page.eval_on_selector_all("td.source", "all => all.map(one => one.textContent)")
    seen.page.click("#sort-source")
    assert seen.page.eval_on_selector_all("td.source", "all => all.map(one => one.textContent)") != names
    assert sorted(names) == sorted(one.source.name for one in line.statements)
    seen.page.uncheck("#show-asserts")
    with seen.page.expect_download() as waiting:
        seen.page.click("#csv")
    text = Path(waiting.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff") and text.count("\r\n") == len(seen.rows()) + 1
    assert "відкинула звинувачення" in text


@pytest.mark.parametrize("key", ["examples", "counters"])
def test_the_page_guards_the_cells_that_python_guards(browser: "Browser", key: str) -> None:
    rule, cells = load_toml("sheets.toml")["formula"], load_toml("sheets.toml")[key]
    assert f"FORMULA = new RegExp({as_json(rule)});" in page([], [])
    context = browser.new_context(offline=True)
    found = context.new_page().evaluate(
        "([rule, cells]) => cells.map((cell) => new RegExp(rule).test(cell))", [rule, cells]
    )
    context.close()
    assert found == [key == "examples"] * len(cells)


def test_no_cell_of_a_saved_table_begins_a_formula(look: Look) -> None:
    seen = look("hostile", "table=1")
    with seen.page.expect_download() as waiting:
        seen.page.click("#csv")
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), strict=True) for cell in row]
    assert {"'=1+1", "'\u3000@SUM(A1)"} <= set(cells)
    assert [guarded(cell) for cell in cells] == cells


def test_the_table_brings_more_rows_as_the_reader_comes_to_its_end(look: Look) -> None:
    seen = look("60-200", "table=1")
    there = "document.querySelectorAll('tbody tr').length"
    first = seen.page.evaluate(there)
    seen.page.evaluate("document.querySelector('#table .scroll').scrollTo(0, 1e6)")
    seen.page.wait_for_selector(f"tbody tr:nth-child({first + 1})")
    assert first < 200 and len(seen.rows()) == 200


def test_an_edge_that_a_filter_takes_away_cannot_be_clicked(look: Look) -> None:
    seen = look("seed")
    edge = next(one["id"] for one in seen.picture("edges") if one["type"] == "demands")
    seen.click(edge)
    assert seen.page.is_visible("#panel")
    seen.page.keyboard.press("Escape")
    seen.page.uncheck("#show-demands")
    seen.click(edge)
    assert seen.page.is_hidden("#panel")


def test_dates_narrow_by_both_handles(look: Look) -> None:
    seen = look("60-200")
    before = seen.count("asserts")
    seen.page.click("#filter-box summary")
    seen.page.wait_for_selector(".histogram rect")
    assert seen.page.locator(".histogram rect").count() > 5
    seen.page.locator("#from").evaluate("one => { one.value = 3; one.dispatchEvent(new Event('change')); }")
    seen.page.locator("#to").evaluate("one => { one.value = 8; one.dispatchEvent(new Event('change')); }")
    assert 0 < seen.count("asserts") < before
    seen.page.keyboard.press("t")
    dates = seen.page.eval_on_selector_all("td.date", "all => [...new Set(all.map(one => one.textContent))].sort()")
    assert seen.page.inner_text("#filters .dates + p") == f"{dates[0]} – {dates[-1]}"


def test_outlets_and_confidence_filter(look: Look) -> None:
    seen = look("60-200", "table=1")
    seen.page.click("#filter-box summary")
    rows = len(seen.rows())
    seen.page.uncheck("#outlet-0")
    assert 0 < len(seen.rows()) < rows
    seen.page.locator("#sure").evaluate("one => { one.value = 1; one.dispatchEvent(new Event('change')); }")
    assert seen.page.url.count("sure=1")


@pytest.mark.parametrize(
    "question",
    ["undenied", "declined", "single", "dispute", "unverified", "denials", "anonymous", "demands", "confirmed"],
)
def test_ready_questions_light_up_their_part(look: Look, question: str) -> None:
    seen = look("seed")
    seen.page.select_option("#questions", question)
    lit, nodes = seen.picture("lit"), seen.picture("nodes")
    if question in ("single", "confirmed"):
        assert lit == []
        return
    assert 0 < len(lit) < len(nodes)
    cards = seen.page.eval_on_selector_all("#panel .card", "all => all.map(one => one.dataset.key)")
    assert cards
    seen.page.keyboard.press("t")
    assert seen.rows() == cards


def test_focus_fades_the_rest_and_keys_set_the_depth(look: Look) -> None:
    seen = look("60-200")
    first = seen.picture("nodes")[5]["id"]
    seen.page.evaluate("id => { location.hash = 'select=' + id; }", first)
    seen.page.wait_for_selector("#panel h2")
    assert first in seen.picture("lit") and len(seen.picture("lit")) < len(seen.picture("nodes"))
    sizes = []
    for depth in "123":
        seen.page.keyboard.press(depth)
        sizes.append(len(seen.picture("nodes")))
    assert sizes == sorted(sizes) and sizes[0] < sizes[1]
    seen.page.go_back()
    assert len(seen.picture("nodes")) == sizes[1]


def test_double_click_shows_the_neighbourhood(look: Look) -> None:
    seen = look("seed")
    at = seen.picture("at", seen.node("Посольство КНР у Вашингтоні"))
    seen.page.mouse.dblclick(at["x"], at["y"])
    seen.page.wait_for_url(re.compile("focus="))
    assert 1 < len(seen.picture("nodes")) < 8


def test_the_address_restores_the_view(look: Look) -> None:
    seen = look("seed")
    seen.page.keyboard.press("v")
    seen.page.keyboard.press("l")
    seen.page.uncheck("#show-declines")
    seen.page.select_option("#questions", "dispute")
    state = seen.page.url.partition("#")[2]
    again = look("seed", state)
    assert again.picture("nodes") == seen.picture("nodes")
    assert again.picture("edges") == seen.picture("edges")
    assert again.picture("lit") == seen.picture("lit")
    assert again.page.inner_text("#panel") == seen.page.inner_text("#panel")
    assert again.page.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize(
    "state",
    ["cap=-5&from=99&to=x&depth=9", "level=%00&off=%FF,%2", "select=__proto__&focus=constructor", "claims=1.2.x"],
)
def test_a_broken_address_is_no_harm(look: Look, state: str) -> None:
    seen = look("seed", state)
    assert seen.messages == [] and seen.page.is_visible("#graph")


def test_two_languages_two_themes(look: Look) -> None:
    seen = look("seed", color_scheme="dark")
    dark = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    seen.page.click("#theme")
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    assert "Легенда" in seen.page.inner_text("#side")
    seen.page.click("#language")
    assert "Legend" in seen.page.inner_text("#side") and "denies" in seen.page.inner_text("#brief")


def test_picture_is_saved_as_png(look: Look) -> None:
    seen = look("seed")
    with seen.page.expect_download() as waiting:
        seen.page.keyboard.press("p")
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\x89PNG") and len(data) > 20_000


def test_large_graphs_show_the_most_connected_first(look: Look) -> None:
    seen = look("500-1000")
    assert len(seen.picture("nodes")) == 300
    assert "Показано 300 із 496" in seen.page.inner_text("#status")
    seen.page.click("#status button")
    assert len(seen.picture("nodes")) == 496


def test_a_filter_leaves_the_others_in_their_places(look: Look) -> None:
    seen = look("500-1000")
    before = {one["id"]: (one["x"], one["y"]) for one in seen.picture("nodes")}
    seen.page.uncheck("#show-denies")
    after = {one["id"]: (one["x"], one["y"]) for one in seen.picture("nodes")}
    assert after.items() <= before.items() and len(after) > 200


@pytest.mark.parametrize(
    ("name", "level"), [("seed", "actors"), ("seed", "claims"), ("60-200", "actors"), ("500-1000", "claims")]
)
def test_nothing_overlaps_at_first_sight(look: Look, name: str, level: str) -> None:
    seen = look(name, f"level={level}")
    boxes = seen.picture("nodes")
    assert not [pair for pair in _pairs(boxes) if _lap(*pair)]


@pytest.mark.parametrize(("name", "least"), [("seed", 9), ("60-200", 40), ("500-1000", 60)])
@pytest.mark.parametrize("level", ["actors", "claims"])
@pytest.mark.parametrize("phone", [False, True])
def test_no_name_lies_over_a_sign_or_another_name(look: Look, name: str, least: int, level: str, phone: bool) -> None:
    seen = look(name, f"level={level}", phone=phone)
    names = seen.picture("names")
    if names is None:
        return
    assert len(names) >= (min(16, least) if phone else least)
    boxes = [one["box"] for one in names]
    assert not [pair for pair in _pairs(boxes) if _meet(*pair)]
    signs = [
        (one["id"], [one["x"] - one["r"], one["y"] - one["r"], one["x"] + one["r"], one["y"] + one["r"]])
        for one in seen.picture("signs")
    ]
    assert not [(one["text"], other) for one in names for other, box in signs if _meet(one["box"], box)]
    assert not [(one["id"], other["id"]) for one, other in _pairs(seen.picture("signs")) if _touch(one, other)]


def test_those_who_deny_are_named_from_afar(look: Look) -> None:
    seen = look("60-200")
    denying = {one["from"] for one in seen.picture("edges") if one["type"] == "denies"}
    named = {one["id"] for one in seen.picture("names")}
    assert len(denying) > 5 and len(denying & named) >= 0.9 * len(denying)


def test_a_phone_shows_claims_with_who_denies_them(look: Look) -> None:
    seen = look("500-1000", "level=claims", phone=True)
    kinds = {one["type"] for one in seen.picture("edges")}
    assert len(seen.picture("nodes")) == 30 and {"asserts", "denies"} <= kinds
    denied = {one["to"] for one in seen.picture("edges") if one["type"] == "denies"}
    assert denied <= {one["to"] for one in seen.picture("edges") if one["type"] == "asserts"}


@pytest.mark.parametrize("state", ["level=claims", "level=claims&cap=299"])
def test_claims_come_first_as_whole_stories(look: Look, state: str) -> None:
    """Both as Python chose them and as the page itself does, where other nodes are to be drawn than those at first."""
    seen = look("500-1000", state)
    nodes = {one["id"] for one in seen.picture("nodes")}
    assert len(nodes) == (299 if "cap" in state else 300)
    assert len([one for one in nodes if one.startswith("c")]) > 70
    articles, lines = sample.synthetic(500, 1000)
    every = levels(build(articles, lines, sample.by_name(lines).__getitem__))[1].edges
    drawn = {one["id"] for one in seen.picture("edges") if one["type"] in TOLD}
    assert drawn == {edge.id for edge in every if edge.type in TOLD and edge.end in nodes}


def test_who_is_chosen_need_not_be_drawn(look: Look) -> None:
    articles, lines = sample.synthetic(500, 1000)
    every = levels(build(articles, lines, sample.by_name(lines).__getitem__))[0].nodes
    drawn = {one["id"] for one in look("500-1000").picture("nodes")}
    away = next(one for one in every if one.id not in drawn)
    seen = look("500-1000", f"select={away.id}")
    seen.reads("#panel h2", away.label)
    assert seen.messages == []


def test_no_question_is_cut_off_on_a_phone(look: Look) -> None:
    seen = look("seed", "language=uk&question=unverified", phone=True)
    widths = """() => {
      const at = document.getElementById("questions"), c = document.createElement("canvas").getContext("2d");
      c.font = getComputedStyle(at).font;
      return [at.clientWidth, ...[...at.options].map((one) => c.measureText(one.text).width)];
    }"""
    room, *texts = seen.page.evaluate(widths)
    assert len(texts) == 10 and max(texts) + 30 < room
    lit = [seen.picture("at", one) for one in seen.picture("lit")]
    panel = seen.page.locator("#panel").bounding_box()
    assert panel and lit and all(0 < one["x"] < 390 and one["y"] < panel["y"] for one in lit)


def test_the_brief_says_whose_claims_are_denied(look: Look) -> None:
    seen = look("seed")
    assert f"→ {sample.MEMO}" in seen.page.inner_text('#brief [data-stance="denies"]')
    seen = look("seed", phone=True)
    brief = seen.page.locator("#brief").bounding_box()
    assert brief and brief["height"] < 180


def _touch(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two signs (x, y, r) lie over each other."""
    return (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2 < (one["r"] + other["r"]) ** 2


def _meet(one: list[float], other: list[float]) -> bool:
    """Whether two boxes (left, top, right, bottom) lie over each other by more than a hair."""
    hair = 0.01
    return (
        one[0] < other[2] - hair and one[2] > other[0] + hair and one[1] < other[3] - hair and one[3] > other[1] + hair
    )


def _pairs(boxes: list[Any]) -> list[tuple[Any, Any]]:
    return [(one, other) for place, one in enumerate(boxes) for other in boxes[:place]]


def _lap(one: Any, other: Any) -> bool:
    wide, high = abs(one["x"] - other["x"]), abs(one["y"] - other["y"])
    return bool(wide < (one["w"] + other["w"]) / 2 - 1 and high < (one["h"] + other["h"]) / 2 - 1)
