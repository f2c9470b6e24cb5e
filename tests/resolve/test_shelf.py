"""Records that stand in a file come back as they were, in any order of reading and writing."""

import pytest

from kg.model import Actor, Kind
from kg.resolve import shelf
from kg.resolve.profiles import Profile
from kg.resolve.shelf import Keyed, Shelf
from kg.resolve.wording import Figure, Wording

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
    kept.close()
