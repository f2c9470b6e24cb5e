"""Whom a source is: names in apposition, pronouns, common nouns that refer back, possessors, shares of people."""

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.model import Article, Kind, Statement

HOLDER = "Міністерка освіти Олена Коваль приїхала до Львова. "
CASES = [
    (HOLDER + "Вона заявила, що школи відкриють у вересні.", "Олена Коваль"),
    (HOLDER + "Міністерка заявила, що школи відкриють у вересні.", "Олена Коваль"),
    (HOLDER + "За її словами, школи відкриють у вересні.", "Олена Коваль"),
    ("Голова фракції «Воля» у парламенті Іван Коваль заявив, що закон ухвалять.", "Іван Коваль"),
    ("Компанія Vesta збудувала завод. У компанії заявили, що завод запрацює в травні.", "Vesta"),
    ("Іван Коваль захворів. Його дружина розповіла, що він у лікарні.", "дружина Івана Коваля"),
    ("Деякі експерти вважають, що ціни зростуть.", "експерти"),
    ("Ще 14 відсотків опитаних заявили, що не голосуватимуть.", "14 відсотків опитаних"),
    ("Прем'єр-міністр Данії заявила, що закон ухвалять. Олена Коваль прибула до Києва.", "Олена Коваль"),
    ("Адвокати Петренка подали скаргу. Адвокати заявили, що суд помилився.", "адвокати Петренка"),
]  # fmt: skip


def _last(bundled: Language, text: str) -> Statement:
    return extract(Article("a", text), bundled(text)).statements[-1]


@pytest.mark.parametrize(("text", "name"), CASES, ids=[name for _, name in CASES])
def test_name(bundled: Language, text: str, name: str) -> None:
    statements = extract(Article("a", text), bundled(text)).statements
    assert [one.source.name for one in statements][-1:] == [name]


def test_outlets_together_are_no_one_outlet(bundled: Language) -> None:
    text = "Про це пише Reuters. За даними ЗМІ, переговори почнуться завтра."
    assert _last(bundled, text).source.name != "Reuters"


def test_wife_is_not_her_husband(bundled: Language) -> None:
    source = _last(bundled, "Дружина Івана Гнатюка повідомила, що він удома.").source
    assert source.kind is Kind.PERSON and source.name != "Іван Гнатюк"
