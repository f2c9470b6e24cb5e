"""A Cypher script that makes the graph in any Neo4j: constraints, then batches of literal rows; repeatable.

Not for large graphs, where `neo4j` or `kg load` are faster: a server has to parse every row.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kg.export.lpg import Value
from kg.export.lpg_batches import CONSTRAINTS, INDEXES, OLD_NODES, OLD_RELATIONSHIPS, Stamp, batches, stamp
from kg.export.target import replacing

ROWS = 200
"""Rows of one statement."""

HEAD = """\
// Made by kg. Run it with:  cypher-shell -a neo4j://localhost:7687 -u neo4j -f FILE
// It may be run again: what is there already is found and completed, nothing comes twice; at its end it removes what an
// older script or load of kg (with the same base) brought and this graph no longer has. What is not kg's stays.
"""

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE = re.compile(r"[\\'\n\r\t]")


def cypher(out: Path, target: Path) -> None:
    """The script, one statement a line."""
    mark = stamp(out)
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        file.writelines(f"{statement};\n" for statement in (*CONSTRAINTS, *INDEXES))
        for batch in batches(out, ROWS):
            rows = ",\n".join(_map(row) for row in batch.rows)
            file.write(_filled(batch.query, mark).replace("$rows", f"[\n{rows}\n]", 1) + ";\n")
        file.write(f"{_filled(OLD_RELATIONSHIPS, mark)} DELETE r;\n{_filled(OLD_NODES, mark)} DELETE n;\n")


def _filled(query: str, mark: Stamp) -> str:
    """A query with the stamp in the place of its parameters."""
    return query.replace("$own", literal(mark.own)).replace("$load", literal(mark.load))


def _map(row: Mapping[str, Value]) -> str:
    return "{" + ", ".join(f"{key}: {literal(value)}" for key, value in row.items()) + "}"


def literal(value: Value) -> str:
    """A value as a literal of Cypher, whatever is in it."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_string(one) for one in value) + "]"
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    return repr(value)


def _string(text: str) -> str:
    """A quoted string. A backslash before `u` ends its literal: Neo4j reads `\\uXXXX` before it reads strings."""
    quoted = "'" + _UNSAFE.sub(lambda found: _ESCAPES[found[0]], text) + "'"
    return re.sub(r"\\\\(?=[uU])", r"\\\\' + '", quoted)
