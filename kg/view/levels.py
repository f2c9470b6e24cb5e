"""The two levels: statements folded into edges between actors, or actor – statement – claim.

Not for places on the canvas (`kg.view.layout`) nor for looks (the page's assets).
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.view.model import Edge, Level, LevelName, Node, StatementView, View

Link = tuple[str, str, str]
"""Start, end, type of a folded edge."""

ANSWERS = ("denies", "confirms", "unverified")
"""Stances that speak of another statement rather than of a content of their own."""


def levels(view: View) -> tuple[Level, Level]:
    """Both levels of the view: actors first."""
    return _level(view, "actors", _actor_links(view), ()), _level(view, "claims", _claim_links(view), _claims(view))


def _actor_links(view: View) -> Iterator[tuple[Link, int]]:
    """Source → whom it answers, else whom it speaks about; the chain of relays; relations."""
    for number, one in enumerate(view.statements):
        answered = [view.statements[target].source for target in one.targets]
        for target in dict.fromkeys(answered or one.about):
            if target != one.source:
                yield (_a(one.source), _a(target), one.stance), number
        yield from _chain(one, number)
    for number, relation in enumerate(view.relations):
        if relation.subject != relation.object:
            yield (_a(relation.subject), _a(relation.object), "relation"), number


def _chain(one: StatementView, number: int) -> Iterator[tuple[Link, int]]:
    """Relay → whom it relays, step by step to the source."""
    for first, second in itertools.pairwise((*one.via, one.source)):
        if first != second:
            yield (_a(first), _a(second), "relays"), number


def _claim_links(view: View) -> Iterator[tuple[Link, int]]:
    """Source → claim by its stance, also to claims that it answers; the chain of relays; claim → whom it is about."""
    own = _with_claim(view)
    for number, one in enumerate(view.statements):
        for target in one.targets:
            yield (_a(one.source), _c(view.statements[target]), one.stance), number
        if number not in own:
            continue
        yield (_a(one.source), _c(one), one.stance), number
        yield from _chain(one, number)
        for actor in one.about:
            yield (_c(one), _a(actor), "about"), number


def _with_claim(view: View) -> dict[int, None]:
    """The statements that are drawn as a claim: all but answers, and answers that are answered in turn."""
    answered = {target for one in view.statements for target in one.targets}
    return {
        number: None
        for number, one in enumerate(view.statements)
        if number in answered or not (one.stance in ANSWERS and one.targets)
    }


def _claims(view: View) -> Iterator[Node]:
    """One node for each content; acts without content show their cue."""
    held: dict[str, list[int]] = defaultdict(list)
    for number in _with_claim(view):
        held[_c(view.statements[number])].append(number)
    for key, numbers in held.items():
        first = view.statements[numbers[0]]
        label = first.content or first.cue or "".join(segment.text for segment in first.passage)
        yield Node(key, label, "claim", statements=tuple(numbers), bare=first.content is None)


def _level(view: View, name: LevelName, links: Iterable[tuple[Link, int]], claims: Iterable[Node]) -> Level:
    folded: dict[Link, list[int]] = defaultdict(list)
    for link, number in links:
        if number not in folded[link]:
            folded[link].append(number)
    degree = Counter(end for start, end, _ in folded) + Counter(start for start, *_ in folded)
    taken = Counter(source for source, _ in {(one.source, one.stance) for one in view.statements})
    shown = taken if name == "actors" else Counter[int]()
    actors = (
        Node(_a(place), actor.label, actor.kind, place, roles=shown[place]) for place, actor in enumerate(view.actors)
    )
    kept = [node for node in (*actors, *claims) if degree[node.id] or (node.actor is not None and taken[node.actor])]
    strong = Counter(start for start, _, kind in folded if kind in ("denies", "declines"))
    kept.sort(key=lambda node: -(degree[node.id] + strong[node.id]))
    edges = (Edge(f"e{place}", *link, tuple(numbers)) for place, (link, numbers) in enumerate(folded.items()))
    return Level(name, tuple(kept), tuple(edges))


def _a(actor: int) -> str:
    return f"a{actor}"


def _c(statement: StatementView) -> str:
    return f"c{statement.claim}"
