"""A SPARQL 1.1 server as a store: query, update and Graph Store Protocol over HTTP.

Not for starting a server. Queries expect that the server's default graph is the union of its named graphs.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, quote, urlencode, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
    serialize,
)

from kg.errors import QueryError, StoreError
from kg.graph.vocabulary import PREFIXES
from kg.store.asking import bind
from kg.store.results import Result, Term
from kg.store.running import Limits, check, check_names

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_SECONDS = 600.0
"""How long an answer may take where the caller sets no limit."""

_UNION = "ASK { { ?s a kg:Article } UNION { FILTER NOT EXISTS { GRAPH ?g { ?s a kg:Article } } } }"
_NO_UNION = (
    "the server's default graph does not show its named graphs: start it so that it does "
    "(oxigraph serve --union-default-graph; Fuseki: tdb2:unionDefaultGraph true)"
)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the three protocols are spoken, and the Authorization header if the URL had a user in it."""

    query: str
    update: str
    graphs: str
    header: str = ""

    @classmethod
    def of(cls, url: str) -> "Endpoints":
        """From the URL of a query endpoint (…/query, …/sparql) or of what stands above it; StoreError for no URL."""
        parts = _split(url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise StoreError(f"{url!a}: no URL of a SPARQL server, such as http://localhost:7878/query")
        host = parts.netloc.rpartition("@")[2]
        path = parts.path.rstrip("/")
        home, _, last = path.rpartition("/")
        top = home if last in ("query", "sparql") else path
        query = path if last in ("query", "sparql") else f"{path}/query"
        made = (urlunsplit((parts.scheme, host, one, "", "")) for one in (query, f"{top}/update", f"{top}/store"))
        user = f"{parts.username or ''}:{parts.password or ''}"
        header = f"Basic {base64.b64encode(user.encode()).decode()}" if parts.username else ""
        return cls(next(made), next(made), next(made), header)


class RemoteStore:
    """A store behind HTTP; the same questions as of a `GraphStore`."""

    def __init__(self, url: str, endpoints: Endpoints | None = None) -> None:
        self.endpoints = endpoints or Endpoints.of(url)

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None, limits: Limits | None = None) -> Result:
        """The result of a query; QueryError where the server refuses it, StoreError where there is no server.

        `bindings` give terms to variables that the query selects.
        """
        limits = limits or Limits()
        result = self._run(sparql, bindings or {}, limits)
        if not result.rows and not result.triples and not result.boolean:
            union = self._run(_UNION, {}, Limits())
            if not union.boolean:
                raise QueryError(_NO_UNION)
        return result

    def ask(self, question: str, parameters: Mapping[str, str] | None = None, limits: Limits | None = None) -> Result:
        """The answer to a named question; QueryError for an unknown question, parameter or name."""
        text = bind(lambda sparql, bindings: self._run(sparql, bindings, Limits()), question, parameters or {})
        return self.query(text, None, limits)

    def update(self, sparql: str) -> None:
        """Run a SPARQL update; StoreError where the server refuses it."""
        text = _with_prefixes(sparql)
        self._send(self.endpoints.update, text.encode(), "application/sparql-update", "POST", _SECONDS, StoreError)

    def replace(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Put these quads in the place of all that the graph holds; StoreError where the server refuses it."""
        body = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
        url = f"{self.endpoints.graphs}?graph={quote(graph.value, safe='')}"
        self._send(url, body, "application/n-triples", "PUT", _SECONDS, StoreError)

    def load(self, trig: Path) -> int:
        """Send a TriG file, graph by graph, each replacing what stands there; returns how many graphs."""
        count = 0
        for graph, quads in groupby(parse(path=str(trig), format=RdfFormat.TRIG), key=lambda quad: quad.graph_name):
            if isinstance(graph, NamedNode):
                self.replace(graph, quads)
                count += 1
        return count

    def _run(self, sparql: str, bindings: Mapping[str, Term], limits: Limits) -> Result:
        check(sparql)
        body = urlencode({"query": _with_prefixes(sparql) + _values(bindings)}).encode()
        kind, text = self._send(
            self.endpoints.query,
            body,
            "application/x-www-form-urlencoded",
            "POST",
            limits.seconds or _SECONDS,
            QueryError,
        )
        try:
            return _parsed(kind, text, limits.rows)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.endpoints.query}: no SPARQL results: {' '.join(str(error).split())}") from error

    def _send(
        self, url: str, body: bytes, kind: str, method: str, seconds: float, refused: type[QueryError | StoreError]
    ) -> tuple[str, bytes]:
        headers = {"Content-Type": kind, "Accept": _ACCEPT, "User-Agent": "kg"}
        if self.endpoints.header:
            headers["Authorization"] = self.endpoints.header
        try:
            with urlopen(Request(url, body, headers, method=method), timeout=seconds) as answer:
                return answer.headers.get_content_type(), answer.read()
        except HTTPError as error:
            with error:
                told = " ".join(error.read(2000).decode("utf-8", "replace").split())
            raise refused(f"{url}: {error.code} {error.reason}: {told}") from error
        except TimeoutError as error:
            raise QueryError(f"{url}: no answer after {seconds:g} s: make the query narrower or allow more") from error
        except (URLError, HTTPException, OSError) as error:
            raise StoreError(f"{url}: no SPARQL server answers: {getattr(error, 'reason', error)}") from error


def _split(url: str) -> SplitResult | None:
    """The parts of a URL; None for one with brackets, a port or characters that none can have."""
    try:
        parts = urlsplit(url)
        return parts if url.isascii() and parts.port != 0 else None
    except ValueError:
        return None


def _with_prefixes(sparql: str) -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + sparql


def _values(bindings: Mapping[str, Term]) -> str:
    """The bindings as a clause behind the query; terms are written by the library, not pasted."""
    if not bindings:
        return ""
    check_names(bindings)
    names = " ".join(f"?{name}" for name in bindings)
    return f"\nVALUES ({names}) {{ ({' '.join(str(term) for term in bindings.values())}) }}"


def _parsed(kind: str, text: bytes, limit: int | None) -> Result:
    stop = len(text) if limit is None else limit
    if kind in ("application/n-triples", "text/turtle", "text/plain"):
        form = RdfFormat.TURTLE if kind == "text/turtle" else RdfFormat.N_TRIPLES
        triples = [quad.triple for quad in parse(text, format=form)]
        return Result(triples=tuple(triples[:stop]), cut=len(triples) > stop)
    answer: Any = parse_query_results(text, format=QueryResultsFormat.JSON)
    if isinstance(answer, QueryBoolean):
        return Result(boolean=bool(answer))
    assert isinstance(answer, QuerySolutions)
    columns = tuple(variable.value for variable in answer.variables)
    rows = list(_rows(answer, columns))
    return Result(columns, tuple(rows[:stop]), cut=len(rows) > stop)


def _rows(answer: Any, columns: tuple[str, ...]) -> Iterator[tuple[Term | None, ...]]:
    yield from (tuple(row[column] for column in columns) for row in answer)
