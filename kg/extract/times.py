"""When a statement was made and of what time its content speaks, from the expressions of time beside them.

Not for finding the expressions (`kg.nlp.dates`).
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Article, Span, Statement
from kg.nlp.dates import When, find

_REACH = 80
"""Characters between a cue and the expression that dates it, at most."""


def dated(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with `reported_at`, `said_at` and `valid_time` where the text gives them."""
    anchor = article.day
    found = find(article.text, anchor)
    reported = anchor.isoformat() if anchor else None
    contents = [one.content for one in statements if one.content]
    return [
        replace(
            one,
            reported_at=reported,
            said_at=_said(one, [when for when in found if not _in_any(when, contents)]),
            valid_time=_valid(one, found),
        )
        for one in statements
    ]


def _in_any(when: When, contents: Sequence[Span]) -> bool:
    return any(one.start <= when.start and when.end <= one.end for one in contents)


def _said(one: Statement, outside: Sequence[When]) -> str | None:
    """The expression nearest to the cue in its sentence, in nobody's content."""
    if one.cue is None:
        return None
    cue, sentence = one.cue, one.sentence
    here = [when for when in outside if sentence.start <= when.start and when.end <= sentence.end]
    near = [when for when in here if _distance(when, cue) <= _REACH]
    best = min(near, key=lambda when: (_distance(when, cue), when.start), default=None)
    return best.iso if best else None


def _distance(when: When, cue: Span) -> int:
    return max(when.start - cue.end, cue.start - when.end, 0)


def _valid(one: Statement, found: Sequence[When]) -> str | None:
    """The one time that the content names; none where it names several."""
    if one.content is None:
        return None
    content = one.content
    inside = {when.iso for when in found if content.start <= when.start and when.end <= content.end}
    return inside.pop() if len(inside) == 1 else None
