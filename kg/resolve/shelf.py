"""Records of a run in a temporary file, found again by their numbers: memory does not grow with what they hold.

Not for anything that outlives the process: `marshal` writes what this version of Python alone is sure to read.
"""

import marshal
import tempfile
from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Row = tuple[Any, ...]
"""A record as texts, numbers, and tuples of them."""

IN_MEMORY = 1 << 20
"""Bytes up to which no file is made: small corpora need none."""


class Shelf(Generic[T]):
    """Records in the order in which they were added; 8 bytes of memory each. To be closed.

    `pack` makes a row of a record, `unpack` a record of a row.
    """

    def __init__(self, pack: Callable[[T], Row], unpack: Callable[[Row], T]) -> None:
        self._pack, self._unpack = pack, unpack
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed in `close`)
        self._starts = array("q")
        self._end = 0

    def add(self, record: T) -> int:
        """Keeps a record; returns its number."""
        line = marshal.dumps(self._pack(record))
        self._file.seek(self._end)
        self._file.write(line)
        self._starts.append(self._end)
        self._end += len(line)
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> T:
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self._end
        self._file.seek(self._starts[number])
        return self._unpack(marshal.loads(self._file.read(end - self._starts[number])))

    def __len__(self) -> int:
        return len(self._starts)

    def close(self) -> None:
        """Drops the records."""
        self._file.close()


class Keyed(Mapping[str, T]):
    """Records by key: of each the one that was set last. To be closed."""

    def __init__(self, pack: Callable[[T], Row], unpack: Callable[[Row], T]) -> None:
        self._shelf: Shelf[T] = Shelf(pack, unpack)
        self._numbers: dict[str, int] = {}

    def set(self, key: str, record: T) -> None:
        """Keeps a record, in the place of an earlier one of this key."""
        self._numbers[key] = self._shelf.add(record)

    def __getitem__(self, key: str) -> T:
        return self._shelf[self._numbers[key]]

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def close(self) -> None:
        """Drops the records."""
        self._shelf.close()
        self._numbers.clear()
