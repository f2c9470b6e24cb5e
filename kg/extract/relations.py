"""Relations between actors, each with the stretch that states it: who supplies, accuses, meets whom, holds which post.

Few and precise: a pattern must fit, nothing may be negated, planned or conditional. Not for events without two actors.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.data import load_toml
from kg.extract.attributes import attributes
from kg.extract.frames import Frame, NounPattern, VerbPattern, nouns, verbs
from kg.extract.mentions import Names
from kg.extract.posts import posts_and_parts
from kg.extract.tie import CASES, Tie, possible_cases
from kg.model import Actor, Kind, Mention, MentionType, Relation, Span, Statement
from kg.nlp.forms import lemmas as known_lemmas
from kg.nlp.forms import parses
from kg.nlp.tagged import feature
from kg.nlp.words import fold

_OBJECTS = frozenset({"obj", "iobj", "obl", "nmod", "xcomp", "advcl"})
_APPOSED = frozenset({"flat", "appos", "compound"})
_UNREAL = re.compile(
    r"загроз|у разі|ризик|план|готу|якщо|щоб|запобіг|від можлив|ймовірн|наступн|нов(?:ого|ої|ий) |сценарі|не "
)
_DOUBT = re.compile(r"не відбу|скасува|можлив|заплан|планува|майбутн|перенес|нібито", re.IGNORECASE)


def find_relations(doc: Doc, names: Names, statements: Sequence[Statement]) -> tuple[Relation, ...]:
    """All relations of an article, in reading order, numbered r1, r2 …; `statements` are the article's own.

    A relation belongs to the innermost statement whose content holds its stretch, else to the article's own voice
    (None).
    """
    scene = _Scene(doc, names)
    ties = [
        *posts_and_parts(names),
        *attributes(names),
        *_spokespeople(statements),
        *_by_verbs(scene),
        *_by_nouns(scene),
    ]
    found: dict[tuple[str, str, str, str | None], Relation] = {}
    for tie in sorted(ties, key=lambda tie: (tie.start, tie.end, tie.type, tie.subject, tie.object)):
        statement = _innermost(statements, tie)
        key = (tie.type, tie.subject, tie.object, statement)
        if tie.subject != tie.object and key not in found:
            span = Span.of(names.text, tie.start, tie.end)
            number = f"r{len(found) + 1}"
            found[key] = Relation(number, tie.type, tie.subject, tie.object, span, tie.role, statement, tie.rule)
    return tuple(found.values())


def _spokespeople(statements: Sequence[Statement]) -> Iterator[Tie]:
    """ "Речник МЗС заявив": who speaks for a body acts for it."""
    for one in statements:
        span = one.source.span
        if one.on_behalf_of and span is not None and one.source.kind in (Kind.PERSON, Kind.UNNAMED):
            yield Tie("actsFor", one.source.name, one.on_behalf_of, span.start, span.end, None, "spokesperson")


def _innermost(statements: Iterable[Statement], tie: Tie) -> str | None:
    around = [
        one
        for one in statements
        if one.content is not None and one.content.start <= tie.start and tie.end <= one.content.end
    ]
    return (
        min(around, key=lambda one: (one.content.end - one.content.start if one.content else 0, one.id)).id
        if around
        else None
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """An article's analysis with its actors."""

    doc: Doc
    names: Names

    def mention_of(self, token: Token) -> Mention | None:
        """The mention that names what the token stands for: the one that covers it, else a name in apposition to it."""
        covering = self.names.covering(token.idx)
        if covering is not None and covering.type is MentionType.PERS:
            return covering
        for child in token.children:
            relation = child.dep_.split(":")[0]
            beside = relation == "nmod" and child.i == token.i + 1 and child.text.isascii()
            if child.i > token.i and (relation in _APPOSED or beside):
                named = self.mention_of(child)
                if named is not None:
                    return named
        return covering

    def actors(self, token: Token) -> Iterator[tuple[Actor, Mention]]:
        """The actors that a noun and those coordinated with it name."""
        for one in (token, *(child for child in token.children if child.dep_ == "conj")):
            mention = self.mention_of(one)
            if mention is not None and mention.actor is not None:
                yield self.names.by_id(mention.actor), mention

    def preposition(self, mention: Mention) -> str:
        """The preposition that governs a mention, in small letters; empty if there is none."""
        tokens = self.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        place = tokens.start - 1 if tokens is not None else -1
        while (
            place >= 0
            and self.doc[place].pos_ in ("ADJ", "DET", "NOUN")
            and self.doc[place].i >= (tokens.start if tokens else 0) - 3
        ):
            place -= 1
        return self.doc[place].lower_ if place >= 0 and self.doc[place].pos_ == "ADP" else ""

    def next_to(self, place: int, cases: frozenset[str]) -> list[Mention]:
        """Mentions right after `place`, each joined to the one before by "і", "та" or a comma, that can stand in one
        of the cases."""
        found: list[Mention] = []
        for mention in self.names.between(place, len(self.names.text)):
            gap = self.names.text[place : mention.span.start].strip().lower()
            if gap not in (("", "і", "та", "й", ",", "а також") if found else ("",)) or not cases & possible_cases(
                mention.span.text
            ):
                break
            found.append(mention)
            place = mention.span.end
        return found


def _by_verbs(scene: _Scene) -> Iterator[Tie]:
    patterns = verbs()
    for token in scene.doc:
        if token.pos_ not in ("VERB", "AUX", "ADJ"):
            continue
        found = {
            pattern.rule: pattern
            for lemma in sorted({*known_lemmas(token.text), fold(token.lemma_)})
            for pattern in patterns.get(lemma, ())
        }
        if found and _happened(token):
            for pattern in found.values():
                yield from _fit(scene, token, pattern)


def _happened(verb: Token) -> bool:
    """Whether the form tells a fact: finite, not future, conditional, imperative or negated, and in no question."""
    if feature(verb, "VerbForm") not in ("Fin", "Part") or feature(verb, "Tense") == "Fut":
        return False
    if feature(verb, "Mood") in ("Cnd", "Imp"):
        return False
    if _is_future(verb.text):
        return False
    near = [token.lower_ for token in verb.doc[max(0, verb.i - 2) : verb.i + 2]]
    if (
        "не" in near[:2]
        or "б" in near
        or "би" in near
        or any(child.lower_ in ("не", "ні", "б", "би", "якби") for child in verb.children)
    ):
        return False
    return verb.sent[-1].text != "?"


@lru_cache(maxsize=1 << 10)
def _is_future(form: str) -> bool:
    """Whether the dictionary reads the form as a future one only (зустрінеться)."""
    tenses = {str(parse.tag.tense) for parse in parses(form) if parse.is_known and parse.tag.tense is not None}
    return tenses == {"futr"}


def _fit(scene: _Scene, verb: Token, pattern: VerbPattern) -> Iterator[Tie]:
    if any(_is_form(child, pattern.without) for child in verb.children if child.dep_ in ("obj", "obl", "nsubj")):
        return
    if pattern.noun and not any(
        _is_form(child, pattern.noun) for child in verb.children if child.dep_ in ("obj", "obl", "nsubj")
    ):
        return
    if feature(verb, "VerbForm") == "Part":
        if pattern.passive:
            yield from _passive(scene, verb, pattern)
        return
    subjects = [*_subjects(scene, verb), *(_forces(scene, verb) if pattern.type == "attacks" else ())]
    for subject, first in subjects:
        for target, second in _objects(scene, verb, pattern):
            if (
                _allowed(subject, pattern.subjects)
                and _allowed(target, pattern.objects)
                and target.kind is not Kind.DOCUMENT
            ):
                yield _tie(scene, pattern, (subject, first), (target, second), verb)


def _passive(scene: _Scene, verb: Token, pattern: VerbPattern) -> Iterator[Tie]:
    for agent in (child for child in verb.children if child.dep_.split(":")[0] == "obl"):
        for subject, first in scene.actors(agent):
            if not _fits(scene, first, Frame("", "Ins")):
                continue
            for target, second in _subjects(scene, verb):
                if _allowed(target, pattern.objects) and _allowed(subject, pattern.subjects):
                    yield _tie(scene, pattern, (subject, first), (target, second), verb)


def _tie(
    scene: _Scene, pattern: VerbPattern, one: tuple[Actor, Mention], other: tuple[Actor, Mention], verb: Token
) -> Tie:
    places = [one[1].span.start, other[1].span.start, verb.idx]
    ends = [one[1].span.end, other[1].span.end, verb.idx + len(verb.text)]
    target = other[0] if pattern.type in ("visits", "attacks") else scene.names.acting(other[0])
    subject = scene.names.acting(one[0])
    return Tie(pattern.type, subject.name, target.name, min(places), max(ends), pattern.role, pattern.rule)


def _allowed(actor: Actor, kinds: frozenset[Kind]) -> bool:
    return not kinds or actor.kind in kinds


def _subjects(scene: _Scene, verb: Token) -> Iterator[tuple[Actor, Mention]]:
    """The actors that are the verb's subject; a coordinated verb without one has that of the verb before."""
    for _ in range(3):
        heads = [child for child in verb.children if child.dep_.split(":")[0] == "nsubj"]
        if heads or verb.dep_ != "conj":
            break
        verb = verb.head
    for head in heads:
        if feature(head, "Case") in ("Nom", ""):
            yield from scene.actors(head)


def _forces(scene: _Scene, verb: Token) -> Iterator[tuple[Actor, Mention]]:
    """The state whose soldiers are the verb's subject ("російські війська", "війська РФ", "росіяни")."""
    table = load_toml("relations.toml")["forces"]
    for head in (child for child in verb.children if child.dep_.split(":")[0] == "nsubj"):
        if scene.names.covering(head.idx) is not None:
            continue
        entries = [
            scene.names.gazetteer.find(table["people"][one])
            for one in table["people"]
            if _is_form(head, frozenset({one}))
        ]
        if _is_form(head, frozenset(table["lemmas"])):
            entries += [scene.names.gazetteer.by_adjective(child.text) for child in head.children if child.i < head.i]
            behind = scene.next_to(head.idx + len(head.text), frozenset({"gent"}))
            entries += [
                scene.names.gazetteer.entries.get(scene.names.by_id(one.actor or "").gazetteer or "") for one in behind
            ]
        for entry in entries[:3]:
            if entry is not None and entry.kind is Kind.STATE:
                actor = scene.names.intern(entry.name, entry.kind, entry)
                place = Span.of(scene.names.text, head.idx, head.idx + len(head.text))
                yield actor, Mention("", place, MentionType.LOC, entry.name, actor.id)
                break


def _objects(scene: _Scene, verb: Token, pattern: VerbPattern) -> Iterator[tuple[Actor, Mention]]:
    """The actors that fill one of the pattern's frames: right behind the verb, or where the tree has them."""
    seen: set[str] = set()
    bare = frozenset(CASES[frame.case] for frame in pattern.frames if not frame.preposition)
    for mention in scene.next_to(verb.idx + len(verb.text), bare) if bare else ():
        seen.add(mention.id)
        yield scene.names.by_id(mention.actor or ""), mention
    holders = [
        verb,
        *(child for child in verb.children if child.dep_ in ("obj", "obl") and _is_form(child, pattern.noun)),
    ]
    for child in (child for holder in holders for child in holder.children if child.dep_.split(":")[0] in _OBJECTS):
        for actor, mention in scene.actors(child):
            if mention.id not in seen and any(_fits(scene, mention, frame) for frame in pattern.frames):
                seen.add(mention.id)
                yield actor, mention


def _fits(scene: _Scene, mention: Mention, frame: Frame) -> bool:
    """Whether a mention has the frame's preposition and can have its case."""
    return scene.preposition(mention) == frame.preposition and CASES[frame.case] in possible_cases(mention.span.text)


def _is_form(token: Token, lemmas: frozenset[str]) -> bool:
    return not known_lemmas(token.text).isdisjoint(lemmas)


def _by_nouns(scene: _Scene) -> Iterator[Tie]:
    """ "після зустрічі X з Y": both names behind the noun, nothing but posts and joining words between."""
    patterns = nouns()
    every = frozenset(lemma for pattern in patterns for lemma in pattern.lemmas)
    for token in scene.doc:
        if token.pos_ != "NOUN" or not _is_form(token, every):
            continue
        for pattern in patterns:
            if _is_form(token, pattern.lemmas) and _told(token, pattern):
                yield from _partners(scene, token, pattern)


def _told(noun: Token, pattern: NounPattern) -> bool:
    """Whether the words before the noun say that it took place; a pattern without such words asks for no doubt."""
    if _DOUBT.search(noun.sent.text):
        return False
    before = " ".join(token.lower_ for token in noun.doc[max(0, noun.i - 4) : noun.i])
    if not pattern.before:
        return _UNREAL.search(before) is None
    modifiers = "|".join(re.escape(words) for words in pattern.before)
    return re.search(rf"(?:^|\s)(?:{modifiers})(?: [\w'’-]+(?:ої|ого|их|ю|і|й|а))?$", before) is not None


def _partners(scene: _Scene, noun: Token, pattern: NounPattern) -> Iterator[Tie]:
    behind = [one for one in scene.names.between(noun.idx, noun.sent.end_char) if one.span.start > noun.idx]
    behind = [one for one in behind if one.type in (MentionType.PERS, MentionType.ORG, MentionType.LOC)]
    for first, second in pairwise(behind):
        lead = _gap(scene, noun.idx + len(noun.text), first.span.start)
        gap = _gap(scene, first.span.end, second.span.start)
        if lead in ("", "між") and gap in pattern.between:
            one, other = (scene.names.acting(scene.names.by_id(each.actor or "")) for each in (first, second))
            yield Tie(pattern.type, one.name, other.name, noun.idx, second.span.end, None, pattern.rule)


def _gap(scene: _Scene, start: int, end: int) -> str:
    """The words between two places without posts."""
    posts = [
        one.span
        for one in scene.names.mentions
        if one.type is MentionType.JOB and start <= one.span.start and one.span.end <= end
    ]
    text = scene.names.text
    for post in sorted(posts, key=lambda post: -post.start):
        text = text[: post.start] + " " * (post.end - post.start) + text[post.end :]
    return " ".join(text[start:end].split()).lower()
