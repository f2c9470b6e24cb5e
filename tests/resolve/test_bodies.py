"""Keys that different names of one body share."""

import pytest

from kg.data import load_toml
from kg.resolve.bodies import initials, is_acronym, is_common, is_of_many, name_keys


def _shared(one: str, other: str) -> set[str]:
    left, right = ({key.value for key in name_keys(name)} for name in (one, other))
    return left & right


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wizzair", "Wizz Air"),
        ("аеропорт «Лебедин»", "аеропорт Лебедин"),
        ("компанія «Лебедин»", "Лебедин"),
        ("Європейський союз", "Європейський Союз"),
        ("Британський кабінет міністрів", "Кабінет міністрів Великої Британії"),
        ("Росатом", "Rosatom"),
    ],
)
def test_one_body(one: str, other: str) -> None:
    assert _shared(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("МЗС Польщі", "МЗС Чехії"),
        ("Польський уряд", "Уряд Чехії"),
        ("партія Лебедин", "партія Журавель"),
        ("поліція", "Поліція Києва"),
        ("прес-служба СБУ", "СБУ"),
        ("бригада ЗСУ", "ЗСУ"),
        ("Porsche Taycan 4", "Porsche Taycan"),
    ],
)
def test_two_bodies(one: str, other: str) -> None:
    assert not _shared(one, other)


def test_initials() -> None:
    assert "НБУ" in initials("Національний банк України")
    assert "МКЧХ" in initials("Міжнародний комітет Червоного Хреста")
    assert initials("Нафтогаз") == frozenset()


@pytest.mark.parametrize(("name", "found"), [("НБУ", True), ("Нбу", False), ("Н", False), ("НБУ України", False)])
def test_acronym(name: str, found: bool) -> None:
    assert is_acronym(name) is found


@pytest.mark.parametrize("name", load_toml("common.toml")["example"])
def test_common(name: str) -> None:
    assert is_common(name)


@pytest.mark.parametrize("name", load_toml("common.toml")["counter"])
def test_not_common(name: str) -> None:
    assert not is_common(name)


def test_a_hyphened_name_is_no_common_word() -> None:
    assert is_of_many("поліція") and not is_of_many("Мостобуд-Захід")
