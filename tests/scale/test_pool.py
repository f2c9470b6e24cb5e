"""The pool of processes: order, back-pressure, deaths."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kg.scale import Crash
from kg.scale.pool import ordered
from kg.scale.work import AHEAD

_here: list[int] = []


def set_up(number: int) -> None:
    """Remembers what the process was given."""
    _here[:] = [number]


def work(item: int) -> int:
    """A number from item and process; two items kill it."""
    if item in (5, 6):
        os._exit(9)
    return item * 10 + _here[0]


def test_order_and_deaths() -> None:
    found = list(ordered(work, range(12), 2, set_up, (7,)))
    assert found == [(item, Crash() if item in (5, 6) else item * 10 + 7) for item in range(12)]


def test_a_death_that_is_seen_when_the_next_item_comes() -> None:
    def items() -> Iterator[int]:
        yield from range(6)
        time.sleep(1.5)  # the process that had item 5 is dead by now
        yield from range(7, 10)

    found = dict(ordered(work, items(), 2, set_up, (7,)))
    assert found == {item: Crash() if item == 5 else item * 10 + 7 for item in (*range(6), 7, 8, 9)}


def test_a_script_without_the_guard(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    lines = ("from kg.scale.pool import ordered", 'print(list(ordered(abs, [-1, -2, -3], 2, int, ("1",))))')
    path.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    # Not always the last line: Python may say what a killed process left behind.
    [told] = [line for line in done.stderr.splitlines() if line.startswith("kg.errors.EngineError:")]
    assert "no process could be started" in told and '`if __name__ == "__main__":`' in told
    path.write_text(f'{lines[0]}\nif __name__ == "__main__":\n    {lines[1]}', encoding="utf-8")
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=False)
    assert done.stdout == "[(-1, 1), (-2, 2), (-3, 3)]\n", done.stderr


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    told = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
    path.write_text(
        "from kg.scale.pool import ordered\n"
        f'if __name__ == "__main__":\n    list(ordered(exec, [{told!r}], 1, int, ("1",)))',
        encoding="utf-8",
    )
    with subprocess.Popen([sys.executable, str(path)], stdout=subprocess.PIPE, text=True) as script:
        assert script.stdout is not None
        worker = int(script.stdout.readline())
        script.kill()
    for _ in range(100):
        if not alive(worker):
            return
        time.sleep(0.1)
    os.kill(worker, 9)
    raise AssertionError("the process went on alone")


def alive(process: int) -> bool:
    """Whether there is such a process that has not ended."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return state.stdout.strip()[:1] not in ("", "Z")


def test_items_are_read_only_a_little_ahead() -> None:
    read = 0

    def items() -> Iterator[int]:
        nonlocal read
        for item in range(100, 200):
            read += 1
            yield item

    results = ordered(work, items(), 2, set_up, (1,))
    assert next(results) == (100, 1001)
    assert read == AHEAD * 2
    results.close()  # type: ignore[attr-defined]
