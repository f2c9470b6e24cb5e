"""Times as OWL-Time: an interval with two instants, the precision and the words as given.

Not for finding times in a text.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pyoxigraph import Literal, NamedNode

from kg.graph.terms import node, string
from kg.graph.vocabulary import TYPE, member, term

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DATE_TIME = term("xsd:dateTime")
_PRECISIONS = ("Year", "Month", "Day")
_COARSE = ("Moment", "Day", "Month", "Year")

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def time_span(base: str, article: str, text: str) -> NamedNode:
    """The node of a time that is given as text: each article's own, for in a union of graphs that all describe one node
    a query meets it once for each of them."""
    return node(base, "timespan", article, text.strip())


def time_triples(base: str, article: str, text: str) -> Iterator[Triple]:
    """What the graph says of a time: YYYY, YYYY-MM, YYYY-MM-DD, a date with a time, or two of them with / between.

    The end is exclusive, but for a moment, which ends where it begins. Other text is kept as words alone.
    """
    me = time_span(base, article, text)
    yield me, TYPE, term("kg:TimeSpan")
    yield me, TYPE, term("time:Interval")
    yield me, term("kg:timeText"), string(text.strip())
    bounds = _bounds(text.strip())
    yield me, term("kg:precision"), member("precision", bounds[2] if bounds else "Text")
    if bounds:
        for curie, moment in (("time:hasBeginning", bounds[0]), ("time:hasEnd", bounds[1])):
            shown = _canonical(moment)
            instant = node(base, "instant", article, shown)
            yield me, term(curie), instant
            yield instant, TYPE, term("time:Instant")
            yield instant, term("time:inXSDDateTime"), Literal(shown, datatype=_DATE_TIME)


def _bounds(text: str) -> tuple[datetime, datetime, str] | None:
    """Beginning, end and precision; None where the text is no time or lies outside of the calendar."""
    first, _, last = text.partition("/")
    try:
        begin, end, precision = _one(first)
        if last:
            _, end, other = _one(last)
            precision = max(precision, other, key=_COARSE.index)
    except (ValueError, OverflowError):
        return None
    comparable = (begin.tzinfo is None) == (end.tzinfo is None)
    return (begin, end, precision) if comparable and (begin < end or (precision == "Moment" and begin == end)) else None


def _one(text: str) -> tuple[datetime, datetime, str]:
    if not (found := _DAY.fullmatch(text)):
        moment = datetime.fromisoformat(text).replace(microsecond=0)
        return moment, moment, "Moment"
    parts = [int(part) for part in found.groups() if part]
    begin = datetime(*[*parts, 1, 1][:3])  # type: ignore[arg-type]  # noqa: DTZ001 - the zone is not known
    days = (365 + calendar.isleap(begin.year), calendar.monthrange(begin.year, begin.month)[1], 1)[len(parts) - 1]
    return begin, begin + timedelta(days=days), _PRECISIONS[len(parts) - 1]


def _canonical(moment: datetime) -> str:
    if moment.tzinfo:
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return moment.isoformat()
