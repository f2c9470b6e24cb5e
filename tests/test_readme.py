"""The README's tour runs, its first screen says what must be known first, and its Ukrainian twin keeps in step."""

import re
import shlex
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.run import kg

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
LINK = re.compile(r"\]\(([^)\s]+)\)")
OTHER = {"README.md": "README.uk.md", "README.uk.md": "README.md"}


def tour(root: Path) -> list[list[str]]:
    """The commands of the tour, comments and line breaks left out."""
    text = (root / "README.md").read_text(encoding="utf-8")
    block = text.split("<!-- tour", 1)[1].split("```sh\n", 1)[1].split("```", 1)[0]
    return [shlex.split(line, comments=True) for line in block.splitlines()]


def answers(root: Path) -> dict[str, list[str]]:
    """For each question that the README shows: the words of its answer, which stand in italics."""
    rows = re.findall(r"^\|.*`kg query out ([\w-]+)` \|(.*)\|$", (root / "README.md").read_text(encoding="utf-8"), re.M)
    return {name: re.findall(r"\*([^*]+)\*", text) for name, text in rows}


def test_the_tour_runs(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    commands = tour(root)
    assert len(commands) >= 8
    for command in commands:
        assert command[0] == "kg"
        done = kg(*command[1:], cwd=tmp_path)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout or "-o" in command or command[1] == "validate"
        assert command[1] != "query" or len(done.stdout.splitlines()) > 2, command
    assert len(answers(root)) >= 6
    for name, words in answers(root).items():
        answer = kg("query", "out", name, "--format", "tsv", cwd=tmp_path).stdout
        assert words
        assert [one for one in words if one not in answer] == [], name


@pytest.mark.parametrize("words", ["CC BY-NC-SA 4.0", "MIT", "make demo", "make test"])
def test_the_first_screen_says(root: Path, words: str) -> None:
    first = "\n".join((root / "README.md").read_text(encoding="utf-8").splitlines()[:25])
    assert words in first


def sections(root: Path, name: str) -> list[str]:
    """The parts of a README, cut at its headings; the links between the two made the same."""
    text = (root / name).read_text(encoding="utf-8").replace(f"({OTHER[name]})", "(twin)")
    return re.split(r"^(?=#)", text, flags=re.M)[1:]


def held(section: str) -> dict[str, object]:
    """What both languages must have: level of heading, commands, figures, links, tables, names in code."""
    blocks = BLOCK.findall(section)
    prose = BLOCK.sub("", section)
    return {
        "level": len(section) - len(section.lstrip("#")),
        "commands": [(kind, [shlex.split(line, comments=True) for line in text.splitlines()]) for kind, text in blocks],
        "figures": Counter(one.replace(",", ".") for one in NUMBER.findall(prose)),
        "links": LINK.findall(prose),
        "rows": [line.count("|") for line in section.splitlines() if line.startswith("|")],
        "answers": [re.findall(r"\*([^*]+)\*", line) for line in section.splitlines() if line.startswith("|")],
        "code": Counter(re.findall(r"`[^`]+`", prose.replace("\n", " "))) - Counter(["`KG_LANG=uk`"]),
    }


def test_the_ukrainian_readme_keeps_in_step(root: Path) -> None:
    english, ukrainian = sections(root, "README.md"), sections(root, "README.uk.md")
    assert len(english) == len(ukrainian) >= 8
    for one, other in zip(english, ukrainian, strict=True):
        assert held(one) == held(other), one.splitlines()[0]
