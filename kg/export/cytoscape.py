"""Cytoscape's JSON (`.cyjs`) element by element, as networkx would make it; not for what the network holds."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.export.looks import colour, positions
from kg.export.network import Network


def cytoscape_lines(network: Network, name: str) -> Iterator[str]:
    """The file of a network under its name. Memory holds the nodes' labels, since an edge is named after its ends."""
    labels: dict[str, str] = {}
    yield f'{{\n "data": {{\n  "name": {json.dumps(name)}\n }},\n "directed": true,\n "multigraph": true,\n'
    yield ' "elements": {\n  "nodes": ['
    yield from _listed(_nodes(network, labels))
    yield '],\n  "edges": ['
    yield from _listed(_edges(network, labels))
    yield "]\n }\n}"


def _listed(items: Iterable[Any]) -> Iterator[str]:
    """The members of a list, set in by three blanks."""
    before = ""
    for item in items:
        text = json.dumps(item, ensure_ascii=False, indent=1).replace("\n", "\n   ")
        yield f"{before}\n   {text}"
        before = ","
    yield "\n  " if before else ""


def _nodes(network: Network, labels: dict[str, str]) -> Iterator[dict[str, Any]]:
    places = positions(network)
    for name, data in network.nodes():
        labels[name] = data["label"]
        own = {"name": data["label"], "shared name": data["label"], "color": colour(data), "id": name, "value": name}
        place = {"position": dict(zip("xy", places[name], strict=True))} if name in places else {}
        yield {"data": data | own} | place


def _edges(network: Network, labels: dict[str, str]) -> Iterator[dict[str, Any]]:
    for start, end, data in network.edges():
        kind, own = data["kind"], data.pop("edgeId")
        called = f"{labels[start]} ({kind}) {labels[end]}"
        data |= {"id": own, "interaction": kind, "shared interaction": kind, "name": called}
        yield {"data": data | {"source": start, "target": end, "key": kind}}
