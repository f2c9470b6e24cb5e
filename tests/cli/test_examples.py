"""Every command's help has examples, and every example runs."""

import importlib
import shlex
import shutil
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS
from tests.cli.run import kg

EXAMPLES = [(name, example) for name in COMMANDS for example in importlib.import_module(f"kg.cli.{name}").EXAMPLES]
ELSEWHERE = {"fetch": "needs a server", "load": "needs a running database", "serve": "runs until it is stopped"}
"""Commands whose examples are run by tests of their own."""


@pytest.fixture(scope="module")
def place(seed: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the seed, its graph in `out`, and a gold file."""
    folder = tmp_path_factory.mktemp("examples")
    (folder / "seeds").mkdir()
    shutil.copy(seed, folder / "seeds")
    shutil.copytree(built, folder / "out")
    shutil.copy(folder / "out" / "statements.jsonl", folder / "gold.jsonl")
    shutil.copy(folder / "out" / "statements.jsonl", folder / "statements.jsonl")
    (folder / "story.toml").write_text('[[step]]\ntitle = "Хто звинувачує"\ntext = "…"\n', encoding="utf-8")
    return folder


def test_two_examples_each() -> None:
    assert all(len(importlib.import_module(f"kg.cli.{name}").EXAMPLES) >= 2 for name in COMMANDS)


RUN_HERE = [pair for pair in EXAMPLES if pair[0] not in ELSEWHERE]


@pytest.mark.parametrize(("name", "example"), RUN_HERE, ids=[example for _, example in RUN_HERE])
def test_example(place: Path, name: str, example: str) -> None:
    command = shlex.split(example)[1:]
    if name == "extract" and "-o" in command:
        (place / "statements.jsonl").unlink()
    done = kg(*command, cwd=place)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "uk"])
def test_help_shows_the_examples(tmp_path: Path, name: str, lang: str) -> None:
    done = kg(name, "--help", cwd=tmp_path, KG_LANG=lang)
    assert done.returncode == 0
    first = importlib.import_module(f"kg.cli.{name}").EXAMPLES[0]
    assert first in done.stdout
    assert ("Приклади:" if lang == "uk" else "Examples:") in done.stdout
