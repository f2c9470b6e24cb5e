"""Files of networks: GraphML and GEXF for Gephi and yEd, JSON for Cytoscape. Each at both levels.

Not for what the network holds (`network`). The whole network is in memory, as networkx has it.
"""

import json
import math
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from networkx.readwrite.gexf import GEXFWriter

from kg.export.graphml import graphml_lines
from kg.export.network import Level, to_networkx
from kg.export.target import replacing
from kg.view.layout import Task, layout

PLACED = 2_000
"""Networks with more nodes get no positions: the tool's own layout is the better one there."""


def graphml(out: Path, target: Path) -> None:
    """All actors, statements and claims as GraphML."""
    _graphml(out, target, "full")


def graphml_actors(out: Path, target: Path) -> None:
    """The actors' network as GraphML."""
    _graphml(out, target, "actors")


def gexf(out: Path, target: Path) -> None:
    """All actors, statements and claims as GEXF, with colours, sizes, and dates for the timeline."""
    _gexf(out, target, "full")


def gexf_actors(out: Path, target: Path) -> None:
    """The actors' network as GEXF."""
    _gexf(out, target, "actors")


def cytoscape(out: Path, target: Path) -> None:
    """All actors, statements and claims in Cytoscape's JSON (`.cyjs`)."""
    _cytoscape(out, target, "full")


def cytoscape_actors(out: Path, target: Path) -> None:
    """The actors' network in Cytoscape's JSON."""
    _cytoscape(out, target, "actors")


def _graphml(out: Path, target: Path, level: Level) -> None:
    graph = to_networkx(out, level)
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(graphml_lines(graph))


def _gexf(out: Path, target: Path, level: Level) -> None:
    graph = to_networkx(out, level)
    places = positions(graph)
    for name, data in graph.nodes(data=True):
        data["viz"] = {"color": _rgb(_colour(data)), "size": _size(data["weight"])}
        if name in places:
            x, y = places[name]
            data["viz"]["position"] = {"x": float(x), "y": float(-y), "z": 0.0}
        if date := data.get("date"):
            data["start"] = date
    for _, _, data in graph.edges(data=True):
        data["id"] = data.pop("edgeId")
        if "dateFrom" in data:
            data["start"], data["end"] = data["dateFrom"], data["dateTo"]
        if data["kind"] in colours():
            data["viz"] = {"color": _rgb(colours()[data["kind"]])}
    with replacing(target) as temporary, temporary.open("wb") as file:
        writer = GEXFWriter(version="1.2draft")
        writer.add_graph(graph)
        for meta in writer.xml.iter("meta"):
            meta.attrib.clear()  # the day of writing
        _drop(writer, "networkx_key")  # says the same as `kind`
        writer.write(file)


def _drop(writer: GEXFWriter, title: str) -> None:
    """Takes a column of the edges out of what will be written."""
    for columns in writer.xml.iter("attributes"):
        for column in [one for one in columns if one.get("title") == title and columns.get("class") == "edge"]:
            columns.remove(column)
            for values in writer.xml.iter("attvalues"):
                for value in [one for one in values if one.get("for") == column.get("id")]:
                    values.remove(value)


def _cytoscape(out: Path, target: Path, level: Level) -> None:
    graph = to_networkx(out, level)
    places = positions(graph)
    for _, data in graph.nodes(data=True):
        data["name"] = data["shared name"] = data["label"]
        data["color"] = _colour(data)
    for start, end, data in graph.edges(data=True):
        data["id"] = data.pop("edgeId")
        data["interaction"] = data["shared interaction"] = data["kind"]
        data["name"] = f"{graph.nodes[start]['label']} ({data['kind']}) {graph.nodes[end]['label']}"
    made = nx.cytoscape_data(graph)
    for node in made["elements"]["nodes"]:
        if node["data"]["id"] in places:
            x, y = places[node["data"]["id"]]
            node["position"] = {"x": x, "y": y}
    made["data"] = {"name": f"kg {level}"}
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(made, file, ensure_ascii=False, indent=1)


def positions(graph: Any) -> dict[str, tuple[int, int]]:
    """Where nodes stand, as the page would lay them out; none for a network that is too large."""
    names = list(graph)
    if not names or len(names) > PLACED:
        return {}
    numbers = {name: place for place, name in enumerate(names)}
    pairs = sorted({(numbers[start], numbers[end]) for start, end in graph.edges()})
    sizes = np.full((len(names), 2), (120.0, 60.0))
    return dict(zip(names, layout(Task(sizes, tuple(pairs))), strict=True))


@cache
def colours() -> dict[str, str]:
    """Colours of kinds of nodes and of stances: those of the page in its light theme."""
    looks = json.loads((files("kg.view") / "assets" / "looks.json").read_text("utf-8"))
    found: dict[str, str] = looks["palettes"]["light"]
    return found


def _colour(data: dict[str, Any]) -> str:
    return colours()[data["stance"] if data["kind"] == "statement" else data["kind"]]


def _size(weight: float) -> float:
    return float(round(8 + 4 * math.sqrt(weight), 2))


def _rgb(colour: str) -> dict[str, Any]:
    red, green, blue = bytes.fromhex(colour[1:])
    return {"r": red, "g": green, "b": blue, "a": 1.0}
