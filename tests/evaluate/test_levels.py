"""Every level on hand-made predictions; each expectation is (right, predicted, gold)."""

from dataclasses import replace

import pytest

from kg.evaluate.levels import LEVELS, count
from kg.model import Kind, Source, Stance, Statement
from tests.evaluate.build import at, gold_statements, source, statement


def changed(index: int, **fields: object) -> list[Statement]:
    """The gold with some fields of one statement changed."""
    statements = gold_statements()
    statements[index] = replace(statements[index], **fields)  # type: ignore[arg-type]
    return statements


def test_the_gold_itself_is_right_at_every_level() -> None:
    counts = count(gold_statements(), gold_statements())
    assert tuple(counts) == LEVELS
    assert all(right == predicted == gold for right, predicted, gold in counts.values())
    sizes = {level: gold for level, (_, _, gold) in counts.items()}
    assert sizes["statement"] == sizes["full"] == sizes["cue_exact"] == 5
    assert (sizes["about"], sizes["via"], sizes["denial_link"], sizes["target_link"]) == (2, 2, 1, 1)
    assert (sizes["stance:asserts"], sizes["stance:denies"], sizes["stance:demands"]) == (2, 1, 0)


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        (gold_statements()[:3], {"statement": (3, 3, 5), "full": (3, 3, 5), "stance:asserts": (1, 1, 2)}),
        (
            [*gold_statements(), statement(6, source("мерії", "мерія"), "слова", None)],
            {"statement": (5, 6, 5), "stance:asserts": (2, 3, 2), "source_exact": (5, 6, 5)},
        ),
        (
            changed(0, source=source("міст", "міст")),
            {"statement": (5, 5, 5), "source": (4, 5, 5), "name": (4, 5, 5), "full": (4, 5, 5), "content": (5, 5, 5)},
        ),
        (
            changed(0, source=source("Мерія", "Мерія")),
            {"source": (5, 5, 5), "name": (4, 5, 5), "full": (5, 5, 5), "source_exact": (4, 5, 5)},
        ),
        (
            changed(0, source=Source(None, "Мерія Лугового", Kind.STATE)),
            {"source": (5, 5, 5), "name": (5, 5, 5), "kind": (4, 5, 5), "full": (5, 5, 5), "source_exact": (4, 5, 5)},
        ),
        (
            changed(1, stance=Stance.ASSERTS),
            {
                "stance": (4, 5, 5),
                "stance:denies": (0, 0, 1),
                "stance:asserts": (2, 3, 2),
                "full": (4, 5, 5),
                "denial": (0, 0, 1),
                "denial_link": (0, 0, 1),
            },
        ),
        (
            changed(0, content=at("міст")),
            {"statement": (5, 5, 5), "content": (4, 5, 5), "full": (4, 5, 5), "content_exact": (4, 5, 5)},
        ),
        (
            changed(0, content=at("«міст відкрили вчасно».")),
            {"content": (5, 5, 5), "content_exact": (5, 5, 5)},
        ),
        (changed(0, content=at("міст відкрили")), {"content": (5, 5, 5), "content_exact": (4, 5, 5)}),
        (changed(0, content=None), {"statement": (5, 5, 5), "content": (4, 5, 5), "content_exact": (4, 5, 5)}),
        (
            changed(1, content=at("заяву")),
            {"content": (4, 5, 5), "denial": (0, 1, 1), "stance:denies": (1, 1, 1), "denial_link": (1, 1, 1)},
        ),
        (
            changed(2, content=at("коментарів")),
            {"content": (4, 5, 5), "full": (4, 5, 5), "declines": (1, 1, 1)},
        ),
        (changed(2, source=source("Речник", "речник")), {"declines": (0, 1, 1), "stance:declines": (1, 1, 1)}),
        (changed(0, cue=at("заявила,")), {"statement": (5, 5, 5), "cue_exact": (5, 5, 5)}),
        (changed(0, cue=at("заявила, що")), {"statement": (5, 5, 5), "cue_exact": (4, 5, 5)}),
        (changed(0, cue=at("відмовилася")), {"statement": (4, 5, 5), "denial_link": (0, 1, 1), "about": (0, 2, 2)}),
        (changed(1, denies=("s5",)), {"denial_link": (0, 1, 1), "target_link": (1, 1, 1), "denial": (1, 1, 1)}),
        (changed(1, denies=("s1", "s5")), {"denial_link": (1, 2, 1)}),
        (changed(3, denies=()), {"target_link": (0, 0, 1), "denial_link": (1, 1, 1)}),
        (
            changed(3, stance=Stance.DENIES),
            {"target_link": (0, 0, 1), "denial_link": (1, 2, 1), "stance:confirms": (0, 0, 1)},
        ),
        (changed(3, stance=Stance.UNVERIFIED), {"target_link": (1, 1, 1), "stance:unverified": (0, 1, 0)}),
        (changed(0, about=("Міст", "річка", "міст")), {"about": (1, 2, 2)}),
        (changed(3, via=("Луговський кур'єр", "Вісник")), {"via": (2, 2, 2)}),
        (changed(3, via=("", "Вісник")), {"via": (1, 1, 2)}),
        ([], {"statement": (0, 0, 5), "about": (0, 0, 2), "via": (0, 0, 2), "cue_exact": (0, 0, 5)}),
    ],
)
def test_levels(predicted: list[Statement], expected: dict[str, tuple[int, int, int]]) -> None:
    counts = count(gold_statements(), predicted)
    assert {level: counts[level] for level in expected} == expected


def test_links_are_compared_through_matches_not_through_ids() -> None:
    renamed = {"s1": "s2", "s2": "s1"}
    predicted = [
        replace(
            one,
            id=renamed.get(one.id, one.id),
            denies=tuple(renamed.get(target, target) for target in one.denies),
        )
        for one in gold_statements()
    ]
    assert count(gold_statements(), predicted)["denial_link"] == (1, 1, 1)


def test_unknown_sources_agree_by_name() -> None:
    unknown = gold_statements()[4:]
    counts = count(unknown, unknown)
    assert counts["source"] == counts["name"] == counts["source_exact"] == (1, 1, 1)
