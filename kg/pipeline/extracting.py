"""From sources to extractions, article by article; a bad article is told and left behind. Not for files."""

import hashlib
import logging
import platform
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from kg import __version__, ids, interrupts
from kg.data import check_own, own_files
from kg.errors import DataError, EngineError, InputError
from kg.model import Article, Extraction
from kg.nlp import BUNDLED, Analyzer, collect_rarely, forgetting, load, spare_torch
from kg.pipeline.checking import check
from kg.scale import ENGINES, Crash, engine

if TYPE_CHECKING:
    from kg.ingest import Sources

log = logging.getLogger(__name__)

LOCAL = ENGINES[0]

RULES = ("data", "extract", "nlp")
"""Rooms whose content decides what is found in an article."""
OUTPUTS = ("graph", "ids.py", "model.py", "pipeline", "resolve", "store", "view")
"""Rooms and modules whose content decides what is written of what was found."""
LONGEST = 1_000_000_000
"""Most seconds that can be given to an article: alarms cannot be set for much longer."""
TEXTS = frozenset({"data/messages.toml"})
"""Files in them that decide nothing: what the command line says."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to extract and build: analyzer and folder of Stanza's models as in `kg.nlp.load`; base IRI of the graph.

    `force`: write into a folder that is not empty and that no build has made. `engine`, `address`: where the processes
    that analyse are, as in `kg.scale.engine`; `jobs`: how many, None for this process itself or as many as a Ray
    cluster has processors; a script that gives a number must run under `if __name__ == "__main__":`. What comes out
    does not depend on these three. `article_seconds`: after so long an article is given up, which is an error of that
    article alone; 0 is no limit. Without processes of their own it holds in the main thread alone, not on Windows.
    DataError for a value that is none.
    """

    analyzer: str = BUNDLED
    stanza_dir: str | None = None
    base: str = ids.DEFAULT_BASE
    force: bool = False
    jobs: int | None = None
    engine: str = LOCAL
    address: str | None = None
    article_seconds: float = 120

    def __post_init__(self) -> None:
        jobs, seconds = self.jobs, self.article_seconds
        if jobs is not None and (type(jobs) is not int or jobs < 1):
            raise DataError(f"jobs must be a whole number from 1, or None: {jobs!a}")
        if type(seconds) not in (int, float) or not 0 <= seconds <= LONGEST:
            raise DataError(f"article_seconds must be a number from 0 to {LONGEST:,}: {seconds!a}")
        for name in ("analyzer", "base"):
            if not isinstance(getattr(self, name), str):
                raise DataError(f"{name} must be text: {getattr(self, name)!a}")
        if self.base != ids.DEFAULT_BASE:
            from kg.graph.terms import check_base

            check_base(self.base)


@dataclass(frozen=True, slots=True)
class ArticleError:
    """An article, or a source, of which nothing could be made: `where` names it, `reason` is one line."""

    where: str
    reason: str

    def to_json(self) -> dict[str, str]:
        """One line of `errors.jsonl`."""
        return {"id": self.where, "reason": self.reason}

    @classmethod
    def of(cls, where: str, error: Exception) -> "ArticleError":
        """From whatever was raised, its text squeezed into one line."""
        text = " ".join(str(error).split())[:500]
        known = isinstance(error, (InputError, ValueError)) and text
        return cls(where, text if known else f"{type(error).__name__}: {text}".rstrip(": "))


ErrorHandler = Callable[[ArticleError], None]


def warn(error: ArticleError) -> None:
    """Logs an error as a warning, which Python shows on stderr unless it is told otherwise."""
    log.warning("%s: %s", error.where, error.reason)


def extract(
    sources: "Sources",
    options: Options | None = None,
    on_error: ErrorHandler = warn,
    keep: Callable[[Article], bool] = lambda _: True,
) -> Iterator[Extraction]:
    """What is found in each article of `sources` that is to be kept, in their order.

    A source is a path (a single one needs no list) or an Article, such as those of `kg.read_articles`. Errors of one
    article or source, a missing file too, go to `on_error`, by default as a warning to the log. AnalyzerError where
    the analyzer cannot be loaded, DataError where rules of the user's own are wrong.
    """
    options = options or Options()
    check_own()
    analyzer = load(options.analyzer, options.stanza_dir)
    for _, found in analysed(filter(keep, articles_of(sources, on_error)), options, analyzer):
        if isinstance(found, ArticleError):
            on_error(found)
        else:
            yield found


def articles_of(sources: "Sources", on_error: ErrorHandler) -> Iterator[Article]:
    """The articles of `sources`, each id once, as `kg.ingest.read` gives them."""
    from kg.ingest import read

    return read(sources, lambda error: on_error(ArticleError(error.where, error.reason)))


def analysed(
    articles: Iterable[Article], options: Options, analyzer: Analyzer
) -> Iterator[tuple[Article, Extraction | ArticleError]]:
    """Each article with what is found in it, in their order; in this process where no others are asked for."""
    ordered = engine(options.engine, options.address)
    if options.engine == LOCAL and options.jobs is None:
        for article in articles:
            one = analyse(article, analyzer, options.article_seconds)
            interrupts.check()
            yield _told(article, one)
        return
    given = (options.analyzer, options.stanza_dir, pipeline_version(analyzer), options.article_seconds)
    for article, found in ordered(_in_worker, articles, options.jobs, _set_up, given):
        crash = ArticleError(article.id, "the process that analysed it died: out of memory, killed, or out of time")
        interrupts.check()
        yield _told(article, crash if isinstance(found, Crash) else found)


def _told(article: Article, found: Extraction | ArticleError) -> tuple[Article, Extraction | ArticleError]:
    """The pair; logs how much was found. Errors are told by who handles them."""
    if isinstance(found, Extraction):
        log.info("%s: %d statements", article.id, len(found.statements))
    return article, found


def analyse(article: Article, analyzer: Analyzer, seconds: float = 0) -> Extraction | ArticleError:
    """What is found in one article, or why that failed, whatever it was; after `seconds` (0: never) it is given up."""
    from kg.scale import Late, within

    found = within(seconds, lambda: _analyse(article, analyzer))
    if isinstance(found, Late):
        return ArticleError(article.id, f"took longer than {seconds:g} s and was given up (--article-seconds)")
    return found


def _analyse(article: Article, analyzer: Analyzer) -> Extraction | ArticleError:
    from kg.extract import extract as extract_one

    try:
        with forgetting(analyzer):
            doc = analyzer(article.text)
            extraction = extract_one(article, doc)
            doc.user_data.clear()  # what is kept there of its tokens holds it: without this it waits for a collection
        check(article, extraction)
    except Exception as error:  # noqa: BLE001 - one bad article never stops a run
        return ArticleError.of(article.id, error)
    return extraction


GRACE = 30.0
"""Seconds after the end of an article's time in which its process must come back to Python, or is ended."""

_worker: list[tuple[Analyzer, float]] = []
"""The analyzer of this process and the time for an article, where it is one of a pool."""


def _set_up(analyzer: str, stanza_dir: str | None, version: str, seconds: float) -> None:
    """Loads the analyzer; EngineError where this machine's would find other things than the one that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells when to stop
    spare_torch(analyzer)
    collect_rarely()
    _worker[:] = [(load(analyzer, stanza_dir), seconds)]
    if pipeline_version(_worker[0][0]) != version:
        raise EngineError(f"{platform.node()} has another kg or analyzer: install the same on all machines")


def _in_worker(article: Article) -> Extraction | ArticleError:
    from kg.scale import last_resort

    analyzer, seconds = _worker[0]
    with last_resort(seconds and seconds + GRACE):
        return analyse(article, analyzer, seconds)


def article_key(article: Article) -> str:
    """Changes whenever the article does, its metadata included."""
    return ids.digest(article.id, article.sha256, article.date, article.outlet, article.title, article.url)


def pipeline_version(analyzer: Analyzer) -> str:
    """Changes whenever the same article may give another extraction: package, analyzer, rules and their code."""
    return ids.digest(__version__, analyzer.name, analyzer.version, rules_version())


@cache
def rules_version() -> str:
    """A digest of the rules: the content of the rooms that decide what is found, and the user's own."""
    found = _hashed(RULES)
    check_own()
    for one in own_files():
        found.update(f"{one.name}\0".encode() + one.read_bytes())
    return found.hexdigest()[:16]


@cache
def output_version() -> str:
    """A digest of the code that makes graph, store and page out of what was found."""
    return _hashed(OUTPUTS).hexdigest()[:16]


def _hashed(rooms: Iterable[str]) -> "hashlib._Hash":
    found = hashlib.sha256()
    for room in rooms:
        for path, content in _contents(files("kg") / room, room):
            found.update(f"{path}\0{len(content)}\0".encode())
            found.update(content)
    return found


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    if folder.is_file():
        yield path, folder.read_bytes()
        return
    for one in sorted(folder.iterdir(), key=lambda item: item.name):
        if one.is_dir():
            if one.name != "__pycache__":
                yield from _contents(one, f"{path}/{one.name}")
        elif not one.name.endswith(".pyc") and f"{path}/{one.name}" not in TEXTS:
            yield f"{path}/{one.name}", one.read_bytes()
