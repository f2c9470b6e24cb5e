"""What the graph says of an article, its statements, claims, actors and judgements."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg import ids
from kg.errors import DataError
from kg.graph import article_quads, corpus_quads, statement_iris
from kg.graph.terms import claim_iri, clean, value
from kg.graph.trig import portions, write_trig
from kg.graph.vocabulary import CLASSES, PREFIXES, TYPE, term
from kg.model import Actor, Article, Extraction, Kind, Source, Stance, Statement
from kg.resolve import Judgement, Verdict, resolve
from tests.graph import sample

QUADS = sample.quads(sample.judged())
PHRASED = (term("kg:polarity"), term("kg:tense"))
NODES = statement_iris(sample.extraction(), ids.DEFAULT_BASE)


def objects(subject: NamedNode, curie: str) -> list[str]:
    """Compact values of a property."""
    return sorted(short(one) for one in QUADS if one.subject == subject and one.predicate == term(curie))


def short(quad: Quad) -> str:
    """The object: a compact IRI, or the text."""
    text = value(quad.object)
    return next((f"{name}:{text[len(iri) :]}" for name, iri in PREFIXES.items() if text.startswith(iri)), text)


def names(subject: NamedNode, curie: str) -> list[str]:
    """Names of the actors that a property leads to."""
    actors = {one.object for one in QUADS if one.subject == subject and one.predicate == term(curie)}
    return sorted(
        value(one.object) for one in QUADS if one.subject in actors and one.predicate == term("skos:prefLabel")
    )


def exact(subject: NamedNode, curie: str) -> list[str]:
    """Verbatim texts of the evidence that a property leads to."""
    found = []
    for place in (one.object for one in QUADS if one.subject == subject and one.predicate == term(curie)):
        selectors = {one.object for one in QUADS if one.subject == place and one.predicate == term("oa:hasSelector")}
        found += [value(one.object) for one in QUADS if one.subject in selectors and one.predicate == term("oa:exact")]
    return found


def times(subject: NamedNode, curie: str) -> list[str]:
    """Times that a property leads to, as given."""
    spans = {one.object for one in QUADS if one.subject == subject and one.predicate == term(curie)}
    return [value(one.object) for one in QUADS if one.subject in spans and one.predicate == term("kg:timeText")]


def claim_of(number: str) -> NamedNode:
    """The claim in the content of a statement."""
    found = next(one.content for one in sample.extraction().statements if one.id == number)
    assert found
    return claim_iri(ids.DEFAULT_BASE, ids.claim_id("a1", found.start, found.end))


def test_literals_and_vocabularies_of_a_statement() -> None:
    me = NODES["s1"]
    assert objects(me, "kg:stance") == ["kg:stanceAsserts"]
    assert objects(me, "kg:act") == ["kg:actClaim"]
    assert objects(me, "kg:cueKind") == ["kg:cueKindVerb"]
    assert objects(me, "kg:cueLemma") == ["писати"]
    assert objects(me, "kg:sourceClass") == ["kg:sourceClassOutlet"]
    assert objects(me, "kg:confidence") == ["0.9"]
    assert objects(me, "kg:rule") == ["verb"]
    assert objects(me, "kg:localId") == ["s1"]
    assert exact(me, "kg:sourceMention") == ["Газета «Вежа»"]
    assert exact(me, "kg:cue") == ["пише"]
    assert len(objects(me, "kg:reportedAt")) == 1


def test_relaying_nesting_and_behalf() -> None:
    me = NODES["s2"]
    assert names(me, "kg:via") == ["Вежа", "Новини дня"]
    assert names(me, "prov:hadPrimarySource") == ["Новини дня"]
    steps = {one.object for one in QUADS if one.subject == me and one.predicate == term("kg:viaStep")}
    positions = {
        objects(step, "kg:position")[0]: names(step, "kg:actor") for step in steps if isinstance(step, NamedNode)
    }
    assert positions == {"1": ["Вежа"], "2": ["Новини дня"]}
    assert objects(me, "kg:partOfStatement") == [NODES["s1"].value]
    assert names(me, "kg:onBehalfOf") == ["Рада Лози"]
    assert objects(me, "kg:distancing") == ["нібито"]
    assert times(me, "kg:reportedAt") == ["2025-11-15"]
    assert times(me, "kg:saidAt") == ["2025-11-14"]
    assert times(me, "kg:validTime") == ["2025-11"]
    assert objects(me, "kg:certainty") == objects(claim_of("s2"), "kg:certainty") == ["possible"]


def test_a_denial_denies_the_claim_of_its_target() -> None:
    me = NODES["s3"]
    assert objects(me, "kg:denies") == [claim_of("s2").value]
    assert objects(me, "kg:targetStatement") == [NODES["s2"].value]
    assert objects(me, "kg:targetResolution") == ["previous"]
    assert objects(me, "kg:asserts") == []
    assert objects(me, "kg:claim") == [claim_of("s3").value]
    assert len(objects(me, "prov:wasQuotedFrom")) == 1


@pytest.mark.parametrize(
    ("number", "curie", "target"),
    [
        ("s1", "kg:asserts", "s1"),
        ("s5", "kg:demands", "s5"),
        ("s6", "kg:confirms", "s6"),
        ("s7", "kg:cannotVerify", "s2"),
    ],
)
def test_each_stance_has_its_property(number: str, curie: str, target: str) -> None:
    assert objects(NODES[number], curie) == [claim_of(target).value]


def test_polarity_and_tense_are_those_of_the_statement() -> None:
    text = "Мер каже: міст не відкрили. Рада закликає відкрити міст."
    source = Source(None, "мер", Kind.PERSON)
    extraction = Extraction(
        "a2",
        tuple(
            Statement(f"s{number}", source, None, Stance.ASSERTS, sample.span(said, text), sample.span(text, text))
            for number, said in enumerate(("міст не відкрили", "відкрити міст"), 1)
        ),
        (Actor(ids.actor_id("a2", "person", "мер"), "мер", Kind.PERSON),),
    )
    quads = list(article_quads(Article("a2", text), extraction, resolve([extraction]), ids.DEFAULT_BASE))
    nodes = statement_iris(extraction, ids.DEFAULT_BASE)
    found = {
        number: sorted(short(one) for one in quads if one.subject == node and one.predicate in PHRASED)
        for number, node in nodes.items()
    }
    assert found == {"s1": ["kg:polarityNegated", "kg:tensePast"], "s2": ["kg:polarityAffirmed"]}
    assert sum(one.predicate in PHRASED for one in quads) == 3


def test_a_refusal_without_content_has_no_claim() -> None:
    assert objects(NODES["s4"], "kg:claim") == objects(NODES["s4"], "kg:declinesOn") == []
    assert names(NODES["s4"], "kg:addressee") == ["Вежа"]


def test_a_relation_is_a_node_and_within_a_claim_a_proposition() -> None:
    relations = [one.subject for one in QUADS if one.predicate == TYPE and one.object == term("kg:Relation")]
    by_name = {objects(one, "kg:relationName")[0]: one for one in relations if isinstance(one, NamedNode)}
    supply, post = by_name["supplies"], by_name["post"]
    assert objects(supply, "rdf:type") == ["kg:Event", "kg:Relation"]
    assert objects(post, "rdf:type") == ["kg:Relation"]
    assert objects(post, "kg:relationRole") == ["мер"]
    assert objects(supply, "kg:statedBy") == [NODES["s2"].value]
    assert exact(supply, "kg:evidence") == ["постачає мило"]
    (proposition,) = (NamedNode(iri) for iri in objects(claim_of("s2"), "kg:proposition"))
    assert names(proposition, "kg:claimSubject") == ["завод у Лозі"]
    assert names(proposition, "kg:claimObject") == ["армія Лугу"]
    assert objects(proposition, "kg:claimRelation") == ["kg:relationTypeSupplies"]


def test_mentions_have_type_reading_and_actor() -> None:
    mentions = [one.subject for one in QUADS if one.predicate == TYPE and one.object == term("kg:Mention")]
    found = {objects(one, "kg:reading")[0]: one for one in mentions if isinstance(one, NamedNode)}
    assert objects(found["Остап Гай"], "kg:mentionType") == ["kg:mentionTypePERS"]
    assert names(found["Остап Гай"], "kg:refersTo") == ["Остап Гай"]
    assert objects(found["директор"], "kg:refersTo") == []
    assert exact(found["директор"], "oa:hasTarget") == ["директор"]


def test_the_run_is_named_by_versions_and_used_the_article() -> None:
    (run,) = {one.subject for one in QUADS if one.predicate == TYPE and one.object == term("kg:Run")}
    assert isinstance(run, NamedNode)
    assert objects(run, "kg:toolVersion") == ["1"]
    assert objects(run, "kg:rulesVersion") == ["r1"]
    assert all(objects(node, "prov:wasGeneratedBy") == [run.value] for node in NODES.values())


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_actor_has_its_classes(kind: Kind) -> None:
    assert CLASSES[kind][0] == term("kg:Actor")
    there = {one.object for one in QUADS if one.predicate == TYPE}
    assert set(CLASSES[kind]) <= there


def test_judgements_name_their_nodes() -> None:
    found = [one.subject for one in QUADS if one.predicate == TYPE and one.object == term("kg:Judgement")]
    verdicts = {objects(one, "kg:verdict")[0]: one for one in found if isinstance(one, NamedNode)}
    assert names(verdicts["kg:verdictDifferent"], "kg:judges") == ["Луг", "Рада Лози"]
    assert objects(verdicts["kg:verdictDifferent"], "kg:reason") == [clean(sample.HOSTILE)]
    assert objects(verdicts["kg:verdictUnsure"], "kg:judges") == sorted(claim_of(one).value for one in ("s1", "s2"))
    assert objects(verdicts["kg:verdictUnsure"], "kg:confidence") == ["0.5"]


def test_a_reason_names_the_actor_and_not_its_id() -> None:
    resolution = resolve([sample.extraction()])
    actor = next(iter(resolution.actors.values()))
    own, other = actor.own_ids[0], "0" * 16
    rule = Judgement.of("claim", "a", "b", Verdict.UNSURE, rule="shared words", reasons=(f"both say @{own}, @{other}",))
    person = Judgement.of("claim", "c", "d", Verdict.UNSURE, reasons=(f"@{own}",))
    quads = corpus_quads(replace(resolution, undecided=(rule,), given=(person,)), ids.DEFAULT_BASE)
    reasons = {value(one.object) for one in quads if one.predicate == term("kg:reason")}
    assert reasons == {f"both say {actor.name}, @{other}", f"@{own}"}


def test_no_relation_is_a_predicate() -> None:
    assert not [one for one in QUADS if one.predicate.value.startswith(f"{ids.ONTOLOGY}relationType")
                and one.predicate != term("kg:relationType")]  # fmt: skip


def test_evidence_is_the_slice() -> None:
    for quad in (one for one in QUADS if one.predicate == term("oa:hasSelector")):
        values = {one.predicate: value(one.object) for one in QUADS if one.subject == quad.object}
        if term("oa:start") in values:
            start, end = int(values[term("oa:start")]), int(values[term("oa:end")])
            assert 0 <= start < end <= len(sample.TEXT)


def test_nodes_are_flat_ascii_iris_under_the_base() -> None:
    base = "https://example.org/g"
    found = article_quads(sample.article(), sample.extraction(), sample.resolution(), base + "/", sample.RUN)
    for quad in found:
        assert isinstance(quad.subject, NamedNode)
        assert quad.subject.value.isascii()
        assert quad.subject.value.startswith(base + "/")
        assert quad.subject.value.removeprefix(base + "/").count("/") == 1


@pytest.mark.parametrize("base", ["", "example", "https://exämple.org/", "https://e.org/a b", "https://e.org/#x"])
def test_a_base_that_is_no_iri_is_refused(base: str) -> None:
    with pytest.raises(DataError, match="--base"):
        list(article_quads(sample.article(), sample.extraction(), sample.resolution(), base))


def test_statements_that_differ_in_nothing_get_nodes_of_their_own() -> None:
    one = sample.extraction().statements[0]
    twice = Extraction("a1", (one, replace(one, id="s2")))
    assert len(set(statement_iris(twice, ids.DEFAULT_BASE).values())) == 2


def test_interlocked_quotations_stand_within_neither() -> None:
    found = list(sample.extraction().statements)
    found[0] = replace(found[0], part_of="s2")
    found[4] = replace(found[4], part_of="s1")
    crossed = replace(sample.extraction(), statements=tuple(found))
    quads = article_quads(sample.article(), crossed, sample.resolution(crossed), ids.DEFAULT_BASE)
    within = {quad.subject: quad.object for quad in quads if quad.predicate == term("kg:partOfStatement")}
    assert within == {NODES["s5"]: NODES["s1"]}


def test_numbering_does_not_change_a_statement() -> None:
    one = sample.extraction().statements[0]
    moved = Extraction("a1", (replace(one, id="s9"),))
    assert statement_iris(moved, ids.DEFAULT_BASE)["s9"] == NODES["s1"]


def test_an_article_without_statements_and_date_has_a_graph() -> None:
    bare = Article("b", "")
    made = list(article_quads(bare, Extraction("b"), sample.resolution(Extraction("b")), ids.DEFAULT_BASE))
    assert term("kg:textHash") in {quad.predicate for quad in made}
    assert term("schema:datePublished") not in {quad.predicate for quad in made}


def test_same_bytes_in_whatever_order(tmp_path: Path) -> None:
    extractions = {name: sample.extraction(name) for name in ("a1", "a2", "a3")}
    texts = []
    for number, order in enumerate((("a1", "a2", "a3"), ("a3", "a1", "a2"))):
        resolution = sample.resolution(*(extractions[name] for name in order))
        pairs = [(sample.article(name), extractions[name]) for name in sorted(order)]
        target = tmp_path / f"{number}.trig"
        write_trig(target, portions(pairs, resolution, ids.DEFAULT_BASE, sample.RUN))
        texts.append(target.read_bytes())
    assert texts[0] == texts[1]


def test_articles_describe_no_node_together_but_a_claim() -> None:
    extractions = {name: sample.extraction(name) for name in ("a1", "a2")}
    resolution = sample.resolution(*extractions.values())
    one, other = (
        {quad.triple for quad in article_quads(sample.article(name), extractions[name], resolution, ids.DEFAULT_BASE)}
        for name in ("a1", "a2")
    )
    assert {triple.subject.value.split("/")[-2] for triple in one & other if isinstance(triple.subject, NamedNode)} <= {
        "claim"
    }


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    target = tmp_path / "x.trig"
    parts = portions([(sample.article(), sample.extraction())], sample.resolution(), ids.DEFAULT_BASE, sample.RUN)
    count = write_trig(target, parts)
    found = set(parse(path=str(target), format=RdfFormat.TRIG))
    assert len(found) == count
    assert found == set(sample.quads())


def test_hostile_text_is_kept_as_data() -> None:
    headline = next(value(one.object) for one in QUADS if one.predicate == term("schema:headline"))
    assert headline == clean(sample.HOSTILE)
    assert "\x00" not in headline
    assert len(headline) == len(sample.HOSTILE)


def test_aliases_have_a_language_where_they_have_letters_of_it() -> None:
    quads = corpus_quads(sample.resolution(), ids.DEFAULT_BASE)
    aliases = [one.object for one in quads if one.predicate == term("skos:altLabel")]
    assert {getattr(one, "language", None) for one in aliases} == {"uk", None}
