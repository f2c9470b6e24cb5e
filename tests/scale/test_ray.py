"""The engine of a Ray cluster: order, back-pressure, deaths of actors and machines, the same bytes as here."""

import importlib.util
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE

import pytest

import kg
from kg.errors import EngineError
from kg.scale import Crash, engine
from kg.scale.ray import ALONE
from kg.scale.work import AHEAD
from tests.cli.run import CODE
from tests.conftest import missing
from tests.pipeline.test_building import contents, many, sources
from tests.scale.test_pool import set_up, work


@pytest.fixture(autouse=True)
def _ray() -> None:
    """Skips where there is no Ray."""
    if importlib.util.find_spec("ray") is None:
        missing("Ray is not there: pip install 'kg-uk[ray]'")


def refuse(number: int) -> None:
    """A setup that cannot be done."""
    raise EngineError(f"no {number}")


def test_no_engine_of_that_name() -> None:
    with pytest.raises(EngineError, match="local, ray"):
        engine("spark")
    with pytest.raises(EngineError, match="takes no address"):
        engine("local", "127.0.0.1:1")


def test_nothing_to_do_needs_no_cluster() -> None:
    assert list(engine("ray", "127.0.0.1:1")(work, [], 1, set_up, (7,))) == []


def test_the_same_bytes_as_here(tmp_path: Path) -> None:
    path = sources(tmp_path, [2, 0, 1])
    report = kg.build_graph([path], tmp_path / "ray", kg.Options(engine="ray", jobs=1))
    kg.build_graph([path], tmp_path / "here")
    assert report.analysed == 3
    assert contents(tmp_path / "ray") == contents(tmp_path / "here")


@pytest.mark.slow
def test_order_deaths_and_how_far_is_read() -> None:
    read = 0

    def items() -> Iterator[int]:
        nonlocal read
        for read in range(1, 13):
            yield read - 1

    results = engine("ray")(work, items(), 2, set_up, (7,))
    assert next(results) == (0, 7)
    assert read == AHEAD * 2
    assert list(results) == [(item, Crash() if item in (5, 6) else item * 10 + 7) for item in range(1, 12)]


@pytest.mark.slow
def test_a_connection_of_the_caller_outlives_a_setup_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    import ray

    small = {"num_cpus": 1, "object_store_memory": 80 * 2**20, "include_dashboard": False, "log_to_driver": False}
    ray.init(address="local", _node_ip_address="127.0.0.1", logging_level="ERROR", **small)
    try:
        with pytest.raises(EngineError, match=r"^no 7$"):
            list(engine("ray")(work, [1], None, refuse, (7,)))
        assert list(engine("ray")(work, [1], None, set_up, (7,))) == [(1, 17)]
        assert ray.is_initialized()
    finally:
        ray.shutdown()


NODES = """
import json, sys
from ray.cluster_utils import Cluster
small = {"object_store_memory": 80 * 2**20, "include_dashboard": False, "node_ip_address": "127.0.0.1"}
cluster = Cluster(True, head_node_args={"num_cpus": 0, **small})
nodes = [cluster.add_node(num_cpus=1, **small) for _ in range(int(sys.argv[1]))]
print(json.dumps([cluster.address, [node.all_processes["raylet"][0].process.pid for node in nodes]]), flush=True)
sys.stdin.read()
cluster.shutdown()
"""
"""A cluster on the loopback address: a head without processors and nodes with one each; it ends with its stdin."""


@dataclass(frozen=True)
class Machines:
    """A running cluster: its address, what a process needs to speak to it, and the first process of each node."""

    address: str
    env: dict[str, str]
    nodes: list[int]


@contextmanager
def machines(count: int) -> Iterator[Machines]:
    """A cluster of `count` nodes and a head."""
    token = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    env = os.environ | ALONE | token | {"RAY_USAGE_STATS_ENABLED": "0"}
    command = [sys.executable, "-c", NODES, str(count)]
    with subprocess.Popen(command, env=env, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        address, nodes = json.loads(process.stdout.readline())
        yield Machines(address, env, nodes)
        process.stdin.close()


def cut(node: int) -> None:
    """What a loss of power does to a node: all its processes are gone at once."""
    for one in (node, *descendants(node)):
        os.kill(one, signal.SIGKILL)


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    found = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for one in map(int, children.read_text().split()):
            found += [one, *descendants(one)]
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes of a node in /proc")
def test_a_node_that_dies_costs_nothing(tmp_path: Path) -> None:
    path, out = many(tmp_path), tmp_path / "out"
    journal = out / "journal.tmp"
    with machines(2) as cluster:
        command = ["build", str(path), "-o", str(out), "--engine", "ray", "--address", cluster.address, "--json"]
        with subprocess.Popen([sys.executable, "-c", CODE, *command], env=cluster.env, stdout=PIPE) as build:
            while build.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 9):
                time.sleep(0.05)
            cut(cluster.nodes[0])
            assert journal.read_bytes().count(b"\n") < 60
            answer, _ = build.communicate()
    assert build.returncode == 0
    told = json.loads(answer)
    assert (told["analysed"], told["errors"]) == (60, 0)
    kg.build_graph([path], tmp_path / "here")
    assert contents(out) == contents(tmp_path / "here")


@pytest.mark.slow
def test_no_processor_and_no_cluster_are_told(tmp_path: Path) -> None:
    path = sources(tmp_path, [0])
    code = f"import kg.scale.ray as room; room.PATIENCE = 2; {CODE}"
    with machines(0) as cluster:
        for address, words in ((cluster.address, "has it free processors?"), ("127.0.0.1:9", "no Ray cluster at")):
            arguments = ["extract", str(path), "--engine", "ray", "--address", address]
            done = subprocess.run(
                [sys.executable, "-c", code, *arguments], env=cluster.env, capture_output=True, text=True, check=False
            )
            assert done.returncode == 1
            assert words in done.stderr.splitlines()[-1]
            assert "Traceback" not in done.stderr
