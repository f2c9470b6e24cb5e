"""Results in every format, read back by other programs' parsers; hostile text stays data."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import QueryError
from kg.store.results import FORMATS, Result, Term
from tests.graph import sample

TEXT = sample.HOSTILE.replace("\x00", "")
ROWS: tuple[tuple[Term | None, ...], ...] = (
    (NamedNode("https://e.org/x?a=b&c"), Literal(TEXT)),
    (BlankNode("b1"), Literal("слово", language="uk")),
    (None, Literal("3", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
)
RESULT = Result(("one", "two"), ROWS)


def parsed(form: str) -> Any:
    """The result as rdflib reads it."""
    return rdflib.query.Result.parse(io.BytesIO(RESULT.write(form).encode()), format=form)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_terms_come_through(form: str) -> None:
    rows = list(parsed(form))
    assert [str(variable) for variable in parsed(form).vars or ()] == ["one", "two"]
    assert rows[0][0] == rdflib.URIRef("https://e.org/x?a=b&c")
    assert str(rows[0][1]) == TEXT
    assert rows[1][1] == rdflib.Literal("слово", lang="uk")
    assert rows[2][0] is None
    assert rows[2][1] == rdflib.Literal(3)


def test_tsv_is_one_line_a_row() -> None:
    lines = RESULT.write("tsv").rstrip("\n").split("\n")
    assert lines[0] == "?one\t?two"
    assert [line.count("\t") for line in lines] == [1, 1, 1, 1]
    assert lines[2] == '_:b1\t"слово"@uk'
    assert lines[3].startswith("\t")
    assert [str(row[1]) for row in list(parsed("tsv"))[1:]] == ["слово", "3"]


def test_csv_gives_back_the_texts() -> None:
    rows = list(csv.reader(io.StringIO(RESULT.write("csv"), newline="")))
    assert rows[0] == ["one", "two"]
    assert rows[1] == ["https://e.org/x?a=b&c", TEXT]
    assert rows[3] == ["", "3"]


def test_table_has_one_line_a_row_and_no_controls() -> None:
    text = RESULT.write("table")
    lines = text.rstrip("\n").split("\n")
    assert len(lines) == 2 + len(ROWS)
    assert all(line.isprintable() for line in lines)
    long = Result(("x",), ((Literal("я" * 500),),)).write("table")
    assert long.rstrip().endswith("…")


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_an_answer_of_yes_or_no(form: str) -> None:
    text = Result(boolean=True).write(form)
    assert "true" in text
    if form == "json":
        assert json.loads(text)["boolean"] is True
    if form == "xml":
        assert ET.fromstring(text)[1].text == "true"


@pytest.mark.parametrize("form", FORMATS)
def test_triples_are_turtle_in_a_stable_order(form: str) -> None:
    triples = tuple(
        Triple(NamedNode(f"https://e.org/{n}"), NamedNode("https://e.org/p"), Literal(TEXT)) for n in (2, 1)
    )
    text = Result(triples=triples).write(form)
    assert text == Result(triples=triples[::-1]).write(form)
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert {str(value) for value in graph.objects()} == {TEXT}


def test_formats_that_do_not_fit() -> None:
    with pytest.raises(QueryError, match="turtle is for CONSTRUCT"):
        RESULT.write("turtle")
    with pytest.raises(QueryError, match="unknown result format"):
        RESULT.write("pdf")


def test_an_empty_result_has_its_columns() -> None:
    empty = Result(("one",))
    assert empty.write("csv") == "one\r\n"
    assert empty.write("table").split() == ["one", "---"]
    assert json.loads(empty.write("json"))["results"]["bindings"] == []
