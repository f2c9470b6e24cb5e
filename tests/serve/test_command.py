"""`kg serve` as a process: it answers on 127.0.0.1 alone, and stops when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import missing


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(port: int, process: "subprocess.Popen[str]") -> str:
    for _ in range(300):
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/?lang=en", timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            time.sleep(0.2)
    raise AssertionError("no answer in a minute")


@pytest.mark.skipif(sys.platform == "win32", reason="stops by a signal that Windows has not")
def test_it_serves_until_it_is_stopped(built: Path) -> None:
    try:
        import uvicorn  # noqa: F401
    except ImportError:
        missing("uvicorn is not installed: pip install 'kg-uk[serve]'")
    port = _free_port()
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", str(built), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | {"KG_LANG": "en"})
    try:
        assert "Ready questions" in _wait(port, process)
        second = subprocess.run(
            command, capture_output=True, text=True, check=False, env=os.environ | {"KG_LANG": "en"}
        )
        assert second.returncode == 1 and second.stderr.startswith(f"kg: 127.0.0.1:{port} cannot be used")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        errors = process.stderr.read() if process.stderr else ""
        assert "Traceback" not in errors and "interrupted" not in errors
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()
