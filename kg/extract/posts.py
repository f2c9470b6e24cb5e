"""Posts, parts and places: what the wording of a name itself says ("речник МЗС Георгій Тихий", "Посольство КНР у
Вашингтоні").

Not for what a verb says: that is `kg.extract.relations`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.bodies import Phrase
from kg.extract.frames import acting_posts, heads
from kg.extract.mentions import Names
from kg.extract.tie import Tie, is_former, possible_cases
from kg.model import Actor, Kind, Mention, MentionType
from kg.nlp.gazetteer import Hit, keys
from kg.nlp.morph import nominative
from kg.nlp.titles import is_post

_BEFORE = re.compile(r"[ \u00a0](?:(?:генерал|полковник|майор|капітан|підполковник|адмірал|лейтенант)[\w-]* )?")
_BESIDE = (", ", " – ", " — ", " - ")
_CLOSED = (",", ".", ";", ":", ")", "»", '"', "\r", "\n", "")
_ACTING = frozenset({Kind.ORGANIZATION, Kind.STATE, Kind.MEDIA, Kind.GROUP})


def posts_and_parts(names: Names) -> Iterator[Tie]:
    """Ties of post, memberOf, actsFor, partOf and locatedIn."""
    yield from _places(names)
    for phrase in names.phrases:
        if phrase.kind in (Kind.PERSON, Kind.UNNAMED) and not phrase.plural:
            yield from _post(names, phrase)
            yield from _member(names, phrase)
        elif phrase.kind in (Kind.ORGANIZATION, Kind.STATE) and not phrase.plural and phrase.named:
            yield from _part(names, phrase)


def _post(names: Names, phrase: Phrase) -> Iterator[Tie]:
    """The holder stands right after the post, the body or principal in it."""
    held = holder(names, phrase)
    if held is None or held.actor is None:
        return
    person = names.by_id(held.actor)
    inside = [one for one in names.between(phrase.start, phrase.end) if one.span.start > phrase.head]
    start, end = min(phrase.start, held.span.start), max(phrase.end, held.span.end)
    acting = phrase.lemma in acting_posts()
    for one in inside[:1]:
        actor = names.by_id(one.actor or "")
        if (
            acting
            and actor.kind in (Kind.PERSON, *_ACTING)
            and len(names.text[phrase.head : one.span.start].split()) == 1
        ):
            yield Tie("actsFor", person.name, names.acting(actor).name, start, end, None, "post acts for")
        if is_post(phrase.lemma) and (actor.kind in _ACTING or actor.kind is Kind.PLACE):
            body = names.acting(actor) if actor.kind is not Kind.PLACE else actor
            yield Tie("post", person.name, body.name, start, end, _role(names, phrase, one), "post")


_PARTY = re.compile(r" (?:від (?:фракції |партії |групи )?|(?:з|із) (?:фракції |партії |групи ))[«\"“„]?")
_JOINED = re.compile(r"\s(?:та|і|й)(?:\s|$)")
"""Two names run together as one, or the first of two: neither is what the relation would be of."""


def _member(names: Names, phrase: Phrase) -> Iterator[Tie]:
    """ "нардеп від «Слуги народу» Іван Коваль": the party between the post and its holder."""
    text = names.text
    near = names.beginning(phrase.end + 1, phrase.end + 30)  # further than that no party stands
    party = next((one for one in near if one.actor and one.type is MentionType.ORG), None)
    if party is None or not _PARTY.fullmatch(text[phrase.end : party.span.start]):
        return
    if phrase.lemma in heads("member") or is_former(text, phrase):
        return
    for one in names.mentions:
        if (
            one.type is MentionType.PERS
            and one.actor
            and re.fullmatch(r"[»\"”“]? ", text[party.span.end : max(one.span.start, party.span.end)])
        ):
            person, body = names.by_id(one.actor), names.by_id(party.actor or "")
            yield Tie("memberOf", person.name, body.name, phrase.start, one.span.end, None, "post from")


def _places(names: Names) -> Iterator[Tie]:
    """ "Покровського району Донецької області": a place right before the region in the genitive."""
    places = [one for one in names.mentions if one.type is MentionType.LOC and one.actor]
    for first, second in pairwise(places):
        region = keys(second.span.text.split()[-1]) & heads("region")
        state = names.by_id(second.actor or "").kind is Kind.STATE and bool(
            keys(first.span.text.split()[-1]) & heads("region")
        )
        if (region or state) and second.span.start - first.span.end == 1 and names.text[first.span.end] in " \u00a0":
            one, other = names.by_id(first.actor or ""), names.by_id(second.actor or "")
            if (
                one.kind is Kind.PLACE
                and other.kind in (Kind.PLACE, Kind.STATE)
                and "gent" in possible_cases(second.span.text)
                and not _JOINED.search(first.span.text)
            ):
                yield Tie("locatedIn", one.name, other.name, first.span.start, second.span.end, None, "place in region")


def holder(names: Names, phrase: Phrase) -> Mention | None:
    """Whom a post is said of: the person right after the phrase, or right before it and a comma ("Іван Коваль, голова
    правління")."""
    text = names.text
    gap = _BEFORE.match(text, phrase.end)
    for one in names.near(phrase.start - 3, gap.end() if gap else phrase.end):
        if one.type is not MentionType.PERS or one.actor is None:
            continue
        if one.span.start >= phrase.end and _BEFORE.fullmatch(text, phrase.end, one.span.start):
            return one
        if (
            one.span.end <= phrase.start
            and text[one.span.end : phrase.start] in _BESIDE
            and text[phrase.end : phrase.end + 1] in _CLOSED
        ):
            return one
    return None


def _role(names: Names, phrase: Phrase, body: Mention) -> str:
    """The post without the body that it is held in, in the nominative."""
    span = names.doc.char_span(phrase.start, body.span.start, alignment_mode="contract")
    role = nominative(span) if span is not None else names.text[phrase.start : body.span.start]
    return re.sub(r"\s+(?:у|в|при|від|на|з|із)$", "", role.strip())


def _part(names: Names, phrase: Phrase) -> Iterator[Tie]:
    """The body whose name ends with a larger body or state, or with a place."""
    mention = names.covering(phrase.head)
    if mention is None or mention.actor is None or mention.span.start != phrase.start or mention.span.end < phrase.end:
        return
    body, text = names.by_id(mention.actor), names.text
    if body.name.startswith("най"):  # "найсильніша армія Європи" is said of none
        return
    for hit, start, end in _hits(names, phrase, body):
        before = text[phrase.start : start].split()[-1:]
        placed = before in (["у"], ["в"])
        if (
            end == phrase.end
            and placed
            and phrase.lemma in heads("seat")
            and hit.entry.kind in (Kind.PLACE, Kind.STATE)
        ):
            yield _tie("locatedIn", body, names.intern(hit.entry.name, hit.entry.kind, hit.entry), mention)
        elif end == phrase.end and not placed and phrase.lemma in heads("part") and hit.entry.kind is Kind.PLACE:
            if start > phrase.head:
                yield _tie("locatedIn", body, names.intern(hit.entry.name, hit.entry.kind, hit.entry), mention)
        elif (
            hit.entry.key != body.gazetteer
            and not placed
            and phrase.lemma in ("посольство", "консульство", "генконсульство")
        ):
            yield _tie("actsFor", body, names.intern(hit.entry.name, hit.entry.kind, hit.entry), mention)
        elif (
            end == phrase.end
            and not placed
            and phrase.lemma in heads("part")
            and hit.entry.kind in (Kind.STATE, Kind.ORGANIZATION)
            and hit.entry.key != body.gazetteer
            and start > phrase.head
        ):
            name = hit.name if hit.entry.kind is not Kind.STATE else hit.entry.name
            yield _tie("partOf", body, names.intern(name, hit.entry.kind, hit.entry), mention)


def _hits(names: Names, phrase: Phrase, body: Actor) -> list[tuple[Hit, int, int]]:
    """The known names within a body's name, with their places; the body's own name is looked into."""
    first = phrase.head
    found = list(names.gazetteer.scan(names.text[first : phrase.end]))
    if found and found[0].entry.key == body.gazetteer and found[0].start == 0:
        first += len(names.text[first : phrase.end].split(None, 1)[0])
        found = list(names.gazetteer.scan(names.text[first : phrase.end]))
    return [(hit, first + hit.start, first + hit.end) for hit in found]


def _tie(kind: str, one: Actor, other: Actor, mention: Mention) -> Tie:
    return Tie(kind, one.name, other.name, mention.span.start, mention.span.end, None, f"name {kind}")
