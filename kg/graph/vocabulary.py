"""Names of the ontology's terms and of the external terms that the graph uses.

Not for their meaning: labels, definitions and axioms are in `ontologies/kg.ttl`; a test holds the two together.
"""

from enum import Enum

from pyoxigraph import NamedNode

from kg import ids
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
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of everything that `kg` writes and of the shipped queries."""


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
}
"""Closed vocabularies: the property, and the members that it may have."""

MEMBERS = {one: member(family, str(one.value)) for family, enum in FAMILIES.items() for one in enum}
"""The individual of each member of a closed vocabulary, by enum member."""

CLASSES = {
    Kind.PERSON: (term("kg:Person"), term("schema:Person")),
    Kind.ORGANIZATION: (term("kg:Organization"), term("schema:Organization")),
    Kind.STATE: (term("kg:State"), term("schema:Country")),
    Kind.MEDIA: (term("kg:MediaOutlet"), term("schema:NewsMediaOrganization")),
    Kind.DOCUMENT: (term("kg:Document"), term("schema:CreativeWork")),
    Kind.GROUP: (term("kg:Group"),),
    Kind.UNNAMED: (term("kg:UnnamedSource"),),
    Kind.PLACE: (term("kg:Place"), term("schema:Place")),
}
"""The classes of a kind of actor."""

STANCES = {
    Stance.ASSERTS: term("kg:asserts"),
    Stance.CONFIRMS: term("kg:confirms"),
    Stance.DENIES: term("kg:denies"),
    Stance.DECLINES: term("kg:declinesOn"),
    Stance.UNVERIFIED: term("kg:cannotVerify"),
    Stance.DEMANDS: term("kg:demands"),
}
"""The property from a statement to a claim that each stance takes."""

RELATION_TYPES = (
    "post",
    "partOf",
    "locatedIn",
    "actsFor",
    "supplies",
    "accuses",
    "meets",
    "supports",
    "opposes",
    "owns",
    "memberOf",
    "other",
)
"""Types of relations that the ontology knows; everything else is `other` with its own word in kg:relationName."""


def relation_type(name: str) -> NamedNode:
    """The individual of a relation type, written in whatever case ("part of", "part_of", "partOf")."""
    known = {one.casefold(): one for one in RELATION_TYPES}
    key = "".join(char for char in name if char.isalnum()).casefold()
    return member("relationType", known.get(key, "other"))
