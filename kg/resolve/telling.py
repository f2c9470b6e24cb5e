"""Claims that several articles tell, as one: clusters of claims with the decision behind every join.

Not for how alike two claims are (`kg.resolve.claims`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import chain, groupby

from kg.resolve.claims import Claims, Pair
from kg.resolve.clusters import Clusters
from kg.resolve.joining import Decided
from kg.resolve.judgements import BY_RULE, Judgement, Verdict
from kg.resolve.shelf import Index, Keyed, Sorted, texts
from kg.resolve.wording import Wording


def join_claims(
    articles: Iterable[Iterable[Wording]], node: Callable[[str], str], given: list[Judgement], decided: Decided
) -> Mapping[str, str]:
    """The node of each claim that is one with others.

    Judgements of people on claims that are there first, then pairs from the most alike down; every claim must fit
    every other of its node.
    """
    found, there = _Pairs(), set[str]()
    wanted = frozenset(own for one in given for own in (one.a, one.b))
    with closing(Claims(_noted(articles, wanted, there), node)) as claims:
        for pair, verdict in claims.pairs():
            found.add(pair, verdict)
    clusters: Clusters[str] = Clusters()
    given = [one for one in given if one.a in there and one.b in there]
    for one in given:
        if one.verdict is not Verdict.SAME:
            clusters.keep_apart(one.a, one.b)
    same = [(one.a, one.b) for one in given if one.verdict is Verdict.SAME]
    for a, b in same:
        clusters.join(a, b)
    joined: Sorted[str] = Sorted(str, lambda one: (one,), lambda row: str(row[0]))
    for own in chain.from_iterable(chain(same, _join(clusters, found, decided))):
        joined.add(own)
    for _, pair in found.opposed.each():
        if clusters.root(pair.a) != clusters.root(pair.b):
            decided.add(decided.contradictions, _judgement(pair, Verdict.DIFFERENT))
    for pair, _ in found.alike:
        if clusters.root(pair.a) != clusters.root(pair.b):
            decided.add(decided.undecided, _judgement(pair, Verdict.UNSURE))
    nodes = texts()
    for own, _ in groupby(joined):
        nodes[own] = clusters.root(own)
    return nodes


def _noted(
    articles: Iterable[Iterable[Wording]], wanted: frozenset[str], there: set[str]
) -> Iterator[tuple[Wording, ...]]:
    """The same articles; puts into `there` which of the wanted claims they tell."""
    for told in map(tuple, articles):
        there.update(one.claim for one in told if one.claim in wanted)
        yield told


class _Pairs:
    """All pairs, in files: those that speak against each other, and the others, with whether they are sure to be one,
    from the most alike down."""

    def __init__(self) -> None:
        self.opposed: Keyed[Pair] = Keyed(Pair.row, Pair.of)
        self.alike: Sorted[tuple[Pair, bool]] = Sorted(
            lambda one: (-one[0].score, one[0].a, one[0].b),
            lambda one: (one[0].row(), one[1]),
            lambda row: (Pair.of(row[0]), row[1]),
        )
        self._fit = Index()

    def add(self, pair: Pair, verdict: str) -> None:
        """Of two that say the same of two claims the later one counts, where they speak against each other."""
        if verdict == "contradicts":
            self.opposed[_both(pair.a, pair.b)] = pair
        else:
            self.alike.add((pair, verdict == "same"))
            self._fit.add(_both(pair.a, pair.b))

    def fit(self, one: str, other: str) -> bool:
        """Whether the two are, or may be, one."""
        return self._fit.find(_both(min(one, other), max(one, other))) is not None


def _both(a: str, b: str) -> str:
    return f"{a}\0{b}"


def _join(clusters: Clusters[str], found: _Pairs, decided: Decided) -> Iterator[tuple[str, str]]:
    """Joins what is one and fits; gives the ids that were joined."""
    parts: dict[str, list[str]] = {}
    for pair, sure in found.alike:
        left, right = clusters.root(pair.a), clusters.root(pair.b)
        if not sure or left == right:
            continue
        ours, theirs = parts.get(left, [pair.a]), parts.get(right, [pair.b])
        fits = all(found.fit(one, other) for one in ours for other in theirs)
        if fits and clusters.join(pair.a, pair.b):
            parts[clusters.root(pair.a)] = ours + theirs
            decided.add(decided.made, _judgement(pair, Verdict.SAME))
            yield pair.a, pair.b


def _judgement(one: Pair, verdict: Verdict) -> Judgement:
    return Judgement.of("claim", one.a, one.b, verdict, rule=one.rule, reasons=one.reasons, score=one.score, by=BY_RULE)
