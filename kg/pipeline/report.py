"""What a build says of its result: counts and versions, the same for the same result; times go to `run.log`."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.model import Extraction, Kind, Stance


@dataclass(slots=True)
class Counts:
    """What stands in the extractions; filled by `add`."""

    articles: int = 0
    statements: int = 0
    mentions: int = 0
    relations: int = 0
    links: int = 0
    """Statements that deny, confirm or leave open another one of their article."""
    stances: Counter[str] = field(default_factory=Counter)
    unnamed: int = 0
    """Statements whose source has no name."""

    def add(self, one: Extraction) -> None:
        """Counts one article."""
        self.articles += 1
        self.statements += len(one.statements)
        self.mentions += len(one.mentions)
        self.relations += len(one.relations)
        self.links += sum(bool(statement.denies) for statement in one.statements)
        self.stances.update(statement.stance.value for statement in one.statements)
        self.unnamed += sum(statement.source.kind is Kind.UNNAMED for statement in one.statements)

    def to_json(self) -> dict[str, Any]:
        """Every stance is there, in a fixed order."""
        numbers = {
            name: getattr(self, name)
            for name in ("articles", "statements", "mentions", "relations", "links", "unnamed")
        }
        return numbers | {"stances": {stance.value: self.stances[stance.value] for stance in Stance}}


def counted(extractions: Iterable[Extraction]) -> Counts:
    """The counts of all these."""
    counts = Counts()
    for one in extractions:
        counts.add(one)
    return counts


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one run: `data` is the content of `report.json`, the rest is of this run alone.

    `analysed` articles were analysed now, `known` were there already, `errors` could not be used, `unchanged`:
    nothing was written. `replaced` articles took the place of others that had their ids: an earlier form, or another
    article.
    """

    data: dict[str, Any]
    analysed: int = 0
    known: int = 0
    errors: int = 0
    unchanged: bool = False
    replaced: int = 0


def file_hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """SHA-256 of those of the files that are there."""
    found = {}
    for name in names:
        if (folder / name).is_file():
            with (folder / name).open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
