"""The named questions: one SPARQL file each; titles, parameters, columns and an example are comments at its head.

Not for running them (`kg.store`). A line `# VALUES ?actor { … }` is where the nodes that a parameter stands for go.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from pyoxigraph import NamedNode

from kg.errors import DataError, QueryError

ORDER = (
    "who-said-what",
    "claims-about",
    "denials",
    "undenied-claims",
    "disputes",
    "declined",
    "unverified",
    "source-chain",
    "single-root",
    "anonymous-only",
    "positions",
    "contradictions",
    "relations",
    "timeline",
    "outlets",
    "demands",
    "top-actors",
    "provenance",
)
"""The names in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `actor` (a name, alias or IRI), `claim` or `statement` (an IRI or ARTICLE:s3)."""

    name: str
    optional: bool = False


@dataclass(frozen=True)
class Question:
    """A question with titles in Ukrainian and English; `columns` gives each variable its two headings.

    `example` has `parameters` and a `row` (some of its columns) that the answer on the seed article holds.
    """

    name: str
    title_uk: str
    title_en: str
    text: str = field(repr=False)
    parameters: tuple[Parameter, ...] = ()
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    example: dict[str, Any] | None = None

    def bound(self, nodes: Mapping[str, Sequence[NamedNode]]) -> str:
        """The query with these nodes for its parameters; an optional one may be missing.

        Only IRIs that the library has checked and written get into the text, never what a user typed.
        """
        text = self.text
        for one in self.parameters:
            if one.name in nodes:
                values = " ".join(str(node) for node in nodes[one.name])
                text = text.replace(f"# VALUES ?{one.name} {{ … }}", f"VALUES ?{one.name} {{ {values} }}")
        return text


@cache
def catalogue() -> tuple[Question, ...]:
    """All questions in their order."""
    return tuple(get(name) for name in ORDER)


@cache
def get(name: str) -> Question:
    """The question of this name; QueryError if there is none."""
    if name not in ORDER:
        raise QueryError(f"no question {name!a}: use one of {', '.join(ORDER)}")
    return _parse(name, (files(__package__) / f"{name}.rq").read_text(encoding="utf-8"))


def _parse(name: str, text: str) -> Question:
    head: dict[str, list[str]] = {}
    for line in text.split("\n"):
        if line.startswith("# ") and ": " in line:
            key, value = line[2:].split(": ", 1)
            head.setdefault(key, []).append(value)
    try:
        columns = {}
        for line in head["column"]:
            variable, uk, en = (part.strip() for part in line.split("|"))
            columns[variable] = (uk, en)
        example = json.loads(head["example"][0]) if "example" in head else None
        parameters = tuple(Parameter(*_parameter(line)) for line in head.get("parameter", ()))
        return Question(name, head["uk"][0], head["en"][0], text, parameters, columns, example)
    except (KeyError, ValueError) as error:
        raise DataError(f"{name}.rq: the head is not complete: {error}") from error


def _parameter(line: str) -> tuple[str, bool]:
    name, _, rest = line.partition(" ")
    return name, rest.strip() == "optional"
