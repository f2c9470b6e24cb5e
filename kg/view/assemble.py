"""Levels into pyvis: `Network` holds nodes, edges and options, and knows the vis-network script that is installed.

Not for pyvis's own templates, which load from the network: the page is ours (`kg.view.page`).
"""

import itertools
import re
from collections import Counter
from importlib.resources import files
from typing import Any

import numpy as np

from kg.errors import ExportError
from kg.view.columns import assign
from kg.view.labels import ROLES, Box, box
from kg.view.layout import Task, layout
from kg.view.model import Level, Node
from kg.view.options import PageOptions

Json = dict[str, Any]

VIS_OPTIONS = """{
  "physics": {"enabled": false},
  "layout": {"improvedLayout": false, "randomSeed": 1},
  "interaction": {"hover": true, "multiselect": false, "selectConnectedEdges": false, "hoverConnectedEdges": false,
                  "keyboard": {"enabled": false}, "zoomSpeed": 0.6}
}"""


def network(level: Level, options: PageOptions) -> Json:
    """`nodes`, `edges` and `options` of the level as vis-network takes them, by way of a pyvis `Network`."""
    from pyvis.network import Network

    degree = Counter(end for edge in level.edges for end in (edge.start, edge.end))
    boxes = [box(node, degree[node.id]) for node in level.nodes]
    places = _places(level, boxes, options)
    net = Network(directed=True)
    net.set_options(VIS_OPTIONS)
    for node, drawn, place in itertools.zip_longest(level.nodes, boxes, places):
        net.add_node(node.id, **_node(node, drawn, place))
    for edge in level.edges:
        net.add_edge(edge.start, edge.end, id=edge.id, type=edge.type, items=list(edge.items))
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": [_trim(one) for one in nodes], "edges": [_trim(one) for one in edges], "options": net.options}


def _node(node: Node, drawn: Box, place: tuple[int, int] | None) -> Json:
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


def _places(level: Level, boxes: list[Box], options: PageOptions) -> list[tuple[int, int]]:
    """Places of the nodes that are drawn at first; the page itself places what filters bring up."""
    numbers = {node.id: place for place, node in enumerate(level.nodes[: options.cap])}
    sizes = np.array([[one.width, one.height] for one in boxes[: options.cap]]).reshape(-1, 2)
    columns = assign(level)[: options.cap] if level.name == "claims" else ()
    quiet = ("about", "relation") if level.name == "claims" else ("relation",)
    drawn = [edge for edge in level.edges if edge.start in numbers and edge.end in numbers and edge.type not in quiet]
    pairs = tuple((numbers[edge.start], numbers[edge.end]) for edge in drawn)
    arrows = tuple(pair[::-1] if edge.type == "denies" else pair for edge, pair in zip(drawn, pairs, strict=True))
    return layout(Task(sizes, pairs, columns, arrows, seed=options.seed))


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
