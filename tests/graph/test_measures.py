"""Measures of small networks whose measures are known."""

from itertools import combinations

from kg.graph.measures import measured


def test_who_stands_between() -> None:
    first, middle, last = measured(3, {(0, 1, "asserts"): 1, (1, 2, "asserts"): 4})
    assert (first.betweenness, middle.betweenness, last.betweenness) == (0.0, 1.0, 0.0)
    assert first.pagerank < middle.pagerank < last.pagerank
    assert abs(first.pagerank + middle.pagerank + last.pagerank - 1) < 0.001


def test_denials_are_counted_and_mutual_ones_once_a_pair() -> None:
    one, two, three = measured(3, {(0, 1, "denies"): 3, (1, 0, "denies"): 1, (0, 2, "denies"): 1, (2, 0, "asserts"): 5})
    assert (one.denies, one.denied, one.mutual) == (4, 1, 1)
    assert (two.denies, two.denied, two.mutual) == (1, 3, 1)
    assert (three.denies, three.denied, three.mutual) == (0, 1, 0)


def test_communities_are_numbered_by_size() -> None:
    links = {(one, other, "asserts"): 1 for group in ((0, 1, 2), (3, 4, 5, 6)) for one, other in combinations(group, 2)}
    links[2, 3, "asserts"] = 1
    assert [one.community for one in measured(7, links)] == [2, 2, 2, 1, 1, 1, 1]


def test_a_relay_gives_no_weight() -> None:
    relayed, spoken, _ = measured(3, {(2, 0, "relays"): 9, (2, 1, "asserts"): 1})
    assert relayed.pagerank < spoken.pagerank


def test_the_order_of_links_changes_nothing() -> None:
    links = {(one, (one * 7 + 3) % 40, "asserts"): one % 3 + 1 for one in range(40)}
    assert measured(40, links) == measured(40, dict(reversed(links.items())))
    assert measured(0, {}) == []
