"""Where the bundled model's files are, and which version of it this is; not for what is done with them (`engine`)."""

import hashlib
from importlib.resources import files
from pathlib import Path

from kg.errors import AnalyzerError

MODEL = Path(str(files("kg.nlp"))) / "model"
FILES = ("network.onnx", "arrays.npz", "pieces.json", "labels.json")
VERSION = "7"
"""Changes whenever the bundled analyzer may give another analysis."""


def weights_hash() -> str | None:
    """A hash of the network's files, which tells two copies of one version apart; None where they are missing."""
    found = hashlib.sha256()
    try:
        for name in FILES:
            with (MODEL / name).open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return None
    return found.hexdigest()[:16]


def require(folder: Path) -> None:
    """AnalyzerError unless the network's files are in the folder."""
    if any(not (folder / name).is_file() for name in FILES):
        raise AnalyzerError(
            f"no language model in {folder}: this copy of kg was built without its weights; use --analyzer spacy:NAME"
        )
