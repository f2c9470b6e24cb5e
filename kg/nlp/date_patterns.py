"""Regular expressions of the expressions of time, made from the words of `dates.toml`.

Not for reading them (`kg.nlp.dates`): each has a name, a group `e` (the expression) and the groups of its reader.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from kg.data import load_toml

_DASH = r"\s?[-–—]\s?"
_ENDING = r"(?:-?(?:го|му|й|ий|ого|ому))"
_YEAR = r"(?:року|році|рік|роком|р\.|р\b)"
_NUMBER = r"(?:1[5-9]|20)\d\d"
_OCLOCK = r"(?:-?(?:й|ій|ї|а|та|ту|тій))"
_AT = r"(?:о|об|близько|приблизно\sо|орієнтовно\sо|станом\sна|після|до|з|від|на|із)"
_HALF = r"(?:\s(?P<half>ранку|вечора|ночі|дня)\b)?"
_CLOCK = (
    rf"(?:{_AT}\s(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d)|{_OCLOCK}(?=\sгодин|\sранку|\sвечора|\sночі|\sдня))"
    rf"(?:\s(?:годин[іиу]|год\.?))?{_HALF})"
)
_HOUR = rf"(?P<hour2>\d{{1,2}})(?:[.](?P<minute2>\d\d)|{_OCLOCK}\b)"
_EXACT = rf"(?:{_CLOCK}|(?:о|об)\s{_HOUR}(?:\sгодині)?(?:\s(?P<half2>ранку|вечора|ночі|дня)\b)?)"
_NIGHT = r"(?:(?P<night>(?:в|у)\sніч\sна)\s)?"
_AFTER_DAY = r"(?:-?(?:го|е))?"
_BEGIN, _END = r"(?<![\w.,:/-])", r"(?![\w/]|[.:,]\d|-\d)"
_RECURRING = ("першу", "першої", "другу", "третю", "останню", "останньої", "кожну", "кожної", "кожного", "кожен")


def _any(words: Any) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


def _lists(table: dict[str, list[str]]) -> str:
    return _any([form for forms in table.values() for form in forms])


def _day(number: str = "") -> str:
    """A day's number; its ending is not in the group (5-го)."""
    return rf"(?P<day{number}>[12]\d|3[01]|0?[1-9]){_AFTER_DAY}"


def matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Name of the reader and match, of each pattern all that do not overlap, over text in small letters.

    Where any of them begins is searched for once: most texts have few such places.
    """
    begin, patterns = _compiled()
    places = [match.start() for match in begin.finditer(text)]
    for name, pattern in patterns:
        end = 0
        for place in places:
            if place >= end and (match := pattern.match(text, place)):
                end = match.end()
                yield name, match


@cache
def _compiled() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """The pattern of places where some pattern matches, and the patterns with their names."""
    found = list(_patterns())
    every = "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for _, pattern in found)
    begin = re.compile(rf"{_BEGIN}(?=(?:{every}){_END})")
    return begin, tuple((name, re.compile(rf"{_BEGIN}(?P<e>{pattern}){_END}")) for name, pattern in found)


def _patterns() -> Iterator[tuple[str, str]]:
    data = load_toml("dates.toml")
    words = {name: _lists(data[name]) for name in ("months", "weekdays", "units", "seasons")}
    words |= {name: _any(data[name]) for name in ("shift", "parts", "years", "days", "numbers", "ordinals")}
    words["fraction"] = rf"(?P<fraction>{_any(data['fractions'])})".replace(r"\ ", r"\s")
    relative = rf"(?P<which>{words['shift']}(?=\s(?:року|році)\b)|{words['years']})(?:\s(?:року|році))?"
    words["year"] = rf"(?:,?\s(?:(?P<year>{_NUMBER}){_ENDING}?(?:\s?{_YEAR})?|{relative}))?"
    for sources in (_days, _months_and_years, _relative):
        yield from sources(words)


def _days(words: dict[str, str]) -> Iterator[tuple[str, str]]:
    month, year = words["months"], words["year"]
    before, after = rf"(?:(?P<part>{words['parts']})\s)?", rf"(?:\s(?P<part2>{words['parts']}))?"
    head = rf"(?:{words['weekdays']},?\s)?"
    date = rf"{_day()}\s(?P<month>{month}){year}"
    yield "day", rf"(?:{_CLOCK},?\s)?{_NIGHT}{before}{head}{date}{after}"
    yield "day", rf"{head}{date},?\s{_CLOCK}"
    joint = rf"(?P<joint>{_DASH}|\sпо\s|\sдо\s|\sі\s|\sта\s|\sй\s)"
    yield "two days", rf"{_day('1')}{joint}{_day('2')}\s(?P<month>{month}){year}"
    first_year, last_year = (rf"(?:\s(?P<{name}>{_NUMBER})(?:-го)?(?:\s{_YEAR})?)?" for name in ("year1", "year"))
    first, last = rf"{_day('1')}\s(?P<month1>{month}){first_year}", rf"{_day('2')}\s(?P<month2>{month}){last_year}"
    yield "two dates", rf"{first}(?:{_DASH}|\sпо\s|\sдо\s){last}"
    yield "figures", r"(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>(?:19|20)\d\d|\d\d)(?:\s?(?:року|р\.))?"
    yield "iso", r"(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)"
    yield "near day", rf"(?:{_CLOCK},?\s)?{before}(?P<word>{words['days']}){after}"
    yield "near day", rf"(?P<word>{words['days']}),?\s{_CLOCK}"
    yield "clock", _EXACT


def _months_and_years(words: dict[str, str]) -> Iterator[tuple[str, str]]:
    month, year = words["months"], words["year"]
    fraction = rf"(?:{words['fraction']}\s)?"
    yield "month", rf"{fraction}(?:(?P<unused>{words['shift']})\s)?(?P<month>{month}){year}"
    to = rf"(?:{_DASH}|\sпо\s|\sдо\s|\sі\s|\sта\s)"
    yield "two months", rf"(?P<month1>{month}){to}(?P<month2>{month}){year}"
    yield "year", rf"{fraction}(?P<year>{_NUMBER}){_ENDING}?\s?(?:року|році|рік|роком|р\.)"
    yield "year", rf"{fraction}(?P<year>{_NUMBER})-{_ENDING.replace('-?', '')}"
    some = r"(?:роках|роки|років|рр\.|року|рік|роком|році)"
    last = rf"(?P<year2>{_NUMBER}|\d\d)(?:-?(?:го|му|й|х|ті))?"
    yield "two years", rf"(?P<year1>{_NUMBER})(?:-?(?:го|му|й))?{to}{last}\s{some}"
    yield "decade", r"(?P<year>(?:1[5-9]|20)\d0|[3-9]0)-?(?:х|ті|их|тих)(?:\s(?:роках|роки|років|рр\.))?"
    yield "quarter", rf"(?P<ordinal>{words['ordinals']})\sкварталі?у?{year}"
    yield "season", rf"(?:(?P<before>{words['shift']})\s)?(?P<season>{words['seasons']}){year}"


def _relative(words: dict[str, str]) -> Iterator[tuple[str, str]]:
    before, after = rf"(?:(?P<part>{words['parts']})\s)?", rf"(?:\s(?P<part2>{words['parts']}))?"
    fraction = rf"(?:{words['fraction']}\s)?"
    yield "unit", rf"{fraction}(?P<which>{words['shift']})\s(?P<unit>{words['units']})"
    yield "fraction of now", rf"{words['fraction']}\s(?P<unit>тижня|місяця|року)"
    yield "year word", rf"{fraction}(?P<word>{words['years']})"
    preposition = r"(?:у|в|на|до|з|від|після|перед|за)"
    every = "".join(rf"(?<!{word}\s)" for word in _RECURRING)
    lead = rf"(?:{preposition}\s)?(?:{_CLOCK}\s)?{_NIGHT}{before}(?:(?P<which>{words['shift']})\s)?"
    yield "weekday", rf"{lead}{every}(?P<weekday>{words['weekdays']}){after}"
    count = rf"(?P<count>\d{{1,3}}|{words['numbers']})"
    vague = "".join(rf"(?<!{word}\s)" for word in ("більше", "понад", "менше", "майже", "більш", "менш", "ніж"))
    yield "ago", rf"{vague}(?:{count}\s)?(?P<unit>{words['units']})\sтому"
    yield "ago", rf"(?P<forward>через)\s(?:{count}\s)?(?P<unit>{words['units']})"
