"""Numbers of a run in a temporary file, of which a few pages are in memory: found and changed by place.

Not for records (`kg.resolve.shelf`).
"""

import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator
from io import FileIO
from itertools import chain
from threading import Lock

_BITS = 9
_MASK = (1 << _BITS) - 1
PAGES = 32
"""Pages of 512 numbers that were asked for last; so many before them are in memory too. Up to so many no file is
made."""


class Column:
    """Whole numbers of a type of `array`: first `count` zeros, then `numbers`; places are not checked.

    To be read by many threads, and changed by one while nobody reads.
    """

    def __init__(self, code: str, numbers: Iterable[int] = (), count: int = 0) -> None:
        self._code, self._count = code, count
        self._size = array(code).itemsize << _BITS
        self._pages: dict[int, array[int]] = {}
        self._older: dict[int, array[int]] = {}
        self._changed = set[int]()
        self._file: FileIO | None = None
        self._lock = Lock()
        self.extend(numbers)

    def extend(self, numbers: Iterable[int]) -> None:
        """Appends all of them."""
        for number in numbers:
            self.append(number)

    def append(self, number: int) -> None:
        """The number of the next place."""
        self[self._count] = number
        self._count += 1

    def __getitem__(self, place: int) -> int:
        page = self._pages.get(place >> _BITS)
        if page is None:
            page = self._load(place >> _BITS)
        return page[place & _MASK]

    def __setitem__(self, place: int, number: int) -> None:
        where = place >> _BITS
        page = self._pages.get(where)
        if page is None:
            page = self._load(where)
        page[place & _MASK] = number
        self._changed.add(where)

    def page(self, place: int) -> tuple["array[int]", int]:
        """The numbers that are read together with that of a place, and the place of the first of them."""
        where = place >> _BITS
        return self._pages.get(where) or self._load(where), where << _BITS

    def part(self, start: int, end: int) -> "array[int]":
        """The numbers from `start` up to before `end`."""
        found = array(self._code)
        while start < end:
            page, first = self.page(start)
            found += page[start - first : end - first]
            start = first + len(page)
        return found

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        starts = range(0, self._count, 1 << _BITS)
        return chain.from_iterable(self.part(start, min(start + (1 << _BITS), self._count)) for start in starts)

    def _load(self, where: int) -> "array[int]":
        """A page that was not among the last ones."""
        with self._lock:
            if where in self._pages:  # another thread was first
                return self._pages[where]
            if len(self._pages) >= PAGES:
                self._put_away()
                self._older, self._pages = self._pages, {}
            page = self._pages[where] = self._older.pop(where) if where in self._older else self._read(where)
        return page

    def _read(self, where: int) -> "array[int]":
        """A page of the file; what nobody has written yet is 0."""
        page = array(self._code, bytes(self._size))
        if self._file is not None:
            self._file.seek(where * self._size)
            self._file.readinto(page)
        return page

    def _put_away(self) -> None:
        """Writes the older pages, as far as they have changed."""
        changed = sorted(self._changed & self._older.keys())
        if changed and self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (closed by the next line)
            weakref.finalize(self, self._file.close)
        for where in changed:
            assert self._file is not None
            self._file.seek(where * self._size)
            self._file.write(self._older[where])
        self._changed.difference_update(changed)
