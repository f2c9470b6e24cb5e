"""Everything that a graph is checked for: shapes, evidence, ontology, one article after the other, then across them.

Not for mending. Memory holds one article's graph and the nodes of the corpus graph that it names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from pyoxigraph import NamedNode, Quad

from kg.graph.crosschecks import crosschecks
from kg.graph.shapes import violations
from kg.graph.slices import wrong_slices
from kg.graph.terms import corpus_iri, graph_iri, value
from kg.graph.vocabulary import term
from kg.model import Article

_CHUNK = 500
"""Nodes of the corpus graph that are checked together."""

_LOCAL_ID, _IDENTIFIER = term("kg:localId"), term("schema:identifier")
_CORPUS_CLASSES = (term("kg:Actor"), term("kg:Judgement"))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: in which article and statement (empty where there is none), of which node, and what."""

    article: str
    statement: str
    node: str
    message: str

    def __str__(self) -> str:
        where = ":".join(part for part in (self.article, self.statement) if part)
        return f"{where or 'corpus'}: {self.message}" + (f" <{self.node}>" if self.node else "")


class Reader(Protocol):
    """What validation needs of a store."""

    def quads(self, subject: NamedNode | None = None, graph: NamedNode | None = None) -> Iterable[Quad]:
        """Quads with this subject, in this graph."""

    def query(self, sparql: str) -> Any:
        """A result with `rows`, over the union of all graphs."""

    def graphs(self) -> Iterable[NamedNode]:
        """The names of all graphs."""


def validate(articles: Iterable[Article], store: Reader, base: str) -> Iterator[Finding]:
    """What is wrong in the graph of these articles: shapes and slices of each, the corpus, cross checks.

    Every graph of the store must be that of an article or of the corpus.
    """
    known = {corpus_iri(base)}
    for article in articles:
        known.add(graph_iri(base, article.id))
        yield from _article(article, store, base)
    for graph in sorted(store.graphs(), key=str):
        if graph not in known:
            yield Finding("", "", graph.value, "a graph of no article")
    yield from (Finding("", "", node, message) for node, message in _corpus(store, base))
    for node, message in crosschecks(store, base):
        yield _located(node, message, store)


def _article(article: Article, store: Reader, base: str) -> Iterator[Finding]:
    quads = list(store.quads(graph=graph_iri(base, article.id)))
    if not quads:
        yield Finding(article.id, "", graph_iri(base, article.id).value, "the article has no graph")
        return
    named = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
    corpus = corpus_iri(base)
    beside = [quad for node in sorted(named, key=str) for quad in store.quads(node, corpus)]
    found = [*violations([*quads, *beside]), *wrong_slices(article, quads, base)]
    if found:
        numbers = _numbers(quads)
        yield from (Finding(article.id, numbers.get(node, ""), node, message) for node, message in found)


def _numbers(quads: list[Quad]) -> dict[str, str]:
    """Node -> number of the first statement from which it is reached, at most four steps away."""
    leads: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.object, NamedNode):
            leads[value(quad.subject)].append(quad.object.value)
    statements = [(value(quad.object), value(quad.subject)) for quad in quads if quad.predicate == _LOCAL_ID]
    found = {node: number for number, node in statements}
    for number, start in sorted(statements, key=lambda one: (len(one[0]), one[0])):
        nodes = [start]
        for _ in range(4):
            nodes = [node for one in nodes for node in leads.get(one, ()) if node not in found]
            found |= dict.fromkeys(nodes, number)
    return found


def _corpus(store: Reader, base: str) -> Iterator[tuple[str, str]]:
    """Shapes of the actors and judgements of the corpus graph, in portions."""
    corpus = corpus_iri(base)
    kinds = " ".join(str(one) for one in _CORPUS_CLASSES)
    text = f"SELECT DISTINCT ?node WHERE {{ GRAPH {corpus} {{ ?node a ?kind }} VALUES ?kind {{ {kinds} }} }}"
    nodes = (row[0] for row in store.query(f"{text} ORDER BY ?node").rows)
    while portion := list(islice(nodes, _CHUNK)):
        yield from violations(quad for node in portion for quad in store.quads(node, corpus))


def _located(node: str, message: str, store: Reader) -> Finding:
    """A finding with the article and number of the statement that the node is, if it is one."""
    number, article = "", ""
    for quad in store.quads(NamedNode(node)):
        if quad.predicate == _LOCAL_ID:
            number = value(quad.object)
        elif quad.predicate == term("kg:inArticle") and isinstance(quad.object, NamedNode):
            names = [value(one.object) for one in store.quads(quad.object) if one.predicate == _IDENTIFIER]
            article = min(names, default="")
    return Finding(article, number, node, message)
