"""Rules, word lists and names as data files; not for code that applies them."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from kg.errors import DataError


def path(name: str) -> Traversable:
    """The data file `name`, in a checkout or a wheel alike."""
    return files(__package__) / name


@cache
def load_toml(name: str) -> dict[str, Any]:
    """The parsed TOML file `name` of this folder; DataError where it has the wrong form."""
    try:
        return tomllib.loads(path(name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{name}: {error}") from error
