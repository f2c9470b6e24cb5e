"""A relation in the making: two names, what ties them, and where the text says so; not yet part of any statement."""

from typing import NamedTuple


class Tie(NamedTuple):
    """`start`..`end` is the stretch (code points) that states the relation; `subject` and `object` are actors' names."""

    type: str
    subject: str
    object: str
    start: int
    end: int
    role: str | None
    rule: str
