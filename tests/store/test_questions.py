"""The 18 named questions on the seed and on a graph made by hand; parameters are terms, never text of the query."""

import json
import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Variable
from spacy.language import Language

from kg import ids
from kg.errors import QueryError
from kg.extract import extract
from kg.graph import portions, questions, write_trig
from kg.graph.validation import validate
from kg.graph.vocabulary import PREFIXES
from kg.model import Actor, Article, Extraction, Kind, Mention, MentionType
from kg.resolve import resolve
from kg.store import GraphStore, build_store, open_store
from tests.graph import sample

LISTED = re.compile(r"SELECT (?:DISTINCT )?(.*?) WHERE", re.DOTALL)
INJECTIONS = (
    'Alibaba" } UNION { ?s ?p ?o } #',
    "Alibaba } ; DROP ALL ; #",
    "<https://e.org/> } SERVICE <http://127.0.0.1/> { ?s ?p ?o",
    "Alibaba\n}} INSERT DATA { <a:a> <a:b> <a:c> }",
    "https://e.org/x> } UNION { ?s ?p ?o } #",
    "?actor",
    "\x00",
    "",
)


@pytest.fixture(scope="module")
def graph(built: Path) -> GraphStore:
    return open_store(built / "store")


@pytest.fixture(scope="module")
def annotated(root: Path, seed_text: str, tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    """The seed article as annotated by hand, so that the examples do not hang on what the rules find."""
    line = (root / "tests" / "graph" / "seed.jsonl").read_text(encoding="utf-8")
    found = Extraction.from_json(json.loads(line))
    folder = tmp_path_factory.mktemp("annotated")
    pairs = [(Article(found.doc, seed_text, date="2025-11-15"), found)]
    write_trig(folder / "x.trig", portions(pairs, resolve([found]), ids.DEFAULT_BASE))
    build_store(folder / "store", folder / "x.trig")
    return open_store(folder / "store")


def test_the_annotated_seed_is_sound(annotated: GraphStore, seed_text: str) -> None:
    article = Article("000_cc26da4d9c726f5c", seed_text, date="2025-11-15")
    assert [str(one) for one in validate([article], annotated, ids.DEFAULT_BASE)] == []


def test_most_examples_hold_for_what_the_rules_find(graph: GraphStore) -> None:
    held = 0
    for question in questions.catalogue():
        example = question.example or {"parameters": {}, "row": {"": ""}}
        rows = ask(graph, question.name, **example["parameters"])
        held += any(example["row"].items() <= row.items() for row in rows)
    assert held >= 12


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    return sample.store_in(tmp_path_factory.mktemp("small"))


def ask(store: GraphStore, name: str, **parameters: str) -> list[dict[str, str]]:
    return store.ask(name, parameters).values()


def test_eighteen() -> None:
    assert len(questions.catalogue()) == 18
    assert [one.name for one in questions.catalogue()] == list(questions.ORDER)


@pytest.mark.parametrize("question", questions.catalogue(), ids=lambda one: one.name)
class TestEach:
    def test_titles_and_columns(self, question: questions.Question) -> None:
        assert re.search("[а-яіїєґ]", question.title_uk)
        assert question.title_en.isascii()
        assert all(len(pair) == 2 for pair in question.columns.values())

    def test_columns_are_what_is_selected(self, question: questions.Question, graph: GraphStore) -> None:
        parameters = (question.example or {"parameters": {}})["parameters"]
        assert list(graph.ask(question.name, parameters).columns) == list(question.columns)

    def test_example_on_the_annotated_seed(self, question: questions.Question, annotated: GraphStore) -> None:
        if question.example is None:
            assert question.name == "single-root"  # one article cannot answer it; see test_single_root
            return
        rows = ask(annotated, question.name, **question.example["parameters"])
        assert any(question.example["row"].items() <= row.items() for row in rows), rows

    def test_same_answer_in_the_same_order(self, question: questions.Question, graph: GraphStore) -> None:
        parameters = (question.example or {"parameters": {}})["parameters"]
        assert graph.ask(question.name, parameters).rows == graph.ask(question.name, parameters).rows

    def test_needed_parameters_are_needed(self, question: questions.Question, graph: GraphStore) -> None:
        for one in question.parameters:
            if one.optional:
                assert ask(graph, question.name)
            else:
                with pytest.raises(QueryError, match=f"-p {one.name}="):
                    graph.ask(question.name)

    def test_unknown_parameters_are_refused(self, question: questions.Question, graph: GraphStore) -> None:
        with pytest.raises(QueryError, match="no parameter 'nothing'"):
            graph.ask(question.name, {"nothing": "x"})


def test_unknown_question(graph: GraphStore) -> None:
    with pytest.raises(QueryError, match="use one of who-said-what"):
        graph.ask("who-knows")


def test_a_day_that_many_articles_name_doubles_nothing(tmp_path: Path) -> None:
    pairs = [(sample.article(name), sample.extraction(name)) for name in ("a1", "a2", "a3")]
    write_trig(tmp_path / "x.trig", portions(pairs, resolve([one for _, one in pairs]), ids.DEFAULT_BASE))
    build_store(tmp_path / "store", tmp_path / "x.trig")
    store = open_store(tmp_path / "store")
    for name in questions.ORDER:
        if not questions.get(name).parameters and name != "top-actors":  # two actors may have one name
            rows = ask(store, name)
            assert len({tuple(row.values()) for row in rows}) == len(rows), name
    assert len(ask(store, "timeline")) == len(ask(store, "who-said-what")) == 21


def test_the_query_that_the_documentation_shows(root: Path, graph: GraphStore) -> None:
    page = (root / "docs" / "sparql-server.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)
    rows = graph.query(query).values()
    assert {row["who"] for row in rows} >= {"Alibaba", "Білий дім"}
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_what_is_denied_in_another_article_is_denied(tmp_path: Path, bundled: Language) -> None:
    """One article says it, another one has somebody deny it who answers nobody there."""
    articles = [
        Article("a1", "Мер Лози Остап Гай заявив, що завод «Луч» передав армії сорок вантажівок.", date="2031-04-02"),
        Article(
            "a2", "Міністерство оборони заперечило, що завод «Луч» передав армії сорок вантажівок.", date="2031-04-03"
        ),
        Article("a3", "Мер Лози Остап Гай заявив, що завод «Луч» будує новий цех.", date="2031-04-03"),
    ]
    pairs = [(one, extract(one, bundled(one.text))) for one in articles]
    write_trig(tmp_path / "x.trig", portions(pairs, resolve([found for _, found in pairs]), ids.DEFAULT_BASE))
    build_store(tmp_path / "store", tmp_path / "x.trig")
    store = open_store(tmp_path / "store")
    (clash,) = ask(store, "contradictions")
    told = "завод «Луч» передав армії сорок вантажівок"
    assert (clash["claimText"], clash["forSource"], clash["basis"]) == (told, "Остап Гай", "judged to contradict")
    assert clash["againstSource"] == "Міністерство оборони"
    assert {row["claimText"] for row in ask(store, "undenied-claims", actor="Луч")} == {"завод «Луч» будує новий цех"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
def test_the_timeline_in_rdflib(tmp_path: Path, bundled: Language) -> None:
    """Events of one day beside statements of it: rdflib has to order both."""
    articles = [
        Article(name, f"Мер заявив, що міст цілий. {who} прибув до Києва 9 квітня 2022 року.", date="2022-04-10")
        for name, who in (("a1", "Борис Джонсон"), ("a2", "Емманюель Макрон"))
    ]
    pairs = [(one, extract(one, bundled(one.text))) for one in articles]
    write_trig(tmp_path / "x.trig", portions(pairs, resolve([one for _, one in pairs]), ids.DEFAULT_BASE))
    build_store(tmp_path / "store", tmp_path / "x.trig")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=(tmp_path / "x.trig").read_text(encoding="utf-8"), format="trig")
    found = dataset.query(questions.get("timeline").text).bindings
    rows = [tuple(str(row[rdflib.Variable(name)]) for name in ("date", "source", "stance")) for row in found]
    asked = [(row["date"], row["source"], row["stance"]) for row in ask(open_store(tmp_path / "store"), "timeline")]
    assert rows == asked and [stance for *_, stance in rows].count("event") == 2


def test_single_root(small: GraphStore) -> None:
    found = {row["claimText"]: row for row in ask(small, "single-root")}
    row = found["постачає мило армії Лугу"]
    assert (row["root"], row["outlets"]) == ("Остап Гай", "3")


def test_source_chain_runs_from_the_reader_to_the_source(small: GraphStore) -> None:
    rows = ask(small, "source-chain", claim="a1:s2")
    assert [(row["position"], row["role"], row["actor"]) for row in rows] == [
        ("0", "outlet", "Новини"),
        ("1", "via", "Вежа"),
        ("2", "via", "Новини дня"),
        ("3", "source", "Остап Гай"),
    ]


def test_refusals_of_one_actor_or_of_all(small: GraphStore) -> None:
    assert [row["askedBy"] for row in ask(small, "declined")] == ["Вежа"]
    assert ask(small, "declined", actor="Рада Лози") == []


def test_a_name_is_met_in_any_case_and_by_alias(graph: GraphStore) -> None:
    rows = ask(graph, "claims-about", actor="Alibaba")
    assert rows
    assert ask(graph, "claims-about", actor="ALIBABA") == rows
    aliases = graph.query("SELECT ?alias WHERE { ?actor skos:prefLabel 'США'@uk ; skos:altLabel ?alias }").values()
    assert aliases
    for row in aliases:
        assert ask(graph, "undenied-claims", actor=f" {row['alias'].upper()} ") == ask(
            graph, "undenied-claims", actor="США"
        )


def test_an_actor_by_iri_and_own_id(small: GraphStore) -> None:
    own = next(one.id for one in sample.extraction().actors if one.name == "Рада Лози")
    by_name = ask(small, "positions", actor="Рада Лози")
    assert by_name
    assert ask(small, "positions", actor=own) == by_name
    assert ask(small, "positions", actor=f"https://w3id.org/kg-uk/actor/{own}") == by_name


def test_a_statement_by_number_or_iri(small: GraphStore) -> None:
    rows = ask(small, "provenance", statement="a1:s3")
    assert {row["part"] for row in rows} == {"sentence", "source", "cue", "content"}
    iri = small.query("SELECT ?s WHERE { ?s kg:localId 's3' }").values()[0]["s"]
    assert ask(small, "provenance", statement=iri) == ask(small, "provenance", statement=f"<{iri}>") == rows


def test_names_near_a_wrong_one_are_told(graph: GraphStore) -> None:
    with pytest.raises(QueryError, match=r"similar: .*alibaba"):
        graph.ask("claims-about", {"actor": "Alibab"})


@pytest.mark.parametrize("value", ["a1:s99", "nowhere:s1", "s3", ":"])
def test_a_statement_that_is_not_there(small: GraphStore, value: str) -> None:
    with pytest.raises(QueryError, match="no statement"):
        small.ask("provenance", {"statement": value})


@pytest.mark.parametrize("value", INJECTIONS)
@pytest.mark.parametrize("asked", ["claims-about actor", "source-chain claim", "provenance statement"])
def test_injections_are_names_that_nobody_has(small: GraphStore, asked: str, value: str) -> None:
    before = len(small)
    name, parameter = asked.split()
    with pytest.raises(QueryError, match=r"no actor|no claim|no statement|is no IRI"):
        small.ask(name, {parameter: value})
    assert len(small) == before


def test_an_unknown_iri_has_no_rows(small: GraphStore) -> None:
    assert ask(small, "claims-about", actor="https://example.org/nobody") == []


def test_bindings_are_terms(small: GraphStore) -> None:
    text = "SELECT ?name ?actor WHERE { ?actor skos:prefLabel ?name }"
    (row,) = (row for row in small.query(text).rows if row[0] is not None and row[0].value == "Лоза")
    assert row[0] is not None
    assert row[1] is not None
    assert [one[0] for one in small.query(text, {"actor": row[1]}).rows] == [row[0]]
    with pytest.raises(QueryError, match="variable name"):
        small.query(text, {"actor } DROP": row[1]})


def test_heads_name_variables_that_exist(graph: GraphStore) -> None:
    for question in questions.catalogue():
        for one in question.parameters:
            assert f"# VALUES ?{one.name} {{ … }}" in question.text
            assert Variable(one.name)
        assert all(f"PREFIX {name}:" in question.text or f"{name}:" not in question.text for name in PREFIXES)


def test_who_is_named_with_an_actor(tmp_path: Path) -> None:
    texts = ("Остап Гай їздив до Лози.", "Остап Гай був у Лозі й Бродах.", "Броди чекають.")
    pairs = []
    for number, text in enumerate(texts):
        doc = f"n{number}"
        names = [name for name, form in (("Остап Гай", "Гай"), ("Лоза", "Лоз"), ("Броди", "Брод")) if form in text]
        actors = tuple(Actor(ids.actor_id(doc, "place", name), name, Kind.PLACE) for name in names)
        mentions = tuple(
            Mention(f"m{place}", sample.span(one.name[:3], text), MentionType.LOC, one.name, one.id)
            for place, one in enumerate(actors)
        )
        pairs.append((Article(doc, text), Extraction(doc, (), actors, mentions)))
    resolution = resolve([one for _, one in pairs])
    write_trig(tmp_path / "x.trig", portions(pairs, resolution, ids.DEFAULT_BASE))
    build_store(tmp_path / "store", tmp_path / "x.trig")
    rows = ask(open_store(tmp_path / "store"), "relations", actor="Остап Гай")
    assert [(row["relation"], row["object"], row["articles"]) for row in rows] == [
        ("namedWith", "Лоза", "2"),
        ("namedWith", "Броди", "1"),
    ]
