"""Expressions of time: a table of own examples and counter-examples, and what holds for any text."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.dates import find

DAY = date(2024, 11, 13)
TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "dates.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expression", "iso"), TABLE["rows"], ids=[row[1] for row in TABLE["rows"]])
def test_example(text: str, expression: str, iso: str) -> None:
    found = [(text[one.start : one.end], one.iso) for one in find(text, DAY)]
    assert (expression, iso) in found


@pytest.mark.parametrize("text", TABLE["counter"])
def test_counter_example(text: str) -> None:
    assert [(text[one.start : one.end], one.iso) for one in find(text, DAY)] == []


@pytest.mark.parametrize(("text", "isos"), TABLE["undated"])
def test_without_the_articles_day(text: str, isos: list[str]) -> None:
    assert [one.iso for one in find(text)] == isos


def test_the_table_is_large() -> None:
    assert len(TABLE["rows"]) + len(TABLE["counter"]) + len(TABLE["undated"]) >= 150


@given(st.text(alphabet="0123456789.:- \nлистопадароукувівчоІ’1є", max_size=60))
def test_places_are_in_order_and_apart(text: str) -> None:
    place = 0
    for one in find(text, DAY):
        assert place <= one.start < one.end <= len(text)
        assert one.stretch.start < one.stretch.end
        place = one.end


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_a_full_date_needs_no_anchor(day: date) -> None:
    months = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня "
    [found] = find(f"Було {day.day} {months.split()[day.month - 1]} {day.year} року.")
    assert found.iso == day.isoformat()
