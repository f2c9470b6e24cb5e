"""Records of a run in temporary files, found again by number, key or order: memory hardly grows with what they hold.

Not for anything that outlives the process: `marshal` writes what this version of Python alone is sure to read.
"""

import marshal
import tempfile
import weakref
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, ValuesView
from heapq import merge
from itertools import pairwise
from operator import eq
from threading import Lock
from typing import IO, Any, Generic, TypeVar

T = TypeVar("T")
Row = tuple[Any, ...]
"""A record as texts, numbers, and tuples of them."""

IN_MEMORY = 1 << 18
"""Bytes up to which no file is made: small corpora need none."""


class Shelf(Generic[T]):
    """Records in the order in which they were added; 8 bytes of memory each. The file goes with its owner.

    `pack` makes a row of a record, `unpack` a record of a row.
    """

    def __init__(self, pack: Callable[[T], Row], unpack: Callable[[Row], T]) -> None:
        self._pack, self._unpack = pack, unpack
        self._file: IO[bytes] | None = None
        self._written, self._fresh = 0, bytearray()
        self._ends = array("q", (0,))
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
        self._file, self._written, self._fresh, self._ends = None, 0, bytearray(), array("q", (0,))


class Index:
    """Numbers of keys as they come: 0, 1, 2, …; some 20 bytes of memory each, since of a key its hash alone is kept.

    Of a million keys no two have one hash of 64 bits, but in one of thirty million runs.
    """

    def __init__(self) -> None:
        self._hashes = array("q")
        self._slots = array("I", bytes(4 << 8))
        """Open addressing: of each key, in the first free place from that of its hash on, its number and one."""

    def find(self, key: str) -> int | None:
        """The number of a key that is there."""
        found = self._slots[self._slot(hash(key))]
        return found - 1 if found else None

    def add(self, key: str) -> int:
        """The number of a key, which may be a new one."""
        mine = hash(key)
        slot = self._slot(mine)
        if found := self._slots[slot]:
            return found - 1
        self._hashes.append(mine)
        self._slots[slot] = len(self._hashes)
        if 2 * len(self._hashes) > len(self._slots):
            self._widen()
        return len(self._hashes) - 1

    def _slot(self, mine: int) -> int:
        """Where a hash stands or is to stand."""
        slots, hashes, last = self._slots, self._hashes, len(self._slots) - 1
        slot = mine & last
        while (number := slots[slot]) and hashes[number - 1] != mine:
            slot = (slot + 1) & last
        return slot

    def _widen(self) -> None:
        self._slots = array("I", bytes(2 * 4 * len(self._slots)))
        for number, mine in enumerate(self._hashes, 1):
            self._slots[self._slot(mine)] = number

    def __len__(self) -> int:
        return len(self._hashes)


class Keyed(Mapping[str, T]):
    """Records by key, in the order in which the keys came: of each the one that was set last; some 32 bytes of memory
    each."""

    def __init__(self, pack: Callable[[T], Row], unpack: Callable[[Row], T]) -> None:
        self._keys, self._places = Index(), array("I")
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
    """Texts by number, as they come; some 28 bytes of memory each."""

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
    """Texts by number, of which few differ; 4 bytes of memory each."""

    def __init__(self, count: int = 0) -> None:
        self._texts, self._known = [""], {"": 0}
        self._numbers = array("I", bytes(4 * count))

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
    """Records in the order of `key`, of equal ones in that of adding; 8 bytes of memory each.

    As many as fit into `IN_MEMORY` are put in order and into a file, and all these runs are read side by side.
    """

    def __init__(self, key: Callable[[T], Any], pack: Callable[[T], Row], unpack: Callable[[Row], T]) -> None:
        self._key, self._pack = key, pack
        self._unpack = unpack
        self._shelf: Shelf[T] = Shelf(pack, unpack)
        self._ends = [0]
        self._fresh: list[tuple[Any, bytes]] = []
        self._size = 0

    def add(self, record: T) -> None:
        """Keeps a record."""
        line = marshal.dumps(self._pack(record))
        self._fresh.append((self._key(record), line))
        self._size += len(line)
        if self._size >= IN_MEMORY:
            self._write()

    def _write(self) -> None:
        for line in self._in_order():
            self._shelf.add_line(line)
        self._ends.append(len(self._shelf))
        self._fresh, self._size = [], 0

    def _in_order(self) -> list[bytes]:
        self._fresh.sort(key=lambda one: one[0])
        return [line for _, line in self._fresh]

    def __iter__(self) -> Iterator[T]:
        runs = [map(self._shelf.__getitem__, range(*ends)) for ends in pairwise(self._ends)]
        rest = (self._unpack(marshal.loads(line)) for line in self._in_order())
        return merge(*runs, rest, key=self._key) if runs else rest

    def __len__(self) -> int:
        return len(self._shelf) + len(self._fresh)

    def __contains__(self, record: object) -> bool:
        return any(one == record for one in self)

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same records in the same order."""
        return isinstance(other, Collection) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    def close(self) -> None:
        """Drops the records before their owner goes."""
        self._shelf.close()
        self._ends, self._fresh, self._size = [0], [], 0
