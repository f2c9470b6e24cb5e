"""Mistakes one by one, and the part that is never listed."""

from dataclasses import replace

import pytest

from kg.errors import DataError
from kg.evaluate import errors, part_of
from kg.model import Kind, Source, Stance
from tests.evaluate.build import at, gold_statements, line

TUNE = next(name for name in map(str, range(100)) if part_of(name) == "tune")
CHECK = next(name for name in map(str, range(100)) if part_of(name) == "check")


def kinds(*predicted: object) -> list[tuple[str, str | None, str | None]]:
    """Each mistake with the ids of both statements."""
    cases = errors([line(*gold_statements(), doc=TUNE)], [line(*predicted, doc=TUNE)])  # type: ignore[arg-type]
    return [
        (case.error, case.gold.id if case.gold else None, case.predicted.id if case.predicted else None)
        for case in cases
    ]


def test_the_gold_has_no_mistakes() -> None:
    assert kinds(*gold_statements()) == []


def test_missed_and_spurious() -> None:
    first, *_, last = gold_statements()
    other = replace(first, id="s9", cue=at("брехнею"))
    assert kinds(other, last) == [
        ("missed", "s1", None),
        ("missed", "s2", None),
        ("missed", "s3", None),
        ("missed", "s4", None),
        ("spurious", None, "s9"),
    ]


def test_wrong_fields() -> None:
    one, two, *rest = gold_statements()
    who = Source(at("міст"), "міст", Kind.PLACE)
    one = replace(one, source=who, stance=Stance.DEMANDS, content=None, about=(), via=("Вісник",))
    wrong = [error for error, *_ in kinds(one, replace(two, denies=()), *rest)]
    assert wrong == ["source", "name", "kind", "stance", "content", "about", "via", "denies"]


def test_texts_and_offsets_are_given() -> None:
    one, *rest = gold_statements()
    (case,) = errors([line(one, *rest, doc=TUNE)], [line(replace(one, content=at("міст")), *rest, doc=TUNE)])
    start = at("міст").start
    assert case.line().startswith(
        f"{TUNE}: content: «міст відкрили вчасно» {start}–{start + 20} ≠ «міст» {start}–{start + 4}"
    )
    data = case.to_json()
    assert data["gold"]["content"]["end"] == start + 20
    assert data["predicted"]["content"]["text"] == "міст"
    assert data["error"] == "content"


def test_an_article_without_prediction_is_missed() -> None:
    cases = list(errors([line(*gold_statements(), doc=TUNE)], []))
    assert [case.error for case in cases] == ["missed"] * 5
    assert "опозиція" in cases[1].line()


def test_the_check_part_is_never_listed() -> None:
    gold = [line(doc=TUNE), line(*gold_statements(), doc=CHECK)]
    with pytest.raises(DataError, match="1 of 2 articles are of the check part"):
        errors(gold, [])
