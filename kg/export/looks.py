"""Colours, sizes and places of a network's nodes and edges: those of the page; not for how a file says so."""

import json
import logging
import math
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from kg.export.network import Network
from kg.view.layout import Task, layout

log = logging.getLogger(__name__)

PLACED = 2_000
"""Networks with more nodes get no positions: the tool's own layout is the better one there."""


def positions(network: Network) -> dict[str, tuple[int, int]]:
    """Where nodes stand, as the page would lay them out; none for a network that is too large."""
    if network.size > PLACED:
        log.info(
            "positions left out: %d nodes are more than %d, for which a layout of the tool is better",
            network.size,
            PLACED,
        )
    if not 0 < network.size <= PLACED:
        return {}
    numbers = {name: place for place, (name, _) in enumerate(network.nodes())}
    pairs = sorted({(numbers[start], numbers[end]) for start, end, _ in network.edges()})
    sizes = np.full((len(numbers), 2), (120.0, 60.0))
    return dict(zip(numbers, layout(Task(sizes, tuple(pairs))), strict=True))


@cache
def colours() -> dict[str, str]:
    """Colours of kinds of nodes and of stances: those of the page in its light theme."""
    looks = json.loads((files("kg.view") / "assets" / "looks.json").read_text("utf-8"))
    found: dict[str, str] = looks["palettes"]["light"]
    return found


def colour(data: dict[str, Any]) -> str:
    """The colour of a node."""
    return colours()[data["stance"] if data["kind"] == "statement" else data["kind"]]


def size(weight: float) -> float:
    """The diameter of a node."""
    return float(round(8 + 4 * math.sqrt(weight), 2))
