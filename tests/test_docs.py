"""The documentation: everything that a user can say is in it, generated pages are current, links lead somewhere."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest

import kg
from kg.cli.main import COMMANDS
from kg.cli.main import kg as group
from kg.config import Settings
from kg.evaluate import LEVELS
from kg.export import FORMATS
from kg.graph.questions import catalogue
from kg.ingest import suffixes

SKIPPED = {"node_modules", "out", "dist", "build"}
LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
CODE = re.compile(r"^```.*?^```$", re.M | re.S)


def commands() -> dict[str, click.Command]:
    """Every command by its name."""
    return {name: found for name in COMMANDS if (found := group.get_command(click.Context(group), name))}


def options(command: click.Command) -> set[str]:
    """Everything with a dash that the command takes."""
    return {
        text for one in command.params if isinstance(one, click.Option) for text in (*one.opts, *one.secondary_opts)
    }


@pytest.fixture(scope="module")
def reference(root: Path) -> str:
    """The reference of commands."""
    return (root / "docs" / "commands.md").read_text(encoding="utf-8")


def test_the_reference_is_current(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(root / "tools" / "commands_page.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_and_options(reference: str, name: str) -> None:
    section = reference.split(f"\n## kg {name}\n", 1)[1].split("\n## ", 1)[0]
    assert [
        one for one in options(commands()[name]) if not re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", section)
    ] == []
    assert [one for one in commands()[name].params if isinstance(one, click.Option) and not one.help] == []


@pytest.mark.parametrize("one", catalogue(), ids=[one.name for one in catalogue()])
def test_questions(reference: str, root: Path, one: object) -> None:
    name = one.name  # type: ignore[attr-defined]
    assert f"| `{name}` |" in reference
    assert f"`{name}`" in (root / "docs" / "guide-analysts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [one.name for one in fields(Settings)])
def test_settings(reference: str, name: str) -> None:
    assert f"| `{name}` | `KG_{name.upper()}` |" in reference


def test_environment(root: Path, reference: str) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (root / "kg").rglob("*.py"))
    names = set(re.findall(r"\b(?:KG|NEO4J|STANZA)_[A-Z_]*[A-Z]\b", code))
    assert names
    assert [name for name in names if f"`{name}" not in reference] == []


def test_formats_and_suffixes(root: Path) -> None:
    page = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [one for one in suffixes() if f"`{one}`" not in page] == []
    assert [one for one in FORMATS if not one.endswith("-actors") and f"`{one}`" not in page] == []


def test_levels(root: Path) -> None:
    page = (root / "docs" / "quality.md").read_text(encoding="utf-8")
    assert [level for level in LEVELS if f"`{level}`" not in page] == []


def test_public_names(root: Path) -> None:
    page = (root / "docs" / "guide-developers.md").read_text(encoding="utf-8")
    methods = {name for name in vars(kg.Graph) if not name.startswith("_")}
    options = {one.name for one in fields(kg.Options)}
    said = set(re.findall(r"\w+", page.split("\n## Python\n", 1)[1]))
    assert {*kg.__all__, *methods, *options} - said - {"__version__"} == set()


def documents(root: Path) -> list[Path]:
    """All Markdown files of the project."""
    found = (path for path in root.rglob("*.md") if not path.is_symlink())
    parts = ((path, path.relative_to(root).parts) for path in found)
    return sorted(path for path, names in parts if not any(one in SKIPPED or one.startswith(".") for one in names))


def anchors(path: Path) -> set[str]:
    """What may stand behind # in a link to the file."""
    headings = HEADING.findall(CODE.sub("", path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def test_links_lead_somewhere(root: Path) -> None:
    pages = documents(root)
    assert root / "README.md" in pages
    assert root / "docs" / "commands.md" in pages
    broken = []
    for path in pages:
        for target in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
            name, _, anchor = target.partition("#")
            if name.startswith(("http://", "https://", "mailto:")):
                continue
            leads = (path.parent / name).resolve() if name else path
            if not leads.exists() or (anchor and leads.suffix == ".md" and anchor not in anchors(leads)):
                broken.append(f"{path.relative_to(root)}: {target}")
    assert not broken
