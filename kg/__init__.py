"""`kg`: Ukrainian news as a knowledge graph of who said, denied and refused to say what about whom.

The public API, every name loaded when it is first used:

    read_articles(sources, on_error)    articles of files, folders, standard input; a source is a path or an Article
    find_statements(sources, …)         what is said in each of them
    build_graph(sources, out, …)        the whole way: graph, store, page in the folder `out`
    open_graph(out)                     that folder again: articles, statements, questions, SPARQL, page
    load_analyzer(name, …)              a language analyzer alone: text in, spaCy `Doc` out
    read_gold(path, part)               annotated articles
    score(gold, found)                  precision, recall and F1 of what was found, level by level
    list_mistakes(gold, found)          each mistake of it
    to_networkx(graph, level)           the graph as a networkx MultiDiGraph, actors alone or all
    Options                             analyzer, base IRI and the like, for the two middle ones

Errors are in `kg.errors`, the nouns (Article, Statement, …) in `kg.model`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.evaluate import errors as list_mistakes
    from kg.evaluate import read_gold, score
    from kg.graphs import Graph, open_graph, to_networkx
    from kg.ingest import read as read_articles
    from kg.nlp import load as load_analyzer
    from kg.pipeline import Options
    from kg.pipeline import build as build_graph
    from kg.pipeline import extract as find_statements

__version__ = "0.1.0"

__all__ = [
    "Graph",
    "Options",
    "__version__",
    "build_graph",
    "find_statements",
    "list_mistakes",
    "load_analyzer",
    "open_graph",
    "read_articles",
    "read_gold",
    "score",
    "to_networkx",
]

_HOMES = {
    "Graph": ("kg.graphs", "Graph"),
    "Options": ("kg.pipeline", "Options"),
    "build_graph": ("kg.pipeline", "build"),
    "find_statements": ("kg.pipeline", "extract"),
    "list_mistakes": ("kg.evaluate", "errors"),
    "load_analyzer": ("kg.nlp", "load"),
    "open_graph": ("kg.graphs", "open_graph"),
    "read_articles": ("kg.ingest", "read"),
    "read_gold": ("kg.evaluate", "read_gold"),
    "score": ("kg.evaluate", "score"),
    "to_networkx": ("kg.graphs", "to_networkx"),
}


def __dir__() -> list[str]:
    """The public names too, loaded or not."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """A public name, its home imported now."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    home, own = _HOMES[name]
    return getattr(import_module(home), own)
