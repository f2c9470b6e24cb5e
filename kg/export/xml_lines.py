"""Text and attributes of XML as networkx writes them; not for what elements there are (`graphml`, `gexf`)."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

TYPES = {str: "string", float: "double"}
"""Types of values, as GraphML and GEXF call them."""

_IN_QUOTES = {'"': "&quot;", "\t": "&#09;", "\n": "&#10;", "\r": "&#13;"}


def attributes(given: Mapping[str, str]) -> str:
    """Attributes as they stand in a tag, each with a blank before it; readers get tabs and ends of lines back."""
    return "".join(f' {name}="{escape(text, _IN_QUOTES)}"' for name, text in given.items())
