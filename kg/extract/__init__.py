"""From an analysed article to its statements, actors, mentions and relations; not for what holds across articles."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from kg.extract import chains, denials, finder, stances, talks
from kg.extract.about import Asked, about_names, ask
from kg.extract.classes import classed
from kg.extract.draft import Draft, Voice
from kg.extract.events import dated_events
from kg.extract.lexicon import lexicon
from kg.extract.mentions import Names, find_mentions
from kg.extract.reading import Reading
from kg.extract.reference import Resolver
from kg.extract.relations import find_relations
from kg.extract.resolved import Resolved
from kg.extract.times import dated
from kg.model import Article, Extraction, Kind, MentionType, Source, Span, Stance, Statement
from kg.nlp.forms import lemmas

__all__ = ["extract"]

_AHEAD = 6
"""Drafts after an "ми вважаємо" among which the one stands in whose content it is."""


def extract(article: Article, doc: Doc) -> Extraction:
    """Everything found in one article; `doc` is the analysis of `article.text` (its text must be the same).

    The result depends on nothing but the two arguments. An article without words gives an empty extraction.
    """
    if not article.text.strip() or not len(doc):
        return Extraction(article.id)
    reading = Reading(article, doc)
    names = find_mentions(article, doc)
    statements = dated(article, _statements(reading, names, finder.find(reading)))
    relations = dated_events(article, doc, find_relations(doc, names, statements))
    statements = classed(names, statements, relations)
    return Extraction(article.id, tuple(statements), names.actors, names.mentions, relations)


def _statements(reading: Reading, names: Names, drafts: list[Draft]) -> list[Statement]:
    resolver = Resolver(reading, names)
    done = {number: _asked(reading, names, resolver, drafts[number]) for number in _turns(drafts)}
    found = _with_about(names, [done[number] for number in range(len(drafts))])
    made = [replace(one, id=f"s{number}") for number, one in enumerate(_one_each(reading, found), 1)]
    made = stances.adjust(reading, lexicon(), chains.nest(made))
    media = [
        (one.span.start, names.by_id(one.actor).name)
        for one in names.mentions
        if one.actor and (names.by_id(one.actor).kind is Kind.MEDIA or talks.on_air(reading.text, one))
    ]
    people = [
        (one.span.start, names.by_id(one.actor).name)
        for one in names.mentions
        if one.actor and one.type is MentionType.PERS
    ]
    return denials.link(reading, chains.relay(reading, made, media, people))


def _turns(drafts: list[Draft]) -> Iterator[int]:
    """The numbers of the drafts in reading order, but "ми вважаємо" within what somebody says after that."""
    waiting: dict[int, list[int]] = {}
    for number, one in enumerate(drafts):
        later = _around_speaker(drafts, number) if one.source.voice is Voice.SPEAKER else None
        if later is not None:
            waiting.setdefault(later, []).append(number)
        else:
            yield from (number, *waiting.pop(number, ()))


def _around_speaker(drafts: list[Draft], number: int) -> int | None:
    """The draft after this one in whose content it stands, its source named."""
    place = drafts[number].anchor
    for later, other in enumerate(drafts[number + 1 : number + _AHEAD], number + 1):
        if other.content and other.content[0] <= place < other.content[1] and other.source.voice is Voice.NAMED:
            return later
    return None


def _one_each(reading: Reading, statements: list[Statement]) -> list[Statement]:
    """The statements, two of one act by one source made one: "експерт і журналіст Олег Бондар вважає"."""
    kept: list[Statement] = []
    for one in statements:
        last = kept[-1] if kept else None
        twin = last is not None and last.cue is not None and (last.cue, last.content) == (one.cue, one.content)
        if last is None or not twin or last.source.name != one.source.name:
            kept.append(one)
        elif last.source.span and one.source.span:
            span = reading.span(*_around(last.source.span, one.source.span))
            kept[-1] = replace(last, source=replace(last.source, span=span))
    return kept


def _around(one: Span, other: Span) -> tuple[int, int]:
    return min(one.start, other.start), max(one.end, other.end)


def _asked(reading: Reading, names: Names, resolver: Resolver, draft: Draft) -> tuple[Statement, Asked | None]:
    """The statement of a draft, and who may be meant by its content."""
    one = _statement(reading, names, resolver, draft)
    if draft.content is None:
        return one, None
    cue = draft.cue[0] if draft.cue else None
    return one, ask(names, draft.content, cue, one.source.name, resolver.back)


def _with_about(names: Names, found: list[tuple[Statement, Asked | None]]) -> list[Statement]:
    """The statements with the actors that their contents speak of."""
    named = iter(about_names(names, [asked for _, asked in found if asked is not None]))
    return [replace(one, about=next(named)) if asked is not None else one for one, asked in found]


def _statement(reading: Reading, names: Names, resolver: Resolver, draft: Draft) -> Statement:
    via = [resolver.resolve(ref, draft) for ref in draft.via]
    resolved = resolver.resolve(draft.source, draft)
    source = _acting(names, resolved)
    content = reading.span(*draft.content) if draft.content else None
    return Statement(
        id="",
        source=source,
        cue=reading.span(*draft.cue) if draft.cue else None,
        stance=draft.stance,
        content=content,
        sentence=reading.span(*reading.sentence_of(draft.anchor)),
        via=tuple(names.intern(one.source.name, one.source.kind).name for one in via),
        on_behalf_of=_body(names, source),
        addressee=_addressee(names, draft, source),
        act=draft.act,
        quote=draft.quote,
        cue_kind=draft.cue_kind if draft.cue else None,
        cue_lemma=draft.cue_lemma or None,
        rule=f"{draft.rule} < {draft.source.rule or draft.source.voice} < {resolved.rule}",
        confidence=draft.confidence,
    )


def _acting(names: Names, resolved: Resolved) -> Source:
    """The source under the name that the article's actors know it by; a capital that speaks is its state."""
    actor = names.intern(resolved.source.name, resolved.source.kind)
    if resolved.source.span is not None:
        actor = names.acting(actor)
    if resolved.source.kind is Kind.MEDIA and actor.kind is Kind.PLACE:  # "видання Правда"
        return resolved.source
    kind = actor.kind if actor.kind is not Kind.PLACE else Kind.STATE
    return Source(resolved.source.span, actor.name, kind)


def _body(names: Names, source: Source) -> str | None:
    """The body that a spokesperson speaks for: "речник МЗС"."""
    if source.span is None or source.kind not in (Kind.PERSON, Kind.UNNAMED):
        return None
    speakers = set(lexicon().raw["spokesperson"]["lemmas"])
    if not any(lemmas(word) & speakers for word in source.span.text.split()[:3]):
        return None
    bodies = names.actors_in(source.span.start, source.span.end)
    return next((actor.name for actor in bodies if actor.kind in (Kind.ORGANIZATION, Kind.STATE, Kind.MEDIA)), None)


def _addressee(names: Names, draft: Draft, source: Source) -> str | None:
    """Whom a demand or an accusation turns to: the actor between the cue and the content, or the first in an
    accusation."""
    if draft.cue is None or draft.content is None or draft.stance is not Stance.DEMANDS:
        return None
    between = names.actors_in(draft.cue[1], draft.content[0]) if draft.cue[1] < draft.content[0] else ()
    return next((actor.name for actor in between if actor.name != source.name), None)
