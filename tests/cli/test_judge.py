"""`kg judge`: record, list, undo, carry over."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.run import kg


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    """A build's folder of one's own."""
    return Path(shutil.copytree(built, tmp_path / "out"))


def _listed(out: Path, *options: str) -> list[dict[str, object]]:
    done = kg("judge", str(out), *options, cwd=out.parent)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_record_list_undo(out: Path) -> None:
    assert _listed(out) == []
    pair = ("Alibaba", "Financial Times")
    assert kg("judge", str(out), *pair, "different", "--reason", "two firms", cwd=out.parent).returncode == 0
    [one] = _listed(out)
    assert (one["verdict"], one["by"], one["reasons"]) == ("different", "user", ["two firms"])
    assert kg("judge", str(out), *pair, "undo", cwd=out.parent).returncode == 0
    assert _listed(out) == []


def test_carry_over(out: Path, built: Path, tmp_path: Path) -> None:
    other = shutil.copytree(built, tmp_path / "other")
    assert kg("judge", str(out), "Alibaba", "Financial Times", "different", cwd=tmp_path).returncode == 0
    assert kg("judge", str(other), "--from", str(out), cwd=tmp_path).returncode == 0
    assert _listed(Path(other)) == _listed(out)
    again = kg("judge", str(other), "--from", str(out / "judgements.jsonl"), cwd=tmp_path)
    assert again.returncode == 0
    assert len(_listed(Path(other))) == 1


def test_rules_are_listed_with_score_and_reasons(out: Path) -> None:
    assert all(one["by"] == "kg" and one["rule"] and one["reasons"] for one in _listed(out, "--by-rule"))


def test_an_unknown_name_is_an_error(out: Path) -> None:
    done = kg("judge", str(out), "Alibaba", "Ніхто", "same", cwd=out.parent)
    assert done.returncode == 1
    assert "0 actors are named" in done.stderr
