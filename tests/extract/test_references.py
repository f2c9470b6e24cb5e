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
    ("Про це повідомляє міський телеграм-канал «Варта». Канал пише, що міст перекрили.", "Варта"),
    ("Державна агенція Сіньхуа повідомила, що переговори завершено.", "Сіньхуа"),
    ("Президент України Олег Коваль прибув до Львова. Глава держави заявив, що школи відкриють.", "Олег Коваль"),
    ("Голова обласної військової адміністрації Іван Гнатюк тут. Голова ОВА сказав, що міст цілий.", "Іван Гнатюк"),
    ("За словами речниці МЗС Олени Коваль, дати немає. Представниця відомства додала, що чекає.", "Олена Коваль"),
    ("Завод компанії Vesta зупинили. У прес-службі компанії заявили, що робота відновиться.", "прес-служба Vesta"),
    ("Колишній суддя Іван Гнатюк і Олег Коваль тут. За словами екссудді, вироку не було.", "Іван Гнатюк"),
    ("Політичний експерт та журналіст Іван Гнатюк приїхав. Експерт вважає, що врожай малий.", "Іван Гнатюк"),
    ("Міністр і мер заявили, що міст безпечний.", "мер"),
    ("Компанія Vesta зупинила завод. Там пояснили, що бракує зерна.", "Vesta"),
    ("Газета «Зоря» повідомила, що завод Vesta стоїть. Там додали, що надовго.", "Зоря"),
    ("Речниця мера Леоніда Бойка Дарина Гнатюк заявила, що справу закриють.", "Дарина Гнатюк"),
    ("Міністерство оборони оголосило набір. У МО України додали, що місць бракує.", "Міністерство оборони України"),
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


def test_first_person_is_who_says_it_afterwards(bundled: Language) -> None:
    text = (
        "Ігор Мороз пояснив, що тиша. «Село, за нашими даними, стоїть, і ми вважаємо, що буде», – сказала Олена Коваль."
    )
    statements = extract(Article("a", text), bundled(text)).statements
    found = {one.cue.text: one.source.name for one in statements if one.cue}
    assert found["за нашими даними"] == found["вважаємо"] == found["сказала"] == "Олена Коваль"


VIA = [
    ("Місто «Зорі» тихе. Як повідомляє газета «Варта», про це йдеться у звіті ООН.", None, ("Варта",)),
    ("Олена Коваль сказала в ефірі TVN, що міст закриють. Коваль додала, що надовго.", None, ("TVN",)),
    ("Олена Коваль сказала в інтерв'ю газеті «Варта», що міст закриють. Коваль додала, що надовго.", "Варта", ()),
    ("Міст закриють.\n\nДжерело: «Варта»\n\nДеталі: Мер Іван Гнатюк додав, що надовго.", None, ("Варта",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "outlet", "via"), VIA)
def test_through_whom_the_last_statement_came(
    bundled: Language, text: str, outlet: str | None, via: tuple[str, ...]
) -> None:
    statements = extract(Article("a", text, outlet=outlet), bundled(text)).statements
    assert statements[-1].via == via
