"""Readers by suffix, those of other packages too."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest import Input, registry
from kg.model import Article
from tests.ingest.reads import outcome, written


def read_shouting(source: Input, on_error: registry.OnError) -> Iterator[Article]:
    """A reader of another package."""
    on_error(InputError("only so far", source.name))
    yield Article(source.id, source.read_bytes(100).decode().upper())


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    points = (
        EntryPoint(".shout", "tests.ingest.test_registry:read_shouting", registry.GROUP),
        EntryPoint(".lost", "no_such_module:reader", registry.GROUP),
        EntryPoint(".void", "tests.ingest.test_registry:no_such_reader", registry.GROUP),
    )
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == registry.GROUP else ())
    registry._plugged.cache_clear()
    yield
    registry._plugged.cache_clear()


def test_built_in_suffixes_all_load() -> None:
    assert set(registry.BUILT_IN) <= set(registry.suffixes())
    assert all(callable(registry.reader(suffix)) for suffix in registry.BUILT_IN)


def test_no_reader() -> None:
    with pytest.raises(InputError, match=r"no reader for '\.docx' \(there are: .*\.csv"):
        registry.reader(".docx")


@pytest.mark.usefixtures("plugged")
def test_a_reader_of_another_package(tmp_path: Path) -> None:
    path = written(tmp_path, "а.SHOUT", "міст")
    assert outcome(tmp_path) == ([Article("а", "МІСТ")], [f"{path}: only so far"])


@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize("suffix", [".lost", ".void"])
def test_a_reader_that_cannot_be_loaded(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path, f"а{suffix}", "міст")
    articles, (error,) = outcome(path)
    assert not articles
    assert error.startswith(f"{path}: the reader ")
    assert "cannot be loaded" in error
