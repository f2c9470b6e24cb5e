"""Transliteration by the official table and likeness by sound."""

from typing import Any

import pytest

from kg.data import load_toml
from kg.resolve.latin import consonants, romanize, skeleton


@pytest.mark.parametrize("row", load_toml("translit.toml")["example"], ids=lambda row: row["latin"])
def test_table(row: dict[str, Any]) -> None:
    assert romanize(row["text"]) == row["latin"]


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Алушта", "Alushta"),
        ("Борщагівка", "Borshchahivka"),
        ("Вінниця", "Vinnytsia"),
        ("Гадяч", "Hadiach"),
        ("Ґорґани", "Gorgany"),
        ("Розгон", "Rozghon"),
        ("Короп'є", "Koropie"),
        ("Йосипівка", "Yosypivka"),
        ("Стрий", "Stryi"),
        ("Кадиївка", "Kadyivka"),
        ("Мар'їне", "Marine"),
        ("Наталія", "Nataliia"),
        ("Кривий Ріг", "Kryvyi Rih"),
        ("ЗСУ", "ZSU"),
        ("Івано-Франківськ", "Ivano-Frankivsk"),
        ("Apple і 5G", "Apple i 5G"),
    ],
)
def test_romanize(text: str, latin: str) -> None:
    assert romanize(text) == latin


@pytest.mark.parametrize(("one", "other"), [("Рааб", "Раб"), ("Шмідт", "Шмідтт"), ("Маск", "Mask")])
def test_one_sound(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_consonants_bring_scripts_together() -> None:
    assert consonants("Мартін") == consonants("Martin")
    assert consonants("Мартін") != consonants("Мартинюк")
