"""Which answers are right on annotated coreference, and how they are counted."""

import pytest
from spacy.language import Language

from kg.evaluate.coref import Case, cases, interval, measure, token_at
from kg.model import Json

TEXT = "Олена приїхала. Вона втомилася."
UNIT: Json = {
    "text": TEXT,
    "tokens": [
        {"form": "Олена", "lemma": "Олена", "upos": "PROPN", "start": 0},
        {"form": "приїхала", "lemma": "приїхати", "upos": "VERB", "start": 6},
        {"form": "Вона", "lemma": "вона", "upos": "PRON", "start": 16},
        {"form": "втомилася", "lemma": "втомитися", "upos": "VERB", "start": 21},
    ],
    "sents": [{"start": 0, "end": 2, "split": "train"}, {"start": 2, "end": 4, "split": "dev"}],
    "mentions": [{"head": 0, "kind": "name"}, {"head": 2, "kind": "pers3"}],
    "links": [[1, 0, "equality"]],
    "chains": [[0, 1]],
}


def test_cases_are_those_of_the_split() -> None:
    assert list(cases(UNIT, ("dev",), ("pers3",))) == [Case(16, "pers3", frozenset({0}), frozenset({"олена"}))]
    assert not list(cases(UNIT, ("train",), ("pers3",)))


def test_measure(bundled: Language) -> None:
    assert measure([(UNIT, bundled(TEXT))], ("dev",))["pronouns"] == (1, 1)


def test_token_at_an_offset_inside_it(bundled: Language) -> None:
    token = token_at(bundled(TEXT), 18)
    assert token is not None and token.text == "Вона"


@pytest.mark.parametrize(("right", "whole", "low", "high"), [(0, 0, 0.0, 1.0), (50, 72, 0.581, 0.789)])
def test_interval(right: int, whole: int, low: float, high: float) -> None:
    assert interval(right, whole) == pytest.approx((low, high), abs=0.002)
