"""How the words of a statement hang together in the tree: from its cue to its source and to its content.

Not for finding statements; it tells why one was found.
"""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.model import Span, Statement


def tree_paths(doc: Doc, one: Statement) -> Iterator[tuple[str, str]]:
    """("source", path) and ("content", path), as far as the statement has them: words with the UD relations between.

    `─nsubj→` leads down to a dependent, `←xcomp─` up to a head. `doc` is the analysis of the article's text. A path
    between two sentences is none: the source of a dropped subject stands elsewhere.
    """
    cue = _head(doc, one.cue)
    if cue is None:
        return
    for name, span in (("source", one.source.span), ("content", one.content)):
        other = _head(doc, span)
        if other is not None and other != cue:
            yield name, path(cue, other) if other.sent == cue.sent else f"{cue.text} … {other.text}"


def path(one: Token, other: Token) -> str:
    """The way from one word to another of its sentence, over the lowest word above both."""
    up, down = [one, *one.ancestors], [other, *other.ancestors]
    top = next(token for token in up if token in down)
    way = [*up[: up.index(top) + 1], *reversed(down[: down.index(top)])]
    steps = (
        f" ←{first.dep_}─ {second.text}" if first.head == second else f" ─{second.dep_}→ {second.text}"
        for first, second in pairwise(way)
    )
    return one.text + "".join(steps)


def _head(doc: Doc, span: Span | None) -> Token | None:
    """The first word of a stretch that hangs on a word outside it."""
    if span is None:
        return None
    inside = [token for token in doc if token.idx < span.end and token.idx + len(token) > span.start]
    words = [token for token in inside if not token.is_space and not token.is_punct] or inside
    return next((token for token in words if token.head == token or token.head not in inside), None)
