"""A real Bolt server for tests: ArcadeDB with the Java that its package carries; it understands Neo4j's Cypher.

A stand-in for Neo4j, which cannot be installed from a package index: `tests/npm` checks the syntax by Neo4j's grammar.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import missing

PASSWORD = "nur-fuer-tests-1"
SECONDS = 120
DATABASES = (
    "seed_load",
    "seed_script",
    "seed_files",
    "hostile_load",
    "hostile_script",
    "hostile_files",
    "resumed",
    "changed_load",
    "changed_script",
    "changed_files",
    "kept",
    "bases",
    "swept",
    "command",
    "questions",
)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address and the environment that `kg load` needs."""

    url: str

    @property
    def environ(self) -> dict[str, str]:
        """User and password."""
        return {"NEO4J_USERNAME": "root", "NEO4J_PASSWORD": PASSWORD}


def package() -> Path:
    """The folder of the package; skips (or fails, in continuous integration) where it or the driver is missing."""
    for name in ("neo4j", "arcadedb_embedded"):
        if importlib.util.find_spec(name) is None:
            missing(f"{name} is not installed: pip install '.[dev]'")
    found = importlib.util.find_spec("arcadedb_embedded")
    assert found is not None and found.origin is not None
    folder = Path(found.origin).parent
    if not (folder / "jre" / "bin" / "java").is_file():
        missing(f"no Java runtime in {folder}")
    return folder


@contextmanager
def serving(folder: Path, databases: Sequence[str]) -> Iterator[Server]:
    """A server with these databases, all empty; ended at the end."""
    there = package()
    http, bolt = _free(), _free()
    options = {
        "arcadedb.server.rootPassword": PASSWORD,
        "arcadedb.server.rootPath": str(folder),
        "arcadedb.server.httpIncomingHost": "127.0.0.1",
        "arcadedb.server.httpIncomingPort": str(http),
        "arcadedb.bolt.host": "127.0.0.1",
        "arcadedb.bolt.port": str(bolt),
        "arcadedb.server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "arcadedb.server.defaultDatabases": ";".join(f"{name}[]" for name in databases),
    }
    command = [str(there / "jre" / "bin" / "java"), "-Xmx512m", "--add-opens=java.base/java.nio=ALL-UNNAMED"]
    command += [f"-D{key}={value}" for key, value in options.items()]
    command += ["-cp", f"{there}/jars/*", "com.arcadedb.server.ArcadeDBServer"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=_environ())
    try:
        _wait(process, folder / "server.log")
        yield Server(f"bolt://127.0.0.1:{bolt}")
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder / "databases", ignore_errors=True)


def _environ() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("JAVA", "_JAVA"))}


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the server says that all its databases are there."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        if "Server started in" in log.read_text(errors="replace"):
            return
        time.sleep(0.2)
    process.kill()
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")
