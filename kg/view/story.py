"""A story: ordered steps over a page, each with a title, a text and a state; not for what a state means (the page)."""

import sys
import tomllib
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.view.options import Step

EXAMPLE = '[[step]]\ntitle = "…"\ntext = "…"\nstate = "level=claims&question=dispute"'


def read_story(path: str | Path) -> tuple[Step, ...]:
    """The steps of a TOML file (`-`: stdin), one `[[step]]` each: `title`, `text`, `state` (a page's address behind #).

    InputError, with what a step must look like, where the file cannot be read or is not of that form.
    """
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
        data = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{path}: no TOML: {error}") from error
    steps = data.get("step")
    if not isinstance(steps, list) or not steps:
        raise InputError(f"{path}: no [[step]] in it; a step is\n{EXAMPLE}")
    return tuple(_step(path, number, one) for number, one in enumerate(steps, 1))


def _step(path: str | Path, number: int, data: Any) -> Step:
    if not isinstance(data, dict) or set(data) - {"title", "text", "state"} or not data.get("title"):
        raise InputError(f"{path}: step {number} must have a title, and may have a text and a state, nothing else")
    if not all(isinstance(value, str) for value in data.values()):
        raise InputError(f"{path}: step {number}: title, text and state are strings")
    return Step(data["title"], data.get("text", ""), data.get("state", "").lstrip("#"))
