"""Where the ontology files are (in a checkout, an editable install or a wheel), and reading what they say.

Not for checking data against them (`validation`).
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import DataError
from kg.graph.terms import value
from kg.graph.vocabulary import term

FILES = ("kg.ttl", "acts.ttl", "alignments.ttl", "shapes.ttl", "context.jsonld", "catalog-v001.xml")
"""The files that the folder holds."""


def ontology_dir() -> Path:
    """The folder with `kg.ttl` and its companions: `kg/ontologies` in a wheel, else `ontologies` beside the package.

    DataError where neither is there (a broken installation).
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "ontologies", package.parent / "ontologies"):
        if (folder / "kg.ttl").is_file():
            return folder
    raise DataError(f"no ontologies/kg.ttl in {package} or beside it: install kg again")


def ontology_triples(name: str = "kg.ttl") -> Iterator[Triple]:
    """The triples of one of the files in their order, without its header; blank nodes are numbered, so that each
    reading gives the same."""
    numbers: dict[str, BlankNode] = {}
    headers = {one.subject for one in _read(name) if one.object == term("owl:Ontology")}

    def stable(node: Any) -> Any:
        return numbers.setdefault(node.value, BlankNode(f"o{len(numbers)}")) if isinstance(node, BlankNode) else node

    for one in _read(name):
        if one.subject not in headers:
            yield Triple(stable(one.subject), one.predicate, stable(one.object))


def _read(name: str) -> Iterator[Triple]:
    for quad in parse(path=str(ontology_dir() / name), format=RdfFormat.TURTLE):
        yield quad.triple


@cache
def ontology_labels(language: str) -> dict[str, str]:
    """IRI -> label of every term of `kg.ttl` in this language."""
    label = term("rdfs:label")
    return {
        one.subject.value: one.object.value
        for one in _read("kg.ttl")
        if one.predicate == label
        and isinstance(one.subject, NamedNode)
        and isinstance(one.object, Literal)
        and one.object.language == language
    }


@cache
def declared_terms() -> dict[str, frozenset[str]]:
    """IRIs that `kg.ttl` declares, by the use that the graph may make of them: "predicate", "class", "value"."""
    uses = {term(f"owl:{kind}Property").value: "predicate" for kind in ("Object", "Datatype", "Annotation")}
    uses |= {term("owl:Class").value: "class", term("owl:NamedIndividual").value: "value"}
    found: dict[str, set[str]] = {"predicate": {term("rdf:type").value}, "class": set(), "value": set()}
    for one in _read("kg.ttl"):
        use = uses.get(value(one.object))
        if use and one.predicate == term("rdf:type") and isinstance(one.subject, NamedNode):
            found[use].add(one.subject.value)
    return {use: frozenset(iris) for use, iris in found.items()}
