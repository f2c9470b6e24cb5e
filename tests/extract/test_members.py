"""People of a body who stand for it: every entry's example, and words that stand for nobody."""

from typing import Any

import pytest
from spacy.language import Language

from kg.data import load_toml
from kg.extract import extract
from kg.model import Article

ROWS = load_toml("titles.toml")["members"]


def last_source(bundled: Language, text: str) -> str:
    """Name of the source of the last statement."""
    return extract(Article("a", text), bundled(text)).statements[-1].source.name


@pytest.mark.parametrize("row", ROWS, ids=[row["lemmas"][0] for row in ROWS])
def test_example(bundled: Language, row: dict[str, Any]) -> None:
    assert last_source(bundled, row["example"]) == row["name"]


def test_nobody_is_meant(bundled: Language) -> None:
    text = "Правоохоронці повідомили, що водії були п'яні."
    assert last_source(bundled, text) == "правоохоронці"
    text = "Банк «Рудка» збанкрутував. Детективи вважають, що гроші вкрали."
    assert last_source(bundled, text) == "детективи"
