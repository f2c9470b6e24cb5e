"""The journal of judgements."""

import json
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.resolve.judgements import Judgement, Verdict, latest, read_judgements, record

SAME = Judgement.of("actor", "b", "a", Verdict.SAME, reasons=("one person",), score=0.9)


def test_a_pair_is_kept_in_order() -> None:
    assert (SAME.a, SAME.b) == ("a", "b")


@pytest.mark.parametrize(("kind", "one", "other"), [("actor", "a", "a"), ("place", "a", "b")])
def test_no_judgement_on_itself_or_of_another_kind(kind: str, one: str, other: str) -> None:
    with pytest.raises(ValueError, match="no such pair"):
        Judgement.of(kind, one, other, Verdict.SAME)


def test_json_and_back() -> None:
    assert Judgement.from_json(json.loads(json.dumps(SAME.to_json()))) == SAME


def test_record_appends_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    other = Judgement.of("actor", "a", "b", Verdict.DIFFERENT)
    assert record(path, [SAME, SAME]) == 1
    assert record(path, [SAME]) == 0
    assert record(path, [other]) == 1
    assert record(path, [SAME]) == 1
    assert read_judgements(path) == (SAME, other, SAME)
    assert list(latest(read_judgements(path)).values()) == [SAME]


def test_no_journal_is_an_empty_one(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "none") == ()


def test_a_line_that_was_cut_off_is_left_out_and_written_over_on_a_new_line(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    record(path, [SAME])
    with path.open("a", encoding="utf-8") as file:
        file.write('{"kind": "act')
    assert read_judgements(path) == (SAME,)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text('{"a": 1}\n' + json.dumps(SAME.to_json()) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 1 is no judgement"):
        read_judgements(path)


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"a": "x", "b": "y", "verdict": "same", "score": "high"}',
        b'{"a": "x", "b": "y", "verdict": "same", "score": NaN}',
        b'{"a": "x", "b": "y", "verdict": "same", "reasons": "why"}',
        b'{"a": "x", "b": "y", "verdict": "same", "reasons": [1]}',
        b'{"a": "x", "b": "y", "verdict": "same", "by": null}',
        b'{"a": "x", "b": "\\ud800", "verdict": "same"}',
    ],
)
def test_whatever_stands_in_a_line_is_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_bytes(json.dumps(SAME.to_json()).encode() + b"\n" + line + b"\n")
    with pytest.raises(DataError, match="line 2 is no judgement"):
        read_judgements(path)
