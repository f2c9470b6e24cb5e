"""Every kind of fault, planted in a good graph, is found, and named with article and statement."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import ids, open_graph
from kg.graph import article_iri, corpus_iri, graph_iri, statement_iris
from kg.graph.terms import actor_iri, claim_iri, integer, string, value
from kg.graph.validation import Finding, validate
from kg.graph.vocabulary import PREFIXES, TYPE, member, term
from kg.store import open_store
from tests.cli.run import kg
from tests.graph import sample

BASE = ids.DEFAULT_BASE
GRAPH, CORPUS, ARTICLE = graph_iri(BASE, "a1"), corpus_iri(BASE), article_iri(BASE, "a1")
S = statement_iris(sample.extraction(), BASE)
XSD_DECIMAL = term("xsd:decimal")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store of a good graph."""
    folder = tmp_path_factory.mktemp("good")
    sample.store_in(folder, sample.judged())
    return folder


class Faults:
    """A copy of the store to plant faults in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store(str(path))

    def add(self, subject: NamedNode, curie: str, value: NamedNode | Literal, graph: NamedNode = GRAPH) -> None:
        self.store.add(Quad(subject, term(curie), value, graph))

    def drop(self, subject: NamedNode | None, curie: str | None, graph: NamedNode | None = None) -> None:
        predicate = term(curie) if curie else None
        for quad in list(self.store.quads_for_pattern(subject, predicate, None, graph)):
            self.store.remove(quad)

    def change(self, subject: NamedNode, curie: str, value: NamedNode | Literal, graph: NamedNode = GRAPH) -> None:
        self.drop(subject, curie)
        self.add(subject, curie, value, graph)

    def leads(self, subject: NamedNode, *curies: str) -> NamedNode:
        """The first node at the end of a path."""
        for curie in curies:
            objects = [quad.object for quad in self.store.quads_for_pattern(subject, term(curie), None)]
            subject = min((one for one in objects if isinstance(one, NamedNode)), key=str)
        return subject

    def selector(self, subject: NamedNode, curie: str, kind: str) -> NamedNode:
        """The selector of this kind of the evidence that a property leads to."""
        for quad in self.store.quads_for_pattern(self.leads(subject, curie), term("oa:hasSelector"), None):
            if isinstance(quad.object, NamedNode) and Quad(quad.object, TYPE, term(kind), GRAPH) in self.store:
                return quad.object
        raise AssertionError(kind)

    def findings(self) -> list[Finding]:
        self.store.flush()
        del self.store
        return list(validate([sample.article()], open_store(self.path), BASE))


@pytest.fixture
def faults(good: Path, tmp_path: Path) -> Iterator[Faults]:
    shutil.copytree(good / "store", tmp_path / "store")
    yield Faults(tmp_path / "store")


def actor(name: str) -> NamedNode:
    """The node of an actor of the sample."""
    own = next(one.id for one in sample.extraction().actors if one.name == name)
    return actor_iri(BASE, own)


def claim(number: str) -> NamedNode:
    """The node of what a statement of the sample says."""
    content = next(one.content for one in sample.extraction().statements if one.id == number)
    assert content
    return claim_iri(BASE, ids.claim_id("a1", content.start, content.end))


def assert_found(found: list[Finding], words: str, statement: str = "", article: str = "a1") -> None:
    """One of the findings says this, of this statement."""
    hits = [one for one in found if words in one.message and one.statement == statement and one.article == article]
    assert hits, [str(one) for one in found]


def test_the_sample_is_without_findings(good: Path) -> None:
    assert list(validate([sample.article()], open_store(good / "store"), BASE)) == []


@pytest.mark.parametrize(
    ("curie", "words"),
    [
        ("kg:source", "one source"),
        ("kg:sentence", "evidence: its sentence"),
        ("kg:stance", "six stances"),
        ("kg:act", "one of the acts"),
        ("kg:quoteType", "type of quotation"),
        ("kg:confidence", "confidence is a decimal"),
        ("kg:inArticle", "stands in one article"),
        ("prov:wasGeneratedBy", "made by one run"),
    ],
)
def test_a_statement_lacks_something(faults: Faults, curie: str, words: str) -> None:
    faults.drop(S["s2"], curie)
    assert_found(faults.findings(), words, "s2")


def test_no_content_no_target(faults: Faults) -> None:
    faults.drop(S["s6"], "kg:content")
    faults.drop(S["s6"], "kg:targetResolution")
    assert_found(faults.findings(), "has content, a target", "s6")


def test_a_refusal_needs_neither_content_nor_target(faults: Faults) -> None:
    faults.drop(S["s4"], "kg:addressee")
    assert faults.findings() == []


@pytest.mark.parametrize(
    ("curie", "value", "words"),
    [
        ("kg:stance", member("stance", "guesses"), "six stances"),
        ("kg:act", member("stance", "denies"), "one of the acts"),
        ("kg:confidence", Literal("1.5", datatype=XSD_DECIMAL), "from 0 to 1"),
        ("kg:confidence", Literal("0.5"), "confidence is a decimal"),
        ("kg:localId", Literal("7"), "one number such as s3"),
        ("kg:certainty", Literal("maybe"), "possible or certain"),
        ("kg:source", ARTICLE, "one source, an actor"),
    ],
)
def test_a_statement_has_something_wrong(faults: Faults, curie: str, value: NamedNode | Literal, words: str) -> None:
    faults.change(S["s5"], curie, value)
    found = faults.findings()
    assert any(words in one.message for one in found), found


def test_two_sources(faults: Faults) -> None:
    faults.add(S["s5"], "kg:source", actor("Вежа"))
    assert_found(faults.findings(), "one source", "s5")


def test_start_not_before_end(faults: Faults) -> None:
    position = faults.selector(S["s3"], "kg:cue", "oa:TextPositionSelector")
    faults.change(position, "oa:start", integer(5000))
    found = faults.findings()
    assert_found(found, "start lies before the end", "s3")
    assert_found(found, "no stretch of a text", "s3")


@pytest.mark.parametrize("part", ["exact", "prefix", "suffix"])
def test_the_slice_is_another_one(faults: Faults, part: str) -> None:
    quote = faults.selector(S["s3"], "kg:cue", "oa:TextQuoteSelector")
    faults.change(quote, f"oa:{part}", string("заявив"))
    assert_found(faults.findings(), f"oa:{part} is not the slice", "s3")


def test_offsets_are_moved_by_one(faults: Faults) -> None:
    position = faults.selector(S["s5"], "kg:content", "oa:TextPositionSelector")
    end = next(value(quad.object) for quad in faults.store.quads_for_pattern(position, term("oa:end"), None))
    faults.change(position, "oa:end", integer(int(end) - 1))
    assert_found(faults.findings(), "oa:exact is not the slice", "s5")


def test_the_text_of_a_claim_is_another_one(faults: Faults) -> None:
    faults.change(claim("s5"), "kg:text", string("закрити звіти", "uk"))
    assert_found(faults.findings(), "text of a claim", "s5")


@pytest.mark.parametrize(("curie", "words"), [("kg:textHash", "text hash"), ("kg:textLength", "the length")])
def test_hash_and_length(faults: Faults, curie: str, words: str) -> None:
    faults.change(ARTICLE, curie, string("0" * 64) if curie == "kg:textHash" else integer(1))
    assert any(words in one.message for one in faults.findings())


def test_evidence_without_a_selector(faults: Faults) -> None:
    faults.drop(faults.leads(S["s3"], "kg:cue"), "oa:hasSelector")
    assert_found(faults.findings(), "a position and a quotation", "s3")


def test_a_relation_without_evidence(faults: Faults) -> None:
    (relation,) = {
        quad.subject for quad in faults.store.quads_for_pattern(None, term("kg:relationName"), Literal("post"))
    }
    assert isinstance(relation, NamedNode)
    faults.drop(relation, "kg:evidence")
    assert any("a relation has evidence" in one.message for one in faults.findings())


def test_a_proposition_says_more(faults: Faults) -> None:
    proposition = faults.leads(claim("s2"), "kg:proposition")
    faults.add(proposition, "kg:rule", string("x"))
    assert any(one.node == proposition.value for one in faults.findings())


def test_an_actor_of_two_kinds(faults: Faults) -> None:
    faults.add(actor("Вежа"), "rdf:type", term("kg:Person"), CORPUS)
    assert any("of one kind" in one.message for one in faults.findings())


def test_an_actor_without_a_name_whom_no_article_names(faults: Faults) -> None:
    lonely = actor_iri(BASE, "lonely")
    faults.add(lonely, "rdf:type", term("kg:Actor"), CORPUS)
    assert_found(faults.findings(), "one preferred name", article="")


def test_a_judgement_without_an_author(faults: Faults) -> None:
    (node,) = {
        quad.subject for quad in faults.store.quads_for_pattern(None, term("kg:verdict"), member("verdict", "unsure"))
    }
    assert isinstance(node, NamedNode)
    faults.drop(node, "kg:judgedBy")
    assert_found(faults.findings(), "who made it", article="")


def test_a_judgement_that_is_not_followed(faults: Faults) -> None:
    (node,) = {
        quad.subject for quad in faults.store.quads_for_pattern(None, term("kg:verdict"), member("verdict", "unsure"))
    }
    assert isinstance(node, NamedNode)
    faults.change(node, "kg:verdict", member("verdict", "same"), CORPUS)
    assert_found(faults.findings(), "same of two nodes", article="")


def test_an_article_without_a_graph(good: Path) -> None:
    found = list(validate([sample.article(), sample.article("a2")], open_store(good / "store"), BASE))
    assert_found(found, "no graph", article="a2")


def test_a_graph_without_an_article(good: Path) -> None:
    found = list(validate([], open_store(good / "store"), BASE))
    assert "a graph of no article" in [one.message for one in found]


def test_an_own_id_of_two_nodes(faults: Faults) -> None:
    own = next(quad.object for quad in faults.store.quads_for_pattern(actor("Вежа"), term("kg:ownId"), None))
    assert isinstance(own, Literal)
    faults.add(actor("Луг"), "kg:ownId", own, CORPUS)
    assert_found(faults.findings(), "belongs to two nodes", article="")


def test_a_node_that_nothing_describes(faults: Faults) -> None:
    faults.add(S["s1"], "kg:about", actor_iri(BASE, "ghost"))
    assert_found(faults.findings(), "nowhere described", article="")


def test_a_statement_in_two_graphs(faults: Faults) -> None:
    faults.add(S["s1"], "rdf:type", term("kg:Statement"), CORPUS)
    assert_found(faults.findings(), "in two graphs", "s1")


def test_one_number_twice(faults: Faults) -> None:
    faults.change(S["s1"], "kg:localId", Literal("s2"))
    assert_found(faults.findings(), "one number", "s2")


def test_asserts_and_denies(faults: Faults) -> None:
    faults.add(S["s3"], "kg:asserts", claim("s2"))
    assert_found(faults.findings(), "asserts and denies", "s3")


def test_a_stance_on_a_claim_of_nobody_named(faults: Faults) -> None:
    faults.change(S["s3"], "kg:denies", claim("s5"))
    assert_found(faults.findings(), "another claim than that of its target", "s3")


def test_statements_within_each_other(faults: Faults) -> None:
    faults.add(S["s1"], "kg:partOfStatement", S["s2"])
    assert_found(faults.findings(), "within itself", "s1")


def test_a_claim_against_itself(faults: Faults) -> None:
    faults.add(claim("s5"), "kg:contradicts", claim("s5"), CORPUS)
    assert_found(faults.findings(), "contradicts itself", article="")


def test_a_claim_of_nobody_and_without_text(faults: Faults) -> None:
    faults.drop(S["s5"], "kg:claim")
    faults.drop(claim("s5"), "kg:text")
    found = faults.findings()
    assert_found(found, "said by no statement", article="")
    assert_found(found, "a claim has no text", article="")


@pytest.mark.parametrize(
    ("curie", "object_", "use"),
    [
        ("kg:relationTypeSupplies", actor("армія Лугу"), "predicate"),
        ("kg:invented", Literal("x"), "predicate"),
        ("rdf:type", NamedNode("https://example.org/Thing"), "class"),
        ("kg:about", NamedNode(PREFIXES["kg"] + "invented"), "value"),
    ],
)
def test_terms_that_the_ontology_does_not_know(
    faults: Faults, curie: str, object_: NamedNode | Literal, use: str
) -> None:
    faults.add(actor("завод у Лозі"), curie, object_, CORPUS)
    assert_found(faults.findings(), f"used as a {use}", article="")


def test_a_finding_reads_well() -> None:
    assert str(Finding("a1", "s3", "https://e.org/x", "is wrong")) == "a1:s3: is wrong <https://e.org/x>"
    assert str(Finding("", "", "", "is wrong")) == "corpus: is wrong"


def test_the_seed_is_without_findings(built: Path) -> None:
    assert [str(one) for one in open_graph(built).findings()] == []


def test_files_that_were_changed(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(built, out)
    text = (out / "graph.trig").read_text(encoding="utf-8").replace("відкинула", "прийняла", 1)
    (out / "graph.trig").write_text(text, encoding="utf-8")
    found = [str(one) for one in open_graph(out).findings()]
    assert any("graph.trig is not as the build wrote it" in one for one in found)
    assert any("not in the store" in one for one in found)
    assert any("1 of them not in it" in one for one in found)


def test_command_exits_with_3_and_names_the_statement(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(built, out)
    store = Store(str(out / "store"))
    number = next(store.quads_for_pattern(None, term("kg:localId"), Literal("s3")))
    store.update(f"DELETE WHERE {{ GRAPH ?g {{ {number.subject} <{PREFIXES['kg']}stance> ?x }} }}")
    store.flush()
    del store
    done = kg("validate", str(out), cwd=tmp_path)
    assert done.returncode == 3
    assert "000_cc26da4d9c726f5c:s3: a statement has one of the six stances" in done.stdout
    assert "findings" in done.stderr
    as_json = kg("validate", str(out), "--json", cwd=tmp_path)
    assert as_json.returncode == 3
    assert '"statement": "s3"' in as_json.stdout
