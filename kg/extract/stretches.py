"""A naming in a text, and stretches by their places; not for where an article names something: `kg.extract.found`."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from kg.extract.draft import Stretch
from kg.model import Kind, MentionType
from kg.nlp.gazetteer import Entry

NAMED = frozenset({MentionType.PERS, MentionType.ORG, MentionType.LOC, MentionType.DOC, MentionType.ART})


@dataclass(frozen=True, slots=True)
class Found:
    """A naming: place (code points) and type; the known actor and its name there by the gazetteer; kind and sense by
    the wording.

    `sense` is the same for "китайський уряд" and "уряд Китаю".
    """

    start: int
    end: int
    type: MentionType
    entry: Entry | None = None
    name: str | None = None
    kind: Kind | None = None
    sense: str | None = None

    def overlaps(self, other: "Found") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Stretches:
    """Stretches of a text by their places, so that one is compared with its neighbours alone."""

    def __init__(self, found: Iterable[Found] = ()) -> None:
        places = sorted((one.start, one.end) for one in found)
        self._starts = [start for start, _ in places]
        self._ends = list(accumulate((end for _, end in places), max))  # the furthest end so far

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with this one."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start

    def add(self, start: int, end: int) -> None:
        """One more, which overlaps none."""
        place = bisect_left(self._starts, start)
        self._starts.insert(place, start)
        self._ends.insert(place, end)

    def before(self, place: int) -> Stretch | None:
        """The last that begins at `place` or before, of stretches that overlap nowhere."""
        number = bisect_right(self._starts, place)
        return (self._starts[number - 1], self._ends[number - 1]) if number else None
