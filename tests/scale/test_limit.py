"""The limit on the time of one piece of work."""

import contextlib
import signal
import threading
import time

import pytest

from kg.scale import Crash, Late, last_resort, within
from kg.scale.pool import ordered


def test_in_time() -> None:
    assert within(5, lambda: 7) == 7
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_too_long_ends_and_nothing_stays() -> None:
    def own(*_: object) -> None:
        """Of whoever asks."""

    before = signal.signal(signal.SIGALRM, own)
    try:
        assert within(0.05, lambda: time.sleep(60)) == Late()
        assert signal.getsignal(signal.SIGALRM) is own
    finally:
        signal.signal(signal.SIGALRM, before)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_who_catches_every_error_cannot_keep_it_off() -> None:
    def stubborn() -> None:
        while True:
            with contextlib.suppress(Exception):
                time.sleep(60)

    assert within(0.05, stubborn) == Late()


def test_a_further_alarm_while_the_first_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.scale.limit.AGAIN", 5e-5)
    for _ in range(100):
        assert within(0.001, lambda: time.sleep(60)) == Late()


def test_errors_of_the_work_go_on() -> None:
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_no_limit_and_other_threads() -> None:
    found: list[object] = [within(0, lambda: 1)]
    thread = threading.Thread(target=lambda: found.append(within(5, lambda: 2)))
    thread.start()
    thread.join()
    assert found == [1, 2]


def set_up() -> None:
    """Nothing to set up."""


def work(item: int) -> int:
    """An item that stays in C code for long, where no alarm is heard."""
    with last_resort(1):
        return sum(range(10**11)) if item == 2 else item


def test_last_resort_costs_that_item_alone() -> None:
    assert list(ordered(work, range(5), 2, set_up)) == [(0, 0), (1, 1), (2, Crash()), (3, 3), (4, 4)]
