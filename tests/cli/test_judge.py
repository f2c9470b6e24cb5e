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


def test_nothing_to_carry_over_is_an_error(out: Path, tmp_path: Path) -> None:
    done = kg("judge", str(out), "--from", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"kg: {tmp_path / 'judgements.jsonl'}: no judgements there\n"


def test_a_reason_in_bytes_that_are_no_text(out: Path) -> None:
    assert (
        kg(
            "judge", str(out), "Alibaba", "Financial Times", "different", "--reason", "\udcff", cwd=out.parent
        ).returncode
        == 0
    )
    assert _listed(out)[0]["reasons"] == ["\ufffd"]


def test_rules_are_listed_with_score_and_reasons(out: Path) -> None:
    assert all(one["by"] == "kg" and one["rule"] and one["reasons"] for one in _listed(out, "--by-rule"))


def test_an_unknown_name_is_an_error(out: Path) -> None:
    done = kg("judge", str(out), "Alibaba", "Ніхто", "same", cwd=out.parent)
    assert done.returncode == 1
    assert "no actor is named 'Ніхто'" in done.stderr


def _judge(out: Path, *arguments: str) -> str:
    done = kg("judge", str(out), *arguments, cwd=out.parent)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_was_judged_is_taken_back_by_the_names_it_was_given_with(out: Path) -> None:
    _judge(out, "Alibaba", "Financial Times", "same")
    assert kg("build", "-o", str(out), "-q", cwd=out.parent).returncode == 0
    _judge(out, "Financial Times", "Alibaba", "undo")
    assert _listed(out) == []
    again = kg("judge", str(out), "Financial Times", "Alibaba", "undo", cwd=out.parent)
    assert again.returncode == 1
    assert "nobody has judged" in again.stderr


def test_two_known_bodies_become_one_with_all_that_is_theirs(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    told = ("Росія заявила, що Україна відкинула пропозицію.", "Україна заявила, що Росія збрехала.")
    articles.write_text("".join(json.dumps({"id": f"a{n}", "text": one}) + "\n" for n, one in enumerate(told)))
    out = tmp_path / "out"
    assert kg("build", str(articles), "-o", str(out), "-q", cwd=tmp_path).returncode == 0
    before = actors(out)
    _judge(out, "Росія", "Україна", "same")
    assert kg("build", "-o", str(out), "-q", cwd=tmp_path).returncode == 0
    assert len(actors(out)) == len(before) - 1


def actors(out: Path) -> set[str]:
    """The nodes of the actors of a graph."""
    found = kg("query", str(out), "-e", "SELECT DISTINCT ?a { ?s kg:source ?a }", "--format", "csv", cwd=out.parent)
    return set(found.stdout.split()[1:])


def test_claims_are_judged_by_iri_and_only_those_that_are_there(out: Path) -> None:
    found = kg("query", str(out), "-e", "SELECT ?c { ?c a kg:Claim } LIMIT 2", "--format", "csv", cwd=out.parent)
    one, other = found.stdout.split()[1:]
    _judge(out, "--kind", "claim", one, other.rsplit("/", 1)[-1], "same")
    assert kg("build", "-o", str(out), "-q", cwd=out.parent).returncode == 0
    assert kg("validate", str(out), cwd=out.parent).returncode == 0
    _judge(out, "--kind", "claim", other, one, "undo")
    assert _listed(out) == []
    wrong = kg("judge", str(out), "--kind", "claim", one, "nothing", "same", cwd=out.parent)
    assert wrong.returncode == 1
    assert "no claim 'nothing'" in wrong.stderr


def test_what_to_do_next_keeps_base_and_analyzer(out: Path) -> None:
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    report |= {"base": "https://example.org/kg/", "analyzer": {"name": "spacy:uk_core_news_trf", "version": "1"}}
    (out / "report.json").write_text(json.dumps(report), encoding="utf-8")
    given = ("Alibaba", "Financial Times", "different")
    next_line = f"kg build -o {out} --base https://example.org/kg/ --analyzer spacy:uk_core_news_trf"
    assert next_line in kg("judge", str(out), *given, cwd=out.parent).stderr
    (out.parent / "kg.toml").write_text(
        'base = "https://example.org/kg/"\nanalyzer = "spacy:uk_core_news_trf"\n', encoding="utf-8"
    )
    assert kg("judge", str(out), *given[:2], "unsure", cwd=out.parent).stderr.endswith(f"kg build -o {out}\n")
