"""The graph in memory as the server needs it: statements searched by words, articles and actors looked up.

Not for SPARQL, which goes to the store.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.graph import statement_iris
from kg.model import Article, Extraction
from kg.pipeline import Folder
from kg.resolve import read_judgements, resolve
from kg.view import PageOptions, page
from kg.view.build import build
from kg.view.model import Segment, StatementView, View
from kg.view.passages import segments
from kg.view.search import fold, index

_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`´\-][^\W_]+)*")
EXPLORED = 150
"""An explorer page made for a search or an actor holds at most so many articles."""


@dataclass(frozen=True)
class Corpus:
    """Everything that was built, read once."""

    articles: dict[str, Article]
    extractions: dict[str, Extraction]
    clusters: dict[str, str]
    view: View
    words: dict[str, frozenset[int]]
    stems: dict[str, list[int]]
    endings: list[frozenset[str]]
    lists: list[list[int]]

    def search(self, text: str) -> list[int]:
        """The statements that hold every word in some grammatical form, ascending; none for an empty search."""
        hits: set[int] | None = None
        for word in _WORD.findall(text[:200]):
            found = self._word(fold(word))
            hits = found if hits is None else hits & found
        return sorted(hits or ())

    def _word(self, key: str) -> set[int]:
        words: set[int] = set()
        for cut in range(len(key) + 1):
            pairs = self.stems.get(key[:cut], [])
            for ends, word in zip(pairs[::2], pairs[1::2], strict=True):
                if key[cut:] in self.endings[ends]:
                    words.add(word)
        return {place for word in words for place in self.lists[word]}

    def of_actor(self, actor: int) -> list[int]:
        """The statements of, about or relayed by the actor."""
        return [
            number
            for number, one in enumerate(self.view.statements)
            if actor == one.source or actor in one.about or actor in one.via
        ]

    def busiest(self, most: int) -> list[str]:
        """The names of the actors with most statements of or about them."""
        counted = Counter(actor for one in self.view.statements for actor in {one.source, *one.about})
        return [self.view.actors[actor].label for actor, _ in counted.most_common(most)]

    def explorer(self, statements: Iterable[int], options: PageOptions) -> tuple[str, int, int]:
        """A page of the articles of these statements; how many articles it holds, and how many there are."""
        numbers = list(dict.fromkeys(self.view.statements[number].article for number in statements))
        names = [self.view.articles[number].id for number in numbers[:EXPLORED]]
        made = page(
            [self.articles[one] for one in names], [self.extractions[one] for one in names], self._cluster, options
        )
        return made, len(names), len(numbers)

    def _cluster(self, own: str) -> str:
        return self.clusters.get(own, own)

    def marked(self, doc: str) -> tuple[Segment, ...]:
        """The article's whole text in segments, with the marks of all its statements."""
        article = self.articles[doc]
        spans = []
        for one in self.extractions[doc].statements:
            for span, mark in ((one.source.span, "s"), (one.cue, "q"), (one.content, "c")):
                if span is not None and span.text:
                    spans.append((span, mark))
        return tuple(
            Segment(text, "".join(dict.fromkeys(marks)))
            for text, marks in segments(article.text, 0, len(article.text), spans)
        )

    def iris(self, doc: str, base: str) -> Iterator[tuple[str, str]]:
        """Each statement's id in the article, with its node in the graph."""
        if doc in self.extractions:
            for own, node in statement_iris(self.extractions[doc], base).items():
                yield own, node.value

    def statements_of(self, doc: str) -> list[StatementView]:
        """The article's statements in their order."""
        return [one for one in self.view.statements if self.view.articles[one.article].id == doc]


def read(out: str | Path) -> Corpus:
    """The graph in the folder; StoreError where there is none."""
    folder = Folder(out)
    folder.require()
    resolution = resolve(folder.extractions(), read_judgements(folder.judgements_file))
    articles = {one.id: one for one in folder.articles()}
    extractions = {one.doc: one for one in folder.extractions()}
    clusters = {actor.id: resolution.node(actor.id) for line in extractions.values() for actor in line.actors}
    view = build(articles.values(), extractions.values(), lambda own: clusters[own])
    made = index(view)
    names: dict[str, set[int]] = defaultdict(set)
    for number, actor in enumerate(view.actors):
        for name in (actor.label, *actor.aliases):
            names[fold(name)].add(number)
    return Corpus(
        articles,
        extractions,
        clusters,
        view,
        {name: frozenset(numbers) for name, numbers in names.items()},
        made["stems"],
        [frozenset(ends) for ends in made["endings"]],
        made["lists"],
    )
