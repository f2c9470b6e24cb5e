"""The SPARQL 1.1 protocol, for reading: one endpoint, formats by Accept, limits of time and rows.

Not for updates: there is no way to send one.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import QueryError
from kg.store import GraphStore, Result
from kg.store import Limits as StoreLimits

TYPES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/turtle": "turtle",
}
"""Media type → format of `Result.write`."""

LONGEST = 20_000
"""The longest query, in characters."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one query: seconds, rows or triples; and how many may run at a time."""

    seconds: float = 20.0
    rows: int = 10_000
    together: int = 2


class Asker:
    """Runs queries over the store within the limits."""

    def __init__(self, store: GraphStore, limits: Limits) -> None:
        self.store, self.limits = store, limits
        self._free = threading.BoundedSemaphore(limits.together)

    def run(self, sparql: str) -> Result:
        """The result, at most `rows` of it; QueryError where the query is wrong, too long, too slow, or others run."""
        if len(sparql) > LONGEST:
            raise QueryError(f"the query is longer than {LONGEST} characters")
        return self._within(lambda limits: self.store.query(sparql, None, limits))

    def ask(self, name: str, parameters: Mapping[str, str]) -> Result:
        """The answer to a ready question, within the same limits."""
        return self._within(lambda limits: self.store.ask(name, parameters, limits))

    def _within(self, work: Callable[[StoreLimits], Result]) -> Result:
        if not self._free.acquire(timeout=self.limits.seconds):
            raise QueryError("other queries are running: try again")
        try:
            return work(StoreLimits(self.limits.rows, self.limits.seconds))
        finally:
            self._free.release()

    async def endpoint(self, request: Request) -> Response:
        """`GET` or `POST /sparql`; 400 with one line for what is wrong."""
        try:
            text = await _query(request)
            form = _form(request)
            result = await run_in_threadpool(self.run, text)
            if result.triples is not None:
                form = "turtle"
            body = result.write(form)
        except QueryError as error:
            return PlainTextResponse(f"{error}\n", 400)
        return Response(body, 200, cut_header(result), next(kind for kind, name in TYPES.items() if name == form))


def cut_header(result: Result) -> dict[str, str]:
    """The header that says that there was more than the limit of rows."""
    return {"x-kg-cut": "true"} if result.cut else {}


async def _query(request: Request) -> str:
    """The text of the query, however the protocol lets it come."""
    given = dict(request.query_params)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = (await request.body()).decode("utf-8", "replace")
        if kind == "application/sparql-query":
            return body
        if kind != "application/x-www-form-urlencoded":
            raise QueryError("send application/sparql-query or a form; updates are not taken")
        given |= {name: values[0] for name, values in parse_qs(body).items()}
    if "update" in given:
        raise QueryError("updates are not taken: this endpoint is for reading")
    if "default-graph-uri" in given or "named-graph-uri" in given:
        raise QueryError("the dataset is the whole graph: name graphs in the query with GRAPH")
    if not given.get("query"):
        raise QueryError("no query: give ?query=…")
    return given["query"]


def _form(request: Request) -> str:
    """The wanted format, by `format=` or by what is accepted; JSON where nothing that can be had is asked for."""
    if request.query_params.get("format") in ("csv", "json", "tsv", "xml"):
        return request.query_params["format"]
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("accept", "").split(",")]
    return next((TYPES[one] for one in accepted if one in TYPES and TYPES[one] != "turtle"), "json")
