"""What every engine is: work on many processes, wherever they run, with results in the order of the items.

Not for how one of them does it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""Items that wait or are under way, per process: enough to keep all busy, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Crash:
    """The process that worked on this item died, and died again when the item was tried anew."""


class Engine(Protocol):
    """Each item with its result, in the order of the items, worked on by `jobs` processes.

    `setup(*given)` runs once in each process first. `work` must not raise: what it raises ends the whole. An item whose
    process dies gives a Crash and costs no other item. `items` is read only a little ahead of the results. `jobs` None:
    as many as fit the engine.
    """

    def __call__(
        self,
        work: Callable[[T], R],
        items: Iterable[T],
        jobs: int | None,
        setup: Callable[..., None],
        given: tuple[Any, ...] = (),
    ) -> Iterator[tuple[T, R | Crash]]:
        """The results."""
