"""The property graph says what the RDF graph says: every property has its place, and the counts are the same."""

import logging
from collections import Counter
from pathlib import Path

import pytest

from kg.export import lpg_schema as schema
from kg.export.lpg import Edge, Node, portions
from kg.graph.vocabulary import PREFIXES, term
from kg.model import Stance
from kg.resolve import read_judgements, resolve
from tests.export.made import out_folder, pair, triples


def whole(out: Path) -> tuple[list[Node], list[Edge]]:
    """All nodes and relationships; fails where one stands before its ends."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    known: set[str] = set()
    for portion in portions(out):
        nodes += portion.nodes
        edges += portion.edges
        known |= {one.iri for one in portion.nodes}
        assert {end for one in portion.edges for end in (one.start, one.end)} <= known
    return nodes, edges


@pytest.fixture(params=["built", "hostile"])
def out(request: pytest.FixtureRequest) -> Path:
    """The seed's graph, and the hostile one."""
    found: Path = request.getfixturevalue(request.param)
    return found


def test_every_property_of_the_mapping_has_a_place(out: Path, caplog: pytest.LogCaptureFixture) -> None:
    known = {
        *schema.LITERALS,
        *schema.MEMBERS,
        *schema.SPANS,
        *schema.TIMES,
        *schema.RELATIONSHIPS,
        *schema.REVERSED,
        *schema.LEFT_OUT,
    }
    iris = {term(curie).value for curie in known if curie.split(":")[0] in PREFIXES}
    assert {predicate for _, predicate, _ in triples(out)} <= iris
    with caplog.at_level(logging.WARNING):
        list(portions(out))
    assert not caplog.records


def test_nodes_are_those_of_the_rdf_graph(out: Path) -> None:
    nodes, _ = whole(out)
    assert len({one.iri for one in nodes}) == len(nodes)
    typed = {(iri, kind) for iri, _, kind in triples(out, "rdf:type")}
    for curie, label in schema.LABELS.items():
        expected = {iri[1:-1] for iri, kind in typed if kind == str(term(curie))}
        own = curie.split(":")[1]
        found = {one.iri for one in nodes if (own if label == "Actor" else label) in one.labels}
        assert found == expected, curie


def test_relationships_are_those_of_the_rdf_graph(out: Path) -> None:
    _, edges = whole(out)
    counts = Counter(one.type for one in edges)
    assert len({(one.type, one.start, one.end) for one in edges}) == len(edges)
    for kind in {*schema.RELATIONSHIPS.values(), *schema.REVERSED.values()} - {"IN_ARTICLE"}:
        curies = [curie for curie, name in (schema.RELATIONSHIPS | schema.REVERSED).items() if name == kind]
        assert counts[kind] == sum(len(triples(out, curie)) for curie in curies), kind
    mentions = len({iri for iri, _, kind in triples(out, "rdf:type") if kind == str(term("kg:Mention"))})
    assert counts["IN_ARTICLE"] == mentions + len(triples(out, "kg:inArticle"))


def test_offsets_and_words_are_those_of_the_article(built: Path) -> None:
    from kg.pipeline import Folder

    text = next(Folder(built).articles()).text
    for node in whole(built)[0]:
        for name in ("content", "cue", "sentence", "source", "evidence"):
            if name in node.properties:
                start, end = node.properties[f"{name}Start"], node.properties[f"{name}End"]
                assert isinstance(start, int) and isinstance(end, int)
                assert text[start:end] == node.properties[name]


def test_members_and_captions(built: Path) -> None:
    statements = [one for one in whole(built)[0] if one.labels[0] == "Statement"]
    assert {one.properties["stance"] for one in statements} <= {stance.value for stance in Stance}
    denials = {one.properties["name"]: one for one in statements if one.properties["stance"] == "denies"}
    name = next(name for name in denials if str(name).startswith("Alibaba · заперечує · «"))
    denial = denials[name]
    assert denial.properties["nameEn"] == str(name).replace("заперечує", "denies", 1)
    assert denial.properties["stanceUk"] == "заперечує"


def test_claims_judged_the_same_are_one_node(hostile: Path) -> None:
    nodes, edges = whole(hostile)
    judged = next(one for one in read_judgements(hostile / "judgements.jsonl") if one.kind == "claim")
    (claim,) = [one for one in nodes if one.labels[0] == "Claim" and {judged.a, judged.b} <= {*_many(one)}]
    said = [one for one in edges if one.type == "HAS_CLAIM" and one.end == claim.iri]
    assert len(said) == len(_many(claim))


def test_judgements_are_called_by_what_they_are_about(hostile: Path) -> None:
    names = {str(one.properties["name"]): one for one in whole(hostile)[0] if one.labels[0] == "Judgement"}
    claim = next(one for name, one in names.items() if name.startswith("те саме: «"))
    assert str(claim.properties["nameEn"]).startswith("same: «") and len(names) == 2
    assert not [name for name in names if "https:" in name or name.endswith(": ")]


def _many(node: Node) -> tuple[str, ...]:
    """A node's own ids."""
    found = node.properties["ownIds"]
    assert isinstance(found, tuple)
    return found


def test_values_have_the_types_of_the_table(out: Path) -> None:
    kinds = {"string": str, "long": int, "double": float, "string[]": tuple}
    for node in whole(out)[0]:
        columns = {one.name: one.type for one in schema.PROPERTIES[node.labels[0]]}
        assert set(node.properties) <= set(columns)
        for name, value in node.properties.items():
            assert isinstance(value, kinds.get(columns[name], object)) and value not in ("", ()), name


def test_each_article_has_its_own_proposition(tmp_path: Path) -> None:
    pairs = [pair(number, ("Уряд Лугового", "Рада Лугового")) for number in (1, 2)]
    assert len(resolve([one for _, one in pairs]).actors) == 2
    nodes, edges = whole(out_folder(tmp_path / "out", pairs))
    assert sum(one.labels[0] == "Proposition" for one in nodes) == 2
    assert sum(one.type == "HAS_PROPOSITION" for one in edges) == 2
