"""Pictures of what `python -m benchmarks` measured: python -m benchmarks.plots bench.json docs/images

The same figures give the same bytes (with one version of matplotlib): no date, no random ids.
"""

import json
import statistics
import sys
from pathlib import Path
from typing import Any

_STYLE: dict[Any, Any] = {"svg.hashsalt": "kg", "svg.fonttype": "path", "font.size": 9, "axes.spines.top": False}


def _figure(height: float = 3.6) -> tuple[Any, Any]:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update(_STYLE)
    from matplotlib import pyplot

    return pyplot.subplots(figsize=(6.4, height), layout="constrained")


def questions(found: dict[str, Any], path: Path) -> None:
    """Median seconds of each question in the largest graph that both engines were asked; bars at the limit were cut."""
    one = [size for size in found["sizes"].values() if "rdflib" in size][-1]
    figure, axes = _figure(5.2)
    names = list(one["oxigraph"])
    for place, (engine, colour) in enumerate((("oxigraph", "#1b6ca8"), ("rdflib", "#c8553d"))):
        seconds = [statistics.median(one[engine][name]["seconds"] or [found["limit"]]) for name in names]
        places = [number + 0.4 * place for number in range(len(names))]
        axes.barh(places, seconds, height=0.38, color=colour, label=engine)
    axes.set_yticks([number + 0.2 for number in range(len(names))], names)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel(f"seconds (p50), {one['quads']:,} quads; bars that reach {found['limit']:.0f} s were ended")
    axes.legend()
    _save(figure, path)


def growth(found: dict[str, Any], path: Path) -> None:
    """Seconds of processors by number of articles: the whole pipeline, and what follows the language model."""
    figure, axes = _figure()
    lines = {"whole pipeline": found.get("whole"), "resolution to store": found.get("growth", {}).get("rest")}
    for (name, made), colour in zip(lines.items(), ("#1b6ca8", "#c8553d"), strict=True):
        if made:
            counts = [int(count) for count in made]
            axes.plot(counts, [row["all"][0] for row in made.values()], "o-", color=colour, label=name)
    if rules := found.get("growth", {}).get("rules"):
        axes.plot([int(count) for count in rules], list(rules.values()), ".-", color="#6a994e", label="rules")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("articles")
    axes.set_ylabel("seconds of processors")
    axes.legend()
    _save(figure, path)


def _save(figure: Any, path: Path) -> None:
    figure.savefig(path, metadata={"Date": None})
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(line.rstrip() + "\n" for line in lines), encoding="utf-8")


def main(source: Path, folder: Path) -> None:
    """A picture of each kind for which there are figures."""
    found = json.loads(source.read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    if any("rdflib" in size for size in found.get("questions", {}).get("sizes", {}).values()):
        questions(found["questions"], folder / "bench-questions.svg")
    if "whole" in found or "growth" in found:
        growth(found, folder / "bench-growth.svg")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
