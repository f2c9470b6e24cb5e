"""Readings of a single Ukrainian word: dictionary (pymorphy3, VESUM) first, endings of names for words it does not
know.

Not for choosing between readings: that needs the other words (`kg.nlp.morph`).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import takewhile
from sys import intern
from typing import Any, NamedTuple

from kg.data import load_toml

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct", "voct")
"""Cases in the terms of pymorphy3."""

_NAMES = ("Name", "Surn", "Patr")
_FOLD = {ord("\u0301"): None} | {ord(char): "'" for char in "’ʼ‘`´"}
_LETTER = "ʼ"
"""The one mark that Unicode counts among the letters."""
_CYRILLIC = re.compile(r"[а-яіїєґё]", re.IGNORECASE)
_VOWELS = "аеиіоуєїюя"


class Reading(NamedTuple):
    """One way to read a word form.

    `gender` is masc, femn, neut or None (plural), `name` one of Name, Surn, Patr or empty; `fixed` words do not
    change with case; `known` says that the dictionary has the form; `stem` is the nominative where it was guessed from
    an ending, `parse` pymorphy's own object.
    """

    pos: str
    case: str
    plural: bool
    gender: str | None
    name: str = ""
    animate: bool = False
    fixed: bool = False
    known: bool = True
    stem: str | None = None
    parse: Any = None


@cache
def analyzer() -> Any:
    """The one morphological analyzer of the process, loaded at first use (about 0.1 s, 15 MB)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="uk")


def fold_text(text: str) -> str:
    """The text in lower case without stress marks, every kind of apostrophe as U+0027."""
    low = text.lower()
    return low if low.isalpha() and _LETTER not in low else low.translate(_FOLD)


@lru_cache(maxsize=1 << 11)
def fold(word: str) -> str:
    """The same of a single word, remembered: the form that the dictionary knows."""
    return fold_text(word)


def look_up(word: str) -> tuple[Any, ...]:
    """All dictionary analyses of the folded word, best first: for who keeps of them what is wanted."""
    return tuple(analyzer().parse(fold(word)))


@lru_cache(maxsize=1 << 10)
def parses(word: str) -> tuple[Any, ...]:
    """The same, kept for a while; they take more memory than what others keep of them."""
    return look_up(word)


def is_fixed_shape(word: str) -> bool:
    """Whether the word cannot change: no Cyrillic letter, a single letter, or an acronym in capitals."""
    if not _CYRILLIC.search(word):
        return True
    letters = sum(map(str.isalpha, word))
    return letters < 2 or (letters <= 5 and word.isupper())


@lru_cache(maxsize=1 << 10)
def readings(word: str) -> tuple[Reading, ...]:
    """All readings in a case of a folded word; hyphenated compounds by their parts; unknown words have none. No
    vocatives."""
    listed = [parse for parse in parses(word) if _is_listed(parse) or is_known(parse.word)]
    listed = [parse for parse in listed if "Slng" not in parse.tag] or listed
    found = tuple(map(_reading, listed))
    known = tuple(one for one in found if one is not None and (one.case != "voct" or one.fixed))
    known = tuple(one for one in known if not _is_rare(one)) or known
    if known or "-" not in word:
        return known
    return _compound(word)


def _is_listed(parse: Any) -> bool:
    """Whether the dictionary itself gave the analysis, and not a rule for words that it does not have."""
    return len(parse.methods_stack) == 1 and isinstance(parse.methods_stack[0][0], _dictionary())


@cache
def _dictionary() -> type:
    from pymorphy3.units import DictionaryAnalyzer

    found: type = DictionaryAnalyzer
    return found


def _is_rare(one: Reading) -> bool:
    return (one.parse.normal_form, one.gender) in _rare()


@cache
def _rare() -> frozenset[tuple[str, str]]:
    return frozenset((lemma, gender) for lemma, gender in load_toml("morph.toml")["rare"])


_MOST_PARTS = 20
"""Parts that a compound may have: what has more is no word."""


def _compound(word: str) -> tuple[Reading, ...]:
    """Readings of an unknown hyphenated word: both parts in one case where that is possible, else the last alone."""
    left, _, right = word.rpartition("-")
    if not left or not right or word.count("-") >= _MOST_PARTS:
        return ()
    found = []
    for one in readings(right) or guesses(right):
        twin = next((other for other in readings(left) if _agree(one, other)), None)
        first = base(twin, left) if twin else left
        found.append(one._replace(stem=f"{first}-{base(one, right)}", known=False))
    return tuple(found)


def _agree(one: Reading, other: Reading) -> bool:
    same = (one.case, one.plural) == (other.case, other.plural)
    return same and one.pos == other.pos and (one.gender == other.gender or bool(one.name))


@lru_cache(maxsize=1 << 10)
def is_known(word: str) -> bool:
    """Whether the dictionary has the folded word."""
    return bool(analyzer().word_is_known(word))


def _reading(parse: Any) -> Reading | None:
    pos, case, plural, gender, name, animate, fixed = _features(parse.tag)
    base_form = case is None and pos == "NOUN" and parse.word == parse.normal_form
    if case is None and not fixed and not base_form:
        return None
    name = name or _untold_name(parse)
    return Reading(pos, case or "nomn", plural, gender, name, animate, fixed, parse=parse)


@cache
def _features(tag: Any) -> tuple[str, str | None, bool, str | None, str, bool, bool]:
    """Part of speech, case, plural, gender, kind of name, animacy and fixedness; there are few tags."""
    return (
        intern(str(tag.POS)),
        None if tag.case is None else intern(str(tag.case)),
        tag.number == "plur" or "plur" in tag,
        None if tag.gender is None else intern(str(tag.gender)),
        next((name for name in _NAMES if name in tag), ""),
        tag.animacy == "anim",
        "Fixd" in tag,
    )


_PATRONYMIC = re.compile(r"(\w{3,})(?:[оії]вич|[ії]вна)")


def _untold_name(parse: Any) -> str:
    """A first name that the dictionary calls so in other cases only ("Володимир" beside "Володимира"), and what is made
    of one ("Володимирівна")."""
    if "anim" not in parse.tag:
        return ""
    if parse.normal_form in _first_names():
        return "Name"
    father = _PATRONYMIC.fullmatch(parse.normal_form)
    fathers = [father[1] + end for end in ("", "о", "й")] if father else []
    return "Patr" if any(one.name == "Name" for name in fathers for one in readings(name)) else ""


@cache
def _first_names() -> frozenset[str]:
    return frozenset(load_toml("morph.toml")["first_names"])


def base(reading: Reading, word: str, gender: str | None = None) -> str:
    """The nominative of the reading of `word` (folded) in the same number, lower case; adjectives in `gender` if
    given."""
    if reading.stem is not None:
        return _of_gender(reading.stem, gender or reading.gender) if reading.pos == "ADJF" else reading.stem
    if reading.fixed or (reading.case == "nomn" and gender in (None, reading.gender)):
        return word
    form = _inflected(reading.parse, "plur" if reading.plural else gender or reading.gender or "nomn")
    if form is None and reading.pos == "NOUN" and not reading.plural:
        return str(reading.parse.normal_form)  # its nominative has no case in the dictionary (вісник)
    if form is None and reading.pos == "ADJF" and not reading.plural:  # an adjective of one gender in the dictionary
        return _of_gender(str(reading.parse.normal_form), gender or reading.gender)
    return word if form is None else form


def _inflected(parse: Any, wanted: str) -> str | None:
    """The nominative of the analysis in the wanted number or gender; None where it has none."""
    if not _is_listed(parse):
        form = parse.inflect({"nomn", wanted})
        return None if form is None else str(form.word)
    _, word, paradigm, place = parse.methods_stack[0]
    key = (paradigm, place, wanted)
    if key not in _places:
        form = _nearest(parse, wanted)
        _places[key] = None if form is None else form.methods_stack[0][3]
    found = _places[key]
    return None if found is None else _in_place(word, paradigm, place, found)


def _nearest(parse: Any, wanted: str) -> Any:
    """Of several such nominatives the one that begins as the word does, where one does not: "дітям", "діти"."""
    form = parse.inflect({"nomn", wanted})
    for other in parse.lexeme if form is not None and form.tag.POS == "NOUN" else ():
        alike = {"nomn", wanted} <= set(other.tag.grammemes) and _shared(other, parse) >= _BEGINNING
        if alike and _shared(form, parse) < _BEGINNING:
            form = other
    return form


_BEGINNING = 3
"""Letters at the beginning that two forms of a word have in common."""


def _shared(one: Any, other: Any) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one.word, other.word, strict=False)))


_places: dict[tuple[int, int, str], int | None] = {}
"""Which form of a paradigm is the wanted nominative, for one of its forms: the same for all words that change alike,
and so no more than the dictionary has ways to change."""


def _in_place(word: str, number: int, place: int, wanted: int) -> str:
    """Another form of a word, given by its place in the paradigm."""
    dictionary = analyzer().dictionary
    paradigm = dictionary.paradigms[number]
    prefix = dictionary.paradigm_prefixes[paradigm[len(paradigm) // 3 * 2 + wanted]]
    return str(prefix + dictionary.build_stem(paradigm, place, word) + dictionary.suffixes[paradigm[wanted]])


def _of_gender(adjective: str, gender: str | None) -> str:
    """An adjective in -ий in the nominative of the gender; as it is for the masculine and for other adjectives."""
    ending = {"femn": "а", "neut": "е"}.get(gender or "", "")
    return adjective[:-2] + ending if ending and adjective.endswith("ий") else adjective


@lru_cache(maxsize=1 << 10)
def guesses(word: str) -> tuple[Reading, ...]:
    """Readings of an unknown capitalised word (folded) by the endings in `morph.toml`, likeliest first."""
    found: list[Reading] = []
    for row in load_toml("morph.toml")["endings"]:
        nom: str = row["nom"]
        genders = ("masc", "femn") if row["gender"] == "both" else (row["gender"],)
        for case, ending in row["forms"].items():
            if word.endswith(ending) and _stem_fits(word[: -len(ending)], row.get("after")):
                found += [_guess(case, one, word[: -len(ending)] + nom) for one in genders]
        if nom and word.endswith(nom) and _stem_fits(word[: -len(nom)], row.get("after")):
            found += [_guess("nomn", one, word) for one in genders]
    if word[-1] not in _VOWELS:
        found.append(_guess("nomn", "masc", word))
        found += [_guess(case, "femn", word, fixed=True) for case in CASES]
    elif word[-1] in "оуієею":
        found += [_guess(case, gender, word, fixed=True) for case in CASES for gender in ("masc", "femn")]
    if (match := _SKYI.search(word)) is not None:  # an adjective of itself: "Ґошєвської" is no form of a noun
        found = [one for one in found if one.stem and one.stem.endswith(("кий", "ка"))] or found
        found += _adjectives(word[: match.start(1)] + "кий", match[1])
    return tuple(found)


@lru_cache(maxsize=1 << 10)
def plurals(word: str) -> tuple[Reading, ...]:
    """The plural that an unknown common noun (folded) can be by its ending: "пабліках", "юзерами"."""
    for case, ending, nominative in load_toml("morph.toml")["plurals"]["endings"]:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)] + nominative
            return (Reading("NOUN", case, True, None, known=False, stem=stem),)
    return ()


def _adjectives(stem: str, ending: str) -> Iterator[Reading]:
    """Readings of an unknown word in -ський as an adjective, by those of a known one with the same ending."""
    for one in readings("міс" + "ь" + ending):
        if one.pos == "ADJF" and not one.plural:
            yield one._replace(known=False, stem=stem, parse=None)


_SKYI = re.compile(r"[сцз]ь(к(?:ий|а|ого|ої|ому|ій|им|ою|у))$")


def _stem_fits(stem: str, after: str | None) -> bool:
    return len(stem) >= 2 and (after is None or stem[-1] in after)


def _guess(case: str, gender: str, stem: str, fixed: bool = False) -> Reading:
    return Reading("NOUN", case, False, gender, "Surn", animate=True, fixed=fixed, known=False, stem=stem)


def restore(form: str, original: str) -> str:
    """`form` (folded) with the capitals and apostrophes of the text's `original` form."""
    mark = next((char for char in original if _FOLD.get(ord(char))), "'")
    form = form.replace("'", mark)
    ours, theirs = form.split("-"), original.split("-")
    if len(ours) != len(theirs):
        return _restore_part(form, original)
    return "-".join(_restore_part(one, other) for one, other in zip(ours, theirs, strict=True))


def _restore_part(form: str, original: str) -> str:
    if original.isupper() and len(original) > 1:
        return form.upper()
    same = 0
    while same < min(len(form), len(original)) and form[same] == original[same].lower():
        same += 1
    if same == 0 and original[:1].isupper():
        return form.capitalize()
    return original[:same] + form[same:]
