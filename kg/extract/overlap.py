"""How far two statements share their words, and whether a text names an actor; not for deciding what that means."""

import math
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.model import Kind, Source, Statement
from kg.nlp.forms import fold, fold_text

_CONTENT_POS = ("NOUN", "VERB", "PROPN", "ADJ", "X", "NUM")
STEM = 5
"""Letters by which two forms of a word are known as one."""
_LEAST = 4
"""Letters that two forms of a name must share at least."""


@dataclass(frozen=True)
class Overlap:
    """The stems of each statement's content with their weights: rare ones in the article weigh more."""

    stems: dict[str, frozenset[str]]
    weights: dict[str, float]

    @classmethod
    def of(cls, reading: Reading, statements: list[Statement]) -> "Overlap":
        """From the statements of one article."""
        stems = {one.id: _stems(reading, one) for one in statements}
        counts: dict[str, int] = {}
        for found in stems.values():
            for stem in found:
                counts[stem] = counts.get(stem, 0) + 1
        return cls(stems, {stem: 1.0 / (1.0 + math.log(number)) for stem, number in counts.items()})

    def share(self, one: Statement, other: Statement) -> float:
        """Weight of the shared stems relative to the content that weighs less; 0..1."""
        mine, theirs = self.stems[one.id], self.stems[other.id]
        least = min(self._weight(mine), self._weight(theirs))
        return self._weight(mine & theirs) / least if least else 0.0

    def _weight(self, stems: frozenset[str]) -> float:
        return math.fsum(self.weights[stem] for stem in stems)


def _stems(reading: Reading, one: Statement) -> frozenset[str]:
    if one.content is None:
        return frozenset()
    tokens = reading.tokens(one.content.start, one.content.end)
    return frozenset(fold(token.text)[:STEM] for token in tokens if token.pos_ in _CONTENT_POS and len(token.text) > 2)


def named_in(text: str, source: Source) -> bool:
    """Whether the text names the source: a person by the surname, a state also by its adjective ("Китай" in "китайські
    хакери"), a body by all telling words of its name."""
    words = [word for word in source.name.replace("-", " ").split() if word[:1].isupper()] or source.name.split()
    telling = [fold(word)[: max(_LEAST, len(word) - 2)] for word in words if len(word) >= _LEAST or word.isupper()]
    if source.kind in (Kind.PERSON, Kind.STATE):
        telling = telling[-1:]
    there = fold_text(text).translate(_MARKS).split()
    return bool(telling) and all(any(word.startswith(stem) for word in there) for stem in telling)


_MARKS = str.maketrans('«»"“”()-–,.:;', " " * 13)
