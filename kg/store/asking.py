"""Named questions over a store: parameters as users write them become terms.

Not for the questions themselves (`kg.graph.questions`).
"""

import difflib
from collections.abc import Mapping
from itertools import islice

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import QueryError
from kg.graph import questions
from kg.graph.terms import clean
from kg.graph.vocabulary import term
from kg.ids import normal_name
from kg.store.running import run

_FIND_STATEMENT = """SELECT ?statement ?claim ?document ?local WHERE {
  ?article schema:identifier ?document . ?statement kg:inArticle ?article ; kg:localId ?local .
  OPTIONAL { ?statement kg:claim ?claim }
}"""
_BY_OWN_ID = "SELECT DISTINCT ?node ?own WHERE { ?node kg:ownId ?own . FILTER NOT EXISTS { ?node a kg:Judgement } }"
_LIMIT = 200_000
"""Most names looked through for a suggestion."""


def bind(store: Store, name: str, parameters: Mapping[str, str]) -> str:
    """The text of the named question with the nodes that its parameters stand for."""
    question = questions.get(name)
    known = {one.name: one for one in question.parameters}
    for given in parameters:
        if given not in known:
            raise QueryError(f"{name} has no parameter {given!a}; it takes: {', '.join(known) or 'none'}")
    for one in question.parameters:
        if one.name not in parameters and not one.optional:
            raise QueryError(f"{name} needs a parameter: -p {one.name}=…")
    find = {"actor": _actors, "claim": _claim, "statement": _statement}
    return question.bound({given: find[given](store, value) for given, value in parameters.items()})


def _actors(store: Store, value: str) -> list[NamedNode]:
    """All actors with this name or alias, in whatever case; or the one with this IRI or own id."""
    if iri := _iri(value):
        return [iri]
    key = Literal(normal_name(value))
    found = {quad.subject for quad in store.quads_for_pattern(None, term("kg:nameKey"), key)}
    if not found:
        found = set(_owned(store, value))
    if not found:
        near = ", ".join(_suggestions(store, key.value))
        raise QueryError(f"no actor is named {value!r}" + (f"; similar: {near}" if near else ""))
    return sorted((node for node in found if isinstance(node, NamedNode)), key=str)


def _suggestions(store: Store, key: str) -> list[str]:
    pairs = islice(store.quads_for_pattern(None, term("kg:nameKey"), None), _LIMIT)
    names = sorted({quad.object.value for quad in pairs if isinstance(quad.object, Literal)})
    containing = [name for name in names if key and key in name]
    return (containing + [one for one in difflib.get_close_matches(key, names) if one not in containing])[:3]


def _owned(store: Store, own: str) -> list[NamedNode]:
    rows = run(store, _BY_OWN_ID, {"own": Literal(clean(own.strip()))}).rows
    return [row[0] for row in rows if isinstance(row[0], NamedNode)]


def _statement(store: Store, value: str) -> list[NamedNode]:
    """A statement given as an IRI or ARTICLE:s3."""
    return _found(_iri(value) or _local(store, value, 0), "statement", value)


def _claim(store: Store, value: str) -> list[NamedNode]:
    """A claim given as an IRI, an own id, or ARTICLE:s3 for what that statement says."""
    return _found(_iri(value) or _local(store, value, 1) or next(iter(_owned(store, value)), None), "claim", value)


def _found(node: NamedNode | None, parameter: str, value: str) -> list[NamedNode]:
    if node is None:
        raise QueryError(f"no {parameter} {value!r} in the graph: give an IRI or ARTICLE:s3")
    return [node]


def _local(store: Store, value: str, column: int) -> NamedNode | None:
    document, _, local = clean(value).strip().rpartition(":")
    rows = run(store, _FIND_STATEMENT, {"document": Literal(document), "local": Literal(local)}, rows=1).rows
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
