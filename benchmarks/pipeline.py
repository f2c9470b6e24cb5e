"""The whole way, and what each stage costs over the language model: python -m benchmarks.pipeline [ARTICLES]

Words are runs of non-space characters. Stages are timed in seconds of the processor, of one process with one thread,
the model loaded; builds in seconds of the clock and of processors, the best of five where nothing is new.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import kg
from benchmarks.texts import articles, words
from kg.extract import extract
from kg.nlp import collect_rarely

STAGED = 100
"""Articles of which the stages are measured; builds read as many as are asked for."""

_KG = [sys.executable, "-c", "from kg.cli import main; main()"]


def stages(count: int) -> dict[str, float]:
    """Language model, rules, and their share: in turns, article by article, so that other work meets both; garbage is
    collected as in `kg build`."""
    collect_rarely()
    what, found = articles(count)
    total = words(found)
    analyzer = kg.load_analyzer()
    analyzer(found[0].text)
    extract(found[0], analyzer(found[0].text))
    model, rules = 0.0, 0.0
    for one in found:
        begin = time.process_time()
        doc = analyzer(one.text)
        between = time.process_time()
        extract(one, doc)
        model, rules = model + between - begin, rules + time.process_time() - between
    print(f"{what}, {total:,} words, one process")
    print(f"  language model  {model:7.2f} s  {total / model:8.0f} words/s")
    print(f"  rules           {rules:7.2f} s  {100 * rules / model:7.0f} % of the model", flush=True)
    return {"articles": len(found), "words": total, "model": model, "rules": rules}


def whole(count: int, jobs: int, place: Path) -> dict[str, float]:
    """`kg build` of the same articles in a process of its own, twice; what it makes is in the folder `out` there."""
    what, found = articles(count)
    (seconds, used), build = built(count, jobs, place)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"kg build --jobs {jobs}, {what}: {seconds:.1f} s, {count / seconds:.1f} articles/s, peak {peak:.0f} MiB")
    again, spent = _best(build)
    print(f"  again, nothing new: {again:.2f} s, {used / spent:.0f} times less of processors")
    starts = {"kg query": ["query", str(place / "out"), "denials"], "kg --help": ["--help"]}
    taken = {name: _best(arguments)[0] for name, arguments in starts.items()}
    print("".join(f"  {name}: {value:.2f} s\n" for name, value in taken.items()), end="", flush=True)
    return (
        {"articles": count, "words": words(found), "MiB": peak}
        | taken
        | {
            "first": seconds,
            "again": again,
            "first CPU": used,
            "again CPU": spent,
        }
    )


def built(count: int, jobs: int, place: Path) -> tuple[tuple[float, float], list[str]]:
    """Seconds (of the clock and of processors) of the first build, and the command that makes it again."""
    source = place / "articles.jsonl"
    lines = (json.dumps(one.to_json(), ensure_ascii=False) + "\n" for one in articles(count)[1])
    source.write_text("".join(lines), encoding="utf-8")
    build = ["build", str(source), "-o", str(place / "out"), "--jobs", str(jobs), "-q"]
    return _run(build), build


def _run(arguments: list[str]) -> tuple[float, float]:
    begin, used = time.perf_counter(), sum(os.times()[2:4])
    subprocess.run(_KG + arguments, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin, sum(os.times()[2:4]) - used


def _best(arguments: list[str]) -> tuple[float, float]:
    """The least of five runs, in seconds."""
    clock, used = zip(*(_run(arguments) for _ in range(5)), strict=True)
    return min(clock), min(used)


def main() -> None:
    """Stages and builds."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    stages(min(count, STAGED))
    for jobs in (1, 2):
        with tempfile.TemporaryDirectory() as place:
            whole(count, jobs, Path(place))


if __name__ == "__main__":
    main()
