"""Output folders for tests of exports, made without a language model: articles with hostile names and texts."""

import json
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg import ids
from kg.graph import portions, write_trig
from kg.model import (
    Act,
    Actor,
    Article,
    Extraction,
    Kind,
    Mention,
    MentionType,
    Relation,
    Source,
    Span,
    Stance,
    Statement,
)
from kg.resolve import Judgement, record, resolve
from kg.store import build_store
from tests.graph.sample import REPORT

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "Ганна'}) DETACH DELETE (n) //",
    'Олег "Крук" <b>&amp;</b>',
    "Кінець\\",
    "\\u0027}) MATCH (n) DETACH DELETE n //",
    "рядок\nдругий\r\nтретій\tчетвертий",
    "\u202eсправа наліво\u202c \u200f",
    "a;b,c\x1fd\x0be\x00f",
    "]]> <!-- & -->",
    "$row.iri } `x` {",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🇺🇦",
)
"""Names that other tools might take for something else than data."""


def pair(number: int, names: Sequence[str]) -> tuple[Article, Extraction]:
    """An article in which each of the names says something about the next one, who denies it."""
    doc = f"стаття {number}"
    text, actors, statements, mentions = "", [], [], []
    places = []
    for name in names:
        places.append((len(text), len(text) + len(name)))
        text += f"{name} каже: «{name} винен».\n"
    for place, (name, (start, end)) in enumerate(zip(names, places, strict=True)):
        actor = Actor(ids.actor_id(doc, "person", name), name, Kind.PERSON, (f"{name} (псевдо)",))
        actors.append(actor)
        mentions.append(Mention(f"m{place}", Span.of(text, start, end), MentionType.PERS, name, actor.id))
        content = Span.of(text, end + 8, end + 8 + len(name) + 6)
        statements.append(_statement(place, names, Span.of(text, start, end), content))
    relation = Relation("r1", "partOf", names[0], names[1 % len(names)], mentions[0].span, statement="s1")
    article = Article(
        doc, text, f"2024-03-{number % 28 + 1:02}", f"Видання {names[0]}", names[-1], "https://example.org/"
    )
    return article, Extraction(doc, tuple(statements), tuple(actors), tuple(mentions), (relation,))


def _statement(place: int, names: Sequence[str], source: Span, content: Span) -> Statement:
    about = names[(place + 1) % len(names)]
    return Statement(
        id=f"s{place + 1}",
        source=Source(source, names[place], Kind.PERSON),
        cue=None,
        stance=Stance.DENIES if place else Stance.ASSERTS,
        content=content,
        sentence=content,
        via=(names[place - 1],) if place else (),
        about=(about,),
        denies=(f"s{place}",) if place else (),
        act=Act.DENY if place else Act.CLAIM,
        rule="test",
        confidence=0.5,
    )


def out_folder(
    folder: Path,
    pairs: Sequence[tuple[Article, Extraction]],
    judgements: Sequence[Judgement] = (),
    base: str = ids.DEFAULT_BASE,
) -> Path:
    """What a build of these articles writes, as far as exports read it."""
    folder.mkdir(parents=True)
    for name, parts in (("articles", [one for one, _ in pairs]), ("statements", [one for _, one in pairs])):
        lines = "".join(json.dumps(part.to_json(), ensure_ascii=False) + "\n" for part in parts)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    resolution = resolve([one for _, one in pairs], judgements)
    write_trig(folder / "graph.trig", portions(pairs, resolution, base))
    build_store(folder / "store", folder / "graph.trig")
    digest = ids.text_sha256((folder / "graph.trig").read_text(encoding="utf-8"))
    record(folder / "judgements.jsonl", judgements)
    report = REPORT | {
        "base": base,
        "files": {"graph.trig": digest},
        "counts": {"articles": len(pairs), "statements": 0, "stances": {}},
    }
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    return folder


def triples(out: Path, curie: str | None = None) -> set[tuple[str, str, str]]:
    """The distinct triples of `graph.trig` in all its graphs; only those of one property where it is given."""
    from kg.graph.vocabulary import term

    quads: list[Quad] = list(parse(path=str(out / "graph.trig"), format=RdfFormat.TRIG))
    wanted: NamedNode | None = term(curie) if curie else None
    return {
        (str(one.subject), one.predicate.value, str(one.object)) for one in quads if wanted in (None, one.predicate)
    }
