"""Mapping and loading: quads a second, beside Oxigraph's own bulk loader.

    python -m benchmarks.rdf OUT          # the folder of a build

Mapping is extraction to quads, then quads to TriG text; loading is `kg.store.build_store`, in turns with nothing but
`pyoxigraph.Store.bulk_load` of the same file. Seconds are of the clock, the median of three turns.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store

from kg.graph import article_quads, corpus_portions, in_order, write_trig
from kg.pipeline import Folder
from kg.resolve import read_judgements, resolve
from kg.store import build_store

TURNS = 3


def measure(out: Path) -> dict[str, float]:
    """Seconds of each step, and how many quads there are."""
    folder = Folder(out)
    base = str(folder.require()["base"])
    pairs = list(folder.pairs())
    resolution = resolve((one for _, one in pairs), read_judgements(folder.judgements_file))
    portions: list[list[Quad]] = []

    def made() -> None:
        portions[:] = [in_order(article_quads(*pair, resolution, base)) for pair in pairs]
        portions.extend(corpus_portions(resolution, base))

    with tempfile.TemporaryDirectory(dir=out) as place:
        trig = Path(place) / "graph.trig"
        steps: dict[str, Callable[[], object]] = {
            "quads made": made,
            "TriG written": lambda: write_trig(trig, portions, base),
            "loaded": lambda: build_store(Path(place) / "ours", trig),
            "bulk load": lambda: _bare(Path(place) / "bare", trig),
        }
        taken: dict[str, list[float]] = {name: [] for name in steps}
        for _ in range(TURNS):
            for name, step in steps.items():
                taken[name].append(_timed(step))
            shutil.rmtree(Path(place) / "ours")
            shutil.rmtree(Path(place) / "bare")
    quads = sum(map(len, portions))
    return {"quads": quads} | {name: statistics.median(values) for name, values in taken.items()}


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _bare(path: Path, trig: Path) -> None:
    Store(str(path)).bulk_load(path=str(trig), format=RdfFormat.TRIG)


def show(found: dict[str, float]) -> None:
    """Quads a second of each step."""
    print(f"{found['quads']:,.0f} quads")
    for name, seconds in found.items():
        if name != "quads":
            print(f"  {name:14s} {seconds:7.2f} s  {found['quads'] / seconds:9,.0f} quads/s")
    print(f"  loading reaches {100 * found['bulk load'] / found['loaded']:.0f} % of the bulk loader", flush=True)


if __name__ == "__main__":
    show(measure(Path(sys.argv[1])))
