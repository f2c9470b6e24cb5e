"""How time and memory of the whole pipeline, language model included, grow with the number of articles.

    python -m benchmarks.growth store DOCS 1500                # articles to make others of, once
    python -m benchmarks.whole DOCS 300 1000 3000 10000        # `kg build` of so many: a process for each count

The articles are those of `benchmarks.docs`, of which only the text is used: each is one of its own, and each is
analysed, in one process beside that of the build, as the command does it. Times are seconds of processors, memory the
most that both processes held at once (MiB; what they share is counted once). No page is made, whatever the count: it
has a limit of its own, and would be in the small builds alone.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import docs
from benchmarks.growth import Measured, Stages, show, tell

EVERY = 0.2
"""Seconds between two looks at the memory held."""
_PSS = re.compile(r"^Pss: +(\d+) kB", re.MULTILINE)
TOLD = 500
"""Articles after which it is told how far the analysis is."""


class Held(threading.Thread):
    """Watches how much memory this process and those that it started hold (MiB); calling it gives the most so far."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self.start()

    def run(self) -> None:
        """Looks again and again."""
        while True:
            self.most = max(self.most, sum(map(_held, _family(os.getpid()))))
            time.sleep(EVERY)

    def __call__(self) -> float:
        return self.most


def _family(process: int) -> Iterator[int]:
    yield process
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = path.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _held(process: int) -> float:
    """Memory of a process, of what it shares its part (PSS); 0 where it has just ended."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    found = _PSS.search(text)
    return int(found[1]) / 1024 if found else 0


class Log(Stages):
    """In the place of the build's own."""

    def __init__(self, _: Path) -> None:
        super().__init__(Held())

    def write(self) -> None:
        """Nothing: what was noted is printed at the end."""


def source(stored: Path, count: int, path: Path) -> None:
    """So many articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for article, _ in docs.grown(stored, count):
            file.write(json.dumps(article.to_json(), ensure_ascii=False) + "\n")


def one(path: Path, out: Path) -> None:
    """A build in this process; prints one line of JSON."""
    from kg.nlp import BUNDLED, collect_rarely, spare_torch

    spare_torch(BUNDLED)  # as the command does
    collect_rarely()
    from kg.pipeline import Options, building

    building.PAGE_STATEMENTS = -1
    logs: list[Log] = []

    def log(place: Path) -> Log:
        logs.append(Log(place))
        return logs[0]

    def progress(what: str, number: int) -> None:
        if what == "analyse" and number % TOLD == 0:
            print(f"  {number} analysed, {logs[0].held():.0f} MiB", file=sys.stderr, flush=True)

    building.Log = log  # type: ignore[assignment, misc]
    report = building.build([path], out, Options(jobs=1), progress=progress)
    logs[0].stage("counted", 0)
    spent = sum(os.times()[:4])
    print(json.dumps({"stages": logs[0].found, "counts": report.data["counts"], "all": spent}))


def whole(stored: Path, counts: list[int]) -> Measured:
    """One process for each count; then the exponents."""
    made: Measured = {}
    for count in counts:
        with tempfile.TemporaryDirectory(dir=stored) as folder:
            source(stored, count, Path(folder) / "articles.jsonl")
            command = [sys.executable, "-m", "benchmarks.whole", "one", f"{folder}/articles.jsonl", f"{folder}/out"]
            found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        total = found["all"], max(peak for _, peak in found["stages"].values())
        made[str(count)] = found["stages"] | {"all": total}
        print(f"{count} articles, {found['counts']['statements']} statements, {found['counts']['quads']} quads")
        show(made[str(count)])
    tell(made)
    return made


def main() -> None:
    """All counts, or one build."""
    match sys.argv[1:]:
        case ["one", path, out]:
            one(Path(path), Path(out))
        case [stored, *counts] if counts:
            whole(Path(stored), [int(count) for count in counts])
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
