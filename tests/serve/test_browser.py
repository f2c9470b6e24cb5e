"""The server's pages as a reader meets them, in a browser that reaches nothing but this machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.conftest import missing
from tests.serve.conftest import HOSTILE, Visit

Open = Callable[..., Visit]

SEED = "000_cc26da4d9c726f5c"
BAD = quote(HOSTILE["id"])
MINISTERS = "SELECT ?who WHERE { ?a a kg:Actor ; skos:prefLabel ?who }"
ANGLED = """SELECT ?o WHERE { ?s ?p ?o FILTER(isLiteral(?o) && CONTAINS(STR(?o), "<")) }"""
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_search_leads_to_the_article_with_its_statements_marked(visit: Open) -> None:
    seen = visit("/")
    seen.page.fill("input[name=q]", "звинуваченням")
    seen.page.press("input[name=q]", "Enter")
    row = seen.page.locator("tbody tr", has_text="відкинула звинувачення").first
    assert "Alibaba" in row.inner_text() and row.locator("mark.q").count()
    row.locator("a[href^='/article']").click()
    marked = {css: seen.page.locator(f"article mark.{css}").all_inner_texts() for css in ("s", "q", "c")}
    assert "Alibaba" in marked["s"] and "відкинула" in " ".join(marked["q"])
    assert any("НВАК доступ до даних клієнтів" in text for text in marked["c"])
    plain = seen.page.locator("article").inner_text()
    assert "Білий дім і ЦРУ від коментарів відмовилися." in plain
    assert seen.page.locator("main ol li").count() > 10


def test_the_explorer_opens_around_an_actor_and_expands(visit: Open) -> None:
    seen = visit("/")
    seen.page.fill("input[name=actor]", "Alibaba")
    seen.page.press("input[name=actor]", "Enter")
    seen.page.wait_for_selector("body[data-drawn]")
    names = seen.page.evaluate("document.getElementById('graph').picture.nodes().map(one => one.label)")
    assert "Alibaba" in names and len(names) > 5
    node = seen.page.evaluate(
        "document.getElementById('graph').picture.nodes().find(one => one.label === 'Alibaba').id"
    )
    seen.page.evaluate("id => { location.hash = 'select=' + id; }", node)
    seen.page.wait_for_selector("#panel .card")
    assert seen.page.get_attribute("#home", "href") == "/?lang=uk"
    seen.page.keyboard.press("f")
    near = seen.page.evaluate("document.getElementById('graph').picture.nodes().length")
    assert 1 < near < len(names)
    seen.page.keyboard.press("2")
    assert seen.page.evaluate("document.getElementById('graph').picture.nodes().length") >= near
    seen.page.locator("#panel .card a[href^='/article']").first.click()
    assert seen.page.locator("article mark").count() > 20


def test_ready_questions_answer_in_a_table(visit: Open) -> None:
    seen = visit("/")
    seen.page.click('form[action="/question/denials"] button')
    assert "Alibaba" in seen.page.inner_text("tbody") and "?" not in seen.page.inner_text("thead")
    seen.page.locator("tbody tr", has_text="Alibaba").first.locator("a >> text=висловлювання").first.click()
    assert seen.page.locator("li:target").count() == 1 and "article?id=" in seen.page.url
    seen.go("/")
    seen.page.fill('form[action="/question/claims-about"] input[name=actor]', "Alibaba")
    seen.page.click('form[action="/question/claims-about"] button')
    assert "меморандум" in seen.page.inner_text("tbody")


def test_the_plain_editor_answers_what_is_typed(visit: Open, browser: Any, home: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="uk-UA")
    page = context.new_page()
    page.goto(f"{home}/query")
    page.fill("textarea[name=query]", MINISTERS)
    page.click("main form button")
    assert "Alibaba" in page.inner_text("tbody")
    page.fill("textarea[name=query]", "SELECT * WHERE { ?a ?b ?c }")
    page.click("main form button")
    page.locator("tbody tr").nth(49).wait_for()  # a click does not wait for all of the page
    assert page.locator("tbody tr").count() == 50 and "Показано не все" in page.inner_text("main")
    for query, said in (
        (SLOW, "ended after 2 s"),
        ("SELECT <script>", "cannot be run"),
        ("LOAD <file:///etc/x>", "cannot"),
    ):
        page.fill("textarea[name=query]", query)
        page.click("main form button")
        assert said in page.inner_text("[role=alert]")
        assert page.input_value("textarea[name=query]") == query
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        f"/article?id={BAD}",
        f"/search?q={quote('міністр')}",
        f"/search?q={quote('<img src=x onerror=window.hit=5>')}",
        f"/query?query={quote(ANGLED)}",
        "/question/who-said-what",
        f"/explore?q={quote('міністр')}",
        f"/explore?actor={quote('Петро Коваль')}",
    ],
)
def test_markup_in_the_news_stays_text(visit: Open, path: str) -> None:
    seen = visit(path)
    assert seen.page.locator("main img").count() == 0
    assert "<" in seen.page.inner_text("body") or "explore" in path
    assert seen.page.locator("a[href^='javascript']").count() == 0


PAGES = (
    "/",
    f"/search?q={quote('звинувачення')}",
    f"/article?id={SEED}",
    f"/article?id={BAD}",
    "/question/denials",
    f"/query?query={quote(MINISTERS)}",
    "/query?query=SELECT",
    f"/explore?actor={quote('Alibaba')}",
)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious_on_the_server(visit: Open, serious: Callable[[Any], list[Any]], path: str) -> None:
    scheme = "dark" if PAGES.index(path) % 2 else "light"
    seen = visit(path, color_scheme=scheme)
    assert serious(seen.page) == []
    seen.page.set_viewport_size({"width": 390, "height": 844})
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _tab_to(seen: Visit, css: str, most: int = 60) -> None:
    """Tabs until what has the focus fits the selector, which it does visibly."""
    for _ in range(most):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("css => document.activeElement.matches(css)", css):
            assert any(_outlined(seen) for _ in range(20)), f"no visible focus on {css}"
            return
    raise AssertionError(f"{css} is not reached by the keyboard")


def _outlined(seen: Visit) -> bool:
    """Whether what has the focus has an outline, which a busy browser gives it a little later."""
    width: float = seen.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    if width < 2:
        seen.page.wait_for_timeout(50)
    return width >= 2


def test_everything_is_reached_by_keyboard_alone(visit: Open) -> None:
    seen = visit("/")
    keys = seen.page.keyboard
    _tab_to(seen, "input[name=q]")
    keys.type("меморандумом")
    keys.press("Enter")
    seen.page.wait_for_url("**/search?**")
    _tab_to(seen, "main a[href^='/article']")
    keys.press("Enter")
    seen.page.wait_for_url("**/article?**")
    _tab_to(seen, "header a.home")
    keys.press("Enter")
    seen.page.wait_for_selector(".questions")
    _tab_to(seen, 'form[action="/question/declined"] button')
    keys.press("Enter")
    seen.page.wait_for_url("**/question/declined?**")
    assert "розвідувальне управління" in seen.page.inner_text("tbody")
    _tab_to(seen, ".scroll")
    _tab_to(seen, "nav a[href^='/query']")
    keys.press("Enter")
    seen.page.wait_for_url("**/query?**")
    _tab_to(seen, "main form button")


def test_the_language_and_the_downloads(visit: Open, shelf: Path) -> None:
    seen = visit("/")
    seen.page.click("nav >> text=English")
    assert "Ready questions" in seen.page.inner_text("main")
    with seen.page.expect_download() as waiting:
        seen.page.click("a[href='/files/graph.trig']")
    assert Path(waiting.value.path()).read_bytes() == (shelf / "graph.trig").read_bytes()


@pytest.fixture
def yasqe() -> None:
    """Skips where the editor has not been fetched."""
    from kg.serve.app import YASQE, YASQE_FILES

    if not all((YASQE / name).is_file() for name in YASQE_FILES):
        missing("YASQE has not been fetched: tools/fetch-editor")


@pytest.mark.usefixtures("yasqe")
def test_yasqe_marks_completes_and_sends_what_is_typed(visit: Open) -> None:
    seen = visit("/query")
    keys = seen.page.keyboard
    policy = seen.page.request.get(f"{seen.home}/query").headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy and "connect-src" not in policy
    assert seen.page.is_hidden("textarea[name=query]") and seen.page.locator("#yasqe .cm-keyword").count() > 1
    seen.page.click("#yasqe .CodeMirror-lines")
    keys.press("Control+a")
    keys.type("SELECT ?who WHERE { ?a a kg:Stateme")
    keys.press("Control+Space")
    keys.press("Enter")
    assert "kg:Statement" in seen.page.inner_text("#yasqe .CodeMirror-code")
    keys.press("Control+a")
    keys.type(MINISTERS)
    keys.press("Control+Enter")
    seen.page.wait_for_selector("tbody")
    assert "Alibaba" in seen.page.inner_text("tbody") and "ASK" not in seen.page.url
    typed = seen.page.input_value("textarea[name=query]")
    assert "PREFIX kg: <" in typed and "kg:Actor" in typed and seen.page.locator(".parseErrorIcon").count() == 0
    with seen.page.expect_download() as waiting:
        seen.page.click("main a >> text=CSV")
    assert "Alibaba" in Path(waiting.value.path()).read_text(encoding="utf-8")


@pytest.mark.usefixtures("yasqe")
def test_the_keyboard_goes_into_yasqe_and_out_again(visit: Open) -> None:
    seen = visit("/query")
    _tab_to(seen, "nav a[href^='/query']")
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.closest('#yasqe') !== null")
    _tab_to(seen, "main form button", most=4)
