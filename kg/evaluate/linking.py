"""Linking of names across articles against gold ids: B³ and pairwise F1 over gold spans.

Not for finding the names: their places and types are given. `python -m kg.evaluate.linking FILE TOPIC…` prints a table.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from spacy.tokens import Doc

from kg.extract.mentions import find_mentions
from kg.extract.stretches import Found
from kg.model import Article, Extraction, MentionType
from kg.nlp import gazetteer as known
from kg.nlp import load
from kg.resolve import Resolution, resolve

TYPES = {
    "PER": MentionType.PERS,
    "ORG": MentionType.ORG,
    "LOC": MentionType.LOC,
    "EVT": MentionType.ART,
    "PRO": MentionType.ART,
}
"""SlavicNER's types as ours; events and products are things with a name."""


class Score(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Naming:
    """One gold span: its gold id and the node that it was linked to."""

    doc: str
    start: int
    text: str
    gold: str
    node: str


def b_cubed(pairs: Sequence[tuple[str, str]]) -> Score:
    """B³ (Bagga and Baldwin 1998) over (gold id, found id) of each item."""
    both, gold, found = Counter(pairs), Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    total = len(pairs) or 1
    precision = sum(number * number / found[pair[1]] for pair, number in both.items()) / total
    recall = sum(number * number / gold[pair[0]] for pair, number in both.items()) / total
    return Score(precision, recall)


def pairwise(pairs: Sequence[tuple[str, str]]) -> Score:
    """Precision and recall of the pairs of items that are one."""

    def links(counted: Counter[Any]) -> int:
        return sum(number * (number - 1) // 2 for number in counted.values())

    both = links(Counter(pairs))
    found, gold = links(Counter(other for _, other in pairs)), links(Counter(one for one, _ in pairs))
    return Score(both / found if found else 0.0, both / gold if gold else 0.0)


def link(rows: Sequence[dict[str, Any]], analyse: Callable[[str], Doc]) -> list[Naming]:
    """The gold spans of SlavicNER's rows with the nodes that within-article clustering and resolution give them."""
    extractions, spans = [], []
    for row in rows:
        extraction = _given(row, analyse(row["text"]))
        extractions.append(extraction)
        spans.append(row["entities"])
    resolution = resolve(extractions)
    return [one for pair in zip(extractions, spans, strict=True) for one in _namings(*pair, resolution)]


def _given(row: dict[str, Any], doc: Doc) -> Extraction:
    gazetteer = known.load()
    found = []
    for entity in sorted(row["entities"], key=lambda one: (one["start"], one["end"])):
        hit = gazetteer.find(entity["text"].strip('«»"“”„'))
        found.append(Found(entity["start"], entity["end"], TYPES[entity["type"]], hit))
    names = find_mentions(Article(row["id"], row["text"]), doc, gazetteer, found)
    return Extraction(row["id"], actors=names.actors, mentions=names.mentions)


def _namings(extraction: Extraction, entities: Iterable[dict[str, Any]], resolution: Resolution) -> Iterator[Naming]:
    places = {(one.span.start, one.span.end): one for one in extraction.mentions}
    for entity in entities:
        mention = places[entity["start"], entity["end"]]
        own = mention.actor or f"{extraction.doc}:{mention.id}"
        yield Naming(extraction.doc, entity["start"], entity["text"], entity["id"], resolution.node(own))


def table(topic: str, namings: Sequence[Naming]) -> str:
    """One line of figures."""
    pairs = [(one.gold, one.node) for one in namings]
    cubed, two = b_cubed(pairs), pairwise(pairs)
    figures = "  ".join(
        f"{name} {one.precision:.3f} {one.recall:.3f} {one.f1:.3f}" for name, one in (("B³", cubed), ("pairs", two))
    )
    return f"{topic:12} {len({one.doc for one in namings}):4} articles {len(namings):5} spans  {figures}"


def main(arguments: Sequence[str]) -> int:
    """Prints precision, recall and F1 for each topic of the file given first, or for all of its topics."""
    path, *topics = arguments
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    analyzer = load()
    for topic in topics or sorted({row["topic"] for row in rows}):
        namings = link([row for row in rows if row["topic"] == topic], analyzer)
        sys.stdout.write(table(topic, namings) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
