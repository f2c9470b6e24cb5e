"""Imports run one way, the public surface is what it is, and nothing heavy is imported at the start."""

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

RANKS = {
    "errors": 0,
    "ids": 0,
    "interrupts": 0,
    "kept": 0,
    "built": 0,
    "model": 1,
    "data": 1,
    "config": 1,
    "scale": 1,
    "ingest": 2,
    "nlp": 2,
    "extract": 3,
    "fetch": 3,
    "resolve": 4,
    "graph": 5,
    "store": 6,
    "view": 7,
    "pipeline": 8,
    "export": 9,
    "evaluate": 9,
    "graphs": 10,
    "serve": 11,
    "cli": 12,
    "__main__": 13,
}
"""A room imports rooms of lower rank alone, and itself."""

PACKAGE = Path(kg.__file__).parent
HEAVY = (
    "spacy",
    "numpy",
    "rdflib",
    "pyoxigraph",
    "networkx",
    "onnxruntime",
    "pymorphy3",
    "pyvis",
    "jinja2",
    "igraph",
    "ray",
)


def imports(path: Path) -> Iterator[str]:
    """Rooms of `kg` that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[1] for name in node.names if name.name.startswith("kg."))
        elif isinstance(node, ast.ImportFrom) and node.module == "kg":
            yield from (name.name for name in node.names if name.name in RANKS)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg."):
            yield str(node.module).split(".")[1]


def room_of(path: Path) -> str:
    """The room that a module of the package stands in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def test_every_room_has_a_rank() -> None:
    assert {room_of(path) for path in MODULES} <= set(RANKS)


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    wrong = {other for other in imports(path) if other != room and RANKS[other] >= RANKS[room]}
    assert not wrong, f"{room} may not import {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_public_surface() -> None:
    assert sorted(kg.__all__) == [
        "Graph",
        "Options",
        "__version__",
        "build_graph",
        "find_statements",
        "list_mistakes",
        "load_analyzer",
        "open_graph",
        "read_articles",
        "read_gold",
        "score",
        "to_networkx",
    ]
    assert all(getattr(kg, name) for name in kg.__all__)
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


@pytest.mark.parametrize("module", ["kg", "kg.cli", "kg.cli.build", "kg.cli.query"])
def test_nothing_heavy_at_the_start(module: str) -> None:
    code = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_functions_are_short() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    functions = [
        (f"{path.relative_to(PACKAGE)}: {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    assert [name for name, lines in functions if lines > 40] == []
    assert statistics.median(lines for _, lines in functions) <= 13
