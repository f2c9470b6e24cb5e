"""Which sets share members with which: an index of them in temporary files.

Not for what the members are: here they are numbers.
"""

from collections import Counter
from collections.abc import Iterable

from kg.resolve.column import Column


class Postings:
    """Sets of numbers below `count`, in their order, to be asked which later ones share members."""

    def __init__(self, sets: Iterable[Iterable[int]], count: int) -> None:
        self._members, self._ends, self._starts = Column("I"), Column("I", (0,)), Column("I", count=count + 1)
        for members in sets:
            for member in members:
                self._members.append(member)
                self._starts[member] += 1
            self._ends.append(len(self._members))
        total = 0
        for member, owners in enumerate(self._starts):
            total += owners
            self._starts[member] = total  # where they end: each of them, put in from the last on, is one less
        self._owners = Column("I", count=total)
        for place in range(len(self._ends) - 2, -1, -1):
            for member in self._of(place):
                self._starts[member] -= 1
                self._owners[self._starts[member]] = place

    def _of(self, place: int) -> Iterable[int]:
        return self._members.part(self._ends[place], self._ends[place + 1])

    def sharing_two(self, place: int) -> list[int]:
        """The later sets that have two or more members of this one, in order."""
        counted = Counter[int]()
        for member in self._of(place):
            owners = self._owners.part(self._starts[member], self._starts[member + 1])
            counted.update(owner for owner in owners if owner > place)
        return sorted(owner for owner, shared in counted.items() if shared > 1)
