"""A run: sources read, their new pages fetched, the articles written; not for any single request."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg import __version__, ids
from kg.errors import InputError, StoreError
from kg.fetch.addresses import clean, host_of
from kg.fetch.client import Client
from kg.fetch.listing import MAX_BYTES, Entry, Listing, addresses, listing
from kg.fetch.state import FILE, State, opened
from kg.fetch.visitor import Visitor
from kg.ingest.decode import decode
from kg.ingest.html import MAX_PAGE_BYTES, article_of
from kg.ingest.records import MAX_ID
from kg.ingest.source import Input, shown
from kg.model import Article
from kg.scale import Late, within

ARTICLES = "articles.jsonl"
"""What a run writes, besides its state."""
MAX_SITEMAPS = 1_000
"""Sitemaps that one source may lead to."""

OnError = Callable[[InputError], None]
Progress = Callable[[str, int], None]
Waiting = tuple[Entry, str | None, str | None]
"""A page with its ETag and Last-Modified."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take: `pause` seconds between two requests to a host, `seconds` for one request, `pages` at most;
    `private`: also hosts of private networks; `known`: also pages that are known, asked whether they changed."""

    pause: float = 1.0
    seconds: float = 30.0
    pages: int = 1_000
    private: bool = False
    known: bool = False
    agent: str = f"kg-uk/{__version__}"


@dataclass(slots=True)
class Outcome:
    """What came of a run: pages whose article was written now, those that had not changed, errors; pages left."""

    articles: int = 0
    unchanged: int = 0
    errors: int = 0
    left: int = 0


def fetch(
    sources: Iterable[str],
    folder: str | Path,
    limits: Limits | None = None,
    on_error: OnError = lambda _: None,
    progress: Progress = lambda *_: None,
) -> Outcome:
    """Fetches what `sources` list (addresses of feeds and sitemaps, files with addresses of pages) into the folder.

    Afterwards its `articles.jsonl` holds all articles fetched so far. What cannot be had goes to `on_error`, with the
    address. After an interruption the same call goes on where it stopped. StoreError where the folder cannot be used.
    """
    limits = limits or Limits()
    _check_owner(Path(folder))
    client = Client(limits.agent, limits.seconds, limits.private)
    try:
        with opened(Path(folder)) as state:
            visitor = Visitor(client, limits.agent.partition("/")[0], limits.pause)
            run = _Run(state, visitor, limits, on_error, progress)
            try:
                run.work(sources)
            finally:
                _write(state, Path(folder) / ARTICLES)
            run.outcome.left = state.left()
            return run.outcome
    finally:
        client.close()


class _Run:
    def __init__(self, state: State, visitor: Visitor, limits: Limits, on_error: OnError, progress: Progress) -> None:
        self.state, self.visitor, self.limits, self.progress = state, visitor, limits, progress
        self.outcome = Outcome()
        self._on_error = on_error

    def work(self, sources: Iterable[str]) -> None:
        """Reads all sources, then fetches what waits."""
        for source in sources:
            try:
                self._list(source)
            except InputError as error:
                self._fail(error.where or source, error.reason)
        waiting = self.state.waiting(self.limits.pages, self.limits.known)
        for number, (entry, etag, modified) in enumerate(_spread(waiting), 1):
            self._page(entry, etag, modified)
            self.progress("fetch", number)

    def _fail(self, where: str, reason: str) -> None:
        self.outcome.errors += 1
        self._on_error(InputError(reason, shown(where)))

    def _list(self, source: str) -> None:
        """Keeps the pages that a source lists, those of further sitemaps included."""
        if "://" not in source:
            self._keep(source, addresses(Input(Path(source), source).read_bytes(MAX_BYTES), shown(source)))
            return
        todo, seen = deque([clean(source)]), set[str]()
        while todo:
            url = todo.popleft()
            if url in seen:
                continue
            if len(seen) >= MAX_SITEMAPS:
                self._fail(source, f"leads to more than {MAX_SITEMAPS:,} sitemaps: the rest is left")
                return
            seen.add(url)
            todo += self._source(url)

    def _source(self, url: str) -> tuple[str, ...]:
        """Asks for one feed or sitemap; returns the sitemaps that it leads to."""
        etag, modified = self.state.validators(url)
        answer = self.visitor.get(url, MAX_BYTES, etag, modified)
        if answer.fault:
            self._fail(url, answer.fault)
        if answer.status == 304 or answer.fault:
            return ()
        try:
            found = listing(answer.body, answer.url)
        except InputError as error:
            self._fail(url, error.reason)
            return ()
        if found.sitemaps:
            answer = replace(answer, etag=None, modified=None)  # an index is read each time: its parts may have changed
        self._keep(url, found)
        self.state.listed(url, answer, ())
        return found.sitemaps

    def _keep(self, source: str, found: Listing) -> None:
        for fault in found.faults:
            self._fail(fault.where, fault.reason)
        self.state.listed(source, None, found.pages)

    def _page(self, entry: Entry, etag: str | None, modified: str | None) -> None:
        """Fetches one page and keeps its article, or why there is none."""
        answer = self.visitor.get(entry.url, MAX_PAGE_BYTES, etag, modified)
        if answer.status == 304 and (etag or modified):
            self.state.unchanged(entry.url)
            self.outcome.unchanged += 1
            return
        try:
            if answer.fault or answer.status != 200:
                raise InputError(answer.fault or f"answered {answer.status}")
            found = within(self.limits.seconds, lambda: _article(answer.body, entry, answer.url))
            if isinstance(found, Late):
                raise InputError(f"the page takes longer than {self.limits.seconds:g} s to read")
        except InputError as error:
            self.state.failed(entry.url, answer.again)
            self._fail(entry.url, error.reason)
            return
        self.state.done(entry.url, found, answer)
        self.outcome.articles += 1


def _article(body: bytes, entry: Entry, url: str) -> Article:
    """The article of a page; day and title as the source gives them where the page does not."""
    name = entry.url if len(entry.url) <= MAX_ID else ids.digest("page", entry.url)
    found = article_of(decode(body), Input(None, name))
    return replace(found, url=url, date=found.date or entry.date, title=found.title or entry.title)


def _spread(waiting: list[Waiting]) -> Iterator[Waiting]:
    """The pages of all hosts in turn, so that no host is waited for while others could be asked."""
    hosts: dict[str, deque[Waiting]] = {}
    for one in waiting:
        hosts.setdefault(host_of(one[0].url), deque()).append(one)
    while hosts:
        for host in list(hosts):
            yield hosts[host].popleft()
            if not hosts[host]:
                del hosts[host]


def _check_owner(folder: Path) -> None:
    """StoreError where the articles in a folder are not those of earlier runs, and would be lost."""
    if (folder / ARTICLES).exists() and not (folder / FILE).exists():
        raise StoreError(f"{folder / ARTICLES}: not written by kg fetch; give another folder, or move it away")


def _write(state: State, path: Path) -> None:
    """All articles, beside the old file and then in its place."""
    if not state.articles_kept():
        return
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("w", encoding="utf-8", errors="strict", newline="\n") as file:
        for line in state.articles():
            file.write(line + "\n")
    temporary.replace(path)
