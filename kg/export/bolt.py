"""Loading the graph into a running Neo4j over Bolt: in batches, repeatable, going on where it was interrupted.

Not for files. How far it is stands in the database itself, written together with each batch: a node `:KgLoad`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString

from kg import __version__, ids
from kg.errors import ExportError
from kg.export.lpg_batches import CONSTRAINTS, INDEXES, Batch, batches
from kg.pipeline import Folder

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

ROWS = 1_000
"""Rows of one transaction."""

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

STATE = "CREATE CONSTRAINT kg_load_graph IF NOT EXISTS FOR (n:KgLoad) REQUIRE n.graph IS UNIQUE"
READ = "MATCH (n:KgLoad {graph: $graph}) RETURN n.batches AS batches, n.complete AS complete"
WRITE = "MERGE (n:KgLoad {graph: $graph}) SET n.batches = $batches, n.complete = $complete"


@dataclass(frozen=True, slots=True)
class Target:
    """Where to load: address, user and password (None: without), database (None: the server's own choice)."""

    url: str
    user: str | None = None
    password: str | None = None
    database: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: rows sent now, batches that were there already, and whether all of it was."""

    rows: int
    skipped: int
    unchanged: bool


def load(
    out: Path, target: Target, progress: Callable[[str, int], None] = lambda _stage, _done: None, again: bool = False
) -> Loaded:
    """Put the graph of the folder `out` into the database.

    What an interrupted load of the same graph has finished is not sent again; with `again`, everything is. ExportError
    where the server cannot be reached or refuses; what was sent until then stays and is found by the next load.
    """
    graph = ids.digest(__version__, Folder(out).require()["files"]["graph.trig"], ROWS)
    with _session(target) as session:
        done, complete = (0, False) if again else _state(session, graph)
        if complete:
            return Loaded(0, done, unchanged=True)
        for statement in (*CONSTRAINTS, *INDEXES, STATE):
            session.run(_query(statement)).consume()
        rows = _send(session, graph, islice(enumerate(batches(out, ROWS), 1), done, None), progress)
        return Loaded(rows, done, unchanged=False)


def _send(
    session: "Session", graph: str, numbered: Iterable[tuple[int, Batch]], progress: Callable[[str, int], None]
) -> int:
    """Sends batches one by one; returns how many rows they had."""
    rows = number = 0
    for number, batch in numbered:
        session.execute_write(_write, batch, {"graph": graph, "batches": number, "complete": False})
        rows += len(batch.rows)
        progress("load", rows)
    session.execute_write(_finish, graph)
    return rows


def _write(transaction: "ManagedTransaction", batch: Batch, state: Mapping[str, Any]) -> None:
    """One batch and the note that it is there, in one transaction."""
    rows = [{key: list(one) if isinstance(one, tuple) else one for key, one in row.items()} for row in batch.rows]
    transaction.run(_query(batch.query), rows=rows).consume()
    transaction.run(_query(WRITE), **state).consume()


def _finish(transaction: "ManagedTransaction", graph: str) -> None:
    transaction.run("MATCH (n:KgLoad {graph: $graph}) SET n.complete = true", graph=graph).consume()


def _state(session: "Session", graph: str) -> tuple[int, bool]:
    """How many batches of this graph are there, and whether these are all."""
    found = session.run(_query(READ), graph=graph).single()
    return (int(found["batches"]), bool(found["complete"])) if found else (0, False)


def _query(text: str) -> LiteralString:
    """A statement of ours, which has no part of any text in it."""
    return text  # type: ignore[return-value, unused-ignore]


@contextmanager
def _session(target: Target) -> Iterator["Session"]:
    """A session; what the driver raises becomes an ExportError of one line."""
    try:
        import neo4j
        from neo4j.exceptions import DriverError, Neo4jError
    except ImportError as error:
        raise ExportError("kg load needs the extra `neo4j`: pip install 'kg-uk[neo4j]'") from error
    if target.url.split("://")[0] not in SCHEMES or "://" not in target.url:
        raise ExportError(f"{target.url}: no address of a Neo4j: it begins with bolt:// or neo4j://")
    try:
        with _driver(neo4j, target) as driver, driver.session(database=target.database) as session:
            yield session
    except (DriverError, Neo4jError, OSError, ValueError) as error:
        raise ExportError(f"{target.url}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """What went wrong and what to do, in one line."""
    from neo4j.exceptions import AuthError, ServiceUnavailable

    text = " ".join(str(getattr(error, "message", None) or error).split())[:300]
    if isinstance(error, AuthError):
        return f"{text}: set NEO4J_USERNAME and NEO4J_PASSWORD"
    if isinstance(error, ServiceUnavailable):
        return f"{text}: is the server running there?"
    return f"{text}: when that is mended, the same kg load goes on where it stopped"


def _driver(neo4j: Any, target: Target) -> "Driver":
    auth = (target.user or "neo4j", target.password) if target.password is not None else None
    driver: Driver = neo4j.GraphDatabase.driver(target.url, auth=auth, user_agent=f"kg/{__version__}")
    return driver
