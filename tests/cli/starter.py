"""Starts commands of `kg` without importing again and again what they import of others: `python -m tests.cli.starter`.

Reads one request a line from stdin (JSON: arguments, cwd, environ, and the files that are its stdin, stdout and
stderr), runs it in a forked process, and answers with its exit code. Nothing of kg itself is imported before the fork,
so that each command starts as it does by itself.
"""

import json
import os
import sys
from typing import Any


def preload() -> None:
    """What the commands import, PyTorch left out (`kg.nlp.spare_torch`)."""
    sys.modules["torch"] = None  # type: ignore[assignment]
    import click  # noqa: F401
    import networkx  # noqa: F401
    import onnxruntime  # noqa: F401
    import pymorphy3  # noqa: F401
    import pyoxigraph  # noqa: F401
    import rdflib  # noqa: F401
    import spacy  # noqa: F401
    import tokenizers  # noqa: F401


def serve() -> dict[str, Any] | None:
    """Forks for each request; returns it in the new process, and None in the old one when there are no more."""
    while line := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            request: dict[str, Any] = json.loads(line)
            return request
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n")
        sys.stdout.flush()
    return None


def become(request: dict[str, Any]) -> None:
    """Takes the files, folder, environment and arguments of a request for its own."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        file = os.open(request[name], os.O_RDONLY if number == 0 else os.O_WRONLY)
        os.dup2(file, number)
        os.close(file)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environ"])
    sys.argv = ["-c", *request["arguments"]]
    sys.path[:1] = ["", *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]


if __name__ == "__main__":
    preload()
    if (asked := serve()) is not None:
        become(asked)
        from kg.cli import main

        main()
