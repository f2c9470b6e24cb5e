"""The view model: what the page shows, with indices instead of ids; frozen, and free of anything about drawing.

Not for reading extractions (`kg.view.build`) nor for folding them into nodes and edges (`kg.view.levels`).
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

LevelName = Literal["actors", "claims"]


class Segment(NamedTuple):
    """A stretch of verbatim text with its marks: any of s (source), q (cue), c (content), joined, or none."""

    text: str
    marks: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Where a statement was printed; `url` is http(s) or None."""

    id: str
    title: str | None
    outlet: str | None
    date: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor of the whole page: one cluster; `kind` is a value of `kg.model.Kind`."""

    id: str
    label: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with its evidence; actors, articles and statements are indices into the lists of `View`.

    `passage` is verbatim text from the sentence's start to the end of what is marked; `elsewhere` the naming of the
    source where that stands outside of the passage. `denied_by` lists the statements that deny this one.
    """

    key: str
    article: int
    source: int
    stance: str
    act: str
    quote: str
    passage: tuple[Segment, ...]
    elsewhere: str | None
    cue: str | None
    content: str | None
    claim: str
    via: tuple[int, ...]
    about: tuple[int, ...]
    targets: tuple[int, ...]
    denied_by: tuple[int, ...]
    part_of: int | None
    source_class: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation between two actors with its verbatim evidence; `statement` None where the article says it itself."""

    type: str
    subject: int
    object: int
    role: str | None
    article: int
    statement: int | None
    text: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a page shows."""

    articles: tuple[ArticleView, ...]
    actors: tuple[ActorView, ...]
    statements: tuple[StatementView, ...]
    relations: tuple[RelationView, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of one level: an actor (`actor` set) or a claim (`statements` hold it); `id` is unique in its level.

    `bare` marks an act without content, shown by its cue; `roles` counts the stances that an actor takes as a source.
    """

    id: str
    label: str
    kind: str
    actor: int | None = None
    statements: tuple[int, ...] = ()
    bare: bool = False
    roles: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A folded edge: all statements (or relations, for type `relation`) of one type between two nodes.

    `type` is a stance, or `relays` (via), `about`, `relation`; `items` are indices of statements or relations.
    """

    id: str
    start: str
    end: str
    type: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One way to draw the view; nodes stand in order of importance, the most connected first."""

    name: LevelName
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
