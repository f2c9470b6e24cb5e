"""Places: no two boxes over each other, whatever their sizes; the same for the same input."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.view.columns import flow
from kg.view.layout import Task, layout, pack

SIZES = st.lists(st.tuples(st.floats(20, 300), st.floats(20, 120)), min_size=1, max_size=25)


def _overlaps(boxes: list[tuple[float, float, float, float]]) -> list[tuple[int, int]]:
    """Pairs of boxes (centre, width, height) that lie over each other by more than a pixel."""
    return [
        (one, other)
        for one, other in itertools.combinations(range(len(boxes)), 2)
        if abs(boxes[one][0] - boxes[other][0]) < (boxes[one][2] + boxes[other][2]) / 2 - 1
        and abs(boxes[one][1] - boxes[other][1]) < (boxes[one][3] + boxes[other][3]) / 2 - 1
    ]


@given(SIZES, st.floats(0.5, 3))
def test_packed_blocks_lie_apart(extents: list[tuple[float, float]], aspect: float) -> None:
    corners = pack(extents, aspect)
    boxes = [(x + w / 2, y + h / 2, w, h) for (x, y), (w, h) in zip(corners, extents, strict=True)]
    assert _overlaps(boxes) == []


@pytest.mark.parametrize("count", [2, 12, 45, 650])
def test_boxes_lie_apart(count: int) -> None:
    sizes = np.array([[80 + 37 * at % 200, 40 + 23 * at % 60] for at in range(count)], dtype=float)
    pairs = tuple((at, at * at % count) for at in range(count))
    task = Task(sizes, pairs, arrows=pairs)
    places = layout(task)
    assert _overlaps([(x, y, w, h) for (x, y), (w, h) in zip(places, sizes.tolist(), strict=True)]) == []
    assert places == layout(task)


def test_an_empty_level() -> None:
    assert layout(Task(np.zeros((0, 2)), ())) == []


def test_arrows_run_to_the_right() -> None:
    assert flow(4, [(0, 1), (1, 2), (0, 3)]) == (0, 1, 2, 1)
