"""The 18 questions on graphs of several sizes, in Oxigraph and in rdflib.

    python -m benchmarks.questions OUT PLACE 10000 100000 1000000

OUT is the folder of a build; the graphs are made in PLACE.

Both get the same text, its parameters (the actor with most statements, one of its statements, the claim of that) bound
as terms, and the union of all graphs. Oxigraph reads its store on disk; rdflib's `Dataset` is in memory. A question has
a process of its own, which is ended after the limit; it is asked again for as long as that takes little. Questions to
which they give another number of rows, or none, are named: rdflib cannot sort `timeline` where it has events, and gives
more rows to `top-actors` of a graph without denials, where it counts a group that is not there. Seconds are of the
clock; p50 and p95 of all 18 count each question once, by its own p50.
"""

import gc
import math
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import NamedNode, Store

from benchmarks.graphs import ACTOR, grow, part
from kg.graph import questions
from kg.graph.vocabulary import PREFIXES
from kg.pipeline import Folder
from kg.store import open_store

LIMIT = 30.0
"""Seconds after which a question is ended."""
TIMES = 20
ENOUGH = 3.0
"""Seconds after which a question is not asked again."""
LARGEST = 2_000_000
"""Quads up to which rdflib is asked: it holds some 2 KB a quad in memory."""

Ask = Callable[[str], int]
"""Gives the number of rows."""
Asked = dict[str, Any]
"""`rows` and `seconds` of one question; `seconds` is empty where it was ended, or broke off (`failed`)."""


def sized(out: Path, place: Path, quads: int) -> Path:
    """A folder with a graph of about so many quads, made of the build in `out`."""
    counts = Folder(out).require()["counts"]
    made = place / f"graph-{quads}"
    if not made.exists():
        if quads < counts["quads"]:
            part(out, made, max(1, round(quads / counts["quads"] * counts["articles"])))
        else:
            grow(out, made, round(quads / counts["quads"] * counts["statements"]))
    return made


def texts(folder: Path) -> dict[str, str]:
    """Each question as SPARQL, the nodes of its parameters in it."""
    store = open_store(Folder(folder).store_folder)
    actor, _, statement = store.query(ACTOR).rows[0]
    claim = store.query(f"SELECT ?claim WHERE {{ {statement} kg:asserts ?claim }}").rows[0][0]
    store.close()
    given = {"actor": actor, "statement": statement, "claim": claim}
    nodes = {name: [node] for name, node in given.items() if isinstance(node, NamedNode)}
    return {one.name: one.bound(_needed(one, nodes)) for one in questions.catalogue()}


def _needed(one: questions.Question, nodes: dict[str, list[NamedNode]]) -> dict[str, list[NamedNode]]:
    return {wanted.name: nodes[wanted.name] for wanted in one.parameters if not wanted.optional}


def oxigraph(folder: Path) -> Ask:
    """Asks the store of the folder."""
    store = Store.read_only(str(Folder(folder).store_folder))

    def ask(text: str) -> int:
        return _count(store.query(text, use_default_graph_as_union=True, prefixes=PREFIXES))

    return ask


def in_memory(folder: Path) -> Ask:
    """Asks rdflib, which has read the graph of the folder."""
    dataset = rdflib.Dataset(default_union=True)
    with Folder(folder).trig_file.open("rb") as file:
        dataset.parse(file, format="trig")
    gc.freeze()  # a question's process shares the memory

    def ask(text: str) -> int:
        return _count(dataset.query(text, initNs=PREFIXES))

    return ask


def ask_all(ask: Ask, asked: dict[str, str], limit: float = LIMIT) -> dict[str, Asked]:
    """The answers, each by a process of its own that has what `ask` knows."""
    return {name: _apart(ask, text, limit) for name, text in asked.items()}


def _apart(ask: Ask, text: str, limit: float) -> Asked:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(ask, text, there))
    process.start()
    there.close()
    try:
        found: Asked = here.recv() if here.poll(limit) else {"rows": None, "seconds": []}
        return found
    finally:
        process.kill()
        process.join()


def _answer(ask: Ask, text: str, there: Connection) -> None:
    taken: list[float] = []
    rows = 0
    while len(taken) < TIMES and sum(taken) < ENOUGH:
        begin = time.perf_counter()
        try:
            rows = ask(text)
        except TypeError as error:  # rdflib cannot sort by what is not there
            there.send({"rows": None, "seconds": [], "failed": str(error)})
            return
        taken.append(time.perf_counter() - begin)
    there.send({"rows": rows, "seconds": taken})


def quantile(values: list[float], share: float) -> float:
    """The smallest value that so large a share of the values does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def measure(out: Path, place: Path, sizes: list[int], limit: float = LIMIT) -> dict[str, Any]:
    """For each size: quads, seconds that reading takes, and the answers of both engines."""
    found = {}
    for size in sizes:
        folder = sized(out, place, size)
        asked = texts(folder)
        result: dict[str, Any] = {"quads": _quads(folder), "oxigraph": ask_all(oxigraph(folder), asked, limit)}
        if result["quads"] <= LARGEST:
            begin = time.perf_counter()
            ask = in_memory(folder)
            result["read"] = time.perf_counter() - begin
            result["rdflib"] = ask_all(ask, asked, limit)
            del ask
            gc.unfreeze()
            gc.collect()
            result["differ"] = differing(result)
        found[str(size)] = result
        show(result, limit)
    return found


def _count(answer: Any) -> int:
    return sum(1 for _ in answer)


def _quads(folder: Path) -> int:
    store = open_store(Folder(folder).store_folder)
    count = len(store)
    store.close()
    return count


def differing(result: dict[str, Any]) -> list[str]:
    """Questions to which the engines gave other numbers of rows, or one of them none because it broke off."""
    pairs = ((name, one, result["rdflib"][name]) for name, one in result["oxigraph"].items())
    ended = {name for engine in ("oxigraph", "rdflib") for name, one in result[engine].items() if _ended(one)}
    return [name for name, one, other in pairs if name not in ended and one["rows"] != other["rows"]]


def _ended(one: Asked) -> bool:
    return not one["seconds"] and "failed" not in one


def spread(answers: dict[str, Asked]) -> tuple[float, float]:
    """p50 and p95 of the questions; one that was ended counts as infinite, one that broke off not at all."""
    kept = [one["seconds"] for one in answers.values() if "failed" not in one]
    middle = [statistics.median(seconds) if seconds else math.inf for seconds in kept]
    return quantile(middle, 0.5), quantile(middle, 0.95)


def told(seconds: float, limit: float) -> str:
    """Seconds to read, or that it took longer than the limit."""
    return f"{seconds:.3f}" if math.isfinite(seconds) else f">{limit:.0f}"


def _told(one: Asked, limit: float) -> str:
    if "failed" in one:
        return f"broke off: {one['failed']}"
    taken = one["seconds"] or [math.inf]
    p50, p95 = (told(quantile(taken, share), limit) for share in (0.5, 0.95))
    return f"p50 {p50:>8s} s p95 {p95:>8s} s"


def show(result: dict[str, Any], limit: float) -> None:
    """One line a question."""
    print(f"{result['quads']:,} quads" + (f", read by rdflib in {result['read']:.1f} s" if "read" in result else ""))
    engines = [name for name in ("oxigraph", "rdflib") if name in result]
    if "rdflib" not in engines:
        print(f"  rdflib left out: it would need more memory than {LARGEST:,} quads take")
    for name, one in result["oxigraph"].items():
        line = f"  {name:16s}"
        for engine in engines:
            line += f"  {engine} {_told(result[engine][name], limit)}"
        other = f", {result['rdflib'][name]['rows']} in rdflib" if name in result.get("differ", ()) else ""
        print(f"{line}  {one['rows']} rows{other}")
    for engine in engines:
        p50, p95 = (told(value, limit) for value in spread(result[engine]))
        print(f"  all in {engine}: p50 {p50} s, p95 {p95} s", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    measure(Path(sys.argv[1]), Path(sys.argv[2]), [int(size) for size in sys.argv[3:]])
