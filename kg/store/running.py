"""Running one query over a store: checked, parameters bound as terms, limits of rows and time.

Not for opening stores (`oxigraph`) nor for named questions (`asking`).
"""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store, Variable

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES
from kg.store.results import Result, Term

_IGNORED = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|<[^<>"{}|^`\\\s]*>|\#[^\r\n]*""",
    re.DOTALL,
)
_NAMED = re.compile(r"[?$]\w+|:\w[\w.:-]*")
"""Variables, and what stands behind the colon of a name: words in them are no keywords."""
_SERVICE = re.compile("SERVICE", re.IGNORECASE)
_FROM = re.compile(r"(?<![\w?$:@.-])FROM(?![\w:-])(?!\s+NAMED\b)", re.IGNORECASE)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Limits:
    """`rows`: at most so many rows or triples. `seconds`: the query runs in a process of its own and is ended then."""

    rows: int | None = None
    seconds: float | None = None


def check(sparql: str) -> None:
    """QueryError for a query that would reach out of the store (SERVICE).

    A keyword may stand right behind a number, a variable or a dot, and a name right behind it.
    """
    if _SERVICE.search(_NAMED.sub(" ", _IGNORED.sub(" ", sparql))):
        raise QueryError("SERVICE is not allowed: a query stays within the graph; remove that part")


def check_names(names: Iterable[str]) -> None:
    """QueryError for a name that no variable can have."""
    if wrong := [name for name in names if not _VARIABLE.fullmatch(name)]:
        raise QueryError(f"no such variable name: {wrong[0]!a}")


def run(store: Store, sparql: str, bindings: Mapping[str, Term] | None = None, rows: int | None = None) -> Result:
    """The result of a query over the union of all graphs, or those that it names by FROM; QueryError with the parser's
    words where it is wrong.

    `bindings` put terms in the place of variables that the query selects; they are never pasted into the text.
    """
    check(sparql)
    names = dict(bindings or {})
    check_names(names)
    terms: dict[Variable, Any] = {Variable(name): term for name, term in names.items()}
    union = not _FROM.search(_IGNORED.sub(" ", sparql))
    try:
        answer = store.query(sparql, use_default_graph_as_union=union, prefixes=PREFIXES, substitutions=terms)
        return _collect(answer, rows)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be run: {' '.join(str(error).split())}") from error


def _collect(answer: QuerySolutions | QueryTriples | QueryBoolean, limit: int | None) -> Result:
    if isinstance(answer, QueryBoolean):
        return Result(boolean=bool(answer))
    stop = None if limit is None else min(limit + 1, sys.maxsize)
    if isinstance(answer, QueryTriples):
        triples = list(islice(answer, stop))
        return Result(triples=tuple(triples[:limit]), cut=limit is not None and len(triples) > limit)
    columns = tuple(variable.value for variable in answer.variables)
    found = [tuple(row[column] for column in columns) for row in islice(answer, stop)]
    return Result(columns, tuple(found[:limit]), cut=limit is not None and len(found) > limit)
