"""Fixtures shared by all tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from spacy.language import Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

settings.register_profile(
    "kg",
    deadline=None,  # a busy machine is no failure
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("kg")

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""Of a Chromium that asks nobody but this machine."""

ROOT = Path(__file__).resolve().parent.parent


def missing(reason: str) -> None:
    """Skip for want of something, or fail where it must be there (continuous integration)."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data and gold that is not part of the project."""
    folder = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        missing(f"no data folder {folder}: set KG_SHARED or put it beside the checkout")
    return folder


@pytest.fixture(scope="session")
def seed(root: Path) -> Path:
    """The file of the seed article."""
    return next((root / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def seed_text(seed: Path) -> str:
    """The seed article's text, front matter dropped."""
    raw = seed.read_text(encoding="utf-8")
    return raw.lstrip().split(" ", 2)[2].strip()


@pytest.fixture(scope="session")
def built(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the seed article, made once; not to be written to."""
    import kg

    out = tmp_path_factory.mktemp("built") / "out"
    kg.build_graph([seed], out)
    return out


@pytest.fixture(scope="session")
def bundled() -> Language:
    """The bundled pipeline."""
    from kg.nlp import bundled as module
    from kg.nlp.weights import MODEL

    if not (MODEL / "network.onnx").is_file():
        missing("the bundled weights are not in kg/nlp/model: make train")
    return module.load()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One headless Chromium for all tests."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: pip install 'kg-uk[dev]'")
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        missing("no chromium on the path: apt-get install chromium-headless-shell (or chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def serious(root: Path) -> "Callable[[Page], list[Any]]":
    """Asks axe-core what is wrong with an open page for those who see, hear or move differently, if it is serious."""
    script = root / "tests" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        missing("axe-core is not installed: npm ci in tests/npm")

    def ask(page: "Page") -> list[Any]:
        page.evaluate(script.read_text(encoding="utf-8") + "; undefined")
        found: list[Any] = page.evaluate(
            "axe.run().then(one => one.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html)]))"
        )
        return [one for one in found if one[0] in ("serious", "critical")]

    return ask
