"""Records that stand in a file come back as they were, in any order of reading and writing."""

import gc
import tracemalloc
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Actor, Kind
from kg.resolve import column, resolve, shelf
from kg.resolve.postings import Postings
from kg.resolve.profiles import Profile
from kg.resolve.shelf import Few, Index, Keyed, Numbered, Shelf, Sorted, texts
from kg.resolve.wording import Figure, Wording
from tests.resolve.test_growth import story

PROFILE = Profile(Actor("a1", "Ірина Сокіл", Kind.PERSON, ("Сокіл",), None), "doc", frozenset({"мер", "депутатка"}))
WORDING = Wording("c1", "doc", "2024-05-01", "a1", True, ("#40", "міст"), (Figure("40", "мільйон"),), ("бути",), ())


def test_profiles_and_wordings_come_back() -> None:
    assert Profile.of(PROFILE.row()) == PROFILE
    assert Wording.of(WORDING.row()) == WORDING


@pytest.mark.parametrize("limit", [1, 1 << 20])
def test_any_order(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", limit)
    kept: Shelf[tuple[str, int]] = Shelf(lambda one: one, lambda row: (row[0], row[1]))
    for number in range(50):
        assert kept.add(("щ" * number, number)) == number
        assert kept[number // 2] == ("щ" * (number // 2), number // 2)
    assert len(kept) == 50
    kept.close()


def test_the_last_of_a_key_counts() -> None:
    kept: Keyed[tuple[str]] = Keyed(lambda one: one, lambda row: (row[0],))
    for key, value in (("a", "1"), ("b", "2"), ("a", "3")):
        kept[key] = (value,)
    assert dict(kept) == {"a": ("3",), "b": ("2",)}
    assert "c" not in kept


def test_records_are_read_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 16)
    kept = texts()
    for number in range(30):
        kept[f"k{number}"] = "щ" * number
    assert list(kept) == [f"k{number}" for number in range(30)]
    assert list(kept.values()) == ["щ" * number for number in range(30)]
    assert kept.get("k30", "none") == "none"
    with pytest.raises(KeyError):
        kept["k30"]


@given(st.lists(st.text(max_size=3)))
def test_keys_are_numbered_as_they_come(keys: list[str]) -> None:
    index, numbered = Index(), Numbered()
    assert [index.add(key) for key in keys] == [numbered.add(key) for key in keys]
    order = list(dict.fromkeys(keys))
    assert [index.find(key) for key in order] == list(range(len(order)))
    assert [numbered[number] for number in range(len(numbered))] == order
    assert index.find("none") is None


def test_many_keys_are_numbered() -> None:
    index = Index()
    assert [index.add(f"k{number}") for number in range(5_000)] == list(range(5_000))
    assert [index.find(f"k{number}") for number in range(5_000)] == list(range(5_000))


@given(st.lists(st.tuples(st.integers(0, 9), st.text(max_size=3))), st.integers(1, 100))
def test_records_come_in_order_and_equals_as_added(records: list[tuple[int, str]], limit: int) -> None:
    kept: Sorted[tuple[int, str]] = Sorted(lambda one: one[0], tuple, lambda row: (row[0], row[1]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "IN_MEMORY", limit)
        patch.setattr(shelf, "SIDE_BY_SIDE", 3)
        for record in records:
            kept.add(record)
        assert list(kept) == sorted(records, key=lambda one: one[0])
    assert len(kept) == len(records)
    assert kept == sorted(records, key=lambda one: one[0])


def test_few_texts_by_number() -> None:
    few = Few(2)
    few.append("a")
    few[0] = "a"
    assert dict(few) == {0: "a", 1: "", 2: "a"}


def most_memory(count: int) -> int:
    """The most bytes in use at once while so many records are kept and read in each of the ways."""
    tracemalloc.start()
    kept, few = texts(), Few(count)
    ordered: Sorted[tuple[str, str]] = Sorted(itemgetter(0), tuple, lambda row: (row[0], row[1]))
    for number in range(count):
        kept[f"k{number}"] = f"t{number}"
        few[number] = "abc"[number % 3]
        ordered.add((f"{number * 7919 % count:09}", few[number]))
    assert all(kept[f"k{number}"] == f"t{number}" for number in range(0, count, 99))
    assert sum(1 for _ in ordered) == len(few)
    postings = Postings(((number // 2, number // 3) for number in range(count)), count)
    assert postings.sharing_two(count - 12) == [count - 11]
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def test_memory_does_not_grow_with_what_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 1 << 13)
    monkeypatch.setattr(shelf, "SIDE_BY_SIDE", 8)
    monkeypatch.setattr(column, "PAGES", 2)
    most_memory(60)  # what is loaded once is loaded now
    few, many = most_memory(6_000), most_memory(18_000)
    assert (many - few) / 12_000 < 3  # bytes a record; one number has 4 or 8


@given(st.lists(st.sets(st.integers(0, 9))))
def test_sets_that_share_two_members(sets: list[set[int]]) -> None:
    postings = Postings(sets, 10)
    for place, mine in enumerate(sets):
        later = [other for other in range(place + 1, len(sets)) if len(mine & sets[other]) > 1]
        assert postings.sharing_two(place) == later


def test_the_files_go_with_what_they_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[IO[bytes]] = []

    def file(buffering: int = -1) -> IO[bytes]:
        made.append(TemporaryFile(buffering=buffering, dir=tmp_path))  # noqa: SIM115 (that it is closed is what is asked)
        return made[-1]

    monkeypatch.setattr(shelf, "IN_MEMORY", 64)
    monkeypatch.setattr("kg.resolve.shelf.tempfile.TemporaryFile", file)
    found = resolve(story(number) for number in range(12))
    assert len(made) > 10
    assert len(found.actors) == sum(1 for _ in found.actors.values())
    del found
    gc.collect()
    assert all(file.closed for file in made)
    assert not list(tmp_path.iterdir())
