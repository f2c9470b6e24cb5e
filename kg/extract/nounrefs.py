"""What a common noun refers back to: "міністр", "компанія", "видання", "аналітики", by post, head noun, kind and
nearness.

Not for pronouns (`kg.extract.antecedents`) nor for the name of a phrase that stands for itself (`kg.extract.naming`).
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.bodies import Phrase
from kg.extract.bodyrefs import Anaphor
from kg.extract.draft import Stretch
from kg.extract.holders import (
    Holders,
    Words,
    covers,
    groups,
    keys_of,
    ministry,
    same_gender,
    same_sex,
    tenure,
)
from kg.extract.knownposts import known_holder
from kg.extract.mentions import Names
from kg.extract.pronouns import is_possessive
from kg.extract.reading import Reading
from kg.model import Actor, Kind, MentionType
from kg.nlp.forms import lemmas
from kg.nlp.gazetteer import keys
from kg.nlp.titles import is_post, kind_of_noun
from kg.nlp.words import fold

_BODIES = (Kind.ORGANIZATION, Kind.MEDIA)


_ONLY = 3
"""Sentences from the only person named to a noun for that person."""
_ENDED = re.compile(r"[.!?\n]")


def _leads(actor: Actor) -> bool:
    """Whether a person who has no name is the head of something: no "мер" is called a "депутат"."""
    return not lemmas(actor.name.split()[0]).isdisjoint(groups()["leader"])


def _bodies(word: str) -> frozenset[str]:
    """The readings of a word as a noun for a body or an outlet."""
    return frozenset(lemma for lemma in lemmas(word) if kind_of_noun(lemma) in _BODIES)


@cache
def _other() -> frozenset[str]:
    return frozenset(load_toml("titles.toml")["other"])


@cache
def _members() -> dict[str, tuple[frozenset[str], str | None]]:
    """By noun for people of a body: keys of words in the names of such bodies; the one meant where none is named."""
    rows = load_toml("titles.toml")["members"]
    return {
        lemma: (frozenset(key for word in row["bodies"] for key in keys(word)), row.get("meant"))
        for row in rows
        for lemma in row["lemmas"]
    }


class Nouns:
    """The common nouns of one article and what they refer back to."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self.reading, self.names = reading, names
        self.holders = Holders(names)
        self.titled = self.holders.titled
        self._full: dict[tuple[str, bool], list[Phrase]] = {}
        self._known: set[str] = set()  # of those who hold a post that no name stands beside
        self._called_first: dict[str, tuple[frozenset[str], Actor]] = {}

    def is_bare(self, one: Anaphor) -> bool:
        """Whether the phrase is the noun alone, with "цей", "сам" or a quotation mark at the most."""
        return all(
            token == one.head
            or (token < one.head and " " not in self.reading.text[token.idx : one.head.idx])  # "прес-служба"
            or (token.pos_ in ("DET", "PART", "PUNCT", "ADV") and not self._tells_apart(token))
            for token in self.reading.tokens(*one.stretch)
        )

    def is_new(self, one: Anaphor) -> bool:
        """Whether the phrase opens with a word for somebody who was not named: "один посадовець", "інший дипломат"."""
        first = next(iter(self.reading.tokens(*one.stretch)), one.head)
        people = one.kind in (Kind.PERSON, Kind.UNNAMED) and not one.plural and first != one.head
        return people and first.lemma_.lower() in load_toml("titles.toml")["unnamed"]

    def _tells_apart(self, token: Token) -> bool:
        """Whether a word makes a noun another one than was named: "інший", "його"."""
        return token.lemma_.lower() in _other() or is_possessive(token)

    def words(self, one: Anaphor) -> Words:
        """Keys of each of the words besides the head; the adjective of a state gives that state's name."""
        others = (token for token in self.reading.tokens(*one.stretch) if token != one.head)
        unsaid = groups()["land"] | groups()["plain"]
        bodies = list(self._bodies_in(one.stretch))
        keyed = (
            keys_of(self.names, token.text) | {key for low, high, key in bodies if low <= token.idx < high}
            for token in others
            if token.lemma_.lower() not in unsaid
        )
        return frozenset(one for one in keyed if one)

    def _bodies_in(self, stretch: Stretch) -> Iterator[tuple[int, int, str]]:
        """Where a known body is named in full in the stretch, and its key: "представник Міністерства оборони США"."""
        for hit in self.names.gazetteer.scan(self.reading.text[slice(*stretch)]):
            if hit.entry.kind is Kind.ORGANIZATION and " " in hit.name:
                yield stretch[0] + hit.start, stretch[0] + hit.end, hit.entry.key

    def person(self, one: Anaphor, recent: list[Actor]) -> Actor | None:
        """The person meant by a post or another noun for a person; `recent` are the last sources, the latest first."""
        words, called = self._called_first.get(one.lemma, (frozenset(), None))
        if called is not None and covers(words, self.words(one)):  # not "президент Польщі" after "президент України"
            return called
        by_title = self.by_title(one, recent)
        if by_title is not None:
            return by_title
        if (chief := self._chief(one, recent)) is not None:
            return chief
        if one.lemma in groups()["charged"] or any(
            self._tells_apart(token) for token in self.reading.tokens(*one.stretch)
        ):
            return None
        if (holder := known_holder(self.names, self.titled, one, self.words(one), self.is_bare(one))) is not None:
            self._known.add(holder.id)
            return holder
        fitting = self._fitting(one, recent)
        if self.is_bare(one) or self._is_loose(one):
            leads = one.lemma in groups()["leader"] | groups()["sole"]  # "мер" is no "сусід"
            another = is_post(one.lemma)
            nameless = (actor for actor in fitting if actor.name[0].islower())
            others = [actor for actor in nameless if leads or (another and _leads(actor))]
            named = [actor for actor in fitting if actor not in others]
            return next((actor for actor in named if not self.holders.has_other_post(actor, one.lemma)), None)
        if self._serves(one):
            return None
        elect = tenure(one.lemma, self.reading.text[slice(*one.stretch)].split()) == "elect"
        if (head := self._of_the_body(one)) is not None:
            return head
        if is_post(one.lemma) and not elect:
            known = self._known | {title.actor.id for title in self.titled} | ({called.id} if called else set())
            last = fitting[:1] or self._near(one)
            return next((actor for actor in last if actor.id not in known and not actor.name[0].islower()), None)
        return None

    def _fitting(self, one: Anaphor, recent: list[Actor]) -> list[Actor]:
        """The persons among the last sources whom the noun fits, no Iranian "ізраїльський посадовець"; of politicians
        also one named nearby."""
        found = [actor for actor in recent if actor.kind is Kind.PERSON and same_gender(actor, one.gender)]
        if one.lemma in groups()["foreign"] and (told := self.words(one)):
            own = {title.actor.id for title in self.titled if title.has(told)}
            found = [actor for actor in found if actor.id in own or actor.name[0].islower()]
        if not found and one.lemma in groups()["politicians"] and self._is_loose(one):
            return self._near(one)  # "угорський політик"
        return found

    def _serves(self, one: Anaphor) -> bool:
        """Whether it is somebody of whoever holds a post: "радник президента"."""
        behind = self.reading.tokens(one.head.idx + len(one.head.text), one.stretch[1])
        return any(is_post(token.lemma_.lower()) for token in behind)

    def _chief(self, one: Anaphor, recent: list[Actor]) -> Actor | None:
        """ "Голова відомства", "керівник оборонного відомства": the one who spoke last, if that person heads a body."""
        words = self.reading.text[slice(*one.stretch)].split()[1:]
        if one.lemma not in groups()["leader"] or not any(lemmas(word) & groups()["office"] for word in words):
            return None
        last = next(iter(recent or self._near(one)), None)
        heads = any(title.actor == last and title.lemma in groups()["leader"] for title in self.titled)
        return last if heads else None

    def body_of(self, one: Anaphor) -> Actor | None:
        """The body whose people the noun means (правоохоронці: поліція): the last one named, else the usual one."""
        if not one.plural or one.lemma not in _members():
            return None
        words, usual = _members()[one.lemma]
        for mention in reversed(
            [other for other in self.names.mentions if other.actor and other.span.end <= one.place]
        ):
            actor = self.names.by_id(mention.actor or "")
            named = f"{actor.name} {mention.span.text}"
            same = not words.isdisjoint({key for word in named.split() for key in keys_of(self.names, word)}) or any(
                len(word) > 6 and word in fold(named) for word in words
            )
            if actor.kind is Kind.ORGANIZATION and (same or (usual and actor.gazetteer == usual)):
                return actor
        entry = self.names.gazetteer.entries.get(usual or "")
        return self.names.intern(entry.name, entry.kind, entry) if entry is not None else None

    def _near(self, one: Anaphor) -> list[Actor]:
        """The last person named in the two sentences before."""
        here = self.reading.sentence_number(one.place)
        first = self.reading.sentences[here - 2][0] if here >= 2 else 0
        for mention in reversed(self.names.between(first, one.place)):
            if mention.type is MentionType.PERS:
                actor = self.names.by_id(mention.actor or "")
                return [actor] if same_gender(actor, one.gender) else []
        return []

    def _is_loose(self, one: Anaphor) -> bool:
        """ "Німецький політик", "військовий експерт": a loose noun with adjectives at the most."""
        others = [
            token
            for token in self.reading.tokens(*one.stretch)
            if token != one.head and token.pos_ not in ("DET", "PUNCT")
        ]
        nations = all(self.names.gazetteer.by_adjective(token.text) is not None for token in others)
        plain = one.kind is Kind.PERSON and all(token.pos_ == "ADJ" for token in others)
        return one.lemma in groups()["loose"] and (nations or plain)

    def by_title(self, one: Anaphor, recent: list[Actor]) -> Actor | None:
        """The person whose post the phrase names: of several the one who spoke last, else the nearest before it, else
        the first after; by a loose noun nobody who comes after where somebody has spoken."""
        loose = one.lemma in groups()["loose"] - groups()["sole"] and (self.is_bare(one) or self._is_loose(one))
        loose = loose and any(actor.kind is Kind.PERSON for actor in recent)
        held = tenure(one.lemma, self.reading.text[slice(*one.stretch)].split())
        posts, words = self._at_head(one)
        for fitting in (fits for post in posts for fits in self.holders.of_title(post, words, one.gender)):
            fits = [title for title in fitting if title.tenure == held] or fitting
            if fits:
                before = bisect_left(fits, one.place, key=lambda title: title.mention.span.start)
                opening = not recent and self.reading.sentence_number(one.place) <= 1 and self.is_bare(one)
                opening = opening and not fits[0].more  # "лікар Іван Бойко", not "чоловік депутатки Іван Бойко"
                if not before and (loose or not is_post(one.lemma)) and not opening:
                    return None
                named = [title.actor for title in fits[:before]]
                return next((actor for actor in recent if actor in named), fits[max(before - 1, 0)].actor)
        return None

    def _of_the_body(self, one: Anaphor) -> Actor | None:
        """ "Засновник банку": the only person with this post in a body, where the body is told by its noun alone."""
        others = self.reading.text[slice(*one.stretch)].split()[1:]
        if len(others) != 1 or not others[0].islower() or not _bodies(others[0]):
            return None
        same = (
            title
            for title in self.titled
            if title.lemma == one.lemma and title.more and self._may_lead(title.wording[1:], others[0])
        )
        found = {title.actor.id: title.actor for title in same if same_gender(title.actor, one.gender)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _may_lead(self, words: Sequence[str], noun: str) -> bool:
        """Whether a body that a post names can be called by a noun: "monobank" a bank; no "завод «Маяк»" a museum."""
        nouns = frozenset(lemma for word in words for lemma in _bodies(word))
        if nouns:
            return not nouns.isdisjoint(lemmas(noun))
        entry = self.names.gazetteer.find(" ".join(words))
        own = () if entry is None else " ".join((entry.name, *entry.aliases)).lower().split()
        return entry is None or any(word.endswith(lemma) for word in own for lemma in lemmas(noun))

    def _at_head(self, one: Anaphor) -> tuple[list[str], Words]:
        """Lemmas and further words of a post: "глава держави" is the president of whatever state."""
        table, words = load_toml("titles.toml")["at_head"], self.reading.text[slice(*one.stretch)].split()
        if len(words) == 2 and one.lemma in table["nouns"]:
            meant = next((table["of"][lemma] for lemma in sorted(lemmas(words[1])) if lemma in table["of"]), None)
            if meant is not None:
                return meant, frozenset()
        return [one.lemma], self.words(one)

    def of_body(self, one: Anaphor, recent: list[Actor]) -> Actor | None:
        """The one who spoke last, where "представник ТЦК" can be that person by the body of the post."""
        return self._holding(self.words(one), recent, one.gender) or self._speaking_for(one)

    def _speaking_for(self, one: Anaphor) -> Actor | None:
        """The only person who speaks for the body of "представник Пентагону"."""
        wanted, speakers = self.words(one), groups()["speakers"]
        if one.lemma not in speakers or not wanted:
            return None
        own = (title for title in self.titled if title.lemma in speakers and title.has(wanted))
        found = {title.actor.id: title.actor for title in own if same_gender(title.actor, one.gender)}
        return next(iter(found.values())) if len(found) == 1 else None

    def holder(self, body: str, recent: list[Actor], gender: str) -> Actor | None:
        """The one who spoke last, where that person has a post in the body of this name."""
        field = ministry(body)  # of which a minister is told by what it is for
        words = (frozenset({one}) for one in field) if field else (keys_of(self.names, word) for word in body.split())
        return self._holding(frozenset(one for one in words if one), recent, gender)

    def _holding(self, wanted: Words, recent: list[Actor], gender: str) -> Actor | None:
        last = next(iter(recent), None)
        if last is None or not wanted or not same_gender(last, gender):
            return None
        own = (title for title in self.titled if title.actor.id == last.id)
        return last if any(title.has(wanted) for title in own) else None

    def lead_person(self, one: Anaphor) -> Actor | None:
        """The first person named after a post, or another noun for one with a word more, at the very beginning of the
        article."""
        anybody = self.is_bare(one) or one.lemma in groups()["anybody"]
        late = self.reading.sentence_number(one.place) > 1
        if late or (anybody and not is_post(one.lemma)) or one.lemma in groups()["kin"]:
            return None
        here = self.reading.sentence_number(one.place)
        for mention in self.names.mentions:
            if mention.type is MentionType.PERS and mention.actor and mention.span.start > one.place:
                actor = self.names.by_id(mention.actor)
                near = self.reading.sentence_number(mention.span.start) - here <= 6
                near = near and _ENDED.search(self.reading.text, one.place, mention.span.start) is not None
                held = is_post(one.lemma) and one.lemma not in groups()["loose"]
                other = held and any(title.actor == actor for title in self.titled)
                if not near or other or not same_gender(actor, one.gender):
                    return None
                self._called_first[one.lemma] = frozenset().union(*self.words(one)), actor
                return actor
        return None

    def charged(self, one: Anaphor) -> Actor | None:
        """The person whom a case is about ("обвинувачений"): the one named most before the place, twice or more, the
        first of equals; nobody whom everybody knows."""
        if one.lemma not in groups()["charged"]:
            return None
        before = [
            mention.actor
            for mention in self.names.between(0, one.place)
            if mention.type is MentionType.PERS and mention.actor
        ]
        people = [self.names.by_id(actor) for actor in dict.fromkeys(before) if before.count(actor) > 1]
        fitting = [actor for actor in people if actor.gazetteer is None and same_gender(actor, one.gender)]
        return max(fitting, key=lambda actor: before.count(actor.id), default=None)

    def named_most(self, one: Anaphor) -> Actor | None:
        """Whom a noun alone means that fits nobody's post ("поет", "захисник"): the person whom the article names most,
        twice or more, or the only one so far; nobody whom everybody knows, and no relative of somebody."""
        if one.plural or not self.is_bare(one) or one.lemma in groups()["kin"]:
            return None
        if (only := self._only(one)) is not None:
            return only
        mentions = [each.actor for each in self.names.mentions if each.type is MentionType.PERS and each.actor]
        often = {self.names.by_id(actor): number for actor, number in Counter(mentions).items() if number > 1}
        fitting = [actor for actor in often if actor.gazetteer is None and same_gender(actor, one.gender)]
        return max(fitting, key=lambda actor: often[actor], default=None)

    def _only(self, one: Anaphor) -> Actor | None:
        """The only person named before the place, within a few sentences; nobody by a noun that may be for another."""
        before = [each for each in self.names.between(0, one.place) if each.type is MentionType.PERS and each.actor]
        others = groups()["sole"] | groups()["leader"] | groups()["charged"]
        if len({each.actor for each in before}) != 1 or one.lemma in others:
            return None
        actor, here = self.names.by_id(before[-1].actor or ""), self.reading.sentence_number(one.place)
        near = here - self.reading.sentence_number(before[-1].span.start) <= _ONLY
        return actor if near and actor.gazetteer is None and same_gender(actor, one.gender) else None

    def protagonist(self, one: Anaphor) -> Phrase | None:
        """Where no person is named: the first phrase that tells more of one ("житель Миколаєва" for "чоловік")."""
        own = any(token.text[:1].isupper() and token != one.head for token in self.reading.tokens(*one.stretch))
        if one.lemma not in groups()["anybody"] or self.titled or own:
            return None
        for phrase in self.names.phrases:
            more = phrase.named and phrase.end > phrase.head + len(phrase.lemma)
            if phrase.kind is Kind.PERSON and not phrase.plural and more and same_sex(phrase.lemma, one.lemma):
                return phrase
        return None

    def media_after(self, place: int) -> Actor | None:
        """The first outlet named after the place."""
        for mention in self.names.mentions:
            if mention.actor and mention.span.start > place and self.names.by_id(mention.actor).kind is Kind.MEDIA:
                return self.names.by_id(mention.actor)
        return None

    def fuller(self, one: Anaphor) -> Phrase | None:
        """The last phrase before with the same noun and more words, of which the bare noun is a short form; for a body
        the first one after it with a name, where there is none before."""
        key = (one.lemma, one.plural)
        if key not in self._full:
            same = (phrase for phrase in self.names.phrases if (phrase.lemma, phrase.plural) == key)
            self._full[key] = [phrase for phrase in same if self._has_more(phrase)]
        found = self._full[key]
        stop = bisect_right(found, one.place + self.names.widest, key=lambda phrase: phrase.head)
        before = next((found[at] for at in reversed(range(stop)) if found[at].start < one.place), None)
        if before is not None or one.kind is not Kind.ORGANIZATION or one.plural:
            return before
        return next((phrase for phrase in found if phrase.named and phrase.start > one.place), None)

    def _has_more(self, phrase: Phrase) -> bool:
        """Whether a phrase has words besides its noun."""
        return phrase.modified or phrase.end > phrase.head + len(self.reading.text[phrase.head : phrase.end].split()[0])

    def state(self, place: int) -> Actor | None:
        """The state whose government is meant by "уряд": the one named most before the place, Ukraine's else."""
        counts: Counter[str] = Counter()
        for mention in self.names.mentions:
            if mention.actor and mention.span.start < place:
                actor = self.names.acting(self.names.by_id(mention.actor))
                if actor.kind is Kind.STATE and actor.gazetteer:
                    counts[actor.name] += 1
        best = max(sorted(counts), key=lambda name: counts[name], default=None)
        return self.names.resolve(best) if best else None
