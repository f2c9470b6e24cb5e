"""Which claims of different articles are one, and which speak against each other: candidates by rare words they share.

Not for what a denial denies within its article (`kg.extract.denials`). Scores are overlap of words by weight (Dice).
"""

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from sys import intern
from typing import NamedTuple

from kg.data import load_toml
from kg.resolve.shelf import Shelf
from kg.resolve.wording import Figure, Wording, shared

SAME = 0.55
"""Claims from this score on are one."""

UNSURE = 0.5
"""Claims from this score on may be one."""

AGAINST = 0.42
"""Claims from this score on that differ in polarity or figures are candidates for a contradiction."""

_DENIED = 0.2
_DAYS = 3
_RARE = 40
_BLOCKING = 10
_LEAST = 4
_SOURCE = 0.1


@dataclass(frozen=True, order=True, slots=True)
class Pair:
    """Two claims' own ids (`a` before `b`), how alike they are (0..1), by which rule, and the reasons."""

    a: str
    b: str
    score: float
    rule: str
    reasons: tuple[str, ...]


class _Card(NamedTuple):
    """What is in memory of a claim: its place on the shelf, article, day (its ordinal; 0: unknown), and whether it
    denies another one."""

    claim: str
    place: int
    doc: str
    day: int
    denies: bool


class Claims:
    """The claims of a corpus, article by article, ready to be compared; `node` gives the actor that an own id stands
    for.

    In memory are a card for each claim, how often each word comes, and which claims have which rare word; the rest is
    read from a file where two are compared. To be closed.
    """

    def __init__(self, articles: Iterable[Iterable[Wording]], node: Callable[[str], str]) -> None:
        self.node = node
        self._shelf: Shelf[Wording] = Shelf(Wording.row, Wording.of)
        self._cards: list[_Card] = []
        common, denied, total = Counter[str](), set[str](), 1
        for told in filter(None, (list(map(self._with_nodes, one)) for one in articles)):
            common.update({term for one in told for term in one.terms})
            denied.update(target for one in told for target in one.denied)
            self._cards += map(self._card, told)
            total += 1
        self._cards.sort()
        self._common = {term: number for term, number in common.items() if number > 1}
        self._logs = {number: math.log(total / number) for number in {1, *self._common.values()}}
        self._by_id = {one.claim: one.place for one in self._cards if one.claim in denied}

    def close(self) -> None:
        """Drops the file."""
        self._shelf.close()

    def _card(self, one: Wording) -> _Card:
        return _Card(one.claim, self._shelf.add(one), intern(one.doc), _day(one.date), bool(one.denied))

    def _with_nodes(self, one: Wording) -> Wording:
        """The claim with nodes for own ids in its terms."""
        if not any(term.startswith("@") for term in one.terms):
            return replace(one, terms=shared(one.terms))
        return replace(one, terms=shared(f"@{self.node(term[1:])}" if term[0] == "@" else term for term in one.terms))

    def _weight(self, term: str) -> float:
        """Rare words count more: the inverse document frequency, articles being the documents."""
        return self._logs[self._common.get(term, 1)]

    def pairs(self) -> Iterator[tuple[Pair, str]]:
        """All pairs that say something of one another, each with `same`, `unsure` or `contradicts`."""
        denials = (self._shelf[card.place] for card in self._cards if card.denies)
        yield from ((pair, "contradicts") for one in denials for pair in self._denied(one))
        for one, other in self._candidates():
            score, common = self._score(one, other)
            if score < min(UNSURE, AGAINST):
                continue
            reasons = (f"both say {', '.join(common[:5])}", *self._source(one, other))
            against = _against(one, other)
            if against:
                own = against[0] == "opposite polarity" and self._source(one, other)
                least = SAME - 0.05 if against[0] == "different figures" else AGAINST
                if score >= least and not own:
                    yield Pair(one.claim, other.claim, score, against[0], (*reasons, *against[1:])), "contradicts"
                continue
            if not _figures_fit(one, other):
                continue
            if score >= UNSURE:
                yield (
                    Pair(one.claim, other.claim, score, "shared words", reasons),
                    "same" if score >= SAME else "unsure",
                )

    def _denied(self, one: Wording) -> Iterator[Pair]:
        """What a denial denies in its own article, where the two speak of the same thing."""
        for target in one.denied:
            if target not in self._by_id:
                continue
            other = self._shelf[self._by_id[target]]
            score, common = self._score(one, other)
            if target != one.claim and not other.denying and len(common) > 1 and score >= _DENIED:
                low, high = sorted((one.claim, target))
                reasons = ("denied in the article", f"both say {', '.join(common[:5])}")
                yield Pair(low, high, score, "asserted and denied", reasons)

    def _candidates(self) -> Iterator[tuple[Wording, Wording]]:
        """Claims of different articles of the same days that share two of their rarest terms."""
        index = self._index()
        for left, card in enumerate(self._cards):
            one = self._shelf[card.place]
            counted = Counter(right for term in self._rarest(one) for right in index[term] if right > left)
            for right, alike in sorted(counted.items()):
                other = self._cards[right]
                if alike > 1 and card.doc != other.doc and _near(card.day, other.day):
                    yield one, self._shelf[other.place]

    def _index(self) -> dict[str, "array[int]"]:
        """Rare term -> the numbers of the claims that have it among their rarest."""
        index: dict[str, array[int]] = {}
        for number, card in enumerate(self._cards):
            for term in self._rarest(self._shelf[card.place]):
                index.setdefault(intern(term), array("I")).append(number)
        return index

    def _rarest(self, one: Wording) -> list[str]:
        if len(one.terms) < _LEAST:
            return []
        terms = [term for term in one.terms if 1 < self._common.get(term, 1) <= _RARE]
        return sorted(terms, key=lambda term: (-self._weight(term), term))[:_BLOCKING]

    def _score(self, one: Wording, other: Wording) -> tuple[float, list[str]]:
        both = self._sum(one.terms) + self._sum(other.terms)
        common = sorted(set(one.terms).intersection(other.terms), key=lambda term: (-self._weight(term), term))
        dice = 2 * self._sum(sorted(common)) / both if both else 0.0
        return round(min(0.99, dice + _SOURCE * bool(self._source(one, other))), 2), common

    def _source(self, one: Wording, other: Wording) -> tuple[str, ...]:
        if one.source and other.source and self.node(one.source) == self.node(other.source):
            return ("same source",)
        return ()

    def _sum(self, terms: Iterable[str]) -> float:
        return sum(self._weight(term) for term in terms)


def _day(when: str) -> int:
    return date.fromisoformat(when[:10]).toordinal() if when else 0


def _near(one: int, other: int) -> bool:
    """Whether two days may be those of one event; an unknown one may."""
    return not one or not other or abs(one - other) <= _DAYS


def _against(one: Wording, other: Wording) -> tuple[str, ...]:
    """Rule and reasons for taking the two as speaking against each other; empty where they do not."""
    for left, right in ((one, other), (other, one)):
        turned = sorted(set(left.negated).difference(left.affirmed) & set(right.affirmed).difference(right.negated))
        if turned:
            return "opposite polarity", f"negated in one: {', '.join(turned[:3])}"
    if one.denying != other.denying:
        return "asserted and denied", "denied in one, not in the other"
    for word, opposite in _opposites():
        for left, right in ((one, other), (other, one)):
            apart = word in left.affirmed and opposite in right.affirmed
            if apart and word not in right.terms and opposite not in left.terms:
                return "opposite words", f"{word} – {opposite}"
    differing = _differing(one, other)
    return ("different figures", *differing) if differing else ()


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    return tuple((one, other) for one, other in load_toml("claims.toml")["opposites"])


def _differing(one: Wording, other: Wording) -> tuple[str, ...]:
    """Units of which the two give one figure each, and another one."""
    ours, theirs = (_by_unit(wording.figures) for wording in (one, other))
    found: list[str] = []
    if not _growing().isdisjoint((*one.terms, *other.terms)) or not one.date or not other.date:
        return ()
    for unit in sorted(ours.keys() & theirs.keys()):
        left, right = ours[unit], theirs[unit]
        told = {f"#{value}" for value in left | right}
        if len(left) == len(right) == 1 and left != right and not told.intersection(one.terms, other.terms):
            found.append(f"{min(left)} and {min(right)} {unit}")
    return tuple(found)


@cache
def _growing() -> frozenset[str]:
    return frozenset(load_toml("claims.toml")["growing"])


def _by_unit(figures: Iterable[Figure]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in figures:
        found.setdefault(one.unit, set()).add(one.value)
    return found


def _figures_fit(one: Wording, other: Wording) -> bool:
    """Whether one claim's figures are all among the other's."""
    ours, theirs = ({term for term in wording.terms if term.startswith("#")} for wording in (one, other))
    return ours <= theirs or theirs <= ours
