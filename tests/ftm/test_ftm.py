"""What is written for Aleph and OpenSanctions is right by FollowTheMoney's own model, and its own tool reads it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kg.export import export
from kg.export.ftm import address
from tests.export.made import HOSTILE, out_folder, pair

FOLDER = Path(__file__).parent


@pytest.fixture(scope="module")
def programs() -> Path:
    """The folder of the environment's programs; skips where it could not be made, in continuous integration too."""
    folder = FOLDER / ".venv" / "bin"
    if not (FOLDER / ".venv" / "complete").is_file():
        pytest.skip("followthemoney is not installed (it builds PyICU): run tests/fetch-tools PYTHON")
    return folder


def check(programs: Path, lines: str) -> list[Any]:
    """What FollowTheMoney's model finds wrong with the entities."""
    command = [str(programs / "python"), str(FOLDER / "check.py")]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of hostile names, one of whose articles has an address that is none."""
    return out_folder(tmp_path_factory.mktemp("ftm") / "out", [pair(1, HOSTILE), pair(2, HOSTILE[:3])])


@pytest.mark.parametrize("source", ["built", "hostile"])
def test_entities(request: pytest.FixtureRequest, programs: Path, tmp_path: Path, source: str) -> None:
    export(request.getfixturevalue(source), "ftm", tmp_path / "a.json")
    lines = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert check(programs, lines) == []
    command = [str(programs / "ftm"), "validate", "-i", str(tmp_path / "a.json"), "-o", str(tmp_path / "b.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "error" not in done.stderr.lower(), done.stderr
    given, read = ([json.loads(line) for line in text.splitlines()] for text in (lines, _text(tmp_path / "b.json")))
    assert [one["id"] for one in read] == [one["id"] for one in given]
    assert [set(one["properties"]) for one in read] == [set(one["properties"]) for one in given]


ADDRESSES = {
    "https://localhost/x": "https://localhost/x",
    "https://news.example": "https://news.example/",
    "HTTPS://News.Example/А?б=в г#д": "https://News.Example/А?б=в г#д",
    " http://приклад.укр/а;б ": "http://приклад.укр/а;б",
    "http://user:word@news.example:80/x": "http://user:word@news.example:80/x",
    "http://127.0.0.1:8000/": "http://127.0.0.1:8000/",
    "https://[::1]/x": "https://[::1]/x",
    "https://news.example./x?": "https://news.example./x",
    "http://user@a.b": None,
    "http://news.example:port/": None,
    "http://news.example:99999/": None,
    "http://news example.org/": None,
    "http://news..example/": None,
    "http://-_.example": None,
    "http://1.2/": None,
    "https://[::1/x": None,
    "https:///x": None,
    "http://": None,
    "ніде": None,
}
"""What FollowTheMoney makes of an address."""


@pytest.mark.parametrize("text", ADDRESSES)
def test_addresses(text: str) -> None:
    assert address(text) == ADDRESSES[text]


def test_addresses_are_those_of_its_own_type(programs: Path) -> None:
    code = (
        "import json, sys; from followthemoney import registry; "
        "print(json.dumps({one: registry.url.clean(one) for one in json.load(sys.stdin)}))"
    )
    command = [str(programs / "python"), "-c", code]
    done = subprocess.run(command, input=json.dumps(list(ADDRESSES)), capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ADDRESSES


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "entity",
    [
        {"id": "kg-1", "schema": "Nobody", "properties": {}},
        {"id": "kg-1", "schema": "Mention", "properties": {"document": ["kg-a_b"], "name": ["а"]}},
        {"id": "kg-1", "schema": "Person", "properties": {"name": ["а"], "flavour": ["б"]}},
        {"id": "kg-1", "schema": "Person", "properties": {"name": ["а"], "sourceUrl": ["ніде"]}},
    ],
)
def test_what_is_wrong_is_found(programs: Path, entity: dict[str, Any]) -> None:
    assert check(programs, json.dumps(entity)) != []
