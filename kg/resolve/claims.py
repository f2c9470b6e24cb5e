"""Which claims of different articles are one, and which speak against each other: candidates by rare words they share.

Not for what a denial denies within its article (`kg.extract.denials`). Scores are overlap of words by weight (Dice).
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import groupby

from kg.data import load_toml
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


@dataclass
class Claims:
    """The claims of a corpus, ready to be compared; `node` gives the actor that an own id stands for.

    The list is taken over: it is sorted, and own ids in its terms become nodes.
    """

    found: list[Wording]
    node: Callable[[str], str]
    _weights: dict[str, float] = field(default_factory=dict, repr=False)
    _common: Counter[str] = field(default_factory=Counter, repr=False)
    _by_id: dict[str, Wording] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.found.sort(key=lambda one: one.doc)
        total = 1
        for place, one in enumerate(self.found):
            if any(term.startswith("@") for term in one.terms):
                self.found[place] = replace(one, terms=shared(map(self._term, one.terms)))
        for _, told in groupby(self.found, key=lambda one: one.doc):
            self._common.update({term for one in told for term in one.terms})
            total += 1
        self._weights = {term: math.log(total / number) for term, number in self._common.items()}
        self.found.sort(key=lambda one: (one.claim, one.doc))
        denied = {target for one in self.found for target in one.denied}
        self._by_id = {one.claim: one for one in self.found if one.claim in denied}

    def _term(self, term: str) -> str:
        return f"@{self.node(term[1:])}" if term.startswith("@") else term

    def pairs(self) -> Iterator[tuple[Pair, str]]:
        """All pairs that say something of one another, each with `same`, `unsure` or `contradicts`."""
        yield from ((pair, "contradicts") for one in self.found for pair in self._denied(one))
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
            other = self._by_id[target]
            score, common = self._score(one, other)
            if target != one.claim and not other.denying and len(common) > 1 and score >= _DENIED:
                low, high = sorted((one.claim, target))
                reasons = ("denied in the article", f"both say {', '.join(common[:5])}")
                yield Pair(low, high, score, "asserted and denied", reasons)

    def _candidates(self) -> Iterator[tuple[Wording, Wording]]:
        """Claims of different articles of the same days that share two of their rarest terms."""
        keys = [self._rarest(one) for one in self.found]
        index: dict[str, list[int]] = {}
        for number, terms in enumerate(keys):
            for term in terms:
                index.setdefault(term, []).append(number)
        for left, (one, terms) in enumerate(zip(self.found, keys, strict=True)):
            counted = Counter(right for term in terms for right in index[term] if right > left)
            for right, alike in sorted(counted.items()):
                other = self.found[right]
                if alike > 1 and one.doc != other.doc and _near(one.date, other.date):
                    yield one, other

    def _rarest(self, one: Wording) -> list[str]:
        if len(one.terms) < _LEAST:
            return []
        terms = [term for term in one.terms if 1 < self._common[term] <= _RARE]
        return sorted(terms, key=lambda term: (-self._weights[term], term))[:_BLOCKING]

    def _score(self, one: Wording, other: Wording) -> tuple[float, list[str]]:
        both = self._sum(one.terms) + self._sum(other.terms)
        common = sorted(set(one.terms).intersection(other.terms), key=lambda term: (-self._weights[term], term))
        dice = 2 * self._sum(sorted(common)) / both if both else 0.0
        return round(min(0.99, dice + _SOURCE * bool(self._source(one, other))), 2), common

    def _source(self, one: Wording, other: Wording) -> tuple[str, ...]:
        if one.source and other.source and self.node(one.source) == self.node(other.source):
            return ("same source",)
        return ()

    def _sum(self, terms: Iterable[str]) -> float:
        return sum(self._weights[term] for term in terms)


def _near(one: str, other: str) -> bool:
    if not one or not other:
        return True
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= _DAYS


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
