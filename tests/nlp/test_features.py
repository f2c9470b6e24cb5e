"""Bundles of features and lemmas chosen with the dictionary's help."""

import numpy as np
import pytest

from kg.nlp.features import Features, readings
from kg.nlp.lemmas import apply_script, choose, script_of

BUNDLES = [("NOUN", "Case=Gen|Number=Sing", 5), ("NOUN", "Case=Nom|Number=Sing", 5), ("VERB", "Number=Sing", 5)]


def test_an_unknown_word_gets_the_best_bundle() -> None:
    assert Features(BUNDLES).choose(["абракадабрити"], np.array([[1.0, 0.0, 2.0]])) == [2]


@pytest.mark.parametrize(("form", "expected"), [("міста", 0), ("місто", 1)])
def test_dictionary_decides_where_the_network_wavers(form: str, expected: int) -> None:
    assert Features(BUNDLES).choose([form], np.array([[0.0, 0.0, -9.0]])) == [expected]


@pytest.mark.parametrize("form", ["міста", "технологіями", "заявив", "мати"])
def test_penalty_falls_on_bundles_that_no_reading_agrees_with(form: str) -> None:
    features = Features([*BUNDLES, ("NOUN", "Case=Ins|Gender=Fem|Number=Plur", 1), ("VERB", "Tense=Past", 1)])
    agreeing = [any(features.agree(bundle, one) for one in readings(form)) for bundle in range(5)]
    best = [features.choose([form], np.where(np.arange(5) == bundle, 3.9, 0.0)[None])[0] for bundle in range(5)]
    assert any(agreeing)
    assert all((chosen == bundle) == agreeing[bundle] for bundle, chosen in enumerate(best))


def test_plural_noun_has_the_gender_of_its_lemma() -> None:
    assert all(("Gender", "Fem") in one for one in readings("технологіями"))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("міста", "місто"),
        ("Києва", "Київ"),
        ("ООН", "ООН"),
        ("найкращого", "добрий"),
        ("Івано-Франківська", "Івано-Франківськ"),
    ],
)
def test_script_makes_its_lemma(form: str, lemma: str) -> None:
    assert apply_script(form, script_of(form, lemma)) == lemma


def test_lemma_of_the_agreeing_reading_wins_and_is_added_where_no_script_made_it() -> None:
    scored = [("l||", 0.0), ("l|0>|2>", -3.0)]
    assert choose("виробів", scored, ["виріб"], frozenset({"виріб"}), proper=False) == "виріб"
    assert choose("Києві", [("k||", 0.0)], ["київ"], frozenset({"київ"}), proper=True) == "Київ"
    assert choose("xyz", [("l||", 0.0)], [], frozenset(), proper=False) == "xyz"
