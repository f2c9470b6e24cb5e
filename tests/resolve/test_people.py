"""When two names can be one person's."""

import pytest

from kg.resolve.people import PersonName, likeness, parse, surname_key


def _parsed(name: str) -> PersonName:
    found = parse(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "first", "surname"),
    [
        ("Олена Шевченко", "Олена", "Шевченко"),
        ("Шевченко Олена", "Олена", "Шевченко"),
        ("Олена Петрівна Шевченко", "Олена", "Шевченко"),
        ("О. Шевченко", "О", "Шевченко"),
        ("О.Шевченко", "О", "Шевченко"),
        ("Шевченко", "", "Шевченко"),
        ("Урсула фон дер Ляєн", "Урсула", "Ляєн"),
    ],
)
def test_parts(name: str, first: str, surname: str) -> None:
    parsed = _parsed(name)
    assert (parsed.first, parsed.surname) == (first, surname)


@pytest.mark.parametrize("name", ["42", "вона", "президент спілки", "речник Шевченко"])
def test_no_name(name: str) -> None:
    assert parse(name) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Домінік Рааб", "Домінік Раб"),
        ("Шейлеш Вара", "Шайлеш Вара"),
        ("Мартін Лохер", "Martin Locher"),
        ("С. Барклі", "Стівен Барклі"),
        ("Тарас Григорович Бондар", "Тарас Бондар"),
    ],
)
def test_can_be_one(one: str, other: str) -> None:
    assert surname_key(_parsed(one)) == surname_key(_parsed(other)) or "a" <= other[0].lower() <= "z"
    assert likeness(_parsed(one), _parsed(other))[0] >= 0.6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Тарас Шевченко", "Андрій Шевченко"),
        ("Олександр Шевченко", "Олександра Шевченко"),
        ("О. Шевченко", "Андрій Шевченко"),
        ("Олег Іванович Бондар", "Олег Петрович Бондар"),
        ("Марія Бондар", "Марко Бондар"),
    ],
)
def test_cannot_be_one(one: str, other: str) -> None:
    assert likeness(_parsed(one), _parsed(other))[0] == 0.0


def test_a_feminine_surname_is_another_surname() -> None:
    assert surname_key(_parsed("Олена Зеленська")) != surname_key(_parsed("Володимир Зеленський"))
