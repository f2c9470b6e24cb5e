"""Names of the ontology's terms and of the external terms that the graph uses.

Not for their meaning: labels, definitions and axioms are in `ontologies/kg.ttl`; a test holds the two together.
"""

from enum import Enum
from functools import cache

from pyoxigraph import NamedNode

from kg import ids
from kg.graph.phrasing import Polarity, Tense
from kg.model import Act, CueKind, Kind, MentionType, QuoteType, SourceClass, Stance
from kg.resolve import Verdict

PREFIXES = {
    "kg": ids.ONTOLOGY,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of everything that `kg` writes and of the shipped queries."""


@cache
def term(curie: str) -> NamedNode:
    """The IRI of a compact name such as `kg:source`; KeyError for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def member(family: str, value: str) -> NamedNode:
    """The individual of a closed vocabulary: ("stance", "denies") is kg:stanceDenies."""
    return NamedNode(f"{ids.ONTOLOGY}{family}{value[0].upper()}{value[1:]}")


TYPE = term("rdf:type")

FAMILIES: dict[str, type[Enum]] = {
    "act": Act,
    "stance": Stance,
    "quoteType": QuoteType,
    "cueKind": CueKind,
    "sourceClass": SourceClass,
    "mentionType": MentionType,
    "verdict": Verdict,
    "polarity": Polarity,
    "tense": Tense,
}
"""Closed vocabularies: the property, and the members that it may have."""

MEMBERS = {one: member(family, str(one.value)) for family, enum in FAMILIES.items() for one in enum}
"""The individual of each member of a closed vocabulary, by enum member."""

_ACTOR = term("kg:Actor")

CLASSES = {
    Kind.PERSON: (_ACTOR, term("kg:Person"), term("schema:Person")),
    Kind.ORGANIZATION: (_ACTOR, term("kg:Organization"), term("schema:Organization")),
    Kind.STATE: (_ACTOR, term("kg:State"), term("schema:Country")),
    Kind.MEDIA: (_ACTOR, term("kg:MediaOutlet"), term("schema:NewsMediaOrganization")),
    Kind.DOCUMENT: (_ACTOR, term("kg:Document"), term("schema:CreativeWork")),
    Kind.GROUP: (_ACTOR, term("kg:Group")),
    Kind.UNNAMED: (_ACTOR, term("kg:UnnamedSource")),
    Kind.PLACE: (_ACTOR, term("kg:Place"), term("schema:Place")),
}
"""The classes of a kind of actor; the second is the kind itself."""

STANCES = {
    Stance.ASSERTS: term("kg:asserts"),
    Stance.CONFIRMS: term("kg:confirms"),
    Stance.DENIES: term("kg:denies"),
    Stance.DECLINES: term("kg:declinesOn"),
    Stance.UNVERIFIED: term("kg:cannotVerify"),
    Stance.DEMANDS: term("kg:demands"),
}
"""The property from a statement to a claim that each stance takes."""

EVENTS = ("accuses", "appoints", "arrests", "attacks", "dismisses", "meets", "sanctions", "sues", "supplies", "visits")
"""Types of relations that are happenings."""

STATES = ("actsFor", "locatedIn", "memberOf", "other", "partOf", "post", "supports")
"""Types of relations that hold for a time; every word of a rule that is no type here is `other`."""

_RELATION_TYPES = {one.casefold(): one for one in (*EVENTS, *STATES)}


def relation_name(text: str) -> str:
    """The type of a relation, written in whatever case ("part of", "part_of", "partOf")."""
    return _RELATION_TYPES.get("".join(char for char in text if char.isalnum()).casefold(), "other")


def relation_type(text: str) -> NamedNode:
    """The individual of a type of relation."""
    return member("relationType", relation_name(text))
