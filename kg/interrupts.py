"""Ctrl-C that cannot be lost: compiled code now and then swallows the exception that it raises."""

import signal
import threading
from types import FrameType

_seen: list[int] = []


def listen() -> None:
    """Remember an interrupt besides raising KeyboardInterrupt; nothing outside the main thread."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _remember)


def _remember(number: int, _frame: FrameType | None) -> None:
    _seen.append(number)
    raise KeyboardInterrupt


def leave_at_once() -> None:
    """From now on Ctrl-C ends the process, whatever compiled code it is in: for work that leaves nothing half done."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def check() -> None:
    """KeyboardInterrupt where one was swallowed."""
    if _seen:
        _seen.clear()
        raise KeyboardInterrupt
