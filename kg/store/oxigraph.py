"""Oxigraph on disk: open, build beside and swap, replace one article's graph in one transaction.

Not for what queries return (`results`) or how they are limited (`running`, `worker`).
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from kg.errors import StoreError
from kg.store.asking import bind
from kg.store.results import Result, Term
from kg.store.running import Limits, run
from kg.store.worker import query_apart

PORTION = 2 << 20
"""Bytes of TriG that are loaded at once. Oxigraph holds a heap of up to a million quads, of some 0.9 KB each, for each
load: 4.2 million quads at once take 1,724 MiB, in portions 121, in the same time."""

LONG = 5_000
"""Characters from which a query runs in a process of its own: one that is nested too deeply ends the process."""


class GraphStore:
    """An open store. Queries see the union of all its graphs. A read-only store may be open many times at once."""

    def __init__(self, path: Path, store: Store, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._store = store

    def __len__(self) -> int:
        """How many quads there are."""
        return len(self._store)

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None, limits: Limits | None = None) -> Result:
        """The result of a SPARQL query; QueryError if it is wrong.

        `bindings` give terms to variables that the query selects.
        """
        limits = limits or Limits()
        if self.read_only and (limits.seconds is not None or len(sparql) > LONG):
            return query_apart(self.path, sparql, bindings or {}, limits)
        return run(self._store, sparql, bindings, limits.rows)

    def ask(self, question: str, parameters: Mapping[str, str] | None = None, limits: Limits | None = None) -> Result:
        """The answer to a named question; QueryError for an unknown question, parameter or name."""
        return self.query(bind(partial(run, self._store), question, parameters or {}), None, limits)

    def quads(self, subject: NamedNode | None = None, graph: NamedNode | None = None) -> Iterable[Quad]:
        """The quads with this subject, in this graph."""
        return self._store.quads_for_pattern(subject, None, None, graph)

    def graphs(self) -> Iterable[NamedNode]:
        """The names of all graphs."""
        return (graph for graph in self._store.named_graphs() if isinstance(graph, NamedNode))

    def __contains__(self, quad: Quad) -> bool:
        """Whether this quad is there."""
        return quad in self._store

    def replace(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Put these quads in the place of all that the graph holds, in one transaction; StoreError if read-only."""
        if self.read_only:
            raise StoreError(f"{self.path}: the store is open for reading only")
        new = set(quads)
        if any(quad.graph_name != graph for quad in new):
            raise StoreError(f"{self.path}: a quad for another graph than {graph.value}")
        old = set(self._store.quads_for_pattern(None, None, None, graph))
        text = _update(old - new, new - old)
        try:
            if text:
                self._store.update(text)
        except (OSError, SyntaxError) as error:
            raise StoreError(f"{self.path}: {graph.value} cannot be replaced: {error}") from error

    def close(self) -> None:
        """Give the store free; it is not to be used afterwards."""
        del self._store


def _update(gone: Iterable[Quad], come: Iterable[Quad]) -> str:
    """One SPARQL update, and so one transaction; terms are written by the library, not pasted."""
    parts = []
    for verb, quads in (("DELETE DATA", gone), ("INSERT DATA", come)):
        lines = [f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}" for quad in quads]
        if lines:
            parts.append(f"{verb} {{\n" + "\n".join(lines) + "\n}")
    return " ;\n".join(parts)


def open_store(path: Path, read_only: bool = True) -> GraphStore:
    """The store in this folder. StoreError if there is none (for reading), or if another process is writing to it."""
    path = Path(path)
    _recover(path)
    if read_only and not path.is_dir():
        raise StoreError(f"{path}: no store there; run kg build first")
    try:
        store = Store.read_only(str(path)) if read_only else Store(str(path))
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be opened: {error}") from error
    return GraphStore(path, store, read_only)


def build_store(target: Path, trig: Path) -> int:
    """Load a TriG file into a new store and put it in the place of the one at `target`; returns the number of quads.

    The file is one that `kg.graph.write_trig` has written. An interruption leaves the old store or the new one, never
    half of one. StoreError where it cannot be done.
    """
    fresh = target.with_name(target.name + ".new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        store = Store(str(fresh))
        portions = 0
        for portion in _portions(trig):
            store.bulk_load(portion, RdfFormat.TRIG)
            portions += 1
        count = len(store)
        if portions > 1:
            store.optimize()  # what was loaded lies in many files, each of which a question would have to look into
        store.flush()
        del store
        _swap(fresh, target)
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{target}: the store cannot be built from {trig}: {error}") from error
    return count


def _portions(trig: Path) -> Iterator[bytes]:
    """The file in pieces that end with a graph, each with the prefixes of its first lines."""
    with trig.open("rb") as file:
        header, rest = b"", file.readline()
        while rest.startswith(b"@prefix"):
            header, rest = header + rest, file.readline()
        while more := file.read(PORTION):
            seen = max(0, len(rest) - len(_END))
            rest += more
            end = rest.rfind(_END, seen) + len(_END)
            if end >= len(_END):
                yield header + rest[:end]
                rest = rest[end:]
        if rest:
            yield header + rest


_END = b"\n}\n"
"""The end of a graph: it stands in no text, where line breaks are escaped."""


def _swap(fresh: Path, target: Path) -> None:
    old = target.with_name(target.name + ".old")
    if target.exists():
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _recover(path: Path) -> None:
    """Put the old store back if a build was interrupted between its two renamings."""
    old = path.with_name(path.name + ".old")
    if old.is_dir() and not path.exists():
        old.rename(path)
