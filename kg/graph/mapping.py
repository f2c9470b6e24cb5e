"""From an article and its extraction to the quads of the article's named graph.

Not for actors as nodes of the corpus (`corpus`) nor for files (`trig`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.graph.context import Context, Triple
from kg.graph.statements import claim_triples, statement_triples
from kg.graph.terms import clean, integer, moment, node, string
from kg.graph.times import time_span, time_triples
from kg.graph.vocabulary import EVENTS, MEMBERS, TYPE, relation_name, relation_type, term
from kg.model import Article, Extraction, Mention, Relation
from kg.resolve import Resolution


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What made an extraction: versions of the tool, the analyzer, its model and the rules."""

    tool: str = "kg"
    version: str = ""
    analyzer: str = ""
    model: str = ""
    rules: str = ""


_UNNAMED_RUN = RunInfo()


def article_quads(
    article: Article, extraction: Extraction, resolution: Resolution, base: str, run: RunInfo = _UNNAMED_RUN
) -> Iterator[Quad]:
    """The quads of one article's named graph: metadata, statements, claims, relations, mentions, evidence, run.

    Each quad comes once; their order is that of the extraction. DataError for a base that is no IRI.
    """
    context = Context.of(article, extraction, resolution, base)
    seen: set[Triple] = set()
    for triple in _triples(context, run):
        if triple not in seen:
            seen.add(triple)
            yield Quad(*triple, context.graph)
    yield from context.evidence.quads()


def _triples(context: Context, run: RunInfo) -> Iterator[Triple]:
    yield from _article(context.article, context)
    yield from _run(context, run)
    for statement in context.extraction.statements:
        yield from statement_triples(statement, context)
        yield from claim_triples(statement, context)
    for relation in context.extraction.relations:
        yield from _relation(relation, context)
    for mention in context.extraction.mentions:
        yield from _mention(mention, context)


def _article(article: Article, context: Context) -> Iterator[Triple]:
    me = context.article_node
    yield me, TYPE, term("kg:Article")
    yield me, TYPE, term("schema:NewsArticle")
    yield me, term("schema:identifier"), string(article.id)
    yield me, term("schema:inLanguage"), string("uk")
    yield me, term("kg:textHash"), string(article.sha256)
    yield me, term("kg:textLength"), integer(len(article.text))
    texts = {"kg:outlet": article.outlet, "schema:headline": article.title, "schema:url": (article.url or "").strip()}
    yield from ((me, term(curie), string(text)) for curie, text in texts.items() if text)
    if article.date:
        yield me, term("schema:datePublished"), moment(article.date)
        yield from time_triples(context.base, article.id, article.date)
        when = time_span(context.base, article.id, article.date)
        yield from ((one, term("kg:reportedAt"), when) for one in context.statements.values())


def _run(context: Context, run: RunInfo) -> Iterator[Triple]:
    details = {
        "kg:tool": run.tool,
        "kg:toolVersion": run.version,
        "kg:analyzer": run.analyzer,
        "kg:modelVersion": run.model,
        "kg:rulesVersion": run.rules,
    }
    me = node(context.base, "run", context.article.id, context.article.sha256, *details.values())
    yield me, TYPE, term("kg:Run")
    yield me, TYPE, term("prov:Activity")
    yield me, term("prov:used"), context.article_node
    yield from ((me, term(curie), string(text)) for curie, text in details.items() if text)
    for statement in context.statements.values():
        yield statement, term("prov:wasGeneratedBy"), me


def _relation(relation: Relation, context: Context) -> Iterator[Triple]:
    """The relation as stated in this place; within a claim also as a proposition, never as a bare triple."""
    subject, object_ = context.actor(relation.subject), context.actor(relation.object)
    parts = (relation.type, relation.subject, relation.object, relation.role, relation.span.start, relation.span.end)
    speaker = context.statements.get(relation.statement or "")
    me = node(context.base, "relation", context.article.id, *parts, relation.statement)
    yield me, TYPE, term("kg:Relation")
    if relation_name(relation.type) in EVENTS:
        yield me, TYPE, term("kg:Event")
    yield me, term("kg:inArticle"), context.article_node
    yield me, term("kg:relationType"), relation_type(relation.type)
    yield me, term("kg:relationName"), string(relation.type)
    yield me, term("kg:relationSubject"), subject
    yield me, term("kg:relationObject"), object_
    yield me, term("kg:statedBy"), speaker or context.article_node
    if relation.role:
        yield me, term("kg:relationRole"), string(relation.role)
    if relation.rule:
        yield me, term("kg:rule"), string(relation.rule)
    if relation.valid_time:
        yield me, term("kg:validTime"), time_span(context.base, context.article.id, relation.valid_time)
        yield from time_triples(context.base, context.article.id, relation.valid_time)
    if evidence := context.evidence.of(relation.span):
        yield me, term("kg:evidence"), evidence
    if claim := context.claims.get(relation.statement or ""):
        gist = (relation.type, subject.value, object_.value, clean(relation.role or ""))
        proposition = node(context.base, "proposition", context.article.id, *gist)
        yield claim, term("kg:proposition"), proposition
        yield proposition, TYPE, term("kg:Proposition")
        yield proposition, term("kg:claimSubject"), subject
        yield proposition, term("kg:claimRelation"), relation_type(relation.type)
        yield proposition, term("kg:claimObject"), object_


def _mention(mention: Mention, context: Context) -> Iterator[Triple]:
    evidence = context.evidence.of(mention.span)
    if evidence is None:
        return
    place = (mention.span.start, mention.span.end)
    me = node(context.base, "mention", context.article.id, *place, mention.type.value)
    yield me, TYPE, term("kg:Mention")
    yield me, TYPE, term("oa:Annotation")
    yield me, term("oa:hasTarget"), evidence
    yield me, term("kg:mentionType"), MEMBERS[mention.type]
    yield me, term("kg:reading"), string(mention.name)
    if mention.actor:
        yield me, term("kg:refersTo"), context.own_actor(mention.actor)
