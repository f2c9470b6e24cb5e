"""Union-find under constraints."""

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.clusters import Clusters


def test_joined_ids_share_a_root() -> None:
    clusters = Clusters[str]()
    assert clusters.join("a", "b")
    assert clusters.join("b", "c")
    assert clusters.root("c") == clusters.root("a")
    assert clusters.root("d") == "d"


def test_labels_that_differ_are_not_joined_without_force() -> None:
    clusters = Clusters({"a": "x", "b": "y"})
    assert not clusters.join("a", "b")
    assert clusters.join("a", "b", force=True)


def test_a_label_holds_for_the_whole_cluster() -> None:
    clusters = Clusters({"a": "x", "c": "y"})
    assert clusters.join("a", "b")
    assert not clusters.join("b", "c")


def test_pairs_kept_apart_stay_apart_through_others() -> None:
    clusters = Clusters[str]()
    clusters.keep_apart("a", "c")
    assert clusters.join("a", "b")
    assert not clusters.join("b", "c")
    assert clusters.join("c", "d")
    assert not clusters.join("d", "a")


def test_each_id_goes_to_the_first_part_that_takes_it() -> None:
    clusters, parts = Clusters[str](), list[str]()
    clusters.keep_apart("a", "b")
    assert [clusters.join_first(parts, one) for one in "abcc"] == [None, None, "a", None]
    assert parts == ["a", "b"]
    assert clusters.root("c") == "a"


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))), st.randoms())
def test_without_constraints_the_order_of_joins_does_not_count(pairs: list[tuple[str, str]], chance: object) -> None:
    first, second = Clusters[str](), Clusters[str]()
    for one, other in pairs:
        first.join(one, other)
    for one, other in sorted(pairs):
        second.join(one, other)
    assert [first.root(one) for one in "abcdef"] == [second.root(one) for one in "abcdef"]
