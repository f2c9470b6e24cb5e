"""Judgements: same, different or unsure, by a rule or a person.

They stand in an append-only journal of JSON Lines.
Not for applying them: that is `kg.resolve.resolution`.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from kg.errors import DataError, StoreError

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
        return cls.of(data.get("kind", "actor"), one, other, verdict, reasons=tuple(data.get("reasons", ())), **details)


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """All lines of the journal in their order; none where there is no journal; DataError for a line of another form.

    A last line that was cut off (the process was killed while writing) is left out.
    """
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").split("\n")
    found: list[Judgement] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(Judgement.from_json(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if number == len(lines):
                break
            raise DataError(f"{path}: line {number} is no judgement ({error}); correct or remove it") from error
    return tuple(found)


def record(path: Path, judgements: Iterable[Judgement]) -> int:
    """Append those judgements that are not the last word on their pair yet; returns how many were written."""
    last = latest(read_judgements(path))
    fresh: list[Judgement] = []
    for one in judgements:
        key = (one.kind, one.a, one.b)
        if last.get(key) != one:
            last[key] = one
            fresh.append(one)
    if fresh:
        _append(path, fresh)
    return len(fresh)


def _append(path: Path, judgements: list[Judgement]) -> None:
    text = "".join(json.dumps(one.to_json(), ensure_ascii=False) + "\n" for one in judgements)
    try:
        whole = not path.exists() or path.stat().st_size == 0 or path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text if whole else "\n" + text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"{path}: judgements cannot be written: {error.strerror}") from error


def latest(judgements: Iterable[Judgement]) -> dict[tuple[str, str, str], Judgement]:
    """The last word on each (kind, a, b): a later line undoes an earlier one."""
    return {(one.kind, one.a, one.b): one for one in judgements}
