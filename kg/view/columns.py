"""Columns for a small dispute: who says it, what is said, who answers, what the answerers say.

Not for large components, whose columns would be taller than any screen: those get springs (`kg.view.layout`).
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence

import igraph
import numpy as np
from numpy.typing import NDArray

from kg.view.model import Level, Node

Places = NDArray[np.float64]
Pair = tuple[int, int]

ACROSS, DOWN = 120.0, 30.0
"""Free space between columns and between the boxes of one, in pixels."""


def assign(level: Level) -> tuple[int, ...]:
    """The column of each node of the claims level.

    0: actors that only relay; 1: actors; 2: claims of theirs; 3: actors that only answer claims of others; 4: claims
    that are made by those alone.
    """
    said: dict[str, set[str]] = defaultdict(set)
    answering: dict[str, set[str]] = defaultdict(set)
    for edge in level.edges:
        if edge.type in ("denies", "confirms", "unverified"):
            answering[edge.start].add(edge.end)
        elif edge.type not in ("about", "relation", "relays"):
            said[edge.start].add(edge.end)
    owners = Counter(claim for claims in said.values() for claim in claims)
    right = {
        actor
        for actor, claims in answering.items()
        if not claims & said[actor] and any(owners[claim] for claim in claims)
    }
    right -= {edge.start for edge in level.edges if edge.type == "relays"}
    left = {claim for actor, claims in said.items() if actor not in right for claim in claims}
    left |= {claim for actor, claims in answering.items() if actor not in right for claim in claims}
    acting = said.keys() | answering.keys()

    def column(node: Node) -> int:
        if node.actor is None:
            return 2 if node.id in left else 4
        return 3 if node.id in right else 1 if node.id in acting else 0

    return tuple(column(node) for node in level.nodes)


def flow(count: int, arrows: Sequence[Pair]) -> tuple[int, ...]:
    """The column of each of `count` nodes so that most arrows run to the right (Sugiyama's layers)."""
    graph = igraph.Graph(count, sorted(set(arrows)), directed=True).simplify()
    heights = [float(point[1]) for point in graph.layout_sugiyama(hgap=1, vgap=1).coords[:count]]
    steps = {high: place for place, high in enumerate(sorted(set(heights)))}
    return tuple(steps[high] for high in heights)


def tallest(column: Sequence[int], sizes: Places) -> float:
    """The height of the tallest column, in pixels."""
    heights: dict[int, float] = defaultdict(float)
    for where, high in zip(column, sizes[:, 1], strict=True):
        heights[where] += float(high) + DOWN
    return max(heights.values())


def stack(column: Sequence[int], sizes: Places, pairs: Sequence[Pair]) -> Places:
    """The centre of each box: columns side by side, each ordered so that few edges cross."""
    near: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)
    order = {where: [node for node in range(len(column)) if column[node] == where] for where in sorted(set(column))}
    high = np.zeros(len(column))
    for turn in range(12):
        for where in sorted(order, reverse=bool(turn % 2)):
            wish = {node: _mean(high, near[node], node) for node in order[where]}
            order[where].sort(key=lambda node: wish[node])
            _pile(high, order[where], sizes)
    for _ in range(8):
        for members in order.values():
            for node in members:
                high[node] = _mean(high, near[node], node)
            _part(high, members, sizes)
    across, places = 0.0, np.zeros((len(column), 2))
    for members in order.values():
        wide = float(sizes[members, 0].max())
        places[members, 0] = across + wide / 2
        across += wide + ACROSS
    places[:, 1] = high
    return places


def _mean(high: NDArray[np.float64], near: Sequence[int], node: int) -> float:
    return float(np.mean(high[near])) if near else float(high[node])


def _pile(high: NDArray[np.float64], members: Sequence[int], sizes: Places) -> None:
    """The boxes one below the other, centred on 0."""
    total = float(sizes[members, 1].sum()) + DOWN * (len(members) - 1)
    top = -total / 2
    for node in members:
        high[node] = top + sizes[node, 1] / 2
        top += sizes[node, 1] + DOWN


def _part(high: NDArray[np.float64], members: Sequence[int], sizes: Places) -> None:
    """The boxes as near as may be to where they wish to be, in their order, none over another."""
    need = [(sizes[one, 1] + sizes[other, 1]) / 2 + DOWN for one, other in itertools.pairwise(members)]
    for _ in range(60):
        for step, (one, other) in zip(need, itertools.pairwise(members), strict=False):
            short = step - (high[other] - high[one])
            if short > 0:
                high[one] -= short / 2
                high[other] += short / 2
    for step, (one, other) in zip(need, itertools.pairwise(members), strict=False):
        high[other] = max(high[other], high[one] + step)
