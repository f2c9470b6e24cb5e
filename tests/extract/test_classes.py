"""How far sources are named and answerable: by kind, and for persons by the offices that the article tells of."""

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.model import Article


def classes(bundled: Language, text: str) -> list[str]:
    """The classes of the sources, in reading order."""
    found = extract(Article("a", text, outlet="Вісник"), bundled(text)).statements
    return [one.source_class.value for one in found if one.source_class]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Міністр оборони Олег Ковшик заявив, що міст готовий. Він додав, що дорогу відкрито.", ["official"] * 2),
        ("«Міст готовий», – заявив Олег Ковшик. Ковшик, мер Лозової, був на мосту зранку.", ["official"]),
        ("Речник міністерства повідомив, що міст готовий.", ["official"]),
        ("Ексміністр Олег Ковшик заявив, що міст не готовий.", ["unofficial"]),
        ("Економіст Олег Ковшик вважає, що ціни зростуть.", ["unofficial"]),
        ("Мати трьох дітей розповіла, що школу закрито.", ["unofficial"]),
        ("Експерти вважають, що ціни зростуть.", ["collective"]),
        ("Джерело в поліції повідомило, що водія затримали.", ["partlyAnonymous"]),
        ("Повідомляється, що водія затримали.", ["anonymous"]),
    ],
)
def test_class(bundled: Language, text: str, expected: list[str]) -> None:
    assert classes(bundled, text) == expected
