"""What of the graph becomes which node, property and relationship of a labelled property graph.

A table and nothing else: reading the graph by it is `kg.export.lpg`. Every property of the RDF mapping stands here,
either with its place or, in `LEFT_OUT`, with the reason why it has none.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its name, its type in the terms of neo4j-admin (string, string[], long, double, date)."""

    name: str
    type: str = "string"


LABELS = {
    "kg:Article": "Article",
    "kg:Person": "Actor",
    "kg:Organization": "Actor",
    "kg:State": "Actor",
    "kg:MediaOutlet": "Actor",
    "kg:Document": "Actor",
    "kg:Group": "Actor",
    "kg:UnnamedSource": "Actor",
    "kg:Place": "Actor",
    "kg:Statement": "Statement",
    "kg:Claim": "Claim",
    "kg:Mention": "Mention",
    "kg:Relation": "Relation",
    "kg:Proposition": "Proposition",
    "kg:Judgement": "Judgement",
    "kg:Run": "Run",
}
"""Class -> label of the node's family, under which its IRI is unique."""

EXTRA_LABELS = ("Event",)
"""Further classes of `kg:` that are a second label of a node."""

LITERALS = {
    "schema:identifier": "key",
    "schema:inLanguage": "language",
    "kg:textHash": "textHash",
    "kg:textLength": "textLength",
    "kg:outlet": "outlet",
    "schema:headline": "title",
    "schema:url": "url",
    "schema:datePublished": "date",
    "skos:prefLabel": "name",
    "skos:altLabel": "aliases",
    "kg:nameKey": "nameKeys",
    "kg:ownId": "ownIds",
    "schema:sameAs": "wikidata",
    "kg:localId": "localId",
    "kg:confidence": "confidence",
    "kg:cueLemma": "cueLemma",
    "kg:distancing": "distancing",
    "kg:certainty": "certainty",
    "kg:targetResolution": "targetResolution",
    "kg:rule": "rule",
    "kg:text": "texts",
    "kg:reading": "reading",
    "kg:relationName": "relationName",
    "kg:relationRole": "role",
    "kg:reason": "reasons",
    "kg:judgedBy": "by",
    "kg:tool": "tool",
    "kg:toolVersion": "version",
    "kg:analyzer": "analyzer",
    "kg:modelVersion": "model",
    "kg:rulesVersion": "rules",
}
"""Data properties: the value itself."""

MEMBERS = {
    "kg:stance": "stance",
    "kg:act": "act",
    "kg:quoteType": "quoteType",
    "kg:cueKind": "cueKind",
    "kg:sourceClass": "sourceClass",
    "kg:mentionType": "type",
    "kg:relationType": "type",
    "kg:claimRelation": "type",
    "kg:verdict": "verdict",
    "kg:polarity": "polarity",
    "kg:tense": "tense",
}
"""Properties whose values are members of a closed vocabulary: the member's name (kg:stanceDenies is "denies")."""

SPANS = {
    "kg:sentence": "sentence",
    "kg:cue": "cue",
    "kg:content": "content",
    "kg:sourceMention": "source",
    "kg:evidence": "evidence",
    "oa:hasTarget": "evidence",
}
"""Properties that lead to a stretch of text: the words under this name, the offsets as `…Start` and `…End`."""

TIMES = {"kg:saidAt": "saidAt", "kg:validTime": "validTime"}
"""Properties that lead to a time: its text (2025-11-01, or two dates with / between)."""

RELATIONSHIPS = {
    "kg:asserts": "ASSERTS",
    "kg:confirms": "CONFIRMS",
    "kg:denies": "DENIES",
    "kg:declinesOn": "DECLINES_ON",
    "kg:cannotVerify": "CANNOT_VERIFY",
    "kg:demands": "DEMANDS",
    "kg:claim": "HAS_CLAIM",
    "kg:targetStatement": "TARGETS",
    "kg:via": "VIA",
    "kg:about": "ABOUT",
    "kg:onBehalfOf": "ON_BEHALF_OF",
    "kg:addressee": "ADDRESSED_TO",
    "kg:partOfStatement": "PART_OF",
    "kg:inArticle": "IN_ARTICLE",
    "kg:copyOf": "COPY_OF",
    "prov:hadPrimarySource": "PRIMARY_SOURCE",
    "prov:wasQuotedFrom": "QUOTED_FROM",
    "prov:wasGeneratedBy": "GENERATED_BY",
    "prov:used": "USED",
    "kg:proposition": "HAS_PROPOSITION",
    "kg:relationSubject": "SUBJECT",
    "kg:relationObject": "OBJECT",
    "kg:claimSubject": "SUBJECT",
    "kg:claimObject": "OBJECT",
    "kg:statedBy": "STATED_BY",
    "kg:refersTo": "REFERS_TO",
    "kg:judges": "JUDGES",
    "kg:contradicts": "CONTRADICTS",
}
"""Properties between two nodes."""

REVERSED = {"kg:source": "SAID"}
"""The same, drawn the other way round: (:Actor)-[:SAID]->(:Statement)."""

STANCES = ("ASSERTS", "CONFIRMS", "DENIES", "DECLINES_ON", "CANNOT_VERIFY", "DEMANDS")
"""Relationships from a statement to a claim, one for each stance."""

LEFT_OUT = {
    "rdf:type": "becomes a label",
    "kg:viaStep": "its position is a property of VIA",
    "kg:position": "a property of VIA",
    "kg:actor": "the end of VIA",
    "oa:hasSource": "offsets count in the article of IN_ARTICLE",
    "oa:hasSelector": "becomes words and offsets",
    "oa:start": "becomes an offset",
    "oa:end": "becomes an offset",
    "oa:exact": "becomes the words",
    "oa:prefix": "the sentence is there",
    "oa:suffix": "the sentence is there",
    "kg:reportedAt": "the article's date is there",
    "kg:timeText": "becomes the text of a time",
    "kg:precision": "the text of a time shows it",
    "time:hasBeginning": "the text of a time shows it",
    "time:hasEnd": "the text of a time shows it",
    "time:inXSDDateTime": "the text of a time shows it",
}
"""What has no place of its own, and why."""


def _span(name: str) -> tuple[Property, ...]:
    return Property(name), Property(f"{name}Start", "long"), Property(f"{name}End", "long")


def _strings(*names: str) -> tuple[Property, ...]:
    return tuple(Property(name) for name in names)


_NAMED = _strings("name", "nameEn")
_MANY = "string[]"

PROPERTIES: dict[str, tuple[Property, ...]] = {
    "Article": (
        *_strings("name", "key", "title", "outlet"),
        Property("date", "date"),
        *_strings("url", "language", "textHash"),
        Property("textLength", "long"),
    ),
    "Actor": (
        *_strings("name", "kind", "kindUk", "kindEn"),
        Property("aliases", _MANY),
        Property("nameKeys", _MANY),
        Property("ownIds", _MANY),
        *_strings("wikidata", "rule"),
    ),
    "Statement": (
        *_NAMED,
        *_strings("key", "localId", "stance", "stanceUk", "act", "quoteType", "sourceClass", "cueKind", "cueLemma"),
        *_strings("polarity", "tense"),
        *_span("content"),
        *_span("cue"),
        *_span("source"),
        *_span("sentence"),
        *_strings("certainty", "distancing", "saidAt", "validTime", "targetResolution", "claim", "rule"),
        Property("confidence", "double"),
    ),
    "Claim": (*_strings("name", "text", "certainty"), Property("texts", _MANY), Property("ownIds", _MANY)),
    "Mention": (*_strings("name", "type", "reading"), *_span("evidence")),
    "Relation": (*_NAMED, *_strings("type", "relationName", "role", "validTime", "rule"), *_span("evidence")),
    "Proposition": (*_NAMED, *_strings("type")),
    "Judgement": (
        *_NAMED,
        *_strings("verdict", "by", "rule"),
        Property("confidence", "double"),
        Property("reasons", _MANY),
        Property("ownIds", _MANY),
    ),
    "Run": _strings("name", "tool", "version", "analyzer", "model", "rules"),
}
"""The properties of each family in the order of the columns; besides these every node has `iri`."""

EDGE_PROPERTIES: dict[str, tuple[Property, ...]] = {"VIA": (Property("position", "long"),)}
"""The properties of relationships."""
