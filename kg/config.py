"""Settings from `kg.toml` and the environment, under what a caller says; not for rules or word lists (those are
data)."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from kg.errors import DataError
from kg.ids import DEFAULT_BASE

FILE = "kg.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run goes by unless its caller says otherwise.

    `analyzer` as in `kg.nlp.load`; `stanza_dir` the folder of Stanza's models; `base` the IRI under which nodes are
    named; `lang` the
    language of messages, `uk` or `en`; `rules` a folder of rules of one's own (`kg.data.OWN`).
    """

    analyzer: str = "bundled"
    stanza_dir: str | None = None
    base: str = DEFAULT_BASE
    lang: str = "en"
    rules: str | None = None


def load(folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings: `kg.toml` of `folder` (default: the working folder), then KG_ANALYZER, KG_STANZA_DIR, KG_BASE,
    KG_LANG, KG_RULES.

    The language is Ukrainian where neither says it and the locale is Ukrainian. DataError where the file has the
    wrong form.
    """
    environ = os.environ if environ is None else environ
    names = [one.name for one in fields(Settings)]
    found = _locale(environ) | _file((folder or Path()) / FILE, names)
    found |= {name: environ[f"KG_{name.upper()}"] for name in names if environ.get(f"KG_{name.upper()}")}
    settings = replace(Settings(), **found)
    return settings if settings.lang in ("uk", "en") else replace(settings, lang="en")


def _locale(environ: Mapping[str, str]) -> dict[str, str]:
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    return {"lang": "uk"} if name.startswith("uk") else {}


def _file(path: Path, names: list[str]) -> dict[str, str]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{path}: {error}") from error
    for name, value in data.items():
        if name not in names or not isinstance(value, str) or "\0" in value:
            raise DataError(f"{path}: {name!r} is no setting or no text; settings are {', '.join(names)}")
    return data
