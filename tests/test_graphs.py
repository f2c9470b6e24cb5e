"""An open graph in Python: every form of query, numbers as numbers, wrong arguments as errors that say so."""

import datetime
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import QueryError
from kg.model import Article


@pytest.fixture(scope="module")
def graph(built: Path) -> kg.Graph:
    """The seed's."""
    return kg.open_graph(built)


def test_queries_of_every_form(graph: kg.Graph) -> None:
    assert [graph.query(f"ASK {{ ?s a kg:{name} }}").rows for name in ("Statement", "Nothing")] == [
        [{"answer": True}],
        [{"answer": False}],
    ]
    (statement,) = graph.query("SELECT ?s { ?s a kg:Statement } ORDER BY ?s LIMIT 1")
    described = graph.query(f"DESCRIBE <{statement['s']}>")
    assert described.columns == ("subject", "predicate", "object")
    assert len(described) > 5 and {row["subject"] for row in described} == {statement["s"]}
    made = graph.query("CONSTRUCT { ?s a kg:Made } WHERE { ?s a kg:Statement }")
    assert len(made) == len(graph.statements()) > 0
    assert "<td>True</td>" in graph.query("ASK {}")._repr_html_()


def test_measures_are_numbers(graph: kg.Graph) -> None:
    first = graph.measures().rows[0]
    assert {type(first[key]) for key in ("said", "denied", "community")} == {int}
    assert {type(first[key]) for key in ("pagerank", "betweenness")} == {float}
    assert f"<td>{first['pagerank']}</td>" in graph.measures()._repr_html_()


@pytest.mark.parametrize("wrong", [None, 5, b"ASK {}"])
def test_queries_that_are_no_text(graph: kg.Graph, wrong: Any) -> None:
    with pytest.raises(QueryError, match="a query must be text"):
        graph.query(wrong)
    with pytest.raises(QueryError, match="claims-about: the parameter actor must be text, not"):
        graph.ask("claims-about", actor=wrong)


def test_days_of_articles() -> None:
    days = [Article("a", "т", date).day for date in ("2025-01-02T10:00", "5 травня", None, 5)]  # type: ignore[arg-type]
    assert days == [datetime.date(2025, 1, 2), None, None, None]
