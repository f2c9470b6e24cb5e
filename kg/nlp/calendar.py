"""Stretches of time on the calendar and their text form. Not for words (`kg.nlp.dates`)."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end` (exclusive), local time; `precision` is the unit that the text gives.

    Precisions: minute, hour, part (of a day), day, week, month, season, quarter, year, years; parts of these.
    """

    start: datetime
    end: datetime
    precision: str

    @property
    def iso(self) -> str:
        """ISO 8601: a whole day, month or year in its short form, else first and last day, or hours, with a stroke."""
        if self.precision == "minute":
            return self.start.isoformat(timespec="minutes")
        if self.precision in ("hour", "part"):
            return f"{self.start.isoformat(timespec='minutes')}/{self.end.isoformat(timespec='minutes')}"
        first, last = self.start.date(), (self.end - timedelta(days=1)).date()
        if first == last:
            return first.isoformat()
        if (first, last) == (first.replace(day=1), _last_of_month(first)):
            return f"{first.year:04}-{first.month:02}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return f"{first.year:04}" if first.year == last.year else f"{first.year:04}/{last.year:04}"
        return f"{first.isoformat()}/{last.isoformat()}"

    def through(self, other: "Stretch") -> "Stretch":
        """From the start of this one to the end of the other."""
        return Stretch(self.start, other.end, self.precision)


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def days(first: date, last: date, precision: str) -> Stretch:
    """Whole days, both included."""
    return Stretch(_midnight(first), _midnight(last) + timedelta(days=1), precision)


def day(one: date) -> Stretch:
    """One day."""
    return days(one, one, "day")


def week(of: date) -> Stretch:
    """The week from Monday that has the day."""
    monday = of - timedelta(days=of.weekday())
    return days(monday, monday + timedelta(days=6), "week")


def month(year: int, number: int) -> Stretch:
    """A month; `number` may be beyond 1..12."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    first = date(year, number, 1)
    return days(first, _last_of_month(first), "month")


def year(number: int) -> Stretch:
    """A year."""
    return days(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, last: int) -> Stretch:
    """Several years, both included."""
    return days(date(first, 1, 1), date(last, 12, 31), "years")


def quarter(year_: int, number: int) -> Stretch:
    """A quarter of a year."""
    first = month(year_, 3 * number - 2)
    return Stretch(first.start, month(year_, 3 * number).end, "quarter")


def season(year_: int, name: str) -> Stretch:
    """A season; the winter of a year begins in the December before."""
    first = _SEASONS[name]
    start = month(year_ - (name == "winter"), first)
    return Stretch(start.start, month(year_ - (name == "winter"), first + 2).end, "season")


def hours(of: date, first: int, last: int) -> Stretch:
    """A part of a day."""
    start = _midnight(of)
    return Stretch(start + timedelta(hours=first), start + timedelta(hours=last), "part")


def minute(of: date, hour: int, minutes: int | None) -> Stretch:
    """A minute, or the hour where there are no minutes."""
    start = _midnight(of) + timedelta(hours=hour, minutes=minutes or 0)
    if minutes is None:
        return Stretch(start, start + timedelta(hours=1), "hour")
    return Stretch(start, start + timedelta(minutes=1), "minute")


def part(of: Stretch, first: float, last: float) -> Stretch:
    """A part of a stretch by fractions of it, to whole days (a year: to whole months)."""
    if of.precision == "year":
        begin, end = of.start, month(of.start.year, round(12 * last)).end
        return Stretch(month(begin.year, 1 + round(12 * first)).start, end, "part of year")
    length = (of.end - of.start).days
    start = of.start + timedelta(days=round(length * first))
    return Stretch(start, of.start + timedelta(days=round(length * last)), f"part of {of.precision}")
