"""What is kept of each id: a mapping whose ids have the order of code points and may be any text."""

from hypothesis import given
from hypothesis import strategies as st

from kg.kept import Kept

IDS = st.text(st.characters() | st.just("\ud800"), max_size=3)
"""Any texts, lone surrogates and null among them."""


@given(st.lists(st.tuples(IDS, st.one_of(st.none(), st.integers()))))
def test_it_is_a_dict_in_the_order_of_its_keys(changes: list[tuple[str, int | None]]) -> None:
    kept, known = Kept[int](lambda one: (one, "є"), lambda row: int(row[0])), dict[str, int]()
    for name, number in changes:
        if number is None:
            assert kept.pop(name, None) == known.pop(name, None)
        else:
            kept[name] = known[name] = number
    assert list(kept.items()) == sorted(known.items())
    assert len(kept) == len(known)
    assert "nobody" not in kept and all(name in kept for name in known)
