"""How time and memory of the whole pipeline, language model included, grow with the number of articles.

    python -m benchmarks.growth store DOCS 1500                # articles to make others of, once
    python -m benchmarks.whole DOCS 300 1000 3000 10000        # `kg build` of so many: a process for each count

The articles are those of `benchmarks.docs`, of which only the text is used: each is one of its own, and each is
analysed. Times are seconds of processors, memory the most that the process held (MiB). No page is made, whatever the
count: it has a limit of its own, and would be in the small builds alone.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import docs
from benchmarks.growth import Measured, Stages, peak, show, tell

TOLD = 500
"""Articles after which it is told how far the analysis is."""


class Log(Stages):
    """In the place of the build's own."""

    def __init__(self, _: Path) -> None:
        super().__init__()

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
    from kg.pipeline import building

    building.PAGE_STATEMENTS = -1
    logs: list[Log] = []

    def log(place: Path) -> Log:
        logs.append(Log(place))
        return logs[0]

    def progress(what: str, number: int) -> None:
        if what == "analyse" and number % TOLD == 0:
            print(f"  {number} analysed: {sum(os.times()[:2]):.1f} s, {peak():.0f} MiB", file=sys.stderr, flush=True)

    building.Log = log  # type: ignore[assignment, misc]
    report = building.build([path], out, progress=progress)
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
