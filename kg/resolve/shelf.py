"""Records of a run in temporary files, found again by number, key or order: memory does not grow with what they hold.

Not for anything that outlives the process: `marshal` writes what this version of Python alone is sure to read.
"""

import marshal
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, ValuesView
from heapq import merge
from itertools import chain
from operator import eq
from threading import Lock
from typing import IO, Any, Generic, TypeVar

from kg.resolve.column import Column

T = TypeVar("T")
Row = tuple[Any, ...]
"""A record as texts, numbers, and tuples of them."""

IN_MEMORY = 1 << 18
"""Bytes up to which no file is made: small corpora need none."""
SIDE_BY_SIDE = 128
"""Runs in order that are made one."""
_TOGETHER = 1 << 12
"""Bytes of records in order that are read at once."""


class Shelf(Generic[T]):
    """Records in the order in which they were added. The file goes with its owner.

    `pack` makes a row of a record, `unpack` a record of a row.
    """

    def __init__(self, pack: Callable[[T], Row], unpack: Callable[[Row], T]) -> None:
        self._pack, self._unpack = pack, unpack
        self._file: IO[bytes] | None = None
        self._written, self._fresh = 0, bytearray()
        self._ends = Column("q", (0,))
        self._lock = Lock()

    def add(self, record: T) -> int:
        """Keeps a record; returns its number."""
        return self.add_line(marshal.dumps(self._pack(record)))

    def add_line(self, line: bytes) -> int:
        """The same with a record that is packed already."""
        self._fresh += line
        self._ends.append(self._written + len(self._fresh))
        if len(self._fresh) >= IN_MEMORY:
            self._write()
        return len(self._ends) - 2

    def _write(self) -> None:
        with self._lock:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by the next line)
                weakref.finalize(self, self._file.close)
            self._file.seek(self._written)
            self._file.write(self._fresh)
            self._written += len(self._fresh)
            self._fresh.clear()

    def __getitem__(self, number: int) -> T:
        start, end = self._ends[number], self._ends[number + 1]
        with self._lock:
            if self._file is None or start >= self._written:
                line = bytes(self._fresh[start - self._written : end - self._written])
            else:
                self._file.seek(start)
                line = self._file.read(end - start)
        return self._unpack(marshal.loads(line))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[T]:
        return map(self.__getitem__, range(len(self)))

    def close(self) -> None:
        """Drops the records before their owner goes."""
        if self._file is not None:
            self._file.close()
        self._file, self._written, self._fresh, self._ends = None, 0, bytearray(), Column("q", (0,))


class Index:
    """Numbers of keys as they come: 0, 1, 2, …; of a key its hash alone is kept.

    Of a million keys no two have one hash of 64 bits, but in one of thirty million runs.
    """

    def __init__(self) -> None:
        self._count, self._last = 0, (1 << 8) - 1
        self._slots = Column("q", count=2 << 8)
        """Open addressing: of each key, in the first free place from that of its hash on, the hash, its number and
        one."""

    def find(self, key: str) -> int | None:
        """The number of a key that is there."""
        _, found = self._slot(hash(key))
        return found - 1 if found else None

    def add(self, key: str) -> int:
        """The number of a key, which may be a new one."""
        mine = hash(key)
        slot, found = self._slot(mine)
        if found:
            return found - 1
        self._count += 1
        self._slots[slot], self._slots[slot + 1] = mine, self._count
        if 2 * self._count > self._last:
            self._widen()
        return self._count - 1

    def _slot(self, mine: int) -> tuple[int, int]:
        """Where a hash stands or is to stand, and the number and one that stands there, or 0."""
        slot = 2 * (mine & self._last)
        while True:
            page, first = self._slots.page(slot)
            for place in range(slot - first, len(page), 2):
                if page[place] == mine or not page[place + 1]:
                    return first + place, page[place + 1]
            slot = (first + len(page)) % len(self._slots)

    def _widen(self) -> None:
        old = iter(self._slots)
        self._last = 2 * self._last + 1
        self._slots = Column("q", count=2 * self._last + 2)
        for mine, number in zip(old, old, strict=True):
            if number:
                slot, _ = self._slot(mine)
                self._slots[slot], self._slots[slot + 1] = mine, number

    def __len__(self) -> int:
        return self._count


class Keyed(Mapping[str, T]):
    """Records by key, in the order in which the keys came: of each the one that was set last."""

    def __init__(self, pack: Callable[[T], Row], unpack: Callable[[Row], T]) -> None:
        self._keys, self._places = Index(), Column("I")
        self._records: Shelf[tuple[str, T]] = Shelf(
            lambda one: (one[0], pack(one[1])), lambda row: (row[0], unpack(row[1]))
        )

    def __setitem__(self, key: str, record: T) -> None:
        number, place = self._keys.add(key), self._records.add((key, record))
        if number < len(self._places):
            self._places[number] = place
        else:
            self._places.append(place)

    def __getitem__(self, key: str) -> T:
        number = self._keys.find(key)
        if number is None:
            raise KeyError(key)
        return self._records[self._places[number]][1]

    def get(self, key: str, default: Any = None) -> Any:
        """Of a key that may not be there."""
        number = self._keys.find(key)
        return default if number is None else self._records[self._places[number]][1]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._keys.find(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.each())

    def __len__(self) -> int:
        return len(self._places)

    def each(self) -> Iterator[tuple[str, T]]:
        """Keys and records, read one after the other."""
        return map(self._records.__getitem__, self._places)

    def values(self) -> ValuesView[T]:
        """The records, read one after the other."""
        return _Values(self)


class _Values(ValuesView[T]):
    def __init__(self, kept: Keyed[T]) -> None:
        super().__init__(kept)
        self._kept = kept

    def __iter__(self) -> Iterator[T]:
        return (record for _, record in self._kept.each())


def texts() -> Keyed[str]:
    """Texts by key."""
    return Keyed(lambda one: (one,), lambda row: str(row[0]))


class Numbered:
    """Texts by number, as they come."""

    def __init__(self) -> None:
        self._numbers = Index()
        self._texts: Shelf[str] = Shelf(lambda one: (one,), lambda row: str(row[0]))
        self.find = self._numbers.find

    def add(self, text: str) -> int:
        """The number of a text, which may be a new one."""
        number = self._numbers.add(text)
        if number == len(self._texts):
            self._texts.add(text)
        return number

    def __getitem__(self, number: int) -> str:
        return self._texts[number]

    def __len__(self) -> int:
        return len(self._texts)


class Few(Mapping[int, str]):
    """Texts by number, of which few differ."""

    def __init__(self, count: int = 0) -> None:
        self._texts, self._known = [""], {"": 0}
        self._numbers = Column("I", count=count)

    def append(self, text: str) -> None:
        """The text of the next number."""
        self._numbers.append(0)
        self[len(self._numbers) - 1] = text

    def __setitem__(self, number: int, text: str) -> None:
        found = self._known.setdefault(text, len(self._texts))
        if found == len(self._texts):
            self._texts.append(text)
        self._numbers[number] = found

    def __getitem__(self, number: int) -> str:
        return self._texts[self._numbers[number]]

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self._numbers)))

    def __len__(self) -> int:
        return len(self._numbers)


class Sorted(Collection[T]):
    """Records in the order of `key`, of equal ones in that of adding.

    As many as fit into `IN_MEMORY` are put in order and into a file; so many such runs as may be read side by side are
    made one.
    """

    def __init__(self, key: Callable[[T], Any], pack: Callable[[T], Row], unpack: Callable[[Row], T]) -> None:
        self._key, self._pack = key, pack
        self._unpack = unpack
        self._shelf: Shelf[Row] = Shelf(tuple, tuple)
        """Packed records, some at a time."""
        self._runs: list[list[range]] = []
        """Numbers on the shelf: runs, runs of runs, and so on; the later ones came first."""
        self._fresh: list[tuple[Any, bytes]] = []
        self._size = self._count = 0

    def add(self, record: T) -> None:
        """Keeps a record."""
        line = marshal.dumps(self._pack(record))
        self._fresh.append((self._key(record), line))
        self._count += 1
        self._size += len(line)
        if self._size >= IN_MEMORY:
            self._keep(self._written(self._in_order()), 0)
            self._fresh, self._size = [], 0

    def _keep(self, run: range, level: int) -> None:
        if level == len(self._runs):
            self._runs.append([])
        runs = self._runs[level]
        runs.append(run)
        if len(runs) == SIDE_BY_SIDE:
            whole = self._written(map(marshal.dumps, map(self._pack, self._merged(runs))))
            runs.clear()
            self._keep(whole, level + 1)

    def _written(self, lines: Iterable[bytes]) -> range:
        start, some, size = len(self._shelf), list[bytes](), 0
        for line in lines:
            some.append(line)
            size += len(line)
            if size >= _TOGETHER:
                self._shelf.add(tuple(some))
                some, size = [], 0
        if some:
            self._shelf.add(tuple(some))
        return range(start, len(self._shelf))

    def _in_order(self) -> list[bytes]:
        return [line for _, line in sorted(self._fresh, key=lambda one: one[0])]

    def _read(self, lines: Iterable[bytes]) -> Iterator[T]:
        return map(self._unpack, map(marshal.loads, lines))

    def _merged(self, runs: Iterable[range]) -> Iterator[T]:
        """All of these runs, of which the first one came first."""
        shelved = (chain.from_iterable(map(self._shelf.__getitem__, run)) for run in runs)
        return merge(*map(self._read, shelved), key=self._key)

    def __iter__(self) -> Iterator[T]:
        rest = self._read(self._in_order())
        kept = self._merged(chain.from_iterable(reversed(self._runs)))
        return merge(kept, rest, key=self._key) if self._runs else rest

    def __len__(self) -> int:
        return self._count

    def __contains__(self, record: object) -> bool:
        return any(one == record for one in self)

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same records in the same order."""
        return isinstance(other, Collection) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    def close(self) -> None:
        """Drops the records before their owner goes."""
        self._shelf.close()
        self._runs, self._fresh, self._size, self._count = [], [], 0, 0
