"""Resolution of a build: articles are read for it where the engine has its processes, and joined here.

Not for how actors and claims are joined (`kg.resolve`).
"""

import json
import platform
import signal
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from kg import __version__, ids, interrupts
from kg.errors import EngineError, StoreError
from kg.model import Extraction
from kg.nlp import collect_rarely
from kg.pipeline.extracting import LOCAL, Options, output_version, rules_version
from kg.resolve import Judgement, Reading, Resolution
from kg.resolve.reading import reader
from kg.resolve.resolution import resolve_readings
from kg.scale import Crash, engine

BATCH = 64
"""Articles that a process takes at a time."""

SPREAD = 4_000
"""Articles from which other processes are asked: under it they take longer to start than the reading."""

Lines = list[bytes]
"""Extractions as JSON."""


def resolve_lines(lines: Iterable[bytes], count: int, judgements: Iterable[Judgement], options: Options) -> Resolution:
    """The resolution of `count` extractions, given as lines of JSON; the same whatever processes read them."""
    from kg.nlp.gazetteer import load

    spread = count >= SPREAD and (options.engine != LOCAL or (options.jobs or 1) > 1)
    readings = _spread(lines, options) if spread else map(_reader(), lines)
    return resolve_readings(readings, judgements, load())


def _reader() -> Callable[[bytes], Reading]:
    from kg.nlp.gazetteer import load

    return partial(_read, reader(load()))


def _read(read: Callable[[Extraction], Reading], line: bytes) -> Reading:
    try:
        found = Extraction.from_json(json.loads(line))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(
            f"statements.jsonl: the line {line[:40]!a}… cannot be read ({error}); build anew into an empty folder"
        ) from error
    return read(found)


def _spread(lines: Iterable[bytes], options: Options) -> Iterator[Reading]:
    """The readings by the processes of the engine; what one died of is read here."""
    ordered = engine(options.engine, options.address)
    for batch, found in ordered(_in_worker, _batches(lines), options.jobs, _set_up, (_version(),)):
        interrupts.check()
        yield from map(_reader(), batch) if isinstance(found, Crash) else found


def _batches(lines: Iterable[bytes]) -> Iterator[Lines]:
    rest = iter(lines)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _version() -> str:
    return ids.digest(__version__, rules_version(), output_version())


_worker: list[Callable[[bytes], Reading]] = []
"""What reads in this process, where it is one of a pool."""


def _set_up(version: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells when to stop
    collect_rarely()
    if _version() != version:
        raise EngineError(f"{platform.node()} has another kg: install the same on all machines")
    _worker[:] = [_reader()]


def _in_worker(batch: Lines) -> list[Reading]:
    return [_worker[0](line) for line in batch]
