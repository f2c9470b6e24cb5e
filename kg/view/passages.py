"""Verbatim passages with marks, cut so that the page needs no offsets; not for finding any span."""

import itertools
from collections.abc import Iterable

from kg.errors import DataError
from kg.model import Article, Span, Statement
from kg.view.model import Segment

NEAR = 240
"""A source named at most this many code points away from the rest is shown in the same passage."""


def passage(article: Article, statement: Statement) -> tuple[tuple[Segment, ...], str | None]:
    """The statement's passage in marked segments, and the source's naming where it stands too far away.

    DataError where a span does not hold the article's text.
    """
    marked = [(statement.cue, "q"), (statement.content, "c")]
    spans = [span for span in (statement.sentence, statement.cue, statement.content) if span is not None and span.text]
    for span in [*spans, statement.source.span]:
        check(article, span)
    start = min((span.start for span in spans), default=0)
    end = max((span.end for span in spans), default=0)
    source, elsewhere = statement.source.span, None
    if source is not None:
        if source.start >= start - NEAR and source.end <= end + NEAR and spans:
            start, end = _widen(article.text, start, end, source)
            marked.append((source, "s"))
        else:
            elsewhere = source.text
    return segments(article.text, start, end, [(span, mark) for span, mark in marked if span is not None]), elsewhere


def check(article: Article, span: Span | None) -> None:
    """DataError unless the span holds the slice of the article's text that it names."""
    if span is not None and span.text and article.text[span.start : span.end] != span.text:
        raise DataError(
            f"{article.id}: text {span.start}-{span.end} is not what the statement says: build the statements anew"
        )


def segments(text: str, start: int, end: int, marked: Iterable[tuple[Span, str]]) -> tuple[Segment, ...]:
    """`text[start:end]` cut wherever a mark begins or ends; joined, the segments give the slice back."""
    inside = [(max(start, span.start), min(end, span.end), mark) for span, mark in marked]
    cuts = sorted({start, end, *(low for low, *_ in inside), *(high for _, high, _ in inside)})
    found = []
    for low, high in itertools.pairwise(cuts):
        marks = "".join(sorted(mark for first, last, mark in inside if first <= low and high <= last))
        found.append(Segment(text[low:high], marks))
    return tuple(found)


def _widen(text: str, start: int, end: int, source: Span) -> tuple[int, int]:
    """The passage with the source in it, out to the beginning of the source's sentence or line."""
    if source.start >= start and source.end <= end:
        return start, end
    if source.start < start:
        before = max(text.rfind(mark, 0, source.start) for mark in (". ", "! ", "? ", "\n"))
        low = max(before + 1, source.start - NEAR)
        while text[low].isspace():
            low += 1
        return low, end
    return start, source.end
