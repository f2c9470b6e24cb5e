"""The SHACL shapes of the ontology over a handful of quads; not for choosing the quads (`validation`).

Shapes are read once; time is that of pySHACL, about 0.15 ms a quad.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.graph.ontology import ontology_dir
from kg.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
_STRING = PREFIXES["xsd"] + "string"
_WIDEST = 60


@cache
def shapes() -> "rdflib.Graph":
    """The shapes of `shapes.ttl`."""
    import rdflib

    return rdflib.Graph().parse(ontology_dir() / "shapes.ttl", format="turtle")


def violations(quads: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    """Node and message of each shape that the triples of these quads break, in a stable order."""
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    for quad in quads:
        data.add((_converted(quad.subject), _converted(quad.predicate), _converted(quad.object)))
    conforms, results, text = pyshacl.validate(data, shacl_graph=shapes(), inplace=True)
    if conforms:
        return
    if not isinstance(results, rdflib.Graph):
        yield "", f"the shapes cannot be checked: {' '.join(str(text).split())}"
        return
    yield from sorted(set(_results(results)))


def _converted(term: Any) -> Any:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    return rdflib.Literal(term.value, datatype=None if datatype == _STRING else rdflib.URIRef(datatype))


def _results(results: "rdflib.Graph") -> Iterator[tuple[str, str]]:
    import rdflib

    shacl = rdflib.Namespace(_SHACL)
    for one in results.subjects(rdflib.RDF.type, shacl.ValidationResult):
        node, path = results.value(one, shacl.focusNode), results.value(one, shacl.resultPath)
        value = results.value(one, shacl.value)
        message = min(map(str, results.objects(one, shacl.resultMessage)), default="a shape is broken")
        details = [_shown(part) for part in (path, value) if isinstance(part, (rdflib.URIRef, rdflib.Literal))]
        yield str(node), message + (f" ({', '.join(details)})" if details else "")


def _shown(term: Any) -> str:
    text = str(term)
    short = next((f"{name}:{text[len(iri) :]}" for name, iri in PREFIXES.items() if text.startswith(iri)), text)
    return short if len(short) <= _WIDEST else short[: _WIDEST - 1] + "…"
