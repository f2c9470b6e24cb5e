"""A statement in the making: what the rules have found of it so far; the finished one is `kg.model.Statement`."""

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model import Act, CueKind, QuoteType, Stance

Stretch = tuple[int, int]
"""Start and end offset in the article's text."""


class Voice(StrEnum):
    """How a source is given at its place."""

    NAMED = "named"
    DROPPED = "dropped"
    SPEAKER = "speaker"
    OUTLET = "outlet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SourceRef:
    """The source as the sentence gives it: a stretch, or the way in which it is left out."""

    voice: Voice
    stretch: Stretch | None = None
    head: int | None = None
    rule: str = ""


@dataclass(slots=True)
class Draft:
    """One act: `anchor` is the offset that orders it; `content` None for a bare act."""

    anchor: int
    cue: Stretch | None
    source: SourceRef
    stance: Stance
    act: Act
    rule: str
    content: Stretch | None = None
    quote: QuoteType = QuoteType.NONE
    cue_kind: CueKind = CueKind.VERB
    cue_lemma: str = ""
    via: list[SourceRef] = field(default_factory=list)
    target: str | None = None
    back: bool = False
    confidence: float = 0.8
