"""RDF exports: whole datasets and the plain profile, round trips, same bytes, hostile text, no bare claims."""

import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib.compare import isomorphic

import kg.export
from kg import ids
from kg.errors import ExportError, StoreError
from kg.export import export
from kg.export.jsonld import load_context
from kg.graph.ontology import declared_terms, ontology_triples
from kg.graph.terms import clean, value
from kg.graph.vocabulary import PREFIXES, TYPE, term
from tests.cli.run import kg as run
from tests.graph import sample

WHOLE = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
PLAIN = {"turtle": RdfFormat.TURTLE, "rdfxml": RdfFormat.RDF_XML}
RDFLIB = {"trig": "trig", "nquads": "nquads", "jsonld": "json-ld", "turtle": "turtle", "rdfxml": "xml"}
EVERY = (*WHOLE, *PLAIN)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the hand-made graph, hostile text in it."""
    return sample.folder_in(tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def files(out: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All RDF formats of it."""
    folder = tmp_path_factory.mktemp("files")
    made = {form: folder / f"graph.{form}" for form in EVERY}
    for form, path in made.items():
        export(out, form, path)
    return made


def quads(path: Path, form: RdfFormat) -> set[Quad]:
    return set(parse(path=str(path), format=form))


def canonical(path: Path, form: RdfFormat) -> Dataset:
    """The graph with blank nodes named by what stands around them."""
    made = Dataset(quads(path, form))
    made.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return made


@pytest.mark.parametrize("form", WHOLE)
def test_the_whole_dataset_comes_through(files: dict[str, Path], form: str) -> None:
    assert quads(files[form], WHOLE[form]) == set(sample.quads(sample.judged()))


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("form", WHOLE)
def test_rdflib_reads_the_same_dataset(files: dict[str, Path], form: str) -> None:
    made = rdflib.Dataset()
    made.parse(files[form], format=RDFLIB[form])
    expected = rdflib.Dataset()
    expected.parse(files["nquads"], format="nquads")
    assert set(made.quads()) == set(expected.quads())
    assert len(made) == len(sample.quads(sample.judged()))


def test_both_plain_files_are_one_graph(files: dict[str, Path]) -> None:
    one, other = (canonical(files[form], PLAIN[form]) for form in PLAIN)
    assert one == other
    assert len(one) > 2000


@pytest.mark.parametrize("form", RDFLIB)
def test_the_plain_graph_goes_through_every_format(files: dict[str, Path], form: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    plain = [quad.triple for quad in parse(path=str(files["turtle"]), format=RdfFormat.TURTLE)]
    path.write_bytes(serialize(plain, format=(WHOLE | PLAIN)[form]) or b"")
    assert canonical(path, (WHOLE | PLAIN)[form]) == canonical(files["turtle"], RdfFormat.TURTLE)


def test_rdflib_reads_one_graph_in_both_plain_files(files: dict[str, Path]) -> None:
    one = rdflib.Graph().parse(files["turtle"], format="turtle")
    assert isomorphic(one, rdflib.Graph().parse(files["rdfxml"], format="xml"))


@pytest.mark.parametrize("start", WHOLE)
@pytest.mark.parametrize("end", WHOLE)
def test_datasets_go_from_every_format_to_every_other(files: dict[str, Path], start: str, end: str) -> None:
    text = serialize(parse(path=str(files[start]), format=WHOLE[start]), format=WHOLE[end])
    assert text is not None
    assert set(parse(text, format=WHOLE[end])) == quads(files["trig"], RdfFormat.TRIG)


@pytest.mark.parametrize("form", EVERY)
def test_same_bytes_again(out: Path, files: dict[str, Path], form: str, tmp_path: Path) -> None:
    export(out, form, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == files[form].read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


@pytest.mark.parametrize("form", EVERY)
def test_no_relation_is_a_predicate(files: dict[str, Path], form: str) -> None:
    made = quads(files[form], (WHOLE | PLAIN)[form])
    types = {iri for iri in declared_terms()["value"] if iri.startswith(f"{ids.ONTOLOGY}relationType")}
    assert types
    assert not {quad.predicate.value for quad in made} & types
    assert {quad.predicate.value for quad in made if "relationType" in quad.predicate.value} <= {
        term("kg:relationType").value
    }


@pytest.mark.parametrize("form", EVERY)
def test_hostile_text_stays_text(files: dict[str, Path], form: str) -> None:
    made = quads(files[form], (WHOLE | PLAIN)[form])
    assert clean(sample.HOSTILE) in {value(quad.object) for quad in made if quad.predicate == term("schema:headline")}
    assert clean(sample.HOSTILE) in {value(quad.object) for quad in made if quad.predicate == term("skos:altLabel")}


@pytest.mark.parametrize("form", PLAIN)
class TestPlain:
    def test_ontology_and_individuals_are_there(self, files: dict[str, Path], form: str) -> None:
        made = quads(files[form], PLAIN[form])
        subjects = {value(quad.subject) for quad in made}
        assert {value(one.subject) for one in ontology_triples() if isinstance(one.subject, NamedNode)} <= subjects
        individuals = {quad.subject for quad in sample.quads(sample.judged())}
        left_out = {quad.subject for quad in sample.quads() if quad.object == term("kg:Proposition")}
        assert {value(one) for one in individuals - left_out} <= subjects

    def test_alignments_are_there(self, files: dict[str, Path], form: str) -> None:
        made = {quad.triple for quad in quads(files[form], PLAIN[form])}
        assert set(ontology_triples("alignments.ttl")) <= made
        assert Triple(term("kg:Claim"), term("rdfs:subClassOf"), term("schema:Claim")) in made

    def test_propositions_are_left_out(self, files: dict[str, Path], form: str) -> None:
        made = quads(files[form], PLAIN[form])
        proposition = term("kg:Proposition")
        assert not [quad for quad in made if quad.predicate == TYPE and quad.object == proposition]
        assert not [quad for quad in made if quad.predicate == term("kg:proposition")]
        assert any(quad.object == proposition for quad in sample.quads())

    def test_every_individual_has_a_label_that_reads(self, files: dict[str, Path], form: str) -> None:
        made = quads(files[form], PLAIN[form])
        labels = {quad.subject: value(quad.object) for quad in made if quad.predicate == term("rdfs:label")}
        for quad in sample.quads(sample.judged()):
            if quad.predicate == TYPE and quad.object != term("kg:Proposition"):
                assert labels.get(quad.subject), quad
                assert len(labels[quad.subject]) <= 80
        assert "Остап Гай · стверджує · «постачає мило армії Лугу»" in labels.values()
        assert "армія Лугу · не відповідає · «Армія Лугу не відповіла на запит.»" in labels.values()
        assert "завод у Лозі · постачає · армія Лугу" in labels.values()
        assert "1. Вежа" in labels.values()
        (unsure,) = [text for text in labels.values() if text.startswith("невідомо: «")]
        assert "«постачає мило армії Лугу»" in unsure and "https:" not in unsure

    def test_every_predicate_is_declared_in_the_file(self, files: dict[str, Path], form: str) -> None:
        made = quads(files[form], PLAIN[form])
        kinds = {term(f"owl:{kind}Property") for kind in ("Object", "Datatype", "Annotation")}
        declared = {value(quad.subject) for quad in made if quad.object in kinds}
        used = {quad.predicate.value for quad in made}
        built_in = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
        assert not {iri for iri in used - declared if not iri.startswith(built_in)}

    def test_nothing_is_imported(self, files: dict[str, Path], form: str) -> None:
        assert not [quad for quad in quads(files[form], PLAIN[form]) if quad.predicate == term("owl:imports")]


def test_turtle_reads_by_prefixes(files: dict[str, Path]) -> None:
    text = files["turtle"].read_text(encoding="utf-8")
    assert "statement:" in text
    assert "kg:denies claim:" in text


def test_jsonld_has_short_keys_and_one_node_a_line(files: dict[str, Path]) -> None:
    text = files["jsonld"].read_text(encoding="utf-8")
    assert '"stance": "stanceDenies"' in text
    assert '"@id": "claim/' in text
    nodes = text.split('"@graph": [\n')
    assert sum(part.count('\n{"@id"') + part.startswith('{"@id"') for part in nodes) > 50
    assert "ontology#" not in text.split("\n", 1)[1]


def test_texts_of_the_context_have_types_that_are(files: dict[str, Path]) -> None:
    context = load_context()
    assert context["text"] == {"@id": "kg:text", "@language": "uk"}
    types = {one["@type"] for one in context.values() if isinstance(one, dict) and "@type" in one}
    assert types == {"@id", "@vocab", *(f"xsd:{name}" for name in ("date", "dateTime", "decimal", "integer"))}
    assert re.search(r'"text": "[^"]', files["jsonld"].read_text(encoding="utf-8"))


def test_jsonld_keeps_a_base_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    out = sample.folder_in(tmp_path / "out")
    text = (out / "graph.trig").read_text(encoding="utf-8").replace(ids.DEFAULT_BASE + "claim", "https://e.org/claim")
    (out / "graph.trig").write_text(text, encoding="utf-8")
    export(out, "jsonld", tmp_path / "x")
    assert quads(tmp_path / "x", RdfFormat.JSON_LD) == quads(out / "graph.trig", RdfFormat.TRIG)


def test_identity_with_wikidata_is_a_file_of_its_own(built: Path, tmp_path: Path) -> None:
    export(built, "sameas", tmp_path / "x.ttl")
    links = quads(tmp_path / "x.ttl", RdfFormat.TURTLE)
    assert {quad.predicate for quad in links} == {term("owl:sameAs")}
    assert all(value(quad.object).startswith(PREFIXES["wd"] + "Q") for quad in links)
    whole = quads(built / "graph.trig", RdfFormat.TRIG)
    assert len(links) == len([quad for quad in whole if quad.predicate == term("schema:sameAs")]) > 0
    assert term("owl:sameAs") not in {quad.predicate for quad in whole}


def test_unknown_format(out: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no format 'pdf': use one of .*turtle"):
        export(out, "pdf", tmp_path / "x")


def test_a_folder_that_is_not_there(tmp_path: Path, out: Path) -> None:
    with pytest.raises(StoreError, match="run kg build"):
        export(tmp_path / "nothing", "turtle", tmp_path / "x")
    with pytest.raises(ExportError, match="cannot be written"):
        export(out, "nquads", tmp_path / "nothing" / "x")


def test_an_error_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    out = sample.folder_in(tmp_path / "out")
    target = tmp_path / "x.nq"
    target.write_text("old")
    with (out / "graph.trig").open("a", encoding="utf-8") as file:
        file.write("<a> <b")
    with pytest.raises(StoreError, match=r"graph\.trig"):
        export(out, "nquads", target, force=True)
    assert target.read_text() == "old"
    assert {one.name for one in tmp_path.iterdir()} == {"out", "x.nq"}


def test_others_can_add_formats(monkeypatch: pytest.MonkeyPatch, out: Path, tmp_path: Path) -> None:
    from importlib.metadata import EntryPoint

    points = [EntryPoint("lines", "tests.export.test_rdf:lines", "kg.exporters")]
    monkeypatch.setattr(kg.export, "entry_points", lambda group: points if group == "kg.exporters" else [])
    export(out, "lines", tmp_path / "x")
    assert (tmp_path / "x").read_text() == "lines"
    assert "lines" in kg.export.formats()


def lines(_out: Path, target: Path) -> None:
    """A format of another package."""
    target.write_text("lines")


def test_command(built: Path, tmp_path: Path) -> None:
    done = run("export", str(built), "nquads", "-o", "-", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.count("\n") == len(quads(built / "graph.trig", RdfFormat.TRIG))
    told = run("export", str(built), "turtle", "-o", "x.ttl", cwd=tmp_path)
    assert told.returncode == 0 and re.search(r"^\d+ propositions left out: ", told.stderr)
    assert not run("export", str(built), "turtle", "-q", "-o", "y.ttl", cwd=tmp_path).stderr
    again = run("export", str(built), "turtle", "-o", "x.ttl", cwd=tmp_path)
    assert again.returncode == 1
    assert "--force" in again.stderr
    assert "turtle" in run("export", str(built), "--list", cwd=tmp_path).stdout.split()
    assert run("export", str(built), "pdf", "-o", "y", cwd=tmp_path).returncode == 2
