"""How time and memory grow with the number of articles, in everything that follows the language model.

    python -m benchmarks.growth store DOCS [ARTICLES]          # the language model, once: 1,000 articles in DOCS
    python -m benchmarks.growth rules DOCS GROWN 10000         # the rules, on as many articles made of those
    python -m benchmarks.growth rest GROWN 1000 3000 10000     # resolution, copies, graph and store, of so many each

Each article of GROWN is one of its own (`benchmarks.docs`). Times are seconds of processors, which hardly depend on
other processes; memory is the most that a process of its own held (MiB), at the end of each stage. The exponent is the
slope of a line through the logarithms: 1 is growth in proportion. No page is made: it has a limit of its own.
"""

import json
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import IO, TYPE_CHECKING

from benchmarks import docs
from benchmarks.texts import articles
from kg.nlp import BUNDLED, spare_torch

if TYPE_CHECKING:
    from kg.pipeline import Folder

Measured = dict[str, dict[str, tuple[float, float]]]
"""By number of articles, then by stage: seconds of processors, and the most memory up to its end (MiB)."""

_PEAK = re.compile(r"VmHWM:\s+(\d+)")


@dataclass(frozen=True)
class Silent:
    """In the place of the analyzer, which nobody asks."""

    name: str = "stored"
    version: str = "1"


def rules(stored: Path, grown: Path, count: int) -> dict[str, float]:
    """Articles and what the rules find in them; tells the time of each tenth, and gives it by number of articles."""
    from kg.extract import extract
    from kg.nlp import bundled, collect_rarely

    vocab = bundled.load().vocab
    collect_rarely()
    grown.mkdir(parents=True, exist_ok=True)
    names = ("articles.jsonl", "statements.jsonl")
    told: dict[str, float] = {}
    with (grown / names[0]).open("w") as first, (grown / names[1]).open("w") as second:
        spent = 0.0
        for number, (article, columns) in enumerate(docs.grown(stored, count), 1):
            with vocab.memory_zone():  # as a build does: what spaCy keeps of the words goes with the article
                doc = docs.document(vocab, columns)
                begin = time.process_time()
                found = extract(article, doc)
                spent += time.process_time() - begin
                del doc
            first.write(json.dumps(article.to_json(), ensure_ascii=False) + "\n")
            second.write(json.dumps(found.to_json(), ensure_ascii=False) + "\n")
            if number % max(1, count // 10) == 0:
                told[str(number)] = spent
                print(f"{number:7d} articles: rules {spent:8.1f} s, peak {peak():6.0f} MiB", flush=True)
    return told


def peak() -> float:
    """The most memory that this process has held (MiB)."""
    found = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else math.nan


class Stages:
    """In the place of the build's log: processor seconds and peak memory of each stage."""

    def __init__(self, held: Callable[[], float] = peak) -> None:
        self.held, self.last = held, self.spent()
        self.found: dict[str, tuple[float, float]] = {}

    @staticmethod
    def spent() -> float:
        """Processor seconds of this process and of those that it started and that have ended."""
        return sum(os.times()[:4])

    def stage(self, what: str, _: int) -> None:
        """Notes what was done since the last note, and tells it on stderr: a long run can be watched."""
        now, held = self.spent(), self.held()
        self.found[what] = now - self.last, held
        print(f"  {what}: {now - self.last:.1f} s, {held:.0f} MiB", file=sys.stderr, flush=True)
        self.last = now


def one(grown: Path, count: int) -> None:
    """Everything after the rules, in this process; prints one line of JSON."""
    from kg.nlp import collect_rarely
    from kg.pipeline import Folder, Options, building

    collect_rarely()
    building.PAGE_STATEMENTS = -1
    with tempfile.TemporaryDirectory(dir=grown) as place:
        folder, fresh = Folder(place), Folder(Path(place) / "new")
        fresh.path.mkdir()
        _copy(grown, fresh, count)
        work = SimpleNamespace(
            folder=folder,
            analyzer=Silent(),
            options=Options(),
            version="",
            places=range(count),
            progress=lambda *_: None,
        )
        log = Stages()
        data = building._write_graph(work, fresh, log)  # type: ignore[arg-type]
        log.stage("counted", 0)
        disk = sum(path.stat().st_size for path in fresh.path.rglob("*") if path.is_file())
    print(json.dumps({"stages": log.found, "counts": data["counts"], "disk": disk}))


def _copy(grown: Path, fresh: "Folder", count: int) -> None:
    """The first articles, in the order of their ids."""
    with (grown / "articles.jsonl").open("rb") as articles, (grown / "statements.jsonl").open("rb") as statements:
        places = sorted(islice(_places(articles, statements), count))
        with fresh.articles_file.open("wb") as first, fresh.statements_file.open("wb") as second:
            for _, place, other in places:
                articles.seek(place)
                statements.seek(other)
                first.write(articles.readline())
                second.write(statements.readline())


def _places(articles: IO[bytes], statements: IO[bytes]) -> Iterator[tuple[str, int, int]]:
    """Id of each article, and where its two lines begin."""
    place, other = 0, 0
    for article, extraction in zip(articles, statements, strict=False):
        yield json.loads(article)["id"], place, other
        place += len(article)
        other += len(extraction)


def rest(grown: Path, counts: list[int]) -> Measured:
    """One process for each count; then the exponents."""
    made: Measured = {}
    for count in counts:
        command = [sys.executable, "-m", "benchmarks.growth", "one", str(grown), str(count)]
        found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        stages = found["stages"]
        total = sum(seconds for seconds, _ in stages.values()), max(peak for _, peak in stages.values())
        made[str(count)] = stages | {"all": total}
        numbers = found["counts"]
        size = f"{numbers['statements']} statements, {numbers['quads']} quads, {found['disk'] >> 20} MiB"
        print(f"{count} articles, {size}")
        show(made[str(count)])
    tell(made)
    return made


def show(stages: dict[str, tuple[float, float]]) -> None:
    """One line of seconds and memory."""
    print("  " + "  ".join(f"{what} {seconds:.1f} s, {peak:.0f} MiB;" for what, (seconds, peak) in stages.items()))
    sys.stdout.flush()


def tell(made: Measured) -> None:
    """The exponents of time."""
    for what, value in exponents(made).items():
        print(f"  {what}: exponent {value:.2f}", flush=True)


def exponents(made: Measured, which: int = 0) -> dict[str, float]:
    """Of seconds, or (1) of memory, with the number of articles, for each stage."""
    first = next(iter(made.values()))
    return {
        what: slope([(math.log(int(count)), math.log(max(row[what][which], 0.01))) for count, row in made.items()])
        for what in first
    }


def slope(points: list[tuple[float, float]]) -> float:
    """Of a line through the points (least squares)."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return statistics.linear_regression(xs, ys).slope if len(points) > 1 else math.nan


def main() -> None:
    """One of the parts."""
    match sys.argv[1:]:
        case ["store", stored, *count]:
            docs.store(Path(stored), articles(int(*count or ["1000"]))[1])
        case ["rules", stored, grown, count]:
            spare_torch(BUNDLED)
            rules(Path(stored), Path(grown), int(count))
        case ["rest", grown, *counts] if counts:
            rest(Path(grown), [int(count) for count in counts])
        case ["one", grown, count]:
            spare_torch(BUNDLED)
            one(Path(grown), int(count))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
