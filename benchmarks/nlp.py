"""The bundled language model alone: words a second, load time, peak memory; Stanza beside it where it is installed.

    python -m benchmarks.nlp [ARTICLES]                      # 300 articles, one process, then two
    python -m benchmarks.nlp [ARTICLES] --stanza FOLDER      # the same and Stanza's default sizes, two threads

Beside them the bare convolutional pipeline of spaCy (`benchmarks.spacy_default`) on the same text. FOLDER is what
`python -m benchmarks.stanza_default DATA FOLDER` made. Words are runs of non-space characters; raw text in, a full
`Doc` out; each measurement in a process of its own, warmed by one article. Seconds are wall-clock and of processors:
the second kind says what an idle machine would do where others use this one too.
"""

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.texts import articles, words

SLOWER = 10
"""Stanza reads this share of the articles."""

LEARNED = 20
"""Articles from whose analyses spaCy's network learns its labels."""

BATCH = 8
"""Articles that a process takes at a time: with spaCy's default of 1,000 the second would have nothing to do."""


def bundled(count: int, processes: int) -> dict[str, float]:
    """Words a second and peak memory of the bundled pipeline; `processes` of them share the articles."""
    begin = time.perf_counter()
    from kg.nlp import bundled as module

    language = module.load()
    _, found = articles(count)
    language(found[0].text)
    load = time.perf_counter() - begin
    begin, used = time.perf_counter(), _used()
    texts = [one.text for one in found]
    done = sum(1 for _ in language.pipe(texts, n_process=processes, batch_size=BATCH))
    assert done == len(found)
    return _figures(words(found), load, time.perf_counter() - begin, _used() - used)


def stanza(count: int, folder: Path) -> dict[str, float]:
    """The same of Stanza's pipeline in its default sizes, two threads, many texts at once as it likes them."""
    import torch

    from benchmarks.stanza_default import pipeline

    torch.set_num_threads(2)
    begin = time.perf_counter()
    made = pipeline(folder)
    _, found = articles(count)
    made(found[0].text)
    load = time.perf_counter() - begin
    begin, used = time.perf_counter(), _used()
    done = made.bulk_process([one.text for one in found])
    sentences = [one for text in done for one in text.sentences]
    length = sum(len(one.words) for one in sentences) / len(sentences)
    figures = _figures(words(found), load, time.perf_counter() - begin, _used() - used)
    return figures | {"tokens a sentence": length}


def convolutional(count: int) -> dict[str, float]:
    """The same of spaCy's own network in its default sizes."""
    from benchmarks.spacy_default import pipeline

    begin = time.perf_counter()
    _, found = articles(count)
    language = pipeline([one.text for one in found[:LEARNED]])
    load = time.perf_counter() - begin
    begin, used = time.perf_counter(), _used()
    assert sum(1 for _ in language.pipe([one.text for one in found], batch_size=BATCH)) == len(found)
    return _figures(words(found), load, time.perf_counter() - begin, _used() - used)


def _used() -> float:
    """Processor seconds of this process and of its children that ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def _figures(total: int, load: float, seconds: float, used: float) -> dict[str, float]:
    """Peak memory is that of the largest process."""
    both = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"words/s": total / seconds, "words/CPU s": total / used, "load": load, "MiB": max(both) / 1024}


def measured(count: int, what: str, folder: str = "") -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.nlp", str(count), "--one", what, "--stanza", folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _show(name: str, found: dict[str, float]) -> None:
    speeds = f"{found['words/s']:7.0f} words/s  {found['words/CPU s']:7.0f} words/processor second"
    length = f"  {found['tokens a sentence']:.1f} tokens a sentence" if "tokens a sentence" in found else ""
    print(f"{name:24s} {speeds}  load {found['load']:5.2f} s  peak {found['MiB']:5.0f} MiB{length}", flush=True)


def measure(count: int, folder: str = "") -> dict[str, dict[str, float]]:
    """All that can be measured here, printed as it comes; without `folder` or Stanza that part is left out."""
    found = {}
    names = {"1": "bundled, 1 process", "2": "bundled, 2 processes", "cnn": "bare spaCy CNN", "stanza": "Stanza"}
    for what, name in names.items():
        if what == "stanza" and (reason := _missing(folder)):
            print(f"{name:24s} left out: {reason}", flush=True)
            continue
        found[what] = measured(max(1, count // SLOWER) if what == "stanza" else count, what, folder)
        _show(name, found[what])
    return found


def _missing(folder: str) -> str:
    """Why Stanza cannot be measured; empty where it can."""
    if importlib.util.find_spec("stanza") is None:
        return "it is not installed (extra `stanza`)"
    ready = folder and (Path(folder) / "resources.json").is_file()
    return "" if ready else "no folder of `python -m benchmarks.stanza_default DATA FOLDER` was given"


def main() -> None:
    """All measurements, one after another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=300)
    parser.add_argument("--stanza", default="", help="folder made by benchmarks.stanza_default")
    parser.add_argument("--one", choices=("1", "2", "cnn", "stanza"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one == "stanza":
        print(json.dumps(stanza(options.articles, Path(options.stanza).resolve())))
    elif options.one == "cnn":
        print(json.dumps(convolutional(options.articles)))
    elif options.one:
        print(json.dumps(bundled(options.articles, int(options.one))))
    else:
        what, found = articles(options.articles)
        print(f"{what}, {words(found):,} words")
        measure(options.articles, options.stanza)


if __name__ == "__main__":
    main()
