"""Work grows with the number of articles, not with its square: counted in lines run, since time says little. And how
much memory an article takes."""

import gc
import subprocess
import sys
import tracemalloc
from pathlib import Path
from types import FrameType
from typing import Any

from kg.model import Extraction, Kind, Source, Span, Stance, Statement
from kg.resolve import resolve
from tests.resolve.build import article

ROOT = Path(__file__).parents[2]
FEW, TIMES = 60, 4
LETTERS = "абвгдежзиклмнопрстуфхцчшщюя"
SAID, DENIED = "{0} рада виділила кошти на {1} і {2} мосту", "{0} рада не виділила кошти на {1} і {2} мосту"


def word(number: int) -> str:
    """A word of its own for each number."""
    digits: list[str] = []
    while number or not digits:
        number, digit = divmod(number, len(LETTERS))
        digits.append(LETTERS[digit])
    return "слово" + "".join(digits)


def story(number: int) -> Extraction:
    """One person who is in every article, every other time by surname alone; bodies of its own; a claim that the next
    two articles tell too, and a denial of it."""
    doc = f"a{number:05}"
    known = "Олег Ковшик" if number % 2 else "Ковшик"
    named = (known, Kind.PERSON), (f"Спілка {word(number // 3).title()}", Kind.ORGANIZATION)
    found = article(doc, *named, *((f"{word(number)} {one}".title(), Kind.ORGANIZATION) for one in range(4)))
    return Extraction(doc, tuple(told(number)), found.actors, found.mentions)


def told(number: int) -> list[Statement]:
    """An assertion and its denial, in the words of three articles in a row."""
    made, place = [], 0
    for one, (text, stance) in enumerate(((SAID, Stance.ASSERTS), (DENIED, Stance.DENIES)), 1):
        content = text.format(*(word(number // 3 * 10 + part) for part in range(3)))
        span = Span(place, place + len(content), content)
        denies = ("s1",) if stance is Stance.DENIES else ()
        source = Source(None, "Ковшик", Kind.PERSON)
        made.append(Statement(f"s{one}", source, None, stance, span, span, denies=denies))
        place = span.end + 2
    return made


def lines_run(count: int) -> int:
    """How many lines of `kg.resolve` run for so many articles; a turn of a loop within a line counts too."""
    stories, lines = [story(number) for number in range(count)], 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        if "resolve" not in frame.f_code.co_filename:
            return None
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        found = resolve(stories)
    finally:
        sys.settrace(before)
    [person] = [one for one in found.actors.values() if one.name == "Олег Ковшик"]
    assert len(person.own_ids) == count
    assert len(list(found.claims())) >= count // 3
    return lines


def test_work_grows_with_the_articles() -> None:
    lines_run(FEW * TIMES)  # what is kept of words is there from now on
    assert lines_run(FEW * TIMES) < 1.1 * TIMES * lines_run(FEW)


def most_memory(count: int) -> int:
    """The most bytes in use at once while so many articles are resolved."""
    gc.collect()
    tracemalloc.start()
    try:
        resolve(story(number) for number in range(count))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


MEASURED = """
from kg.resolve import shelf
from tests.resolve.test_growth import most_memory
shelf.IN_MEMORY = 1 << 12  # what is put into files in portions is there from the beginning
most_memory({many})  # what is kept of words is there from now on
print(most_memory({few}), most_memory({many}))
"""


def test_memory_of_an_article() -> None:
    """In a process of its own: what other tests keep grows at moments of its own.

    Six actors, one of them in all articles, two claims.
    """
    few, many = 60, 180
    ran = [sys.executable, "-c", MEASURED.format(few=few, many=many)]
    least, most = subprocess.run(ran, capture_output=True, check=True, text=True, cwd=ROOT).stdout.split()
    assert 0 < (int(most) - int(least)) / (many - few) < 4_500
