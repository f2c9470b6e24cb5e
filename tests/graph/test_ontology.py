"""The ontology says what the mapping uses, whole and in both languages."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg import ids
from kg.data import load_toml
from kg.graph.ontology import FILES, declared_terms, ontology_dir, ontology_labels, ontology_triples
from kg.graph.terms import value
from kg.graph.vocabulary import EVENTS, FAMILIES, MEMBERS, PREFIXES, STATES, TYPE, relation_type, term
from tests.graph import sample

SOURCES = ("*.py", "questions/*.rq")
CURIE = re.compile(r"\bkg:([A-Za-z]\w*)")


def triples(name: str) -> list[Triple]:
    return list(ontology_triples(name))


def described() -> dict[str, dict[str, list[Literal]]]:
    """Our terms with the literals that describe them, by compact name of the property."""
    found: dict[str, dict[str, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    for one in triples("kg.ttl"):
        if isinstance(one.subject, NamedNode) and one.subject.value.startswith(ids.ONTOLOGY):
            node = found[one.subject.value]
            if isinstance(one.object, Literal):
                node[one.predicate.value].append(one.object)
    return found


def named_in_sources(root: Path) -> set[str]:
    """Terms that mapping, export, store and questions name."""
    rooms = [root / "kg" / room for room in ("graph", "export", "store")]
    texts = [path.read_text(encoding="utf-8") for room in rooms for glob in SOURCES for path in room.glob(glob)]
    return {ids.ONTOLOGY + name for text in texts for name in CURIE.findall(text)}


def test_all_files_are_there_and_readable() -> None:
    assert sorted(path.name for path in ontology_dir().iterdir()) == sorted(FILES)
    for name in FILES:
        if name.endswith(".ttl"):
            assert list(parse(path=str(ontology_dir() / name), format=RdfFormat.TURTLE))


def test_version() -> None:
    head = {one.predicate.value: one.object for one in _header()}
    assert head[PREFIXES["owl"] + "versionIRI"] == NamedNode("https://w3id.org/kg-uk/ontology/0.1.0")


def _header() -> Iterator[Triple]:
    for quad in parse(path=str(ontology_dir() / "kg.ttl"), format=RdfFormat.TURTLE):
        if quad.subject == NamedNode(ids.ONTOLOGY.rstrip("#")):
            yield quad.triple


@pytest.mark.parametrize("iri", sorted(described()))
def test_every_term_is_documented_in_both_languages(iri: str) -> None:
    node = described()[iri]
    for curie in ("rdfs:label", "skos:definition"):
        assert sorted(one.language or "" for one in node[term(curie).value]) == ["en", "uk"], curie
    assert node[term("skos:example").value]


def test_what_the_mapping_makes_is_declared() -> None:
    check_declared(sample.quads(sample.judged()))


def test_the_seed_is_declared(built: Path) -> None:
    check_declared(list(parse(path=str(built / "graph.trig"), format=RdfFormat.TRIG)))


def check_declared(quads: list[Quad]) -> None:
    declared = declared_terms()
    assert {quad.predicate.value for quad in quads} <= declared["predicate"]
    assert {value(quad.object) for quad in quads if quad.predicate == TYPE} <= declared["class"]
    values = {value(quad.object) for quad in quads if quad.predicate != TYPE and isinstance(quad.object, NamedNode)}
    assert {one for one in values if one.startswith(ids.ONTOLOGY)} <= declared["value"]


def test_every_name_in_code_and_questions_is_declared(root: Path) -> None:
    assert named_in_sources(root) - {ids.ONTOLOGY} <= set(described())


def test_every_declared_term_is_used_or_explained(root: Path) -> None:
    members = {one.value for one in MEMBERS.values()} | {relation_type(name).value for name in (*EVENTS, *STATES)}
    families = {ids.ONTOLOGY + name[0].upper() + name[1:] for name in FAMILIES} | {ids.ONTOLOGY + "RelationType"}
    made = {part for quad in sample.quads(sample.judged()) for part in (quad.predicate.value, value(quad.object))}
    used = named_in_sources(root) | members | families | made
    explained = {iri for iri, node in described().items() if node[term("skos:scopeNote").value]}
    times = {f"{ids.ONTOLOGY}precision{one}" for one in ("", "Moment", "Month", "Year", "Text")}
    unused = set(described()) - used - explained - times - {ids.ONTOLOGY + "Precision"}
    assert not unused


@pytest.mark.parametrize("family", FAMILIES)
def test_closed_vocabularies_are_the_enums(family: str) -> None:
    members = {value(MEMBERS[one]) for one in FAMILIES[family]}
    klass = term(f"kg:{family[0].upper()}{family[1:]}")
    assert {value(one.subject) for one in triples("kg.ttl") if one.predicate == TYPE and one.object == klass} == members


def test_shapes_name_the_same_vocabularies() -> None:
    first, rest = (NamedNode(PREFIXES["rdf"] + name) for name in ("first", "rest"))
    all_of = triples("shapes.ttl")
    heads = {value(one.subject): value(one.object) for one in all_of if one.predicate == first}
    tails = {value(one.subject): value(one.object) for one in all_of if one.predicate == rest}
    properties = {one.subject: one.object for one in all_of if one.predicate.value.endswith("shacl#path")}
    checked = set()
    for one in all_of:
        path = value(properties.get(one.subject, one.predicate))
        family = path.removeprefix(ids.ONTOLOGY)
        if one.predicate.value.endswith("shacl#in") and family in FAMILIES:
            members, place = set(), value(one.object)
            while place in heads:
                members.add(heads[place])
                place = tails[place]
            assert members == {value(MEMBERS[each]) for each in FAMILIES[family]}, family
            checked.add(family)
    assert checked == set(FAMILIES)


def test_types_of_relations_are_those_of_the_rules() -> None:
    rules = load_toml("relations.toml")
    types = {rule["type"] for table in rules.values() if isinstance(table, list) for rule in table if "type" in rule}
    assert types <= {*EVENTS, *STATES}
    declared = {iri for iri in described() if iri.startswith(f"{ids.ONTOLOGY}relationType")}
    declared -= {f"{ids.ONTOLOGY}relationType"}
    assert declared == {relation_type(name).value for name in (*EVENTS, *STATES)}


def test_acts_in_skos_have_the_labels_of_the_ontology() -> None:
    label = term("skos:prefLabel")
    labels = [one for one in triples("acts.ttl") if one.predicate == label]
    skos = {one.subject: one.object for one in labels if getattr(one.object, "language", "") == "uk"}
    known = {value(MEMBERS[one]) for family in ("act", "stance") for one in FAMILIES[family]}
    assert {value(node) for node in skos} == known
    for node, text in skos.items():
        assert ontology_labels("uk")[value(node)] == value(text)


def test_aligned_terms_are_ours() -> None:
    subjects = {value(one.subject) for one in triples("alignments.ttl")}
    assert {iri for iri in subjects if iri.startswith(ids.ONTOLOGY)} <= set(described())


def test_context_has_a_key_for_every_property_and_class() -> None:
    context = json.loads((ontology_dir() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    entries = {entry["@id"] for entry in context.values() if isinstance(entry, dict)}
    full = {PREFIXES[name.split(":")[0]] + name.split(":")[1] for name in entries}
    made = sample.quads(sample.judged())
    assert {quad.predicate.value for quad in made} - {TYPE.value} <= full
    assert set(described()) <= full


def test_catalog_leads_to_files() -> None:
    entries = list(ET.parse(ontology_dir() / "catalog-v001.xml").getroot())
    assert entries
    for entry in entries:
        assert (ontology_dir() / entry.attrib["uri"]).is_file()


def test_relation_words_of_others() -> None:
    assert relation_type("part of") == relation_type("part_of") == relation_type("partOf")
    assert relation_type("пише листи до") == relation_type("other")


@pytest.mark.slow
def test_wheel_holds_the_ontology(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"kg/ontologies/{name}" for name in FILES} <= set(names)


def test_reference_page_is_up_to_date(root: Path) -> None:
    command = [sys.executable, str(root / "tools" / "ontology_page.py"), "--check"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(root)}
    )
    assert done.returncode == 0, done.stderr
