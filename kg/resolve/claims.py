"""Which claims of different articles are one, and which speak against each other: candidates by rare words they share.

Not for what a denial denies within its article (`kg.extract.denials`). Scores are overlap of words by weight (Dice).
"""

import math
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Self

from kg.data import load_toml
from kg.resolve.column import Column
from kg.resolve.postings import Postings
from kg.resolve.shelf import Index, Row, Shelf, Sorted
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

    def row(self) -> Row:
        """Its fields, for a shelf."""
        return self.a, self.b, self.score, self.rule, self.reasons

    @classmethod
    def of(cls, row: Row) -> Self:
        """The inverse of `row`."""
        return cls(*row)


class _Cards:
    """What is asked most of claims, by their numbers: of each article, day (its ordinal; 0: unknown), and whether it
    denies another one."""

    def __init__(self) -> None:
        self.docs, self.days, self.denying = Column("I"), Column("i"), Column("b")

    def add(self, doc: int, day: int, denies: bool) -> None:
        """The card of the next claim."""
        self.docs.append(doc)
        self.days.append(day)
        self.denying.append(denies)

    def fit(self, one: int, other: int) -> bool:
        """Whether two claims are of different articles and may be of the days of one event."""
        return self.docs[one] != self.docs[other] and _near(self.days[one], self.days[other])


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim with the weight of each of its terms."""

    wording: Wording
    weights: dict[str, float]


class Claims:
    """The claims of a corpus, article by article, ready to be compared; `node` gives the actor that an own id stands
    for. To be closed.
    """

    def __init__(self, articles: Iterable[Iterable[Wording]], node: Callable[[str], str]) -> None:
        self.node = lru_cache(maxsize=1 << 10)(node)
        self._shelf: Shelf[Wording] = Shelf(Wording.row, Wording.of)
        self._terms: Shelf[array[int]] = Shelf(lambda one: (one.tobytes(),), lambda row: array("I", row[0]))
        self._cards, self._words, self._common, self._total = _Cards(), Index(), Column("I"), 1
        self._number = lru_cache(maxsize=1 << 11)(self._words.add)
        order: Sorted[tuple[str, int]] = Sorted(lambda one: one[0], tuple, lambda row: (row[0], row[1]))
        self._ids = Index()
        for told in filter(None, (list(map(self._with_nodes, one)) for one in articles)):
            for one in told:
                for target in one.denied:
                    self._ids.add(target)
                order.add((one.claim, self._shelf.add(one)))
                self._cards.add(self._total, _day(one.date), bool(one.denied))
            self._count(told)
            self._total += 1
        self._order, self._targets = Column("I"), Column("I", count=len(self._ids))
        """Claims by id, and of each that is denied in its article the number and one."""
        for claim, number in order:
            self._order.append(number)
            if (place := self._ids.find(claim)) is not None:
                self._targets[place] = number + 1

    def _count(self, told: list[Wording]) -> None:
        """Keeps the numbers of the terms of one article's claims, and counts the article for each term."""
        numbers = {term: self._number(term) for one in told for term in one.terms}
        for one in told:
            self._terms.add(array("I", [numbers[term] for term in one.terms]))
        self._common.extend([0] * (len(self._words) - len(self._common)))
        for number in numbers.values():
            self._common[number] += 1

    def close(self) -> None:
        """Drops the files."""
        self._shelf.close()
        self._terms.close()

    def _with_nodes(self, one: Wording) -> Wording:
        """The claim with nodes for own ids in its terms."""
        if not any(term.startswith("@") for term in one.terms):
            return one
        return replace(one, terms=shared(f"@{self.node(term[1:])}" if term[0] == "@" else term for term in one.terms))

    def _claim(self, number: int) -> _Claim:
        """Rare words count more: the inverse document frequency, articles being the documents."""
        one = self._shelf[number]
        weights = (_log(self._total, self._common[word]) for word in self._terms[number])
        return _Claim(one, dict(zip(one.terms, weights, strict=True)))

    def pairs(self) -> Iterator[tuple[Pair, str]]:
        """All pairs that say something of one another, each with `same`, `unsure` or `contradicts`."""
        denials = (self._claim(number) for number in self._order if self._cards.denying[number])
        yield from ((pair, "contradicts") for one in denials for pair in self._denied(one))
        for left, right in self._candidates():
            score, common = self._score(left, right)
            if score < min(UNSURE, AGAINST):
                continue
            one, other = left.wording, right.wording
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

    def _denied(self, denial: _Claim) -> Iterator[Pair]:
        """What a denial denies in its own article, where the two speak of the same thing."""
        one = denial.wording
        for target in one.denied:
            found = self._ids.find(target)
            number = self._targets[found] if found is not None else 0
            if not number:
                continue
            other = self._claim(number - 1)
            score, common = self._score(denial, other)
            against = not other.wording.denying and not _both_negate(one, other.wording)
            if target != one.claim and against and len(common) > 1 and score >= _DENIED:
                low, high = sorted((one.claim, target))
                reasons = ("denied in the article", f"both say {', '.join(common[:5])}")
                yield Pair(low, high, score, "asserted and denied", reasons)

    def _candidates(self) -> Iterator[tuple[_Claim, _Claim]]:
        """Claims of different articles of the same days that share two of their rarest terms."""
        postings = Postings(map(self._rarest, self._order), len(self._words))
        for place, left in enumerate(self._order):
            rights = (self._order[right] for right in postings.sharing_two(place))
            if near := [right for right in rights if self._cards.fit(left, right)]:
                one = self._claim(left)
                yield from ((one, self._claim(right)) for right in near)

    def _rarest(self, number: int) -> "list[int]":
        """The numbers of the claim's rarest terms that another article has too; terms stand in their order."""
        terms = self._terms[number]
        if len(terms) < _LEAST:
            return []
        common = self._common
        return sorted((one for one in terms if 1 < common[one] <= _RARE), key=common.__getitem__)[:_BLOCKING]

    def _score(self, one: _Claim, other: _Claim) -> tuple[float, list[str]]:
        both = sum(one.weights.values()) + sum(other.weights.values())
        common = sorted(one.weights.keys() & other.weights.keys(), key=lambda term: (-one.weights[term], term))
        dice = 2 * sum(one.weights[term] for term in sorted(common)) / both if both else 0.0
        return round(min(0.99, dice + _SOURCE * bool(self._source(one.wording, other.wording))), 2), common

    def _source(self, one: Wording, other: Wording) -> tuple[str, ...]:
        if one.source and other.source and self.node(one.source) == self.node(other.source):
            return ("same source",)
        return ()


@lru_cache(maxsize=1 << 10)
def _log(total: int, times: int) -> float:
    return math.log(total / times)


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


def _both_negate(denial: Wording, claim: Wording) -> bool:
    """Whether what is denied is itself a negation that the denial does not turn round, and the two affirm nothing in
    common: two voices against one thing."""
    return bool(claim.negated) and set(claim.negated + claim.affirmed).isdisjoint(denial.affirmed)


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
