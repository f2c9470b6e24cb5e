"""Bundles of features and lemmas chosen with the dictionary's help."""

import numpy as np
import pytest

from kg.nlp.features import Features, readings
from kg.nlp.lemmas import apply_script, choose, script_of

VALUES = {"Case": ["_", "Gen", "Nom"], "Number": ["_", "Plur", "Sing"]}
BUNDLES = [("NOUN", "Case=Gen|Number=Sing", 5), ("NOUN", "Case=Nom|Number=Sing", 5), ("VERB", "Number=Sing", 5)]


def _features() -> Features:
    return Features(["NOUN", "VERB"], VALUES, BUNDLES)


def test_only_whole_bundles_come_out() -> None:
    upos, feats = np.array([[0.0, 3.0]]), np.array([[0.0, 0.0, 2.0, 0.0, 0.0, 2.0]])
    assert _features().choose(["абракадабрити"], upos, feats) == [2]


@pytest.mark.parametrize(("form", "expected"), [("міста", 0), ("місто", 1)])
def test_dictionary_decides_where_the_network_wavers(form: str, expected: int) -> None:
    upos, feats = np.array([[9.0, 0.0]]), np.zeros((1, 6))
    assert _features().choose([form], upos, feats) == [expected]


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
