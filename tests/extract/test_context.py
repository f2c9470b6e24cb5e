"""What is taken for a name, where it ends, and which type its article gives it."""

import pytest
from spacy.language import Language

from kg.extract.bodies import phrases
from kg.extract.context import in_context
from kg.extract.found import find
from kg.extract.stretches import Found
from kg.model import MentionType as Type
from kg.nlp import gazetteer


def named(bundled: Language, text: str) -> set[tuple[str, str]]:
    """The namings of the text with their types."""
    doc = bundled(text)
    return {(text[one.start : one.end], one.type.value) for one in find(doc, gazetteer.load(), phrases(doc))}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Гібралтар чекає на рішення.", "Гібралтар", "LOC"),
        ("Потяг Київ-Відень знову курсує.", "Відень", "LOC"),
        ("Препарат від Novartis/Bayer завезли до лікарень.", "Novartis", "ORG"),
        ("Препарат виробляють Novartis і Bayer у Швейцарії.", "Bayer", "ORG"),
        ("Речник Верховного суду та засудженої жінки поїхав.", "Верховного суду", "ORG"),
    ],
)
def test_edges_of_names(bundled: Language, text: str, name: str, kind: str) -> None:
    assert (name, kind) in named(bundled, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Матеріали з позначкою Ctrl+Enter видалено.", "Ctrl+Enter"),
        ("He said that it was the end of the Road Company for all of them.", "Road Company"),
        ("Пілоти Ryanair страйкують у Бремені.", "Пілоти"),
    ],
)
def test_what_names_nothing(bundled: Language, text: str, word: str) -> None:
    assert (word, "ORG") not in named(bundled, text)


def types(text: str, *found: tuple[str, int, Type]) -> list[Type]:
    """The types in context of the given words; each with where to look for it from."""
    namings = [Found(place := text.index(word, after), place + len(word), kind) for word, after, kind in found]
    return [one.type for one in in_context(namings, text)]


def test_latin_letters_in_brackets_are_the_same_person() -> None:
    text = "Сказав речник Карл Моор (Karl Moor) учора."
    assert types(text, ("Карл Моор", 0, Type.PERS), ("Karl Moor", 0, Type.ORG)) == [Type.PERS, Type.PERS]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Запустили ракету Arrow вночі.", "Arrow", Type.ART),
        ("Судно «Зоря» затонуло.", "Зоря", Type.ART),
        ("Вакцина Verta прибула.", "Verta", Type.ORG),
        ("Вакцина «Verta» прибула.", "Verta", Type.ART),
        ("Фірма «Зоря» закрилася.", "Зоря", Type.ORG),
        ("Прибули чотири M777 і пальне.", "M777", Type.ART),
    ],
)
def test_titles_of_things(text: str, word: str, kind: Type) -> None:
    assert types(text, (word, 0, Type.ORG)) == [kind]


def test_the_usual_type_of_a_name_is_that_of_all() -> None:
    text = "Вессель поїхав. Весселя бачили. Весселю раді. Вессель тут."
    found = [("Вессель", 0, Type.PERS), ("Весселя", 0, Type.PERS), ("Весселю", 0, Type.LOC), ("Вессель", 40, Type.PERS)]
    assert types(text, *found) == [Type.PERS] * 4
