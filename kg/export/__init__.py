"""The graph in other formats: one registry of names, one function a format, loaded when it is asked for.

Not for the formats themselves: each is a module here, or an entry point of the group `kg.exporters` elsewhere.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from kg.errors import ExportError
from kg.export.target import check_target

Exporter = Callable[[Path, Path], None]
"""Takes the folder that a build made and the target; writes the target, under a temporary name until it is whole."""

FORMATS = {
    "turtle": "kg.export.rdf:turtle",
    "rdfxml": "kg.export.rdf:rdfxml",
    "trig": "kg.export.rdf:trig",
    "nquads": "kg.export.rdf:nquads",
    "jsonld": "kg.export.rdf:jsonld",
    "sameas": "kg.export.rdf:sameas",
    "neo4j": "kg.export.neo4j_import:neo4j",
    "cypher": "kg.export.cypher:cypher",
    "graphml": "kg.export.network_files:graphml",
    "graphml-actors": "kg.export.network_files:graphml_actors",
    "gexf": "kg.export.network_files:gexf",
    "gexf-actors": "kg.export.network_files:gexf_actors",
    "cytoscape": "kg.export.network_files:cytoscape",
    "cytoscape-actors": "kg.export.network_files:cytoscape_actors",
    "csv": "kg.export.table:csv",
    "parquet": "kg.export.table:parquet",
    "measures": "kg.export.measures:measures",
    "claimreview": "kg.export.claimreview:claimreview",
    "ftm": "kg.export.ftm:ftm",
}
"""Our own formats: name -> "module:function"."""

GROUP = "kg.exporters"
"""Group of entry points by which other packages add formats; ours go before theirs."""


def formats() -> dict[str, str]:
    """All formats, ours and those of other packages: name -> "module:function"."""
    return {one.name: one.value for one in entry_points(group=GROUP)} | FORMATS


def exporter(form: str) -> Exporter:
    """The function that writes a format; ExportError where there is none, or a package that it needs is missing."""
    places = formats()
    if form not in places:
        raise ExportError(f"no format {form!a}: use one of {', '.join(sorted(places))}")
    module, _, name = places[form].partition(":")
    try:
        found: Exporter = getattr(import_module(module), name)
    except ImportError as error:
        raise ExportError(f"{form}: {error}; install the package that it needs") from error
    return found


def export(out: str | Path, form: str, target: str | Path, force: bool = False) -> None:
    """Write the graph of the folder `out` to `target`.

    What is there already is lost with `force` alone, a folder with all that is in it; nothing is ever written to, over
    or around `out`. ExportError where it cannot be done, StoreError for a graph that is none.
    """
    out, target = Path(out), Path(target)
    write = exporter(form)
    try:
        check_target(out, target, force)
        write(out, target)
    except OSError as error:
        raise ExportError(f"{target}: cannot be written: {error.strerror or error}") from error
