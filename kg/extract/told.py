"""Who has spoken in an article so far, and how far back.

Not for whom a source refers back to (`kg.extract.reference`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

from kg.extract.bodyrefs import Anaphor
from kg.extract.draft import Stretch
from kg.extract.mentions import Names
from kg.extract.reading import Reading
from kg.extract.resolved import Resolved, is_outlet
from kg.model import UNKNOWN_SOURCE, Actor

_SPOKEN = 6
"""Last contents in which a source is looked for that is told in them."""


@dataclass
class Told:
    """The sources of one article so far, in reading order, with what they said."""

    reading: Reading
    names: Names
    history: list[Resolved] = field(default_factory=list)
    spoken: list[tuple[Stretch, Resolved]] = field(default_factory=list)
    """The contents so far with their sources."""
    quoted: Stretch | None = None
    """The words of the source at hand: who speaks within them is not whom it means."""

    def _past(self) -> Iterator[Resolved]:
        """The sources so far, the latest first, without those within the words at hand."""
        low, high = self.quoted or (0, 0)
        return (one for one in reversed(self.history) if not low <= one.place < high)

    def _since(self, one: Resolved, place: int) -> int:
        """How many sentences stand between a source, or the end of its quoted words, and the place."""
        return self._apart(max(one.place, min(one.until, place)), place)

    def _apart(self, one: int, other: int) -> int:
        return self.reading.sentence_number(other) - self.reading.sentence_number(one)

    def _recent(self, one: Anaphor, sentences: int) -> list[Actor]:
        """The sources of the last sentences, the latest first."""
        lately = takewhile(lambda other: self._since(other, one.place) <= sentences, self._past())
        found = [
            self.names.resolve(other.source.name)
            for other in lately
            if other.source.name != UNKNOWN_SOURCE and not self._beside(other, one)
        ]
        return [actor for actor in found if actor is not None]

    def _beside(self, other: Resolved, one: Anaphor) -> bool:
        """Whether a source is coordinated with the noun, so that this means somebody else: "міністр і мер"."""
        span = other.source.span
        return span is not None and self.reading.text[span.end : one.place].strip() in ("і", "та", "й")

    def _told_in_others(self, one: Resolved) -> bool:
        """Whether a source is one of another's words: "За словами мера, це пропозиція Бойка"."""
        lately = islice(reversed(self.spoken), _SPOKEN)
        return any(low <= one.place < high and other is not one for (low, high), other in lately)

    def _cited(self) -> Resolved | None:
        """The outlet that was cited last, not the net or outlets in the plural."""
        return next((one for one in reversed(self.history) if is_outlet(one)), None)
