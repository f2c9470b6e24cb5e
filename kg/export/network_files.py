"""Files of networks: GraphML and GEXF for Gephi and yEd, JSON for Cytoscape. Each at both levels.

Not for what the network holds (`network`), nor for how a file says so (`graphml`, `gexf`, `cytoscape`).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from kg.export.cytoscape import cytoscape_lines
from kg.export.gexf import gexf_lines
from kg.export.graphml import graphml_lines
from kg.export.network import Level, Network, reading
from kg.export.target import replacing


def graphml(out: Path, target: Path) -> None:
    """All actors, statements and claims as GraphML."""
    _write(out, target, "full", graphml_lines)


def graphml_actors(out: Path, target: Path) -> None:
    """The actors' network as GraphML."""
    _write(out, target, "actors", graphml_lines)


def gexf(out: Path, target: Path) -> None:
    """All actors, statements and claims as GEXF, with colours, sizes, and dates for the timeline."""
    _write(out, target, "full", gexf_lines)


def gexf_actors(out: Path, target: Path) -> None:
    """The actors' network as GEXF."""
    _write(out, target, "actors", gexf_lines)


def cytoscape(out: Path, target: Path) -> None:
    """All actors, statements and claims in Cytoscape's JSON (`.cyjs`)."""
    _write(out, target, "full", lambda network: cytoscape_lines(network, "kg full"))


def cytoscape_actors(out: Path, target: Path) -> None:
    """The actors' network in Cytoscape's JSON."""
    _write(out, target, "actors", lambda network: cytoscape_lines(network, "kg actors"))


def _write(out: Path, target: Path, level: Level, lines: Callable[[Network], Iterator[str]]) -> None:
    with (
        reading(out, level) as network,
        replacing(target) as temporary,
        temporary.open("w", encoding="utf-8", newline="\n") as file,
    ):
        file.writelines(lines(network))
