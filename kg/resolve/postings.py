"""Which sets share members with which: an index of them in a few arrays.

Not for what the members are: here they are numbers.
"""

from array import array
from collections import Counter
from collections.abc import Iterable


class Postings:
    """Sets of numbers below `count`, in their order, to be asked which later ones share members; 12 bytes of memory a
    member, and 4 for each number."""

    def __init__(self, sets: Iterable[Iterable[int]], count: int) -> None:
        import numpy as np  # not at start: a query needs none of it

        self._members, self._ends, owners = array("I"), array("I", (0,)), array("I")
        for place, members in enumerate(sets):
            self._members.extend(members)
            owners.extend([place] * (len(self._members) - self._ends[-1]))
            self._ends.append(len(self._members))
        members = np.frombuffer(self._members, np.uint32)
        order = np.argsort(members, kind="stable")
        self._owners = array("I", np.frombuffer(owners, np.uint32)[order].tobytes())
        self._starts = array("I", np.searchsorted(members[order], np.arange(count + 1)).astype(np.uint32).tobytes())

    def sharing_two(self, place: int) -> list[int]:
        """The later sets that have two or more members of this one, in order."""
        starts, counted = self._starts, Counter[int]()
        for member in self._members[self._ends[place] : self._ends[place + 1]]:
            owners = self._owners[starts[member] : starts[member + 1]]
            counted.update(owner for owner in owners if owner > place)
        return sorted(owner for owner, shared in counted.items() if shared > 1)
