"""RDF files: the whole dataset as TriG, N-Quads or JSON-LD; a plain graph with the ontology as Turtle or RDF/XML.

All of them stream: memory holds one article's graph. Not for what the plain graph leaves out and adds (`plain`).
"""

import shutil
from io import BufferedIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

from pyoxigraph import RdfFormat, Triple, serialize

from kg.export.jsonld import write_jsonld
from kg.export.plain import plain_triples
from kg.export.target import replacing
from kg.graph.trig import prefixes
from kg.graph.vocabulary import term
from kg.pipeline import Folder

_SAME_AS = term("owl:sameAs")


def trig(out: Path, target: Path) -> None:
    """The dataset as it was built: one named graph an article, one for the corpus."""
    with replacing(target) as temporary:
        shutil.copyfile(Folder(out).trig_file, temporary)


def nquads(out: Path, target: Path) -> None:
    """The dataset, one quad a line."""
    with replacing(target) as temporary:
        serialize(Folder(out).quads(), str(temporary), RdfFormat.N_QUADS)


def jsonld(out: Path, target: Path) -> None:
    """The dataset as JSON-LD 1.1 with the short keys of `ontologies/context.jsonld`, one node a line."""
    base = Folder(out).require()["base"]
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        write_jsonld(Folder(out).quads(), base, file)


def turtle(out: Path, target: Path) -> None:
    """Ontology and individuals in one graph, as Turtle."""
    _plain(out, target, RdfFormat.TURTLE)


def rdfxml(out: Path, target: Path) -> None:
    """Ontology and individuals in one graph, as RDF/XML."""
    _plain(out, target, RdfFormat.RDF_XML)


def sameas(out: Path, target: Path) -> None:
    """`owl:sameAs` from actors to Wikidata, as Turtle: for those who want a reasoner to take them for the same.

    The graph itself says `schema:sameAs`, an annotation from which nothing follows.
    """
    base = Folder(out).require()["base"]
    links = (
        Triple(quad.subject, _SAME_AS, quad.object)
        for quad in Folder(out).quads()
        if quad.predicate == term("schema:sameAs")
    )
    with replacing(target) as temporary:
        serialize(links, str(temporary), RdfFormat.TURTLE, prefixes=prefixes(base))


def _plain(out: Path, target: Path, form: RdfFormat) -> None:
    base = Folder(out).require()["base"]
    with replacing(target) as temporary, temporary.open("wb") as file:
        holder = cast(BinaryIO, _Returns(file)) if form == RdfFormat.RDF_XML else file
        serialize(plain_triples(out, base), holder, form, prefixes=prefixes(base))


class _Returns(BufferedIOBase):
    """A file in which carriage returns are written as XML references: as they are, every reader drops them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: Any, /) -> int:
        """Write the bytes, changed; the number of those given."""
        self._file.write(bytes(data).replace(b"\r", b"&#13;"))
        return len(data)
