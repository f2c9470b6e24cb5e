"""Edges as curves between boxes: how far they swing out, and the part that is seen; not for colours or dashes."""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from kg.view.model import Edge

Point = tuple[float, float]


class Frame(NamedTuple):
    """A box on the canvas: its centre, width and height in pixels."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, point: Point) -> bool:
        """Whether the point lies in the box."""
        return abs(point[0] - self.x) < self.width / 2 and abs(point[1] - self.y) < self.height / 2


class Curve(NamedTuple):
    """A quadratic Bézier curve."""

    start: Point
    via: Point
    end: Point

    def at(self, place: float) -> Point:
        """The point at `place`, from 0 to 1."""
        near, mid, far = (1 - place) ** 2, 2 * place * (1 - place), place**2
        return (
            near * self.start[0] + mid * self.via[0] + far * self.end[0],
            near * self.start[1] + mid * self.via[1] + far * self.end[1],
        )

    def part(self, first: float, last: float) -> "Curve":
        """The curve between two places (de Casteljau)."""

        def blend(one: float, other: float) -> Point:
            near, mid, far = (1 - one) * (1 - other), one + other - 2 * one * other, one * other
            return (
                near * self.start[0] + mid * self.via[0] + far * self.end[0],
                near * self.start[1] + mid * self.via[1] + far * self.end[1],
            )

        return Curve(blend(first, first), blend(first, last), blend(last, last))


def bends(edges: Sequence[Edge]) -> dict[str, float]:
    """How far each edge swings out, positive clockwise, so that edges between the same two nodes lie apart."""
    between: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        between[min(edge.start, edge.end), max(edge.start, edge.end)].append(edge)
    found = {}
    for same in between.values():
        for nth, edge in enumerate(same):
            out = 0.035 if len(same) == 1 else (nth - (len(same) - 1) / 2) * 0.12
            found[edge.id] = out if edge.start < edge.end or len(same) == 1 else -out
    return found


def between(start: Frame, end: Frame, bend: float) -> Curve | None:
    """The seen part of the curve from box to box, as vis-network bends it (`curvedCW`); None where boxes cover it."""
    angle = math.atan2(start.y - end.y, end.x - start.x) + (0.5 * bend + 0.5) * math.pi
    reach = (0.5 * abs(bend) + 0.5) * math.hypot(end.x - start.x, end.y - start.y)
    via = (start.x + reach * math.sin(angle), start.y + reach * math.cos(angle))
    curve = Curve((start.x, start.y), via, (end.x, end.y))
    steps = [step / 200 for step in range(201)]
    seen = [step for step in steps if not start.holds(curve.at(step)) and not end.holds(curve.at(step))]
    return curve.part(seen[0], seen[-1]) if len(seen) > 4 else None
