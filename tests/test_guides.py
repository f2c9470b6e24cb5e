"""The guides do what they say: their files are written, their commands run, their answers compared."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import kg

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"# ([\w/]+\.\w+)\n")


def blocks(page: Path) -> list[tuple[str, str]]:
    """Language and text of each block of a page."""
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def write(folder: Path, text: str) -> bool:
    """Whether the block is a file, named in its first line; then it is written, behind what is there."""
    if not (named := FILE.match(text)):
        return False
    path = folder / named[1]
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text[named.end() :])
    return True


def run(line: str, folder: Path, site: Path) -> str:
    """What a command of a guide prints; it must not fail."""
    if line == "pip install .":
        options = ["--no-build-isolation", "--no-deps", "--no-index", "--target", str(site)]
        command = [sys.executable, "-m", "pip", "install", *options, "."]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    else:
        program, *arguments = shlex.split(line)
        assert program == "kg"
        done = kg(*arguments, cwd=folder, PYTHONPATH=f"{site}:{Path.cwd()}")
    assert done.returncode == 0, f"{line}: {done.stderr}"
    return str(done.stdout)


def test_developers(root: Path, tmp_path: Path) -> None:
    folder, site = tmp_path / "work", tmp_path / "site"
    folder.mkdir()
    printed, compared = "", 0
    for language, text in blocks(root / "docs" / "guide-developers.md"):
        if language == "sh":
            printed = "".join(run(line, folder, site) for line in text.splitlines())
        elif not write(folder, text):
            assert [line for line in text.splitlines() if line not in printed] == []
            compared += 1
    assert compared == 2


def test_the_examples_are_short(root: Path) -> None:
    texts = [text for language, text in blocks(root / "docs" / "guide-developers.md") if language == "python"]
    code = [[line for line in text.splitlines()[1:] if line and "import " not in line] for text in texts]
    assert [len(lines) for lines in code if len(lines) > 12] == []


def test_analysts(root: Path, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    shutil.copy(root / "seeds" / "samples.jsonl", tmp_path / "articles")
    lines = [
        line
        for language, text in blocks(root / "docs" / "guide-analysts.md")
        if language == "sh"
        for line in text.splitlines()
    ]
    printed = {line: run(line, tmp_path, tmp_path) for line in lines}
    assert len(lines) >= 12
    assert "Мостобуд-Захід" in printed["kg query out denials"]
    assert "the coach and a player" in printed["kg judge out"]
    for line in lines:
        if " -o " in line and "build" not in line:
            assert (tmp_path / shlex.split(line)[-1]).stat().st_size


@pytest.mark.parametrize("name", ["guide-analysts.md", "guide-developers.md"])
def test_the_readme_leads_to_them(root: Path, name: str) -> None:
    assert f"(docs/{name})" in (root / "README.md").read_text(encoding="utf-8")
