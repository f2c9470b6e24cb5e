"""Which predicted statement is which gold one, and when a field of such a pair is right.

Not for counting (that is `levels`). The rules are those of the annotation scheme, section "Scoring".
"""

from collections.abc import Sequence

from kg.evaluate.spans import iou
from kg.ids import normal_name
from kg.model import Source, Statement

CUE_OVERLAP = 0.25
"""Least overlap of two cues that makes statements match, and of two namings that makes sources agree."""
CONTENT_OVERLAP = 0.5
"""Least overlap of two contents that makes them agree, and statements match where either has no cue."""


def match(gold: Sequence[Statement], predicted: Sequence[Statement]) -> dict[int, int]:
    """Index of the gold statement for each matched index of `predicted`; one to one.

    Pairs that may match are taken greedily: source right first, then by content overlap, cue overlap (largest first)
    and reading order (gold first, then predicted).
    """
    gold_order, predicted_order = _reading_order(gold), _reading_order(predicted)
    pairs = sorted(
        (_rank(gold[right], predicted[left]), gold_order[right], predicted_order[left], right, left)
        for right in range(len(gold))
        for left in range(len(predicted))
        if may_match(gold[right], predicted[left])
    )
    taken: set[int] = set()
    matched: dict[int, int] = {}
    for *_, right, left in pairs:
        if right not in taken and left not in matched:
            taken.add(right)
            matched[left] = right
    return matched


def may_match(gold: Statement, predicted: Statement) -> bool:
    """Whether the cues overlap enough, or, where either has no cue, the contents do."""
    if gold.cue and predicted.cue:
        return iou(gold.cue, predicted.cue) >= CUE_OVERLAP
    return iou(gold.content, predicted.content) >= CONTENT_OVERLAP


def same_source(gold: Source, predicted: Source) -> bool:
    """Whether the namings overlap enough or the names are the same."""
    return iou(gold.span, predicted.span) >= CUE_OVERLAP or same_name(gold.name, predicted.name)


def same_name(gold: str, predicted: str) -> bool:
    """Whether two names are the same after normalising; an empty one is like no other."""
    return normal_name(gold) == normal_name(predicted) != ""


def content_overlap(gold: Statement, predicted: Statement) -> float:
    """Overlap of the contents; 1 where neither has one."""
    if gold.content is None and predicted.content is None:
        return 1.0
    return iou(gold.content, predicted.content)


def _rank(gold: Statement, predicted: Statement) -> tuple[bool, float, float]:
    """Smaller is taken earlier."""
    wrong = not same_source(gold.source, predicted.source)
    return wrong, -content_overlap(gold, predicted), -iou(gold.cue, predicted.cue)


def _reading_order(statements: Sequence[Statement]) -> list[int]:
    """The place of each statement in the order of their cues (contents where there is no cue)."""
    anchors = [one.cue or one.content for one in statements]
    starts = [(anchor.start, anchor.end) if anchor else (0, 0) for anchor in anchors]
    order = sorted(range(len(statements)), key=lambda index: (starts[index], index))
    place = {index: rank for rank, index in enumerate(order)}
    return [place[index] for index in range(len(statements))]
