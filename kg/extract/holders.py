"""Persons with the posts that an article gives beside their names, and when two posts are the same.

Not for whom a noun refers back to: that is `kg.extract.nounrefs`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load_toml
from kg.extract.bodies import Phrase, first_word
from kg.extract.clusters import in_full, is_clipped
from kg.extract.mentions import Names
from kg.ids import normal_name
from kg.model import Actor, Kind, Mention, MentionType
from kg.nlp.forms import lemmas
from kg.nlp.gazetteer import keys
from kg.nlp.morph import gender as gender_of
from kg.nlp.morph import own_cases
from kg.nlp.tagged import feature
from kg.nlp.titles import is_post, kind_of_noun
from kg.nlp.words import fold

Words = frozenset[frozenset[str]]
"""Of each of some words the keys by which it is known."""

_NEAR = 30
"""Characters between a post and the name that it belongs to, at the most."""
_SECOND_POST = re.compile(r" (?:та|і|й) [а-яіїєґ'’ʼ-]+ (?:[\w'’ʼ-]+ ){0,4}")
"""What may stand between a post and the name: "політичний експерт та журналіст Олег Бондар"."""
_TITLE = re.compile(r" [«„“\"][^«»“”„\"\n]{2,40}[»”\"] ")
"""A title that a post ends with: "речник командування «Захід» Олег Бондар"."""
_FROM = re.compile(r"\s*від ")
_FROM_NEAR = 4 * _NEAR
"""Characters of whom a post is from, at the most: "депутат від «Блоку підтримки громад» Олег Бондар"."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A person with the post that the article gives beside the name: its head lemma and the keys of its other words."""

    actor: Actor
    mention: Mention
    lemma: str
    words: frozenset[str]
    wording: tuple[str, ...]
    tenure: str

    @property
    def more(self) -> bool:
        """Whether there are words besides the post."""
        return len(self.wording) > 1

    def has(self, wanted: Words) -> bool:
        """Whether each of the words is among those of the post, or made of the beginnings of some: "облрада"."""
        return all(
            not word.isdisjoint(self.words) or any(_clipped(one, self.wording) for one in word) for word in wanted
        )


@cache
def groups() -> dict[str, frozenset[str]]:
    """The lists of nouns that go on about somebody, by the names that they have in `titles.toml`."""
    table: dict[str, list[str]] = load_toml("titles.toml")["back"]
    return {name: frozenset(words) for name, words in table.items()}


def is_institute(name: str) -> bool:
    """Whether a body, in whatever case, is of those whose people write analyses."""
    first = name.split()[:1]
    return bool(first) and not lemmas(first[0]).isdisjoint(groups()["institutes"])


def tenure(lemma: str, words: list[str]) -> str:
    """Whether a post is one that its holder no longer has ("former": ексгенпрокурор, колишній посол) or does not have
    yet ("elect": новообраний президент); empty for one that is held."""
    if lemma.startswith("екс") or any(lemmas(word) & groups()["former"] for word in words):
        return "former"
    return "elect" if any(lemmas(word) & groups()["elect"] for word in words) else ""


def acronyms(words: list[str]) -> Iterator[str]:
    """Acronyms of two to four words that follow each other: "обласної військової адміністрації" is "ОВА"."""
    for size in (2, 3, 4):
        for first in range(1, len(words) - size + 1):
            yield "".join(word[0] for word in words[first : first + size]).upper()


def ministry(body: str) -> frozenset[str]:
    """What a ministry is for, of which its head is the minister (Мінфін, Міністерство фінансів: фінансів)."""
    first, *others = body.split()
    if fold(first) != "міністерство":
        return frozenset()
    return frozenset(key for word in others if word[:1].islower() and len(word) > 2 for key in keys(word))


def same_title(one: str, other: str, further: bool) -> bool:
    """Whether two posts are the same, however they are spelled (прес-секретар, прессекретар), one a short form of the
    other (прем'єр, прем'єр-міністр), or both a leader's."""
    clipped = load_toml("titles.toml")["clipped_posts"]
    one, other = (clipped.get(post, post) for post in (one.removeprefix("екс"), other.removeprefix("екс")))
    plain, also = one.replace("-", ""), other.replace("-", "")
    if plain == also or (min(len(plain), len(also)) > 5 and (plain.startswith(also) or also.startswith(plain))):
        return True
    heads = groups()["leader"]
    return further and one in heads and (other in heads or (is_post(other) and other not in groups()["speakers"]))


def same_sex(one: str, other: str) -> bool:
    """Whether two nouns for a person are of one gender."""
    return gender_of(one) == gender_of(other)


def same_gender(actor: Actor, wanted: str) -> bool:
    known = {"masc": "Masc", "femn": "Fem"}.get(gender_of(actor.name) or "", "")
    return not wanted or not known or wanted == known


def spoken_women(names: Names) -> frozenset[str]:
    """Ids of the persons of whom a verb in the feminine is told, whatever their names look like ("прессекретар Карін
    Жан-П'єр сказала")."""
    found = set()
    for mention in names.mentions:
        span = names.doc.char_span(mention.span.start, mention.span.end) if mention.type is MentionType.PERS else None
        head = span.root if span is not None else None
        if head is not None and head.dep_ in ("flat", "flat:name", "flat:title", "appos"):
            head = head.head
        verb = head.head if head is not None and head.dep_.startswith("nsubj") else None
        if verb is not None and verb.pos_ in ("VERB", "AUX") and feature(verb, "Gender") == "Fem" and mention.actor:
            found.add(mention.actor)
    return frozenset(found)


def covers(known: frozenset[str], wanted: Words) -> bool:
    """Whether each of the words is among those known, in any of its readings."""
    return all(not word.isdisjoint(known) for word in wanted)


@cache
def _short_bodies() -> frozenset[str]:
    return frozenset(load_toml("titles.toml")["short_bodies"])


def keys_of(names: Names, word: str) -> frozenset[str]:
    """The keys of one word of a post: those of a state for its adjective, of what a ministry is for; none for a word of
    tenure."""
    word = word.strip('«»"“”„')
    unsaid = groups()["former"] | groups()["elect"] | groups()["acting"]
    if not word[:1].isalpha() or len(word) < 2 or lemmas(word) & unsaid:
        return frozenset()
    entry = names.gazetteer.by_adjective(word) or names.gazetteer.find(word)
    short = load_toml("titles.toml")["short_bodies"].get(next(iter(lemmas(word) & _short_bodies()), ""))
    if short is not None:
        return keys(word) | {short}
    what = ministry(entry.name if entry is not None and entry.kind is Kind.ORGANIZATION else in_full(word))
    return what or (frozenset({entry.key}) if entry is not None else keys(word))


def _clipped(word: str, wording: tuple[str, ...]) -> bool:
    return any(is_clipped(word, " ".join(wording[first:])) for first in range(1, len(wording) - 1))


def _offices(names: Names, words: list[str]) -> Iterator[str]:
    """The known bodies that several of the words name together ("Офісу президента"), the keys of one word else."""
    for hit in names.gazetteer.scan(" ".join(words)):
        if hit.entry.kind is Kind.ORGANIZATION:
            yield from (hit.entry.key,) if " " in hit.name else (hit.entry.key, *keys(hit.name))


def titled(names: Names) -> tuple[Titled, ...]:
    """The persons of an article with the posts that stand beside their names, in reading order of the names."""
    found = []
    from_whom = [phrase for phrase in names.phrases if _FROM.match(names.text, phrase.end)]
    for mention in names.mentions:
        if mention.type is not MentionType.PERS or not mention.actor:
            continue
        near = names.phrases_near(mention.span.start - _NEAR, mention.span.end + _NEAR)
        heads = mention.span.start - _FROM_NEAR - names.widest, near[0].head if near else mention.span.start
        low, high = (bisect_left(from_whom, place, key=lambda one: one.head) for place in heads)
        posts = [phrase for phrase in (*from_whom[low:high], *near) if _beside(names, phrase, mention)]
        for phrase in (*_further(names, posts, mention), *posts):
            end = mention.span.start if phrase in posts else phrase.end
            words = names.text[phrase.start : max(phrase.end, end)].split()
            known = {key for word in (*words, *acronyms(words)) for key in keys_of(names, word)}
            known |= set(_offices(names, words))
            held, actor = tenure(phrase.lemma, words), names.by_id(mention.actor)
            for lemma in (phrase.lemma, *_compounded(names.text, phrase), *_minister(names, phrase, words)):
                found.append(Titled(actor, mention, lemma, frozenset(known), tuple(words), held))
    return tuple(found)


def _minister(names: Names, phrase: Phrase, words: list[str]) -> list[str]:
    """What the head of a ministry is, too: "глава МЗС"."""
    if phrase.lemma not in groups()["leader"]:
        return []
    bodies = (in_full(word) if (entry := names.gazetteer.find(word)) is None else entry.name for word in words)
    return ["міністр"] if any("міністерство" in lemmas(body.split()[0]) for body in bodies) else []


def _compounded(text: str, phrase: Phrase) -> list[str]:
    """The nouns for people before the last one of a compound: "лікар" of "лікар-імунолог"."""
    *parts, last = first_word(text, phrase.head).lower().split("-")
    found = [lemma for part in parts for lemma in sorted(lemmas(part)) if kind_of_noun(lemma) is Kind.PERSON]
    return found if last.startswith(phrase.lemma[:3]) else []


_BRACKET = re.compile(r" \([^()]{1,40}\), $")
"""What may stand between two posts: "керівник служби (2005–2010 рр.), генерал Бондар"."""


def _further(names: Names, posts: Iterable[Phrase], mention: Mention) -> Iterator[Phrase]:
    """The posts before those right before a name: "політолог" of "політолог, професор історії університету Бондар",
    "командир" of "командир 5-ї бригади полковник Бондар"."""
    for one in posts:
        bracket = _BRACKET.search(names.text, max(0, one.start - _NEAR), one.start)
        place = bracket.start() if bracket is not None else one.start - 2
        for other in names.phrases_near(place, place) if one.end + 1 == mention.span.start else ():
            between = names.text[other.end : one.start]
            if bracket is not None and other.end == bracket.start():
                between = ", "
            beside = (between == " " or (between == ", " and _alone(names, other))) and not other.plural
            if beside and other.kind is Kind.PERSON and set(_cases(names, other)) & set(_cases(names, one)):
                yield other


def _alone(names: Names, phrase: Phrase) -> bool:
    """Whether one person does what the verb right before a post tells, so that no list begins with it: "вважає
    політолог, професор Бондар", not "прибули мер, депутат Бондар"."""
    span = names.doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
    if span is None or not span.start or phrase.lemma in groups()["sole"]:
        return False
    verb = names.doc[span.start - 1]
    return verb.pos_ == "VERB" and feature(verb, "Number") == "Sing"


def _cases(names: Names, phrase: Phrase) -> tuple[str, ...]:
    return own_cases(first_word(names.text, phrase.head).rstrip(","))


def _beside(names: Names, phrase: Phrase, mention: Mention) -> bool:
    """Whether the phrase names a post that the person named there has."""
    if phrase.kind not in (Kind.PERSON, Kind.UNNAMED) or _of_body(names, phrase):
        return False
    head = first_word(names.text, phrase.head)
    changed = normal_name(mention.span.text) != normal_name(mention.name)
    if phrase.plural or (changed and own_cases(head) == ("nomn",)):
        return False
    first = own_cases(first_word(names.text, mention.span.start))
    if not changed and first == ("nomn",) and "nomn" not in (own_cases(head) or first):
        return False  # "Офісу президента Іван Коваль" says nothing of a president
    if phrase.end <= mention.span.start:
        between = names.text[phrase.end : min(mention.span.start, phrase.end + 2 * _NEAR)]
        if between.strip() in ("", ",") or _SECOND_POST.fullmatch(between) or _TITLE.fullmatch(between):
            return len(between) < 2 * _NEAR
        from_whom = between.strip().startswith("від ") and mention.span.start - phrase.end < _FROM_NEAR
        return from_whom or _named_body(names, phrase.end, mention.span.start)
    after = names.text[mention.span.end : phrase.start]
    return mention.span.end <= phrase.start and after in (", ", " – ", " — ")


def _of_body(names: Names, phrase: Phrase) -> bool:
    """Whether a post is but the end of a body's name: "директора Офісу президента Ганну Бондар"."""
    return any(
        one.type is MentionType.ORG and one.span.start < phrase.start and phrase.end <= one.span.end
        for one in names.near(phrase.start, phrase.end)
    )


def _named_body(names: Names, start: int, end: int) -> bool:
    """Whether nothing but the name of a body stands between a post and a person ("голова «Руху» Олег Бондар")."""
    return any(
        one.type is MentionType.ORG and not names.text[one.span.end : end].strip(' »"”')
        for one in names.beginning(start + 1, min(start + 2, end))
    )


_STEM = 3
"""Letters by which a post and its feminine form are one: мер, мерка."""
_OWN = "ukraine"
"""The state of whose posts news in Ukrainian speaks without naming it."""


class Holders:
    """The persons of an article by the posts that it gives them."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.titled = titled(names)
        self._women = spoken_women(names)
        self._posts: dict[str, list[str]] = {}
        for title in self.titled:
            self._posts.setdefault(title.actor.id, []).append(title.lemma)
        self._same_titled: dict[tuple[str, Words, str], tuple[list[Titled], ...]] = {}

    def has_other_post(self, actor: Actor, lemma: str) -> bool:
        """Whether the article gives a person posts of which each is another one than this: a minister is no
        president, but "міністерка" is "міністр"."""
        sole = groups()["sole"]
        held = self._posts.get(actor.id, []) if lemma in sole else []
        return bool(held) and all(other in sole and other[:_STEM] != lemma[:_STEM] for other in held)

    def of_title(self, lemma: str, wanted: Words, gender: str) -> tuple[list[Titled], ...]:
        """The persons with this post: with all of the words `wanted`, with no other, of the same state; in reading
        order."""
        key = (lemma, wanted, gender)
        if key not in self._same_titled:
            same = [
                title
                for title in self.titled
                if same_title(lemma, title.lemma, bool(wanted))
                and (same_gender(title.actor, gender) or (gender == "Fem" and title.actor.id in self._women))
            ]
            states = {key for word in wanted for key in word if key in self.names.gazetteer.entries}
            other = lemma in groups()["sole"]  # no minister is meant by "президент"
            alone = all(word & states for word in wanted)  # "польський лідер", not "голова МЗС Польщі"
            home = frozenset(word for word in wanted if _OWN not in word)
            self._same_titled[key] = (
                [title for title in same if title.has(wanted)],
                [title for title in same if not title.more and (not other or same_title(lemma, title.lemma, False))],
                [
                    title
                    for title in same
                    if states and states <= title.words and (alone or same_title(lemma, title.lemma, False))
                ],
                [
                    title
                    for title in same
                    if _OWN in states and home and title.has(home) and _heads(title.lemma) and self._at_home(title)
                ],
            )
        return self._same_titled[key]

    def _at_home(self, title: Titled) -> bool:
        """Whether no other state is named with a post or right before: "міністр закордонних справ" is Ukraine's."""
        before = self.names.text[max(0, title.mention.span.start - _STATE_NEAR) : title.mention.span.start].split()
        words = (word.strip('«»"“”„.,:;()') for word in before)
        near = (self.names.gazetteer.by_adjective(one) or self.names.gazetteer.find(one) for one in words if one)
        named = (*near, *(self.names.gazetteer.entries.get(key) for key in title.words))
        return not any(one is not None and one.kind is Kind.STATE and one.key != _OWN for one in named)


_STATE_NEAR = 250
"""Characters before a name in which another state makes a post that state's."""


def _heads(lemma: str) -> bool:
    """Whether a post heads a body: not its spokesman or a deputy."""
    return lemma in groups()["leader"] | groups()["sole"]
