"""The plain profile for Protégé: ontology and individuals in one graph, every individual with a label.

Named graphs are merged and propositions left out, so that nobody's claim stands there as a triple. Not for files.
"""

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from kg.export.labels import labels
from kg.export.words import quoted
from kg.graph.ontology import ontology_triples
from kg.graph.terms import corpus_iri, string, value
from kg.graph.vocabulary import TYPE, term
from kg.pipeline import Folder
from kg.store import GraphStore, open_store

log = logging.getLogger(__name__)

_CHUNK = 20_000
"""Most quads of the corpus graph that are held at once."""

_LABEL, _NAME, _TEXT = term("rdfs:label"), term("skos:prefLabel"), term("kg:text")
_PROPOSITION, _HAS_PROPOSITION = term("kg:Proposition"), term("kg:proposition")


def plain_triples(out: Path, base: str) -> Iterator[Triple]:
    """The triples of the plain profile in a stable order: header, ontology and alignments, articles, corpus."""
    folder = Folder(out)
    store = open_store(folder.store_folder)
    yield from _header(base)
    yield from ontology_triples()
    yield from ontology_triples("alignments.ttl")
    names = lru_cache(100_000)(lambda node: _name(store, node))
    propositions = 0
    for part in _parts(folder.quads(), corpus_iri(base)):
        left_out = {quad.subject for quad in part if quad.predicate == TYPE and quad.object == _PROPOSITION}
        propositions += len(left_out)
        kept = [quad for quad in part if quad.subject not in left_out and quad.predicate != _HAS_PROPOSITION]
        named = (Triple(NamedNode(node), _LABEL, string(text, "uk")) for node, text in labels(kept, names).items())
        yield from sorted([*(quad.triple for quad in kept), *named], key=str)
    if propositions:
        log.info("%d propositions left out: as triples they would make facts of claims", propositions)


def _header(base: str) -> Iterator[Triple]:
    me = NamedNode(base.rstrip("/") + "/plain")
    yield Triple(me, TYPE, term("owl:Ontology"))
    yield Triple(me, _LABEL, string("Граф висловлювань разом з онтологією", "uk"))
    yield Triple(me, _LABEL, string("Graph of statements together with the ontology", "en"))


def _name(store: GraphStore, node: str) -> str:
    """The name of an actor, or the words of a claim, which a judgement may be about."""
    found = (quad for quad in store.quads(NamedNode(node)) if quad.predicate in (_NAME, _TEXT))
    return min(
        (quoted(value(one.object)) if one.predicate == _TEXT else value(one.object) for one in found), default=node
    )


def _parts(quads: Iterable[Quad], corpus: NamedNode) -> Iterator[list[Quad]]:
    """The quads of each article's graph together; those of the corpus graph in pieces."""
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        if graph != corpus:
            yield list(members)
        else:
            while piece := list(islice(members, _CHUNK)):
                yield piece
