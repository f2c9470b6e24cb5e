"""Whom a pronoun means, and whom it cannot mean by its place in the sentence."""

import pytest
from spacy.language import Language

from kg.extract.antecedents import antecedent, noun_antecedent
from kg.extract.disjoint import doers, resumed

CASES = [
    ("Олена прийшла і побачила її.", "її", {"Олена"}),
    ("Іван узяв його книгу.", "його", {"Іван"}),
    ("Його книгу взяв Іван.", "його", {"Іван"}),
    ("Рада, яка його схвалила, мовчить.", "його", {"яка", "Рада"}),
    ("Олена просить Марію побачити її.", "її", set()),
    ("Він прийшов, а згодом його вигнали.", "його", set()),
    ("Олена знає, що вона права.", "вона", set()),
]


@pytest.mark.parametrize(("text", "pronoun", "wanted"), CASES)
def test_doers(bundled: Language, text: str, pronoun: str, wanted: set[str]) -> None:
    token = next(one for one in reversed(bundled(text)) if one.lower_ == pronoun)
    assert {one.text for one in doers(token)} == wanted


def test_a_pronoun_that_stands_for_the_noun_of_its_clause(bundled: Language) -> None:
    doc = bundled("Знайшли листи, що їх написав лікар. Лікар прочитав книгу і повернув її.")
    found = [resumed(one) for one in doc if one.lower_ in ("їх", "її")]
    assert [one.text if one else None for one in found] == ["листи", None]


MEANT = [
    ("Іван Коваль прийшов до мера. Мер узяв його книгу.", "його", "Іван"),
    ("Олена Коваль приїхала у вівторок. Вона втомилася.", "вона", "Олена"),
    ("Суд отримав скаргу. Рада, яка її подала, чекає.", "її", "скаргу"),
]


@pytest.mark.parametrize(("text", "pronoun", "wanted"), MEANT)
def test_antecedents(bundled: Language, text: str, pronoun: str, wanted: str) -> None:
    token = next(one for one in bundled(text) if one.lower_ == pronoun)
    found = antecedent(token)
    assert found is not None and wanted in {found.text, *(one.text for one in found.children)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Купили будинок. Продали будинки. Згодом будинок згорів.", "будинок"),
        ("Приїхала Олена Коваль. Дівчина сіла.", "Олена"),
        ("Лікар оглянув воду. Чоловік мовчав.", "Лікар"),
        ("Вода кипіла. Чайник мовчав.", None),
    ],
)
def test_nouns_that_refer_back(bundled: Language, text: str, wanted: str | None) -> None:
    doc = bundled(text)
    words = [one for one in doc if one.is_alpha]
    last = next(one for one in reversed(words) if one.pos_ == "NOUN")
    found = noun_antecedent(last)
    assert (found.text if found is not None else None) == wanted
