"""The server: what it answers, what it refuses, what it never does."""

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import missing

try:
    from starlette.testclient import TestClient
except ImportError:  # the extra `serve` is optional
    missing("starlette or httpx is not installed: pip install 'kg-uk[serve]' httpx")

import kg
from kg import pipeline
from kg.extract import denials
from kg.graph.vocabulary import EVENTS, STATES
from kg.model import Act, Stance
from kg.serve import Limits, application
from kg.serve.words import texts, value

RELATIONS = Path(kg.__file__).parent / "data" / "relations.toml"
PORT = 8123
HOME = f"http://127.0.0.1:{PORT}"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the seed article and of one that carries markup."""
    folder = tmp_path_factory.mktemp("serve")
    seed = next((root / "seeds").glob("000_*.txt"))
    bad = folder / "bad.txt"
    bad.write_text('Міністр <script>hit</script> заявив, що <img src=x onerror="hit"> працює.', encoding="utf-8")
    pipeline.build([str(seed), str(bad)], folder / "out", pipeline.Options())
    return folder / "out"


@pytest.fixture(scope="module")
def client(out: Path) -> Iterator[TestClient]:
    """A client of the server on its own address."""
    with TestClient(application(out, PORT, Limits(seconds=60, rows=50)), base_url=HOME) as one:
        yield one


def test_the_start_page_leads_everywhere(client: TestClient) -> None:
    text = client.get("/").text
    for link in re.findall(r'(?:href|action)="(/[^"]*)"', text):
        if not link.startswith("/question/"):
            assert client.get(link.replace("&amp;", "&")).status_code in (200, 404), link
    assert text.count('action="/question/') == 18
    assert "Ready questions" in client.get("/?lang=en").text


def test_values_of_ready_answers_are_in_the_readers_language(client: TestClient) -> None:
    for lang, stance, act, way in (
        ("uk", "заперечує", "без відповіді", "про це джерело"),
        ("en", "denies", "no answer", "about the"),
    ):
        assert f"<bdi>{stance}</bdi>" in client.get("/question/who-said-what", params={"lang": lang}).text
        assert f"<bdi>{act}</bdi>" in client.get("/question/declined", params={"lang": lang}).text
        assert way in client.get("/question/denials", params={"lang": lang}).text
        related = client.get("/question/relations", params={"lang": lang, "actor": "Alibaba"}).text
        assert ("постачає" if lang == "uk" else "supplies") in related


def test_every_value_has_both_languages() -> None:
    tables = [rows for rows in tomllib.loads(RELATIONS.read_text("utf-8")).values() if isinstance(rows, list)]
    values = [("relation", one["type"]) for rows in tables for one in rows if "type" in one]
    values += [("relation", one) for one in (*EVENTS, *STATES)]
    values += [("stance", one.value) for one in Stance] + [("act", one.value) for one in Act if one is not Act.CLAIM]
    values += [("resolution", reason) for reason in ("unresolved", *(name for name, _ in denials._RULES))]
    for column, text in values:
        assert value(column, text, "uk") != text, (column, text)
    assert all({"uk", "en"} == both.keys() for both in texts().values())
    assert value("source", "article", "uk") == "article"  # a name is no term


def test_the_other_language_shows_the_same_page(client: TestClient) -> None:
    for path, params in (("/article", {"id": "000_cc26da4d9c726f5c"}), ("/search", {"q": "Alibaba"})):
        other = re.search(r'href="([^"]+)">English', client.get(path, params=params).text)
        assert other
        there = client.get(other.group(1).replace("&amp;", "&"))
        assert there.status_code == 200 and 'lang="en"' in there.text and "Alibaba" in there.text


def test_ready_answers_are_saved(client: TestClient) -> None:
    page = client.get("/question/claims-about", params={"actor": "Alibaba", "lang": "en"}).text
    link = re.search(r'href="(/question/[^"]+format=csv)"', page)
    assert link
    saved = client.get(link.group(1).replace("&amp;", "&"))
    assert saved.headers["content-type"].startswith("text/csv") and "меморандум" in saved.text
    as_json = client.get("/question/denials", params={"format": "json"}).json()
    assert as_json["results"]["bindings"]


def test_a_saved_answer_says_that_it_was_cut(client: TestClient, out: Path) -> None:
    whole = client.get("/question/denials", params={"format": "csv"})
    assert "x-kg-cut" not in whole.headers
    with TestClient(application(out, PORT, Limits(rows=1)), base_url=HOME) as short:
        for form in ("csv", "json"):
            assert short.get("/question/denials", params={"format": form}).headers["x-kg-cut"] == "true"


def test_no_spreadsheet_runs_a_saved_answer(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text('«=HYPERLINK("http://x.example") працює», – сказав Петро Коваль.', encoding="utf-8")
    pipeline.build([str(path)], tmp_path / "out", pipeline.Options())
    with TestClient(application(tmp_path / "out", PORT), base_url=HOME) as client:
        saved, plain = (client.get("/question/who-said-what", params={"format": form}).text for form in ("csv", "json"))
    assert "=HYPERLINK" in plain and "'=HYPERLINK" not in plain
    cells = [cell for row in csv.reader(io.StringIO(saved), strict=True) for cell in row]
    assert [cell[:6] for cell in cells if "HYPERLINK" in cell and cell.startswith(("=", "'"))] == ["'=HYPE"]


def test_the_busiest_actors_are_offered_by_name(client: TestClient) -> None:
    assert '<option value="Alibaba">' in client.get("/").text


def test_search_finds_every_form_and_marks_it(client: TestClient) -> None:
    text = client.get("/search", params={"q": "звинуваченням"}).text
    assert "відкинула звинувачення" in text and "<mark class=" in text
    assert "знайдено: 0" in client.get("/search", params={"q": "нічогісінько"}).text


def test_an_article_shows_its_statements_in_the_running_text(client: TestClient) -> None:
    doc = "000_cc26da4d9c726f5c"
    text = client.get("/article", params={"id": doc}).text
    body = re.search(r"<article[^>]*>(.*?)</article>", text, re.S)
    assert body and body.group(1).count("<mark") > 20
    plain = re.sub(r"<[^>]+>", "", body.group(1))
    assert "Білий дім і ЦРУ від коментарів відмовилися." in plain
    assert client.get("/article", params={"id": "../x"}).status_code == 404


@pytest.mark.parametrize("query", [{"actor": "Alibaba"}, {"q": "меморандумом"}])
def test_the_explorer_opens_on_a_part(client: TestClient, query: dict[str, str]) -> None:
    answer = client.get("/explore", params=query)
    assert answer.status_code == 200 and 'id="graph"' in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe-eval" not in policy
    assert client.get("/explore", params={"actor": "Ніхто Такий"}).status_code == 404


def test_questions_answer(client: TestClient) -> None:
    assert "Alibaba" in client.get("/question/denials").text
    assert "меморандум" in client.get("/question/claims-about", params={"actor": "Alibaba"}).text
    assert client.get("/question/claims-about", params={"actor": "Ніхто"}).status_code == 400
    assert client.get("/question/none").status_code == 400


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/html, text/tab-separated-values", "text/tab-separated-values"),
    ],
)
def test_sparql_by_the_protocol(client: TestClient, accept: str, kind: str) -> None:
    text = "SELECT ?a WHERE { ?a a kg:Statement }"
    ways = [
        client.get("/sparql", params={"query": text}, headers={"accept": accept}),
        client.post("/sparql", data={"query": text}, headers={"accept": accept}),
        client.post("/sparql", content=text, headers={"accept": accept, "content-type": "application/sparql-query"}),
    ]
    for one in ways:
        assert one.status_code == 200 and one.headers["content-type"].startswith(kind)
        assert one.text == ways[0].text and "statement/" in one.text


def test_construct_gives_turtle_and_ask_a_boolean(client: TestClient) -> None:
    made = client.get("/sparql", params={"query": "CONSTRUCT { ?a a kg:Statement } WHERE { ?a a kg:Statement }"})
    assert made.headers["content-type"].startswith("text/turtle") and "kg:Statement" in made.text
    assert client.get("/sparql", params={"query": "ASK { ?a a kg:Statement }"}).json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * WHERE { SERVICE <http://example.org/> { ?a ?b ?c } }", "SERVICE is not allowed"),
        ("INSERT DATA { <http://a> <http://b> <http://c> }", "cannot be run"),
        ("LOAD <file:///etc/passwd>", "cannot be run"),
        ("SELECT * WHERE {", "cannot be run"),
        ("SELECT * FROM <file:///etc/passwd> WHERE { ?a ?b ?c } #" + "x" * 20_000, "longer than"),
        ("", "no query"),
    ],
)
def test_queries_that_are_refused(client: TestClient, query: str, said: str) -> None:
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 400 and said in answer.text and "Traceback" not in answer.text


def test_updates_and_other_graphs_are_refused(client: TestClient, out: Path) -> None:
    before = (out / "graph.trig").read_bytes()
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 400
    update = {"content-type": "application/sparql-update"}
    assert client.post("/sparql", content="CLEAR ALL", headers=update).status_code == 400
    assert (
        client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "file:///etc/passwd"}).status_code == 400
    )
    assert (out / "graph.trig").read_bytes() == before
    assert client.get("/sparql", params={"query": "ASK { ?a a kg:Statement }"}).json()["boolean"] is True


def test_a_slow_query_is_ended(out: Path) -> None:
    with TestClient(application(out, PORT, Limits(seconds=1)), base_url=HOME) as client:
        slow = client.get("/sparql", params={"query": SLOW})
    assert slow.status_code == 400 and "ended after 1 s" in slow.text


def test_a_long_answer_is_cut(client: TestClient) -> None:
    long = client.get("/sparql", params={"query": "SELECT * WHERE { ?a ?b ?c }"})
    assert len(long.json()["results"]["bindings"]) == 50 and long.headers["x-kg-cut"] == "true"


def test_the_editor_shows_results_and_errors(client: TestClient) -> None:
    assert "statement/" in client.get("/query", params={"query": "SELECT ?a WHERE { ?a a kg:Statement }"}).text
    bad = client.get("/query", params={"query": "<script>hit</script>"})
    assert bad.status_code == 400 and "<script>hit" not in bad.text and "&lt;script&gt;" in bad.text


def test_without_yasqe_the_editor_has_no_script(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.app.YASQE", Path("nowhere"))
    plain = client.get("/query", params={"query": "SELECT ?a WHERE { ?a a kg:Statement }"})
    assert "<script" not in plain.text and "<textarea" in plain.text and "statement/" in plain.text
    assert "script-src" not in plain.headers["content-security-policy"]
    assert client.get("/yasqe/yasqe.min.js").status_code == 404


def test_only_the_files_of_yasqe_are_given(client: TestClient) -> None:
    for name in ("package.json", "../app.py", "%2e%2e/app.py"):
        assert client.get(f"/yasqe/{name}").status_code == 404


@pytest.mark.parametrize(("name", "kind"), [("csv", "text/csv"), ("json", "application/sparql-results+json")])
def test_results_are_saved_in_a_format(client: TestClient, name: str, kind: str) -> None:
    given = client.get("/sparql", params={"query": "SELECT ?a WHERE { ?a a kg:Statement }", "format": name})
    assert given.headers["content-type"].startswith(kind) and "statement/" in given.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:9999", "", "localhost@evil.example"]
)
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421 and "statement" not in answer.text


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_its_own_names_are_taken(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_other_sites_methods_and_long_bodies_are_refused(client: TestClient) -> None:
    assert client.get("/sparql?query=ASK{}", headers={"origin": "http://evil.example"}).status_code == 403
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert client.request(method, "/sparql").status_code == 405
    assert client.post("/sparql", content=b"x" * 100_001).status_code == 413


def test_every_answer_carries_its_protections(client: TestClient) -> None:
    for path in (
        "/",
        "/search?q=Alibaba",
        "/explore?q=Alibaba",
        "/article?id=bad",
        "/query",
        "/sparql",
        "/nowhere",
        "/style.css",
    ):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "access-control-allow-origin" not in headers


def test_news_text_is_text(client: TestClient) -> None:
    for path in ("/article?id=bad", "/search?q=міністр", "/question/who-said-what"):
        text = client.get(path).text
        assert "<script" not in text and "<img" not in text


@pytest.mark.parametrize("name", ["../report.json", "%2e%2e/run.log", "store", "run.log", "errors.jsonl"])
def test_only_listed_files_are_given(client: TestClient, name: str) -> None:
    assert client.get(f"/files/{name}").status_code == 404
    given = client.get("/files/graph.trig")
    assert given.status_code == 200 and "attachment" in given.headers["content-disposition"]


@pytest.mark.parametrize(
    ("lang", "told"), [("uk", "бракує: учасник"), ("en", "This question needs: actor"), ("uk&actor=", "бракує")]
)
def test_a_question_says_in_words_of_the_page_what_it_needs(client: TestClient, lang: str, told: str) -> None:
    answer = client.get(f"/question/claims-about?lang={lang}")
    assert answer.status_code == 400 and told in answer.text and "-p actor" not in answer.text
    assert re.search(r'<input name="actor"[^>]* required', answer.text) and '<option value="Alibaba">' in answer.text


def test_an_answer_says_that_it_counts_rows(client: TestClient) -> None:
    """One denial has a row for each claim that it denies."""
    text = client.get("/question/denials?lang=uk").text
    assert re.search(r"Рядків відповіді: \d+", text) and "Знайдено" not in text


@pytest.mark.parametrize("path", ["/nope", "/files/nope", "/question/none"])
@pytest.mark.parametrize(("lang", "told"), [("uk", "немає."), ("en", "There is no such")])
def test_where_nothing_is_the_site_says_so(client: TestClient, path: str, lang: str, told: str) -> None:
    answer = client.get(f"{path}?lang={lang}")
    assert (
        answer.status_code in (400, 404) and told in answer.text and f'class="home" href="/?lang={lang}"' in answer.text
    )
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("words", ["", " "])
def test_a_search_for_nothing_asks_for_words(client: TestClient, words: str) -> None:
    text = client.get("/search", params={"q": words, "lang": "en"}).text
    assert "Write above what to look for." in text and "found" not in text and "«" not in text


def test_no_name_turns_the_line_around(client: TestClient) -> None:
    assert value("denier", "\u202eАлібаба\u2028Груп", "uk") == "Алібаба Груп"


def test_one_word_for_one_thing(client: TestClient) -> None:
    """The words of the ontology and of the questions, on the server and on the page."""
    start = client.get("/", params={"lang": "uk"}).text
    assert re.search(r"Статей: \d+, висловлювань: \d+, учасників: \d+", start)
    for assets in ("serve", "view"):
        for path in (Path(kg.__file__).parent / assets / "assets").glob("*.json"):
            assert not re.search(r"дійов|вислів|вислов(?!лю)", path.read_text("utf-8"), re.IGNORECASE), path
