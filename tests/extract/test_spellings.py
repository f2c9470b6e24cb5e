"""Surnames spelled in two ways: which are one person's, which are not."""

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.extract.spellings import loosely, misprinted
from kg.model import Article


@pytest.mark.parametrize(("one", "other"), [("Ґетц", "Гец"), ("Ґаббард", "Габард"), ("Кузнець", "Кузнець")])
def test_two_tables_for_foreign_names(one: str, other: str) -> None:
    assert loosely(one) == loosely(other)


PAIRS = [
    ("Жирохов", "Жорохов", True),
    ("Жирохов", "Жирхов", True),
    ("Жирохов", "Жирохов", False),  # no misprint but the same
    ("Жирохов", "Широхов", False),
    ("Жирохов", "Жироков", True),
    ("Рябошапка", "Рябошпака", True),
    ("Жирохов", "Жирохін", False),
    ("Захарченко", "Захаренко", False),  # the dictionary knows both
    ("Лисак", "Лусак", False),  # too short
]


@pytest.mark.parametrize(("one", "other", "same"), PAIRS)
def test_misprints(one: str, other: str, same: bool) -> None:
    assert misprinted(one, other) is same
    assert misprinted(other, one) is same


TEXTS = [
    ("Експерт Михайло Жирохов приїхав. За словами Жорохова, буде дощ.", "Михайло Жирохов"),
    (
        "Прокурор Руслан Рябошапка тут. Рябошапку чекали. Руслан Рябошпака сказав, що справу закрито.",
        "Руслан Рябошапка",
    ),
    ("Трамп призначив Метта Ґетца. За словами Геца, він вдячний.", "Метт Ґетц"),
    ("Іван Бойченко тут. Петро Байченко не прийшов. За словами Байченка, буде сніг.", "Петро Байченко"),
    ("Олег Гончаров приїхав. Гончаренко заявив, що радий.", "Гончаренко"),
]


@pytest.mark.parametrize(("text", "name"), TEXTS)
def test_whose_a_surname_is(bundled: Language, text: str, name: str) -> None:
    assert extract(Article("a", text), bundled(text)).statements[-1].source.name == name
