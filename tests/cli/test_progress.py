"""What is said of work under way: a line on a terminal, more of it with -v."""

import sys
from pathlib import Path

import pytest

from kg.cli import common
from tests.cli.run import kg


def drawn(text: str) -> list[str]:
    """The states of the line."""
    return [one.removeprefix("\x1b[K") for one in text.split("\r") if one]


def test_a_bar_with_rate_and_time_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n" * 100, encoding="utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("KG_LANG", "en")
    clock = iter([10.0, 12.0, 14.0, 14.1, 80.0, 81.0])
    monkeypatch.setattr("kg.cli.common.time.monotonic", lambda: next(clock))
    progress = common.Progress((str(tmp_path / "a.jsonl"),))
    for done in (50, 51, 60, 61, 90):
        progress("analyse", done)
    progress("graph", 1)
    assert drawn(capsys.readouterr().err) == [
        "[##########..........] analysed 50, …/s; 100 in all, … left",
        "[##########..........] analysed 51, 0.5/s; 100 in all, 0:01:38 left",
        "[############........] analysed 60, 2.5/s; 100 in all, 0:00:16 left",
        "[##################..] analysed 90, 0.5/s; 100 in all, 0:00:22 left",
        "graph: 1",
    ]


def test_nothing_where_there_is_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common.Progress((str(tmp_path),))("analyse", 1)
    assert capsys.readouterr().err == ""


def test_more_is_said_when_asked(built: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Мер Сквиращини заявив, що міст відкриють.", encoding="utf-8")
    said = kg("build", "a.txt", "-o", "out", "-v", cwd=tmp_path).stderr.splitlines()
    assert said[0] == "a: 1 statements" and said[1].startswith("1 analysed in ")
    assert said[-1].startswith("This took ")
    assert "This took" not in kg("stats", str(built), cwd=tmp_path).stderr
    assert "Це тривало" in kg("stats", str(built), "-v", cwd=tmp_path, KG_LANG="uk").stderr
    told = kg("export", str(built), "turtle", "-o", "-", "-v", cwd=tmp_path).stderr
    assert told.count("propositions left out") == 1
