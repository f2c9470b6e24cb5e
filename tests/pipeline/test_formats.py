"""The lines of a build keep to the published JSON Schemas, and these to the model."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kg.built import KEPT, MADE
from kg.model import Act, CueKind, Extraction, Kind, MentionType, QuoteType, SourceClass, Stance
from kg.pipeline import Folder

NAMES = ("articles", "statements", "errors")
ENUMS = {
    "stance": Stance,
    "act": Act,
    "quote": QuoteType,
    "cue_kind": CueKind,
    "source_class": SourceClass,
}


@pytest.fixture(scope="module")
def schemas(root: Path) -> dict[str, Any]:
    """The schemas by the name of their file."""
    return {name: json.loads((root / "docs" / "schema" / f"{name}.schema.json").read_text("utf-8")) for name in NAMES}


def test_schemas_are_schemas(schemas: dict[str, Any]) -> None:
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_line_is_valid(schemas: dict[str, Any], built: Path) -> None:
    for name, schema in schemas.items():
        validator = jsonschema.Draft202012Validator(schema)
        for line in (built / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            validator.validate(json.loads(line))


def test_an_error_is_valid(schemas: dict[str, Any]) -> None:
    from kg.pipeline import ArticleError

    jsonschema.validate(ArticleError("a.txt", "holds no text").to_json(), schemas["errors"])


def test_members_are_those_of_the_model(schemas: dict[str, Any]) -> None:
    parts = schemas["statements"]["$defs"]
    for key, enum in ENUMS.items():
        given = [one for one in parts["statement"]["properties"][key]["enum"] if one is not None]
        assert given == [one.value for one in enum]
    assert parts["actor"]["properties"]["kind"]["enum"] == [one.value for one in Kind]
    assert parts["mention"]["properties"]["type"]["enum"] == [one.value for one in MentionType]


def test_a_line_of_gold_reads_back(built: Path) -> None:
    for one in Folder(built).extractions():
        assert Extraction.from_json(one.to_json()) == one


def test_every_file_and_key_is_documented(schemas: dict[str, Any], root: Path) -> None:
    text = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    assert not [name for name in (*MADE, *KEPT) if f"`{name}" not in text]
    keys = {*schemas["articles"]["properties"], *schemas["statements"]["properties"]}
    keys |= {key for part in schemas["statements"]["$defs"].values() for key in part["properties"]}
    assert not [key for key in sorted(keys) if f"`{key}`" not in text]
