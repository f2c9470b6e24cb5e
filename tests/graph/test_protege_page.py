"""The queries of docs/protege.md give answers: SPARQL on the plain profile, DL queries under HermiT."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.export import export
from tests.conftest import missing
from tests.graph import owlapi

SPARQL = re.compile(r"```sparql\n(.*?)```", re.DOTALL)
DL_QUERY = re.compile(r"^\| [^|`]+ \| `([^`]+)` \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "protege.md").read_text(encoding="utf-8")


def test_sparql(page: str, built: Path, tmp_path: Path) -> None:
    export(built, "turtle", tmp_path / "x.ttl")
    store = Store()
    store.load(path=str(tmp_path / "x.ttl"), format=RdfFormat.TURTLE)
    prefixes, *queries = SPARQL.findall(page)
    assert len(queries) == 3
    for query in queries:
        answer = store.query(prefixes + query)
        assert isinstance(answer, QuerySolutions)
        assert list(answer), query


def test_dl_queries(page: str, built: Path, tmp_path: Path) -> None:
    if shutil.which("java") is None or not owlapi.archives():
        missing("no java or no OWL API: see tests/graph/test_owlapi.py")
    rows = DL_QUERY.findall(page)
    assert len(rows) == 6
    export(built, "turtle", tmp_path / "x.ttl")
    command = [sys.executable, owlapi.__file__, "--queries", str(tmp_path / "x.ttl"), *rows]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    counts = json.loads(done.stdout.splitlines()[-1])
    assert all(counts), dict(zip(rows, counts, strict=True))
