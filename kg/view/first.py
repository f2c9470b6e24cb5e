"""Which nodes a level draws first, where it may not draw all; of claims the page's `filter.js` chooses in the same way.

Not for where they are drawn (`kg.view.layout`).
"""

from collections import Counter, defaultdict

from kg.view.model import Edge, Level, LevelName

HIDDEN: dict[LevelName, tuple[str, ...]] = {"actors": ("relation",), "claims": ("about", "relation")}
"""Types of edges that a level does not draw at first."""

TOLD = ("denies", "unverified", "declines", "confirms", "demands", "asserts")
"""What is told of claims, the first of it first."""


def drawable(level: Level) -> list[int]:
    """The nodes that a level would draw without a cap, by their places: ends of edges that are drawn, and sources."""
    ends = {end for edge in level.edges if edge.type not in HIDDEN[level.name] for end in (edge.start, edge.end)}
    return [at for at, node in enumerate(level.nodes) if node.id in ends or node.roles or node.actor is None]


def drawn_first(level: Level, cap: int) -> list[int]:
    """At most `cap` nodes, by their places, in order: the most connected, but of claims whole stories, since the best
    connected actors alone would show next to no claim."""
    able = drawable(level)
    return able[:cap] if level.name == "actors" or len(able) <= cap else sorted(_stories(level, able, cap))


def _stories(level: Level, able: list[int], cap: int) -> set[int]:
    """Claims with all who speak of them, those that are denied first, then in turn one of each actor."""
    numbers = {level.nodes[at].id: at for at in able}
    of: dict[str, list[Edge]] = defaultdict(list)
    for edge in level.edges:
        if edge.type in TOLD:
            of[edge.start].append(edge)
            of[edge.end].append(edge)
    turns = Counter[tuple[str, str]]()
    order: list[tuple[int, Edge]] = []
    for kind in TOLD:
        for at in able:
            name = level.nodes[at].id
            for edge in of[name]:
                if edge.start == name and edge.type == kind:
                    order.append((turns[kind, name] + (kind == "asserts"), edge))
                    turns[kind, name] += 1
    kept: set[int] = set()
    for _, edge in sorted(order, key=lambda one: one[0]):
        fresh = {numbers[end] for one in of[edge.end] for end in (one.start, one.end)} - kept
        if len(kept) + len(fresh) <= cap:
            kept |= fresh
    rest = [at for at in able if at not in kept and level.nodes[at].actor is not None]
    return kept | set(rest[: cap - len(kept)])
