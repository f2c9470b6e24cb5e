"""Quotation marks paired into quotations; not for deciding who speaks in them.

Ukrainian news mixes «…», “…”, „…” and the plain " in one text, nests plain quotes inside plain quotes, runs
quotations over
paragraphs and forgets the closing mark. A mark's direction is therefore read from its neighbours.
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

OPENING = "«“„‘"
CLOSING = "»”‟’"
PLAIN = '"'
_BEFORE_OPENING = " \n\t\u00a0([{—–-/«“„"
_CAPITAL = re.compile(r"[ \u00a0][А-ЯІЇЄҐA-Z]")
_LINE_END = re.compile(r"[\r\n]")
_MAX_QUOTATION = 6000
"""Characters after which an unclosed mark is no quotation."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of marks: `start`/`end` with the marks, `depth` 0 for an outermost one; `closed` is False where the end
    was supplied."""

    start: int
    end: int
    depth: int
    closed: bool = True

    @property
    def inner(self) -> tuple[int, int]:
        """Offsets without the marks."""
        return self.start + 1, self.end - 1 if self.closed else self.end


def _opens(text: str, place: int) -> bool | None:
    """Whether the mark at `place` opens (True), closes (False) or is no quotation mark (None)."""
    mark = text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if mark in "«„":
        return True
    if mark in "»":
        return False
    if mark in "‘’":  # an apostrophe, but for one that closes
        return False if mark == "’" and before.isalpha() and after in ".,:;!?)" else None
    if after in ".,;!?…)":
        return False
    if before in _BEFORE_OPENING and not after.isspace():
        return True
    return not (after.isspace() or after in ".,:;!?…)]—–-»”" or not before.isspace())


def _stands_apart(text: str, place: int) -> bool:
    """Whether a plain mark has a space on both sides and a capital behind: it opens what no mark has opened."""
    return text[place] == PLAIN and text[place - 1 : place].isspace() and _CAPITAL.match(text, place + 1) is not None


def _paragraph_end(text: str, start: int) -> int:
    found = _LINE_END.search(text, start)
    return found.start() if found else len(text)


def quotations(text: str) -> list[Quotation]:
    """All quotations of `text`, outer before inner, in reading order.

    A mark left open closes at the end of its paragraph where no closing mark comes within `_MAX_QUOTATION` characters.
    """
    stack: deque[int] = deque()
    lost: list[int] = []
    found: list[Quotation] = []
    line = tagged = 0
    for place, char in enumerate(text):
        if char == "\n":
            while stack and line <= stack[-1] < tagged:  # one mark closes both: '"Був лист: "Дякую", – каже він'
                lost.append(stack.pop())
            line = place + 1
        if char not in '«»“”„‟’"':
            continue
        direction = _opens(text, place)
        while stack and place - stack[0] > _MAX_QUOTATION:
            lost.append(stack.popleft())
        if direction or (direction is False and not stack and _stands_apart(text, place)):
            stack.append(place)
        elif direction is False and stack:
            start = stack.pop()
            if place > start + 1:
                found.append(Quotation(start, place + 1, len(stack)))
                tagged = start if _TAG.match(text, place + 1) else tagged
    shared = _tagged(text, found)
    found += _unclosed(text, sorted(lost), shared)
    found += [one for one in _unclosed(text, stack, shared) if one.end > one.start + 1]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _tagged(text: str, found: Iterable[Quotation]) -> list[int]:
    """Where quotations end before a tag (", – сказав він"), in reading order."""
    return sorted(one.end for one in found if _TAG.match(text, one.end))


_TAG = re.compile(r"[,.!?]? ?[–—-] [а-яіїєґ]")
_SPEECH = re.compile(r"(?:^|[\n.!?:»”\"] ?)$")
"""What stands before speech, not before a title within a sentence."""


def _unclosed(text: str, starts: Iterable[int], tagged: Sequence[int]) -> Iterator[Quotation]:
    """Quotations for marks that never closed, given in reading order, each to the end of its paragraph; speech ends
    with the quotation within it that a tag follows, for both may be closed by one mark ("Узяли «Зорю», – каже він)."""
    end = 0
    for start in starts:
        if end <= start:
            end = _paragraph_end(text, start)
        inner = bisect_right(tagged, start)
        if inner < len(tagged) and tagged[inner] <= end and _SPEECH.search(text[max(0, start - 2) : start]):
            yield Quotation(start, tagged[inner], 0)
        else:
            yield Quotation(start, end, 0, closed=False)
