"""Times become intervals with precision."""

import pytest

from kg import ids
from kg.graph.terms import value
from kg.graph.times import time_span, time_triples
from kg.graph.vocabulary import term


def bounds(text: str) -> tuple[str, ...]:
    """Beginning, end and precision of a time; only the precision where there is no calendar time."""
    triples = list(time_triples(ids.DEFAULT_BASE, "a1", text))
    shown = term("time:inXSDDateTime")
    instants = {subject.value: object_.value for subject, predicate, object_ in triples if predicate == shown}
    found = {predicate: object_ for _, predicate, object_ in triples}
    edges = [found[edge] for edge in (term("time:hasBeginning"), term("time:hasEnd")) if edge in found]
    return (
        *(instants[edge.value] for edge in edges),
        value(found[term("kg:precision")]).removeprefix(f"{ids.ONTOLOGY}precision"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-15", ("2025-11-15T00:00:00", "2025-11-16T00:00:00", "Day")),
        ("2024-02", ("2024-02-01T00:00:00", "2024-03-01T00:00:00", "Month")),
        ("2024", ("2024-01-01T00:00:00", "2025-01-01T00:00:00", "Year")),
        ("2025-11-15T10:30:00+02:00", ("2025-11-15T08:30:00Z", "2025-11-15T08:30:00Z", "Moment")),
        ("2025-11-15T10:30:00.5", ("2025-11-15T10:30:00", "2025-11-15T10:30:00", "Moment")),
        ("2025-11-15/2025-11-17", ("2025-11-15T00:00:00", "2025-11-18T00:00:00", "Day")),
        ("2025/2025-11-17", ("2025-01-01T00:00:00", "2025-11-18T00:00:00", "Year")),
        ("минулої осені", ("Text",)),
        ("2025-13-01", ("Text",)),
        ("2025-11-15T10:00:00Z/2025-11-16", ("Text",)),
        ("2026/2025", ("Text",)),
        ("2027-01-05/2026", ("Text",)),
        ("9999", ("Text",)),
        ("", ("Text",)),
    ],
)
def test_bounds(text: str, expected: tuple[str, ...]) -> None:
    assert bounds(text) == expected


def test_words_are_kept() -> None:
    triples = time_triples(ids.DEFAULT_BASE, "a1", " торік ")
    assert [value(one) for _, predicate, one in triples if predicate == term("kg:timeText")] == ["торік"]


def test_each_article_has_its_own() -> None:
    one, other = (set(time_triples(ids.DEFAULT_BASE, article, "2025-11-15")) for article in ("a1", "a2"))
    assert one.isdisjoint(other)
    assert time_span(ids.DEFAULT_BASE, "a1", "2025-11-15 ") in {subject for subject, _, _ in one}
