"""Expressions of time in Ukrainian text, as stretches of the calendar anchored to the article's date.

Not for what happened then; expressions that need the article's date are left out where it is unknown.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from kg.data import load_toml
from kg.nlp import calendar
from kg.nlp.calendar import Stretch
from kg.nlp.date_patterns import matches
from kg.nlp.forms import parses

_APOSTROPHES = str.maketrans("’ʼ‘`´\u00a0\u202f", "'''''  ")
_AHEAD, _MARKS = 60, ".!?\n,;:()–—"
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class When:
    """A place in the text (code points) and the stretch of time that it names."""

    start: int
    end: int
    stretch: Stretch

    @property
    def iso(self) -> str:
        """The stretch as ISO 8601."""
        return self.stretch.iso


@dataclass(frozen=True, slots=True)
class _Scene:
    """The text in small letters, the article's day, and the match under way."""

    text: str
    anchor: date | None


_Place = tuple[int, int, Stretch | None]
_Reader = Callable[[re.Match[str], _Scene], Stretch | None]


def find(text: str, anchor: date | None = None) -> list[When]:
    """All expressions of time that can be put on the calendar, in reading order; of two that overlap the longer one."""
    scene = _Scene(_small(text), anchor)
    found: list[tuple[int, int, Stretch | None]] = []
    for name, match in matches(scene.text):
        try:
            stretch = _READERS[name](match, scene)
        except (ValueError, OverflowError):  # no such day: 31 квітня
            found.append((*match.span("e"), None))
            continue
        if stretch is not None and 1000 < stretch.start.year < 2200:
            found.append((*match.span("e"), stretch))
    kept = [When(start, end, stretch) for start, end, stretch in _longest(found) if stretch is not None]
    return sorted(kept, key=lambda one: one.start)


def _small(text: str) -> str:
    low = text.lower()
    if len(low) != len(text) or "Σ" in text:  # letters whose small form is longer or depends on their place
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.translate(_APOSTROPHES)


def _longest(found: list[_Place]) -> Iterator[_Place]:
    taken: list[_Place] = []
    for one in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if all(one[1] <= other[0] or other[1] <= one[0] for other in taken):
            taken.append(one)
            yield one


# Words


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = load_toml("dates.toml")[name]
    return table


def _any(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _forms(name: str) -> dict[str, str]:
    """Form -> key, of a table of lists."""
    return {form: key for key, forms in _table(name).items() for form in forms}


@cache
def _future() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(_table('future')['words'])})\b")


def _to_come(match: re.Match[str], scene: _Scene) -> bool:
    """Whether the clause around the match speaks of the future."""
    begin = max(scene.text.rfind(mark, 0, match.start()) for mark in _MARKS) + 1
    ends = [place for mark in _MARKS if (place := scene.text.find(mark, match.end())) >= 0]
    end = min(ends, default=len(scene.text))
    tenses = {_tense(word) for word in _WORD.findall(scene.text, begin, end)}
    return "past" not in tenses and ("futr" in tenses or _future().search(scene.text, begin, end) is not None)


@lru_cache(maxsize=1 << 10)
def _tense(word: str) -> str:
    return str(parses(word)[0].tag.tense)


# Readers: from a match to a stretch


def _year_of(text: str | None) -> int | None:
    return int(text) if text else None


def _nearest(anchor: date, month: int, day: int) -> int:
    """The year of a day without one: the last such day, or the next one where that is not far."""
    ahead = (_safe(anchor.year, month, day) - anchor).days
    if ahead > _AHEAD:
        return anchor.year - 1
    return anchor.year + ((_safe(anchor.year + 1, month, day) - anchor).days <= _AHEAD)


def _safe(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)


def _day_of(match: re.Match[str], scene: _Scene, suffix: str = "") -> date | None:
    day, month = int(match["day" + suffix]), int(_forms("months")[match["month"]])
    year = _year_of(match["year"]) or _shifted_year(match, scene)
    if year is None:
        if scene.anchor is None:
            return None
        year = _nearest(scene.anchor, month, day)
    return date(year, month, day)


def _shifted_year(match: re.Match[str], scene: _Scene) -> int | None:
    """ "5 травня минулого року"."""
    word = match.groupdict().get("which")
    if not word or scene.anchor is None:
        return None
    return scene.anchor.year + int(_table("years").get(word, _table("shift").get(word, 0)))


def _one_day(match: re.Match[str], scene: _Scene) -> Stretch | None:
    day = _day_of(match, scene)
    return _at(match, day) if day else None


def _at(match: re.Match[str], day: date) -> Stretch:
    """A day, or its part or hour where the match has one."""
    groups = match.groupdict()
    hour = groups.get("hour") or groups.get("hour2")
    if hour is not None:
        minutes = groups.get("minute") or groups.get("minute2")
        half = groups.get("half") or groups.get("half2")
        hour = int(hour) + (12 if (half == "вечора" and int(hour) < 12) or (half == "дня" and int(hour) < 8) else 0)
        if hour > 24 or int(minutes or 0) > 59:
            raise ValueError("no such time")
        return calendar.minute(day, hour, int(minutes) if minutes else None)
    part = groups.get("part") or groups.get("part2")
    if part:
        return calendar.hours(day, *_table("parts")[part])
    if groups.get("night"):
        return calendar.hours(day, 0, 6)
    return calendar.day(day)


def _two_days(match: re.Match[str], scene: _Scene) -> Stretch | None:
    first, last = _day_of(match, scene, "1"), _day_of(match, scene, "2")
    if first is None or last is None or first > last:
        return None
    if match["joint"].strip() in ("і", "та", "й") and (last - first).days > 1:
        return None
    return calendar.days(first, last, "day")


def _two_dates(match: re.Match[str], scene: _Scene) -> Stretch | None:
    """ "з 28 травня по 3 червня 2023 року"."""
    months = _forms("months")
    last_month = int(months[match["month2"]])
    last_day = int(match["day2"])
    year = _year_of(match["year"])
    if year is None:
        if scene.anchor is None:
            return None
        year = _nearest(scene.anchor, last_month, last_day)
    first_month = int(months[match["month1"]])
    first_year = _year_of(match["year1"]) or (year - 1 if first_month > last_month else year)
    first, last = date(first_year, first_month, int(match["day1"])), date(year, last_month, last_day)
    return calendar.days(first, last, "day") if first <= last else None


def _figures(match: re.Match[str], _: _Scene) -> Stretch | None:
    year = int(match["year"])
    return _at(match, date(year + 2000 if year < 100 else year, int(match["number"]), int(match["day"])))


def _iso(match: re.Match[str], _: _Scene) -> Stretch | None:
    return calendar.day(date(int(match["year"]), int(match["number"]), int(match["day"])))


def _month(match: re.Match[str], scene: _Scene) -> Stretch | None:
    number = int(_forms("months")[match["month"]])
    year = _year_of(match["year"]) or _shifted_year(match, scene)
    if year is None:
        if scene.anchor is None:
            return None
        year = _month_year(match, scene, scene.anchor, number)
    return _fraction(match, calendar.month(year, number))


def _month_year(match: re.Match[str], scene: _Scene, anchor: date, number: int) -> int:
    """The year of a month without one: the next such month where the sentence speaks of the future, else the last."""
    if _to_come(match, scene):
        return anchor.year + (number < anchor.month)
    return anchor.year - (number > anchor.month + 1 and not (anchor.month == 12 and number == 1))


def _two_months(match: re.Match[str], scene: _Scene) -> Stretch | None:
    months = _forms("months")
    first, last = int(months[match["month1"]]), int(months[match["month2"]])
    year = _year_of(match["year"]) or _shifted_year(match, scene)
    if year is None:
        if scene.anchor is None:
            return None
        year = scene.anchor.year - (last > scene.anchor.month and not _to_come(match, scene))
    return calendar.month(year - (first > last), first).through(calendar.month(year, last))


def _fraction(match: re.Match[str], of: Stretch) -> Stretch:
    words = match.groupdict().get("fraction")
    return calendar.part(of, *_table("fractions")[" ".join(words.split())]) if words else of


def _year(match: re.Match[str], _: _Scene) -> Stretch | None:
    return _fraction(match, calendar.year(int(match["year"])))


def _two_years(match: re.Match[str], _: _Scene) -> Stretch | None:
    first, last = int(match["year1"]), match["year2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return calendar.years(first, end) if first < end < first + 100 else None


def _decade(match: re.Match[str], _: _Scene) -> Stretch | None:
    number = int(match["year"])
    first = number if number > 99 else 1900 + number if number >= 30 else 2000 + number
    return calendar.years(first, first + 9)


def _near_day(match: re.Match[str], scene: _Scene) -> Stretch | None:
    if scene.anchor is None:
        return None
    return _at(match, scene.anchor + timedelta(days=_table("days")[match["word"]]))


def _unit(match: re.Match[str], scene: _Scene) -> Stretch | None:
    """ "минулого тижня", "наприкінці цього року"."""
    if scene.anchor is None:
        return None
    shift = int(_table("shift")[match["which"]])
    unit = _forms("units")[match["unit"]]
    if unit == "day" and (shift >= 0 or match["unit"] not in ("доби", "добу")):
        return None  # "наступного дня" is told from another day
    return _fraction(match, _shifted(scene.anchor, unit, shift))


def _fraction_of_now(match: re.Match[str], scene: _Scene) -> Stretch | None:
    """ "до кінця року"."""
    if scene.anchor is None:
        return None
    return _fraction(match, _shifted(scene.anchor, _forms("units")[match["unit"]], 0))


def _shifted(anchor: date, unit: str, shift: int) -> Stretch:
    if unit == "day":
        return calendar.day(anchor + timedelta(days=shift))
    if unit == "week":
        return calendar.week(anchor + timedelta(weeks=shift))
    if unit == "month":
        return calendar.month(anchor.year, anchor.month + shift)
    if unit == "quarter":
        number = (anchor.month - 1) // 3 + shift
        return calendar.quarter(anchor.year + number // 4, number % 4 + 1)
    return calendar.year(anchor.year + shift)


def _year_word(match: re.Match[str], scene: _Scene) -> Stretch | None:
    if scene.anchor is None:
        return None
    return _fraction(match, calendar.year(scene.anchor.year + _table("years")[match["word"]]))


def _weekday(match: re.Match[str], scene: _Scene) -> Stretch | None:
    """ "у вівторок": the last one up to the article's day, or the next one of a sentence about the future."""
    if scene.anchor is None:
        return None
    number = int(_forms("weekdays")[match["weekday"]]) - 1
    which = match["which"]
    back = (scene.anchor.weekday() - number) % 7
    if which and _table("shift")[which] > 0:
        day = scene.anchor - timedelta(days=scene.anchor.weekday() - number) + timedelta(weeks=1)
    elif which and _table("shift")[which] == 0:
        day = scene.anchor - timedelta(days=scene.anchor.weekday() - number)
    elif which:
        day = scene.anchor - timedelta(days=back or 7)
    elif back and _to_come(match, scene):
        day = scene.anchor + timedelta(days=7 - back)
    else:
        day = scene.anchor - timedelta(days=back)
    return _at(match, day)


def _ago(match: re.Match[str], scene: _Scene) -> Stretch | None:
    """ "два тижні тому", "через три дні"."""
    if scene.anchor is None:
        return None
    number = _number(match["count"])
    forward = match.groupdict().get("forward") is not None
    if forward and not _to_come(match, scene):
        return None
    return _shifted(scene.anchor, _forms("units")[match["unit"]], number if forward else -number)


def _number(text: str | None) -> int:
    if not text:
        return 1
    return int(text) if text.isdigit() else int(_table("numbers")[text])


def _quarter(match: re.Match[str], scene: _Scene) -> Stretch | None:
    year = _year_of(match["year"]) or _shifted_year(match, scene) or (scene.anchor.year if scene.anchor else None)
    return calendar.quarter(year, _table("ordinals")[match["ordinal"]]) if year else None


def _season(match: re.Match[str], scene: _Scene) -> Stretch | None:
    year = _year_of(match["year"]) or _shifted_year(match, scene)
    name = _forms("seasons")[match["season"]]
    which = match["before"]
    if year is None and scene.anchor is not None:
        if not which and match["season"] not in ("взимку", "навесні", "влітку", "улітку", "восени"):
            return None
        coming = name == "winter" and scene.anchor.month > 9
        year = scene.anchor.year + (_table("shift")[which] + coming if which else 0)
        if not which:
            year = _season_year(match, scene, scene.anchor, name)
    return calendar.season(year, name) if year else None


def _season_year(match: re.Match[str], scene: _Scene, anchor: date, name: str) -> int:
    this = calendar.season(anchor.year, name)
    if _to_come(match, scene):
        return anchor.year + (this.end.date() < anchor)
    return anchor.year - ((this.start.date() - anchor).days > _AHEAD)


def _clock(match: re.Match[str], scene: _Scene) -> Stretch | None:
    return _at(match, scene.anchor) if scene.anchor is not None else None


_READERS: dict[str, _Reader] = {
    "two days": _two_days,
    "two dates": _two_dates,
    "day": _one_day,
    "figures": _figures,
    "iso": _iso,
    "month": _month,
    "two months": _two_months,
    "year": _year,
    "two years": _two_years,
    "decade": _decade,
    "near day": _near_day,
    "unit": _unit,
    "year word": _year_word,
    "weekday": _weekday,
    "ago": _ago,
    "quarter": _quarter,
    "season": _season,
    "clock": _clock,
    "fraction of now": _fraction_of_now,
}
