"""RDF files: the whole dataset as TriG, N-Quads or JSON-LD; a plain graph with the ontology as Turtle or RDF/XML.

All of them stream: memory holds one article's graph. Not for what the plain graph leaves out and adds (`plain`).
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from kg.export.jsonld import write_jsonld
from kg.export.plain import plain_triples
from kg.export.target import replacing
from kg.graph.trig import prefixes
from kg.pipeline import Folder


def trig(out: Path, target: Path) -> None:
    """The dataset as it was built: one named graph an article, one for the corpus."""
    with replacing(target) as temporary:
        shutil.copyfile(Folder(out).trig_file, temporary)


def nquads(out: Path, target: Path) -> None:
    """The dataset, one quad a line."""
    with replacing(target) as temporary:
        serialize(_quads(out), str(temporary), RdfFormat.N_QUADS)


def jsonld(out: Path, target: Path) -> None:
    """The dataset as JSON-LD 1.1 with the short keys of `ontologies/context.jsonld`, one node a line."""
    base = Folder(out).require()["base"]
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        write_jsonld(_quads(out), base, file)


def turtle(out: Path, target: Path) -> None:
    """Ontology and individuals in one graph, as Turtle."""
    _plain(out, target, RdfFormat.TURTLE)


def rdfxml(out: Path, target: Path) -> None:
    """Ontology and individuals in one graph, as RDF/XML."""
    _plain(out, target, RdfFormat.RDF_XML)


def _plain(out: Path, target: Path, form: RdfFormat) -> None:
    base = Folder(out).require()["base"]
    with replacing(target) as temporary:
        triples: Iterator[Triple] = plain_triples(out, base)
        serialize(triples, str(temporary), form, prefixes=prefixes(base))


def _quads(out: Path) -> Iterator[Quad]:
    return parse(path=str(Folder(out).trig_file), format=RdfFormat.TRIG)
