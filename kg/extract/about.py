"""Of whom a content speaks: the actors named in it that do something or have something done to them.

Not for the source (who says it) nor for the relations between the actors (`kg.extract.relations`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.bodies import Phrase
from kg.extract.mentions import Names
from kg.model import Actor, Kind, Mention, MentionType
from kg.nlp.morph import gender, nominative
from kg.nlp.words import fold

_PLACING = frozenset({"в", "у", "на", "під", "біля", "поблизу", "над", "через", "при"})
_TOUCHING = frozenset({"до", "від", "про", "із"})
_CORE = frozenset({"nsubj", "obj", "iobj", "conj", "flat", "appos", "ROOT", "obl", "nmod", "ccomp", "vocative"})
_FIRST = frozenset(
    {"я", "мене", "мені", "мною", "мій", "моя", "моє", "мої", "мого", "моїх", "моєї", "моєму", "моїм", "мою", "моїми"}
)
_WE = frozenset(
    {
        "ми",
        "нас",
        "нам",
        "нами",
        "наш",
        "наша",
        "наше",
        "наші",
        "нашого",
        "нашої",
        "нашу",
        "наших",
        "нашим",
        "нашими",
        "нашому",
        "нашій",
    }
)
_HE = frozenset({"він", "його", "йому", "ним", "нього", "ньому", "нім"})
_SHE = frozenset({"вона", "її", "їй", "нею", "неї", "ній"})


@dataclass(frozen=True, slots=True)
class _Part:
    """Something in a content that speaks of an actor, at a place (code points)."""

    place: int
    name: str


def about_names(names: Names, start: int, end: int, speaker: str | None = None) -> tuple[str, ...]:
    """Names of the actors that the stretch `start`..`end` speaks of, in reading order, each once.

    `speaker` is the name of the source: it counts only where a pronoun or its own name in the stretch means it.
    """
    parts = sorted(
        [*_named(names, start, end), *_groups(names, start, end), *_pronouns(names, start, end, speaker)],
        key=lambda part: part.place,
    )
    return tuple(dict.fromkeys(part.name for part in parts))


def _named(names: Names, start: int, end: int) -> Iterator[_Part]:
    posts = [one.span for one in names.mentions if one.type is MentionType.JOB]
    for mention in names.between(start, end):
        actor = names.by_id(mention.actor or "")
        holder = any(post.start <= mention.span.start and mention.span.end <= post.end for post in posts)
        if mention.type is MentionType.PERS or (not holder and _takes_part(names.doc, mention, actor)):
            acting = names.acting(actor) if actor.kind is Kind.PLACE else actor
            yield _Part(mention.span.start, acting.name)


def _takes_part(doc: Doc, mention: Mention, actor: Actor) -> bool:
    """Whether a body or state is more than a place or time of what happens."""
    span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if span is None:
        return False
    root = span.root
    relation = root.dep_.split(":")[0]
    preposition = next((child.lower_ for child in root.children if child.dep_ == "case"), "")
    if actor.kind is Kind.PLACE:
        return relation == "nsubj" and not preposition
    if preposition in _PLACING:
        return preposition == "на" and root.morph.get("Case") == ["Acc"]
    return actor.kind is Kind.STATE or preposition not in _TOUCHING


def _groups(names: Names, start: int, end: int) -> Iterator[_Part]:
    """Groups and bodies without a name of their own: "російські війська", "жителі Миколаєва"."""
    for phrase in names.phrases:
        if start <= phrase.start and phrase.end <= end and _is_actor(names, phrase):
            span = names.doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
            if span is not None and _plays(span, phrase):
                yield _Part(phrase.start, names.intern(nominative(span), phrase.kind).name)


def _is_actor(names: Names, phrase: Phrase) -> bool:
    if phrase.kind not in (Kind.GROUP, Kind.UNNAMED, Kind.ORGANIZATION, Kind.STATE) or names.covered(
        phrase.start, phrase.end
    ):
        return False
    if phrase.kind in (Kind.GROUP, Kind.UNNAMED) and not phrase.plural:
        return False
    nation = (
        phrase.modified and names.gazetteer.by_adjective(names.text[phrase.start : phrase.head].split()[0]) is not None
    )
    return nation or (phrase.named and phrase.plural)


def _plays(span: Span, phrase: Phrase) -> bool:
    """Whether the phrase is a subject, an object or a possessor."""
    head = next((token for token in span if token.idx == phrase.head), span.root)
    preposition = any(child.dep_ == "case" for child in head.children)
    return not preposition and head.dep_.split(":")[0] in ("nsubj", "obj", "iobj", "nmod", "conj", "obl")


def _pronouns(names: Names, start: int, end: int, speaker: str | None) -> Iterator[_Part]:
    inside = names.doc.char_span(start, end, alignment_mode="contract")
    for token in inside or ():
        low = fold(token.text)
        if (speaker is not None and (low in _FIRST or _first_person(token))) or (
            speaker is not None and low in _WE and _is_body(names, speaker)
        ):
            yield _Part(token.idx, speaker)
        elif low in _HE or low in _SHE:
            name = _person(names, start, token.idx, "masc" if low in _HE else "femn", speaker)
            if name is not None:
                yield _Part(token.idx, name)


def _first_person(token: Token) -> bool:
    return (
        token.morph.get("Person") == ["1"] and token.morph.get("Number") == ["Sing"] and token.pos_ in ("VERB", "AUX")
    )


def _is_body(names: Names, name: str) -> bool:
    actor = names.resolve(name)
    return actor is not None and actor.kind in (Kind.ORGANIZATION, Kind.STATE, Kind.MEDIA)


def _person(names: Names, start: int, place: int, wanted: str, speaker: str | None) -> str | None:
    """Whom a third-person pronoun means: the last person of that gender in the content, else the source, else the
    last before."""
    people = [
        (one.span.start, names.by_id(one.actor or ""))
        for one in names.between(0, place)
        if one.type is MentionType.PERS
    ]
    fitting = [(where, actor) for where, actor in people if gender(actor.name) in (wanted, None)]
    inside = [actor for where, actor in fitting if where >= start]
    if inside:
        return inside[-1].name
    source = names.resolve(speaker) if speaker else None
    if source is not None and source.kind is Kind.PERSON:
        return source.name if gender(source.name) in (wanted, None) else _last(fitting, place)
    return _last(fitting, place)


def _last(people: list[tuple[int, Actor]], place: int) -> str | None:
    near = [actor for where, actor in people if place - where < 400]
    return near[-1].name if near else None
