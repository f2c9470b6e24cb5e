"""An interrupt whose exception compiled code has swallowed is raised at the next article."""

import signal

import pytest

from kg import interrupts


def test_a_swallowed_interrupt_is_raised_later() -> None:
    before = signal.getsignal(signal.SIGINT)
    interrupts.listen()
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interrupts.check()
        interrupts.check()
    finally:
        signal.signal(signal.SIGINT, before)
