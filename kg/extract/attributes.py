"""Relations that lie in an adjective, a post without its body, or a region beside a place.

"Російський президент Олег Рись", "нардеп Олег Рись", "Лебедин на Сумщині". Not for posts with their body
(`kg.extract.posts`) nor for verbs (`kg.extract.relations`).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.data import load_toml
from kg.extract.bodies import Phrase
from kg.extract.frames import heads
from kg.extract.mentions import Names
from kg.extract.tie import Tie, is_former, possible_cases
from kg.model import Kind, Mention, MentionType
from kg.nlp.gazetteer import WORD, Entry, keys
from kg.nlp.morph import nominative_text
from kg.nlp.titles import is_post

_REGION = re.compile(r".{3,}(?:щин|ччин)[іи]$")


def attributes(names: Names) -> Iterator[Tie]:
    """Ties of post, memberOf, partOf and locatedIn."""
    people = {one.span.start: one for one in names.mentions if one.type is MentionType.PERS and one.actor}
    for phrase in names.phrases:
        if phrase.plural:
            continue
        if phrase.kind is Kind.PERSON and is_post(phrase.lemma):
            holder = people.get(phrase.end + 1)
            if holder is not None and names.text[phrase.end] in " \u00a0":
                yield from _held(names, phrase, holder)
        elif phrase.kind in (Kind.ORGANIZATION, Kind.STATE) and phrase.lemma in heads("part"):
            yield from _of_state(names, phrase)
    yield from _on_land(names)


def _held(names: Names, phrase: Phrase, holder: Mention) -> Iterator[Tie]:
    """The state in an adjective before the post; a body that the post itself implies."""
    person = names.by_id(holder.actor or "")
    inside = names.between(phrase.start, phrase.end)
    found = _state(names, phrase)
    if found is not None and not inside and phrase.lemma not in heads("no_post"):
        entry, start = found
        body = names.intern(entry.name, entry.kind, entry)
        role = " ".join(nominative_text(names.text[start : phrase.end]).split()[1:])
        yield Tie("post", person.name, body.name, start, holder.span.end, role, "post with adjective")
        return
    words = names.text[phrase.start : phrase.end]
    if not inside:
        yield from _known(names, phrase, holder)
    if is_former(names.text, phrase):
        return
    for row in load_toml("relations.toml")["implied"]:
        if _is(words, row["words"]) and all(names.by_id(one.actor or "").kind is Kind.STATE for one in inside):
            known = names.gazetteer.find(row["body"])
            if known is not None:
                body = names.intern(known.name, known.kind, known)
                yield Tie(row["type"], person.name, body.name, phrase.start, holder.span.end, None, "implied body")


def _known(names: Names, phrase: Phrase, holder: Mention) -> Iterator[Tie]:
    """A post of which every reader knows the body ("президент Володимир Зеленський")."""
    person = names.by_id(holder.actor or "")
    for row in load_toml("relations.toml")["known_post"]:
        entry = names.gazetteer.find(row["body"])
        known = {found.key for name in row["holders"] if (found := names.gazetteer.find(name))}
        same = person.name in row["holders"] or person.gazetteer in known
        if phrase.lemma in row["posts"] and same and entry is not None:
            body = names.intern(entry.name, entry.kind, entry)
            role = " ".join(filter(None, ("колишній" if is_former(names.text, phrase) else "", phrase.lemma)))
            yield Tie("post", person.name, body.name, phrase.start, holder.span.end, role, "known post")


def _is(words: str, wanted: str) -> bool:
    """Whether the phrase begins with the wanted words, in whatever case; a proper name may follow."""
    found, lemmas = [word.group() for word in WORD.finditer(words)], wanted.split()
    small = [word for word in found if word[0].islower() or word == found[0]]
    return len(small) == len(lemmas) and all(
        lemma in keys(word.lower()) for word, lemma in zip(small, lemmas, strict=True)
    )


def _state(names: Names, phrase: Phrase) -> tuple[Entry, int] | None:
    """The state whose adjective opens the phrase, and where it stands."""
    for found in WORD.finditer(names.text, max(0, phrase.start - 20), phrase.head):
        if found.end() < phrase.start and names.text[found.end() : phrase.start] != " ":
            continue
        entry = names.gazetteer.by_adjective(found.group())
        if entry is not None and not re.search(r"[,.;:()«»\"]", names.text[found.end() : phrase.head]):
            return entry, found.start()
    return None


def _of_state(names: Names, phrase: Phrase) -> Iterator[Tie]:
    """ "російська армія", "польський уряд": the body is a part of the state in the adjective."""
    mention = names.covering(phrase.head)
    found = _state(names, phrase)
    if mention is None or found is None or names.between(phrase.head, phrase.end):
        return
    entry, start = found
    body = names.by_id(mention.actor or "")
    if body.gazetteer != entry.key and body.kind in (Kind.ORGANIZATION, Kind.STATE) and body.name != entry.name:
        state = names.intern(entry.name, entry.kind, entry)
        yield Tie(
            "partOf", body.name, state.name, start, max(phrase.end, mention.span.end), None, "body with adjective"
        )


def _on_land(names: Names) -> Iterator[Tie]:
    """ "Лебедин на Сумщині", "Лебедин (Сумська область)"."""
    places = [one for one in names.mentions if one.type is MentionType.LOC and one.actor]
    for first, second in pairwise(places):
        gap = names.text[first.span.end : second.span.start]
        one, other = names.by_id(first.actor or ""), names.by_id(second.actor or "")
        if one.kind is not Kind.PLACE or other.kind not in (Kind.PLACE, Kind.STATE) or _REGION.match(first.span.text):
            continue
        land = gap in (" на ", " у ", " в ", ", що на ", " (") and _REGION.match(second.span.text) is not None
        closed = names.text[second.span.end : second.span.end + 1] == ")"
        region = gap == " (" and closed and (other.kind is Kind.STATE or bool(_heads(second) & heads("region")))
        if (land and "loct" in possible_cases(second.span.text)) or region:
            yield Tie("locatedIn", one.name, other.name, first.span.start, second.span.end, None, "place on land")


def _heads(mention: Mention) -> frozenset[str]:
    return keys(mention.span.text.split()[-1])
