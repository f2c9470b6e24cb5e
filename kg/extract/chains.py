"""On whose word it rests: the chain of relays (`via`) between the reader and the source of each statement."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate, takewhile

from kg.extract.bodies import first_word
from kg.extract.draft import Stretch
from kg.extract.reading import Reading
from kg.extract.talks import ON_AIR, talkers
from kg.ids import normal_name
from kg.model import Kind, Span, Stance, Statement
from kg.nlp.forms import lemmas
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, readings

_MEDIUM = re.compile(
    r"(?:ефір\w*|етер\w*|інтерв['’]ю|комент\w+|розмов\w+|подкаст\w*|колон\w+|стат\w+|програм\w+|телемарафон\w*|студі\w+|запит\w*"
    r"|журналіст\w*|кореспондент\w*|сайт\w*|сторін\w+|шпальт\w+|передає|повідомляє|пише|цитує|словами|з посиланням на"
    r"|із посиланням на|розпові\w+|сказа\w+|заяви\w+|поясни\w+|повідоми\w+|для|джерело:)[^.!?]{0,30}$",
    re.IGNORECASE,
)
"""What stands before an outlet through which somebody speaks."""
_TALKED = re.compile(
    r"\b(?:ефір|етер|інтерв['’]ю|коментар|розмов)\w*(?: (?:для|з|із))?"
    r"(?: [а-яіїєґ'’-]+(?:[оеє]му|[оеє]го|[ії]й|ої|ою|им)){0,3}"
    r"(?: [а-яіїєґ'’-]+)? [«\"„“]?$"
)
"""The same with words for the outlet between: "в інтерв'ю німецькому щотижневому журналу"."""
_TOLD_TO = re.compile(r"[^.,;:!?]{2,40}? (?:розпові|сказа|заяви|поясни|повідоми)(?:в|ла|ло|ли) ")
"""An outlet right before a verb whose subject is another: "Про це Reuters розповіли двоє посадовців"."""
_GIVEN = re.compile(r"\b(?:виданню|газеті|агентству|інформагентству|[а-яіїєґ]+им(?= ЗМІ)) ?[«\"„“]?$", re.IGNORECASE)
"""What stands before an outlet in the dative: "виданню «Думка» чиновники повідомили"."""
_NET = re.compile(r"\bмереж[аіиую]+ [«\"„“]?$|\bсоцмереж[аіиую]+ [«\"„“]?$", re.IGNORECASE)
"""What stands before a network, where everybody speaks for themselves."""
_TALK = re.compile(r"Джерело:[^\n]*?\b(?:коментар|інтерв['’ʼ]ю|ефір|розмов|колон|блоз|блог)", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"(?:Нагада|Раніше|Передісторія|Що передувало|Довідка|Як відомо|Як повідомлялось|Як повідомлялося)"
)
_ALSO = re.compile(r"\b(?:також|теж)\b", re.IGNORECASE)
"""What makes of an outlet one more that tells it, not one through which it came: "Про це також пише X"."""
_TOLD = (Stance.ASSERTS, Stance.DEMANDS)
"""Stances whose medium goes on; a refusal is told by whoever asked."""


def nest(statements: list[Statement]) -> list[Statement]:
    """Fill `part_of`: the id of the smallest statement in whose content the cue of another stands."""
    holding = [(one.content, one) for one in statements if one.content and one.quote != "pointingBack"]
    holding.sort(key=lambda pair: pair[0].start)
    furthest = list(accumulate((content.end for content, _ in holding), max))
    return [replace(one, part_of=_outer(one, holding, furthest)) for one in statements]


def _outer(one: Statement, holding: list[tuple[Span, Statement]], furthest: list[int]) -> str | None:
    """`holding`: contents by start, with their statements; `furthest`: the furthest end of each and those before."""
    place = one.cue or one.content
    if place is None:
        return None
    stop = bisect_right(holding, place.start, key=lambda pair: pair[0].start)
    reaching = takewhile(lambda number: furthest[number] >= place.end, reversed(range(stop)))
    around = [
        other
        for content, other in (holding[number] for number in reaching)
        if other.id != one.id and place.end <= content.end
        and (other.cue is None or not (other.cue.start <= place.start < other.cue.end))
    ]  # fmt: skip
    smallest = min(around, key=lambda other: (len(other.content.text) if other.content else 0, other.id), default=None)
    return smallest.id if smallest else None


def relay(
    reading: Reading, statements: list[Statement], media: list[tuple[int, str]], people: list[tuple[int, str]]
) -> list[Statement]:
    """Fill `via`: relays given, the outer reporters of nested statements, who "про це" points back for, media named
    as the place.

    `media` and `people` are (offset, name) of the mentions of media and of persons in the article.
    """
    with_given = [
        replace(one, via=_unique(one, (*one.via, *_medium(reading, one, statements, media)))) for one in statements
    ]
    with_given = _by_noun(reading, with_given)
    turns = _turns(reading)
    ends = next(iter(turns), len(reading.text))
    with_given = [_from_header(reading, one, media) if one.sentence.start < ends else one for one in with_given]
    pointing = _pointing(with_given)
    told = [pair for pair in pointing if pair[1].source.kind is Kind.MEDIA]
    others = [pair for pair in pointing if pair[1].source.kind is not Kind.MEDIA]
    talks = [one for one in talkers(reading, media, people) if not _within(with_given, one[0])]
    known = _same_source(reading, turns, [_pointed(one, told) for one in with_given], talks)
    return _nested(
        _running(reading, [_pointed(one, others) for one in known], media), normal_name(reading.article.outlet or "")
    )


def _by_noun(reading: Reading, statements: list[Statement]) -> list[Statement]:
    """What somebody tells "the outlet" it tells the one cited last: "розповів виданню", "співрозмовники агентства"."""
    own, cited, done = normal_name(reading.article.outlet or ""), tuple[str, ...](), []
    for one in statements:
        if one.source.kind is Kind.MEDIA and normal_name(one.source.name) != own:
            cited = (*one.via, one.source.name)
        elif one.via:
            cited = one.via
        elif cited and not one.part_of and _tells_outlet(reading, one):
            one = replace(one, via=_unique(one, cited))
        done.append(one)
    return done


def _tells_outlet(reading: Reading, one: Statement) -> bool:
    """Whether an outlet is told of by its noun in the sentence, near the cue and outside what is said."""
    if one.cue is None:
        return False
    start, end = max(one.sentence.start, one.cue.start - _TOLD_NEAR), min(one.sentence.end, one.cue.end + _TOLD_NEAR)
    for found in _OUTLET.finditer(reading.text, start, end):
        if one.content is None or not one.content.start <= found.start() < one.content.end:
            return True
    return False


_TOLD_NEAR = 200
"""Characters between a cue and the noun for the outlet."""
_OUTLET = re.compile(
    r"\b(?:(?:виданню|газеті|агентству|агенції|журналу|телеканалу|порталу)"
    r"|(?:співрозмовни|джерел)[а-яіїєґ'’]+ (?:видання|газети|агентства|агенції|журналу|телеканалу|порталу))"
    r"\b(?! [«\"„“A-ZА-ЯІЇЄҐ])"
)
"""An outlet by its noun alone, told or asked."""


def _unique(one: Statement, names: tuple[str, ...]) -> tuple[str, ...]:
    seen, kept = {normal_name(one.source.name)}, []
    for name in names:
        if normal_name(name) not in seen:
            seen.add(normal_name(name))
            kept.append(name)
    return tuple(kept)


def _medium(reading: Reading, one: Statement, statements: list[Statement], media: list[tuple[int, str]]) -> list[str]:
    """Media named in the sentence outside content and source: "в ефірі …", "у коментарі …", "розповіли …"."""
    if one.cue is None or one.source.kind is Kind.MEDIA or one.part_of:
        return []
    start, end = one.sentence.start, one.sentence.end
    if one.cue_kind == "layout":
        end = reading.paragraph_of(one.cue.start)[1]
    first, stop = (bisect_left(media, edge, key=lambda pair: pair[0]) for edge in (start, end))
    if first >= stop:
        return []
    taken: list[Stretch] = [(span.start, span.end) for span in (one.content, one.source.span) if span]
    taken += [
        (other.content.start, other.content.end)
        for other in statements
        if other.content and not (one.content and other.content.start <= one.cue.start < other.content.end)
    ]
    informed = [name for place, name in media[first:stop] if _informs(one, place)]
    if informed:
        return informed
    own = normal_name(reading.article.outlet or "")
    return [
        name
        for place, name in media[first:stop]
        if normal_name(name) != own  # "розповів в інтерв'ю" of the outlet that the reader reads
        and _in_part(reading, one, place)
        and not _NET.search(reading.text, max(start, place - 20), place)
        and (
            _told_to(reading, one, place)
            or (
                not any(low <= place < high for low, high in taken)
                and (
                    _MEDIUM.search(reading.text[max(start, place - 60) : place])
                    or _TALKED.search(reading.text, max(start, place - 90), place)
                    or ON_AIR.search(reading.text, max(start, place - 90), place)
                    or _GIVEN.search(reading.text, max(start, place - 20), place)
                    or _TOLD_TO.match(reading.text, place, end)
                )
            )
        )
    ]


def _told_to(reading: Reading, one: Statement, place: int) -> bool:
    """Whether the outlet stands in the dative right behind the source's name: "розповів Олег Бойко «24 Каналу»"."""
    if one.cue is None or one.cue.start > place or one.source.kind is not Kind.PERSON:
        return False
    outlet = first_word(reading.text, place).strip('«»"“”„.,')
    given = outlet[:1].isdigit() or any(form.case == "datv" for form in readings(fold(outlet)))
    before, surname = reading.text[one.cue.end : place].split(), one.source.name.split()[-1]
    return given and any(word[:1].isupper() and word.startswith(surname[:_STEM]) for word in before[-2:])


_STEM = 4
"""Letters by which a surname is known in any case."""


def _informs(one: Statement, place: int) -> bool:
    """Whether the source is an unnamed one of the outlet at `place`: "співрозмовник Reuters"."""
    span = one.source.span
    return one.source.kind is Kind.UNNAMED and span is not None and span.start < place < span.end


def _from_header(reading: Reading, one: Statement, media: list[tuple[int, str]]) -> Statement:
    """What somebody named in a "Джерело:" line says, it says through the outlet that the line names."""
    if one.part_of or one.stance not in _TOLD:
        return one
    own = normal_name(reading.article.outlet or "")
    for start, end in reading.paragraphs:
        line = reading.text[start:end]
        if not line.startswith("Джерело"):
            continue
        words = normal_name(one.source.name).split()
        there = ((place, name) for place, name in media if start <= place < end and normal_name(name) != own)
        named = tuple(name for place, name in there if _in_part(reading, one, place))
        in_line = bool(words) and len(words[-1]) > 2 and words[-1][: max(3, len(words[-1]) - 1)] in normal_name(line)
        if in_line or (one.source.kind is Kind.PERSON and _TALK.match(line)):
            return replace(one, via=_unique(one, (*one.via, *named)))
    return one


def _in_part(reading: Reading, one: Statement, place: int) -> bool:
    """Whether an outlet that a "Джерело:" line names stands by the source, in a list of several; "…, повідомляє X" is
    for all of them."""
    if one.cue_kind != "layout" or one.source.span is None:
        return True
    between = reading.text[min(one.source.span.end, place) : max(one.source.span.start, place)]
    return ", " not in between or _REPORTS.search(between) is not None


_REPORTS = re.compile(r", (?:(?:як|котр)\w+ )?(?:повідомля|переда|пиш|цитує|наводить|транслю)\w+ [«\"“]?$")


def _running(reading: Reading, statements: list[Statement], media: list[tuple[int, str]]) -> list[Statement]:
    """The outlet that the report rests on ("Про це пише X") stands between what follows and the reader: all where a
    "Джерело:" line names it, else what is in its paragraph.

    It ends where another outlet speaks, and where the article turns to what was before ("Нагадаємо").
    """
    running, end = _headed(reading, media), len(reading.text)
    done = []
    own = normal_name(reading.article.outlet or "")
    for one in statements:
        if _BACKGROUND.match(_opening(reading, one)) or one.sentence.start >= end:
            running = ()
        cited = one.source.kind is Kind.MEDIA and normal_name(one.source.name) != own
        if cited and one.source.span is not None and (one.quote == "pointingBack" or "relay" in (one.rule or "")):
            if not one.part_of:
                headed = one.cue_kind == "layout"
                alone = not headed or sum(other.cue == one.cue for other in statements) == 1
                end = len(reading.text) if headed else reading.paragraph_of(one.sentence.start)[1]
                running = (one.source.name,) if alone else ()
        elif one.stance in _TOLD and not one.via and not one.part_of and one.source.kind is not Kind.MEDIA:
            one = replace(one, via=_unique(one, running))
        done.append(one)
    return done


def _headed(reading: Reading, media: list[tuple[int, str]]) -> tuple[str, ...]:
    """The outlet that is all that a "Джерело:" line names: the whole report rests on it."""
    for start, end in reading.paragraphs:
        label, colon, rest = reading.text[start:end].partition(":")
        if label == "Джерело" and colon:
            named = tuple(name for place, name in media if start <= place < end)
            alone = len(named) == 1 and _is_alone(normal_name(named[0]), rest)
            return named if alone and named[0] != reading.article.outlet else ()
    return ()


def _is_alone(name: str, rest: str) -> bool:
    """Whether a line is an outlet's name, or that behind what it is: "російське видання ТАСС"."""
    described, own, behind = normal_name(rest).partition(name)
    *adjectives, noun = described.split() or [""]
    outlet = not noun or any(kind_of_noun(lemma) is Kind.MEDIA for lemma in lemmas(noun))
    return (
        bool(own)
        and not behind
        and outlet
        and all(any(one.pos == "ADJF" for one in readings(word)) for word in adjectives)
    )


def _opening(reading: Reading, one: Statement) -> str:
    """The text from the beginning of the statement's sentence."""
    return reading.text[one.sentence.start : one.sentence.start + 40]


def _pointing(statements: list[Statement]) -> list[tuple[Span, Statement]]:
    """Statements that "про це" points back with, and what each points at; not those of persons, nor "також", nor of
    those from whom it comes."""
    return [
        (one.content, one)
        for one in statements
        if one.quote == "pointingBack"
        and one.cue_kind != "layout"
        and one.content
        and one.source.kind in (Kind.MEDIA, Kind.ORGANIZATION, Kind.DOCUMENT)
        and not _ALSO.search(one.sentence.text)
        and not one.rule.startswith("origin/")
    ]


def _pointed(one: Statement, pointing: list[tuple[Span, Statement]]) -> Statement:
    """A statement within what "Про це пише X" points back to came through X."""
    place = one.cue.start if one.cue else one.sentence.start
    for content, other in pointing:
        if content.start <= place < content.end and other.id != one.id:
            return replace(one, via=_unique(one, (*one.via, *other.via, other.source.name)))
    return one


def _nested(statements: list[Statement], own: str) -> list[Statement]:
    """What is within the words of another came through whoever says these, but for the article's own outlet."""
    by_id = {one.id: one for one in statements}
    done = []
    for one in statements:
        outer, around = by_id.get(one.part_of or ""), set[str]()
        names: tuple[str, ...] = ()
        while outer is not None and outer.id not in around and len(names) < 6:
            around.add(outer.id)
            names = (*outer.via, *(name for name in _teller(outer) if normal_name(name) != own), *names)
            outer = by_id.get(outer.part_of or "")
        done.append(replace(one, via=_unique(one, (*names, *one.via))))
    return done


def _teller(outer: Statement) -> tuple[str, ...]:
    """Whoever tells what is within the statement; nobody where a fact check gives what it refutes or what is true."""
    told = not outer.rule.startswith("factcheck")
    return (outer.source.name,) if told else ()


def _within(statements: list[Statement], place: int) -> bool:
    """Whether a place is within what somebody says."""
    told = (one.content for one in statements if one.content and one.quote != "pointingBack")
    return any(content.start <= place < content.end for content in told)


def _same_source(
    reading: Reading, turns: list[int], statements: list[Statement], talks: list[tuple[int, str, str]]
) -> list[Statement]:
    """What a source said through an outlet, it goes on to say through it, where no other is given; through the
    article's own outlet only where the text says so. `talks` are places, persons and outlets of `talkers`."""
    through: dict[tuple[str, int], tuple[str, ...]] = {}
    outlet = reading.article.outlet
    keys = [(normal_name(one.source.name), _part(reading, turns, one.sentence.start)) for one in statements]
    for key, one in zip(keys, statements, strict=True):
        others = tuple(name for name in one.via if normal_name(name) != normal_name(outlet or ""))
        if one.via and not one.part_of and one.stance in (*_TOLD, Stance.CONFIRMS, Stance.DENIES):
            through.setdefault(key, others)
    for place, person, name in talks:
        if normal_name(name) != normal_name(outlet or ""):
            through.setdefault((normal_name(person), _part(reading, turns, place)), (name,))
    return [
        one
        if one.via or one.stance not in _TOLD or one.source.kind is Kind.MEDIA
        else replace(one, via=through.get(key, ()))
        for key, one in zip(keys, statements, strict=True)
    ]


def _turns(reading: Reading) -> list[int]:
    """The paragraphs with which the article turns to what was before ("Передісторія:")."""
    return [start for start, _ in reading.paragraphs if _BACKGROUND.match(reading.text, start)]


def _part(reading: Reading, turns: list[int], place: int) -> int:
    """The number of the part of the article between its turns; a sentence that recalls something within one is apart
    (-1)."""
    recalled = place not in turns and _BACKGROUND.match(reading.text, place)
    return -1 if recalled else bisect_right(turns, place)
