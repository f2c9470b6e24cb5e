"""What is wrong, one by one, for people who improve the rules.

Not for the check part of a gold file: its articles are never listed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.errors import DataError
from kg.evaluate.gold import part_of
from kg.evaluate.levels import PAIR_TESTS
from kg.evaluate.matching import match
from kg.ids import normal_name
from kg.model import Extraction, Json, Span, Statement


def _set(names: Iterable[str]) -> set[str]:
    return {normal_name(name) for name in names}


FIELD_TESTS: dict[str, Callable[[Statement, Statement], bool]] = {
    **{field: PAIR_TESTS[field] for field in ("source", "name", "kind", "stance", "content")},
    "about": lambda gold, predicted: _set(gold.about) == _set(predicted.about),
    "via": lambda gold, predicted: _set(gold.via) == _set(predicted.via),
}
"""Fields of a matched pair that are listed when they are wrong; `denies` comes on top."""


@dataclass(frozen=True, slots=True)
class ErrorCase:
    """One mistake: `missed` (gold alone), `spurious` (predicted alone), or the wrong field of a matched pair."""

    doc: str
    error: str
    gold: Statement | None
    predicted: Statement | None

    def to_json(self) -> Json:
        """`doc`, `error` and both statements with their texts and offsets, null where there is none."""
        sides = {"gold": self.gold, "predicted": self.predicted}
        return {"doc": self.doc, "error": self.error} | {
            side: statement.to_json() if statement else None for side, statement in sides.items()
        }

    def line(self) -> str:
        """One line for people: article, error, gold and predicted value."""
        if self.gold is None or self.predicted is None:
            return f"{self.doc}: {self.error}: {_summary(self.gold or self.predicted)}"
        wanted, found = (_value(one, self.error) for one in (self.gold, self.predicted))
        return f"{self.doc}: {self.error}: {wanted} ≠ {found} at {_summary(self.gold)}"


def errors(gold: Iterable[Extraction], predicted: Iterable[Extraction]) -> Iterator[ErrorCase]:
    """Every mistake in the articles of `gold`, article by article.

    DataError, before anything is listed, where an article of the check part is among them: read the gold with part
    "tune".
    """
    wanted = list(gold)
    held = sum(part_of(one.doc) == "check" for one in wanted)
    if held:
        raise DataError(
            f"{held} of {len(wanted)} articles are of the check part, whose errors are not listed: ask for part tune"
        )
    found = {one.doc: one.statements for one in predicted}
    return (case for one in wanted for case in _article_errors(one.doc, one.statements, found.get(one.doc, ())))


def _article_errors(doc: str, gold: Sequence[Statement], predicted: Sequence[Statement]) -> Iterator[ErrorCase]:
    """The mistakes of one article: missed ones, spurious ones, then wrong fields in reading order of the prediction."""
    matched = match(gold, predicted)
    found = set(matched.values())
    yield from (ErrorCase(doc, "missed", one, None) for index, one in enumerate(gold) if index not in found)
    yield from (ErrorCase(doc, "spurious", None, one) for index, one in enumerate(predicted) if index not in matched)
    renamed = {predicted[left].id: gold[right].id for left, right in matched.items()}
    for left, right in sorted(matched.items()):
        yield from _pair_errors(doc, gold[right], predicted[left], renamed)


def _pair_errors(doc: str, gold: Statement, predicted: Statement, renamed: dict[str, str]) -> Iterator[ErrorCase]:
    """The wrong fields of a matched pair."""
    yield from (
        ErrorCase(doc, field, gold, predicted) for field, test in FIELD_TESTS.items() if not test(gold, predicted)
    )
    if set(gold.denies) != {renamed.get(target) for target in predicted.denies}:
        yield ErrorCase(doc, "denies", gold, predicted)


def _summary(statement: Statement | None) -> str:
    """A statement in one line: id, stance, source, cue, content."""
    if statement is None:
        return "–"
    parts = (statement.source.name, _shown(statement.cue), _shown(statement.content))
    return f"{statement.id} {statement.stance.value} | " + " | ".join(parts)


def _value(statement: Statement, field: str) -> str:
    """The value of the field named by an error."""
    values: dict[str, Callable[[], str]] = {
        "source": lambda: _shown(statement.source.span),
        "name": lambda: statement.source.name,
        "kind": lambda: statement.source.kind.value,
        "stance": lambda: statement.stance.value,
        "content": lambda: _shown(statement.content),
    }
    return values[field]() if field in values else ", ".join(getattr(statement, field)) or "–"


def _shown(span: Span | None) -> str:
    """Text and offsets, in one line."""
    return f"«{' '.join(span.text.split())}» {span.start}–{span.end}" if span else "–"
