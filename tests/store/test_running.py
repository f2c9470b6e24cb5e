"""Queries stay within the store and within their limits."""

from pathlib import Path
from time import monotonic

import pytest

from kg.errors import QueryError
from kg.store import GraphStore, Limits, open_store, worker
from tests.graph import sample

LONG = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a != ?g && ?d != ?j) }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    return sample.store_in(tmp_path_factory.mktemp("store"))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o # x\n SERVICE ?s { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p '''it''' . SERVICE?s { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o # x\rSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 1.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 'x'@en.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p kg:.SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * WHERE { SERVICE:x { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(store: GraphStore, text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        store.query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service WHERE { ?service ?p ?o }",
        "SELECT ?s WHERE { ?s ?p 'SERVICE <x> { }' }",
        "SELECT ?s WHERE { ?s ?p ?o } # SERVICE",
        "SELECT ?s WHERE { ?s <http://e.org/SERVICE> ?o }",
        "SELECT ?s WHERE { ?s kg:SERVICE ?o }",
    ],
)
def test_the_word_alone_is_no_service(store: GraphStore, text: str) -> None:
    store.query(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR ALL",
        "LOAD <http://127.0.0.1:9/x.ttl>",
        "SELECT ?s WHERE { ?s ?p ?o } ; DROP ALL",
        "",
        "SELECT",
    ],
)
def test_updates_and_broken_queries_are_refused(store: GraphStore, text: str) -> None:
    before = len(store)
    with pytest.raises(QueryError, match="the query cannot be run"):
        store.query(text)
    assert len(store) == before


def test_from_does_not_fetch(store: GraphStore) -> None:
    assert not store.query("SELECT * FROM <http://127.0.0.1:9/x.ttl> WHERE { ?s ?p ?o }").rows


def test_from_names_the_graphs_that_are_asked(store: GraphStore) -> None:
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    sizes = {one: len(list(store.quads(graph=one))) for one in store.graphs()}
    for graph, size in list(sizes.items())[:2]:
        assert store.query(count.format(f"FROM {graph}")).values() == [{"n": str(size)}]
    assert int(store.query(count.format("# FROM <x:y>\n")).values()[0]["n"]) > max(sizes.values())


def test_a_query_that_ends_its_process_ends_no_other(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="the query's process failed"):
        store.query("SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}")


def test_rows_are_cut_and_told(store: GraphStore) -> None:
    result = store.query("SELECT ?s WHERE { ?s ?p ?o }", limits=Limits(rows=3))
    assert (len(result.rows), result.cut) == (3, True)
    whole = store.query("SELECT ?s WHERE { ?s a kg:Run }", limits=Limits(rows=3))
    assert (len(whole.rows), whole.cut) == (1, False)
    graph = store.query("CONSTRUCT WHERE { ?s ?p ?o }", limits=Limits(rows=2))
    assert graph.triples is not None
    assert (len(graph.triples), graph.cut) == (2, True)


def test_a_query_is_ended_in_time(store: GraphStore) -> None:
    begin = monotonic()
    with pytest.raises(QueryError, match=r"ended after 2 s"):
        store.query(LONG, limits=Limits(seconds=2))
    assert monotonic() - begin < 20


def test_a_query_that_takes_too_much_memory_is_ended(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "MEMORY", 1 << 28)
    doubled = " ".join(f"BIND(CONCAT(?x{at}, ?x{at}) AS ?x{at + 1})" for at in range(30))
    with pytest.raises(QueryError, match="of memory: make it narrower"):
        store.query(f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('a' AS ?x0) {doubled} }}", limits=Limits(seconds=60))


def test_a_query_apart_gives_the_same(store: GraphStore) -> None:
    text = "SELECT ?s ?o WHERE { ?s kg:localId ?o } ORDER BY ?o"
    assert store.query(text, limits=Limits(seconds=60)) == store.query(text)
    assert store.ask("denials", {}, Limits(seconds=60)) == store.ask("denials")
    with pytest.raises(QueryError, match="SERVICE"):
        store.query("SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }", limits=Limits(seconds=60))


def test_prefixes_are_declared(store: GraphStore) -> None:
    assert store.query("ASK { ?s a kg:Statement ; kg:source/skos:prefLabel ?n }").boolean is True


def test_the_union_of_all_graphs_is_asked(store: GraphStore) -> None:
    names = store.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    assert len(names) == 2
    joined = store.query("SELECT ?s WHERE { ?s kg:source ?a . ?a skos:prefLabel ?n }")
    assert joined.rows


def test_reading_while_another_reads(store: GraphStore, tmp_path: Path) -> None:
    again = open_store(store.path)
    assert len(again) == len(store)
