"""What is known of pages and sources, kept in the folder between runs: an SQLite file. Not for articles of others.

Each page is written when it is done, so that an interrupted run goes on where it stopped.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from kg.errors import StoreError
from kg.fetch.client import Answer
from kg.fetch.listing import Entry
from kg.model import Article

FILE = ".fetch.sqlite"
_TABLES = """
create table if not exists page (
    url text primary key, state text not null, date text, title text, etag text, modified text, article text);
create table if not exists source (url text primary key, etag text, modified text);
create table if not exists asked (number integer primary key, url text unique);
create index if not exists waiting on page (state);
"""


class Standing(StrEnum):
    """How a page stands: to be fetched, to be tried again, done, or not to be had."""

    NEW = "new"
    LATER = "later"
    DONE = "done"
    GONE = "gone"


class State:
    """The file of one folder, for one run at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def validators(self, source: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of a source as it was last read."""
        found = self._connection.execute("select etag, modified from source where url = ?", (source,)).fetchone()
        return found or (None, None)

    def listed(self, source: str, answer: Answer | None, entries: tuple[Entry, ...]) -> int:
        """Keeps what a source lists, and how it was answered; returns how many of the pages are new."""
        before = self._connection.total_changes
        rows = [(one.url, Standing.NEW, one.date, one.title) for one in entries]
        self._connection.executemany("insert or ignore into page (url, state, date, title) values (?, ?, ?, ?)", rows)
        new = self._connection.total_changes - before
        if answer is not None:
            self._connection.execute(
                "insert or replace into source values (?, ?, ?)", (source, answer.etag, answer.modified)
            )
        self._connection.commit()
        return new

    def waiting(self, limit: int, known: bool) -> list[tuple[Entry, str | None, str | None]]:
        """At most `limit` pages to be fetched, in the order in which they were listed, with ETag and Last-Modified;
        `known`: also those that are done already, after the others, what was asked for longest ago first."""
        states = [Standing.NEW, Standing.LATER, *((Standing.DONE, Standing.GONE) if known else ())]
        marks = ", ".join("?" * len(states))
        rows = self._connection.execute(
            f"select url, date, title, etag, modified from page left join asked using (url) where state in ({marks})"
            " order by state in ('done', 'gone'), case when state in ('done', 'gone') then number end, page.rowid"
            " limit ?",
            (*states, limit),
        )
        return [(Entry(url, date, title), etag, modified) for url, date, title, etag, modified in rows]

    def done(self, url: str, article: Article, answer: Answer) -> None:
        """Keeps a page's article."""
        line = json.dumps(article.to_json(), ensure_ascii=False)
        self._connection.execute(
            "update page set state = ?, article = ?, etag = ?, modified = ? where url = ?",
            (Standing.DONE, line, answer.etag, answer.modified, url),
        )
        self._asked(url)

    def unchanged(self, url: str) -> None:
        """Keeps that a page is as it was when its article was kept."""
        self._connection.execute("update page set state = ? where url = ?", (Standing.DONE, url))
        self._asked(url)

    def failed(self, url: str, again: bool) -> None:
        """Keeps that a page could not be had; an article that it gave before stays."""
        state = Standing.LATER if again else Standing.GONE
        self._connection.execute("update page set state = ? where url = ?", (state, url))
        self._asked(url)

    def _asked(self, url: str) -> None:
        """Keeps that no page was asked for later."""
        self._connection.execute("insert or replace into asked (url) values (?)", (url,))
        self._connection.commit()

    def left(self) -> int:
        """How many pages are still to be fetched."""
        query = "select count(*) from page where state in ('new', 'later')"
        return int(self._connection.execute(query).fetchone()[0])

    def articles_kept(self) -> bool:
        """Whether there is any article."""
        query = "select 1 from page where article is not null limit 1"
        return self._connection.execute(query).fetchone() is not None

    def articles(self) -> Iterator[str]:
        """All articles as JSON, in the order of their addresses."""
        query = "select article from page where article is not null order by url"
        return (line for (line,) in self._connection.execute(query))


@contextmanager
def opened(folder: Path) -> Iterator[State]:
    """The state of a folder, made if there is none. StoreError where it is broken or another run is at work."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=0)
        try:
            connection.execute("pragma locking_mode = exclusive")
            connection.executescript(f"begin exclusive; {_TABLES} commit;")
            yield State(connection)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        busy = "locked" in str(error)
        raise StoreError(f"{path}: {'another kg fetch is writing there' if busy else error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: {error}; move it and the articles away to begin anew") from error
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror}") from error
