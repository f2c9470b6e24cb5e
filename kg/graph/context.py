"""What the mapping of one article shares: nodes of its statements, claims and actors, its evidence.

Not for making quads.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Self

from pyoxigraph import NamedNode

from kg import ids
from kg.graph.evidence import EvidenceBook, Triple
from kg.graph.terms import actor_iri, article_iri, check_base, claim_iri, graph_iri, node
from kg.model import Article, Extraction, Statement
from kg.resolve import Resolution
from kg.resolve.reading import complete

__all__ = ["Context", "Triple", "statement_iris"]


@dataclass(frozen=True)
class Context:
    """One article's nodes: statements and claims by statement id (a statement without content has no claim), actors by
    own id."""

    article: Article
    extraction: Extraction
    base: str
    evidence: EvidenceBook
    statements: Mapping[str, NamedNode]
    claims: Mapping[str, NamedNode]
    names: Mapping[str, str]
    own_actor: Callable[[str], NamedNode]

    @classmethod
    def of(cls, article: Article, extraction: Extraction, resolution: Resolution, base: str) -> Self:
        """The context of an article; names without an actor in the extraction get one."""
        base, extraction = check_base(base), complete(extraction)
        own_claims = {
            one.id: ids.claim_id(article.id, one.content.start, one.content.end)
            for one in extraction.statements
            if one.content
        }
        return cls(
            article,
            extraction,
            base,
            EvidenceBook(article, base),
            statement_iris(extraction, base),
            {key: claim_iri(base, resolution.claim(own)) for key, own in own_claims.items()},
            {actor.name: actor.id for actor in extraction.actors},
            cache(lambda own: actor_iri(base, resolution.node(own))),
        )

    @cached_property
    def graph(self) -> NamedNode:
        """The article's named graph."""
        return graph_iri(self.base, self.article.id)

    @cached_property
    def article_node(self) -> NamedNode:
        """The article itself."""
        return article_iri(self.base, self.article.id)

    def outer(self, one: Statement) -> NamedNode | None:
        """The statement in whose content this one stands.

        None also where it would stand within itself: interlocked quotations hold each other's cues.
        """
        by_id = {other.id: other for other in self.extraction.statements}
        place, seen = one.part_of, set[str]()
        while place in by_id and place not in seen:
            seen.add(place)
            place = by_id[place].part_of
        return None if one.id in seen else self.statements.get(one.part_of or "")

    def actor(self, name: str) -> NamedNode:
        """The node of the actor with this name in the article."""
        return self.own_actor(self.names[name])


def statement_iris(extraction: Extraction, base: str) -> dict[str, NamedNode]:
    """Statement id -> node, made from article, source, stance and places, so that it outlives a change of numbering."""
    seen: Counter[str] = Counter()
    made: dict[str, NamedNode] = {}
    for one in extraction.statements:
        local = ids.digest("statement", extraction.doc, *_parts(one))
        seen[local] += 1
        count = seen[local]
        made[one.id] = (
            node(base, "statement", local, count) if count > 1 else NamedNode(ids.iri(base, "statement", local))
        )
    return made


def _parts(one: Statement) -> tuple[object, ...]:
    spans = (one.source.span, one.cue, one.content)
    places = [part for span in spans for part in ((span.start, span.end) if span else (None, None))]
    return (ids.normal_name(one.source.name), one.stance.value, *places)
