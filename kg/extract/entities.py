"""Entities of the recogniser as they are taken: cleaned at their ends, what is no name left out.

Not for known names nor for names by their shape: `kg.extract.found` has those.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kg.data import load_toml
from kg.extract.people import is_first_name, is_post_of, name_stretch, starts_sentence
from kg.extract.stretches import NAMED, Found, Stretches
from kg.model import Kind, MentionType
from kg.nlp import gazetteer
from kg.nlp.forms import lemmas
from kg.nlp.gazetteer import WORD
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, is_fixed_shape, is_known, readings

_EDGES = " \t\n\r\u00a0\"'«»„“”‘.,;:!?()[]–—-/"
_POST = re.compile(r"(?:CEO|CFO|CTO|COO) ")
_TAIL = re.compile(
    r"\s+(?:і|й|та|але|а|цього|минулого|наступного|року|тижня|місяця|з|із|зі|у|в|на|до|від|за|про|який|яка|яке|що)(?:\s+(?:року|тижня|місяця))?$"
)


def entities(doc: Doc) -> list[Found]:
    """The recogniser's entities that may be names, in reading order."""
    foreign = Stretches(Found(one.start_char, one.end_char, MentionType.MISC) for one in doc.sents if _is_foreign(one))
    text = doc.text
    cleaned = ((entity, one) for entity in _whole(doc) for one in _clean(entity, text))
    return [one for entity, one in cleaned if not foreign.overlap(one.start, one.end) and _plausible(entity, one, text)]


def _whole(doc: Doc) -> Iterator[Span]:
    """The entities, a first name that the recogniser has cut off from its name with it."""
    before: Span | None = None
    for entity in doc.ents:
        if before is not None:
            person = before.label_ == entity.label_ == MentionType.PERS and before.end == entity.start
            one = len(before) == 1 and before[0].whitespace_ and len(entity) > 1
            if person and one and is_first_name(before.text) and not is_first_name(entity[0].text):
                before = Span(doc, before.start, entity.end, label=entity.label_)
                continue
            yield before
        before = entity
    if before is not None:
        yield before


def closed(text: str, start: int, end: int) -> int:
    """The end behind the quotation mark that closes one within the name: "партія «Голос»"."""
    inside = text[start:end]
    opens = inside.count("«") > inside.count("»") or inside.count("“") > inside.count("”") or inside.count('"') % 2
    return end + 1 if opens and text[end : end + 1] in ("»", "”", '"') else end


def _clean(entity: Span, text: str) -> Iterator[Found]:
    """The entity without quotation marks and a common noun before the name; none if nothing is left."""
    try:
        kind = MentionType(entity.label_)
    except ValueError:
        return
    start, end = trim(text, entity.start_char, entity.end_char)
    if kind is MentionType.ORG and (post := _POST.match(text, start, end)):
        start = post.end()
    if kind is MentionType.ORG:
        end = closed(text, start, end)
        titled = _TITLED.fullmatch(text, start, end)
        if titled is not None and not lemmas(titled[1]).isdisjoint(load_toml("titles.toml")["aired"]):
            start, end = titled.span(2)  # "ефірі «Еспресо»"
    if kind is MentionType.PERS:
        start, end = name_stretch(text, start, end)
    elif kind in (MentionType.ORG, MentionType.LOC):
        end = start + len(_TAIL.sub("", text[start:end]))
    if end - start > 1 and "\n" not in text[start:end]:
        yield from (Found(*part, kind) for part in _parts(text, start, end, kind))


def _parts(text: str, start: int, end: int, kind: MentionType) -> Iterator[tuple[int, int]]:
    """A place and its region, two ends of a way ("Київ-Відень"), what a stroke joins ("Nova/Vesta")."""
    place = kind is MentionType.LOC
    halves = _REGION.fullmatch(text, start, end) if place else None
    if halves is None and (place or kind is MentionType.ORG):
        halves = _STROKE.fullmatch(text, start, end) or _BOTH.fullmatch(text, start, end)
        way = _WAY.fullmatch(text, start, end)
        ends = [gazetteer.load().find(half) for half in way.groups()] if way else []
        if ends and all(one and (place or one.kind is Kind.ORGANIZATION) for one in ends):
            halves = way
    yield from [halves.span(1), halves.span(2)] if halves else [(start, end)]


_TITLED = re.compile(r"([а-яіїєґ'’ʼ]+) [«\"“]([^«»\"“”]+)[»\"”]?")
_REGION = re.compile(r"([А-ЯІЇЄҐ][\w'’ʼ-]+(?: [\w'’ʼ-]+)*?) ([А-ЯІЇЄҐ][\w'’ʼ-]+(?:ої|ого) (?:області|району|громади))")
_WAY = re.compile(r"([А-ЯІЇЄҐ][\w'’ʼ]+) ?[-–—] ?([А-ЯІЇЄҐ][\w'’ʼ]+)")
_BOTH = re.compile(r"([A-Z][\w&.-]+(?: [A-Z][\w&.-]+)*) (?:і|й|та) ([A-Z][\w&.-]+(?: [A-Z][\w&.-]+)*)")
_STROKE = re.compile(r"([A-ZА-ЯІЇЄҐ]\w{2,}) ?/ ?([A-ZА-ЯІЇЄҐ]\w{2,})")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space, quotation marks and punctuation at its edges; a closing quotation mark of an
    inner title stays."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        inner = text[start : end - 1]
        if (text[end - 1] == "»" and "«" in inner) or (text[end - 1] in '"”“' and inner.count(text[end - 1]) % 2 == 1):
            break
        if (text[end - 1] == "”" and "“" in inner) or (
            text[end - 1] == "." and inner[-1:].isupper() and inner[-2:-1] in " ."
        ):
            break
        end -= 1
    return start, end


def _plausible(entity: Span, one: Found, text: str) -> bool:
    """Whether a name looks like one: not an ordinary word that stands first in its sentence or has no capital."""
    if one.type not in NAMED:
        return True
    if text[one.start : one.end] in load_toml("titles.toml")["things"] or text[one.end : one.end + 6] == "-канал":
        return False
    words = [match.group() for match in WORD.finditer(text, one.start, one.end)]
    if one.type in (MentionType.DOC, MentionType.ART):
        return len(words) != 1 or not words[0].islower()  # "меморандум" alone names none
    if not words or len(words) > 14 or (one.type is MentionType.ORG and len(words) > 1 and is_post_of(words)):
        return False
    if not any(char.isalpha() for char in text[one.start : one.end]):
        return False
    capitals = [word for word in words if any(char.isupper() for char in word) or is_fixed_shape(word)]
    if not capitals:
        return one.type is MentionType.ORG and kind_of_noun(words[0]) is not None and len(words) > 1
    if len(words) == 1 and one.entry is None and kind_of_noun(fold(words[0])) is Kind.MEDIA:
        return False  # ЗМІ, Медіа: a common noun, whatever its capitals
    if len(words) > 1 or is_fixed_shape(words[0]):
        return True
    if one.type is MentionType.PERS and is_ordinary(words[0]):
        return False
    if _is_attribute(entity):
        return False
    quoted = text[one.start - 1 : one.start] in tuple('«„“"') and one.start > 0
    if one.type is MentionType.LOC and entity.root.pos_ == "PROPN" and not quoted:
        return True
    return not (starts_sentence(text, one.start) and is_ordinary(words[0]))


def _is_foreign(sentence: Span) -> bool:
    """Whether the sentence is in another script: most of its words in small letters are Latin."""
    small = [token.text for token in sentence if token.is_alpha and token.text.islower()]
    return len(small) > 3 and 2 * sum(word.isascii() for word in small) > len(small)


def _is_attribute(entity: Span) -> bool:
    """Whether a single word is the adjective of a noun behind it, which is no part of the entity ("Європейських
    громад")."""
    word = entity.root
    return len(entity) == 1 and word.pos_ == "ADJ" and word.dep_ == "amod" and word.head.i > word.i


def is_ordinary(word: str) -> bool:
    """Whether a capitalised word is also a dictionary word that is no name of a person."""
    low = fold(word)
    if not is_known(low):
        return False
    return not any(one.name for one in readings(low))
