"""The values of ready answers that are terms of `kg`, in the reader's language; not for names or quoted text."""

import json
from functools import cache
from importlib.resources import files
from typing import Literal

from kg.view.labels import plain

Language = Literal["uk", "en"]

PAGE_TERMS = {"relation": "relation", "act": "act", "stance": "type"}
"""Columns whose values the page has words for, and how their keys begin there."""


def value(column: str, text: str, language: Language) -> str:
    """The value as a reader of that language says it; where it is no term of that column, as it is, turning nothing."""
    known = texts().get(f"{column}.{text}") or texts().get(f"any.{text}")
    if known is None and column in PAGE_TERMS:
        known = _page().get(f"{PAGE_TERMS[column]}.{text[:1].lower()}{text[1:]}")
    return known[language] if known else plain(text)


@cache
def texts() -> dict[str, dict[Language, str]]:
    """Both languages of each value, by its column and itself."""
    return _read("kg.serve", "values.json")


@cache
def _page() -> dict[str, dict[Language, str]]:
    return _read("kg.view", "i18n.json")


def _read(room: str, name: str) -> dict[str, dict[Language, str]]:
    found: dict[str, dict[Language, str]] = json.loads((files(room) / "assets" / name).read_text("utf-8"))
    return found
