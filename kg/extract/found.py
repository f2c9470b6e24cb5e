"""Where an article names something: entities of the recogniser cleaned, known names that it missed, names by their
shape.

Not for who is who among them: that is `kg.extract.mentions`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from spacy.tokens import Doc

from kg.data import load_toml
from kg.extract import talks
from kg.extract.bodies import Phrase
from kg.extract.context import in_context
from kg.extract.draft import Stretch
from kg.extract.entities import closed, entities
from kg.extract.entitled import titled
from kg.extract.listed import lists_of
from kg.extract.people import Surnames, after_posts, by_shape, only_surname, two_persons
from kg.extract.stretches import NAMED, Found, Stretches
from kg.model import Kind, MentionType
from kg.nlp.decline import genitive
from kg.nlp.gazetteer import WORD, Entry, Gazetteer, Hit, keys, type_of_thing
from kg.nlp.morph import nominative_text

_BODIES = frozenset({Kind.ORGANIZATION, Kind.STATE, Kind.MEDIA})
_TYPES = {
    Kind.PERSON: MentionType.PERS,
    Kind.PLACE: MentionType.LOC,
    Kind.STATE: MentionType.LOC,
    Kind.DOCUMENT: MentionType.DOC,
}


def find(doc: Doc, gazetteer: Gazetteer, worded: Iterable[Phrase] = ()) -> list[Found]:
    """All namings in reading order; of two that overlap the longer one, posts apart, which may hold others.

    `worded` are the article's phrases with a common noun as head (`kg.extract.bodies.phrases`).
    """
    text = doc.text
    known = [_abroad(_of_hit(hit, text), text, gazetteer) for hit in gazetteer.scan(text)]
    named = [_known(one, text, gazetteer) for one in entities(doc)]
    senses = {phrase.end: _sense(phrase, text, gazetteer) for phrase in worded if phrase.kind in _BODIES}
    outlets = (Found(*place, MentionType.ORG, kind=Kind.MEDIA) for one in lists_of(doc) for place in one.names)
    talked_to = (Found(*place, MentionType.ORG, kind=Kind.MEDIA) for place in talks.outlets(text))
    titles = sorted([*_titles(text, senses), *outlets, *talked_to], key=lambda one: one.start)
    told = {one.sense for one in titles if one.sense}
    same = {(one.start, one.end): one.sense for one in titles}
    known = [_of_sense(one, same.get((one.start, one.end))) for one in known]
    titles = [_known(one, text, gazetteer) for one in titles]
    named = [*titles, *_untitled(named, titles, text)]
    begins = _by_start(known)
    heads = {one.start - gap for one in titles for gap in (1, 2)}
    phrases = [one for phrase in worded if phrase.end not in heads for one in _of_phrase(phrase, text, gazetteer, told)]
    posts = [one for one in [*named, *phrases] if one.type is MentionType.JOB]
    rest = [_cut(one, begins.get(one.start, ()), text) for one in named if one.type is not MentionType.JOB]
    bodies = [one for one in phrases if one.type is not MentionType.JOB]
    places = [*by_shape(text), *after_posts(text, [one.end for one in posts])]
    apart = sorted((one for one in rest if one.type is MentionType.PERS), key=lambda one: one.start)
    people = [Found(*place, MentionType.PERS) for place in places if not _two_of(place, apart)]
    known_people = [one for one in [*rest, *people] if one.type is MentionType.PERS]
    rest = list(_one_by_one(rest, known_people, text))
    shaped = [_known(one, text, gazetteer) for one in _apart(_one_by_one(people, known_people, text), begins)]
    chosen = _retyped(_choose([*known, *rest, *bodies], shaped), text)
    chosen = in_context([*chosen, *_surnames_alone(chosen, text)], text)
    around = Stretches(chosen)
    jobs = _choose(one for one in posts if not _held(one, around.before(one.start)))
    return sorted([*chosen, *jobs], key=lambda one: (one.start, -one.end, one.type.value))


def _titles(text: str, senses: Mapping[int, str | None]) -> Iterator[Found]:
    """Names behind a common noun of their kind; `senses` are those of the phrases by their ends."""
    for one in titled(text):
        sense = senses.get(one.start - 1) or senses.get(one.start - 2)
        yield Found(one.start, one.end, MentionType.ORG, kind=one.kind, sense=sense)


def _of_sense(one: Found, sense: str | None) -> Found:
    return replace(one, sense=sense) if sense is not None else one


def _untitled(named: Iterable[Found], titles: Sequence[Found], text: str) -> Iterator[Found]:
    """Entities that are not merely a name with common words before it ("місцеве видання «Страна»" beside «Страна»)."""
    longest = max((one.end - one.start for one in titles), default=0)
    for one in named:
        first = bisect_left(titles, one.start - longest, key=lambda other: other.start)
        near = titles[first : bisect_left(titles, one.end, key=lambda other: other.start)]
        if not any(
            one.overlaps(other) and one.end <= other.end + 1 and text[one.start + 1 : other.start].islower()
            for other in near
        ) and not any(other.start <= one.start and one.end <= other.end for other in near):
            yield one


def _known(one: Found, text: str, gazetteer: Gazetteer) -> Found:
    """The naming with its entry in the gazetteer, and the type that goes with the entry."""
    entry = gazetteer.find(text[one.start : one.end]) if one.type in NAMED else None
    if entry is None:
        thing = type_of_thing(text[one.start : one.end]) if one.type in NAMED and one.kind is None else None
        return replace(one, type=thing) if thing else one
    return _abroad(replace(one, entry=entry, type=_TYPES.get(entry.kind, MentionType.ORG)), text, gazetteer)


def _by_start(found: Iterable[Found]) -> dict[int, list[Found]]:
    grouped: dict[int, list[Found]] = {}
    for one in found:
        grouped.setdefault(one.start, []).append(one)
    return grouped


def _held(one: Found, other: Stretch | None) -> bool:
    """Whether a post lies within the naming that begins last before it, or begins where that does."""
    return other is not None and (
        other[0] == one.start or (one.end <= other[1] and one.end - one.start < other[1] - other[0])
    )


def _two_of(place: Stretch, people: Sequence[Found]) -> bool:
    """Whether a stretch that looks like one name takes in two persons of the recogniser ("Леоніда Бондаря Дарки
    Коваль")."""
    first = bisect_left(people, place[0], key=lambda one: one.start)
    return first + 1 < len(people) and people[first + 1].start < place[1]


def _one_by_one(found: Iterable[Found], people: Sequence[Found], text: str) -> Iterator[Found]:
    """The namings, two persons run together ("Олена Коваль Бондар сказав", "на слова Коваль Бондар відповів") apart:
    the first is named alone elsewhere, the surname behind is hers again or another's."""
    known = Surnames(words for one in people if len(words := text[one.start : one.end].split()) == 2)
    for one in found:
        run = list(WORD.finditer(text, one.start, one.end)) if one.type is MentionType.PERS else []
        if len(run) not in (2, 3) or not two_persons([word.group() for word in run], known):
            yield one
            continue
        yield replace(one, end=run[-2].end())
        yield replace(one, start=run[-1].start())


def _apart(people: Iterable[Found], known: Mapping[int, Sequence[Found]]) -> Iterator[Found]:
    """Persons by shape without a known place or body at their beginning ("Ізраїлю Йоель Едельштейн")."""
    for one in people:
        before = [
            other.end
            for other in known.get(one.start, ())
            if other.end < one.end and other.type is not MentionType.PERS
        ]
        yield replace(one, start=max(before) + 1) if before else one


def _of_hit(hit: Hit, text: str) -> Found:
    end = closed(text, hit.start, hit.end)
    name = hit.name + ("»" if "«" in hit.name and end > hit.end else text[hit.end : end])
    return Found(hit.start, end, _TYPES.get(hit.entry.kind, MentionType.ORG), hit.entry, name)


def _abroad(one: Found, text: str, gazetteer: Gazetteer) -> Found:
    """A body of Ukraine under its short name, beside the name of another state, is that state's ("німецьке МЗС", "МЗС
    ФРН")."""
    entry = one.entry
    if entry is None or not _is_ours(entry) or "Україн" in text[one.start : one.end]:
        return one
    before, after = _BEFORE.search(text, max(0, one.start - 42), one.start), _AFTER.match(text, one.end)
    state = gazetteer.by_adjective(before[1]) if before else None
    start, end = (before.start(1), one.end) if before and state else (one.start, one.end)
    if state is None and after and (state := gazetteer.find(after[1])):
        end = after.end(1)
    if state is None or state.kind is not Kind.STATE:
        return one
    owner, short = genitive(state.name), one.name or nominative_text(text[one.start : one.end])
    if state.key == "ukraine":
        return replace(one, start=start, name=f"{short} {owner}") if start < one.start else one
    known = gazetteer.find(f"{text[one.start : one.end]} {owner}") if owner else None
    told = owner and (known is None or start < one.start)
    name = f"{short} {owner}" if told else None
    return Found(start, end, MentionType.ORG, known, name, Kind.ORGANIZATION, f"{entry.key} {state.key}")


def _is_ours(entry: Entry) -> bool:
    """Whether the body is one of Ukraine."""
    return entry.kind is Kind.ORGANIZATION and (entry.name.endswith(" України") or entry.key.endswith("_ua"))


_BEFORE = re.compile(r"(?<![\w'’ʼ-])([\w'’ʼ-]{4,40}) $")
_AFTER = re.compile(r" ([\w'’ʼ-]{2,40})")


def _of_phrase(phrase: Phrase, text: str, gazetteer: Gazetteer, told: AbstractSet[str]) -> Iterator[Found]:
    """A body with a proper name or the adjective of a state in its wording, or a post.

    `told` are the senses of phrases that a title completes elsewhere (китайська компанія Alibaba).
    """
    if phrase.kind is Kind.PERSON and not phrase.plural:
        yield Found(phrase.start, phrase.end, MentionType.JOB)
    elif phrase.lemma in load_toml("titles.toml")["of_place"] and _of_place(phrase, text, gazetteer):
        return
    elif not phrase.plural and phrase.kind in (Kind.ORGANIZATION, Kind.STATE):
        sense = _sense(phrase, text, gazetteer)
        if sense not in told and phrase.lemma not in load_toml("titles.toml")["of_state"]:
            sense = None
        if phrase.named or sense is not None:
            entry = gazetteer.find(text[phrase.start : phrase.end]) if phrase.named else None
            name = _of_whom(phrase, text, gazetteer)
            yield Found(phrase.start, phrase.end, MentionType.ORG, entry, name, phrase.kind, sense)


def _of_whom(phrase: Phrase, text: str, gazetteer: Gazetteer) -> str | None:
    """What a body is called that has the adjective of its state: "китайський уряд" is "уряд Китаю"."""
    before, after = text[phrase.start : phrase.head].split(), text[phrase.head : phrase.end].split()[1:]
    if phrase.lemma not in load_toml("titles.toml")["by_state"] or not before or after:
        return None
    state = gazetteer.by_adjective(before[-1])
    owner = genitive(state.name) if state is not None else None
    return f"{phrase.lemma} {owner}" if owner else None


def _of_place(phrase: Phrase, text: str, gazetteer: Gazetteer) -> bool:
    """Whether nothing but a place stands behind the noun, which is no capital: "у центрі Харкова"."""
    noun, _, rest = text[phrase.head : phrase.end].partition(" ")
    place = gazetteer.find(rest) if rest and noun.islower() else None
    return place is not None and place.kind in (Kind.PLACE, Kind.STATE)


def _sense(phrase: Phrase, text: str, gazetteer: Gazetteer) -> str | None:
    """Head and state of a phrase that has nothing but these, the state as adjective or in the genitive."""
    before, after = text[phrase.start : phrase.head].split(), text[phrase.head : phrase.end].split(None, 1)[1:]
    if len(before) == 1 and not after:
        state = gazetteer.by_adjective(before[0])
    elif not before and after:
        state = gazetteer.find(after[0])
    else:
        return None
    return f"{phrase.lemma} {state.key}" if state is not None and state.kind is Kind.STATE else None


def _cut(one: Found, known: Iterable[Found], text: str) -> Found:
    """An entity that runs on after a known body or person, cut to it ("Білий дім з питань …", "Міністерство оборони
    МО"); `known` begin where it does."""
    if one.type is not MentionType.ORG:
        return one
    for other in known:
        if other.end >= one.end or other.type not in (MentionType.ORG, MentionType.PERS):
            continue
        rest = text[other.end : one.end].strip()
        if rest[:1].islower() or (rest.isupper() and " " not in rest):
            return other
    return one


def _retyped(found: list[Found], text: str) -> list[Found]:
    """Single words taken for places or bodies that are the surname of a person named in full are that person."""
    people = (text[one.start : one.end].split() for one in found if one.type is MentionType.PERS)
    surnames = frozenset(key for words in people if len(words) > 1 for key in keys(words[-1]))
    return [
        replace(one, type=MentionType.PERS)
        if one.entry is None
        and one.type in (MentionType.LOC, MentionType.ORG, MentionType.MISC)
        and (_is_surname(text[one.start : one.end], surnames) or only_surname(text[one.start : one.end]))
        else one
        for one in found
    ]


def _surnames_alone(found: Sequence[Found], text: str) -> list[Found]:
    """Surnames of persons named in full, standing alone where nothing was found: ordinary words too (Мороз, Вовк)."""
    people = [text[one.start : one.end].split() for one in found if one.type is MentionType.PERS]
    surnames = frozenset(key for words in people if len(words) > 1 for key in keys(words[-1]))
    if not surnames:
        return []
    taken = Stretches(found)
    alone = (match.span() for match in WORD.finditer(text) if _is_surname(match.group(), surnames))
    return [Found(start, end, MentionType.PERS) for start, end in alone if not taken.overlap(start, end)]


def _is_surname(word: str, surnames: frozenset[str]) -> bool:
    """Whether a word is a form of one of the surnames, given by all their keys."""
    return word[:1].isupper() and WORD.fullmatch(word) is not None and not keys(word).isdisjoint(surnames)


_WEAK = frozenset({MentionType.MISC, MentionType.ART, MentionType.LOC, MentionType.DOC})


def _choose(found: Iterable[Found], sure: Iterable[Found] = ()) -> list[Found]:
    """Without overlaps: longer ones first, of equal ones the known, then in reading order; those of `sure` before
    weak types."""
    sure = list(sure)
    firm = Stretches(sure)
    taken = Stretches()
    chosen: list[Found] = []
    kept = [one for one in found if one.entry or one.type not in _WEAK or not firm.overlap(one.start, one.end)]
    for one in sorted(
        [*kept, *sure], key=lambda one: (one.start - one.end, one.entry is None, one.start, one.type.value)
    ):
        if not taken.overlap(one.start, one.end):
            taken.add(one.start, one.end)
            chosen.append(one)
    return chosen
