"""The figures of `python -m benchmarks` as Markdown: python -m benchmarks.table bench.json

Ratios are of processor seconds where there are such: other work on the machine changes them less.
"""

import json
import math
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.growth import exponents
from benchmarks.questions import spread, told

Row = tuple[str, str, str]
"""What, how much, and what is asked for (empty where nothing is)."""


def table(found: dict[str, Any]) -> str:
    """The table of all parts that were measured."""
    rows = [row for part, make in _ROWS.items() if part in found for row in make(found[part])]
    lines = ["| what | measured | asked for |", "|---|---|---|"]
    return "\n".join(lines + [f"| {what} | {value} | {bar} |" for what, value, bar in rows])


def _speed(one: dict[str, float]) -> str:
    return f"{one['words/s']:,.0f} words/s ({one['words/CPU s']:,.0f} a processor second), {one['MiB']:,.0f} MiB"


def _nlp(found: dict[str, Any]) -> Iterator[Row]:
    yield "language model, one process", _speed(found["1"]), ""
    yield "language model, two processes", _speed(found["2"]), ""
    ratio = found["1"]["words/CPU s"] / found["cnn"]["words/CPU s"]
    yield "bare spaCy CNN (one process)", f"{_speed(found['cnn'])}: the model has {ratio:.2f} of its speed", ""
    if "stanza" in found:
        ratio = found["2"]["words/CPU s"] / found["stanza"]["words/CPU s"]
        yield (
            "Stanza, default sizes, two threads",
            f"{_speed(found['stanza'])}: the model is {ratio:.0f} × faster",
            "≥ 6 ×",
        )
    else:
        yield "Stanza, default sizes", "not measured: not installed, or no folder given", "≥ 6 ×"


def _pipeline(found: dict[str, Any]) -> Iterator[Row]:
    stages = found["stages"]
    both = stages["model"] + stages["rules"]
    yield "model and rules", f"{stages['words'] / both:,.0f} words a processor second", ""
    yield "rules over the model", f"{100 * stages['rules'] / stages['model']:.1f} %", "≤ 25 %"
    for key, name in (("one", "one process"), ("two", "two processes")):
        build = found[key]
        speed = f"{build['words'] / build['first']:,.0f} words/s, {build['MiB']:,.0f} MiB"
        yield f"`kg build` of {build['articles']} articles, {name}", speed, ""
    build = found["one"]
    ratio = build["first CPU"] / build["again CPU"]
    times = f"{build['first CPU']:.1f} s, then {build['again CPU']:.2f} s of processors: {ratio:.0f} × faster"
    yield "the same build, nothing new", times, "≥ 50 ×"


def _rdf(found: dict[str, float]) -> Iterator[Row]:
    quads = found["quads"]
    mapped = found["quads made"] + found["TriG written"]
    both = mapped + found["loaded"]
    yield f"mapping to quads and TriG ({quads:,.0f} quads)", f"{quads / mapped:,.0f} quads/s", ""
    yield "Oxigraph's bulk loader by itself", f"{quads / found['bulk load']:,.0f} quads/s", ""
    loaded = f"{quads / found['loaded']:,.0f} quads/s: {100 * found['bulk load'] / found['loaded']:.0f} % of that"
    yield "load (`build_store`)", loaded, "≥ 60 %"
    yield (
        "mapping and load together",
        f"{quads / both:,.0f} quads/s: {100 * found['bulk load'] / both:.0f} % of that",
        "",
    )


def _questions(found: dict[str, Any]) -> Iterator[Row]:
    for one in found["sizes"].values():
        engines = [name for name in ("oxigraph", "rdflib") if name in one]
        parts = []
        for engine in engines:
            p50, p95 = (told(value, found["limit"]) for value in spread(one[engine]))
            parts.append(f"{engine} p50 {p50} s, p95 {p95} s")
        yield f"18 questions, {one['quads']:,} quads", "; ".join(parts), ""
        if "rdflib" in one:
            rows = ", ".join(f"`{name}`" for name in one["differ"]) or "none"
            yield "… rdflib's time over Oxigraph's (median); rows differ in", f"≥ {_faster(one):.0f} ×; {rows}", ""


def _faster(one: dict[str, Any]) -> float:
    """The median of how many times longer rdflib takes; infinite where it was ended."""
    ratios: list[float] = []
    for name, mine in one["oxigraph"].items():
        if mine["seconds"]:
            other = one["rdflib"][name]
            theirs = other["seconds"]
            if "failed" in other:
                continue
            ratios.append((statistics.median(theirs) if theirs else math.inf) / statistics.median(mine["seconds"]))
    return statistics.median_low(ratios)


def _growth(name: str, made: dict[str, Any]) -> Iterator[Row]:
    first, last = next(iter(made)), next(reversed(made))
    (begin, small), (end, large) = made[first]["all"], made[last]["all"]
    power = exponents(made)["all"]
    figures = f"{begin:.0f} → {end:.0f} s (exponent {power:.2f}), {small:,.0f} → {large:,.0f} MiB"
    yield f"{name}, {first} → {last} articles", figures, "≤ 1.05" if len(made) > 1 else ""


def _rest(found: dict[str, Any]) -> Iterator[Row]:
    yield from _growth("resolution to store", found["rest"])


def _pages(found: dict[str, Any]) -> Iterator[Row]:
    sizes = ", ".join(f"{one['bytes'] / 1e6:.2f} MB ({one['articles']})" for one in found.values())
    yield "page (of so many articles)", sizes, ""


def _profile(found: dict[str, Any]) -> Iterator[Row]:
    for number, one in enumerate(found["alone"][:3], 1):
        share = f"{100 * one['seconds'] / found['all']:.1f} %, {one['calls']:,} calls"
        yield f"cost {number} of `kg build` (cProfile)", f"`{one['function']}` {share}", ""


_ROWS = {
    "nlp": _nlp,
    "pipeline": _pipeline,
    "rdf": _rdf,
    "questions": _questions,
    "whole": lambda made: _growth("whole pipeline", made),
    "growth": _rest,
    "pages": _pages,
    "profile": _profile,
}


if __name__ == "__main__":
    print(table(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
