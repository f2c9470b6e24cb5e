"""The engine of a Ray cluster: actors that are set up once and take one item at a time; not for reading or keeping.

The machine that calls reads the items and gets the results; an actor holds what its setup made (the language model).
"""

import os
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic

from kg.errors import EngineError
from kg.scale.work import AHEAD, Crash, R, T

TRIES = 3
"""Deaths after which an item gives a Crash: one of them, or two, may be the fault of a machine that went down."""

VAIN = 5
"""Actors in a row that died before they were set up, after which the run is given up."""

PATIENCE = 300
"""Seconds without any actor at work, after which the run is given up."""

REACH = 10
"""Seconds in which a cluster's head must answer."""

STORE = 128 * 2**20
"""Bytes of Ray's shared memory where a cluster is started here; articles and results are small."""

ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""What Ray must find in the environment, when it is imported, to listen on the loopback address alone."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The engine (`kg.scale.Engine`): `address` of a cluster's head (`host:port`), `auto` for the one of this machine.

    Without an address that of RAY_ADDRESS; without that too, or with `local`, a cluster of this machine alone is
    started and ended. A connection that the caller has made already is used. EngineError where there is no Ray or no
    cluster.
    """

    address: str | None = None

    def __call__(
        self,
        work: Callable[[T], R],
        items: Iterable[T],
        jobs: int | None,
        setup: Callable[..., None],
        given: tuple[Any, ...] = (),
    ) -> Iterator[tuple[T, R | Crash]]:
        """The results, by `jobs` actors: as many as the cluster has processors where it is None.

        Where there are no items no cluster is asked for.
        """
        items = iter(items)
        first = list(islice(items, 1))
        if not first:
            return
        with _connected(self.address or os.environ.get("RAY_ADDRESS") or "local", jobs) as ray:
            jobs = jobs or max(1, int(ray.cluster_resources().get("CPU", 1)))
            crew: _Crew[T, R] = _Crew(ray, jobs, (work, setup, given))
            try:
                yield from _in_order(crew, chain(first, items), AHEAD * jobs)
            finally:
                crew.dismiss()


@contextmanager
def _connected(address: str, jobs: int | None) -> Iterator[Any]:
    """Ray's package, connected to the cluster; EngineError where that fails."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    how: dict[str, Any] = {"address": address, "log_to_driver": False, "logging_level": "ERROR"}
    if address == "local":
        os.environ.update(ALONE)
        how |= {"num_cpus": jobs or os.cpu_count(), "object_store_memory": STORE, "include_dashboard": False}
        how |= {"_node_ip_address": "127.0.0.1"}
    try:
        import ray
    except ImportError as error:
        raise EngineError(f"Ray is not there ({error}): pip install 'kg-uk[ray]'") from error
    if ray.is_initialized():
        yield ray
        return
    try:
        _knock(address)
        ray.init(**how)
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        raise EngineError(f"no Ray cluster at {address}: {' '.join(str(error).split())[:300]}") from error
    try:
        with _told_on_stderr(ray):
            yield ray
    finally:
        ray.shutdown()


@contextmanager
def _told_on_stderr(ray: Any) -> Iterator[None]:
    """Ray tells of dead nodes on standard output, where results go; here it does so on standard error. It has no option
    for that; another version of it, without this function, goes on as it does."""
    module = ray._private.worker
    told = getattr(module, "print_to_stdstream", None)
    if told is None:
        yield
        return
    module.print_to_stdstream = lambda data, *more, **named: told(data | {"is_err": True}, *more, **named)
    try:
        yield
    finally:
        module.print_to_stdstream = told


def _knock(address: str) -> None:
    """OSError or ValueError where nothing answers at `host:port`: Ray itself would try for a quarter of an hour."""
    host, colon, port = address.rpartition(":")
    if colon:
        socket.create_connection((host.strip("[]"), int(port)), REACH).close()


class _Hand:
    """What an actor is: it keeps the work, and whatever the setup leaves in its process."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.work = work

    def set_up(self, setup: Callable[..., None], given: tuple[Any, ...]) -> None:
        """Makes the process ready."""
        setup(*given)

    def run(self, item: Any) -> Any:
        """The result of one item."""
        return self.work(item)


@dataclass(eq=False)
class _Task(Generic[T, R]):
    """One item on its way; `result` holds its result once there is one."""

    item: T
    result: tuple[()] | tuple[R | Crash] = ()
    deaths: int = 0


def _in_order(crew: "_Crew[T, R]", items: Iterator[T], ahead: int) -> Iterator[tuple[T, R | Crash]]:
    """The oldest result as soon as it is there; never more than `ahead` items are on their way."""
    waiting: deque[_Task[T, R]] = deque()
    while True:
        for item in islice(items, ahead - len(waiting)):
            waiting.append(_Task(item))
            crew.take(waiting[-1])
        if not waiting:
            return
        while not waiting[0].result:
            crew.wait()
        first = waiting.popleft()
        yield first.item, first.result[0]  # type: ignore[misc]  # not empty: see the loop above


class _Crew(Generic[T, R]):
    """The actors: each has at most one item, so that it is known on which one an actor died. The dead are replaced."""

    def __init__(self, ray: Any, jobs: int, orders: tuple[Any, ...]) -> None:
        self.ray = ray
        self.work, *self.orders = orders
        self.free: list[Any] = []
        self.busy: dict[Any, tuple[Any, _Task[T, R] | None]] = {}
        self.todo: deque[_Task[T, R]] = deque()
        self.vain = 0
        self.kind = ray.remote(num_cpus=1, max_restarts=0)(_Hand)
        for _ in range(jobs):
            self._hire()

    def take(self, task: _Task[T, R]) -> None:
        """Hands the item to an actor as soon as one is free."""
        self.todo.append(task)
        self._hand_out()

    def wait(self) -> None:
        """Waits until something is done; EngineError where no actor can be had."""
        ready, _ = self.ray.wait(list(self.busy), timeout=PATIENCE)
        if not ready and all(task is None for _, task in self.busy.values()):
            raise EngineError(f"no process of the cluster was to be had for {PATIENCE} s: has it free processors?")
        for one in ready:
            self._done(one, *self.busy.pop(one))
        self._hand_out()

    def dismiss(self) -> None:
        """Ends all actors."""
        for hand in (*self.free, *(hand for hand, _ in self.busy.values())):
            self.ray.kill(hand)

    def _hire(self) -> None:
        hand = self.kind.remote(self.work)
        self.busy[hand.set_up.remote(*self.orders)] = hand, None

    def _hand_out(self) -> None:
        while self.free and self.todo:
            hand, task = self.free.pop(), self.todo.popleft()
            self.busy[hand.run.remote(task.item)] = hand, task

    def _done(self, answer: Any, hand: Any, task: _Task[T, R] | None) -> None:
        errors = self.ray.exceptions
        try:
            result = self.ray.get(answer)
        except errors.RayTaskError as error:
            self.ray.kill(hand)
            raise error.cause from None
        except errors.RayError as error:
            self.ray.kill(hand)
            self._lost(task, error)
            return
        self.vain = 0
        self.free.append(hand)
        if task is not None:
            task.result = (result,)

    def _lost(self, task: _Task[T, R] | None, error: Exception) -> None:
        """After a death: the item once more, unless it has had its tries, and another actor."""
        if task is None:
            self.vain += 1
            if self.vain == VAIN:
                reason = " ".join(str(error).split())[:300]
                raise EngineError(f"{VAIN} processes of the cluster died before they were set up: {reason}") from error
        else:
            task.deaths += 1
            if task.deaths == TRIES:
                task.result = (Crash(),)
            else:
                self.todo.appendleft(task)
        self._hire()
