"""Named questions over a store, here or far away: parameters as users write them become terms.

Not for the questions themselves (`kg.graph.questions`).
"""

import difflib
from collections.abc import Callable, Mapping

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.graph import questions
from kg.graph.terms import clean
from kg.ids import normal_name
from kg.store.results import Result, Term

Run = Callable[[str, Mapping[str, Term]], Result]
"""Runs a query with terms in the place of variables that it selects."""

_BY_NAME = "SELECT DISTINCT ?node ?key WHERE { ?node kg:nameKey ?key }"
_BY_OWN_ID = "SELECT DISTINCT ?node ?own WHERE { ?node kg:ownId ?own . FILTER NOT EXISTS { ?node a kg:Judgement } }"
_NAMES = "SELECT DISTINCT ?key WHERE { ?node kg:nameKey ?key } LIMIT 100000"
_STATEMENT = """SELECT ?statement ?claim ?document ?local WHERE {
  ?article schema:identifier ?document . ?statement kg:inArticle ?article ; kg:localId ?local .
  OPTIONAL { ?statement kg:claim ?claim }
}"""


def bind(run: Run, name: str, parameters: Mapping[str, str]) -> str:
    """The text of the named question with the nodes that its parameters stand for."""
    check_question(name, parameters)
    question = questions.get(name)
    find = {"actor": _actors, "claim": _claim, "statement": _statement}
    return question.bound({given: find[given](run, value) for given, value in parameters.items()})


def check_question(name: str, parameters: Mapping[str, str]) -> None:
    """QueryError where there is no such question, or it takes other parameters."""
    question = questions.get(name)
    known = {one.name: one for one in question.parameters}
    for given, value in parameters.items():
        if given not in known:
            raise QueryError(f"{name} has no parameter {given!a}; it takes: {', '.join(known) or 'none'}")
        if not isinstance(value, str):
            raise QueryError(f"{name}: the parameter {given} must be text, not {value!a}")
    for one in question.parameters:
        if one.name not in parameters and not one.optional:
            raise QueryError(f"{name} needs a parameter: -p {one.name}=…")


def _actors(run: Run, value: str) -> list[NamedNode]:
    """All actors with this name or alias, in whatever case; or the one with this IRI or own id."""
    if iri := _iri(value):
        return [iri]
    key = Literal(normal_name(value))
    found = _nodes(run(_BY_NAME, {"key": key})) or _owned(run, value)
    if not found:
        near = ", ".join(_suggestions(run, key.value))
        raise QueryError(f"no actor is named {value!r}" + (f"; similar: {near}" if near else ""))
    return found


def _nodes(result: Result) -> list[NamedNode]:
    """The IRIs in the first column, each once and in order."""
    return sorted({row[0] for row in result.rows if isinstance(row[0], NamedNode)}, key=str)


def _suggestions(run: Run, key: str) -> list[str]:
    names = sorted(row[0].value for row in run(_NAMES, {}).rows if isinstance(row[0], Literal))
    containing = [name for name in names if key and key in name]
    return (containing + [one for one in difflib.get_close_matches(key, names) if one not in containing])[:3]


def _owned(run: Run, own: str) -> list[NamedNode]:
    return _nodes(run(_BY_OWN_ID, {"own": Literal(clean(own.strip()))}))


def _statement(run: Run, value: str) -> list[NamedNode]:
    """A statement given as an IRI or ARTICLE:s3."""
    return _found(_local(run, value, 0) or _iri(value), "statement", value)


def _claim(run: Run, value: str) -> list[NamedNode]:
    """A claim given as an IRI, an own id, or ARTICLE:s3 for what that statement says."""
    return _found(_local(run, value, 1) or _iri(value) or next(iter(_owned(run, value)), None), "claim", value)


def _found(node: NamedNode | None, parameter: str, value: str) -> list[NamedNode]:
    if node is None:
        raise QueryError(f"no {parameter} {value!r} in the graph: give an IRI or ARTICLE:s3")
    return [node]


def _local(run: Run, value: str, column: int) -> NamedNode | None:
    document, _, local = clean(value).strip().rpartition(":")
    rows = run(_STATEMENT, {"document": Literal(document), "local": Literal(local)}).rows
    found = rows[0][column] if rows else None
    return found if isinstance(found, NamedNode) else None


def _iri(value: str) -> NamedNode | None:
    text = value.strip().removeprefix("<").removesuffix(">")
    if not text.startswith(("http://", "https://")):
        return None
    try:
        return NamedNode(text)
    except ValueError as error:
        raise QueryError(f"{value!a} is no IRI: {error}") from error
