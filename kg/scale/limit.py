"""A limit on the time of one piece of work; not for a number of them, nor for what memory one takes.

The limit stops Python code, and whatever is between it, by an alarm: in the main thread of a process, where the system
has alarms (not on Windows). What never comes back to Python cannot be stopped so; in a process of a pool that ends the
process (`last_resort`).
"""

import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

AGAIN = 1.0
"""Seconds between alarms, should the first one be swallowed."""


@dataclass(frozen=True, slots=True)
class Late:
    """The work was not done in its time."""


_LATE = Late()


class _Alarm(BaseException):
    """The time is over; no Exception, so that nobody takes it for an error of his own."""


def within(seconds: float, work: Callable[[], T]) -> T | Late:
    """What `work` gives, or Late where that takes longer than `seconds`; 0 is no limit. What it raises goes on."""
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work()
    armed = [True]

    def ring(_signal: int, frame: FrameType | None) -> None:
        own = frame is not None and frame.f_code is within.__code__
        if armed and not own:  # a further alarm while the first is answered
            raise _Alarm

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        found: T | Late = work()
    except _Alarm:
        found = _LATE
    finally:
        armed.clear()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before if callable(before) else _nobody)
    return found


def _nobody(_signal: int, _frame: FrameType | None) -> None:
    """Hears an alarm that was on its way when the clock was stopped: where none is set, Python would complain of it."""


@contextmanager
def last_resort(seconds: float) -> Iterator[None]:
    """Ends the whole process where what stands in the block takes longer than `seconds`, even if it never comes back
    to Python; 0 is no limit. For processes of a pool alone."""
    if not seconds:
        yield
        return
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 (a name, no path)
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
