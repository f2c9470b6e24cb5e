"""Reading for the resolution in other processes gives what one process gives, whatever becomes of them."""

import json
import pickle
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from kg.errors import EngineError
from kg.pipeline import Options, resolving
from kg.resolve import Resolution, resolve
from kg.scale import Crash
from tests.resolve.test_growth import story

STORIES = [story(number) for number in range(150)]
LINES = [json.dumps(one.to_json()).encode() for one in STORIES]


def far(work: Any, items: Any, jobs: Any, setup: Any, given: Any) -> Iterator[Any]:
    """An engine whose results have been elsewhere, and of which each third batch dies."""
    setup(*given)
    for number, item in enumerate(items):
        yield item, Crash() if number % 3 == 2 else pickle.loads(pickle.dumps(work(item)))


def resolved(monkeypatch: pytest.MonkeyPatch, options: Options) -> Resolution:
    monkeypatch.setattr(resolving, "SPREAD", 10)
    monkeypatch.setattr(resolving, "BATCH", 16)
    return resolving.resolve_lines(LINES, len(LINES), (), options)


def test_other_processes_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str | None]] = []

    def engine(*name: Any) -> Any:
        asked.append(name)
        return far

    monkeypatch.setattr(resolving, "engine", engine)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    found = resolved(monkeypatch, Options(jobs=2))
    assert asked == [("local", None)]
    assert found == resolve(STORIES)
    assert len(found.actors) > 500
    assert len(list(found.claims())) > 40


def test_few_articles_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "engine", lambda *_: pytest.fail("asked for processes"))
    assert resolving.resolve_lines(LINES, len(LINES), (), Options(jobs=8)) == resolve(STORIES)


def test_another_kg_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(EngineError, match="has another kg"):
        resolving._set_up("other")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["local", "ray"])
def test_real_processes_read_the_same(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert resolved(monkeypatch, Options(jobs=2, engine=name)) == resolve(STORIES)
