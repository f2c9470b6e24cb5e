"""Time grows with the length of an article, not with its square: lines of Python run are counted, no clock is read."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.model import Article

SENTENCE = "Речник міністерства Іван Коваль заявив що уряд Франції не знає про плани компанії Меридіан і що "


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python code ran."""
    count = 0

    def trace(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def sorts(size: int) -> str:
    """Opening marks of four sorts, none closed."""
    return " ".join(mark * size for mark in '«“„"')


def words(size: int) -> str:
    """A mark before each word, none closed."""
    return "".join('«“„"'[number % 4] + "Ми знаємо " for number in range(size))


def dialogue(size: int) -> str:
    """Direct speech, all marks in pairs."""
    return "«Ми не знаємо», – сказав він. " * size


def sentence(size: int) -> str:
    """One sentence without a full stop."""
    return SENTENCE * (size // 10)


@pytest.mark.parametrize("make", [sorts, words, dialogue, sentence])
def test_linear(bundled: Language, make: Callable[[int], str]) -> None:
    documents = [bundled(make(size)) for size in (60, 60, 240)]
    first, half, whole = (
        lines_run(lambda doc=doc: extract(Article("a", doc.text), doc))  # type: ignore[misc]
        for doc in documents
    )
    assert half <= first  # what is loaded once was loaded in the first run
    assert whole < 6 * half  # four times the length; by the square it would be sixteen


def test_a_name_that_is_said_again_and_again_is_put_in_full_once(bundled: Language) -> None:
    told = "Мер Іван Лис заявив, що місто росте."
    text = f"{told} Речник {'Міжнародного ' * 120}фонду повідомив, що допомога надійде."
    found = extract(Article("a", text), bundled(text))
    assert max(len(one.source.name) for one in found.statements) < 2 * len(text)
