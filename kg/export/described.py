"""What the graph says of its nodes, property by property: of an article's at once, of the corpus's one at a time.

Not for what becomes of them in a labelled property graph (`lpg`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import corpus_iri
from kg.graph.vocabulary import PREFIXES
from kg.pipeline import Folder
from kg.store import open_store

Described = Mapping[str, list[str]]
"""The values of a node by compact property name, sorted; IRIs and literals alike as text."""

HELD = 20_000
"""So many nodes of the corpus are kept for the next time; the others are read anew."""


class Corpus:
    """The nodes of the corpus graph: their IRIs are held, what is said of them is read from the store when it is asked.

    StoreError where there is no graph.
    """

    def __init__(self, folder: Folder) -> None:
        self._store = open_store(folder.store_folder)
        self._graph = corpus_iri(folder.require()["base"])
        self._iris: dict[str, list[str]] = defaultdict(list)
        for iri in self._subjects():
            self._iris[family(iri)].append(iri)
        for found in self._iris.values():
            found.sort()
        self.get = lru_cache(HELD)(self._read)

    def _subjects(self) -> Iterator[str]:
        """The nodes, each once: the store has the quads of a subject together."""
        last = None
        for quad in self._store.quads(graph=self._graph):
            if quad.subject != last and isinstance(quad.subject, NamedNode):
                yield quad.subject.value
            last = quad.subject

    def _read(self, iri: str) -> Described:
        """What is said of a node; empty where nothing is."""
        return describe(self._store.quads(NamedNode(iri), self._graph)).get(iri, {})

    def of(self, *families: str) -> Iterator[tuple[str, Described]]:
        """The nodes of these families in the order of their IRIs, with what is said of them."""
        for iri in sorted(iri for name in families for iri in self._iris.get(name, ())):
            yield iri, self.get(iri)


def family(iri: str) -> str:
    """The label of the family that a node of ours belongs to: the kind in its IRI."""
    return iri.rsplit("/", 2)[-2].capitalize()


def describe(quads: Iterable[Quad]) -> dict[str, Described]:
    """Subject -> property -> values, the values in order."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        subject, value = quad.subject, quad.object
        assert isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal)
        found[subject.value][_curie(quad.predicate.value)].append(value.value)
    return {subject: {key: sorted(values) for key, values in one.items()} for subject, one in found.items()}


_NAMESPACES = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), reverse=True)
_CURIES: dict[str, str] = {}


def _curie(iri: str) -> str:
    """The compact name of a property; the IRI itself where there is none."""
    if iri not in _CURIES:
        found = (f"{prefix}:{iri[len(start) :]}" for start, prefix in _NAMESPACES if iri.startswith(start))
        _CURIES[iri] = next(found, iri)
    return _CURIES[iri]
