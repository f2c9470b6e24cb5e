"""Readers, dates, quotation marks and names on anything at all: a few hundred inputs here, Atheris in `make soak`."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.fuzz import seeds
from tests.fuzz.targets import TARGETS

INPUTS = 300
SECONDS = os.environ.get("KG_FUZZ_SECONDS", "60")
"""For which Atheris runs on each target."""


@pytest.mark.parametrize("target", TARGETS)
def test_promises_hold(target: str) -> None:
    for data in seeds.mutated(target, INPUTS):
        TARGETS[target](data)


def test_what_was_found_stays_mended() -> None:
    for name, data in seeds.FOUND:
        TARGETS[name](data)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_atheris(target: str, root: Path, tmp_path: Path) -> None:
    if find_spec("atheris") is None:
        missing("atheris is not installed: pip install 'kg-uk[dev]'")
    command = [sys.executable, "-m", "tests.fuzz", target, SECONDS, str(tmp_path / "corpus")]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, errors="replace", timeout=int(SECONDS) + 120
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "stat::number_of_executed_units" in done.stderr or "DONE" in done.stderr, done.stderr[-1000:]
