"""Every relation pattern's example gives its relation, and its counter-example does not."""

from collections.abc import Iterator
from typing import Any

import pytest
from spacy.language import Language

from kg.data import load_toml
from kg.extract import extract
from kg.model import Article, Relation


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    data = load_toml("relations.toml")
    for table, value in data.items():
        for number, row in enumerate(value if isinstance(value, list) else [value], 1):
            yield f"{table}-{number}", row


ENTRIES = list(_entries())


def _relations(bundled: Language, text: str) -> tuple[Relation, ...]:
    return extract(Article("a", text), bundled(text)).relations


def _is(one: Relation, row: dict[str, Any], wanted: dict[str, str]) -> bool:
    role = "role" not in wanted or one.role == wanted["role"]
    return (one.type, one.subject, one.object) == (row["type"], wanted["subject"], wanted["object"]) and role


@pytest.mark.parametrize(("name", "row"), ENTRIES, ids=[name for name, _ in ENTRIES])
def test_example(bundled: Language, name: str, row: dict[str, Any]) -> None:
    found = _relations(bundled, row["example"]["text"])
    assert [one for one in found if _is(one, row, row["example"])], found


@pytest.mark.parametrize(("name", "row"), ENTRIES, ids=[name for name, _ in ENTRIES])
def test_counter_example(bundled: Language, name: str, row: dict[str, Any]) -> None:
    found = _relations(bundled, row["counter"]["text"])
    assert not [one for one in found if _is(one, row, row["counter"])]


def test_the_stretch_holds_both_names(bundled: Language) -> None:
    text = "Адвокат Зінченка Василь Сорока прибув до Києва. Польський прем'єр Адам Новак зустрівся з Марком Рютте."
    found = _relations(bundled, text)
    assert {one.type for one in found} >= {"actsFor", "post", "meets"}
    for one in found:
        assert text[one.span.start : one.span.end] == one.span.text
        assert one.subject.split()[-1][:4] in one.span.text
