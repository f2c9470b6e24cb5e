"""Joining own ids into clusters under constraints: a union-find whose result depends on the set of ids alone.

Not for saying which ids belong together: the callers give groups and pairs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass
class Clusters:
    """A union-find over ids. `labels` are keys of which a cluster may have only one; `apart` are pairs never joined."""

    labels: Mapping[str, str] = field(default_factory=dict)
    _parent: dict[str, str] = field(default_factory=dict)
    _enemies: dict[str, set[str]] = field(default_factory=dict)
    _label: dict[str, str] = field(default_factory=dict)

    def root(self, one: str) -> str:
        """The representative of an id's cluster (not stable while joining goes on)."""
        found = one
        while (above := self._parent.get(found, found)) != found:
            found = above
        while self._parent.get(one, one) != found:
            self._parent[one], one = found, self._parent.get(one, one)
        return found

    def members(self, every: Iterable[str]) -> dict[str, list[str]]:
        """Representative -> the ids of its cluster, sorted: it is the smallest of them."""
        found: dict[str, list[str]] = {}
        for one in sorted(every):
            found.setdefault(self.root(one), []).append(one)
        return found

    def keep_apart(self, one: str, other: str) -> None:
        """Never join these two; to be said before anything is joined."""
        self._enemies.setdefault(one, set()).add(other)
        self._enemies.setdefault(other, set()).add(one)

    def join(self, one: str, other: str, force: bool = False) -> bool:
        """Join two clusters unless a pair is kept apart or (without `force`) both have labels that differ."""
        left, right = self.root(one), self.root(other)
        if left == right:
            return True
        labels = (self._label_of(left), self._label_of(right))
        if (not force and all(labels) and labels[0] != labels[1]) or self._at_war(left, right):
            return False
        low, high = sorted((left, right))
        self._parent[high] = low
        label = min((label for label in labels if label), default="")
        if label:
            self._label[low] = label
        if high in self._enemies:
            self._enemies.setdefault(low, set()).update(self._enemies[high])
        return True

    def join_all(self, group: Iterable[str]) -> list[tuple[str, str]]:
        """Join a group as far as constraints allow: each id, in order, goes to the first part that takes it.

        Returns the pairs that were apart before.
        """
        parts: list[str] = []
        made: list[tuple[str, str]] = []
        for one in sorted(group):
            there = next((part for part in parts if self.root(part) == self.root(one)), None)
            home = there or next((part for part in parts if self.join(part, one)), None)
            if home is None:
                parts.append(one)
            elif there is None:
                made.append((home, one))
        return made

    def _label_of(self, root: str) -> str:
        return self._label.get(root) or self.labels.get(root, "")

    def _at_war(self, left: str, right: str) -> bool:
        fewer, other = sorted((left, right), key=lambda one: len(self._enemies.get(one, ())))
        return any(self.root(enemy) == other for enemy in self._enemies.get(fewer, ()))
