"""What a run knows of each of many ids, in a temporary database: memory does not grow with their number.

Not for anything that outlives the process: `marshal` writes what this version of Python alone is sure to read. Not for
what is found by number, or asked for more often than once or twice an article (`kg.resolve.shelf`).
"""

import marshal
import sqlite3
import weakref
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any, TypeVar

T = TypeVar("T")

_TABLE = "CREATE TABLE kept (id BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"


class Kept(MutableMapping[str, T]):
    """A mapping that gives its ids in their order, by code point. `pack` makes a value of what is kept: a number, a
    text, or a tuple of them; `unpack` is its inverse.

    What is put in while it is gone through may be given or not. SQLite makes a file when it needs one, and deletes it.
    """

    def __init__(self, pack: Callable[[T], Any], unpack: Callable[[Any], T]) -> None:
        self._pack, self._unpack = pack, unpack
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._rows.close)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute(_TABLE)

    def __getitem__(self, name: str) -> T:
        row = self._rows.execute("SELECT value FROM kept WHERE id = ?", (_bytes(name),)).fetchone()
        if row is None:
            raise KeyError(name)
        return self._unpack(marshal.loads(row[0]))

    def __setitem__(self, name: str, value: T) -> None:
        row = _bytes(name), marshal.dumps(self._pack(value))
        self._rows.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", row)

    def __delitem__(self, name: str) -> None:
        if not self._rows.execute("DELETE FROM kept WHERE id = ?", (_bytes(name),)).rowcount:
            raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        for (name,) in self._rows.execute("SELECT id FROM kept ORDER BY id"):
            yield name.decode(errors="surrogatepass")

    def __len__(self) -> int:
        return int(self._rows.execute("SELECT count(*) FROM kept").fetchone()[0])


def _bytes(name: str) -> bytes:
    """UTF-8, whose order is that of code points, of any text that Python can hold."""
    return name.encode(errors="surrogatepass")
