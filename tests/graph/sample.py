"""A small article with everything in it that the graph can say, made by hand."""

import json
from pathlib import Path

from pyoxigraph import Quad

from kg import ids
from kg.graph import RunInfo, article_quads, corpus_quads, portions, write_trig
from kg.model import (
    Act,
    Actor,
    Article,
    CueKind,
    Extraction,
    Kind,
    Mention,
    MentionType,
    QuoteType,
    Relation,
    Source,
    SourceClass,
    Span,
    Stance,
    Statement,
)
from kg.nlp.gazetteer import Gazetteer
from kg.resolve import Judgement, Resolution, Verdict, resolve
from kg.store import GraphStore, build_store, open_store

TEXT = (
    "Газета «Вежа» пише, що завод у Лозі, за словами мера Остапа Гая, постачає мило армії Лугу. "
    "«Це неправда», – сказав директор заводу. "
    "Армія Лугу не відповіла на запит. "
    "Рада Лози закликала завод відкрити звіти. "
    "Рада підтвердила зустріч. "
    "Газета не змогла перевірити ці слова."
)
HOSTILE = "\"'}) DETACH DELETE n //\n=cmd|' /C calc'!A0 \u202e<b>&amp;\\ \x00 \t\r"
RUN = RunInfo("kg", "1", "bundled", "m1", "r1")


def span(part: str, text: str = TEXT) -> Span:
    """The first place of `part`."""
    start = text.index(part)
    return Span.of(text, start, start + len(part))


def article(name: str = "a1", text: str = TEXT, date: str | None = "2025-11-15") -> Article:
    """The article; its title is hostile."""
    return Article(name, text, date=date, outlet="Новини", title=HOSTILE, url="https://example.org/1")


def _actor(doc: str, name: str, kind: Kind, *aliases: str) -> Actor:
    return Actor(ids.actor_id(doc, kind.value, name), name, kind, aliases)


def _statements() -> tuple[Statement, ...]:
    first, second, third, fourth, fifth, sixth = (span(one) for one in TEXT.replace(". ", ".\n").split("\n"))
    mayor = Source(span("мера Остапа Гая"), "Остап Гай", Kind.PERSON)
    director = Source(span("директор заводу"), "директор заводу", Kind.UNNAMED)
    army = Source(span("Армія Лугу"), "армія Лугу", Kind.GROUP)
    council = Source(span("Рада Лози"), "Рада Лози", Kind.ORGANIZATION)
    paper = Source(span("Газета «Вежа»"), "Вежа", Kind.MEDIA)
    gist = span("постачає мило армії Лугу")
    return (
        Statement("s1", paper, span("пише"), Stance.ASSERTS, span(first.text.split("що ", 1)[1][:-1]), first,
                  about=("завод у Лозі",), cue_kind=CueKind.VERB, cue_lemma="писати", source_class=SourceClass.OUTLET,
                  rule="verb", confidence=0.9),
        Statement("s2", mayor, span("за словами"), Stance.ASSERTS, gist, first, via=("Вежа", "Новини дня"),
                  about=("завод у Лозі", "армія Лугу"), act=Act.ACCUSE, part_of="s1", on_behalf_of="Рада Лози",
                  certainty="possible", distancing="нібито", rule="preposition", confidence=0.75,
                  said_at="2025-11-14", valid_time="2025-11"),
        Statement("s3", director, span("сказав"), Stance.DENIES, span("Це неправда"), second, denies=("s2",),
                  act=Act.DENY, quote=QuoteType.DIRECT, target_resolution="previous", confidence=1.0),
        Statement("s4", army, span("не відповіла"), Stance.DECLINES, None, third, act=Act.NO_ANSWER, addressee="Вежа"),
        Statement("s5", council, span("закликала"), Stance.DEMANDS, span("відкрити звіти"), fourth, act=Act.CALL,
                  addressee="завод у Лозі", about=("завод у Лозі",)),
        Statement("s6", council, span("підтвердила"), Stance.CONFIRMS, span("зустріч"), fifth, act=Act.CONFIRM,
                  target_resolution="unresolved"),
        Statement("s7", Source(None, "Вежа", Kind.MEDIA), span("не змогла перевірити"), Stance.UNVERIFIED, None, sixth,
                  denies=("s2",), act=Act.CANNOT_VERIFY, target_resolution="previous"),
    )  # fmt: skip


def extraction(doc: str = "a1") -> Extraction:
    """What is found in the article."""
    actors = (
        _actor(doc, "Вежа", Kind.MEDIA, "газета «Вежа»"),
        _actor(doc, "Новини дня", Kind.MEDIA),
        _actor(doc, "Остап Гай", Kind.PERSON),
        _actor(doc, "директор заводу", Kind.UNNAMED),
        _actor(doc, "армія Лугу", Kind.GROUP),
        _actor(doc, "Рада Лози", Kind.ORGANIZATION, HOSTILE),
        _actor(doc, "завод у Лозі", Kind.ORGANIZATION),
        _actor(doc, "Лоза", Kind.PLACE),
        _actor(doc, "Луг", Kind.STATE),
        _actor(doc, "звіт", Kind.DOCUMENT),
    )
    mentions = (
        Mention("m1", span("Остапа Гая"), MentionType.PERS, "Остап Гай", actors[2].id),
        Mention("m2", span("директор"), MentionType.JOB, "директор"),
    )
    relations = (
        Relation("r1", "supplies", "завод у Лозі", "армія Лугу", span("постачає мило"), statement="s2", rule="verb"),
        Relation("r2", "post", "Остап Гай", "Рада Лози", span("мера Остапа Гая"), role="мер", rule="post"),
    )
    return Extraction(doc, _statements(), actors, mentions, relations)


def resolution(*extractions: Extraction, judgements: tuple[Judgement, ...] = ()) -> Resolution:
    """Resolved without the shipped gazetteer."""
    return resolve(extractions or (extraction(),), judgements, Gazetteer({}, {}))


def judged() -> tuple[Judgement, ...]:
    """Judgements of a person on two actors and on two claims."""
    by_name = {one.name: one.id for one in extraction().actors}
    contents = [found.content for found in _statements()[:2] if found.content]
    one, other = (ids.claim_id("a1", content.start, content.end) for content in contents)
    return (
        Judgement.of("actor", by_name["Рада Лози"], by_name["Луг"], Verdict.DIFFERENT, reasons=(HOSTILE,)),
        Judgement.of("claim", one, other, Verdict.UNSURE, score=0.5),
    )


def quads(judgements: tuple[Judgement, ...] = ()) -> list[Quad]:
    """The whole dataset of the article."""
    found = resolution(judgements=judgements)
    made = article_quads(article(), extraction(), found, ids.DEFAULT_BASE, RUN)
    return [*made, *corpus_quads(found, ids.DEFAULT_BASE)]


def store_in(folder: Path, judgements: tuple[Judgement, ...] = ()) -> GraphStore:
    """The dataset in a store on disk."""
    trig = folder / "graph.trig"
    pairs = [(article(), extraction())]
    write_trig(trig, portions(pairs, resolution(judgements=judgements), ids.DEFAULT_BASE, RUN))
    build_store(folder / "store", trig)
    return open_store(folder / "store")


REPORT = {"kg": "0", "rules": "0", "analyzer": {"name": "bundled", "version": "0"}, "files": {"graph.trig": ""}}
"""What the report of a build says besides."""


def folder_in(folder: Path) -> Path:
    """The dataset as the folder of a build: TriG, store and report."""
    store_in(folder, judged())
    report = REPORT | {"base": ids.DEFAULT_BASE, "counts": {"articles": 1, "statements": 3, "stances": {}}}
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    return folder
