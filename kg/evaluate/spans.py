"""Arithmetic of stretches of text: overlap, and offsets without what stands at the edges.

Not for what a stretch means. Offsets are code points, end exclusive; None is a stretch that is not there.
"""

from kg.model import Span

QUOTES = "\"'«»„“”‟‘’‚‛‹›`"
CLOSING = ".,;:!?…"


def iou(one: Span | None, other: Span | None) -> float:
    """Intersection over union in characters, 0..1; 0 where either is None."""
    if one is None or other is None:
        return 0.0
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / ((one.end - one.start) + (other.end - other.start) - shared) if shared else 0.0


def trimmed(span: Span | None) -> tuple[int, int] | None:
    """Start and end without white space and quotation marks at both edges and closing punctuation at the end.

    A stretch of nothing else keeps its offsets.
    """
    if span is None:
        return None
    start, end = 0, len(span.text)
    while end > start and (span.text[end - 1].isspace() or span.text[end - 1] in QUOTES + CLOSING):
        end -= 1
    while start < end and (span.text[start].isspace() or span.text[start] in QUOTES):
        start += 1
    return (span.start + start, span.start + end) if start < end else (span.start, span.end)
