"""Running the small Node programs of this folder."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.conftest import missing

FOLDER = Path(__file__).parent


def run(script: str, data: Any) -> Any:
    """What `script` prints as JSON for JSON on its stdin; skips where Node or its packages are not there."""
    node = shutil.which("node")
    if node is None:
        missing("Node is not installed")
    if not (FOLDER / "node_modules").is_dir():
        missing("no node_modules: run `npm ci` in tests/npm")
    assert node is not None
    command = [node, str(FOLDER / script)]
    done = subprocess.run(command, input=json.dumps(data), capture_output=True, text=True, check=False, cwd=FOLDER)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
