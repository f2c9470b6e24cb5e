"""The queries of docs/protege.md give answers: SPARQL on the plain profile, DL queries by names that exist."""

import re
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.export import export
from kg.graph.ontology import ontology_labels

SPARQL = re.compile(r"```sparql\n(.*?)```", re.DOTALL)
WORDS = {"and", "or", "some", "value", "inverse", "only", "not", "Alibaba", "Financial Times", "меморандум Білого дому"}


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


def test_dl_queries_use_labels_of_the_ontology(page: str) -> None:
    rows = re.findall(r"^\| [^|`]+ \| `([^`]+)` \|$", page, re.MULTILINE)
    assert len(rows) == 6
    labels = set(ontology_labels("uk").values())
    for row in rows:
        names = {quoted or bare for quoted, bare in re.findall(r"'([^']+)'|([^\s()']+)", row)}
        assert names - WORDS <= labels, row
