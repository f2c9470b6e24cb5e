"""Who and what an article names, and which names mean the same: mentions with types, actors with all their names.

Not for pronouns and "the company" (the statements' reference does that) nor for actors of other articles
(`kg.resolve`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span

from kg import ids
from kg.data import load_toml
from kg.extract.bodies import Phrase, first_word, phrases
from kg.extract.clusters import Cluster, cluster
from kg.extract.expansions import complete
from kg.extract.found import find
from kg.extract.stretches import NAMED, Found
from kg.model import Actor, Article, Kind, Mention, MentionType
from kg.model import Span as Stretch
from kg.nlp import gazetteer as known
from kg.nlp.gazetteer import Entry, Gazetteer
from kg.nlp.morph import nominative, nominative_text
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold, readings

__all__ = ["Names", "find_mentions", "kind_of_noun"]


class View(NamedTuple):
    """What the names of an article are found with: its analysis, its phrases headed by common nouns, the known
    actors."""

    doc: Doc
    phrases: tuple[Phrase, ...]
    gazetteer: Gazetteer


class Names:
    """The actors of one article: those named in it, and those that statements add by `intern`. One actor a normalised
    name."""

    def __init__(self, article: Article, view: View, mentions: Sequence[Mention], actors: Iterable[Actor]) -> None:
        self.article = article
        self.doc = view.doc
        self.text = article.text
        self.phrases = view.phrases
        self.gazetteer = view.gazetteer
        self.mentions = tuple(mentions)
        self._starts = [one.span.start for one in self.mentions]
        self._longest = max((one.span.end - one.span.start for one in self.mentions), default=0)
        self._heads = [one.head for one in self.phrases]
        self.widest = max((one.end - one.start for one in self.phrases), default=0)
        self.known: dict[str, Any] = {}  # what others work out of the names once
        self._actors: dict[str, Actor] = {}
        self._by_id: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        for actor in actors:
            self._add(actor)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors so far, in the order in which they came."""
        return tuple(self._actors.values())

    def _add(self, actor: Actor) -> Actor:
        key = ids.normal_name(actor.name)
        self._actors[key] = actor
        self._by_id[actor.id] = key
        for alias in actor.aliases:
            self._aliases.setdefault(ids.normal_name(alias), key)
        return actor

    def resolve(self, name: str) -> Actor | None:
        """The actor that goes by this name (its own or an alias, in any case) in the article."""
        for form in (name, nominative_text(name)):
            key = ids.normal_name(form)
            found = self._actors.get(key) or self._actors.get(self._aliases.get(key, ""))
            if found is not None:
                return found
        return None

    def intern(self, name: str, kind: Kind, entry: Entry | None = None) -> Actor:
        """The actor of this (nominative) name, made if there is none; an actor that is there keeps its kind."""
        there = self._actors.get(ids.normal_name(name)) or self._actors.get(
            self._aliases.get(ids.normal_name(name), "")
        )
        if there is not None:
            return there
        return self._add(Actor(ids.actor_id(self.article.id, kind, name), name, kind, (), entry.key if entry else None))

    def by_id(self, actor: str) -> Actor:
        """The actor with this id; KeyError if there is none."""
        return self._actors[self._by_id[actor]]

    def near(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that may share a character with the stretch or touch it, in reading order; few others."""
        low = bisect_left(self._starts, start - self._longest)
        return self.mentions[low : bisect_right(self._starts, end)]

    def beginning(self, first: int, last: int) -> Sequence[Mention]:
        """The mentions that begin at `first`..`last`, in reading order."""
        return self.mentions[bisect_left(self._starts, first) : bisect_right(self._starts, last)]

    def phrases_near(self, start: int, end: int) -> Sequence[Phrase]:
        """The phrases that may share a character with the stretch or touch it, by their heads; few others."""
        low = bisect_left(self._heads, start - self.widest)
        return self.phrases[low : bisect_right(self._heads, end + self.widest)]

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The mention of an actor that the stretch is best called by: the first one that overlaps it, a person's
        before others."""
        there = [one for one in self.near(start, end) if one.actor and one.span.start < end and start < one.span.end]
        people = [one for one in there if one.type is MentionType.PERS]
        return next(iter(people or there), None)

    def actor_at(self, start: int, end: int) -> Actor | None:
        """The actor of `mention_at`."""
        mention = self.mention_at(start, end)
        return self.by_id(mention.actor) if mention and mention.actor else None

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions of actors that lie within the stretch, in reading order."""
        return tuple(one for one in self.beginning(start, end) if one.actor and one.span.end <= end)

    def covering(self, place: int) -> Mention | None:
        """The mention of an actor that holds the character at `place`, the longest of several."""
        there = [one for one in self.near(place, place) if one.actor and one.span.start <= place < one.span.end]
        return max(there, key=lambda one: one.span.end - one.span.start, default=None)

    def covered(self, start: int, end: int) -> bool:
        """Whether one mention of an actor covers the whole stretch."""
        return any(one.actor and one.span.start <= start and end <= one.span.end for one in self.near(start, start))

    def actors_in(self, start: int, end: int) -> tuple[Actor, ...]:
        """The actors named within the stretch, in reading order, each once."""
        return tuple(self.by_id(actor) for actor in dict.fromkeys(one.actor or "" for one in self.between(start, end)))

    def acting(self, actor: Actor) -> Actor:
        """Who acts where this actor is named as acting: the state for its capital (Москва: Росія), else the actor
        itself."""
        entry = self.gazetteer.entries.get(actor.gazetteer or "")
        if entry is None or not entry.metonym:
            return actor
        meant = self.gazetteer.acting(entry)
        there = next((one for one in self.actors if one.gazetteer == meant.key), None)
        return there or self.intern(meant.name, meant.kind, meant)


def find_mentions(
    article: Article, doc: Doc, gazetteer: Gazetteer | None = None, given: Sequence[Found] | None = None
) -> Names:
    """The article's mentions and actors. `doc` is the analysis of `article.text`; offsets are code points of it.

    `given` are the namings, where they are known already (gold spans), in reading order.
    """
    gazetteer = gazetteer or known.load()
    text, worded = doc.text, tuple(phrases(doc))
    found = list(given) if given is not None else find(doc, gazetteer, worded)
    titles = {
        phrase.end: first_word(text, phrase.head) for phrase in worded if phrase.kind in (Kind.PERSON, Kind.UNNAMED)
    }
    women = _women(doc)
    names = [
        text[one.start : one.end]
        if one.name is None and one.type is MentionType.PERS and _is_hers(text[one.start : one.end], women)
        else _display(doc, text[one.start : one.end], one, titles.get(one.start - 1, ""))
        for one in found
    ]
    clusters = cluster(text, [(one, name) for one, name in zip(found, names, strict=True) if one.type in NAMED])
    complete(doc, clusters)
    actors: dict[str, Actor] = {}
    owner: dict[Found, Actor] = {}
    for group in clusters:
        actor = _actor(article.id, group)
        first = actors.setdefault(ids.normal_name(actor.name), actor)
        if first is not actor:
            actors[ids.normal_name(actor.name)] = first = replace(
                first, aliases=tuple(dict.fromkeys(first.aliases + actor.aliases))
            )
        owner |= dict.fromkeys(group.members, first)
    by_name = {ids.normal_name(actor.name): actor for actor in actors.values()}
    mentions = [
        Mention(f"m{number}", Stretch.of(text, one.start, one.end), one.type, name, _id(owner.get(one), by_name))
        for number, (one, name) in enumerate(zip(found, names, strict=True), 1)
    ]
    return Names(article, View(doc, worded, gazetteer), mentions, actors.values())


def _women(doc: Doc) -> frozenset[str]:
    """Surnames that are subjects of verbs in the feminine ("зазначила Коваленкова"), folded."""
    said = (token for token in doc if token.pos_ == "PROPN" and token.dep_ == "nsubj")
    return frozenset(fold(one.text) for one in said if feature(one.head, "Gender") == "Fem")


def _is_hers(name: str, women: frozenset[str]) -> bool:
    """Whether a first name and surname are a woman's in the nominative, not a man's in the genitive ("Олександра
    Устінова")."""
    words = name.split()
    if len(words) != 2 or fold(words[1]) not in women or words[1].isupper():
        return False
    return any(one.name == "Name" and one.gender == "femn" and one.case == "nomn" for one in readings(fold(words[0])))


def _id(actor: Actor | None, by_name: dict[str, Actor]) -> str | None:
    return by_name[ids.normal_name(actor.name)].id if actor else None


def _actor(article: str, group: Cluster) -> Actor:
    name = group.name
    aliases = tuple(sorted(group.names - {name}))
    return Actor(
        ids.actor_id(article, group.kind, name), name, group.kind, aliases, group.entry.key if group.entry else None
    )


def _called(name: Span) -> str:
    """The title alone of a body that stands in capitals or Latin letters behind a common noun: "партизанський рух АТЕШ"
    is "АТЕШ"; empty for other names."""
    title, before = name[-1].text, name[:-1]
    loud = len(title) > _LOUD and (title.isupper() or title[0].isascii()) and title[0].isupper()
    if not loud or not len(before) or not all(token.is_lower for token in before[1:]):
        return ""
    return title if before[-1].lemma_.lower() in load_toml("titles.toml")["before_title"] else ""


_LOUD = 3
"""Letters above which a title in capitals is no acronym of what stands before it."""
_QUOTED = re.compile(r"[^\W\d_]+ [«\"“„]([^«»\"“”„]+)[»\"”]?")
"""An outlet or a body with the word for it: "телеканалу «Новий»"."""


@cache
def _legal() -> re.Pattern[str]:
    """The title of a firm in quotation marks behind its legal form: "ДП «НАЕК «Енергія»"."""
    forms = "|".join(load_toml("titles.toml")["legal_forms"])
    return re.compile(rf"(?:(?:{forms})[ \u00a0]?[«\"“„])+([^«»\"“”„]+(?:[«\"“„][^«»\"“”„]+[»\"”]?)?)[»\"”]?")


def _display(doc: Doc, surface: str, one: Found, title: str) -> str:
    """The naming in the nominative; `title` is the noun of the post right before it."""
    if one.name is not None:
        return one.name
    if one.type in (
        MentionType.DATE,
        MentionType.TIME,
        MentionType.PERIOD,
        MentionType.MON,
        MentionType.PCT,
        MentionType.QUANT,
    ):
        return surface
    span = doc.char_span(one.start, one.end, alignment_mode="expand")
    if span is None:
        return nominative_text(surface, one.type.value)
    quoted = _QUOTED.fullmatch(surface) if one.type is MentionType.ORG else None
    if quoted and (
        kind_of_noun(span[0].lemma_) is Kind.MEDIA or span[0].lemma_.lower() in load_toml("titles.toml")["before_title"]
    ):
        return quoted[1]
    if one.type is MentionType.ORG and (called := _called(span)):
        return called
    if one.type is MentionType.ORG and (firm := _legal().fullmatch(surface)):
        title = firm[1].strip()
        return title + ("»" if "«" in title and "»" not in title else "")
    labelled = Span(doc, span.start, span.end, label=one.type.value)
    return " ".join(nominative(labelled, title if one.type is MentionType.PERS else "").split())
