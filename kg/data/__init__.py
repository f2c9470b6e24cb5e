"""Rules, word lists and names as data files, with the user's own before ours; not for code that applies them."""

import os
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kg.errors import DataError

OWN = "KG_RULES"
"""Environment variable: a folder of files named like those here, whose entries go before ours; read at first use."""

NOT_RULES = ("messages.toml", "sheets.toml")
_FREE = {"group", "example", "counter"}
"""Keys of an entry that are for people and may be left out."""


def path(name: str) -> Traversable:
    """The data file `name`, in a checkout or a wheel alike."""
    return files(__package__) / name


@cache
def load_toml(name: str) -> dict[str, Any]:
    """The parsed TOML file `name` of this folder, the user's entries added; DataError where one has the wrong form."""
    ours = _parsed(path(name), name)
    own = None if name in NOT_RULES else next((one for one in own_files() if one.name == name), None)
    if own is None:
        return ours
    theirs = _parsed(own, str(own))
    _check(ours, theirs, str(own))
    merged: dict[str, Any] = _merged(ours, theirs)
    return merged


def check_own() -> None:
    """DataError where one of the user's files has the wrong form."""
    for one in own_files():
        load_toml(one.name)


def own_files() -> list[Path]:
    """The user's files of rules, in the order of their names; DataError where the folder or a file is none of ours."""
    if not os.environ.get(OWN):
        return []
    folder = Path(os.environ[OWN])
    if not folder.is_dir():
        raise DataError(f"{folder}: no folder of rules ({OWN}, or `rules` in kg.toml)")
    found = sorted(folder.glob("*.toml"))
    for one in found:
        if one.name in NOT_RULES or not path(one.name).is_file():
            raise DataError(f"{one}: no rules have this name; see kg/data")
    return found


def _parsed(file: Traversable, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{where}: {error}") from error


def _check(ours: dict[str, Any], theirs: dict[str, Any], where: str) -> None:
    """DataError unless every table is one of ours, and every entry of a list has keys and values like those of ours."""
    for table, value in theirs.items():
        if type(value) is not type(ours.get(table)):
            raise DataError(f"{where}: {table}: no such table; there are {', '.join(ours)}")
        if isinstance(value, dict) and all(isinstance(one, list) for one in ours[table].values()):
            for key in value.keys() - ours[table].keys():
                raise DataError(f"{where}: {table}: no list {key!r}; there are {', '.join(ours[table])}")
        samples = [one for one in ours[table] if isinstance(one, dict)] if isinstance(value, list) else []
        for number, entry in enumerate(value if samples else (), 1):
            if fault := _fault(samples, entry):
                raise DataError(f"{where}: {table} {number}: {fault}")
        if not samples and not _like(value, [ours[table]]):
            raise DataError(f"{where}: {table}: holds something of the wrong type; see kg/data")


def _fault(samples: list[dict[str, Any]], entry: Any) -> str:
    """What is wrong with an entry, judged by those that we have; an empty text where nothing is."""
    if not isinstance(entry, dict):
        return "must be a table"
    known: dict[str, list[Any]] = {}
    for key, value in (pair for one in samples for pair in one.items()):
        known.setdefault(key, []).append(value)
    for key, value in entry.items():
        if key not in known or not (key in _FREE or _like(value, known[key])):
            return f"{key!r} is no key or has the wrong type; keys are {', '.join(known)}"
    needed = set.intersection(*(set(one) for one in samples)) - _FREE
    return f"needs {', '.join(sorted(needed - entry.keys()))}" if needed - entry.keys() else ""


def _like(value: Any, samples: list[Any]) -> bool:
    """Whether a value is of the type of one of the samples, and what it holds of that of what they hold."""
    same = [one for one in samples if type(one) is type(value)]
    if not same and isinstance(value, int) and any(isinstance(one, float) for one in samples):
        return not isinstance(value, bool)
    if isinstance(value, list):
        inner = [one for sample in same for one in sample]
        return bool(same) and (not inner or all(_like(one, inner) for one in value))
    if isinstance(value, dict):
        return all(
            key in _FREE or _like(one, [sample[key] for sample in same if key in sample] or _held(same))
            for key, one in value.items()
        )
    return bool(same)


def _held(samples: list[dict[str, Any]]) -> list[Any]:
    return [one for sample in samples for one in sample.values()]


def _merged(ours: Any, theirs: Any) -> Any:
    """Both: lists one behind the other, the user's first; tables key by key; of two values the user's."""
    if isinstance(ours, list) and isinstance(theirs, list):
        return theirs + ours
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours | {key: _merged(ours.get(key), value) for key, value in theirs.items()}
    return theirs
