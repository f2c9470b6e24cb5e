"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from spacy.language import Language

settings.register_profile(
    "kg",
    deadline=None,  # a busy machine is no failure
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("kg")

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
    from kg.nlp.engine import MODEL

    if not (MODEL / "network.onnx").is_file():
        missing("the bundled weights are not in kg/nlp/model: make train")
    return module.load()
