"""A statement and the claim in its content as triples.

Not for evidence (`evidence`), relations and mentions (`mapping`).
"""

from collections.abc import Iterator

from kg import ids
from kg.graph.context import Context, Triple
from kg.graph.phrasing import polarity, tense
from kg.graph.terms import clean, decimal, integer, node, string
from kg.graph.times import time_span, time_triples
from kg.graph.vocabulary import MEMBERS, STANCES, TYPE, term
from kg.model import QuoteType, Stance, Statement

_OWN_WORDS = (QuoteType.DIRECT, QuoteType.MIXED)
_TARGETED = (Stance.DENIES, Stance.CONFIRMS, Stance.UNVERIFIED)


def statement_triples(one: Statement, context: Context) -> Iterator[Triple]:
    """Everything that the graph says of one statement."""
    me = context.statements[one.id]
    yield me, TYPE, term("kg:Statement")
    yield me, term("kg:inArticle"), context.article_node
    yield me, term("kg:localId"), string(one.id)
    yield me, term("kg:source"), context.actor(one.source.name)
    yield me, term("kg:confidence"), decimal(min(1.0, max(0.0, one.confidence)))
    for part in (_vocabularies, _literals, _places, _people, _times, _stance):
        yield from part(one, context)


def _vocabularies(one: Statement, context: Context) -> Iterator[Triple]:
    me = context.statements[one.id]
    said = one.content.text if one.content else ""
    members = {
        "kg:stance": one.stance,
        "kg:act": one.act,
        "kg:quoteType": one.quote,
        "kg:cueKind": one.cue_kind,
        "kg:sourceClass": one.source_class,
        "kg:polarity": polarity(said),
        "kg:tense": tense(said),
    }
    yield from ((me, term(curie), MEMBERS[value]) for curie, value in members.items() if value is not None)


def _literals(one: Statement, context: Context) -> Iterator[Triple]:
    me = context.statements[one.id]
    texts = {
        "kg:cueLemma": one.cue_lemma,
        "kg:distancing": one.distancing,
        "kg:certainty": one.certainty,
        "kg:targetResolution": one.target_resolution,
        "kg:rule": one.rule,
    }
    yield from ((me, term(curie), string(text)) for curie, text in texts.items() if text)


def _places(one: Statement, context: Context) -> Iterator[Triple]:
    me = context.statements[one.id]
    spans = {
        "kg:sentence": one.sentence,
        "kg:cue": one.cue,
        "kg:content": one.content,
        "kg:sourceMention": one.source.span,
    }
    for curie, span in spans.items():
        if evidence := context.evidence.of(span):
            yield me, term(curie), evidence
    if one.quote is QuoteType.DIRECT:
        yield me, term("prov:wasQuotedFrom"), context.article_node


def _people(one: Statement, context: Context) -> Iterator[Triple]:
    me = context.statements[one.id]
    for position, name in enumerate(one.via, 1):
        step = node(context.base, "via", context.article.id, me.value, position)
        yield me, term("kg:via"), context.actor(name)
        yield me, term("kg:viaStep"), step
        yield step, TYPE, term("kg:ViaStep")
        yield step, term("kg:position"), integer(position)
        yield step, term("kg:actor"), context.actor(name)
    if one.via:
        yield me, term("prov:hadPrimarySource"), context.actor(one.via[-1])
    yield from ((me, term("kg:about"), context.actor(name)) for name in one.about)
    others = {"kg:onBehalfOf": one.on_behalf_of, "kg:addressee": one.addressee}
    yield from ((me, term(curie), context.actor(name)) for curie, name in others.items() if name)
    if outer := context.outer(one):
        yield me, term("kg:partOfStatement"), outer


def _times(one: Statement, context: Context) -> Iterator[Triple]:
    """When it was said and of what time it speaks."""
    me = context.statements[one.id]
    for curie, text in (("kg:saidAt", one.said_at), ("kg:validTime", one.valid_time)):
        if text:
            yield me, term(curie), time_span(context.base, context.article.id, text)
            yield from time_triples(context.base, context.article.id, text)


def _stance(one: Statement, context: Context) -> Iterator[Triple]:
    """The claims towards which the statement takes its stance: those of its targets where it has any, else its own.

    Direct words of a denial without a target ("це нісенітниця") are not what is denied: they give no such claim.
    """
    me = context.statements[one.id]
    own = context.claims.get(one.id)
    if own:
        yield me, term("kg:claim"), own
    targets = [target for target in one.denies if target in context.statements]
    for target in targets:
        yield me, term("kg:targetStatement"), context.statements[target]
        if target in context.claims:
            yield me, STANCES[one.stance], context.claims[target]
    answers = one.stance in _TARGETED and one.quote in _OWN_WORDS
    if own and not targets and not answers:
        yield me, STANCES[one.stance], own


def claim_triples(one: Statement, context: Context) -> Iterator[Triple]:
    """What is said, apart from who says it; nothing for a statement without content."""
    if one.content is None:
        return
    me = context.claims[one.id]
    yield me, TYPE, term("kg:Claim")
    yield me, term("kg:ownId"), string(ids.claim_id(context.article.id, one.content.start, one.content.end))
    yield me, term("kg:text"), string(clean(one.content.text), "uk")
    if evidence := context.evidence.of(one.content):
        yield me, term("kg:evidence"), evidence
    yield from ((me, term("kg:about"), context.actor(name)) for name in one.about)
    if one.certainty:
        yield me, term("kg:certainty"), string(one.certainty)
