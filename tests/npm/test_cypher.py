"""Every Cypher statement that is shipped or written is right by Neo4j's own grammar, in Cypher 5 and Cypher 25."""

import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from kg.export import export
from kg.export.bolt import READ, REMOVE, STATE, WRITE
from kg.export.lpg_batches import CONSTRAINTS, HELD_NODES, INDEXES, batches
from tests.export.made import HOSTILE, out_folder, pair
from tests.npm.node import run

ERROR = 1

PLANTED = (
    "MATCH (n:Actor RETURN n",
    "MATCH (n) RETURN m",
    "UNWIND [{iri: 'а'б'}] AS row RETURN row",
    "CREATE CONSTRAINT ON (n:Actor) ASSERT n.iri IS UNIQUE",
    "UNWIND $rows AS row MERGE (n:Actor {iri: row.iri} SET n += row",
    "MATCH (a)-[r:SAID]->(b) SET r += ",
)
"""Statements with one fault each."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with hostile names."""
    return out_folder(tmp_path_factory.mktemp("lint") / "out", [pair(1, HOSTILE)])


def loader(out: Path) -> list[str]:
    """What `kg load` sends to a server."""
    sent = sorted({batch.query for batch in batches(out, 1000)})
    assert len(sent) > 20
    return [*CONSTRAINTS, *INDEXES, STATE, READ, WRITE, *REMOVE, HELD_NODES, *sent]


def script(out: Path) -> list[str]:
    """The statements of an exported script."""
    export(out, "cypher", out.parent / "a.cypher")
    found = (out.parent / "a.cypher").read_text(encoding="utf-8").split(";\n")[:-1]
    assert len(found) > 30
    return found


def documentation(root: Path) -> list[str]:
    """The statements of docs/neo4j.md."""
    text = (root / "docs" / "neo4j.md").read_text(encoding="utf-8")
    found = [one for block in re.findall(r"```cypher\n(.*?)```", text, re.DOTALL) for one in block.split(";\n")]
    found = [one for one in found if one.strip()]
    assert len(found) >= 10
    return found


@pytest.fixture(scope="module")
def errors(out: Path, root: Path) -> dict[str, list[dict[str, Any]]]:
    """The errors found in each group of statements; one run of the linter, which takes its time to start."""
    groups = {
        "planted": [*PLANTED],
        "loader": loader(out),
        "script": script(out),
        "documentation": documentation(root),
    }
    findings: list[dict[str, Any]] = run("lint-cypher.mjs", list(chain(*groups.values())))
    found, first = {}, 0
    for name, statements in groups.items():
        places = range(first, first + len(statements))
        found[name] = [one for one in findings if one["severity"] == ERROR and one["place"] in places]
        first = places.stop
    return found


def test_planted_errors_are_found(errors: dict[str, list[dict[str, Any]]]) -> None:
    for version in ("CYPHER 5", "CYPHER 25"):
        found = {one["place"] for one in errors["planted"] if one["version"] == version}
        assert found == set(range(len(PLANTED)))


@pytest.mark.parametrize("group", ["loader", "script"])
def test_what_is_sent_and_written_is_right(errors: dict[str, list[dict[str, Any]]], group: str) -> None:
    assert errors[group] == []


def test_the_documentation_is_right(errors: dict[str, list[dict[str, Any]]]) -> None:
    assert [one for one in errors["documentation"] if "procedure" not in one["message"].lower()] == []
