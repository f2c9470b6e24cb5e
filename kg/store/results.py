"""Results of queries and how they are written: table, CSV, TSV, JSON, XML, Turtle.

Not for running queries.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES

Term = NamedNode | BlankNode | Literal
FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")
"""Formats of `Result.write`."""

_XSD_STRING = PREFIXES["xsd"] + "string"
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave: rows of a SELECT, the answer of an ASK, triples of a CONSTRUCT. `cut`: there was more."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[Triple, ...] | None = None
    cut: bool = False

    @property
    def kind(self) -> str:
        """`table`, `boolean` or `graph`."""
        return "boolean" if self.boolean is not None else "graph" if self.triples is not None else "table"

    def values(self) -> list[dict[str, str]]:
        """The rows as texts by column; an unbound variable is an empty text."""
        return [dict(zip(self.columns, map(shown, row), strict=True)) for row in self.rows]

    def write(self, form: str) -> str:
        """The result as text; QueryError for an unknown format or one that does not fit this kind of result."""
        if form not in FORMATS:
            raise QueryError(f"unknown result format {form!a}: use one of {', '.join(FORMATS)}")
        if self.triples is not None:
            return _turtle(self.triples)
        if form == "turtle":
            raise QueryError("turtle is for CONSTRUCT and DESCRIBE: use table, csv, tsv, json or xml for this query")
        if self.boolean is not None:
            return _boolean(self.boolean, form)
        return {"table": _table, "csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml}[form](self)


def shown(term: Term | None) -> str:
    """The text of a term: the IRI, the literal's text, nothing for an unbound variable."""
    return "" if term is None else term.value


def _turtle(triples: Sequence[Triple]) -> str:
    ordered = sorted(set(triples), key=str)
    return (serialize(ordered, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def _boolean(value: bool, form: str) -> str:
    text = "true" if value else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": value}) + "\n"
    if form == "xml":
        return f'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>{text}</boolean></sparql>\n'
    return text + "\n"


def _short(term: Term | None) -> str:
    """A cell of the table: compact IRIs, no line breaks or other control characters, at most `_WIDEST` characters."""
    text = shown(term)
    if isinstance(term, NamedNode):
        text = next((f"{p}:{text[len(iri) :]}" for p, iri in PREFIXES.items() if text.startswith(iri)), text)
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return text if len(text) <= _WIDEST or isinstance(term, NamedNode) else text[: _WIDEST - 1] + "…"


def _table(result: Result) -> str:
    rows = [result.columns, *(tuple(_short(term) for term in row) for row in result.rows)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(result.columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"


def _csv(result: Result) -> str:
    """W3C "SPARQL 1.1 Query Results CSV": texts alone."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows([shown(term) for term in row] for row in result.rows)
    return file.getvalue()


def _tsv(result: Result) -> str:
    """W3C "SPARQL 1.1 Query Results TSV": terms in the syntax of Turtle."""
    lines = ["\t".join(f"?{column}" for column in result.columns)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def _json(result: Result) -> str:
    """W3C "SPARQL 1.1 Query Results JSON"."""
    bindings = [
        {column: _json_term(term) for column, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.rows
    ]
    data = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        return found | {"xml:lang": term.language}
    return found if term.datatype.value == _XSD_STRING else found | {"datatype": term.datatype.value}


def _xml(result: Result) -> str:
    """W3C "SPARQL Query Results XML"."""
    head = "".join(f"<variable name={quoteattr(column)}/>" for column in result.columns)
    rows = []
    for row in result.rows:
        cells = zip(result.columns, row, strict=True)
        rows.append(
            "".join(f"<binding name={quoteattr(c)}>{_xml_term(t)}</binding>" for c, t in cells if t is not None)
        )
    body = "".join(f"<result>{row}</result>\n" for row in rows)
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    return f"{start}<head>{head}</head>\n<results>\n{body}</results></sparql>\n"


def _xml_term(term: Term) -> str:
    text = escape(term.value, {"\r": "&#13;"})
    if isinstance(term, NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    datatype = "" if term.datatype.value == _XSD_STRING else f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{datatype}>{text}</literal>"
