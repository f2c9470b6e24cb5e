"""Every notebook runs from top to bottom, shows what it says, uses the public API alone, is stored without outputs."""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
INNER = re.compile(r"from kg\.|import kg\.|\bkg\._|from kg import")

SHOWN = {
    "01_first_graph": ["відкинула звинувачення", "<iframe srcdoc=", "True"],
    "02_questions": ["<td>Оксана Береза</td>", " actors, ", "<td>Мостобуд-Захід</td>"],
    "03_extend": [
        '"statements": []',
        "<td>бовкнула</td>",
        "Надрічобленерго · supplies",
        "* **Ганна Стрижак** (asserts)",
    ],
    "04_quality": ["64 statements in the gold", "denial_link", " ≠ "],
    "05_neo4j_protege": [
        "Alibaba · заперечує",
        "Actor-SAID-Statement.csv",
        "CREATE CONSTRAINT",
        "Остап Ковшик – заперечує",
    ],
}
"""Words that the outputs of each notebook hold."""

ALONE = {"03_extend"}
"""Sets what is read when the package is first used."""

PICTURES = {"02_questions": 3, "04_quality": 1}


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells with code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_each_says_what_it_shows() -> None:
    assert [path.stem for path in NOTEBOOKS] == list(SHOWN)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_stored_clean(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in code_cells(notebook):
        assert not cell.outputs
        assert cell.execution_count is None
        assert len(cell.source.splitlines()) <= 15
        assert not INNER.search(cell.source)


@pytest.fixture(scope="module")
def kernel() -> Iterator[KernelManager]:
    """Runs nearly all, its names forgotten before each: what takes time is to load packages and model."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(NOTEBOOKS[0].parent))
    yield manager
    manager.shutdown_kernel(now=True)
    manager.cleanup_resources()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the notebook machinery
@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_runs(path: Path, kernel: KernelManager) -> None:
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, new_code_cell("%reset -f"))
    client = NotebookClient(
        notebook,
        km=None if path.stem in ALONE else kernel,
        kernel_name="python3",
        timeout=300,
        resources={"metadata": {"path": path.parent}},
    )
    try:
        client.execute()
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    data = [getattr(output, "data", {}) for output in outputs]
    shown = "\n".join([output.get("text", "") for output in outputs] + [str(one) for one in data])
    assert [words for words in SHOWN[path.stem] if words not in shown] == []
    assert "<tbody></tbody>" not in shown
    assert len([one for one in data if "image/png" in one]) == PICTURES.get(path.stem, 0)
