"""The search index keeps the forms of a lemma, and gives what looking them up each time would give."""

import pytest

from kg.nlp.forms import parses
from kg.view import search

WORDS = "мер міста заявила місту містом Київ-Захід Одеса-М темно-синій когось-то 2024-го Rada м м. три-чотири"


@pytest.mark.parametrize("word", WORDS.split() * 2)
def test_kept_forms_are_those_of_the_dictionary(word: str) -> None:
    for parse in parses(word)[:4]:
        looked_up = {search.fold(form.word) for form in parse.lexeme} if parse.score >= 0.05 else set()
        assert search._forms(parse) == looked_up


def test_other_words_of_one_lemma_are_kept_apart() -> None:
    """A hyphen joins two words whose second alone is in the dictionary."""
    kept = {frozenset(search._forms(parse)) for word in ("Одеса-М", "Київ-М") for parse in parses(word)[:1]}
    assert len(kept) == 2
