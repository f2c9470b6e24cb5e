"""Drawing what is to be checked by hand, and the share that was found right: merges, claims, contradictions, relations,
dates.

Not for judging: people read. `python -m kg.evaluate.drawing KIND FILE [--seed N] [--number N] [--read]` draws from the
articles of FILE (JSON Lines); `--read` shows the text, else lines in the form of `tests/judged` are printed.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kg import ids
from kg.model import Article, Extraction, Relation
from kg.nlp.dates import find
from kg.resolve import Judgement, Resolution, resolve

Place = tuple[str, int, int]
"""Article's id, start, end (code points)."""


@dataclass(frozen=True, order=True, slots=True)
class Item:
    """One thing to judge: its places in the articles, and what is claimed of them."""

    places: tuple[Place, ...]
    claimed: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """One line of `tests/judged`, yet without a judgement."""
        return {"places": [list(place) for place in self.places], "claimed": list(self.claimed)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Item":
        """The inverse; the judgement is left aside."""
        places = tuple((str(doc), int(start), int(end)) for doc, start, end in data["places"])
        return cls(places, tuple(data["claimed"]))


class Checked(NamedTuple):
    """Judged items that still come out: how many are right, how many there are; and how many no longer come out."""

    right: int
    total: int
    gone: int

    @property
    def precision(self) -> float:
        """Share of right ones; 0 where there are none."""
        return self.right / self.total if self.total else 0.0


def read_articles(path: Path) -> list[Article]:
    """The articles of a file of JSON Lines."""
    return [Article.from_json(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def dates(articles: Iterable[Article]) -> list[Item]:
    """Expressions of time with their ISO form."""
    return sorted(
        Item(((one.id, when.start, when.end),), (when.iso,)) for one in articles for when in find(one.text, one.day)
    )


def relations(extractions: Iterable[Extraction]) -> list[Item]:
    """Relations with type, subject, object and role."""
    return sorted(
        Item(((one.doc, tie.span.start, tie.span.end),), _said(tie)) for one in extractions for tie in one.relations
    )


def _said(tie: Relation) -> tuple[str, ...]:
    return tie.type, tie.subject, tie.object, tie.role or ""


def merges(extractions: Sequence[Extraction], resolution: Resolution) -> list[Item]:
    """Pairs of actors of two articles judged the same by rule, each at its first naming."""
    where = {
        actor.id: ((one.doc, mention.span.start, mention.span.end), actor.name)
        for one in extractions
        for actor in one.actors
        for mention in one.mentions[::-1]
        if mention.actor == actor.id
    }
    pairs = (one for one in resolution.made if one.kind == "actor" and one.a in where and one.b in where)
    return sorted(_pair(one, where) for one in pairs)


def claims(extractions: Iterable[Extraction], judgements: Iterable[Judgement]) -> list[Item]:
    """Pairs of contents that the judgements speak of, with the rule."""
    where = {
        ids.claim_id(one.doc, said.content.start, said.content.end): (
            (one.doc, said.content.start, said.content.end),
            said.stance.value,
        )
        for one in extractions
        for said in one.statements
        if said.content
    }
    return sorted(_pair(one, where) for one in judgements if one.kind == "claim")


def _pair(one: Judgement, where: Mapping[str, tuple[Place, str]]) -> Item:
    (first, left), (second, right) = sorted((where[one.a], where[one.b]))
    return Item((first, second), (one.rule, left, right))


def draw(items: Sequence[Item], number: int, seed: int, most: Callable[[Item], str] | None = None) -> list[Item]:
    """A seeded sample; with `most` at most a quarter of it of one kind."""
    shuffled = random.Random(seed).sample(sorted(set(items)), len(set(items)))
    if most is None:
        return shuffled[:number]
    counted: dict[str, int] = {}
    drawn: list[Item] = []
    for one in shuffled:
        kind = most(one)
        if counted.get(kind, 0) < number // 4 and len(drawn) < number:
            counted[kind] = counted.get(kind, 0) + 1
            drawn.append(one)
    return drawn


def check(judged: Path, items: Iterable[Item]) -> Checked:
    """The precision of what was judged, over the items that still come out."""
    there = set(items)
    rows = [json.loads(line) for line in judged.read_text(encoding="utf-8").splitlines()]
    still = [row for row in rows if Item.from_json(row) in there]
    return Checked(sum(row["right"] for row in still), len(still), len(rows) - len(still))


def found(kind: str, articles: Sequence[Article], extractions: Sequence[Extraction]) -> list[Item]:
    """All items of a kind."""
    if kind == "dates":
        return dates(articles)
    if kind == "relations":
        return relations(extractions)
    resolution = resolve(extractions)
    if kind == "merges":
        return merges(extractions, resolution)
    return claims(extractions, resolution.made if kind == "claims" else resolution.contradictions)


def extracted(articles: Sequence[Article]) -> list[Extraction]:
    """The articles' extractions with the bundled analyzer; an article in error has none."""
    from kg.nlp import load
    from kg.pipeline.extracting import analyse

    analyzer = load()
    made = (analyse(one, analyzer) for one in articles)
    return [one for one in made if isinstance(one, Extraction)]


def shown(item: Item, texts: Mapping[str, str]) -> Iterator[str]:
    """The item for reading: what is claimed, and each place with its surroundings."""
    yield " | ".join(item.claimed)
    for doc, start, end in item.places:
        text = texts[doc]
        before, after = text[max(0, start - 120) : start], text[end : end + 120]
        yield f"   {doc}: {before}[[{text[start:end]}]]{after}".replace("\n", " ")


def main(arguments: Sequence[str]) -> int:
    """Draws and prints."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.drawing")
    parser.add_argument("kind", choices=["merges", "claims", "contradictions", "relations", "dates"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--read", action="store_true")
    given = parser.parse_args(arguments)
    articles = read_articles(given.file)
    items = found(given.kind, articles, [] if given.kind == "dates" else extracted(articles))
    limit = (lambda item: item.claimed[0]) if given.kind in ("relations", "merges") else None
    texts = {one.id: one.text for one in articles}
    for item in draw(items, given.number, given.seed, limit):
        lines = shown(item, texts) if given.read else [json.dumps(item.to_json(), ensure_ascii=False)]
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
