"""Three ways into Neo4j, one graph: import files, script, loader; all run against a real Bolt server."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg import ids
from kg.errors import ExportError
from kg.export import export
from kg.export.bolt import Loaded, Target, load
from kg.export.captions import KINDS
from kg.export.cypher import literal
from kg.export.lpg import Value, portions
from kg.export.lpg_batches import STAMP, batches, kind_query, stamp
from kg.export.neo4j_import import DELIMITER
from kg.graph.terms import clean
from tests.cli.run import kg
from tests.export.bolt_server import PASSWORD, Server
from tests.export.made import HOSTILE, out_folder, pair, triples

Dump = tuple[dict[str, Any], dict[tuple[str, str, str], Any]]
"""Nodes by IRI (labels and properties), relationships by type and ends."""

HEADER = re.compile(
    r"(?P<name>\w*):(?P<type>ID\((?P<space>\w+)\)|START_ID\(\w+\)|END_ID\(\w+\)|LABEL|string|long|double|date|string\[\])"
)
"""A column's header in the grammar of neo4j-admin, as far as it is used."""


def of_property_graph(out: Path) -> Dump:
    """What every way has to bring, each node and relationship with the stamp of the load."""
    mark = {STAMP: stamp(out).load}
    nodes: dict[str, Any] = {}
    edges: dict[tuple[str, str, str], Any] = {}
    for portion in portions(out):
        nodes |= {
            one.iri: (set(one.labels), {"iri": one.iri, **_plain(one.properties), **mark}) for one in portion.nodes
        }
        edges |= {(one.type, one.start, one.end): _plain(one.properties) | mark for one in portion.edges}
    return nodes, edges


def _plain(values: Any) -> dict[str, Any]:
    return {key: list(one) if isinstance(one, tuple) else one for key, one in values.items()}


@contextmanager
def session(server: Server, database: str) -> Iterator[Any]:
    """A session of one database."""
    import neo4j

    driver = neo4j.GraphDatabase.driver(server.url, auth=("root", PASSWORD))
    with driver, driver.session(database=database) as found:
        yield found


def of_database(server: Server, database: str) -> Dump:
    """Everything that the database holds, but for the loader's note."""
    with session(server, database) as one:
        found = one.run("MATCH (n) WHERE NOT n:KgLoad RETURN labels(n) AS labels, properties(n) AS values")
        nodes = {row["values"]["iri"]: (set(row["labels"]), _native(row["values"])) for row in found}
        found = one.run("MATCH (a)-[r]->(b) RETURN type(r) AS t, a.iri AS a, b.iri AS b, properties(r) AS values")
        rows = [((row["t"], row["a"], row["b"]), _native(row["values"])) for row in found]
    assert len(dict(rows)) == len(rows), "a relationship came twice"
    return nodes, dict(rows)


def _native(values: dict[str, Any]) -> dict[str, Any]:
    return {key: one.to_native() if hasattr(one, "to_native") else one for key, one in values.items()}


@pytest.fixture(params=["built", "hostile"])
def out(request: pytest.FixtureRequest) -> tuple[str, Path]:
    """The seed's graph, and the hostile one, with the beginning of their databases' names."""
    names = {"built": "seed", "hostile": "hostile"}
    return names[request.param], request.getfixturevalue(request.param)


def test_load(bolt: Server, out: tuple[str, Path]) -> None:
    name, folder = out
    target = Target(bolt.url, "root", PASSWORD, f"{name}_load")
    told: list[int] = []
    first = load(folder, target, lambda _stage, done: told.append(done))
    assert of_database(bolt, f"{name}_load") == of_property_graph(folder)
    assert first == Loaded(told[-1], 0, unchanged=False) and told == sorted(told)
    second = load(folder, target)
    assert second.unchanged and second.rows == 0 and second.skipped == len(told)
    assert load(folder, target, again=True).rows == first.rows
    assert of_database(bolt, f"{name}_load") == of_property_graph(folder)


def test_script(bolt: Server, out: tuple[str, Path], tmp_path: Path) -> None:
    name, folder = out
    for _ in range(2):
        run_script(bolt, f"{name}_script", folder, tmp_path)
    assert of_database(bolt, f"{name}_script") == of_property_graph(folder)


def run_script(server: Server, database: str, out: Path, folder: Path) -> None:
    """Runs the script of a graph."""
    export(out, "cypher", folder / "a.cypher", force=True)
    statements = (folder / "a.cypher").read_text(encoding="utf-8").split(";\n")
    with session(server, database) as one:
        for statement in statements[:-1]:
            one.run(statement).consume()


def test_files(bolt: Server, out: tuple[str, Path], tmp_path: Path) -> None:
    name, folder = out
    export(folder, "neo4j", tmp_path / "files")
    nodes, edges = read_files(tmp_path / "files")
    assert (nodes, edges) == of_property_graph(folder)
    fill(bolt, f"{name}_files", nodes, edges)
    assert of_database(bolt, f"{name}_files") == of_property_graph(folder)


def test_files_hold_every_end_of_a_line(tmp_path: Path) -> None:
    article, extraction = pair(1, HOSTILE[:2])
    folder = out_folder(tmp_path / "out", [(replace(article, title="а\rб", outlet="в\r\nг\nд"), extraction)])
    export(folder, "neo4j", tmp_path / "files")
    nodes, edges = read_files(tmp_path / "files")
    assert {"а\rб", "в\r\nг\nд"} <= {str(one) for _, values in nodes.values() for one in values.values()}
    assert [set(nodes), set(edges)] == [set(one) for one in of_property_graph(folder)]
    assert not (tmp_path / "files" / "schema.cypher").read_bytes().count(b"\r")


def fill(server: Server, database: str, nodes: dict[str, Any], edges: dict[tuple[str, str, str], Any]) -> None:
    """Puts what was read from files into the database, as neo4j-admin would."""
    with session(server, database) as one:
        for labels, values in nodes.values():
            one.run(f"CREATE (n:{':'.join(sorted(labels))}) SET n = $values", values=values).consume()
        for (kind, start, end), values in edges.items():
            query = f"MATCH (a {{iri: $start}}), (b {{iri: $end}}) CREATE (a)-[r:{kind}]->(b) SET r = $values"
            one.run(query, start=start, end=end, values=values).consume()


def read_files(folder: Path) -> Dump:
    """What neo4j-admin makes of the files that `import.sh` names, by the grammar of its headers."""
    command = (folder / "import.sh").read_text(encoding="utf-8")
    delimiter = chr(int(re.findall(r"--array-delimiter=U\+([0-9A-F]{4})", command)[0], 16))
    spaces: dict[str, set[str]] = {}
    nodes: dict[str, Any] = {}
    edges: dict[tuple[str, str, str], Any] = {}
    for name in re.findall(r"--nodes=(\S+)", command):
        for row in _typed(folder / name, delimiter):
            labels = row.pop(":LABEL")
            key = next(key for key in row if ":ID(" in key)
            assert row[key] not in nodes
            spaces.setdefault(key.split(":ID(")[1][:-1], set()).add(row[key])
            nodes[row[key]] = (set(labels), {column.split(":")[0]: value for column, value in row.items()})
    for kind, name in re.findall(r"--relationships=(\w+)=(\S+)", command):
        for row in _typed(folder / name, delimiter):
            ends = {key[1:].split("_ID(")[0]: (key.split("(")[1][:-1], row.pop(key)) for key in [*row] if key[0] == ":"}
            assert all(iri in spaces[space] for space, iri in ends.values())
            edges[kind, ends["START"][1], ends["END"][1]] = {key.split(":")[0]: value for key, value in row.items()}
    assert {path.name for path in folder.glob("*.csv")} == set(re.findall(r"\S+\.csv", command.replace("=", " ")))
    return nodes, edges


def _typed(path: Path, delimiter: str) -> Iterator[dict[str, Any]]:
    """The rows of a file with typed values; what is empty is no property."""
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")
    make: dict[str, Any] = {"long": int, "double": float, "date": date.fromisoformat}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            assert all(HEADER.fullmatch(column) for column in row)
            typed: dict[str, Any] = {}
            for column, text in row.items():
                kind = column.split(":")[1]
                if text:
                    many = kind in ("string[]", "LABEL")
                    typed[column] = text.split(delimiter) if many else make.get(kind, str)(text)
            yield typed


def test_same_bytes(built: Path, tmp_path: Path) -> None:
    for target in ("one", "two"):
        export(built, "cypher", tmp_path / f"{target}.cypher")
        export(built, "neo4j", tmp_path / target)
    assert (tmp_path / "one.cypher").read_bytes() == (tmp_path / "two.cypher").read_bytes()
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_no_text_holds_the_delimiter(hostile: Path) -> None:
    for portion in portions(hostile):
        assert DELIMITER not in str([[*one.properties.values()] for one in portion.nodes])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("а'б", "'а\\'б'"),
        ("\\", "'\\\\'"),
        ("\\u0027", "'\\\\' + 'u0027'"),
        ("\\\\U1", "'\\\\\\\\' + 'U1'"),
        ("а\nб\r\t", "'а\\nб\\r\\t'"),
        (("а", "б'"), "['а', 'б\\'']"),
        (date(2024, 3, 1), "date('2024-03-01')"),
        (7, "7"),
        (0.5, "0.5"),
    ],
)
def test_literal(value: Value, text: str) -> None:
    assert literal(value) == text


def test_twenty_paths_are_those_of_the_rdf_graph(bolt: Server, built: Path) -> None:
    """Source – statement – claim, by stance, in the database and in the RDF graph."""
    load(built, Target(bolt.url, "root", PASSWORD, "seed_load"))
    stances = {"DENIES": "kg:denies", "ASSERTS": "kg:asserts", "DECLINES_ON": "kg:declinesOn", "DEMANDS": "kg:demands"}
    sources = {statement: actor for statement, _, actor in triples(built, "kg:source")}
    expected = {
        (kind, sources[statement].strip("<>"), statement.strip("<>"), claim.strip("<>"))
        for kind, curie in stances.items()
        for statement, _, claim in triples(built, curie)
    }
    with session(bolt, "seed_load") as one:
        path = "MATCH (a:Actor)-[:SAID]->(s:Statement)-[r]->(c:Claim) WHERE type(r) IN $kinds"
        query = f"{path} RETURN type(r), a.iri, s.iri, c.iri"
        found = {tuple(row.values()) for row in one.run(query, kinds=[*stances])}
    assert found == expected and len(found) >= 20


class Cut(Exception):  # noqa: N818 - stands for a kill
    """Ends a load in its midst."""


def test_an_interrupted_load_goes_on(bolt: Server, tmp_path: Path) -> None:
    folder = out_folder(tmp_path / "out", [pair(number, HOSTILE[:3]) for number in range(1, 30)])
    target = Target(bolt.url, "root", PASSWORD, "resumed")
    calls: list[int] = []

    def cut(_stage: str, _done: int) -> None:
        calls.append(1)
        if len(calls) == 7:
            raise Cut

    with pytest.raises(Cut):
        load(folder, target, cut)
    assert load(folder, target).skipped == 7
    assert of_database(bolt, "resumed") == of_property_graph(folder)


def test_an_interrupted_load_between_two_others(bolt: Server, changed: tuple[Path, Path]) -> None:
    """One graph, a part of another, the first again: nothing of the other stays, and nothing is taken for sent."""
    before, after = changed
    target = Target(bolt.url, "root", PASSWORD, "swept")
    load(before, target)

    def cut(_stage: str, _done: int) -> None:
        raise Cut

    with pytest.raises(Cut):
        load(after, target, cut)
    again = load(before, target)
    assert not again.unchanged and again.skipped == 0
    assert of_database(bolt, "swept") == of_property_graph(before)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A graph of three articles, and what a later build made of it: one is gone, one lost its title and a name."""
    pairs = [pair(number, [f"Речник {number}", *HOSTILE[:3]]) for number in range(1, 4)]
    folder = tmp_path_factory.mktemp("changed")
    before = out_folder(folder / "before", pairs)
    article, extraction = pair(1, ["Речник 1", *HOSTILE[:2]])
    after = [(replace(article, title=None), extraction), pairs[2]]
    return before, out_folder(folder / "after", after)


@pytest.mark.parametrize("way", ["load", "script", "files"])
def test_a_later_graph_in_place_of_the_first(
    bolt: Server, changed: tuple[Path, Path], tmp_path: Path, way: str
) -> None:
    """What the graph no longer has goes, whichever way it came; the database is as if the first had not been there."""
    before, after = changed
    database = f"changed_{way}"
    target = Target(bolt.url, "root", PASSWORD, database)
    if way == "files":
        export(before, "neo4j", tmp_path / "files")
        fill(bolt, database, *read_files(tmp_path / "files"))
    for folder in (before, after):
        if way == "script":
            run_script(bolt, database, folder, tmp_path)
        else:
            loaded = load(folder, target)
    old, new = of_property_graph(before), of_property_graph(after)
    assert of_database(bolt, database) == new
    gone = len(old[0].keys() - new[0].keys()) + len(old[1].keys() - new[1].keys())
    assert gone > 20 and (way == "script" or (loaded.removed, loaded.held) == (gone, 0))


def test_what_others_put_there_stays(bolt: Server, changed: tuple[Path, Path]) -> None:
    """Nodes, relationships and properties of the user; a node of ours goes when nothing of theirs hangs on it."""
    before, after = changed
    target = Target(bolt.url, "root", PASSWORD, "kept")
    load(before, target)
    old, new = of_property_graph(before), of_property_graph(after)
    (gone,) = (iri for iri in old[0].keys() - new[0].keys() if "/article/" in iri)
    (kept, *_) = (iri for iri in new[0] if "/article/" in iri)
    with session(bolt, "kept") as one:
        mine = "CREATE (n:Note {iri: 'mine', text: 'моє'}) WITH n MATCH (a:Article {iri: $iri}) CREATE (n)-[:OF]->(a)"
        one.run(mine, iri=gone).consume()
        one.run("MATCH (a:Article {iri: $iri}) SET a.mark = 'так'", iri=kept).consume()
    assert load(after, target).held == 1
    nodes, edges = of_database(bolt, "kept")
    assert nodes.pop("mine") == ({"Note"}, {"iri": "mine", "text": "моє"}) and edges.pop(("OF", "mine", gone)) == {}
    assert nodes.pop(gone) == old[0][gone] and nodes[kept][1].pop("mark") == "так"
    assert (nodes, edges) == new
    with session(bolt, "kept") as one:
        one.run("MATCH (:Note)-[r:OF]->() DELETE r").consume()
    assert (loaded := load(after, target)).removed == 1 and loaded.rows == loaded.held == 0
    assert load(after, target).unchanged
    assert load(before, target, keep=True).removed == 0
    assert of_database(bolt, "kept")[0].keys() == old[0].keys() | new[0].keys() | {"mine"}
    assert load(before, target).removed == len(new[0].keys() - old[0].keys()) + len(new[1].keys() - old[1].keys())


def test_graphs_of_two_bases(bolt: Server, changed: tuple[Path, Path], tmp_path: Path) -> None:
    """One stays while the other is loaded, even where the one base begins the other."""
    other = out_folder(tmp_path / "out", [pair(1, HOSTILE[:3])], base=f"{ids.DEFAULT_BASE}more/")
    target = Target(bolt.url, "root", PASSWORD, "bases")
    for folder in (other, *changed):
        load(folder, target)
    ours, theirs = of_property_graph(changed[1]), of_property_graph(other)
    assert of_database(bolt, "bases") == (ours[0] | theirs[0], ours[1] | theirs[1])
    assert load(other, target).unchanged


def test_a_kind_that_changed(bolt: Server) -> None:
    """The stand-in runs the statement but cannot change a node's label, so that a graph of today must not need it."""
    query = kind_query(("Actor", "Person"))
    removed, given = query.split(" REMOVE ")[1].split(" SET ")
    assert set(removed.split(":")[1:]) == set(KINDS) - {"Person"} and given == "n:Person"
    assert kind_query(("Relation",)).endswith("WHERE n:Event REMOVE n:Event")
    assert kind_query(("Relation", "Event")).endswith("WHERE NOT n:Event SET n:Event")
    with session(bolt, "seed_load") as one:
        summary = one.run(query, rows=[{"iri": "https://example.org/nobody"}]).consume()
    assert not summary.counters.contains_updates


def test_command(bolt: Server, built: Path, tmp_path: Path) -> None:
    done = kg("load", str(built), bolt.url, "--database", "command", cwd=tmp_path, **bolt.environ)
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(rf"Loaded into {bolt.url}: \d+ rows\.\n", done.stderr)
    assert of_database(bolt, "command") == of_property_graph(built)
    done = kg("load", str(built), bolt.url, "--database", "command", cwd=tmp_path, **bolt.environ)
    assert done.returncode == 0 and "already" in done.stderr


def test_command_says_what_is_wrong(bolt: Server, built: Path, tmp_path: Path) -> None:
    wrong = {"NEO4J_USERNAME": "root", "NEO4J_PASSWORD": "wrong-password"}
    cases = {
        (str(built), bolt.url): "NEO4J_PASSWORD",
        (str(built), "bolt://127.0.0.1:1"): "is the server running there?",
        (str(built), "http://127.0.0.1:1"): "begins with bolt:// or neo4j://",
        (str(tmp_path / "nothing"), bolt.url): "no graph there",
    }
    for (folder, url), message in cases.items():
        done = kg("load", folder, url, cwd=tmp_path, **wrong)
        assert done.returncode == 1 and message in done.stderr and done.stderr.count("\n") == 1, done.stderr


def test_no_part_of_a_text_is_in_a_statement(hostile: Path) -> None:
    for batch in batches(hostile, 10):
        assert not any(clean(name) in batch.query for name in HOSTILE)


def test_without_the_driver(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "neo4j", None)
    with pytest.raises(ExportError, match="kg-uk\\[neo4j\\]"):
        load(built, Target("bolt://127.0.0.1:1"))


def test_questions_of_the_documentation(bolt: Server, built: Path, root: Path) -> None:
    text = (root / "docs" / "neo4j.md").read_text(encoding="utf-8")
    block = text.split("## Ten questions")[1].split("```cypher\n")[1].split("```")[0]
    questions = dict(re.findall(r"// (\d+) [^\n]+\n(.*?)(?=;\n//|\Z)", block, re.DOTALL))
    assert list(questions) == [str(number) for number in range(1, 11)]
    load(built, Target(bolt.url, "root", PASSWORD, "questions"))
    with session(bolt, "questions") as one:
        answers = {number: one.run(question).data() for number, question in questions.items()}
    assert all(answers.values())
    assert "Alibaba" in [row["denies"] for row in answers["4"]]
    assert ["Financial Times"] in [row["through"] for row in answers["7"]]
