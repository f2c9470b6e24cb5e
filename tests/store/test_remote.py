"""A real SPARQL server, in a process of its own: queries, questions, updates and the Graph Store Protocol."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg import ids
from kg.errors import QueryError, StoreError
from kg.graph import corpus_iri, graph_iri, questions
from kg.store import GraphStore, Limits, RemoteStore, open_store
from kg.store.remote import Endpoints
from tests.cli.run import kg
from tests.conftest import missing
from tests.graph import sample


def program() -> str:
    """The server's program, beside Python or on the path."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None:
        missing("no oxigraph server: pip install oxigraph")
    assert found
    return found


@contextmanager
def server(folder: Path, *options: str) -> Iterator[str]:
    """The address of a server over a new store on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [program(), "serve", "-l", str(folder), "-b", f"127.0.0.1:{port}", *options]
    with (folder.parent / "server.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        for _ in range(200):
            try:
                urlopen(url, timeout=5).close()
                break
            except URLError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    return sample.store_in(tmp_path_factory.mktemp("local"), sample.judged())


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory, local: GraphStore) -> Iterator[RemoteStore]:
    """A server with the same graph, sent over the Graph Store Protocol."""
    with server(tmp_path_factory.mktemp("remote") / "store", "--union-default-graph") as url:
        store = RemoteStore(f"{url}/query")
        assert store.load(local.path.with_name("graph.trig")) == 2
        yield store


EXAMPLES = {"actor": "завод у Лозі", "claim": "a1:s2", "statement": "a1:s3"}


@pytest.mark.parametrize("question", questions.catalogue(), ids=lambda one: one.name)
def test_every_question_has_the_same_answer(
    question: questions.Question, local: GraphStore, remote: RemoteStore
) -> None:
    parameters = {one.name: EXAMPLES[one.name] for one in question.parameters if not one.optional}
    here, there = local.ask(question.name, parameters), remote.ask(question.name, parameters)
    assert here.columns == there.columns
    assert here.rows == there.rows


def test_kinds_of_results(local: GraphStore, remote: RemoteStore) -> None:
    assert remote.query("ASK { ?s a kg:Denial }").boolean is False
    assert remote.query("ASK { ?s a kg:Statement }").boolean is True
    text = "CONSTRUCT WHERE { ?s a kg:Statement ; kg:localId ?n }"
    here, there = local.query(text).triples, remote.query(text).triples
    assert here is not None
    assert there is not None
    assert set(here) == set(there)


def test_limits(remote: RemoteStore) -> None:
    result = remote.query("SELECT ?s WHERE { ?s ?p ?o }", limits=Limits(rows=3))
    assert (len(result.rows), result.cut) == (3, True)
    long = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?g) }"
    with pytest.raises(QueryError, match=r"no answer after 0\.2 s"):
        remote.query(long, limits=Limits(seconds=0.2))


def test_bindings_are_terms(local: GraphStore, remote: RemoteStore) -> None:
    text = "SELECT ?actor ?alias WHERE { ?actor skos:altLabel ?alias } ORDER BY ?alias # the end"
    alias = local.query(text).rows[0][1]
    assert isinstance(alias, Literal)
    assert remote.query(text, {"alias": alias}).rows == local.query(text, {"alias": alias}).rows != ()
    with pytest.raises(QueryError, match="variable name"):
        remote.query(text, {"alias) { } #": alias})


@pytest.mark.parametrize("value", ['завод" } UNION { ?s ?p ?o } #', "x} ; DROP ALL #", "https://e.org/> } #", "?actor"])
def test_injections_are_names_that_nobody_has(remote: RemoteStore, value: str) -> None:
    with pytest.raises(QueryError, match=r"no actor|is no IRI"):
        remote.ask("claims-about", {"actor": value})
    assert remote.query("ASK { ?s a kg:Statement }").boolean


def test_updates_and_service_do_not_pass_as_queries(remote: RemoteStore) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        remote.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="400"):
        remote.query("DROP ALL")


def test_update_and_replace(remote: RemoteStore) -> None:
    graph, subject = NamedNode("https://e.org/g"), NamedNode("https://e.org/s")
    text = sample.HOSTILE.replace("\x00", "")
    count = f"SELECT ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} ORDER BY ?o"
    for value in ("1", text):
        remote.replace(graph, [Quad(subject, NamedNode("https://e.org/p"), Literal(value), graph)])
        assert [row[0].value for row in remote.query(count).rows if row[0]] == [value]
    remote.update(f"DROP GRAPH {graph}")
    assert remote.query(count).rows == ()
    with pytest.raises(StoreError, match="400"):
        remote.update("DROP EVERYTHING")


def test_sending_again_changes_nothing(local: GraphStore, remote: RemoteStore) -> None:
    remote.load(local.path.with_name("graph.trig"))
    for graph in (graph_iri(ids.DEFAULT_BASE, "a1"), corpus_iri(ids.DEFAULT_BASE)):
        rows = remote.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}").values()
        assert rows == [{"n": str(len(list(local.quads(graph=graph))))}]


def test_a_default_graph_without_the_others_is_told(local: GraphStore, tmp_path: Path) -> None:
    with server(tmp_path / "store") as url:
        store = RemoteStore(url)
        assert store.query("SELECT ?s WHERE { ?s a kg:Statement }").rows == ()
        store.load(local.path.with_name("graph.trig"))
        with pytest.raises(QueryError, match="--union-default-graph"):
            store.ask("denials")


def test_nobody_answers() -> None:
    with pytest.raises(StoreError, match="no SPARQL server answers"):
        RemoteStore("http://127.0.0.1:9/query").query("ASK { ?s ?p ?o }")


def test_what_is_no_url() -> None:
    for text in ("out", "file:///etc/passwd", "http://", "", "http://[::1", "http://a:99999/", "http://\udcff/"):
        with pytest.raises(StoreError, match="no URL"):
            RemoteStore(text)


def test_endpoints_and_user() -> None:
    found = Endpoints.of("https://anna:secret@example.org:3030/news/sparql")
    assert found.query == "https://example.org:3030/news/sparql"
    assert found.update == "https://example.org:3030/news/update"
    assert found.graphs == "https://example.org:3030/news/store"
    assert found.header == "Basic YW5uYTpzZWNyZXQ="
    assert Endpoints.of("http://localhost:7878").query == "http://localhost:7878/query"


def test_command(remote: RemoteStore, local: GraphStore, tmp_path: Path) -> None:
    url = remote.endpoints.query
    done = kg("query", "--store", url, "denials", "--format", "csv", cwd=tmp_path)
    assert (done.returncode, done.stdout.strip().replace("\r", "")) == (
        0,
        open_store(local.path).ask("denials").write("csv").strip().replace("\r", ""),
    )
    done = kg("query", "--store", url, "-e", "ASK { ?s a kg:Statement }", cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "true")
    assert kg("query", "out", "denials", "--store", url, cwd=tmp_path).returncode == 2
    done = kg("query", "--store", "http://127.0.0.1:9/query", "denials", cwd=tmp_path)
    assert done.returncode == 1
    assert "no SPARQL server answers" in done.stderr
