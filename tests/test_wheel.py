"""The wheel, built and installed into an empty environment outside the checkout, does the main job with no network."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import kg
from tests.conftest import missing

NO_NETWORK = """
import socket


def refuse(*_: object, **__: object) -> None:
    raise OSError("the network is off")


socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.getaddrinfo = refuse
"""


def run(*command: str | Path, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command with its output, whatever its exit code; nothing of the checkout is on its path."""
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [str(one) for one in command], cwd=cwd, env=env | environ, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made of the source archive, which stands beside it, as a release is."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "build", "--no-isolation", "-o", folder, root, cwd=folder)
    assert done.returncode == 0, done.stderr + done.stdout
    return next(folder.glob("*.whl"))


def test_fit_for_an_index(wheel: Path) -> None:
    archives = sorted(wheel.parent.iterdir())
    assert {one.suffix for one in archives} == {".gz", ".whl"}
    done = run(sys.executable, "-m", "twine", "check", "--strict", *archives, cwd=wheel.parent)
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_version_everywhere(root: Path) -> None:
    citation = (root / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"version: {kg.__version__}" in citation
    assert f"## {kg.__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
    for name in ("README.md", "README.uk.md"):
        assert f"version = {{{kg.__version__}}}" in (root / name).read_text(encoding="utf-8")


def test_the_image_gets_what_the_build_needs(root: Path, tmp_path: Path) -> None:
    kept = [line[1:] for line in (root / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[0] == "!"]
    for name in kept:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, tmp_path / name)
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", "dist", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr + done.stdout


def test_what_the_wheel_carries(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = archive.read(next(name for name in names if name.endswith("METADATA"))).decode()
        weights = sum(one.file_size for one in archive.infolist() if one.filename.startswith("kg/nlp/model/"))
    for name in ("kg/ontologies/kg.ttl", "kg/ontologies/shapes.ttl", "kg/nlp/model/network.onnx", "kg/py.typed"):
        assert name in names
    assert not [name for name in names if name.startswith(("tests/", "training/", "seeds/"))]
    assert "License-Expression: MIT AND CC-BY-NC-SA-4.0" in metadata
    required = [one for one in metadata.splitlines() if one.startswith("Requires-Dist") and "extra ==" not in one]
    assert not [one for one in required if "torch" in one or "stanza" in one]
    assert weights <= 45e6


def test_main_job_from_the_wheel(seed: Path, wheel: Path, tmp_path: Path) -> None:
    """The short form: the seed article, the wheel in a folder of its own, what it depends on from this environment."""
    folder = tmp_path / "kg"
    command = (sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", folder, wheel)
    assert run(*command, cwd=tmp_path).returncode == 0
    path = f"{without_network(tmp_path)}{os.pathsep}{folder}"
    where = run(sys.executable, "-c", "import kg; print(kg.__file__)", cwd=tmp_path, PYTHONPATH=path)
    assert Path(where.stdout.strip()).is_relative_to(folder)
    does_the_main_job(seed, tmp_path, path, sys.executable, "-m", "kg")


@pytest.mark.slow
def test_main_job_in_an_empty_environment(root: Path, wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    assert run(sys.executable, "-m", "venv", environment, cwd=tmp_path).returncode == 0
    python = environment / "bin" / "python"
    done = run(python, "-m", "pip", "install", "-q", wheel, cwd=tmp_path)
    if done.returncode:
        missing(f"the wheel's dependencies could not be installed: {done.stderr.splitlines()[-1:]}")
    listed = run(python, "-m", "pip", "list", cwd=tmp_path).stdout.lower()
    assert "\ntorch " not in listed
    does_the_main_job(root / "seeds", tmp_path, str(without_network(tmp_path)), environment / "bin" / "kg")


def without_network(folder: Path) -> Path:
    """A folder on whose path Python reaches nobody."""
    off = folder / "off"
    off.mkdir()
    (off / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return off


def does_the_main_job(articles: Path, folder: Path, path: str, *command: str | Path) -> None:
    """Builds, validates and asks the graph of the articles in `folder`."""
    built = run(*command, "build", articles, "-o", "out", cwd=folder, PYTHONPATH=path)
    assert built.returncode == 0, built.stderr
    assert (folder / "out" / "statements.jsonl").read_text(encoding="utf-8").count('"stance"') > 10
    valid = run(*command, "validate", "out", cwd=folder, PYTHONPATH=path)
    assert valid.returncode == 0, valid.stdout + valid.stderr
    asked = run(*command, "query", "out", "declined", "--format", "csv", cwd=folder, PYTHONPATH=path)
    assert "Білий дім" in asked.stdout
