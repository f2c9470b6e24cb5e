"""Figures of names against a small article with entities."""

from spacy.language import Language

from kg.evaluate.slavic import lemmas, measure, names
from kg.model import Json

TEXT = "Прем'єр Тереза Мей прибула до Брюсселя."
UNIT: Json = {
    "id": "a",
    "topic": "t",
    "text": TEXT,
    "entities": [
        {"start": 8, "end": 18, "text": "Тереза Мей", "lemma": "Тереза Мей", "type": "PER", "id": "PER-1"},
        {"start": 30, "end": 38, "text": "Брюсселя", "lemma": "Брюссель", "type": "LOC", "id": "LOC-1"},
    ],
}


def test_lemmas_on_gold_spans(bundled: Language) -> None:
    assert [(wanted, ours) for _, _, wanted, ours in lemmas(UNIT, bundled(TEXT))] == [
        ("Тереза Мей", "Тереза Мей"),
        ("Брюссель", "Брюссель"),
    ]


def test_measure_counts_each_level(bundled: Language) -> None:
    counts = measure([(UNIT, bundled(TEXT))])
    assert counts["lemma"] == (2, 2, 2)
    assert counts["names"] == (2, 2, 2)


def test_a_common_noun_before_a_name_is_no_part_of_it(bundled: Language) -> None:
    text = "Британський уряд мовчить, але уряд Великої Британії обговорює Brexit, а британський уряд – ні."
    place = text.index("Великої")
    assert names({"id": "a"}, bundled(text)) >= {(place, place + 16, "LOC")}
    found = {text[start:end]: kind for start, end, kind in names({"id": "a"}, bundled(text))}
    assert found.get("Brexit", "EVT") == "EVT"
    assert "британський уряд" not in found
