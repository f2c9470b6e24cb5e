"""A server on a free port of this machine, and windows of a browser on it."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg import pipeline
from tests.conftest import missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MARKUP = '<img src=x onerror="window.hit=1">'
HOSTILE = {
    "id": 'bad"><b>',
    "title": f"{MARKUP}</title><script>window.hit=2</script>\u202eкінець",
    "outlet": MARKUP,
    "date": "2025-01-02",
    "url": "javascript:window.hit=3",
    "text": "Міністр оборони заявив, що <script>window.hit=4</script> працює.\n\n"
    f"«{MARKUP} не спрацює», – сказав Петро Коваль.",
}
"""An article each field of which carries markup."""


@dataclass
class Visit:
    """A window on the server, and what it asked for and said meanwhile."""

    page: "Page"
    home: str
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Opens a page of the server, and waits for its picture where it has one."""
        self.page.goto(self.home + path)
        if path.startswith("/explore"):
            self.page.wait_for_selector("body[data-drawn]")


@pytest.fixture(scope="session")
def shelf(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the seed article and of one that carries markup."""
    folder = tmp_path_factory.mktemp("shelf")
    seed = next((root / "seeds").glob("000_*.txt"))
    (folder / "bad.jsonl").write_text(json.dumps(HOSTILE, ensure_ascii=False) + "\n", encoding="utf-8")
    pipeline.build([str(seed), str(folder / "bad.jsonl")], folder / "out", pipeline.Options())
    return folder / "out"


@pytest.fixture(scope="session")
def home(shelf: Path) -> Iterator[str]:
    """The address of a running server over the shelf; its limits are small."""
    try:
        import uvicorn
    except ImportError:
        missing("uvicorn is not installed: pip install 'kg-uk[serve]'")
    from kg.serve import Limits
    from kg.serve.patience import settings

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    server = uvicorn.Server(settings(shelf, port, Limits(seconds=2, rows=50)))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


def _own(said: Any) -> bool:
    """Whether it is the browser's note on a page that comes with a status of 400 or 404, as some do on purpose."""
    return "the server responded with a status of 40" in said.text


@pytest.fixture
def visit(browser: "Browser", home: str) -> "Iterator[Callable[..., Visit]]":
    """Opens a window on the server. At the end: it asked nobody else, ran nothing of the news, and said nothing."""
    made: list[Visit] = []

    def give(path: str = "/", **more: Any) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1300, "height": 900}, "locale": "uk-UA", **more})
        one = Visit(context.new_page(), home)
        made.append(one)
        one.page.on("request", lambda asked: one.requests.append(asked.url))
        one.page.on("console", lambda said: one.messages.extend([] if _own(said) else [said.text]))
        one.page.on("pageerror", lambda error: one.messages.append(str(error)))
        one.go(path)
        return one

    yield give
    for one in made:
        hit = one.page.evaluate("window.hit")
        one.page.context.close()
        assert hit is None and one.messages == []
        assert all(url.startswith((f"{home}/", "data:", "blob:")) for url in one.requests)
