"""Where the nodes stand: igraph, seeded, component by component, boxes pushed apart, components packed.

Not for what a node looks like. Distances are pixels at zoom 1; places are whole numbers, so that a page's bytes do not
hang on the last digit of a processor's arithmetic.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import numpy as np
from numpy.typing import NDArray

from kg.view.columns import stack, tallest

Places = NDArray[np.float64]
"""n × 2: the centres of boxes."""

Pair = tuple[int, int]

GAP = (34.0, 30.0)
"""Free space kept between boxes, across and down."""

TALL = 1200.0
"""Columns taller than this, in pixels, are not drawn as columns."""

TRIED = 40
"""Components up to this many nodes are laid out several times, and the clearest drawing is kept."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be placed: `sizes` (n × 2: width, height) and `pairs` of indices.

    `columns` gives each a column (or is empty), `aspect` is the canvas's width to its height.
    """

    sizes: Places
    pairs: tuple[Pair, ...]
    columns: tuple[int, ...] = ()
    aspect: float = 1.45
    seed: int = 1


def layout(task: Task) -> list[tuple[int, int]]:
    """The centre of each box; no two boxes overlap while there are at most 400 of them in a component."""
    count = len(task.sizes)
    if not count:
        return []
    igraph.set_random_number_generator(random.Random(task.seed))
    graph = igraph.Graph(count, sorted({(min(pair), max(pair)) for pair in task.pairs if pair[0] != pair[1]}))
    groups = sorted((sorted(group) for group in graph.connected_components()), key=lambda group: (-len(group), group))
    placed = np.zeros((count, 2))
    blocks = [_block(graph.induced_subgraph(group), group, task) for group in groups]
    corners = pack(
        [_extent(places, task.sizes[group]) for places, group in zip(blocks, groups, strict=True)], task.aspect
    )
    for places, group, corner in zip(blocks, groups, corners, strict=True):
        low = (places - task.sizes[group] / 2).min(axis=0)
        placed[group] = places - low + corner
    middle = (placed.max(axis=0) + placed.min(axis=0)) / 2
    return [(round(float(x)), round(float(y))) for x, y in placed - middle]


def _extent(places: Places, sizes: Places) -> tuple[float, float]:
    span = (places + sizes / 2).max(axis=0) - (places - sizes / 2).min(axis=0)
    return float(span[0]), float(span[1])


def _block(graph: igraph.Graph, group: list[int], task: Task) -> Places:
    """One component: in columns where those are given and not too tall, else with springs."""
    sizes = task.sizes[group]
    if task.columns and len(group) > 1:
        columns = [task.columns[node] for node in group]
        if tallest(columns, sizes) <= TALL:
            return stack(columns, sizes, graph.get_edgelist())
    return _component(graph, sizes, task)


def _component(graph: igraph.Graph, sizes: Places, task: Task) -> Places:
    count = graph.vcount()
    if count == 1:
        return np.zeros((1, 2))
    tries = 24 if count <= TRIED else 1
    best, cost = None, 0.0
    for number in range(tries):
        places = _spread(graph, sizes, task, number)
        price = _price(places, sizes, graph.get_edgelist(), task.aspect) if tries > 1 else 0.0
        if best is None or price < cost:
            best, cost = places, price
    assert best is not None
    return best


def _spread(graph: igraph.Graph, sizes: Places, task: Task, number: int) -> Places:
    """One drawing: springs, then boxes pushed apart."""
    rng = random.Random(task.seed * 1000 + number)
    start = [[rng.uniform(-1, 1) * task.aspect, rng.uniform(-1, 1)] for _ in range(graph.vcount())]
    if graph.vcount() <= TRIED:
        drawn = graph.layout_kamada_kawai(seed=start)
    elif graph.vcount() <= 2500:
        drawn = graph.layout_fruchterman_reingold(seed=start, niter=500 if graph.vcount() <= 600 else 150)
    else:
        drawn = graph.layout_fruchterman_reingold(seed=start, niter=40, grid=True)
    places = np.array(drawn.coords, dtype=np.float64)
    places -= places.mean(axis=0)
    if places.std(axis=0).argmax() == 1 and task.aspect > 1:
        places = places[:, ::-1]
    lengths = [float(np.hypot(*(places[one] - places[other]))) for one, other in graph.get_edgelist()]
    unit = float(np.median(lengths)) or 1.0
    scale = float(np.sqrt((sizes.prod(axis=1)).mean())) * 1.15 / unit
    return push_apart(places * scale * np.array([np.sqrt(task.aspect), 1 / np.sqrt(task.aspect)]), sizes)


def push_apart(places: Places, sizes: Places, rounds: int = 240) -> Places:
    """The places with every two boxes moved apart, each by half, along the axis where they overlap least."""
    places = places + np.arange(len(places))[:, None] * 1e-6
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2 + np.array(GAP) if len(sizes) <= 2500 else None
    if reach is None:
        return places * 1.5
    for _ in range(rounds if len(sizes) <= 400 else 60):
        away = places[:, None, :] - places[None, :, :]
        lap = reach - np.abs(away)
        np.einsum("iij->ij", lap)[:] = 0
        hit = (lap > 0.5).all(axis=2)
        if not hit.any():
            break
        across = (lap[..., 0] < lap[..., 1]).astype(np.float64)
        move = np.where(hit[..., None], lap * np.sign(away), 0.0)
        move *= np.stack([across, 1 - across], axis=2)
        places = places + move.sum(axis=1) / 2 / np.maximum(1, hit.sum(axis=1) / 2)[:, None]
    return places


def _price(places: Places, sizes: Places, pairs: Sequence[Pair], aspect: float) -> float:
    """How bad a drawing is: edges through boxes, crossings, and the scale at which it fits the canvas."""
    if not pairs:
        return 0.0
    starts, ends = places[[one for one, _ in pairs]], places[[other for _, other in pairs]]
    wide, high = _extent(places, sizes)
    size = max(wide, high * aspect) / np.sqrt(sizes.prod(axis=1).sum() * aspect)
    through = _through(starts, ends, places, sizes, pairs)
    return float(3.0 * through + _crossings(starts, ends) + 9.0 * size)


def _through(starts: Places, ends: Places, places: Places, sizes: Places, pairs: Sequence[Pair]) -> int:
    """How many times an edge runs over the box of a node that is not its own."""
    steps = np.linspace(0.06, 0.94, 15)[:, None, None]
    points = starts * (1 - steps) + ends * steps
    inside = (np.abs(points[:, :, None, :] - places[None, None, :, :]) < sizes / 2).all(axis=3).any(axis=0)
    for row, pair in enumerate(pairs):
        inside[row, list(pair)] = False
    return int(inside.sum())


def _crossings(starts: Places, ends: Places) -> int:
    """How many pairs of straight edges cross."""

    def side(one: Places, other: Places, point: Places) -> Places:
        edge, rest = other - one, point - one
        turn: Places = np.sign(edge[..., 0] * rest[..., 1] - edge[..., 1] * rest[..., 0])
        return turn

    one, other = starts[:, None, :], ends[:, None, :]
    first, last = starts[None, :, :], ends[None, :, :]
    cross = (side(one, other, first) * side(one, other, last) < 0) & (
        side(first, last, one) * side(first, last, other) < 0
    )
    return int(cross.sum()) // 2


def pack(extents: Sequence[tuple[float, float]], aspect: float) -> list[Places]:
    """The upper left corner of each block, set in rows as wide as the canvas's proportion asks; largest first."""
    pad = 44.0
    area = sum((wide + pad) * (high + pad) for wide, high in extents)
    limit = max(max(wide for wide, _ in extents) + pad, float(np.sqrt(area * aspect)))
    corners, x, y, row = [], 0.0, 0.0, 0.0
    for wide, high in extents:
        if x and x + wide + pad > limit:
            x, y, row = 0.0, y + row, 0.0
        corners.append(np.array([x, y]))
        x, row = x + wide + pad, max(row, high + pad)
    return corners
