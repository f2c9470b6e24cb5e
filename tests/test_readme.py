"""The README's tour runs, and its first screen says what must be known first."""

import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.run import kg


def tour(root: Path) -> list[list[str]]:
    """The commands of the tour, comments and line breaks left out."""
    text = (root / "README.md").read_text(encoding="utf-8")
    block = text.split("<!-- tour", 1)[1].split("```sh\n", 1)[1].split("```", 1)[0]
    return [shlex.split(line, comments=True) for line in block.splitlines()]


def test_the_tour_runs(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    commands = tour(root)
    assert len(commands) >= 8
    for command in commands:
        assert command[0] == "kg"
        done = kg(*command[1:], cwd=tmp_path)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout or "-o" in command or command[1] == "validate"


@pytest.mark.parametrize("words", ["CC BY-NC-SA 4.0", "MIT", "make demo", "make test"])
def test_the_first_screen_says(root: Path, words: str) -> None:
    first = "\n".join((root / "README.md").read_text(encoding="utf-8").splitlines()[:25])
    assert words in first
