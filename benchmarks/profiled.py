"""Where the time of a whole build goes, by cProfile: python -m benchmarks.profiled [ARTICLES]

The profiler makes Python dearer than what the libraries do, so stages are timed without it by `benchmarks.pipeline`;
what stands here tells which functions to look at.
"""

import cProfile
import json
import pstats
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.texts import articles
from kg.nlp import collect_rarely
from kg.pipeline import build

MOST = 12
"""Functions that are told of each kind."""
WHOLE = 0.6
"""What takes a larger share with all that it calls is the build itself."""
HOME = str(Path(__file__).resolve().parent.parent)


def measure(count: int) -> dict[str, Any]:
    """Seconds in all, those of single functions by themselves, and those of stages with all that they call."""
    collect_rarely()
    _, found = articles(count)
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "articles.jsonl"
        lines = (json.dumps(one.to_json(), ensure_ascii=False) + "\n" for one in found)
        source.write_text("".join(lines), encoding="utf-8")
        profile = cProfile.Profile()
        profile.runcall(build, [source], Path(place) / "out")
    return summary(pstats.Stats(profile))


def summary(stats: pstats.Stats) -> dict[str, Any]:
    """Seconds in all, the functions that take most by themselves, and ours that take most with all that they call."""
    rows: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = stats.stats  # type: ignore[attr-defined]
    total = sum(row[2] for row in rows.values())
    alone = {_name(*key): (row[2], row[1]) for key, row in rows.items()}
    ours = {_name(*key): (row[3], row[1]) for key, row in rows.items() if key[0].startswith(f"{HOME}/kg/")}
    ours = {name: row for name, row in ours.items() if row[0] < WHOLE * total}
    return {"all": total, "alone": _most(alone), "with all below": _most(ours)}


def _most(rows: dict[str, tuple[float, int]]) -> list[dict[str, Any]]:
    ordered = sorted(rows.items(), key=lambda row: -row[1][0])[:MOST]
    return [{"function": name, "seconds": seconds, "calls": calls} for name, (seconds, calls) in ordered]


def _name(file: str, line: int, function: str) -> str:
    if file == "~":
        return function
    short = file.removeprefix(f"{HOME}/").rpartition("site-packages/")[2]
    return f"{short}:{line} {function}"


def show(found: dict[str, Any]) -> None:
    """The functions, the dearest first."""
    print(f"{found['all']:.1f} s under the profiler")
    for kind in ("alone", "with all below"):
        print(f"  {kind}:")
        for one in found[kind]:
            share = 100 * one["seconds"] / found["all"]
            print(f"    {share:4.1f} %  {one['seconds']:7.2f} s  {one['calls']:9,d} calls  {one['function']}")
    sys.stdout.flush()


if __name__ == "__main__":
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
