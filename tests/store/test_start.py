"""What asking a graph imports: nothing that analyses language, draws or validates; so `kg query` starts at once."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("igraph", "networkx", "numpy", "onnxruntime", "pymorphy3", "pyshacl", "rdflib", "spacy", "thinc", "torch")
CLI = "from kg.cli.main import _run; _run(['query', {out!r}, 'denials'])"


@pytest.mark.parametrize("code", ["import kg.store", "from kg.pipeline import Folder", "import kg.export.rdf", CLI])
def test_nothing_heavy(code: str, built: Path) -> None:
    tail = f"; import sys; print('loaded', *[name for name in {HEAVY!r} if name in sys.modules])"
    command = [sys.executable, "-c", code.format(out=str(built)) + tail]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == ["loaded"]
