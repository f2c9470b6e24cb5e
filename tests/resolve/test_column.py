"""Numbers in a file come back as they were last set, whatever was asked in between; memory does not grow with them."""

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve import column
from kg.resolve.column import Column

SIZE = 1 << 14
"""Numbers of 32 pages."""


@given(st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(-9, 9))), st.integers(1, 4))
def test_the_last_number_counts(changes: list[tuple[int, int]], pages: int) -> None:
    kept, wanted = Column("q", count=SIZE), [0] * SIZE
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(column, "PAGES", pages)
        for place, number in changes:
            kept[place] = wanted[place] = number
            assert kept[SIZE - 1 - place] == wanted[SIZE - 1 - place]
        assert all(kept[place] == wanted[place] for place, _ in changes)
        assert list(kept) == wanted


def test_numbers_are_appended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column, "PAGES", 1)
    kept = Column("I", range(5), count=2)
    kept.extend(range(5, SIZE))
    assert len(kept) == SIZE + 2
    assert list(kept) == [0, 0, *range(SIZE)]
    assert list(kept.part(500, 1_600)) == list(range(498, 1_598))
    assert list(kept.part(7, 7)) == []


def test_many_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column, "PAGES", 2)
    kept = Column("I", range(SIZE))
    places = [place * 7_919 % SIZE for place in range(4 * SIZE)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(kept.__getitem__, places, chunksize=999)) == places


def test_memory_is_flat() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        kept = Column("q", range(count))
        assert kept[count // 2] == count // 2
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(200_000) < 1.01 * peak(100_000)
