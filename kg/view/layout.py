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

from kg.view import afar
from kg.view.columns import flow, stack, tallest

Places = NDArray[np.float64]
"""n × 2: the centres of boxes."""

Pair = tuple[int, int]

GAP = (58.0, 50.0)
"""Free space kept between boxes, across and down."""

PAD = 44.0
"""Free space kept between components, in pixels."""

TALL = 1200.0
"""Columns taller than this, in pixels, are not drawn as columns."""

DENSE = afar.MANY
"""More boxes than this in a component are set into the cells of a grid."""

EVENED = 0.6
"""How far large components are evened out before their boxes are pushed apart: 0 not at all, 1 by order alone."""

TRIED = 40
"""Components up to this many nodes are laid out several times, and the clearest drawing is kept."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be placed: `sizes` (n × 2: width, height) and `pairs` of indices.

    `columns` gives each a column (or is empty), `arrows` are pairs that should run to the right where that can be,
    `aspect` is the canvas's width to its height; `names` is the width on the screen of each name that room is kept for
    where the picture is seen from afar (0: none; empty: no room is kept).
    """

    sizes: Places
    pairs: tuple[Pair, ...]
    columns: tuple[int, ...] = ()
    arrows: tuple[Pair, ...] = ()
    aspect: float = 1.6
    seed: int = 1
    names: tuple[float, ...] = ()


def layout(task: Task) -> list[tuple[int, int]]:
    """The centre of each box; no two boxes overlap."""
    count = len(task.sizes)
    if not count:
        return []
    igraph.set_random_number_generator(random.Random(task.seed))
    graph = igraph.Graph(count, sorted({(min(pair), max(pair)) for pair in task.pairs if pair[0] != pair[1]}))
    groups = sorted((sorted(group) for group in graph.connected_components()), key=lambda group: (-len(group), group))
    placed = np.zeros((count, 2))
    sizes, down = afar.room(task.sizes, np.array(task.names), GAP) if task.names else (task.sizes, 0.0)
    blocks = [_block(graph.induced_subgraph(group), group, task, sizes[group]) for group in groups]
    corners = pack([_extent(places, sizes[group]) for places, group in zip(blocks, groups, strict=True)], task.aspect)
    for places, group, corner in zip(blocks, groups, corners, strict=True):
        low = (places - sizes[group] / 2).min(axis=0)
        placed[group] = places - low + corner
    placed[:, 1] -= down
    middle = (placed.max(axis=0) + placed.min(axis=0)) / 2
    return [(round(float(x)), round(float(y))) for x, y in placed - middle]


def _extent(places: Places, sizes: Places) -> tuple[float, float]:
    span = (places + sizes / 2).max(axis=0) - (places - sizes / 2).min(axis=0)
    return float(span[0]), float(span[1])


def _block(graph: igraph.Graph, group: list[int], task: Task, sizes: Places) -> Places:
    """One component: in columns where those are given and their cards not too tall, else with springs or in layers."""
    if task.columns and len(group) > 1:
        columns = [task.columns[node] for node in group]
        if tallest(columns, task.sizes[group]) <= TALL:
            return stack(columns, sizes, graph.get_edgelist())
    place = {node: at for at, node in enumerate(group)}
    arrows = [(place[one], place[other]) for one, other in task.arrows if one in place and other in place]
    return _component(graph, sizes, task, arrows)


def _component(graph: igraph.Graph, sizes: Places, task: Task, arrows: Sequence[Pair]) -> Places:
    """The clearest of several drawings of a small component; one drawing of a large one."""
    count = graph.vcount()
    if count == 1:
        return np.zeros((1, 2))
    if count > TRIED:
        return _spread(graph, sizes, task, 0)
    drawings = [_spread(graph, sizes, task, number) for number in range(24)]
    if arrows:
        drawings.append(stack(flow(count, arrows), sizes, graph.get_edgelist()))
    prices = [_price(places, sizes, graph.get_edgelist(), task.aspect) for places in drawings]
    return drawings[prices.index(min(prices))]


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
    if graph.vcount() > TRIED:
        return push_apart(_evened(places, sizes, task.aspect), sizes)
    return push_apart(places * scale * np.array([np.sqrt(task.aspect), 1 / np.sqrt(task.aspect)]), sizes)


def _evened(places: Places, sizes: Places, aspect: float) -> Places:
    """The places drawn out where they are dense, over about the area that the boxes will take.

    Half by where they are, half by their order along each axis: springs leave a crowd in the middle, which boxes pushed
    apart would make far larger than the screen.
    """
    ranks = np.argsort(np.argsort(places, axis=0, kind="stable"), axis=0) / len(places)
    spots = (places - places.min(axis=0)) / np.maximum(np.ptp(places, axis=0), 1e-9)
    area = float((sizes + np.array(GAP)).prod(axis=1).sum()) / 0.6
    evened: Places = (EVENED * ranks + (1 - EVENED) * spots) * np.sqrt(area * np.array([aspect, 1 / aspect]))
    return evened


def push_apart(places: Places, sizes: Places) -> Places:
    """The places with no two boxes over each other: moved apart along the axis where they overlap least for their
    size."""
    if len(sizes) > DENSE:
        return _cells(places, sizes)
    places = places + np.arange(len(places))[:, None] * 1e-6
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2 + np.array(GAP)
    for turn in range(1, 1500):
        away = places[:, None, :] - places[None, :, :]
        lap = reach - np.abs(away)
        np.einsum("iij->ij", lap)[:] = 0
        hit = np.logical_and(lap[..., 0] > 0.5, lap[..., 1] > 0.5)
        if not hit.any():
            break
        across = (lap[..., 0] / reach[..., 0] < lap[..., 1] / reach[..., 1]).astype(np.float64)
        move = np.where(hit[..., None], lap * np.sign(away), 0.0)
        move *= np.stack([across, 1 - across], axis=2)
        places = places + move.sum(axis=1) / 2 / np.maximum(1, hit.sum(axis=1) / 2)[:, None]
        if turn % 20 == 0:
            places = places * 1.05
    return places


def _cells(places: Places, sizes: Places) -> Places:
    """Each box in a cell of its own that is as large as the largest box, near to where it was; for very many boxes."""
    count = len(places)
    wide = int(np.ceil(np.sqrt(count * 1.8 * sizes[:, 1].max() / sizes[:, 0].max() * 1.6)))
    high = int(np.ceil(count * 1.8 / wide))
    ranks = np.argsort(np.argsort(places, axis=0, kind="stable"), axis=0) / count
    span = np.maximum(np.ptp(places, axis=0), 1e-9)
    wish = (ranks + (places - places.min(axis=0)) / span) / 2 * np.array([wide - 1, high - 1])
    around = range(-max(wide, high), max(wide, high) + 1)
    steps = sorted(((x, y) for x in around for y in around), key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
    taken: dict[tuple[int, int], int] = {}
    for node, (x, y) in enumerate(np.rint(wish).astype(int).tolist()):
        cell = next((x + dx, y + dy) for dx, dy in steps if (x + dx, y + dy) not in taken)
        taken[cell] = node
    found = np.zeros((count, 2))
    for (x, y), node in taken.items():
        found[node] = (x, y)
    spread: Places = found * (sizes.max(axis=0) + np.array(GAP))
    return spread


def _price(places: Places, sizes: Places, pairs: Sequence[Pair], aspect: float) -> float:
    """How bad a drawing is: edges through boxes, crossings, and the scale at which it fits the canvas."""
    if not pairs:
        return 0.0
    starts, ends = places[[one for one, _ in pairs]], places[[other for _, other in pairs]]
    wide, high = _extent(places, sizes)
    size = max(wide, high * aspect) / np.sqrt(sizes.prod(axis=1).sum() * aspect)
    through = _through(starts, ends, places, sizes, pairs)
    return float(3.0 * through + _crossings(starts, ends) + 14.0 * size)


def _through(starts: Places, ends: Places, places: Places, sizes: Places, pairs: Sequence[Pair]) -> int:
    """How many times an edge runs over the box of a node that is not its own."""
    steps = np.linspace(0.06, 0.94, 15)[:, None, None]
    points = starts * (1 - steps) + ends * steps
    off = np.abs(points[:, :, None, :] - places[None, None, :, :])
    inside: NDArray[np.bool_] = np.logical_and(*np.moveaxis(off < sizes / 2, -1, 0)).any(axis=0)
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
    """The upper left corner of each block, set in rows, largest first, so wide that all of it is seen largest."""
    area = sum((wide + PAD) * (high + PAD) for wide, high in extents)
    widest = max(wide for wide, _ in extents) + PAD
    limits = [max(widest, float(np.sqrt(area * aspect)) * share) for share in (0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5)]
    tried = [_rows(extents, limit) for limit in limits]
    ends = [np.max([corner + extent for corner, extent in zip(one, extents, strict=True)], axis=0) for one in tried]
    seen = [max(float(end[0]) / aspect, float(end[1])) for end in ends]
    return tried[seen.index(min(seen))]


def _rows(extents: Sequence[tuple[float, float]], limit: float) -> list[Places]:
    """Rows up to `limit` wide; in a row, blocks stand one below the other where the first one's height allows."""
    corners: list[Places] = []
    x = y = row = column = down = 0.0
    for wide, high in extents:
        if down and (down + high + PAD > row or x + wide + PAD > limit):
            x, column, down = x + column, 0.0, 0.0
        if not down and x + wide + PAD > limit and x:
            x, y, row = 0.0, y + row, 0.0
        corners.append(np.array([x, y + down]))
        row, column, down = max(row, high + PAD), max(column, wide + PAD), down + high + PAD
    return corners
