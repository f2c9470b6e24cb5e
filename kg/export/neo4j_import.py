"""A folder for `neo4j-admin database import`: typed CSV files, the command that reads them, constraints for afterwards.

The fastest way into an empty database. Not for spreadsheets: values stand as they are.
"""

import csv
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from kg.export import lpg_schema as schema
from kg.export.described import family
from kg.export.lpg import Edge, Node, Value, portions
from kg.export.lpg_batches import CONSTRAINTS, INDEXES, STAMP, stamp
from kg.export.target import replacing

DELIMITER = "\x1f"
"""Between the members of a list and between labels: a control character, which no text of the graph has."""

SCHEMA = "schema.cypher"
COMMAND = "import.sh"

README = """\
# A graph of statements for Neo4j

Import it into an empty database (Neo4j 5 or later; the database must be stopped or not exist yet), from this folder:

    sh import.sh            # or: sh import.sh mydatabase

`import.sh` runs `neo4j-admin database import full`. After it, start the database and add constraints and indexes:

    cypher-shell -d neo4j -f schema.cypher

The files are UTF-8, values are quoted by RFC 4180 and may hold line breaks; members of lists and labels are separated
by U+001F. `docs/neo4j.md` of `kg` explains labels, properties and relationships.
"""


@dataclass(frozen=True, slots=True)
class _Lines:
    """A file whose rows end in LF, though the writer takes their end for CR LF: it quotes what holds either."""

    file: TextIO

    def write(self, row: str) -> int:
        """One row."""
        return self.file.write(row.removesuffix("\r\n") + "\n")


@dataclass
class _Writers:
    """Open CSV files by their name."""

    folder: Path
    stack: ExitStack
    open: dict[str, Any] = field(default_factory=dict)

    def write(self, name: str, header: list[str], row: list[str]) -> None:
        """Adds a row, and the header before the first one."""
        if name not in self.open:
            file = self.stack.enter_context((self.folder / name).open("w", encoding="utf-8", newline=""))
            self.open[name] = csv.writer(_Lines(file))
            self.open[name].writerow(header)
        self.open[name].writerow(row)


def neo4j(out: Path, target: Path) -> None:
    """The folder with its files."""
    mark = stamp(out).load
    with replacing(target) as temporary:
        temporary.mkdir()
        with ExitStack() as stack:
            writers = _Writers(temporary, stack)
            for portion in portions(out):
                for node in portion.nodes:
                    writers.write(f"{node.labels[0]}.csv", node_header(node.labels[0]), _node_row(node, mark))
                for edge in portion.edges:
                    writers.write(edge_file(edge), edge_header(edge), _edge_row(edge, mark))
        statements = "".join(f"{one};\n" for one in (*CONSTRAINTS, *INDEXES))
        (temporary / SCHEMA).write_text(statements, encoding="utf-8")
        (temporary / COMMAND).write_text(_command(sorted(writers.open)), encoding="utf-8")
        (temporary / "README.md").write_text(README, encoding="utf-8")


def node_header(label: str) -> list[str]:
    """The typed header of the nodes of a family."""
    columns = [f"{one.name}:{one.type}" for one in schema.PROPERTIES[label]]
    return [f"iri:ID({label})", *columns, f"{STAMP}:string", ":LABEL"]


def edge_header(edge: Edge) -> list[str]:
    """The typed header of relationships."""
    columns = [f"{one.name}:{one.type}" for one in schema.EDGE_PROPERTIES.get(edge.type, ())]
    return [f":START_ID({family(edge.start)})", f":END_ID({family(edge.end)})", *columns, f"{STAMP}:string"]


def edge_file(edge: Edge) -> str:
    """The file of relationships of this type between these families."""
    return f"{family(edge.start)}-{edge.type}-{family(edge.end)}.csv"


def _node_row(node: Node, mark: str) -> list[str]:
    cells = _cells(schema.PROPERTIES[node.labels[0]], node.properties)
    return [node.iri, *cells, mark, DELIMITER.join(node.labels)]


def _edge_row(edge: Edge, mark: str) -> list[str]:
    return [edge.start, edge.end, *_cells(schema.EDGE_PROPERTIES.get(edge.type, ()), edge.properties), mark]


def _cells(columns: tuple[schema.Property, ...], values: Mapping[str, Value]) -> list[str]:
    return [_cell(values.get(one.name, "")) for one in columns]


def _cell(value: Value) -> str:
    if isinstance(value, tuple):
        return DELIMITER.join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _command(names: list[str]) -> str:
    """The shell script that imports the files."""
    sources = [f"--nodes={name}" for name in names if "-" not in name]
    sources += [f"--relationships={name.split('-')[1]}={name}" for name in names if "-" in name]
    options = ["--overwrite-destination", "--multiline-fields=true", "--array-delimiter=U+001F", "--id-type=string"]
    lines = ["neo4j-admin database import full", *options, *sources]
    return "#!/bin/sh\nset -e\n" + " \\\n  ".join([*lines, '"${1:-neo4j}"']) + "\n"
