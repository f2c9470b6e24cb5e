"""Graph and store of a build: what is as the last build left it is taken from there, the rest is made anew.

Not for what the parts of the graph are made of (`parts`).
"""

from collections.abc import Callable, Iterator
from contextlib import closing

from kg.errors import StoreError
from kg.graph import Piece, RunInfo, write_pieces
from kg.pipeline.folder import Folder
from kg.pipeline.parts import Earlier, Made, Parts
from kg.pipeline.report import file_hashes
from kg.resolve import Resolution
from kg.store import build_store, stamp, update_store

SHARE = 4
"""Where more than one part in so many has changed, the store is loaded whole."""
UPDATES = 16
"""After so many updates it is loaded whole too: each leaves some more small files, which make reading slower."""


def write_graph(
    folder: Folder,
    fresh: Folder,
    resolution: Resolution,
    base: str,
    run: RunInfo,
    version: str,
    stage: Callable[[str, int], None],
    progress: Callable[[int], None],
) -> int:
    """Writes `graph.trig` and `store` of the articles in `fresh` there; returns how many quads. StoreError.

    Parts and store of `folder` are used where they were made by this `version` and nobody has changed them since;
    what comes out is the same as without them. `stage` is told what is done, `progress` the number of articles.
    """
    fresh.known.mkdir(exist_ok=True)
    with closing(Earlier(folder, version)) as earlier:
        parts = Parts(fresh, earlier, resolution, base, run)
        quads = write_pieces(fresh.trig_file, _told(parts, progress), base)
        stage("quads written", quads)
        made = parts.earlier.made
        updates = made.updates + 1 if made is not None and _updated(made, folder, fresh, parts, quads) else 0
        if not updates:
            build_store(fresh.store_folder, fresh.trig_file)
        stage("quads stored", quads)
    graph = file_hashes(fresh.path, (fresh.trig_file.name,))[fresh.trig_file.name]
    Made(version, graph, stamp(fresh.store_folder), updates).write(fresh.made_file)
    return quads


def _told(parts: Parts, progress: Callable[[int], None]) -> Iterator[Piece]:
    for one in parts.pieces():
        yield one
        progress(parts.articles)


def _updated(made: Made, folder: Folder, fresh: Folder, parts: Parts, quads: int) -> bool:
    """Whether the store could be made out of the old one."""
    if not folder.store_folder.is_dir() or stamp(folder.store_folder) != made.store or made.updates >= UPDATES:
        return False
    if parts.articles < SHARE * (len(parts.changed) + len(parts.earlier.gone)):
        return False
    try:
        return update_store(fresh.store_folder, folder.store_folder, parts.graphs()) == quads
    except StoreError:  # such as on a file system that Oxigraph cannot copy it on
        return False
