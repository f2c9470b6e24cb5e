"""Large graphs: what the questions and the exports of one cost.

    python -m benchmarks.graphs OUT LARGE 100000       # a graph of so many statements in LARGE, out of that of a build
    python -m benchmarks.graphs LARGE                  # then: the questions, and every export
    python -m benchmarks.graphs LARGE turtle csv       # the questions and these exports; `-` for none

The large graph is the build's over and over, each time with other articles, statements, claims and lesser actors, while
the actors of the gazetteer stay: so a few actors have very many statements, as in news. Times are seconds of processors
and, behind them, of the clock, which count the company of other processes too. Each question is asked five times of an
open store (fewer where that takes 20 s), parameters are an actor with many statements and one of its statements; each
export is a process of its own, and its peak memory that of the process.
"""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from kg import ids
from kg.graph import portions, questions, write_trig
from kg.pipeline import Folder
from kg.resolve import resolve
from kg.store import build_store, open_store

_STREAMED = ("trig", "nquads", "jsonld", "turtle", "rdfxml", "neo4j", "cypher", "csv", "parquet", "ftm", "claimreview")
FORMS = (*_STREAMED, "graphml", "gexf", "cytoscape")
TIMES = 5
LONG = 20.0
"""Seconds after which a question is not asked again."""

_ONE = """import re, resource, sys
from kg.export import export
export(*sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""
"""Writes an export and tells processor seconds and peak memory (KiB); `ru_maxrss` would count the parent's too."""

_KINDS = "actor|article|claim|evidence|graph|judgement|mention|position|proposition|quote|relation|run|statement|via"
_NODE = re.compile(rf"\b({_KINDS}):([0-9a-f]{{4}})([0-9a-f]{{12}})\b")
_OWN = re.compile(r'"([0-9a-f]{4})([0-9a-f]{12})"')
_NAME = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NAMED = ("\t\tskos:prefLabel", "\t\tskos:altLabel", "\t\tkg:nameKey")


def grow(out: Path, large: Path, wanted: int) -> int:
    """Writes the folder `large` with at least `wanted` statements made of the build in `out`; returns how many."""
    report = Folder(out).require()
    head, articles, corpus = _parts((out / "graph.trig").read_text(encoding="utf-8"))
    copies = -(-wanted // int(report["counts"]["statements"]))
    large.mkdir(parents=True)
    with (large / "graph.trig").open("w", encoding="utf-8", newline="\n") as file:
        file.write("".join(head))
        for number in range(copies):
            file.writelines(_copied(articles, number))
        file.write(corpus[0])
        for number in range(copies):
            file.writelines(_copied(_lesser(corpus[1:-1]) if number else corpus[1:-1], number))
        file.write(corpus[-1])
    _finish(large, report, wanted)
    return copies * int(report["counts"]["statements"])


def part(out: Path, small: Path, articles: int) -> None:
    """Writes the folder `small` with the graph of the first articles of the build in `out`."""
    report = Folder(out).require()
    pairs = list(islice(Folder(out).pairs(), articles))
    resolution = resolve(extraction for _, extraction in pairs)
    small.mkdir(parents=True)
    write_trig(small / "graph.trig", portions(pairs, resolution, report["base"]), report["base"])
    _finish(small, report, articles)


def _finish(folder: Path, report: dict[str, Any], size: int) -> None:
    """The store, and as much of a report as tells what the folder is."""
    build_store(folder / "store", folder / "graph.trig")
    made = {"kg": report["kg"], "base": report["base"], "files": {"graph.trig": ids.digest(size)}}
    (folder / "report.json").write_text(json.dumps(made), encoding="utf-8")


def _parts(text: str) -> tuple[list[str], list[str], list[str]]:
    """The lines of the head, of the articles' graphs and of the corpus graph."""
    lines = text.splitlines(keepends=True)
    start = next(place for place, line in enumerate(lines) if line.startswith("graph:"))
    corpus = next(place for place, line in enumerate(lines) if line.startswith("graph:corpus"))
    return lines[:start], lines[start:corpus], lines[corpus:]


def _lesser(lines: list[str]) -> Iterator[str]:
    """The lines of the nodes that each copy has anew."""
    wanted = False
    for line in lines:
        if not line.startswith("\t\t"):
            wanted = bool(_NODE.match(line, 1))
        if wanted:
            yield line


def _copied(lines: Iterator[str] | list[str], number: int) -> Iterator[str]:
    """The lines as those of another copy: other hashes, other ids of articles, other names of lesser actors."""
    if not number:
        yield from lines
        return
    turned = partial(_turned, number=number)
    for line in lines:
        if line.startswith("\t\tschema:identifier") or line.startswith(_NAMED):
            line = _NAME.sub(rf'"\1 {number}"', line)
        elif line.startswith("\t\tkg:ownId"):
            line = _OWN.sub(turned, line)
        yield _NODE.sub(turned, line)


def _turned(found: re.Match[str], number: int) -> str:
    """The same hash with other first digits."""
    *kind, start, rest = found.groups()
    text = f"{(int(start, 16) + number) % 65536:04x}{rest}"
    return f"{kind[0]}:{text}" if kind else f'"{text}"'


ACTOR = """SELECT ?actor (COUNT(?statement) AS ?count) (MIN(?statement) AS ?one) WHERE {
  ?statement kg:source ?actor ; kg:asserts ?claim
  FILTER EXISTS { ?relation kg:relationSubject|kg:relationObject ?actor }
} GROUP BY ?actor ORDER BY DESC(?count) ?actor LIMIT 1"""
"""The actor with most statements of those that have relations, how many they are, and one of them."""


def ask(out: Path) -> None:
    """Times all questions."""
    store = open_store(Folder(out).store_folder)
    actor, _, statement = store.query(ACTOR).rows[0]
    given = {"actor": str(actor), "statement": str(statement)}
    claim = f"SELECT ?claim WHERE {{ {statement} kg:asserts ?claim }}"
    given["claim"] = str(store.query(claim).rows[0][0])
    for name in questions.ORDER:
        wanted = {one.name: given[one.name] for one in questions.get(name).parameters if not one.optional}
        taken: list[float] = []
        waited: list[float] = []
        while len(taken) < TIMES and sum(taken) < LONG:
            begin, used = time.perf_counter(), time.process_time()
            rows = len(store.ask(name, wanted).rows)
            waited.append(time.perf_counter() - begin)
            taken.append(time.process_time() - used)
        print(f"  {name:16s} {_spread(taken)}  waited {_spread(waited)}  {rows:7d} rows", flush=True)


def _spread(seconds: list[float]) -> str:
    return f"p50 {statistics.median(seconds):6.2f} s max {max(seconds):6.2f} s"


def write(out: Path, form: str) -> None:
    """Times one export."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "made"
        begin = time.perf_counter()
        command = [sys.executable, "-c", _ONE, str(out), form, str(target)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - begin
        used, peak = float(done.stdout.split()[0]), int(done.stdout.split()[1]) / 1024
        files = target.rglob("*") if target.is_dir() else [target]
        size = sum(path.stat().st_size for path in files if path.is_file()) / 1e6
        print(f"  {form:16s} {used:7.1f} s  waited {seconds:7.1f} s  {size:8.1f} MB  peak {peak:6.0f} MiB", flush=True)


def main() -> None:
    """Grows a graph, or measures one."""
    arguments = sys.argv[1:]
    if not arguments:
        raise SystemExit(__doc__)
    if len(arguments) == 3 and arguments[2].isdigit():
        print(f"{grow(Path(arguments[0]), Path(arguments[1]), int(arguments[2])):,} statements")
        return
    out = Path(arguments[0])
    store = open_store(Folder(out).store_folder)
    print(f"{len(store):,} quads")
    store.close()
    ask(out)
    for form in [one for one in arguments[1:] or FORMS if one != "-"]:
        write(out, form)


if __name__ == "__main__":
    main()
