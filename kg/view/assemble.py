"""Levels into pyvis: `Network` holds nodes, edges and options, and knows the vis-network script that is installed.

Not for pyvis's own templates, which load from the network: the page is ours (`kg.view.page`).
"""

import re
from collections import Counter
from importlib.resources import files
from typing import Any

import numpy as np

from kg.errors import ExportError
from kg.view import afar
from kg.view.columns import assign
from kg.view.first import HIDDEN, drawn_first
from kg.view.labels import ROLES, Box, box
from kg.view.layout import Task, layout
from kg.view.model import Level, Node
from kg.view.options import PageOptions

Json = dict[str, Any]
Place = tuple[int, int]

VIS_OPTIONS = """{
  "physics": {"enabled": false},
  "layout": {"improvedLayout": false, "randomSeed": 1},
  "interaction": {"hover": true, "selectable": false, "hoverConnectedEdges": false, "keyboard": {"enabled": false},
                  "zoomSpeed": 0.6}
}"""


class _Ids(list[str]):
    """pyvis's list of the ids of nodes, which it looks through for each node and edge: here it need not look long."""

    def __init__(self) -> None:
        self._known: set[object] = set()

    def append(self, one: str) -> None:
        """One more."""
        super().append(one)
        self._known.add(one)

    def __contains__(self, one: object) -> bool:
        return one in self._known


def network(level: Level, options: PageOptions) -> Json:
    """`nodes`, `edges` and `options` of the level as vis-network takes them, by way of a pyvis `Network`."""
    from pyvis.network import Network

    net = Network(directed=True)
    net.set_options(VIS_OPTIONS)
    net.node_ids = _Ids()
    for node, drawn, place in placed(level, options, named=True):
        net.add_node(node.id, **_node(node, drawn, place))
    for edge in level.edges:
        net.add_edge(edge.start, edge.end, id=edge.id, type=edge.type, items=list(edge.items))
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": [_trim(one) for one in nodes], "edges": [_trim(one) for one in edges], "options": net.options}


def placed(level: Level, options: PageOptions, named: bool = False) -> list[tuple[Node, Box, Place | None]]:
    """Each node with its box, and the place of those that are drawn at first: `options.cap` of them at most.

    The page itself places what filters bring up. `named` keeps room for names that are read from afar.
    """
    degree = Counter(end for edge in level.edges for end in (edge.start, edge.end))
    boxes = [box(node, degree[node.id]) for node in level.nodes]
    first = drawn_first(level, options.cap)
    names = _names(level, first) if named else ()
    places = dict(zip(first, _places(level, first, boxes, options, names), strict=True))
    return [(node, drawn, places.get(at)) for at, (node, drawn) in enumerate(zip(level.nodes, boxes, strict=True))]


def _node(node: Node, drawn: Box, place: Place | None) -> Json:
    """The keys of a node; x and y are the centre of its box, None where the page places it."""
    return {
        "label": "\n".join(drawn.lines),
        "shape": "custom",
        "kind": node.kind,
        "actor": node.actor,
        "items": list(node.statements),
        "bare": node.bare,
        "roles": min(node.roles, ROLES),
        "x": place[0] if place else None,
        "y": place[1] if place else None,
        "w": round(drawn.width),
        "h": round(drawn.height),
        "r": round(drawn.radius, 1),
    }


def _trim(item: Json) -> Json:
    """Without what pyvis adds and the page sets itself."""
    return {key: value for key, value in item.items() if key not in ("color", "arrows", "font") and value is not None}


def _names(level: Level, first: list[int]) -> tuple[float, ...]:
    """The width of each name that room is kept for: the best connected actors, those who deny before their equals."""
    denying = {edge.start for edge in level.edges if edge.type == "denies"}
    nodes = [level.nodes[at] for at in first]
    actors = [place for place, node in enumerate(nodes) if node.actor is not None]
    actors.sort(key=lambda place: place - (afar.NAMED if nodes[place].id in denying else 0))
    chosen = {*actors[: afar.NAMED if len(first) > afar.FEW else afar.FEW]}
    return tuple(afar.wide(node.label) if place in chosen else 0.0 for place, node in enumerate(nodes))


def _places(
    level: Level, first: list[int], boxes: list[Box], options: PageOptions, names: tuple[float, ...]
) -> list[Place]:
    numbers = {level.nodes[at].id: place for place, at in enumerate(first)}
    sizes = np.array([[boxes[at].width, boxes[at].height] for at in first]).reshape(-1, 2)
    every = assign(level) if level.name == "claims" else ()
    columns = tuple(every[at] for at in first) if every else ()
    quiet = HIDDEN[level.name]
    drawn = [edge for edge in level.edges if edge.start in numbers and edge.end in numbers and edge.type not in quiet]
    pairs = tuple((numbers[edge.start], numbers[edge.end]) for edge in drawn)
    arrows = tuple(pair[::-1] if edge.type == "denies" else pair for edge, pair in zip(drawn, pairs, strict=True))
    return layout(Task(sizes, pairs, columns, arrows, seed=options.seed, names=names))


def vis_script() -> str:
    """The newest vis-network script that pyvis installs; ExportError where there is none."""
    folder = files("pyvis") / "templates" / "lib"
    found = (
        [entry for entry in folder.iterdir() if re.fullmatch(r"vis-\d+(\.\d+)*", entry.name)] if folder.is_dir() else []
    )
    for entry in sorted(found, key=lambda one: [int(part) for part in re.findall(r"\d+", one.name)], reverse=True):
        script = entry / "vis-network.min.js"
        if script.is_file():
            text = script.read_text(encoding="utf-8")
            return re.sub(r"\n?//# sourceMappingURL=.*", "", text)
    raise ExportError("the installed pyvis carries no vis-network script: pip install --force-reinstall pyvis")
