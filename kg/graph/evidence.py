"""Evidence in an article as Web Annotation: a specific resource with a position and a quotation selector.

Not for what the evidence is evidence of (`mapping`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import article_iri, graph_iri, integer, node, string
from kg.graph.vocabulary import TYPE, term
from kg.model import Article, Span

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

CONTEXT = 32
"""Length of prefix and suffix of a quotation selector, in code points."""

_T = {
    curie: term(curie)
    for curie in (
        "kg:Evidence",
        "oa:SpecificResource",
        "oa:TextPositionSelector",
        "oa:TextQuoteSelector",
        "oa:end",
        "oa:exact",
        "oa:hasSelector",
        "oa:hasSource",
        "oa:prefix",
        "oa:start",
        "oa:suffix",
    )
}


@dataclass
class EvidenceBook:
    """The evidence nodes of one article: one for each stretch, however often it is used."""

    article: Article
    base: str
    _used: dict[tuple[int, int], tuple[NamedNode, Span]] = field(default_factory=dict)

    def of(self, span: Span | None) -> NamedNode | None:
        """The node of a stretch of the article; None where there is no stretch."""
        if span is None or span.start >= span.end:
            return None
        place = (span.start, span.end)
        if place not in self._used:
            self._used[place] = (node(self.base, "evidence", self.article.id, *place), span)
        return self._used[place][0]

    def quads(self) -> Iterator[Quad]:
        """What the graph says of every stretch asked for so far."""
        graph, source = graph_iri(self.base, self.article.id), article_iri(self.base, self.article.id)
        for (start, end), (evidence, span) in self._used.items():
            where = node(self.base, "position", self.article.id, start, end)
            quote = node(self.base, "quote", self.article.id, start, end)
            triples: tuple[Triple, ...] = (
                (evidence, TYPE, _T["kg:Evidence"]),
                (evidence, TYPE, _T["oa:SpecificResource"]),
                (evidence, _T["oa:hasSource"], source),
                (evidence, _T["oa:hasSelector"], where),
                (evidence, _T["oa:hasSelector"], quote),
                (where, TYPE, _T["oa:TextPositionSelector"]),
                (where, _T["oa:start"], integer(start)),
                (where, _T["oa:end"], integer(end)),
                (quote, TYPE, _T["oa:TextQuoteSelector"]),
                (quote, _T["oa:exact"], string(span.text)),
                (quote, _T["oa:prefix"], string(self.article.text[max(0, start - CONTEXT) : start])),
                (quote, _T["oa:suffix"], string(self.article.text[end : end + CONTEXT])),
            )
            yield from (Quad(*triple, graph) for triple in triples)
