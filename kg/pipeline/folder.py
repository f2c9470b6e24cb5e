"""The folder that a build makes: names of its files, reading them, replacing them together; not for what is in them."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, TypeVar

from kg.built import JOURNAL, KNOWN, LOCK, MADE, NEW
from kg.errors import StoreError
from kg.model import Article, Extraction
from kg.pipeline.report import file_hashes

if TYPE_CHECKING:
    from pyoxigraph import Quad

T = TypeVar("T")

FILES = ("articles.jsonl", "statements.jsonl", "graph.trig")
"""Files that nothing but a build changes; another page may be written by `kg view`."""

FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says where there is no more room."""

COMPLETE = "complete"
"""In the folder of new files: all of them are written and may replace the old ones; lists them."""


class Folder:
    """One output folder. Paths of its files are attributes; nothing is opened before it is asked for."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.articles_file = self.path / "articles.jsonl"
        self.statements_file = self.path / "statements.jsonl"
        self.errors_file = self.path / "errors.jsonl"
        self.judgements_file = self.path / "judgements.jsonl"
        self.report_file = self.path / "report.json"
        self.log_file = self.path / "run.log"
        self.trig_file = self.path / "graph.trig"
        self.store_folder = self.path / "store"
        self.page_file = self.path / "graph.html"
        self.known = self.path / KNOWN
        self.parts_file = self.known / "parts.jsonl"
        self.made_file = self.known / "made.json"
        self.new = self.path / NEW

    def report(self) -> dict[str, Any] | None:
        """The last build's report; None where no build was completed here. StoreError where it is broken."""
        try:
            data = json.loads(self.report_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            raise StoreError(f"{self.report_file}: {error}; build anew into an empty folder") from error
        if not isinstance(data, dict) or not _whole(data):
            raise StoreError(f"{self.report_file}: no report of a build; build anew into an empty folder")
        return data

    def require(self) -> dict[str, Any]:
        """The report; StoreError with the way out where there is no complete build."""
        if self.path.is_file():
            raise StoreError(f"{self.path}: is a file; give the folder that kg build made")
        data = self.report()
        if data is None or _listed(self.new / COMPLETE):
            unfinished = data is not None or (self.path / JOURNAL).exists()
            again = "its build was interrupted: run the same kg build again"
            raise StoreError(
                f"{self.path}: {again if unfinished else 'no graph there: run kg build SOURCES -o OUT first'}"
            )
        return data

    def as_written(self, report: dict[str, Any]) -> bool:
        """Whether the store and all files that a report lists are there, and none of FILES has been changed since."""
        hashes = report.get("files")
        if not isinstance(hashes, dict) or not self.store_folder.is_dir():
            return False
        if not all((self.path / name).is_file() for name in hashes):
            return False
        written = self.report_file.stat().st_mtime_ns
        later = [name for name in FILES if (self.path / name).stat().st_mtime_ns > written]
        return all(digest == hashes.get(name) for name, digest in file_hashes(self.path, later).items())

    def articles(self) -> Iterator[Article]:
        """All articles in the order of their ids; StoreError for a broken line."""
        return _lines(self.articles_file, Article.from_json)

    def extractions(self) -> Iterator[Extraction]:
        """All extractions, in the same order."""
        return _lines(self.statements_file, Extraction.from_json)

    def quads(self) -> Iterator["Quad"]:
        """The graph as it stands in the file; StoreError where that is missing or broken."""
        from pyoxigraph import RdfFormat, parse

        try:
            yield from parse(path=str(self.trig_file), format=RdfFormat.TRIG)
        except (OSError, SyntaxError) as error:
            raise StoreError(f"{self.trig_file}: {error}; build anew into an empty folder") from error

    def lines(self) -> Iterator[tuple[bytes, bytes]]:
        """The lines of an article and of its extraction, as they are in the files."""
        with self.articles_file.open("rb") as articles, self.statements_file.open("rb") as statements:
            yield from zip(articles, statements, strict=True)

    def pairs(self) -> Iterator[tuple[Article, Extraction]]:
        """Each article with its extraction; StoreError where the two files do not fit together."""
        for article, extraction in zip_longest(self.articles(), self.extractions()):
            if article is None or extraction is None:
                raise StoreError(f"{self.path}: not as many articles as lines of statements: build anew")
            if article.id != extraction.doc:
                raise StoreError(
                    f"{self.path}: article {article.id!r} stands beside statements of {extraction.doc!r}: build anew"
                )
            yield article, extraction

    @contextmanager
    def writing(self, force: bool = False) -> Iterator[None]:
        """The right to write here, alone. StoreError where the folder is somebody else's, another build is at work or
        there is no more room."""
        self._check_owner(force)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be written: {error.strerror}") from error
        try:
            _lock(handle, self.path)
            self._roll_forward()
            yield
        except OSError as error:
            if error.errno not in FULL:
                raise
            places = f"{self.path}, or the folder for temporary files ({gettempdir()})"
            raise StoreError(f"{places}: {error.strerror}; make room and run the same again") from error
        finally:
            os.close(handle)

    def _check_owner(self, force: bool) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise StoreError(f"{self.path}: is a file; give a folder")
        there = {one.name for one in self.path.iterdir()} if self.path.is_dir() else set()
        if there and not force and not there & {"report.json", JOURNAL, LOCK}:
            raise StoreError(f"{self.path}: holds files that no kg build has made; give another folder, or --force")

    def publish(self) -> None:
        """Puts what stands in `new` in the place of what was there; a kill in between is made good by the next
        `writing`."""
        names = [name for name in MADE if (self.new / name).exists()]
        unfinished = self.new / f"{COMPLETE}.tmp"
        with unfinished.open("w", encoding="utf-8") as file:
            file.write("\n".join(names))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.new / COMPLETE)  # a disk that is full leaves no list of half the files
        self._roll_forward()

    def _roll_forward(self) -> None:
        """Finishes a publication that has begun; anything less in `new` is dropped."""
        if names := _listed(self.new / COMPLETE):
            for name in MADE:
                fresh, target = self.new / name, self.path / name
                if name in names and not fresh.exists():
                    continue
                if name not in names or target.is_dir():
                    _remove(target)
                if name in names:
                    fresh.replace(target)
            (self.path / JOURNAL).unlink(missing_ok=True)
            (self.new / COMPLETE).unlink()
        _remove(self.new)


def _listed(marker: Path) -> list[str]:
    """The names of the new files; none where the list is missing, or broken: nothing was replaced by it then."""
    try:
        names = marker.read_text(encoding="utf-8").split("\n")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError):
        return []
    return names if set(names) <= set(MADE) and names[-1] == MADE[-1] else []


def _remove(path: Path) -> None:
    """The file, folder or link is no longer there; of a link, what it leads to stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _whole(report: dict[str, Any]) -> bool:
    """Whether what others ask a report for is there."""
    counts, files, analyzer = (report.get(key) for key in ("counts", "files", "analyzer"))
    if not (isinstance(counts, dict) and isinstance(files, dict) and isinstance(analyzer, dict)):
        return False
    stances = counts.get("stances")
    numbers = [value for key, value in counts.items() if key != "stances"]
    texts = [*(report.get(key) for key in ("kg", "base", "rules")), *(analyzer.get(key) for key in ("name", "version"))]
    return (
        {"articles", "statements"} <= counts.keys()
        and "graph.trig" in files
        and isinstance(stances, dict)
        and all(type(one) is int for one in (*numbers, *stances.values()))
        and all(isinstance(one, str) for one in (*texts, *files.values()))
    )


def _lines(path: Path, read: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    one = read(json.loads(line))
                except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
                    why = f"key {error} is missing" if isinstance(error, KeyError) else error
                    raise StoreError(f"{path}:{number}: {why}; build anew into an empty folder") from error
                yield one
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error


def _lock(handle: int, path: Path) -> None:
    """An exclusive lock that ends with the process; where the system has none, there is none."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StoreError(f"{path}: another kg build is writing there; wait for it or give another folder") from error
