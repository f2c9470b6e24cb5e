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


def test_an_event_has_the_day_that_its_verb_names(bundled: Language) -> None:
    row = load_toml("relations.toml")["dated"]
    (one,) = (one for one in _relations(bundled, row["example"]["text"]) if one.type == "visits")
    assert one.valid_time == row["example"]["time"]


@pytest.mark.parametrize(
    "text",
    [
        "9 квітня 2022 року стало відомо, що Борис Джонсон прибув до Києва.",
        "Борис Джонсон прибув до Києва.",
        "Президент України Володимир Зеленський працює з 2019 року.",
    ],
)
def test_no_day_of_another_verb_and_none_for_a_state(bundled: Language, text: str) -> None:
    found = _relations(bundled, text)
    assert found and not [one for one in found if one.valid_time]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Батальйон діє вздовж кордону Донецької та Запорізької області.", "locatedIn"),
        ("Із планом не погодився міністр з питань виходу Великобританії з Євросоюзу Домінік Рааб.", "memberOf"),
        ("Авіакомпанія Ryanair подала до Єврокомісії скаргу.", "sues"),
        ("Міська рада Миколаєва надала Ганні Глєбовій земельну ділянку.", "supplies"),
    ],
)
def test_what_unseen_articles_told_wrongly(bundled: Language, text: str, kind: str) -> None:
    assert kind not in {one.type for one in _relations(bundled, text)}
