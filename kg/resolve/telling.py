"""Claims that several articles tell, as one: clusters of claims with the decision behind every join.

Not for how alike two claims are (`kg.resolve.claims`).
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from typing import NamedTuple

from kg.resolve.claims import Claims, Pair
from kg.resolve.clusters import Clusters
from kg.resolve.judgements import BY_RULE, Judgement, Verdict
from kg.resolve.wording import Wording


class Told(NamedTuple):
    """The node of each claim that is one with others, and the judgements by rule."""

    nodes: Mapping[str, str]
    made: tuple[Judgement, ...]
    undecided: tuple[Judgement, ...]
    contradictions: tuple[Judgement, ...]


def join_claims(articles: Iterable[Iterable[Wording]], node: Callable[[str], str], given: list[Judgement]) -> Told:
    """Judgements of people first, then pairs from the most alike down; every claim must fit every other of its node."""
    clusters = Clusters()
    for one in given:
        if one.verdict is not Verdict.SAME:
            clusters.keep_apart(one.a, one.b)
    same = [one for one in given if one.verdict is Verdict.SAME]
    for one in same:
        clusters.join(one.a, one.b)
    judged = {(one.a, one.b) for one in given}
    with closing(Claims(articles, node)) as claims:
        pairs = list(claims.pairs())
    opposed = {(pair.a, pair.b): pair for pair, verdict in pairs if verdict == "contradicts"}
    against = _judgements(opposed.values(), Verdict.DIFFERENT, judged)
    alike = sorted((pair for pair, verdict in pairs if verdict != "contradicts"), key=_surest)
    made = _join(clusters, alike, {pair for pair, verdict in pairs if verdict == "same"})
    rest = [pair for pair in alike if clusters.root(pair.a) != clusters.root(pair.b)]
    joined = {own for one in same for own in (one.a, one.b)} | {own for pair in made for own in (pair.a, pair.b)}
    return Told(
        {own: clusters.root(own) for own in joined},
        _judgements(made, Verdict.SAME, judged),
        _judgements(rest, Verdict.UNSURE, judged),
        against,
    )


def _surest(pair: Pair) -> tuple[float, str, str]:
    return -pair.score, pair.a, pair.b


def _join(clusters: Clusters, alike: Iterable[Pair], sure: set[Pair]) -> list[Pair]:
    fit = {(pair.a, pair.b) for pair in alike}
    parts: dict[str, list[str]] = {}
    made = []
    for pair in alike:
        left, right = clusters.root(pair.a), clusters.root(pair.b)
        if pair not in sure or left == right:
            continue
        ours, theirs = parts.get(left, [pair.a]), parts.get(right, [pair.b])
        if all((min(one, other), max(one, other)) in fit for one in ours for other in theirs) and clusters.join(
            pair.a, pair.b
        ):
            parts[clusters.root(pair.a)] = ours + theirs
            made.append(pair)
    return made


def _judgements(pairs: Iterable[Pair], verdict: Verdict, judged: set[tuple[str, str]]) -> tuple[Judgement, ...]:
    made = (
        Judgement.of("claim", one.a, one.b, verdict, rule=one.rule, reasons=one.reasons, score=one.score, by=BY_RULE)
        for one in pairs
        if (one.a, one.b) not in judged
    )
    return tuple(sorted(made))
