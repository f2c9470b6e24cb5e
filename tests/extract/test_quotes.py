"""Pairing of quotation marks."""

import pytest

from kg.extract.quotes import quotations

CASES = [
    ("«Так», – сказав він.", ["«Так»"]),
    ('Він сказав: "Ні".', ['"Ні"']),
    ('"Рух "Воля" переміг", – додав він.', ['"Рух "Воля" переміг"']),
    ("“Так” і „ні“", ["“Так”", "„ні“"]),
    ("Об'єкт п’ятий 5\" не цитата", []),
    ("«А «Б» В»", ["«А «Б» В»"]),
    ('Він каже. " Так і буде", – додав він.', ['" Так і буде"']),
    ('Він каже " так", – додав він.', []),
    ('Мова: "Без кінця.\nДалі.', ['"Без кінця.']),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_outermost(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in quotations(text) if one.depth == 0] == expected


def test_inner_offsets() -> None:
    (one,) = quotations("a «b c» d")
    assert one.inner == (3, 6)


def test_marks_alone_do_not_crash_and_stay_inside() -> None:
    text = '"«»”“„"\n' * 200
    assert all(0 <= one.start < one.end <= len(text) for one in quotations(text))
