"""Every Cypher statement that is shipped or written is right by Neo4j's own grammar, in Cypher 5 and Cypher 25."""

import re
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


def errors(statements: list[str]) -> list[dict[str, Any]]:
    """The errors found in the statements."""
    findings: list[dict[str, Any]] = run("lint-cypher.mjs", statements)
    return [one for one in findings if one["severity"] == ERROR]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with hostile names."""
    return out_folder(tmp_path_factory.mktemp("lint") / "out", [pair(1, HOSTILE)])


def test_planted_errors_are_found() -> None:
    found = errors([*PLANTED])
    for version in ("CYPHER 5", "CYPHER 25"):
        assert {one["place"] for one in found if one["version"] == version} == set(range(len(PLANTED)))


def test_statements_of_the_loader(out: Path) -> None:
    statements = sorted({batch.query for batch in batches(out, 1000)})
    assert len(statements) > 20
    assert errors([*CONSTRAINTS, *INDEXES, STATE, READ, WRITE, *REMOVE, HELD_NODES, *statements]) == []


def test_script(out: Path, tmp_path: Path) -> None:
    export(out, "cypher", tmp_path / "a.cypher")
    statements = (tmp_path / "a.cypher").read_text(encoding="utf-8").split(";\n")[:-1]
    assert len(statements) > 30
    assert errors(statements) == []


def test_statements_of_the_documentation(root: Path) -> None:
    text = (root / "docs" / "neo4j.md").read_text(encoding="utf-8")
    statements = [one for block in re.findall(r"```cypher\n(.*?)```", text, re.DOTALL) for one in block.split(";\n")]
    statements = [one for one in statements if one.strip()]
    assert len(statements) >= 10
    assert [one for one in errors(statements) if "procedure" not in one["message"].lower()] == []
