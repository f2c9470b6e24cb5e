"""Drafts for fact-checkers and entities for Aleph: complete, without a verdict, by the documented schemata."""

import json
import logging
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.export import export
from kg.export.claimreview import TYPES
from kg.export.lpg import portions
from kg.graph.ontology import ontology_triples
from kg.graph.terms import value
from kg.graph.vocabulary import PREFIXES
from kg.pipeline import Folder

THING = {"name", "alias", "wikidataId", "sourceUrl", "publisher"}
INTERVAL = {"date", "summary", "description", "recordId", "sourceUrl", "proof", "role"}
FTM = {
    "Person": THING,
    "Organization": THING,
    "PublicBody": THING,
    "LegalEntity": THING,
    "Document": THING | {"fileName"},
    "Article": THING | {"title", "fileName", "publishedAt", "language"},
    "Documentation": INTERVAL | {"document", "entity"},
    "Mention": {"document", "resolved", "name", "detectedSchema"},
    "UnknownLink": INTERVAL | {"subject", "object"},
}
"""Schemata of FollowTheMoney 4.11 and those of their properties that are used."""

REQUIRED = {
    "Document": {"fileName"},
    "Article": {"fileName"},
    "Documentation": {"document", "entity"},
    "Mention": {"document", "name"},
    "UnknownLink": {"subject", "object"},
}
REFERENCES = ("document", "entity", "resolved", "proof", "subject", "object")


@pytest.fixture(params=["built", "hostile"])
def out(request: pytest.FixtureRequest) -> Path:
    """The seed's graph, and the hostile one."""
    found: Path = request.getfixturevalue(request.param)
    return found


def entities(path: Path) -> list[dict[str, Any]]:
    """The lines of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_ftm_keeps_to_the_schema(out: Path, tmp_path: Path) -> None:
    export(out, "ftm", tmp_path / "a.json")
    found = entities(tmp_path / "a.json")
    known: dict[str, str] = {}
    for one in found:
        assert set(one) == {"id", "schema", "properties"} and re.fullmatch(
            r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", one["id"]
        )
        assert set(one["properties"]) <= FTM[one["schema"]]
        assert REQUIRED.get(one["schema"], {"name"}) <= set(one["properties"])
        assert all(values and all(isinstance(text, str) for text in values) for values in one["properties"].values())
        assert {end for key in REFERENCES for end in one["properties"].get(key, ())} <= set(known)
        assert one["id"] not in known
        known[one["id"]] = one["schema"]
    resolved = [one["properties"]["resolved"][0] for one in found if one["schema"] == "Mention"]
    assert {known[iri] for iri in resolved} <= {"Person", "Organization", "PublicBody", "LegalEntity"}


def test_ftm_documents_every_statement(built: Path, tmp_path: Path) -> None:
    export(built, "ftm", tmp_path / "a.json")
    (extraction,) = Folder(built).extractions()
    keys = [
        one["properties"]["recordId"][0] for one in entities(tmp_path / "a.json") if one["schema"] == "Documentation"
    ]
    assert sorted(keys) == sorted(f"{extraction.doc}:{one.id}" for one in extraction.statements)


def test_ftm_tells_what_it_leaves_out(built: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kg.export")
    export(built, "ftm", tmp_path / "a.json")
    made = Counter(one["id"].split("-")[1] for one in entities(tmp_path / "a.json"))
    nodes = Counter(one.labels[0].lower() for portion in portions(built) for one in portion.nodes)
    told = {one.split()[0]: int(one.split()[3]) for one in caplog.messages}
    wanted = {f"{name}s": nodes[name] - made[name] for name in ("actor", "statement", "mention", "relation")}
    assert told == {name: count for name, count in wanted.items() if count} and told["actors"] > 0


def test_ftm_links_nobody_by_hearsay(hostile: Path, tmp_path: Path) -> None:
    assert any(one.statement for extraction in Folder(hostile).extractions() for one in extraction.relations)
    export(hostile, "ftm", tmp_path / "a.json")
    assert not [one for one in entities(tmp_path / "a.json") if one["schema"] == "UnknownLink"]


def test_claimreview(out: Path, tmp_path: Path) -> None:
    export(out, "claimreview", tmp_path / "a.jsonld")
    text = (tmp_path / "a.jsonld").read_text(encoding="utf-8")
    assert "reviewRating" not in text
    drafts = json.loads(text)["@graph"]
    claimed = {
        f"{extraction.doc}:{one.id}": one
        for extraction in Folder(out).extractions()
        for one in extraction.statements
        if one.stance == "asserts" and one.content
    }
    assert {draft["identifier"] for draft in drafts} == set(claimed)
    for draft in drafts:
        content = claimed[draft["identifier"]].content
        assert content is not None and len(draft["claimReviewed"]) == len(content.text)
        assert draft["claimReviewed"] == draft["itemReviewed"]["text"]
        assert draft["creativeWorkStatus"] == "Draft" and "author" not in draft


def test_types_of_claimreview_are_those_of_the_alignments() -> None:
    pairs = {(value(one.subject), value(one.object)) for one in ontology_triples("alignments.ttl")}
    classes = {"person": "Person", "organization": "Organization", "state": "State", "media": "MediaOutlet"}
    for kind, name in classes.items():
        own = PREFIXES["kg"] + name
        types = [TYPES[kind]] if isinstance(TYPES[kind], str) else TYPES[kind]
        assert {one.removeprefix(PREFIXES["schema"]) for start, one in pairs if start == own} & {*types}, kind


def test_claimreview_brings_the_answers(built: Path, tmp_path: Path) -> None:
    export(built, "claimreview", tmp_path / "a.jsonld")
    drafts = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))["@graph"]
    answers = [one for draft in drafts for one in draft.get("comment", ())]
    assert "Alibaba" in {one["author"]["name"] for one in answers if "author" in one}
    assert {one["keywords"].split(",")[0] for one in answers} <= {"denies", "confirms", "unverified"}
    based = {draft["itemReviewed"]["isBasedOn"]["name"] for draft in drafts if "isBasedOn" in draft["itemReviewed"]}
    (extraction,) = Folder(built).extractions()
    assert based and based <= {one.name for one in extraction.actors if one.kind == "document"}


def test_claimreview_tells_of_all_that_it_leaves_out(
    built: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "kg.export"):
        export(built, "claimreview", tmp_path / "a.jsonld")
    told = sum(int(record.getMessage().split()[0]) for record in caplog.records)
    text = (tmp_path / "a.jsonld").read_text(encoding="utf-8")
    (extraction,) = Folder(built).extractions()
    absent = [one for one in extraction.statements if f'"{extraction.doc}:{one.id}"' not in text]
    assert absent and told == len(absent)


@pytest.mark.parametrize("form", ["ftm", "claimreview", "csv"])
def test_same_bytes(built: Path, tmp_path: Path, form: str) -> None:
    for target in ("one", "two"):
        export(built, form, tmp_path / target)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
