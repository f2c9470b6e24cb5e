"""Sentences of our own with the statements that must be found in each: stance, source, cue, content."""

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.model import Article, Statement

FILE = Path(__file__).with_name("sentences.jsonl")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def _text(statement: Statement) -> list[str | None]:
    spans = (statement.source.span, statement.cue, statement.content)
    return [statement.stance.value, *(span.text if span else None for span in spans)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['group']}: {row['text'][:50]}" for row in ROWS])
def test_statements(bundled: Language, row: dict[str, Any]) -> None:
    text = row["text"]
    assert [_text(one) for one in extract(Article("a", text), bundled(text)).statements] == row["found"]


@pytest.mark.parametrize("text", ["Нині її критикує опозиція.", "До заклику приєднався і мер."])
def test_without_content_it_says_that_nothing_was_found(bundled: Language, text: str) -> None:
    (one,) = extract(Article("a", text), bundled(text)).statements
    assert (one.content, one.target_resolution) == (None, "unresolved")


def test_there_are_enough_of_both_kinds() -> None:
    """Sentences with statements, and sentences whose words only look like it."""
    assert len(ROWS) >= 150
    assert sum(not row["found"] for row in ROWS) >= 20


LINES = """Мер Сквиращини Олег Ковшик заявив, що міст відкриють у травні.
Компанія «Мостобуд» відкинула звинувачення мера.

Пряма мова Ковшика: «Ми все зробимо.
Міст буде».
Міст через Рудку відкриють, – сказав Ковшик
Речниця «Мостобуду» Ірина Гай сказала: «Міст готовий»
Речник ради Ігор Лис сказав: «Міст готовий
"""


def test_ends_of_lines_are_no_part_of_what_is_found(bundled: Language) -> None:
    expected, crlf = (
        [
            (one.source.name, *(span.text if span else None for span in (one.cue, one.content, one.sentence)))
            for one in extract(Article("a", text), bundled(text)).statements
        ]
        for text in (LINES, LINES.replace("\n", "\r\n"))
    )
    assert len(expected) >= 6
    assert [tuple(cell and cell.replace("\r\n", "\n") for cell in row) for row in crlf] == expected


FIELDS = [
    ("Мер заявив, що нібито гроші зникли.", "нібито", None),
    ("Мер заявив, що гроші нібито зникли.", "нібито", None),
    ("Відомство знайшло іншу причину, мовляв, бракує коштів.", None, None),
    ("Експерт сказав, що ціни можуть зрости.", None, "possible"),
    ("Речниця повідомила, що склад, ймовірно, підпалили.", None, "possible"),
    ("Слідчий заявив, що водій точно був тверезий.", None, "certain"),
    ("Мер заявив, що міст закрили.", None, None),
]


@pytest.mark.parametrize(("text", "distancing", "certainty"), FIELDS, ids=[row[0][:40] for row in FIELDS])
def test_distancing_and_certainty(bundled: Language, text: str, distancing: str | None, certainty: str | None) -> None:
    (one,) = extract(Article("a", text), bundled(text)).statements
    assert (one.distancing, one.certainty) == (distancing, certainty)
