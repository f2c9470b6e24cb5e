"""A folder that a build made, as one object for notebooks and scripts; not for building it (`kg.pipeline`)."""

import html
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import QueryError
from kg.model import Article, Extraction
from kg.pipeline import Folder

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import BlankNode, NamedNode, Triple
    from pyoxigraph import Literal as RdfLiteral

    from kg.graph.validation import Finding
    from kg.store import GraphStore, Result
    from kg.view import PageOptions

_CELL = 160
"""Most characters in a cell of a table shown in a notebook."""


TRIPLE = ("subject", "predicate", "object")
"""Columns of what a CONSTRUCT or DESCRIBE gives."""


class Table:
    """Rows of texts (of measures: numbers too) under column names; a notebook shows them as a table."""

    def __init__(self, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
        self.columns, self.rows = columns, rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"Table({', '.join(self.columns)}; {len(self.rows)} rows)"

    def _repr_html_(self) -> str:
        def row(cells: list[Any], tag: str) -> str:
            return "<tr>" + "".join(f"<{tag}>{html.escape(_short(str(cell)))}</{tag}>" for cell in cells) + "</tr>"

        head = row(list(self.columns), "th")
        body = "".join(row([one[column] for column in self.columns], "td") for one in self.rows)
        return f'<table style="text-align:left"><thead>{head}</thead><tbody>{body}</tbody></table>'


class Page:
    """The interactive page; a notebook shows it inside an iframe."""

    def __init__(self, text: str, height: int = 640) -> None:
        self.text, self.height = text, height

    def __repr__(self) -> str:
        return f"Page({len(self.text):,} characters)"

    def _repr_html_(self) -> str:
        from kg.view import page_iframe

        return page_iframe(self.text, self.height)


class Graph:
    """What `kg build` wrote to a folder. StoreError where there is no complete build."""

    def __init__(self, out: str | Path) -> None:
        self.folder = Folder(out)
        self.report: dict[str, Any] = self.folder.require()
        """Counts, versions and hashes of the build."""

    def __repr__(self) -> str:
        counts = self.report["counts"]
        return f"Graph({str(self.folder.path)!r}: {counts['articles']} articles, {counts['statements']} statements)"

    def articles(self) -> Iterator[Article]:
        """All articles in the order of their ids."""
        return self.folder.articles()

    def extractions(self) -> Iterator[Extraction]:
        """What was found in each article, in the same order."""
        return self.folder.extractions()

    def statements(self) -> Table:
        """All statements as a table: article, id, source, stance, cue, content."""
        rows = [
            {
                "article": found.doc,
                "id": one.id,
                "source": one.source.name,
                "stance": one.stance.value,
                "cue": one.cue.text if one.cue else "",
                "content": one.content.text if one.content else "",
            }
            for found in self.extractions()
            for one in found.statements
        ]
        return Table(("article", "id", "source", "stance", "cue", "content"), rows)

    def ask(self, question: str, **parameters: str) -> Table:
        """The answer to a named question (`kg query OUT --list`); QueryError for a wrong name or parameter."""
        return _table(self._store().ask(question, parameters))

    def query(self, sparql: str) -> Table:
        """The rows of a SPARQL SELECT; the usual prefixes are declared. QueryError where it cannot be run.

        An ASK gives one row whose `answer` is True or False, CONSTRUCT and DESCRIBE give a row a triple: `subject`,
        `predicate`, `object`.
        """
        if not isinstance(sparql, str):
            raise QueryError(f"a query must be text, not {type(sparql).__name__}")
        return _table(self._store().query(sparql))

    def page(self, options: "PageOptions | None" = None, height: int = 640) -> Page:
        """The interactive page of all articles; `height` in pixels, for a notebook."""
        from kg.resolve import read_judgements, resolve
        from kg.view import PageOptions, page

        resolution = resolve(self.extractions(), read_judgements(self.folder.judgements_file))
        return Page(page(self.articles(), self.extractions(), resolution.node, options or PageOptions()), height)

    def network(self, level: Literal["full", "actors"] = "actors") -> "nx.MultiDiGraph[str]":
        """The graph for networkx: actors alone, or with statements and claims (docs/networks.md); kinds are `kind`."""
        from kg.export.network import to_networkx

        return to_networkx(self.folder.path, level)

    def measures(self) -> Table:
        """The actors by PageRank, with betweenness, community and denials (docs/networks.md), numbers as numbers."""
        from kg.export.measures import COLUMNS, rows

        return Table(COLUMNS, rows(self.folder.path))

    def export(self, form: str, target: str | Path, force: bool = False) -> None:
        """Write the graph in another format (`kg export OUT --list`) to a file or folder of its own.

        What is there already is replaced with `force` alone. ExportError where that cannot be done.
        """
        from kg.export import export

        export(self.folder.path, form, target, force)

    def findings(self) -> "Iterator[Finding]":
        """What is wrong in the graph (`kg validate`): files, shapes, evidence, ontology; nothing where all is well."""
        from kg.graph.validation import validate
        from kg.pipeline.comparing import compare

        store = self._store()
        yield from compare(self.folder, self.report, store)
        yield from validate(self.articles(), store, self.report["base"])

    def _store(self) -> "GraphStore":
        from kg.store import open_store

        return open_store(self.folder.store_folder)


def open_graph(out: str | Path) -> Graph:
    """The graph in a folder that `kg build` or `build_graph` made; StoreError where there is none."""
    return Graph(out)


def to_networkx(graph: Graph | str | Path, level: Literal["full", "actors"] = "actors") -> "nx.MultiDiGraph[str]":
    """`Graph.network` for an open graph or the folder that it is in."""
    return (graph if isinstance(graph, Graph) else Graph(graph)).network(level)


def _table(result: "Result") -> Table:
    if result.boolean is not None:
        return Table(("answer",), [{"answer": result.boolean}])
    if result.triples is not None:
        triples = sorted({(_text(one.subject), one.predicate.value, _text(one.object)) for one in result.triples})
        return Table(TRIPLE, [dict(zip(TRIPLE, one, strict=True)) for one in triples])
    return Table(result.columns, result.values())


def _text(node: "BlankNode | RdfLiteral | NamedNode | Triple") -> str:
    """The IRI, or the text of a literal."""
    return node.value if hasattr(node, "value") else str(node)


def _short(text: str) -> str:
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
