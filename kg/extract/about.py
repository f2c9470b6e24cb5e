"""Of whom a content speaks: the actors that do something in it or have something done to them, named there or not.

Not for the source (who says it) nor for the relations between the actors (`kg.extract.relations`). All that may be
meant is a candidate; of these the ones that are more likely meant than not (`kg.extract.weighing`) are kept.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.data import load_toml
from kg.extract import weighing
from kg.extract.bodies import Phrase
from kg.extract.mentions import Names
from kg.extract.naming import meant_by
from kg.extract.pronouns import agreement
from kg.ids import normal_name
from kg.model import Kind, MentionType
from kg.nlp.morph import nominative
from kg.nlp.tagged import feature, token_index, vectors
from kg.nlp.words import fold

Back = Callable[[Phrase], str | None]
"""The name of whom a phrase refers back to, if to anybody."""
_I = frozenset({"я", "мене", "мені", "мною"})
_WE = frozenset({"ми", "нас", "нам", "нами"})
_PLACING = frozenset({"в", "у", "на", "під", "біля", "над", "через", "при", "з", "із", "до", "від", "по", "за"})
_MANY = 50
"""Actors that are named most, and namings before a content, among which those that it may be about are looked for."""
_ACTING = frozenset({Kind.ORGANIZATION, Kind.STATE, Kind.MEDIA, Kind.GROUP})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something in a content that may speak of an actor: its place (code points), the actor's name, what holds of it,
    and the kind of an actor that there is not yet."""

    place: int
    name: str
    features: tuple[str, ...]
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A content (start, end), where its cue begins, the name of its source, and who may be meant by it."""

    content: tuple[int, int]
    cue: int
    speaker: str | None
    candidates: list[Candidate]


def ask(
    names: Names,
    content: tuple[int, int],
    cue: int | None = None,
    speaker: str | None = None,
    back: Back = lambda _: None,
) -> Asked:
    """Who may be meant by a content whose cue begins at `cue`; `speaker` is the name of the source.

    Those whom the article names elsewhere, the source among them, are asked for only where there are vectors of the
    words, without which none of them can be told.
    """
    found = candidates(names, *content, speaker, back)
    if vectors(names.doc) is not None:
        found += elsewhere(names, content[0], speaker, found)
    return Asked(content, content[0] if cue is None else cue, speaker, found)


def about_names(names: Names, asked: Sequence[Asked]) -> list[tuple[str, ...]]:
    """For each content of an article the names of the actors that it speaks of, each once: those in it in reading
    order, then others."""
    return [_kept(names, one) for one in throughout(names, asked)]


def throughout(names: Names, asked: Sequence[Asked]) -> list[Asked]:
    """The same, with what holds of a candidate over all contents of the article: in how many it may be meant by what
    stands there."""
    keys = [[key(names, one.name) for one in content.candidates] for content in asked]
    times = Counter(
        name for content, own in zip(asked, keys, strict=True) for name in {*_inside(content.candidates, own)}
    )
    done = []
    for content, own in zip(asked, keys, strict=True):
        with_times = (
            replace(one, features=(*one.features, *_over_all(one, times[name], len(asked))))
            for one, name in zip(content.candidates, own, strict=True)
        )
        done.append(replace(content, candidates=list(with_times)))
    return done


def _inside(found: Sequence[Candidate], keys: Sequence[str]) -> Iterator[str]:
    return (name for one, name in zip(found, keys, strict=True) if "out" not in one.features)


def _over_all(one: Candidate, times: int, contents: int) -> tuple[str, str]:
    where = "out " if "out" in one.features else ""
    return f"{where}contents {min(times, 4)}", f"{where}share {min(4, 5 * times // contents)}"


def key(names: Names, name: str) -> str:
    """By what the names of one actor are known as the same."""
    actor = names.resolve(name)
    return normal_name(actor.name if actor is not None else name)


def _kept(names: Names, asked: Asked) -> tuple[str, ...]:
    odds = weighing.odds(names.doc, asked.candidates, *asked.content, asked.cue)
    kept = [one for one, weight in zip(asked.candidates, odds, strict=True) if weight > 0]
    meant = (names.intern(one.name, one.kind) if one.kind else names.resolve(one.name) for one in kept)
    return tuple(dict.fromkeys(actor.name for actor in meant if actor is not None))


def candidates(
    names: Names, start: int, end: int, speaker: str | None = None, back: Back = lambda _: None
) -> list[Candidate]:
    """All actors that may be meant in the stretch, in reading order, each name once with all that holds of it."""
    found = [
        *_named(names, start, end),
        *_phrases(names, start, end, back),
        *_subjectless(names, start, end, speaker),
        *_nations(names, start, end),
        *_pronouns(names, start, end, speaker),
    ]
    found.sort(key=lambda one: one.place)
    times = Counter(one.name for one in found)
    merged: dict[str, Candidate] = {}
    for number, one in enumerate(found):
        features = set(one.features) | {f"times {min(times[one.name], 3)}", f"number {min(number, 4)}"}
        if one.name == speaker:
            features.add("speaker")
        if end - start > 400:
            features.add("long")
        first = merged.get(one.name)
        kept = features | set(first.features) if first else features
        merged[one.name] = replace(first or one, features=tuple(sorted(kept)))
    return list(merged.values())


def _named(names: Names, start: int, end: int) -> Iterator[Candidate]:
    posts = [one.span for one in names.near(start, end) if one.type is MentionType.JOB]
    for mention in names.between(start, end):
        actor = names.by_id(mention.actor or "")
        holder = mention.type is not MentionType.PERS and any(
            post.start <= mention.span.start and mention.span.end <= post.end for post in posts
        )
        span = names.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if span is not None:
            subject = span.root.dep_.startswith(("nsubj", "conj")) and not any(
                child.dep_ == "case" for child in span.root.children
            )
            acting = names.acting(actor) if actor.kind is not Kind.PLACE or subject else actor
            kind = "capital" if acting != actor else actor.kind.value
            features = [f"named {kind}", *_role(span.root, f"{kind}")]
            yield Candidate(mention.span.start, acting.name, (*features, *(["in post"] if holder else [])))


def _role(head: Token, kind: str) -> Iterator[str]:
    """What the head is in its clause."""
    relation = head.dep_.split(":")[0]
    for _ in range(3):
        if relation not in ("conj", "flat", "appos") or head.head == head:
            break
        head = head.head
        relation = head.dep_.split(":")[0]
    preposition = next((fold(child.text) for child in head.children if child.dep_ == "case"), "")
    role = relation if relation in ("nsubj", "obj", "iobj", "obl", "nmod", "ROOT") else "other"
    placed = "placed " if preposition in _PLACING else "about " if preposition else ""
    yield f"{placed}{role}"
    yield f"{kind} {placed}{role}"


def _phrases(names: Names, start: int, end: int, back: Back) -> Iterator[Candidate]:
    """Groups, bodies, people and outlets without a name of their own: "російські війська", "жителі Миколаєва"."""
    for phrase in names.phrases_near(start, end):
        inside = start <= phrase.start and phrase.end <= end
        if not inside or phrase.kind is Kind.DOCUMENT or names.covered(phrase.head, phrase.head + 1):
            continue
        if any(one.type is MentionType.ORG for one in names.beginning(phrase.end + 1, phrase.end + 2)):
            continue  # the name right behind it tells who it is
        span = names.doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
        if span is None:
            continue
        head = next((token for token in span if token.idx == phrase.head), span.root)
        kind = f"{phrase.kind.value}{' many' if phrase.plural else ''}"
        more = (
            "named"
            if phrase.named
            else "nation"
            if _nation(names, phrase)
            else "modified"
            if phrase.modified
            else "bare"
        )
        meant = back(phrase)
        if meant is not None:
            yield Candidate(phrase.start, meant, (f"back {kind}", *_role(head, "back")))
        else:
            features = (f"{more} {kind}", *_role(head, "phrase"))
            name = _phrase_name(names, phrase, span)
            if not (_titles(names, head) and names.resolve(name) is None):
                yield Candidate(phrase.start, name, features, phrase.kind)


def _titles(names: Names, head: Token) -> bool:
    """Whether the noun is the post of a person who is named with it: "мера міста Остапа Ковшика"."""
    parts = [child for child in head.children if child.dep_.split(":")[0] in ("flat", "appos")]
    there = [mention for child in parts if (mention := names.covering(child.idx)) is not None]
    return any(mention.type is MentionType.PERS for mention in there)


def _nation(names: Names, phrase: Phrase) -> bool:
    first = names.text[phrase.start : phrase.head].split()[:1]
    return bool(first) and names.gazetteer.by_adjective(first[0]) is not None


def _phrase_name(names: Names, phrase: Phrase, span: Span) -> str:
    table = load_toml("about.toml")
    if phrase.lemma in table["enemy"] and not phrase.named and not phrase.modified:
        return str(table["enemy"][phrase.lemma])
    words = names.text[phrase.start : phrase.head].split()
    entry = names.gazetteer.by_adjective(words[0]) if len(words) == 1 else None
    if phrase.lemma in table["forces"]["lemmas"] and entry is not None and entry.adjective and not phrase.named:
        return f"{entry.adjective[:-2]}і {table['forces']['name']}"
    return nominative(span)


def _nations(names: Names, start: int, end: int) -> Iterator[Candidate]:
    """A state by its adjective where that is no part of a phrase for people or a body ("російська агресія")."""
    inside = names.doc.char_span(start, end, alignment_mode="contract")
    for token in inside or ():
        if token.pos_ != "ADJ" or names.covered(token.idx, token.idx + 1):
            continue
        entry = names.gazetteer.by_adjective(token.text)
        people = any(one.start <= token.idx < one.end for one in names.phrases_near(token.idx, token.idx))
        if entry is not None and entry.kind is Kind.STATE:
            kind = "nation of people" if people else "nation of things"
            near = f"nation {entry.key}" if entry.key in ("russia", "ukraine") else "nation other"
            yield Candidate(token.idx, entry.name, (kind, near), entry.kind)


def _pronouns(names: Names, start: int, end: int, speaker: str | None) -> Iterator[Candidate]:
    for token in _persons(names.doc, start, end):
        low = fold(token.text)
        if speaker is not None and (low in _I or _first_person(token)):
            yield Candidate(token.idx, speaker, ("i",))
        elif speaker is not None and low in _WE:
            actor = names.resolve(speaker)
            body = actor is not None and actor.kind in _ACTING
            yield Candidate(token.idx, speaker, ("we body" if body else "we person",))
        elif agreement(token):
            meant = meant_by(names, token)
            if meant is not None:
                yield Candidate(token.idx, meant.name, ("pronoun", *_role(token, "pronoun")))


def _persons(doc: Doc, start: int, end: int) -> Iterator[Token]:
    """The words of the stretch that stand for a person or a thing named elsewhere; looked for once a document."""
    known: list[tuple[int, int]] | None = doc.user_data.get("persons")
    if known is None:
        told = (one for one in doc if fold(one.text) in _I | _WE or _first_person(one) or agreement(one))
        known = doc.user_data["persons"] = [(one.idx, one.i) for one in told]
    for place, number in known[bisect_left(known, (start,)) : bisect_left(known, (end,))]:
        if place + len(doc[number]) <= end:
            yield doc[number]


def _subjectless(names: Names, start: int, end: int, speaker: str | None) -> Iterator[Candidate]:
    """The source where the content begins with a verb whose subject it is ("не вноситиме заставу")."""
    inside = names.doc.char_span(start, end, alignment_mode="contract")
    for token in (inside or ())[:4]:
        if token.pos_ in ("VERB", "AUX"):
            own = any(child.dep_.startswith("nsubj") for child in token.children)
            if speaker is not None and not own:
                person = feature(token, "Person") or feature(token, "Gender") or feature(token, "VerbForm")
                yield Candidate(token.idx, speaker, ("subjectless", f"subjectless {person}"))
            return


def elsewhere(names: Names, start: int, speaker: str | None, there: Iterable[Candidate]) -> list[Candidate]:
    """The actors of the article that are not there: each at the last place before `start`, else the first behind it.

    Of an article with very many actors those that are named most, and those that are named last before `start`.
    """
    around = _around(names)
    known = {actor.id for one in there if (actor := names.resolve(one.name)) is not None}
    found = []
    for rank in around.asked(start):
        key, places = around.ranked[rank]
        if key in known:
            continue
        actor = names.by_id(key)
        before = bisect_left(places, start)
        place = places[before - 1] if before else places[0]
        features = [
            "out",
            f"out {actor.kind.value}",
            f"out rank {min(rank, 5)}",
            f"out times {min(len(places), 5)}",
            *(["out speaker"] if actor.name == speaker else []),
            *(around.distance(names.doc, place, start) if before else ["out behind"]),
        ]
        found.append(Candidate(place, actor.name, tuple(features)))
    return found


@dataclass(frozen=True, slots=True)
class _Around:
    """Where all actors but places are named, the most named first; where in the text sentences may end, and lines."""

    ranked: list[tuple[str, list[int]]]
    named: list[tuple[int, int]]
    """Each naming: its place and the rank of the actor, in reading order."""
    marks: list[int]
    lines: list[int]

    def asked(self, start: int) -> list[int]:
        """The ranks of the actors that are asked for."""
        last = bisect_left(self.named, (start,))
        lately = {rank for _, rank in self.named[max(0, last - _MANY) : last]}
        return sorted({*range(min(_MANY, len(self.ranked))), *lately})

    def distance(self, doc: Doc, place: int, start: int) -> Iterator[str]:
        """How far before the stretch somebody is named, and as what."""
        yield f"out sentences {min(bisect_left(self.marks, start) - bisect_left(self.marks, place), 5)}"
        yield f"out paragraphs {min(bisect_left(self.lines, start) - bisect_left(self.lines, place), 3)}"
        yield f"out {doc[token_index(doc, place)].dep_.split(':')[0]}"


def _around(names: Names) -> _Around:
    """It, worked out once."""
    known: _Around | None = names.known.get("around")
    if known is None:
        places: dict[str, list[int]] = {}
        for mention in names.mentions:
            if mention.actor and names.by_id(mention.actor).kind is not Kind.PLACE:
                places.setdefault(mention.actor, []).append(mention.span.start)
        ranked = sorted(places.items(), key=lambda one: -len(one[1]))
        named = sorted((place, rank) for rank, (_, all_) in enumerate(ranked) for place in all_)
        marks, lines = ([place for place, mark in enumerate(names.text) if mark in wanted] for wanted in (".!?", "\n"))
        known = names.known["around"] = _Around(ranked, named, marks, lines)
    return known


def _first_person(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and feature(token, "Person") == "1" and feature(token, "Number") == "Sing"
