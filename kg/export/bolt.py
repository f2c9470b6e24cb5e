"""Loading the graph into a running Neo4j over Bolt: in batches, repeatable, going on where it was interrupted.

Afterwards the database holds of `kg` what this graph holds: what an older load brought and the graph no longer has is
removed, what others put there stays. Not for files. How far a load is stands in the database itself, written together
with each batch: one node `:KgLoad` for the graphs of one base.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString

from kg import __version__
from kg.errors import ExportError
from kg.export.lpg_batches import (
    CONSTRAINTS,
    HELD_NODES,
    INDEXES,
    OLD_NODES,
    OLD_RELATIONSHIPS,
    Batch,
    Stamp,
    batches,
    stamp,
)

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

ROWS = 1_000
"""Rows of one transaction."""

GONE = 10_000
"""Nodes or relationships that one transaction removes."""

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")

STATE = "CREATE CONSTRAINT kg_load_own IF NOT EXISTS FOR (n:KgLoad) REQUIRE n.own IS UNIQUE"
READ = "MATCH (n:KgLoad {own: $own}) RETURN n.load AS load, n.batches AS batches, n.complete AS complete"
WRITE = "MERGE (n:KgLoad {own: $own}) SET n.load = $load, n.batches = $batches, n.complete = $complete"
REMOVE = (
    f"{OLD_RELATIONSHIPS} WITH r LIMIT $many DELETE r RETURN count(*) AS gone",
    f"{OLD_NODES} WITH n LIMIT $many DELETE n RETURN count(*) AS gone",
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where to load: address, user and password (None: without), database (None: the server's own choice)."""

    url: str
    user: str | None = None
    password: str | None = None
    database: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: rows sent now, batches that were there already, and whether all of it was.

    `removed` nodes and relationships were in the database and are no longer in the graph; `held` nodes are neither, but
    relationships that are not ours hang on them.
    """

    rows: int
    skipped: int
    unchanged: bool
    removed: int = 0
    held: int = 0


def load(
    out: Path,
    target: Target,
    progress: Callable[[str, int], None] = lambda _stage, _done: None,
    again: bool = False,
    keep: bool = False,
) -> Loaded:
    """Make what the database holds of `kg` the graph of the folder `out`; with `keep`, add to what older loads brought.

    What an interrupted load of the same graph has finished is not sent again; with `again`, everything is. ExportError
    where the server cannot be reached or refuses; what was sent until then stays and is found by the next load.
    """
    mark = stamp(out)
    note = {"own": mark.own, "load": f"{mark.load} {ROWS}{' keep' * keep}"}
    with _session(target) as session:
        done, complete = (0, False) if again else _state(session, note)
        if complete:
            return Loaded(0, done, unchanged=True)
        for statement in (*CONSTRAINTS, *INDEXES, STATE):
            session.run(_query(statement)).consume()
        numbered = enumerate(batches(out, ROWS), 1)
        rows, last = _send(session, mark, note, islice(numbered, done, None), progress)
        removed, held = (0, 0) if keep else _remove(session, mark)
        session.execute_write(_note, note | {"batches": max(done, last), "complete": not held})
        return Loaded(rows, done, unchanged=False, removed=removed, held=held)


def _send(
    session: "Session",
    mark: Stamp,
    note: Mapping[str, Any],
    numbered: Iterable[tuple[int, Batch]],
    progress: Callable[[str, int], None],
) -> tuple[int, int]:
    """Sends batches one by one; returns how many rows they had, and the number of the last one."""
    rows = number = 0
    for number, batch in numbered:
        session.execute_write(_write, batch, mark, {**note, "batches": number, "complete": False})
        rows += len(batch.rows)
        progress("load", rows)
    return rows, number


def _write(transaction: "ManagedTransaction", batch: Batch, mark: Stamp, note: Mapping[str, Any]) -> None:
    """One batch and the note that it is there, in one transaction."""
    rows = [{key: list(one) if isinstance(one, tuple) else one for key, one in row.items()} for row in batch.rows]
    transaction.run(_query(batch.query), rows=rows, load=mark.load).consume()
    _note(transaction, note)


def _note(transaction: "ManagedTransaction", note: Mapping[str, Any]) -> None:
    transaction.run(_query(WRITE), **note).consume()


def _remove(session: "Session", mark: Stamp) -> tuple[int, int]:
    """Removes what older loads brought and this one did not; returns how much, and how many nodes others hold."""
    removed = 0
    for query in REMOVE:
        while gone := session.execute_write(_gone, query, mark):
            removed += gone
    held = session.run(_query(HELD_NODES), own=mark.own, load=mark.load).single(strict=True)["held"]
    return removed, int(held)


def _gone(transaction: "ManagedTransaction", query: str, mark: Stamp) -> int:
    found = transaction.run(_query(query), own=mark.own, load=mark.load, many=GONE).single(strict=True)
    return int(found["gone"])


def _state(session: "Session", note: Mapping[str, str]) -> tuple[int, bool]:
    """How many batches of this graph are there, and whether these are all and all that was older is gone."""
    found = session.run(_query(READ), own=note["own"]).single()
    if found is None or found["load"] != note["load"]:
        return 0, False
    return int(found["batches"]), bool(found["complete"])


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
