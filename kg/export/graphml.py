"""GraphML line by line, to the byte as networkx writes it; not for what the network holds (`network`)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from kg.export.network import Network
from kg.export.xml_lines import TYPES, attributes

_HEAD = """<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""

Keys = dict[tuple[str, str], tuple[str, str]]
"""Of `node` or `edge`, an attribute's name -> its id in the file and its type, in the order in which they come up."""


def graphml_lines(network: Network) -> Iterator[str]:
    """The file of a network whose attributes are strings and floats, one type each; `edgeId` names the edges."""
    keys: Keys = {}
    for scope, every in (("node", network.nodes()), ("edge", network.edges())):
        for *_, data in every:
            for name, value in data.items():
                if (scope, name) not in keys:
                    keys[scope, name] = (f"d{len(keys)}", TYPES[type(value)])
    yield _HEAD
    for (scope, name), (key, kind) in reversed(keys.items()):
        yield f"  <key{attributes({'id': key, 'for': scope, 'attr.name': name, 'attr.type': kind})} />\n"
    if not network.size:
        yield '  <graph edgedefault="directed" />\n</graphml>\n'
        return
    yield '  <graph edgedefault="directed">\n'
    for node, data in network.nodes():
        yield from _element("node", {"id": node}, data, keys)
    for start, end, data in network.edges():
        yield from _element("edge", {"source": start, "target": end, "id": data["edgeId"]}, data, keys)
    yield "  </graph>\n</graphml>\n"


def _element(scope: str, names: Mapping[str, str], data: Mapping[str, Any], keys: Keys) -> Iterable[str]:
    yield f"    <{scope}{attributes(names)}>\n"
    for name, value in data.items():
        text, key = escape(str(value)), keys[scope, name][0]
        yield f'      <data key="{key}">{text}</data>\n' if text else f'      <data key="{key}" />\n'
    yield f"    </{scope}>\n"
