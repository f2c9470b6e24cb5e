"""A new store out of an old one and the graphs that have changed: what is the same is shared, not loaded again.

Not for opening stores or loading them whole (`oxigraph`).
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, cast
from zlib import crc32

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import StoreError

_FEW = 20_000
"""Quads of a graph up to which it is compared in memory."""
_BUCKETS = 64
"""Files in which the quads of a larger graph are spread to be compared one file after the other."""
_MOST = 50_000
"""Quads that are added in one transaction."""
_IDLE = ("LOG", "LOCK")
"""Beginnings of names of files that hold no data; readers write some of them."""


def update_store(target: Path, old: Path, graphs: Iterable[tuple[NamedNode, Iterable[Quad]]]) -> int:
    """Make a store at `target` like the one at `old` but for these graphs, which hold these quads and no others.

    Returns the number of quads. `old` is only read; its files that stay the same are linked where the file system can,
    else copied. Memory holds one graph, or one part in 64 of a large one. StoreError where it cannot be done.
    """
    try:
        shutil.rmtree(target, ignore_errors=True)
        Store.read_only(str(old)).backup(str(target))
        return _updated(target, graphs)
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{target}: the store cannot be made from {old}: {error}") from error


def _updated(target: Path, graphs: Iterable[tuple[NamedNode, Iterable[Quad]]]) -> int:
    store = Store(str(target))
    try:
        for graph, quads in graphs:
            for gone, come in _differences(store, graph, quads, target.parent):
                _delete(store, gone)
                _add(store, come)
            if next(store.quads_for_pattern(None, None, None, graph), None) is None:
                store.remove_graph(graph)  # else its name would stay
        store.flush()
        return len(store)
    finally:
        del store  # closes it, after an error too


def stamp(store: Path) -> str:
    """What changes whenever somebody writes into the store: its files and their sizes; reading changes nothing."""
    files = sorted((one.name, one.stat().st_size) for one in store.iterdir() if not one.name.startswith(_IDLE))
    return hashlib.sha256(repr(files).encode()).hexdigest()[:16]


def _differences(
    store: Store, graph: NamedNode, quads: Iterable[Quad], folder: Path
) -> Iterator[tuple[set[str], set[str]]]:
    """Quads of the graph, as lines of N-Quads, that are to go and to come."""
    old = (str(quad) for quad in store.quads_for_pattern(None, None, None, graph))
    new = (str(quad) for quad in quads)
    first, second = list(islice(old, _FEW)), list(islice(new, _FEW))
    if len(first) < _FEW and len(second) < _FEW:
        there, wanted = set(first), set(second)
        yield there - wanted, wanted - there
        return
    with ExitStack() as files:
        left = _spread(chain(first, old), folder, files)
        right = _spread(chain(second, new), folder, files)
        for one, other in zip(left, right, strict=True):
            there, wanted = _lines(one), _lines(other)
            yield there - wanted, wanted - there


def _spread(lines: Iterable[str], folder: Path, files: ExitStack) -> list[IO[bytes]]:
    open_one = partial(tempfile.TemporaryFile, dir=folder)
    buckets = [files.enter_context(cast(IO[bytes], open_one())) for _ in range(_BUCKETS)]
    for line in lines:
        data = line.encode()
        buckets[crc32(data) % _BUCKETS].write(data + b"\n")
    return buckets


def _lines(file: IO[bytes]) -> set[str]:
    file.seek(0)
    return {line.decode().rstrip("\n") for line in file}


def _delete(store: Store, lines: set[str]) -> None:
    for quad in chain.from_iterable(_portions(lines)):
        store.remove(quad)


def _add(store: Store, lines: set[str]) -> None:
    for portion in _portions(lines):
        store.extend(portion)


def _portions(lines: set[str]) -> Iterator[list[Quad]]:
    rest = iter(sorted(lines))
    while portion := list(islice(rest, _MOST)):
        text = "".join(f"{line} .\n" for line in portion)
        yield list(parse(text.encode(), format=RdfFormat.N_QUADS))
