"""Under load, with clients that are slow on purpose and requests that mean no good: the server goes on answering, no
answer is an error of its own, memory stays."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from kg.serve import patience
from tests.conftest import missing
from tests.serve.test_command import _free_port, _wait

HOST = "127.0.0.1"
GOOD = ("/", "/search?q=%D0%BC%D1%96%D0%BD%D1%96%D1%81%D1%82%D1%80", "/question/denials", "/query")
"""Pages that an honest client opens."""

QUERIES = (
    *("from=-1", "from=99999999999999999999", "from=x&from=y", "lang=zz", "q=%00", "q=%FF%FE", "q=" + "%C2%AB" * 3000),
    *("actor=../../etc/passwd", "id=%F0%9F%98%80%00", "query=" + quote("SELECT * WHERE { ?s ?p ?o . ?a ?b ?c }")),
    *("query=%7B%7B", "query=DROP%20ALL", "statement=x&claim=%3E%3C", "&&&=&", "%", "format=exe", "q=" + "(" * 500),
)
PATHS = (
    "/",
    "/search",
    "/explore",
    "/article",
    "/sparql",
    "/question/denials",
    "/question/timeline",
    "/files/../x",
    "/query",
)

RAW = (
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-A: b\r\n" * 20_000 + b"\r\n",
    b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET //\x00\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
    b"POST /sparql?query=%FF HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\n\xff\xfe{",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
)
"""Requests as bytes, of which most are none; the host is given the port that it must have."""


def status(port: int, path: str) -> int:
    """What an honest client is answered."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def answered(port: int, request: bytes) -> bytes:
    """The first line of the answer to these bytes; empty where the connection was closed without one."""
    found = b""
    with suppress(OSError), socket.create_connection((HOST, port), 10) as one:
        one.settimeout(60)
        with suppress(BrokenPipeError, ConnectionResetError):
            one.sendall(request.replace(b"Host: 127.0.0.1\r\n", b"Host: 127.0.0.1:%d\r\n" % port))
        found = one.recv(100)
    return found.partition(b"\r\n")[0]


@contextmanager
def slow_clients(port: int, count: int) -> Iterator[list[socket.socket]]:
    """Clients that have begun to ask and go no further, one in two without a word."""
    with ExitStack() as stack:
        made = [stack.enter_context(socket.create_connection((HOST, port), 10)) for _ in range(count)]
        for one in made[::2]:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Slow: " % port)
        yield made


def gone(one: socket.socket) -> bool:
    """Whether the server has closed the connection."""
    one.settimeout(0.01)
    try:
        return one.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def hostile(port: int, step: int = 1) -> None:
    """Requests that mean no good, one of so many addresses, and that none of them is an error of the server."""
    for where in [f"{path}?{query}" for path in PATHS for query in QUERIES][::step]:
        first = answered(port, f"GET {where} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert first.startswith(b"HTTP/1.1 ") and not first.startswith(b"HTTP/1.1 500"), (where, first)
    for request in RAW:
        assert not answered(port, request).startswith(b"HTTP/1.1 500"), request[:80]


def port_of(home: str) -> int:
    return urlsplit(home).port or 0


def test_slow_clients_make_room(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "CONNECTIONS", 40)
    with slow_clients(port_of(home), 120) as clients:
        assert [status(port_of(home), path) for path in GOOD] == [200] * len(GOOD)
        time.sleep(0.1)
        assert sum(map(gone, clients)) >= 80
        assert not all(map(gone, clients))


def test_slow_clients_are_sent_away(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "ASKING", 0.3)
    with slow_clients(port_of(home), 20) as clients:
        until = time.monotonic() + 10
        while not all(map(gone, clients)) and time.monotonic() < until:
            for one in clients[::2]:
                with suppress(OSError):
                    one.sendall(b"x")
            time.sleep(0.05)
        assert all(map(gone, clients))
    assert status(port_of(home), "/") == 200


def test_whoever_does_not_take_the_answer_is_sent_away(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "TAKING", 0.3)
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        one.connect((HOST, port_of(home)))
        request = b"GET /files/graph.html HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % port_of(home)
        one.sendall(request * 8)
        time.sleep(1.0)
        one.settimeout(10)
        taken = 0
        with suppress(ConnectionResetError):
            while part := one.recv(1 << 16):
                taken += len(part)
        assert taken < 4_000_000


def test_hostile_requests(home: str) -> None:
    hostile(port_of(home), 9)
    assert status(port_of(home), "/") == 200


LOAD = Path(__file__).parent / "load.lua"
SECONDS = int(os.environ.get("KG_LOAD_SECONDS", "30"))


def _memory(process: "subprocess.Popen[str]") -> int:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_load(built: Path, tmp_path: Path) -> None:
    """wrk with 50 connections, 300 slow clients, and hostile requests all the while."""
    wrk = shutil.which("wrk") or ""
    if not wrk:
        missing("wrk is not installed: tools/system-packages")
    port = _free_port()
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", str(built), "--port", str(port)]
    command += ["--seconds", "8"]
    with (tmp_path / "said").open("w+") as said, subprocess.Popen(command, stderr=said, text=True) as process:
        try:
            _wait(port, process)
            _warm(port)
            before, most = _memory(process), 0
            load = [wrk, "-t1", "-c50", f"-d{SECONDS}s", "--timeout", "30s", "-s", str(LOAD), f"http://{HOST}:{port}"]
            with slow_clients(port, 300), subprocess.Popen(load, stdout=subprocess.PIPE, text=True) as pressing:
                while pressing.poll() is None:
                    hostile(port)
                    most = max(most, _memory(process))
                    assert status(port, "/") == 200
                told = pressing.communicate()[0]
            told += f"memory: {before >> 10} MiB before, {most >> 10} at most, {_memory(process) >> 10} after\n"
            (tmp_path / "told.txt").write_text(told, encoding="utf-8")
            assert status(port, "/") == 200
        finally:
            process.terminate()
            process.wait(30)
        said.seek(0)
        assert "Traceback" not in said.read()
    assert re.search(r"^500: 0$", told, re.MULTILINE), told
    assert most < before + 200_000


def _warm(port: int) -> None:
    for path in GOOD:
        assert status(port, path) == 200
