"""The pages that the tests of this room look at, each in a window without network."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import Article
from kg.view import PageOptions, page
from tests.view import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@dataclass
class Seen:
    """A page that is open, and what it asked for and said meanwhile."""

    page: "Page"
    file: Path
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def picture(self, what: str, *arguments: str) -> Any:
        """An answer of the page about what it draws: `nodes`, `edges`, `lit`, `names`, `at`, `scale`."""
        return self.page.evaluate(
            "([what, rest]) => document.getElementById('graph').picture[what](...rest)", [what, arguments]
        )

    def rows(self) -> list[str]:
        """The keys of all rows of the table, which is being shown."""
        self.page.eval_on_selector("#table .more", "more => { while (!more.hidden) more.click(); }")
        found: list[str] = self.page.eval_on_selector_all("tbody tr", "rows => rows.map(row => row.dataset.key)")
        return found

    def count(self, key: str) -> int:
        """What the legend says of that kind or stance."""
        text = self.page.inner_text(f'#legend .entry[data-key="{key}"] output')
        return int("".join(char for char in text if char.isdigit()))

    def reads(self, css: str, text: str) -> None:
        """Waits until the element says `text`."""
        from playwright.sync_api import expect

        expect(self.page.locator(css)).to_have_text(text)

    def click(self, node: str) -> None:
        """A click of the mouse on a node or an edge of the picture."""
        at = self.picture("at", node)
        self.page.mouse.click(at["x"], at["y"])

    def node(self, label: str) -> str:
        """The id of the drawn node with that label."""
        return next(str(one["id"]) for one in self.picture("nodes") if one["label"] == label)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, seed_text: str) -> Callable[[str], Path]:
    """The file of a sample page by name; each is written once."""
    folder = tmp_path_factory.mktemp("pages")

    def give(name: str) -> Path:
        file = folder / f"{name}.html"
        if not file.exists():
            file.write_text(_make(name, seed_text), encoding="utf-8", newline="\n")
        return file

    return give


def _make(name: str, seed_text: str) -> str:
    if name == "empty":
        return page([Article(f"n{number}", "Нічого.") for number in range(3)], [])
    if name in ("seed", "hostile"):
        article, line = sample.seed(seed_text) if name == "seed" else sample.hostile()
        return page([article], [line], options=PageOptions())
    actors, claims = (int(part) for part in name.split("-"))
    articles, lines = sample.synthetic(actors, claims)
    cluster = sample.by_name(lines)
    return page(articles, lines, cluster.__getitem__)


@pytest.fixture
def look(browser: "Browser", pages: Callable[[str], Path]) -> "Iterator[Callable[..., Seen]]":
    """Opens a sample page from its file, offline, in a window of its own: `look("seed", "level=claims")`."""
    contexts = []

    def give(name: str, state: str = "", phone: bool = False, size: tuple[int, int] = (1400, 900), **more: Any) -> Seen:
        wide, high = (390, 844) if phone else size
        more = {"reduced_motion": "reduce"} | more | {"viewport": {"width": wide, "height": high}, "offline": True}
        context = browser.new_context(**more)
        contexts.append(context)
        seen = Seen(context.new_page(), pages(name))
        seen.page.on("request", lambda one: seen.requests.append(one.url))
        seen.page.on("console", lambda one: seen.messages.append(one.text))
        seen.page.on("pageerror", lambda one: seen.messages.append(str(one)))
        seen.page.goto(seen.file.as_uri() + (f"#{state}" if state else ""))
        seen.page.wait_for_selector("body[data-drawn]", timeout=60_000)
        return seen

    yield give
    for context in contexts:
        context.close()
