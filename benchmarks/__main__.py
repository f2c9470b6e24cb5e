"""All benchmarks, one after another. Nothing else should run on the machine.

    python -m benchmarks [ARTICLES] [--quads "10000 100000"] [--whole "100 300"] [--growth "300 1500"] …

What was measured is printed, and written to a JSON file after each part; `python -m benchmarks.table FILE` makes a
table of that, `python -m benchmarks.plots FILE FOLDER` pictures. Each part is a process of its own.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import docs, growth, table
from benchmarks.texts import articles

STORED = 300
"""Articles that are analysed to make others of."""


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=200)
    parser.add_argument("--quads", type=_numbers, default="10000 100000 1000000", help="graphs for the questions")
    parser.add_argument("--limit", type=float, default=30, help="seconds a question")
    parser.add_argument("--whole", type=_numbers, default="100 300", help="articles, language model included")
    parser.add_argument("--growth", type=_numbers, default="300 1500", help="articles, after the language model")
    parser.add_argument("--pages", type=_numbers, default="20 300 1500", help="articles on a page")
    parser.add_argument("--stanza", default="", help="folder made by benchmarks.stanza_default")
    parser.add_argument("--parts", default=" ".join(_PARTS), help="which of: %(default)s")
    parser.add_argument("--json", type=Path, default=Path("bench.json"), help="where the figures go")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _numbers(text: str) -> list[int]:
    return sorted(int(one) for one in text.split())


def run(part: str, place: Path, given: argparse.Namespace) -> None:
    """The figures of one part. Parts leave in `place` what later ones need: a build, analyses, what rules found."""
    found = _PARTS[part](place, given)
    (place / f"{part}.json").write_text(json.dumps(found), encoding="utf-8")


def _nlp(_: Path, given: argparse.Namespace) -> Any:
    from benchmarks import nlp

    return nlp.measure(given.articles, given.stanza)


def _pipeline(place: Path, given: argparse.Namespace) -> Any:
    from benchmarks import pipeline

    stages = pipeline.stages(min(given.articles, pipeline.STAGED))
    found = {"stages": stages, "one": pipeline.whole(given.articles, 1, place)}
    with tempfile.TemporaryDirectory(dir=place) as other:
        return found | {"two": pipeline.whole(given.articles, 2, Path(other))}


def _rdf(place: Path, given: argparse.Namespace) -> Any:
    from benchmarks import rdf

    found = rdf.measure(_build(place, given))
    rdf.show(found)
    return found


def _questions(place: Path, given: argparse.Namespace) -> Any:
    from benchmarks import questions

    return {"limit": given.limit, "sizes": questions.measure(_build(place, given), place, given.quads, given.limit)}


def _whole(place: Path, given: argparse.Namespace) -> Any:
    from benchmarks import whole

    return whole.whole(_docs(place), given.whole)


def _growth(place: Path, given: argparse.Namespace) -> Any:
    from benchmarks import growth

    grown, spent = _grown(place, given)
    return {"rules": spent, "rest": growth.rest(grown, given.growth)}


def _pages(place: Path, given: argparse.Namespace) -> Any:
    from benchmarks import pages

    return pages.measure(_grown(place, given)[0], given.pages)


def _profile(_: Path, given: argparse.Namespace) -> Any:
    from benchmarks import profiled

    found = profiled.measure(given.articles)
    profiled.show(found)
    return found


_PARTS: dict[str, Callable[[Path, argparse.Namespace], Any]] = {
    "nlp": _nlp,
    "pipeline": _pipeline,
    "rdf": _rdf,
    "questions": _questions,
    "whole": _whole,
    "growth": _growth,
    "pages": _pages,
    "profile": _profile,
}


def _build(place: Path, given: argparse.Namespace) -> Path:
    """The folder of a build of all the articles."""
    if not (place / "out").exists():
        from benchmarks import pipeline

        pipeline.built(given.articles, 1, place)
    return place / "out"


def _docs(place: Path) -> Path:
    """Analyses of articles, of which others are made."""
    if not (place / "docs").exists():
        docs.store(place / "docs", articles(STORED)[1])
    return place / "docs"


def _grown(place: Path, given: argparse.Namespace) -> tuple[Path, dict[str, float]]:
    """As many articles as are asked for with what the rules found in them, and how long they took."""
    told = place / "rules.json"
    if not told.exists():
        spent = growth.rules(_docs(place), place / "grown", max(given.growth + given.pages))
        told.write_text(json.dumps(spent), encoding="utf-8")
    return place / "grown", json.loads(told.read_text(encoding="utf-8"))


def machine() -> dict[str, Any]:
    """What it was measured on."""
    return {"python": platform.python_version(), "processor": _processor(), "processors": os.cpu_count()}


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def main() -> None:
    """All parts, each in a process of its own; what is known is written after each."""
    given = options()
    if given.one:
        run(given.one[0], Path(given.one[1]), given)
        return
    found: dict[str, Any] = {"machine": machine(), "text": articles(given.articles)[0]}
    with tempfile.TemporaryDirectory() as place:
        for part in given.parts.split():
            print(f"== {part}", flush=True)
            begin = time.perf_counter()
            command = [sys.executable, "-m", "benchmarks", *sys.argv[1:], "--one", part, place]
            subprocess.run(command, check=True)
            found[part] = json.loads((Path(place) / f"{part}.json").read_text(encoding="utf-8"))
            print(f"   ({time.perf_counter() - begin:.0f} s)", flush=True)
            given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(table.table(found))


if __name__ == "__main__":
    main()
