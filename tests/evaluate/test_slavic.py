"""Figures of names against a small article with entities."""

from spacy.language import Language

from kg.evaluate.slavic import lemmas, measure
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
