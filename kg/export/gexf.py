"""GEXF line by line, with colours, sizes, positions, and dates for the timeline; not for what the network holds."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg import __version__
from kg.export.looks import colour, colours, positions, size
from kg.export.network import Network
from kg.export.xml_lines import TYPES, attributes

_HEAD = f"""<?xml version='1.0' encoding='utf-8'?>
<gexf xmlns:viz="http://www.gexf.net/1.2draft/viz" xmlns="http://www.gexf.net/1.2draft" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">
  <meta>
    <creator>kg {__version__}</creator>
  </meta>
"""
_OWN = {"node": ("label",), "edge": ("edgeId", "label", "weight")}
"""What GEXF itself has a place for; all else goes into columns."""

Columns = dict[tuple[str, str], tuple[str, str]]
"""Of `node` or `edge`, an attribute's name -> its id in the file and its type, in the order in which they come up."""


def gexf_lines(network: Network) -> Iterator[str]:
    """The file of a network; statements, or edges of actors, have their days, and so the timeline."""
    columns, dated = _columns(network)
    timed = {"mode": "dynamic", "name": "", "timeformat": "date"} if dated else {"mode": "static", "name": ""}
    yield f"{_HEAD}  <graph{attributes({'defaultedgetype': 'directed'} | timed)}>\n"
    for scope in ("edge", "node"):
        found = [(title, *how) for (of, title), how in columns.items() if of == scope]
        if found:
            yield f'    <attributes mode="static" class="{scope}">\n'
            for title, key, kind in found:
                yield f"      <attribute{attributes({'id': key, 'title': title, 'type': kind})} />\n"
            yield "    </attributes>\n"
    yield from _block("nodes", _nodes(network, columns))
    yield from _block("edges", _edges(network, columns))
    yield "  </graph>\n</gexf>\n"


def _columns(network: Network) -> tuple[Columns, bool]:
    """What columns the file needs, and whether anything in it has a day."""
    columns: Columns = {}
    dated = False
    items = [("node", (data for _, data in network.nodes())), ("edge", (data for *_, data in network.edges()))]
    for scope, every in items:
        for data in every:
            dated = dated or "date" in data or "dateFrom" in data
            for name, value in data.items():
                if name not in _OWN[scope] and (scope, name) not in columns:
                    columns[scope, name] = (str(len(columns)), TYPES[type(value)])
    return columns, dated


def _block(name: str, lines: Iterable[str]) -> Iterator[str]:
    """An element for all nodes or all edges."""
    empty = True
    for line in lines:
        if empty:
            yield f"    <{name}>\n"
        empty = False
        yield line
    yield f"    <{name} />\n" if empty else f"    </{name}>\n"


def _nodes(network: Network, columns: Columns) -> Iterator[str]:
    places = positions(network)
    for name, data in network.nodes():
        tag = {"id": name, "label": data["label"]} | ({"start": data["date"]} if "date" in data else {})
        looks = {"color": _rgb(colour(data)), "size": {"value": str(size(data["weight"]))}}
        if name in places:
            x, y = places[name]
            looks["position"] = {"x": str(float(x)), "y": str(float(-y)), "z": "0.0"}
        yield _element("node", tag, looks, data, columns)


def _edges(network: Network, columns: Columns) -> Iterator[str]:
    for start, end, data in network.edges():
        tag = {"source": start, "target": end, "id": data["edgeId"], "label": data["label"]}
        tag["weight"] = str(data["weight"])
        if "dateFrom" in data:
            tag |= {"start": data["dateFrom"], "end": data["dateTo"]}
        looks = {"color": _rgb(colours()[data["kind"]])} if data["kind"] in colours() else {}
        yield _element("edge", tag, looks, data, columns)


def _element(
    scope: str,
    tag: Mapping[str, str],
    looks: Mapping[str, Mapping[str, str]],
    data: Mapping[str, Any],
    columns: Columns,
) -> str:
    lines = [f"      <{scope}{attributes(tag)}>"]
    lines += [f"        <viz:{name}{attributes(look)} />" for name, look in looks.items()]
    lines.append("        <attvalues>")
    for name, value in data.items():
        if name not in _OWN[scope]:
            lines.append(f"          <attvalue{attributes({'for': columns[scope, name][0], 'value': str(value)})} />")
    lines += ["        </attvalues>", f"      </{scope}>\n"]
    return "\n".join(lines)


def _rgb(text: str) -> dict[str, str]:
    red, green, blue = bytes.fromhex(text[1:])
    return {"r": str(red), "g": str(green), "b": str(blue), "a": "1.0"}
