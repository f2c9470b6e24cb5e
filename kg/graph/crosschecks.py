"""Checks across articles, each a SPARQL query over the whole store that must find nothing.

Not for what one article's graph shows by itself (`shapes`, `slices`).
"""

from collections.abc import Iterator
from typing import Any, Protocol

from kg import ids
from kg.graph.ontology import declared_terms

CHECKS = {
    "an own id belongs to two nodes": """SELECT DISTINCT (MIN(?one) AS ?node) WHERE {
  VALUES ?kind { kg:Actor kg:Claim } ?one a ?kind ; kg:ownId ?own .
} GROUP BY ?own HAVING(COUNT(DISTINCT ?one) > 1)""",
    "a node is named but nowhere described": """SELECT DISTINCT ?node WHERE {
  ?subject ?predicate ?node . FILTER(ISIRI(?node) && STRSTARTS(STR(?node), "BASE"))
  FILTER(!STRSTARTS(STR(?node), "ONTOLOGY")) FILTER NOT EXISTS { ?node ?other ?object }
}""",
    "a statement stands in two graphs": """SELECT DISTINCT ?node WHERE {
  GRAPH ?one { ?node a kg:Statement } GRAPH ?two { ?node a kg:Statement } FILTER(?one != ?two)
}""",
    "two statements of an article have one number": """SELECT DISTINCT ?node WHERE {
  ?node kg:inArticle ?article ; kg:localId ?number . ?other kg:inArticle ?article ; kg:localId ?number .
  FILTER(?node != ?other)
}""",
    "a statement asserts and denies one claim": """SELECT DISTINCT ?node WHERE {
  ?node kg:asserts ?claim ; kg:denies ?claim .
}""",
    "a statement takes its stance on another claim than that of its target": """SELECT DISTINCT ?node WHERE {
  ?node kg:denies|kg:confirms|kg:cannotVerify ?claim ; kg:targetStatement ?any .
  FILTER NOT EXISTS { ?node kg:targetStatement/kg:claim ?claim }
}""",
    "a statement stands within itself": "SELECT DISTINCT ?node WHERE { ?node kg:partOfStatement+ ?node . }",
    "a claim contradicts itself": "SELECT DISTINCT ?node WHERE { ?node kg:contradicts ?node . }",
    "an article is a copy of no article, or of another copy": """SELECT DISTINCT ?node WHERE {
  ?node kg:copyOf ?root .
  FILTER(?node = ?root || EXISTS { ?root kg:copyOf ?other } || NOT EXISTS { ?root a kg:Article })
}""",
    "a claim is said by no statement": """SELECT DISTINCT ?node WHERE {
  ?node a kg:Claim . FILTER NOT EXISTS { ?statement kg:claim ?node }
}""",
    "a claim has no text": """SELECT DISTINCT ?node WHERE {
  ?node a kg:Claim . FILTER NOT EXISTS { ?node kg:text ?text }
}""",
    "a judgement says same of two nodes": """SELECT DISTINCT ?node WHERE {
  ?node kg:verdict kg:verdictSame ; kg:judges ?one ; kg:judges ?two . FILTER(?one != ?two)
}""",
    "a judgement does not say same of one node": """SELECT DISTINCT ?node WHERE {
  ?node kg:judges ?one . FILTER NOT EXISTS { ?node kg:verdict kg:verdictSame }
  FILTER NOT EXISTS { ?node kg:judges ?two . FILTER(?one != ?two) }
}""",
}
"""Message -> query for the nodes that are wrong; BASE is the base IRI, ONTOLOGY the namespace."""

_USED = {
    "predicate": "SELECT DISTINCT ?node WHERE { ?subject ?node ?object }",
    "class": "SELECT DISTINCT ?node WHERE { ?subject a ?node }",
    "value": """SELECT DISTINCT ?node WHERE {
  ?subject ?predicate ?node . FILTER(?predicate != rdf:type && STRSTARTS(STR(?node), "ONTOLOGY"))
}""",
}
"""Use of a term -> query for the terms so used."""


class Queried(Protocol):
    """What can be asked in SPARQL."""

    def query(self, sparql: str) -> Any:
        """A result with `rows`."""


def crosschecks(store: Queried, base: str) -> Iterator[tuple[str, str]]:
    """Node and message of everything that the checks find, and of each term that the ontology does not declare."""
    for message, text in CHECKS.items():
        yield from ((node, message) for node in _nodes(store, text, base))
    declared = declared_terms()
    for use, text in _USED.items():
        for node in _nodes(store, text, base):
            if node not in declared[use]:
                yield node, f"used as a {use}, but the ontology does not declare it so"


def _nodes(store: Queried, text: str, base: str) -> list[str]:
    text = text.replace("BASE", base.rstrip("/") + "/").replace("ONTOLOGY", ids.ONTOLOGY)
    return [row[0].value for row in store.query(f"{text} ORDER BY ?node").rows]
