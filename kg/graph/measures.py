"""Measures of the network of who speaks to whom: weight, betweenness, communities, denials that are returned.

Not for building that network, nor for what a measure means for an actor: a large one says who is much spoken of in
these articles, nothing else.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

Link = tuple[int, int, str]
"""Number of an actor, number of another one, kind: a stance or `relays`."""

WIDE = 3000
"""Of more actors than this, betweenness counts paths of at most `SHORT` steps: all of them would take hours."""

SHORT = 4


class Measures(NamedTuple):
    """Of one actor. `pagerank` and `betweenness` are shares of 1 (four places); `community` 1 is the largest."""

    pagerank: float
    betweenness: float
    community: int
    denies: int
    denied: int
    mutual: int
    """With how many others denials go both ways."""


def measured(count: int, links: Mapping[Link, int]) -> list[Measures]:
    """The measures of `count` actors; `links` hold the number of statements. The same links give the same measures.

    PageRank (Page and Brin 1998, damping 0.85) over statements from who speaks to whom; betweenness (Freeman 1977) and
    communities (Louvain, Blondel and others 2008) over pairs of actors, whichever way statements go.
    """
    import igraph

    said = {link: number for link, number in sorted(links.items()) if link[0] != link[1]}
    spoken: Counter[tuple[int, int]] = Counter()
    for (start, end, kind), number in said.items():
        if kind != "relays":
            spoken[start, end] += number
    pairs = Counter[tuple[int, int]]()
    for (start, end, _), number in said.items():
        pairs[min(start, end), max(start, end)] += number
    igraph.set_random_number_generator(random.Random(1))
    directed = igraph.Graph(count, list(spoken), directed=True)
    plain = igraph.Graph(count, list(pairs))
    ranks = directed.pagerank(weights=list(spoken.values())) if count else []
    most = max(1.0, (count - 1) * (count - 2) / 2)
    between = plain.betweenness(directed=False, cutoff=SHORT if count > WIDE else None)
    groups = plain.community_multilevel(weights=list(pairs.values())).membership if count else []
    number_of = _by_size(groups)
    denies, denied, mutual = _denials(said)
    return [
        Measures(
            round(ranks[one], 4),
            round(between[one] / most, 4),
            number_of[groups[one]],
            denies[one],
            denied[one],
            mutual[one],
        )
        for one in range(count)
    ]


def _by_size(groups: list[int]) -> dict[int, int]:
    """Group -> its number, the largest first, of equals the one whose first member comes first."""
    sizes, first = Counter(groups), {group: place for place, group in reversed(list(enumerate(groups)))}
    order = sorted(sizes, key=lambda group: (-sizes[group], first[group]))
    return {group: number for number, group in enumerate(order, 1)}


def _denials(links: Mapping[Link, int]) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """How often each one denies others, is denied by others, and with how many both."""
    denies, denied, mutual = Counter[int](), Counter[int](), Counter[int]()
    towards: dict[int, set[int]] = defaultdict(set)
    for (start, end, kind), number in links.items():
        if kind == "denies":
            denies[start] += number
            denied[end] += number
            towards[start].add(end)
    for start, ends in towards.items():
        mutual[start] = sum(start in towards.get(end, ()) for end in ends)
    return denies, denied, mutual
