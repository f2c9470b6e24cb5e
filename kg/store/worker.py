"""A query in a process of its own, so that it can be ended: `query_apart` starts it, `main` is what runs there.

Not for queries without a time limit. What is pickled goes between the two halves of one program, never to or from
anywhere else.
"""

import base64
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Store

from kg.errors import QueryError
from kg.store.results import Result, Term
from kg.store.running import Limits, run

MEMORY = 4 << 30
"""Bytes that a query with a limit of time may take: sorting all with all would fill any machine in seconds."""


def query_apart(path: Path, sparql: str, bindings: Mapping[str, Term], limits: Limits) -> Result:
    """The result of a query over the store at `path`; QueryError when it is wrong or not done in `limits.seconds`."""
    most = MEMORY if limits.seconds is not None else None
    request = base64.b64encode(pickle.dumps((str(path), sparql, dict(bindings), limits.rows, most)))
    command = [sys.executable, "-m", "kg.store.worker"]
    home = str(Path(__file__).resolve().parents[2])
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))}
    try:
        done = subprocess.run(command, input=request, capture_output=True, timeout=limits.seconds, check=False, env=env)
    except subprocess.TimeoutExpired as error:
        raise QueryError(
            f"the query was ended after {limits.seconds:g} s: make it narrower or allow more time"
        ) from error
    if done.returncode != 0:
        told = done.stderr.decode("utf-8", "replace").strip()
        if "memory allocation" in told:
            raise QueryError(f"the query took more than {MEMORY >> 30} GiB of memory: make it narrower")
        last = told.rsplit("\n", 1)[-1]
        raise QueryError(f"the query's process failed: {last or f'exit code {done.returncode}'}")
    answer = pickle.loads(done.stdout)
    if isinstance(answer, QueryError):
        raise answer
    assert isinstance(answer, Result)
    return answer


def _limit(most: int | None) -> None:
    """This process gets at most so many bytes of memory, where the system can say so."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        if most is not None:
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def main() -> None:
    """Read one request from standard input, write the pickled result or QueryError to standard output."""
    path, sparql, bindings, rows, most = pickle.loads(base64.b64decode(sys.stdin.buffer.read()))
    _limit(most)
    answer: Result | QueryError
    try:
        answer = run(Store.read_only(path), sparql, bindings, rows)
    except QueryError as error:
        answer = error
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    main()
