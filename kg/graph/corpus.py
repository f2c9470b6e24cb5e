"""The corpus graph: actors with their names and own ids, claims judged the same, judgements by people and
pairs that no rule dares to decide, articles that copy one another.

Not for what an article says (`mapping`): a claim is described in the graph of each article that carries it.
"""

import re
from collections.abc import Iterator
from itertools import chain

from pyoxigraph import NamedNode, Quad

from kg.graph.context import Triple
from kg.graph.terms import actor_iri, article_iri, check_base, claim_iri, corpus_iri, decimal, node, string
from kg.graph.vocabulary import CLASSES, MEMBERS, TYPE, term
from kg.ids import normal_name
from kg.resolve import ActorCluster, Judgement, Resolution

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ACTOR = re.compile(r"@([0-9A-Za-z_-]+)")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


def corpus_quads(resolution: Resolution, base: str) -> Iterator[Quad]:
    """The quads of the corpus graph, node by node in a stable order."""
    base = check_base(base)
    graph = corpus_iri(base)
    for triple in _triples(resolution, base):
        yield Quad(*triple, graph)


def _triples(resolution: Resolution, base: str) -> Iterator[Triple]:
    for actor in resolution.actors.values():
        yield from _actor(actor, base)
    for local, own_ids in resolution.claims():
        me = claim_iri(base, local)
        yield me, TYPE, term("kg:Claim")
        yield from ((me, term("kg:ownId"), string(own)) for own in own_ids)
    for judgement in chain(resolution.given, resolution.undecided, resolution.contradictions):
        yield from _judgement(judgement, resolution, base)
    for one in resolution.contradictions:
        left, right = (claim_iri(base, resolution.claim(own)) for own in (one.a, one.b))
        yield left, term("kg:contradicts"), right
    for copy, root in resolution.copies.items():
        yield article_iri(base, copy), term("kg:copyOf"), article_iri(base, root)


def _actor(actor: ActorCluster, base: str) -> Iterator[Triple]:
    me = actor_iri(base, actor.node)
    yield from ((me, TYPE, one) for one in CLASSES[actor.kind])
    yield me, term("skos:prefLabel"), string(actor.name, "uk")
    for alias in actor.aliases:
        yield me, term("skos:altLabel"), string(alias, "uk" if _CYRILLIC.search(alias) else None)
    for key in sorted({normal_name(name) for name in (actor.name, *actor.aliases)} - {""}):
        yield me, term("kg:nameKey"), string(key)
    yield from ((me, term("kg:ownId"), string(own)) for own in actor.own_ids)
    if actor.rule:
        yield me, term("kg:rule"), string(actor.rule)
    if actor.wikidata and _WIKIDATA.fullmatch(actor.wikidata):
        yield me, term("schema:sameAs"), term(f"wd:{actor.wikidata}")


def _judgement(one: Judgement, resolution: Resolution, base: str) -> Iterator[Triple]:
    me = node(base, "judgement", one.kind, one.a, one.b)
    yield me, TYPE, term("kg:Judgement")
    yield me, term("kg:verdict"), MEMBERS[one.verdict]
    yield me, term("kg:confidence"), decimal(min(1.0, max(0.0, one.score)))
    for own in (one.a, one.b):
        yield me, term("kg:ownId"), string(own)
        yield me, term("kg:judges"), _judged(one.kind, own, resolution, base)
    for reason in one.reasons:
        told = _ACTOR.sub(lambda found: _called(found[1], resolution), reason) if one.rule else reason
        yield me, term("kg:reason"), string(told)
    yield me, term("kg:judgedBy"), string(one.by)
    if one.rule:
        yield me, term("kg:rule"), string(one.rule)


def _called(own: str, resolution: Resolution) -> str:
    """The name of an actor that a reason gives by its id."""
    actor = resolution.actors.get(resolution.node(own))
    return actor.name if actor else f"@{own}"


def _judged(kind: str, own: str, resolution: Resolution, base: str) -> NamedNode:
    if kind == "claim":
        return claim_iri(base, resolution.claim(own))
    return actor_iri(base, resolution.node(own))
