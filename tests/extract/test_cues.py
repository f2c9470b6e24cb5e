"""Every cue entry's example gives a statement with its cue, and its counter-example gives none."""

from collections.abc import Iterator
from typing import Any

import pytest
from spacy.language import Language

from kg.data import load_toml
from kg.extract import extract
from kg.model import Article, Statement


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    data = load_toml("cues.toml")
    for table in ("verb", "predicative", "phrase", "light", "particle", "preposition", "relay", "noun", "decline"):
        for number, entry in enumerate(data[table]):
            yield f"{table}-{entry.get('group', number)}", entry
    yield "unverified", data["unverified"]


ENTRIES = list(_entries())


def _statements(bundled: Language, text: str) -> tuple[Statement, ...]:
    return extract(Article("a", text), bundled(text)).statements


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[name for name, _ in ENTRIES])
def test_example(bundled: Language, name: str, entry: dict[str, Any]) -> None:
    cues = [one.cue.text for one in _statements(bundled, entry["example"]["text"]) if one.cue]
    assert entry["example"]["cue"] in cues


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[name for name, _ in ENTRIES])
def test_counter_example(bundled: Language, name: str, entry: dict[str, Any]) -> None:
    cues = [one.cue.text for one in _statements(bundled, entry["counter"]["text"]) if one.cue]
    assert not [cue for cue in cues if entry["counter"]["cue"] in cue]
