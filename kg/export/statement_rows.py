"""One flat row for each statement, with the names of everyone in it. Not for the files that rows are written to."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.export.captions import KINDS
from kg.export.described import Corpus
from kg.export.lpg import Node, Portion, Value, portions
from kg.pipeline import Folder

LISTS = ("about", "via", "answers")
"""Columns that hold several values."""

COLUMNS = (
    "statement",
    "article",
    "date",
    "outlet",
    "title",
    "url",
    "source",
    "source_kind",
    "stance",
    "stance_uk",
    "content",
    "about",
    "via",
    "answers",
    "on_behalf_of",
    "addressee",
    "act",
    "quote_type",
    "source_class",
    "certainty",
    "polarity",
    "tense",
    "cue",
    "sentence",
    "content_start",
    "content_end",
    "rule",
    "confidence",
    "source_iri",
    "claim_iri",
    "statement_iri",
)
"""The columns in their order; `answers` are the statements that this one denies, confirms or cannot verify."""

Cell = Value | None
Row = dict[str, Cell]


class Actors:
    """Names and kinds of actors, looked up in the corpus graph."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def name(self, iri: str) -> str:
        """The actor's name."""
        return self._corpus.get(iri)["skos:prefLabel"][0]

    def kind(self, iri: str) -> str | None:
        """The actor's kind; None where the graph says none."""
        found = (KINDS.get(one.rpartition("#")[2].rpartition("/")[2]) for one in self._corpus.get(iri)["rdf:type"])
        return next(filter(None, found), None)


def rows(out: Path) -> Iterator[Row]:
    """The statements of the folder `out`, article by article, in the order of the text; every column is there.

    Memory holds the actors' IRIs and one article.
    """
    corpus = Corpus(Folder(out))
    actors = Actors(corpus)
    for portion in portions(out, corpus):
        yield from sorted(_rows(portion, actors), key=lambda row: _place(str(row["statement"])))


def _place(key: str) -> tuple[str, int]:
    article, _, local = key.rpartition(":s")
    return article, int(local) if local.isdecimal() else 0


def _rows(portion: Portion, actors: Actors) -> Iterator[Row]:
    nodes = {one.iri: one for one in portion.nodes}
    ends: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for edge in portion.edges:
        if edge.type == "SAID":
            ends[edge.end]["SAID"].append((0, edge.start))
        else:
            ends[edge.start][edge.type].append((int(str(edge.properties.get("position", 0))), edge.end))
    for node in portion.nodes:
        if node.labels[0] == "Statement":
            links = {kind: [iri for _, iri in sorted(found)] for kind, found in ends[node.iri].items()}
            yield _row(node, links, nodes, actors)


def _row(node: Node, links: dict[str, list[str]], nodes: dict[str, Node], actors: Actors) -> Row:
    own = node.properties
    article = nodes[links["IN_ARTICLE"][0]].properties
    source = links["SAID"][0]

    def names(kind: str) -> tuple[str, ...]:
        return tuple(actors.name(iri) for iri in links.get(kind, ()))

    row: Row = dict.fromkeys(COLUMNS)
    row |= {"statement": own["key"], "article": article["key"]}
    row |= {key: article.get(key) for key in ("date", "outlet", "title", "url")}
    row |= {"source": actors.name(source), "source_kind": actors.kind(source)}
    row |= {key: own.get(key) for key in ("stance", "content", "act", "certainty", "cue", "sentence", "rule")}
    row |= {key: own.get(key) for key in ("polarity", "tense")}
    row |= {"stance_uk": own.get("stanceUk"), "quote_type": own.get("quoteType"), "confidence": own.get("confidence")}
    row |= {"source_class": own.get("sourceClass"), "content_start": own.get("contentStart")}
    row |= {"content_end": own.get("contentEnd"), "source_iri": source, "claim_iri": own.get("claim")}
    row |= {"about": names("ABOUT"), "via": names("VIA"), "statement_iri": node.iri}
    row["answers"] = tuple(sorted((str(nodes[iri].properties["key"]) for iri in links.get("TARGETS", ())), key=_place))
    for column, kind in (("on_behalf_of", "ON_BEHALF_OF"), ("addressee", "ADDRESSED_TO")):
        row[column] = next(iter(names(kind)), None)
    return row
