"""Judgements: same, different or unsure, by a rule or a person.

They stand in an append-only journal of JSON Lines.
Not for applying them: that is `kg.resolve.resolution`.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any, Self

from kg.errors import DataError, StoreError
from kg.resolve.shelf import Keyed, Row, Sorted

BY_RULE = "kg"
"""The name under which `kg` itself judges; everything else in `by` is a person."""


class Verdict(StrEnum):
    """What is said of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """One decision about two own ids; `a` is the smaller of them. `kind` is actor or claim, `score` 0..1."""

    kind: str
    a: str
    b: str
    verdict: Verdict
    rule: str = ""
    reasons: tuple[str, ...] = ()
    score: float = 1.0
    by: str = "user"

    @classmethod
    def of(cls, kind: str, one: str, other: str, verdict: Verdict, **details: Any) -> Self:
        """A judgement with its pair in order; ValueError for an id against itself or an unknown kind."""
        if one == other or kind not in ("actor", "claim"):
            raise ValueError(f"no such pair: {kind} {one} {other}")
        return cls(kind, min(one, other), max(one, other), verdict, **details)

    def row(self) -> Row:
        """Its fields, for a shelf."""
        verdict = self.verdict.value
        return self.kind, self.a, self.b, verdict, self.rule, self.reasons, self.score, self.by

    @classmethod
    def of_row(cls, row: Row) -> Self:
        """The inverse of `row`."""
        kind, a, b, verdict, *rest = row
        return cls(kind, a, b, Verdict(verdict), *rest)

    def to_json(self) -> dict[str, Any]:
        """One line of the journal."""
        return {
            "kind": self.kind,
            "a": self.a,
            "b": self.b,
            "verdict": self.verdict.value,
            "rule": self.rule,
            "reasons": list(self.reasons),
            "score": round(self.score, 2),
            "by": self.by,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The inverse; KeyError, TypeError or ValueError where the line has another form."""
        details = {key: data[key] for key in ("rule", "score", "by") if key in data}
        verdict = Verdict(data["verdict"])
        one, other = str(data["a"]), str(data["b"])
        reasons = data.get("reasons", [])
        _check(one, other, details.get("rule", ""), details.get("by", ""), reasons, details.get("score", 1.0))
        return cls.of(data.get("kind", "actor"), one, other, verdict, reasons=tuple(reasons), **details)


def _check(one: str, other: str, rule: Any, by: Any, reasons: Any, score: Any) -> None:
    """TypeError or ValueError where a field of a line holds something else than it should."""
    if not isinstance(reasons, list):
        raise TypeError("reasons must be a list")
    "".join((one, other, rule, by, *reasons)).encode()
    if type(score) not in (int, float) or not 0 <= score <= 1:
        raise ValueError("score must be a number from 0 to 1")


def in_order() -> Sorted[Judgement]:
    """Judgements in the order of their fields, in a file."""
    return Sorted(Judgement.row, Judgement.row, Judgement.of_row)


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """All lines of the journal in their order; none where there is no journal; DataError for a line of another form.

    A last line that was cut off (the process was killed while writing) is left out.
    """
    return tuple(each_judgement(path))


def each_judgement(path: Path) -> Iterator[Judgement]:
    """The same one by one."""
    if not path.exists():
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found = Judgement.from_json(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                if not line.endswith(b"\n"):
                    return
                raise DataError(f"{path}: line {number} is no judgement ({error}); correct or remove it") from error
            yield found


def record(path: Path, judgements: Iterable[Judgement]) -> int:
    """Append those judgements that are not the last word on their pair yet; returns how many were written."""
    last: Keyed[Judgement] = Keyed(Judgement.row, Judgement.of_row)
    for one in each_judgement(path):
        last[_pair(one)] = one
    fresh = _fresh(judgements, last)
    first = next(fresh, None)
    return _append(path, chain((first,), fresh)) if first else 0


def _pair(one: Judgement) -> str:
    return f"{one.kind}\0{one.a}\0{one.b}"


def _fresh(judgements: Iterable[Judgement], last: Keyed[Judgement]) -> Iterator[Judgement]:
    for one in judgements:
        pair = _pair(one)
        if last.get(pair) != one:
            last[pair] = one
            yield one


def _append(path: Path, judgements: Iterable[Judgement]) -> int:
    written = 0
    try:
        with path.open("ab+") as file:
            whole = file.seek(0, os.SEEK_END) == 0 or (file.seek(-1, os.SEEK_END), file.read(1))[1] == b"\n"
            file.write(b"" if whole else b"\n")
            for one in judgements:
                file.write((json.dumps(one.to_json(), ensure_ascii=False) + "\n").encode())
                written += 1
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"{path}: judgements cannot be written: {error.strerror}") from error
    return written


def latest(judgements: Iterable[Judgement]) -> dict[tuple[str, str, str], Judgement]:
    """The last word on each (kind, a, b): a later line undoes an earlier one."""
    return {(one.kind, one.a, one.b): one for one in judgements}


def of_people(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements by people that are the last word on their pair, in order."""
    last: dict[tuple[str, str, str], Judgement] = {}
    for one in judgements:
        last.pop((one.kind, one.a, one.b), None)
        if one.by != BY_RULE:
            last[one.kind, one.a, one.b] = one
    return tuple(sorted(last.values()))
