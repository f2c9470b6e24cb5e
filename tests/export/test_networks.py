"""Network files: read back as they are read elsewhere, counted against the statements, hostile names as data."""

import csv
import io
import itertools
import json
import logging
import re
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.errors import ExportError
from kg.export import export, looks
from kg.export.cytoscape import cytoscape_lines
from kg.export.gexf import gexf_lines
from kg.export.graphml import graphml_lines
from kg.export.looks import colours
from kg.export.lpg import portions
from kg.export.network import LINKS, Level, Network, to_networkx
from kg.export.table import guarded
from kg.export.words import stance
from kg.graph.terms import clean
from kg.model import Kind, Stance
from kg.pipeline import Folder
from tests.export.made import HOSTILE

LEVELS: list[Level] = ["full", "actors"]


@pytest.fixture(params=["built", "hostile"])
def out(request: pytest.FixtureRequest) -> Path:
    """The seed's graph, and the hostile one."""
    found: Path = request.getfixturevalue(request.param)
    return found


def name(form: str, level: Level) -> str:
    """The format's name on the command line."""
    return form if level == "full" else f"{form}-actors"


def test_the_full_network_has_every_statement(out: Path) -> None:
    graph = to_networkx(out)
    statements = [one for extraction in Folder(out).extractions() for one in extraction.statements]
    assert sum(data["kind"] == "statement" for _, data in graph.nodes(data=True)) == len(statements)
    stances = Counter(data["stance"] for _, data in graph.nodes(data=True) if data["kind"] == "statement")
    assert stances == Counter(one.stance.value for one in statements)
    kinds = Counter(data["kind"] for *_, data in graph.edges(data=True))
    assert kinds["said"] == len(statements)
    assert kinds["targets"] == sum(len(one.denies) for one in statements)
    assert kinds["relays"] == sum(len(set(one.via)) for one in statements)
    assert set(kinds) <= {kind for kind, _ in LINKS.values()}
    assert not list(nx.isolates(graph))


def test_the_actors_network_weighs_statements(built: Path) -> None:
    graph = to_networkx(built, "actors")
    labels = {data["label"]: key for key, data in graph.nodes(data=True)}
    denials = [data for *_, data in graph.out_edges(labels["Alibaba"], data=True) if data["kind"] == "denies"]
    edge = max(denials, key=lambda data: data["weight"])
    assert edge["weight"] == len(edge["statements"].split("; ")) >= 1
    assert edge["label"] == "заперечує" and edge["dateFrom"] == edge["dateTo"] == "2025-11-15"
    (extraction,) = Folder(built).extractions()
    assert sum(data["weight"] for _, data in graph.nodes(data=True)) == len(extraction.statements)
    assert {data["kind"] for _, data in graph.nodes(data=True)} <= {kind.value for kind in Kind}


def test_unknown_level(built: Path) -> None:
    with pytest.raises(ExportError, match="use full or actors"):
        to_networkx(built, "everything")  # type: ignore[arg-type]


@pytest.mark.parametrize("level", LEVELS)
def test_of_an_open_graph_and_of_its_folder(built: Path, level: Level) -> None:
    of_graph, of_folder = kg.to_networkx(kg.open_graph(built), level), kg.to_networkx(built, level)
    wanted = to_networkx(built, level)
    assert wanted
    for one in (of_graph, of_folder):
        assert nx.utils.graphs_equal(one, wanted)


@pytest.mark.parametrize("level", LEVELS)
def test_graphml_is_what_networkx_writes(out: Path, tmp_path: Path, level: Level) -> None:
    export(out, name("graphml", level), tmp_path / "a.graphml")
    nx.write_graphml_xml(
        to_networkx(out, level), tmp_path / "b.graphml", edge_id_from_attribute="edgeId", infer_numeric_types=True
    )
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()


def chain(names: Sequence[str]) -> Network:
    """A network of actors of these names, each linked to the next."""
    actor = {"kind": "person", "weight": 1.0}
    edge = {"kind": "denies", "label": "заперечує", "weight": 1.0}
    return Network(
        len(names),
        lambda: ((one, {"label": one, **actor}) for one in names),
        lambda: ((*ends, {"edgeId": f"e{ends[0]}", **edge}) for ends in itertools.pairwise(names)),
    )


def test_networks_of_nothing(tmp_path: Path) -> None:
    nx.write_graphml_xml(nx.MultiDiGraph(), tmp_path / "a.graphml")
    assert "".join(graphml_lines(chain(()))).encode() == (tmp_path / "a.graphml").read_bytes()
    assert not nx.read_gexf(io.BytesIO("".join(gexf_lines(chain(()))).encode()))
    assert not nx.cytoscape_graph(json.loads("".join(cytoscape_lines(chain(()), "kg"))))


def test_hostile_ids_come_back() -> None:
    names = [clean(one) for one in (*HOSTILE, "'a' \"b\"\t<c> & d\n")]
    ends = list(itertools.pairwise(names))
    back = nx.read_graphml(io.BytesIO("".join(graphml_lines(chain(names))).encode()), force_multigraph=True)
    assert list(back) == names and list(back.edges(keys=True)) == [(*pair, f"e{pair[0]}") for pair in ends]
    back = nx.read_gexf(io.BytesIO("".join(gexf_lines(chain(names))).encode()))
    assert list(back) == names and list(back.edges()) == ends
    assert [data["id"] for *_, data in back.edges(data=True)] == [f"e{one}" for one, _ in ends]
    back = nx.cytoscape_graph(json.loads("".join(cytoscape_lines(chain(names), "kg"))))
    assert list(back) == names and list(back.edges()) == ends


def test_attributes_of_ids_are_as_networkx_writes_them() -> None:
    names, graph = [clean(one) for one in HOSTILE], nx.MultiDiGraph()
    graph.add_nodes_from(chain(names).nodes())
    for start, end, data in chain(names).edges():
        graph.add_edge(start, end, data["kind"], **data)
    made = io.BytesIO()
    nx.write_graphml_xml(graph, made, edge_id_from_attribute="edgeId")
    assert "".join(graphml_lines(chain(names))).encode() == made.getvalue()


@pytest.mark.parametrize("level", LEVELS)
def test_graphml_comes_back(out: Path, tmp_path: Path, level: Level) -> None:
    export(out, name("graphml", level), tmp_path / "a.graphml")
    back, there = nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True), to_networkx(out, level)
    assert dict(back.nodes(data=True)) == dict(there.nodes(data=True))
    assert Counter(map(str, back.edges(data="kind"))) == Counter(map(str, there.edges(data="kind")))
    root = ElementTree.parse(tmp_path / "a.graphml").getroot()
    keys = [(key.get("for"), key.get("attr.name")) for key in root.iter() if key.tag.endswith("}key")]
    assert len(set(keys)) == len(keys), "an attribute with two types"
    types = {key.get("attr.name"): key.get("attr.type") for key in root.iter() if key.tag.endswith("}key")}
    assert types["weight"] == "double"


@pytest.mark.parametrize("level", LEVELS)
def test_gexf_comes_back(out: Path, tmp_path: Path, level: Level) -> None:
    export(out, name("gexf", level), tmp_path / "a.gexf")
    back, there = nx.read_gexf(tmp_path / "a.gexf"), to_networkx(out, level)
    assert {key: data["label"] for key, data in back.nodes(data=True)} == dict(there.nodes(data="label"))
    assert back.number_of_edges() == there.number_of_edges()
    assert sorted(data["weight"] for *_, data in back.edges(data=True)) == sorted(
        data["weight"] for *_, data in there.edges(data=True)
    )
    for key, data in back.nodes(data=True):
        assert {"color", "position", "size"} == set(data.pop("viz"))
        assert data.pop("start", None) == data.get("date") and data == there.nodes[key]
    for start, end, data in back.edges(data=True):
        (edge,) = (one for one in there[start][end].values() if one["edgeId"] == data["id"])
        assert {name: data.get(name) for name in edge} == edge | {"edgeId": None}
        assert (data.get("start"), data.get("end")) == (edge.get("dateFrom"), edge.get("dateTo"))
    text = (tmp_path / "a.gexf").read_text(encoding="utf-8")
    assert 'mode="dynamic"' in text and 'timeformat="date"' in text
    assert re.search(r' start="\d{4}-\d\d-\d\d"', text)
    assert time.strftime("%Y-%m-%d") not in text


@pytest.mark.parametrize("level", LEVELS)
def test_cytoscape_comes_back(out: Path, tmp_path: Path, level: Level) -> None:
    export(out, name("cytoscape", level), tmp_path / "a.cyjs")
    data = json.loads((tmp_path / "a.cyjs").read_text(encoding="utf-8"))
    back, there = nx.cytoscape_graph(data), to_networkx(out, level)
    assert back.number_of_edges() == there.number_of_edges()
    assert {key: one["shared name"] for key, one in back.nodes(data=True)} == dict(there.nodes(data="label"))
    assert all("position" in node for node in data["elements"]["nodes"])
    assert all(edge["data"]["interaction"] == edge["data"]["kind"] for edge in data["elements"]["edges"])


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", ["graphml", "gexf", "cytoscape"])
def test_same_bytes(built: Path, tmp_path: Path, form: str, level: Level) -> None:
    for target in ("one", "two"):
        export(built, name(form, level), tmp_path / target)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("form", ["graphml", "gexf", "cytoscape"])
def test_hostile_names_are_data(hostile: Path, tmp_path: Path, form: str) -> None:
    export(hostile, form, tmp_path / "a")
    if form == "cytoscape":
        back = nx.cytoscape_graph(json.loads((tmp_path / "a").read_text(encoding="utf-8")))
    else:
        back = nx.read_gexf(tmp_path / "a") if form == "gexf" else nx.read_graphml(tmp_path / "a")
    found = {data["label"] for _, data in back.nodes(data=True)}
    assert {clean(one).replace("\r", " ") for one in HOSTILE} <= found


def test_what_is_left_out_is_told(built: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kg.export")
    export(built, "gexf-actors", tmp_path / "a")
    known = sum(one.labels[0] == "Actor" for portion in portions(built) for one in portion.nodes)
    count = known - len(to_networkx(built, "actors"))
    assert count and caplog.messages[0].startswith(f"{count} actors who neither speak nor are spoken of left out")
    caplog.clear()
    names = [str(number) for number in range(looks.PLACED + 1)]
    assert "viz:position" not in "".join(gexf_lines(chain(names)))
    assert [one.split(":")[0] for one in caplog.messages] == ["positions left out"]


def test_every_kind_and_stance_has_a_colour() -> None:
    assert {*(kind.value for kind in Kind), *(stance.value for stance in Stance), "claim"} <= set(colours())


def test_the_example_of_the_documentation(root: Path, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (root / "docs" / "networks.md").read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    exec(code.replace('"out"', repr(str(built))), {})
    said = capsys.readouterr().out
    assert any(f" {stance(kind)} " in said for kind in (*(one.value for one in Stance), "relays"))


def test_the_table_of_measures_has_every_actor_of_the_network(built: Path, tmp_path: Path) -> None:
    export(built, "measures", tmp_path / "a.csv")
    found = list(csv.DictReader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines(), strict=True))
    graph = to_networkx(built, "actors")
    assert sorted(row["iri"] for row in found) == sorted(data["iri"] for _, data in graph.nodes(data=True))
    ranks = [float(row["pagerank"]) for row in found]
    assert ranks == sorted(ranks, reverse=True)
    alibaba = next(row for row in found if row["actor"] == "Alibaba")
    denied = next(row for row in found if row["actor"] == "меморандум Білого дому")
    assert int(alibaba["denies"]) >= 1 and int(denied["denied"]) >= 2


def test_measures_run_no_formula(hostile: Path, tmp_path: Path) -> None:
    export(hostile, "measures", tmp_path / "a.csv")
    cells = [
        cell for row in csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"), newline="")) for cell in row
    ]
    assert cells and [guarded(cell) for cell in cells] == cells
