"""The levels of scoring and their counters for one article.

Not for adding up or for intervals (that is `report`).
"""

from collections.abc import Callable, Iterable, Sequence

from kg.evaluate.matching import CONTENT_OVERLAP, content_overlap, match, same_name, same_source
from kg.evaluate.spans import trimmed
from kg.ids import normal_name
from kg.model import Stance, Statement

Counts = tuple[int, int, int]
"""Right ones, all predicted, all in the gold."""

Test = Callable[[Statement, Statement], bool]


def is_full(gold: Statement, predicted: Statement) -> bool:
    """Whether source, stance and content of a matched pair are right."""
    same = same_source(gold.source, predicted.source) and gold.stance == predicted.stance
    return same and content_overlap(gold, predicted) >= CONTENT_OVERLAP


PAIR_TESTS: dict[str, Test] = {
    "statement": lambda *_: True,
    "source": lambda gold, predicted: same_source(gold.source, predicted.source),
    "name": lambda gold, predicted: same_name(gold.source.name, predicted.source.name),
    "kind": lambda gold, predicted: gold.source.kind == predicted.source.kind,
    "stance": lambda gold, predicted: gold.stance == predicted.stance,
    "content": lambda gold, predicted: content_overlap(gold, predicted) >= CONTENT_OVERLAP,
    "full": is_full,
    "cue_exact": lambda gold, predicted: trimmed(gold.cue) == trimmed(predicted.cue),
    "source_exact": lambda gold, predicted: trimmed(gold.source.span) == trimmed(predicted.source.span),
    "content_exact": lambda gold, predicted: trimmed(gold.content) == trimmed(predicted.content),
}
"""For each level that asks something of a matched pair: whether the pair is right."""

STANCE_LEVELS: dict[str, tuple[Stance, Test]] = {
    **{f"stance:{stance.value}": (stance, PAIR_TESTS["stance"]) for stance in Stance},
    "denial": (Stance.DENIES, PAIR_TESTS["full"]),
    "declines": (
        Stance.DECLINES,
        lambda gold, predicted: same_source(gold.source, predicted.source) and gold.stance == predicted.stance,
    ),
}
"""For each level of one stance: the stance and what makes a matched pair right."""

LINK_LEVELS: dict[str, tuple[Stance, ...]] = {
    "denial_link": (Stance.DENIES,),
    "target_link": (Stance.CONFIRMS, Stance.UNVERIFIED),
}
LIST_LEVELS: dict[str, Callable[[Statement], Iterable[str]]] = {
    "about": lambda statement: statement.about,
    "via": lambda statement: statement.via,
}
EXACT_LEVELS = ("cue_exact", "source_exact", "content_exact")

LEVELS = (
    *("statement", "source", "name", "kind", "stance", *(f"stance:{stance.value}" for stance in Stance)),
    *("content", "full", "denial", "declines", *LINK_LEVELS, *LIST_LEVELS, *EXACT_LEVELS),
)
"""All levels in the order of the report."""


def count(gold: Sequence[Statement], predicted: Sequence[Statement]) -> dict[str, Counts]:
    """The counters of one article for every level."""
    matched = match(gold, predicted)
    pairs = [(gold[right], predicted[left]) for left, right in sorted(matched.items())]
    counts = {
        level: (sum(test(*pair) for pair in pairs), len(predicted), len(gold)) for level, test in PAIR_TESTS.items()
    }
    for level, (stance, test) in STANCE_LEVELS.items():
        right = sum(test(*pair) for pair in pairs if pair[0].stance == pair[1].stance == stance)
        counts[level] = (right, _of(stance, predicted), _of(stance, gold))
    renamed = {predicted[left].id: gold[right].id for left, right in matched.items()}
    for level, stances in LINK_LEVELS.items():
        counts[level] = _count_links(_links(gold, stances), _links(predicted, stances), renamed)
    for level, names_of in LIST_LEVELS.items():
        right = sum(len(_names(names_of(one)) & _names(names_of(other))) for one, other in pairs)
        named_by = [sum(len(_names(names_of(one))) for one in side) for side in (predicted, gold)]
        counts[level] = (right, named_by[0], named_by[1])
    return {level: counts[level] for level in LEVELS}


def _of(stance: Stance, statements: Iterable[Statement]) -> int:
    return sum(one.stance == stance for one in statements)


def _names(names: Iterable[str]) -> set[str]:
    """The names as they are compared, each once, without empty ones."""
    return {normal_name(name) for name in names} - {""}


def _links(statements: Iterable[Statement], stances: Sequence[Stance]) -> set[tuple[str, str]]:
    """Pairs of a statement of such a stance and one that it is about, by id."""
    return {(one.id, target) for one in statements if one.stance in stances for target in one.denies}


def _count_links(gold: set[tuple[str, str]], predicted: set[tuple[str, str]], renamed: dict[str, str]) -> Counts:
    """Right where both ends are matched and the gold has the same link; `renamed` maps predicted ids to gold ids."""
    right = sum((renamed.get(one), renamed.get(target)) in gold for one, target in predicted)
    return right, len(predicted), len(gold)
