"""The whole way, and what each stage costs over the language model: python -m benchmarks.pipeline [ARTICLES]

Words are runs of non-space characters; times are wall-clock seconds of one process with one thread, the model loaded.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import kg
from benchmarks.texts import articles, words
from kg.extract import extract


def stages(count: int) -> None:
    """Language model, rules, and their share."""
    what, found = articles(count)
    total = words(found)
    analyzer = kg.load_analyzer()
    analyzer(found[0].text)
    extract(found[0], analyzer(found[0].text))
    begin = time.perf_counter()
    docs = [analyzer(one.text) for one in found]
    model = time.perf_counter() - begin
    begin = time.perf_counter()
    for one, doc in zip(found, docs, strict=True):
        extract(one, doc)
    rules = time.perf_counter() - begin
    print(f"{what}, {total:,} words, one process")
    print(f"  language model  {model:7.2f} s  {total / model:8.0f} words/s")
    print(f"  rules           {rules:7.2f} s  {100 * rules / model:7.0f} % of the model")


def whole(count: int, jobs: int) -> None:
    """`kg build` of the same articles in a process of its own."""
    what, found = articles(count)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        lines = (json.dumps(one.to_json(), ensure_ascii=False) + "\n" for one in found)
        source.write_text("".join(lines), encoding="utf-8")
        command = ["build", str(source), "-o", f"{folder}/out", "--jobs", str(jobs), "-q"]
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", "from kg.cli import main; main()", *command], check=True)
        seconds = time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"kg build --jobs {jobs}, {what}: {seconds:.1f} s, {count / seconds:.1f} articles/s, peak {peak:.0f} MiB")
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", "from kg.cli import main; main()", *command], check=True)
        print(f"  again, nothing new: {time.perf_counter() - begin:.1f} s")
        for name, arguments in {"kg query": ["query", f"{folder}/out", "denials"], "kg --help": ["--help"]}.items():
            print(f"  {name}: {_start(arguments):.2f} s")


def _start(arguments: list[str]) -> float:
    """The best of five runs, in seconds."""
    found = []
    for _ in range(5):
        begin = time.perf_counter()
        command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - begin)
    return min(found)


def main() -> None:
    """Stages on 50 articles (or as many as are asked for), builds on 200."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    stages(min(count, 50))
    for jobs in (1, 2):
        whole(count, jobs)


if __name__ == "__main__":
    main()
