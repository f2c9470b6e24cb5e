"""The graph: terms, mapping to quads, TriG, named questions, validation.

Not for storing or querying it (`kg.store`), nor for other formats (`kg.export`).
"""

from kg.graph.context import statement_iris
from kg.graph.corpus import corpus_quads
from kg.graph.mapping import RunInfo, article_quads
from kg.graph.ontology import ontology_dir
from kg.graph.terms import actor_iri, article_iri, claim_iri, corpus_iri, graph_iri
from kg.graph.trig import Piece, corpus_portions, header, in_order, piece, portions, write_pieces, write_trig

__all__ = [
    "Piece",
    "RunInfo",
    "actor_iri",
    "article_iri",
    "article_quads",
    "claim_iri",
    "corpus_iri",
    "corpus_portions",
    "corpus_quads",
    "graph_iri",
    "header",
    "in_order",
    "ontology_dir",
    "piece",
    "portions",
    "statement_iris",
    "write_pieces",
    "write_trig",
]
