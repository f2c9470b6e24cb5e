"""When it was said, when it was reported, and of what time the content speaks."""

from spacy.language import Language

from kg.extract import extract
from kg.model import Article, Extraction


def _one(bundled: Language, text: str, date: str | None = "2024-11-13") -> Extraction:
    return extract(Article("a", text, date), bundled(text))


def test_said_and_valid_time(bundled: Language) -> None:
    found = _one(bundled, "У вівторок мер Лозової Ірина Сокіл заявила, що міст відкриють 1 грудня.")
    [said] = found.statements
    assert said.said_at == "2024-11-12"
    assert said.valid_time == "2024-12-01"
    assert said.reported_at == "2024-11-13"


def test_an_expression_in_the_content_says_nothing_of_the_act(bundled: Language) -> None:
    [said] = _one(bundled, "Мер Лозової Ірина Сокіл заявила, що торік міст закрили.").statements
    assert said.said_at is None
    assert said.valid_time == "2023"


def test_two_times_in_a_content_are_not_one(bundled: Language) -> None:
    text = "Мер Лозової Ірина Сокіл заявила, що міст закрили 5 травня, а відкрили 7 червня."
    [said] = _one(bundled, text).statements
    assert said.valid_time is None


def test_without_the_articles_day(bundled: Language) -> None:
    [said] = _one(bundled, "У вівторок мер Лозової Ірина Сокіл заявила, що міст закрили у 2019 році.", None).statements
    assert (said.said_at, said.reported_at, said.valid_time) == (None, None, "2019")


def test_times_are_in_the_line_and_come_back(bundled: Language) -> None:
    found = _one(bundled, "У вівторок мер Лозової Ірина Сокіл заявила, що міст відкриють 1 грудня.")
    assert Extraction.from_json(found.to_json()) == found
    assert found.to_json()["statements"][0]["said_at"] == "2024-11-12"
