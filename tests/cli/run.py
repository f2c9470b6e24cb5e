"""The command line as a user runs it: a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

CODE = "import sys; from kg.cli import main; main()"


def kg(*arguments: str, cwd: Path, stdin: str | bytes = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """Exit code, stdout and stderr of `kg ARGUMENTS`, in English unless `environ` says otherwise."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    env = {key: value for key, value in os.environ.items() if not key.startswith(("KG_", "LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        cwd=cwd,
        input=data,
        capture_output=True,
        env=env | environ,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
