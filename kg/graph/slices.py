"""Whether the evidence in an article's graph is the slice of the article that it says it is.

Not for the form of the graph (`shapes`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from kg.graph.evidence import CONTEXT
from kg.graph.terms import article_iri, clean, value
from kg.graph.vocabulary import PREFIXES, TYPE, term
from kg.model import Article

Values = dict[str, set[str]]

_EVIDENCE = term("kg:Evidence")


def wrong_slices(article: Article, quads: Iterable[Quad], base: str) -> Iterator[tuple[str, str]]:
    """Node and message of each stretch that differs from the article's text, and of wrong hash and length."""
    nodes: dict[str, Values] = defaultdict(lambda: defaultdict(set))
    evidence = []
    for quad in quads:
        subject = value(quad.subject)
        nodes[subject][quad.predicate.value].add(value(quad.object))
        if quad.predicate == TYPE and quad.object == _EVIDENCE:
            evidence.append(subject)
    yield from _article(article, nodes, base)
    for iri in evidence:
        yield from ((iri, message) for message in _evidence(article, iri, nodes))
    for iri, node in nodes.items():
        if texts := _get(node, "kg:text"):
            exact = {text for place in _get(node, "kg:evidence") for text in _selected(place, "oa:exact", nodes)}
            if texts != exact:
                yield iri, "the text of a claim is not that of its evidence"


def _article(article: Article, nodes: dict[str, Values], base: str) -> Iterator[tuple[str, str]]:
    me = article_iri(base, article.id).value
    if _get(nodes[me], "kg:textHash") != {article.sha256}:
        yield me, "the text hash is not that of the article"
    if _get(nodes[me], "kg:textLength") != {str(len(article.text))}:
        yield me, "the length is not that of the article"


def _evidence(article: Article, iri: str, nodes: dict[str, Values]) -> Iterator[str]:
    starts, ends = _selected(iri, "oa:start", nodes), _selected(iri, "oa:end", nodes)
    try:
        (start,), (end,) = map(int, starts), map(int, ends)
    except ValueError:
        return  # the shapes say so
    if not 0 <= start < end <= len(article.text):
        yield f"{start}–{end} is no stretch of a text of {len(article.text)} code points"
        return
    parts = {
        "exact": article.text[start:end],
        "prefix": article.text[max(0, start - CONTEXT) : start],
        "suffix": article.text[end : end + CONTEXT],
    }
    for name, text in parts.items():
        if _selected(iri, f"oa:{name}", nodes) != {clean(text)}:
            yield f"oa:{name} is not the slice of the article at {start}–{end}"


def _selected(evidence: str, curie: str, nodes: dict[str, Values]) -> set[str]:
    selectors = _get(nodes[evidence], "oa:hasSelector") if evidence in nodes else set()
    return {text for one in selectors if one in nodes for text in _get(nodes[one], curie)}


def _get(node: Values, curie: str) -> set[str]:
    prefix, _, local = curie.partition(":")
    return node.get(PREFIXES[prefix] + local, set())
