"""A pool of processes whose results come in the order of the items; not for more than one machine.

Processes are spawned, not forked: libraries with threads of their own do not survive a fork.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any

from kg.errors import EngineError
from kg.scale.work import AHEAD, Crash, R, T

UNABLE = (
    "no process could be started (what it said stands above): a script must do what it does "
    'under `if __name__ == "__main__":`, as each process reads it again; or there is too little memory'
)


@dataclass
class _Pool:
    """An executor that is made anew when one of its processes has died."""

    jobs: int
    setup: Callable[..., None]
    given: tuple[Any, ...]
    proven: bool = False
    """Whether a process has been set up and done something."""

    def __post_init__(self) -> None:
        self.executor = self._fresh()

    def _fresh(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.jobs, context, _begin, (self.setup, self.given))

    def renew(self) -> None:
        """Ends what is left of the executor and makes another one; EngineError where no process of it ever starts."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self._fresh()
        if not self.proven:
            try:
                self.proven = self.executor.submit(bool, 1).result()
            except BrokenProcessPool as error:
                raise EngineError(UNABLE) from error


def _begin(setup: Callable[..., None], given: tuple[Any, ...]) -> None:
    """The first thing in each process: it ends with the one that started it, even where that is killed."""
    threading.Thread(target=_follow, daemon=True).start()
    setup(*given)


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def ordered(
    work: Callable[[T], R],
    items: Iterable[T],
    jobs: int | None,
    setup: Callable[..., None],
    given: tuple[Any, ...] = (),
) -> Iterator[tuple[T, R | Crash]]:
    """The engine of this machine (`kg.scale.Engine`): `jobs` spawned processes, one where it is None.

    After a death all items that wait are tried one by one; whose process dies again gives a Crash. EngineError where
    processes die before they are set up.
    """
    jobs = jobs or 1
    pool = _Pool(jobs, setup, given)
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        for item in items:
            waiting.append((item, _submitted(pool, work, item)))
            if len(waiting) >= AHEAD * jobs:
                yield from _first(pool, work, waiting)
        while waiting:
            yield from _first(pool, work, waiting)
        pool.executor.shutdown()  # what they held is free before anything else is begun
    finally:
        pool.executor.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: _Pool, work: Callable[[T], R], item: T) -> Future[R]:
    """The result to come; one that has failed already where a process has died since the last look."""
    try:
        return pool.executor.submit(work, item)
    except BrokenProcessPool as error:
        broken: Future[R] = Future()
        broken.set_exception(error)
        return broken


def _first(pool: _Pool, work: Callable[[T], R], waiting: deque[tuple[T, Future[R]]]) -> Iterator[tuple[T, R | Crash]]:
    """The oldest result; after a death all that wait, one by one, so that the guilty one is known."""
    item, future = waiting.popleft()
    try:
        result = future.result()
    except BrokenProcessPool:
        pass
    else:
        pool.proven = True
        yield item, result
        return
    suspects = [item, *(other for other, _ in waiting)]
    waiting.clear()
    pool.renew()
    for suspect in suspects:
        try:
            yield suspect, pool.executor.submit(work, suspect).result()
        except BrokenProcessPool:
            pool.renew()
            yield suspect, Crash()
