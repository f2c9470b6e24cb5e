"""Joining ids into clusters under constraints: a union-find whose result depends on the set of ids alone.

Not for saying which ids belong together: the callers give groups and pairs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

Id = TypeVar("Id", bound=Any)
"""What has an order: texts, or numbers from 0 on."""


class Parents(Protocol[Id]):
    """Of each id the one that it hangs on, itself at first: an array of numbers will do."""

    def __getitem__(self, one: Id, /) -> Id: ...
    def __setitem__(self, one: Id, above: Id, /) -> None: ...


class _Itself(dict[Id, Id]):
    def __missing__(self, one: Id) -> Id:
        return one


@dataclass
class Clusters(Generic[Id]):
    """A union-find over ids. `labels` are keys of which a cluster may have only one; `apart` are pairs never joined."""

    labels: Mapping[Id, str] = field(default_factory=dict)
    parents: Parents[Id] = field(default_factory=_Itself)
    _enemies: dict[Id, set[Id]] = field(default_factory=dict)
    _label: dict[Id, str] = field(default_factory=dict)
    _same: dict[str, str] = field(default_factory=dict)
    """Of labels that were joined by force the lesser one."""

    def root(self, one: Id) -> Id:
        """The representative of an id's cluster, the smallest of it (another one when joining goes on)."""
        parents, found = self.parents, one
        while (above := parents[found]) != found:
            found = above
        while (above := parents[one]) != found:
            parents[one] = found
            one = above
        return found

    def keep_apart(self, one: Id, other: Id) -> None:
        """Never join these two; to be said before anything is joined."""
        self._enemies.setdefault(one, set()).add(other)
        self._enemies.setdefault(other, set()).add(one)

    def join(self, one: Id, other: Id, force: bool = False) -> bool:
        """Join two clusters unless a pair is kept apart or (without `force`) both have labels that differ.

        Labels that were joined by force are one from then on.
        """
        left, right = self.root(one), self.root(other)
        if left == right:
            return True
        labels = (self._label_of(left), self._label_of(right))
        if (not force and all(labels) and labels[0] != labels[1]) or self._at_war(left, right):
            return False
        low, high = sorted((left, right))
        self.parents[high] = low
        label, *more = sorted({label for label in labels if label}) or [""]
        if label:
            self._label[low] = label
        for greater in more:
            self._same[greater] = label
        if high in self._enemies:
            self._enemies.setdefault(low, set()).update(self._enemies[high])
        return True

    def join_first(self, parts: list[Id], one: Id) -> Id | None:
        """Join an id with the first of the parts that takes it, and return that part; None if it is in one already.

        An id that none takes is one more part.
        """
        mine = self.root(one)
        if any(self.root(part) == mine for part in parts):
            return None
        home = next((part for part in parts if self.join(part, one)), None)
        if home is None:
            parts.append(one)
        return home

    def _label_of(self, root: Id) -> str:
        label = self._label.get(root) or self.labels.get(root, "")
        while label in self._same:
            label = self._same[label]
        return label

    def _at_war(self, left: Id, right: Id) -> bool:
        if not self._enemies:
            return False
        fewer, other = sorted((left, right), key=lambda one: len(self._enemies.get(one, ())))
        return any(self.root(enemy) == other for enemy in self._enemies.get(fewer, ()))
