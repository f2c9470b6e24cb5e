"""The whole way, incremental: what is known is not analysed again, what is done survives an interruption. Not for
single stages."""

import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import ExitStack
from dataclasses import astuple, dataclass, field, replace
from importlib import metadata
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg import __version__, ids
from kg.built import JOURNAL
from kg.errors import InputError, StoreError
from kg.kept import Kept
from kg.model import Article, Extraction
from kg.nlp import Analyzer, load
from kg.pipeline.extracting import (
    ArticleError,
    ErrorHandler,
    Options,
    analysed,
    article_key,
    articles_of,
    output_version,
    pipeline_version,
    rules_version,
)
from kg.pipeline.folder import Folder
from kg.pipeline.journal import Journal, dumps
from kg.pipeline.report import Report, counted, file_hashes

if TYPE_CHECKING:
    from kg.ingest import Sources
    from kg.resolve import Judgement

_logger = logging.getLogger(__name__)

PAGE_STATEMENTS = 20_000
"""With more statements no page is written: `kg view` makes one of a part."""

WRITER = "pyoxigraph"
"""The package whose version decides, beside our code, how quads are written and stored; rdflib only checks them."""

Progress = Callable[[str, int], None]
"""Told the name of the stage and how many articles it has behind it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands: offsets in `articles.jsonl` and `statements.jsonl`, or one offset in the journal."""

    key: str
    article: int
    statements: int | None = None


@dataclass
class Work:
    """One run under way."""

    folder: Folder
    journal: Journal
    analyzer: Analyzer
    options: Options
    on_error: ErrorHandler
    progress: Progress
    version: str
    places: MutableMapping[str, Place] = field(default_factory=lambda: Kept(astuple, lambda row: Place(*row)))
    errors: list[ArticleError] = field(default_factory=list)
    analysed: int = 0
    known: int = 0
    replaced: int = 0
    changed: bool = False

    def fail(self, error: ArticleError) -> None:
        """Keeps an error and tells it."""
        self.errors.append(error)
        self.on_error(error)


def _nothing(*_: object) -> None:
    """For who does not want to be told."""


def build(
    sources: "Sources",
    out: str | Path,
    options: Options | None = None,
    on_error: ErrorHandler = _nothing,
    progress: Progress = _nothing,
) -> Report:
    """Reads `sources`, adds what is found to the folder `out`, and makes graph, store, page and report of all that is
    there.

    Articles that `out` knows already (same text, metadata and version of the pipeline) are not analysed again; where
    the version is
    another one, all are. An error of one article goes to `on_error` and `errors.jsonl`. After an interruption
    (KeyboardInterrupt, a kill)
    the same call goes on where it stopped. InputError where there is no article at all, AnalyzerError, StoreError.
    """
    options = options or Options()
    folder = Folder(out)
    with folder.writing(options.force):
        analyzer = load(options.analyzer, options.stanza_dir)
        with Journal(folder.path / JOURNAL) as journal:
            work = Work(folder, journal, analyzer, options, on_error, progress, pipeline_version(analyzer))
            log = Log(folder.log_file)
            _collect(sources, work)
            log.stage("analysed", work.analysed)
            report = _finish(work, log)
            log.write()
    return report


def _collect(sources: "Sources", work: Work) -> None:
    """Analyses what is not known; afterwards `work.places` holds every article of the folder."""
    old = work.folder.report()
    same = old is not None and old.get("pipeline") == work.version
    if same:
        work.places.update(_finished(work.folder))
    for place, article in work.journal.entries(work.version, lambda line: work.fail(_unread(work.journal, line))):
        _known(article, work)
        work.places[article.id] = Place(article_key(article), place)
        work.changed = True
    _analyse(articles_of(sources, work.fail), work)
    if old is not None and not same:
        _analyse(_left(work), work)


def _known(article: Article, work: Work) -> bool:
    """Whether the article is there as it is; another one under its id is counted as replaced."""
    there = work.places.get(article.id)
    if there is None:
        return False
    same = there.key == article_key(article)
    work.replaced += not same
    return same


def _left(work: Work) -> Iterator[Article]:
    """The articles of the last build that did not come again."""
    bad = {error.where for error in work.errors}
    for article in work.folder.articles():
        if article.id in work.places:
            _known(article, work)
        elif article.id not in bad:
            yield article


def _unread(journal: Journal, line: int) -> ArticleError:
    return ArticleError(
        f"{journal.path}:{line}", "what an interrupted build kept here cannot be read: its article is analysed anew"
    )


def _finished(folder: Folder) -> Iterator[tuple[str, Place]]:
    """Where each article of the last build stands; StoreError where its two files do not fit."""
    try:
        yield from _places(folder)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(
            f"{folder.path}: articles and statements do not fit ({error}); build anew into an empty folder"
        ) from error


def _places(folder: Folder) -> Iterator[tuple[str, Place]]:
    with folder.articles_file.open("rb") as articles, folder.statements_file.open("rb") as statements:
        first, second = 0, 0
        for line, other in zip(articles, statements, strict=True):
            article = Article.from_json(json.loads(line))
            yield article.id, Place(article_key(article), first, second)
            first += len(line)
            second += len(other)


def _analyse(articles: Iterable[Article], work: Work) -> None:
    """Analyses those that are not known, journals them, and tells how far it is."""
    for article, found in analysed(_unknown(articles, work), work.options, work.analyzer):
        if isinstance(found, ArticleError):
            work.fail(found)
        else:
            _keep(article, found, work)
        work.progress("analyse", work.analysed + work.known)


def _unknown(articles: Iterable[Article], work: Work) -> Iterator[Article]:
    """The articles that have to be analysed; what an earlier run found in another form of them is forgotten."""
    for article in articles:
        if _known(article, work):
            work.known += 1
            continue
        work.changed = True
        work.places.pop(article.id, None)
        yield article


def _keep(article: Article, extraction: Extraction, work: Work) -> None:
    try:
        place = work.journal.append(work.version, article, extraction)
    except UnicodeEncodeError as error:
        work.fail(ArticleError.of(article.id, error))
        return
    work.places[article.id] = Place(article_key(article), place)
    work.analysed += 1


def _finish(work: Work, log: "Log") -> Report:
    """Writes everything anew beside the old, then swaps."""
    if not work.places:
        _write_errors(work.folder.errors_file, work)
        reason = (
            f"; the first of {len(work.errors)} errors: {work.errors[0].where}: {work.errors[0].reason}"
            if work.errors
            else ""
        )
        raise InputError(f"no article was read{reason}")
    old = work.folder.report()
    if (
        old is not None
        and not work.changed
        and old.get("inputs") == _inputs(work, _judged(work))
        and work.folder.as_written(old)
    ):
        _write_errors(work.folder.errors_file, work)
        return Report(old, 0, work.known, len(work.errors), unchanged=True)
    work.folder.new.mkdir(exist_ok=True)
    fresh = Folder(work.folder.new)
    _write_lines(work, fresh)
    data = _write_graph(work, fresh, log)
    data["files"] = file_hashes(fresh.path, ("articles.jsonl", "statements.jsonl", "graph.trig", "graph.html"))
    _write_errors(fresh.errors_file, work)
    fresh.report_file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    work.folder.publish()
    return Report(data, work.analysed, work.known, len(work.errors), replaced=work.replaced)


def _inputs(work: Work, judged: "Iterable[Judgement]") -> str:
    """Changes when the same articles would give other files; `judged`: what people have judged."""
    return ids.digest(_version(work), *(dumps(one.to_json()) for one in judged))


def _judged(work: Work) -> "Iterable[Judgement]":
    """What people have judged up to now."""
    from kg.resolve import each_judgement, of_people

    return of_people(each_judgement(work.folder.judgements_file))


def _version(work: Work) -> str:
    """Changes when the same articles and judgements would give other files."""
    return ids.digest(__version__, work.version, output_version(), metadata.version(WRITER), work.options.base)


def _write_errors(path: Path, work: Work) -> None:
    lines = sorted({dumps(error.to_json()) for error in work.errors})
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8", errors="backslashreplace")


def _write_lines(work: Work, fresh: Folder) -> None:
    """`articles.jsonl` and `statements.jsonl`, in the order of the ids."""
    with fresh.articles_file.open("wb") as articles, fresh.statements_file.open("wb") as statements:
        for article, extraction in _stored(work):
            articles.write(article + b"\n")
            statements.write(extraction + b"\n")


def _stored(work: Work) -> Iterator[tuple[bytes, bytes]]:
    paths = (work.folder.articles_file, work.folder.statements_file)
    with ExitStack() as files:
        old = [files.enter_context(path.open("rb")) for path in paths if path.exists()]
        for place in work.places.values():
            if place.statements is None:
                yield work.journal.read(place.article)
            else:
                article, extraction = map(_line, old, (place.article, place.statements))
                yield article, extraction


def _line(file: IO[bytes], place: int) -> bytes:
    file.seek(place)
    return file.readline().rstrip(b"\n")


def _write_graph(work: Work, fresh: Folder, log: "Log") -> dict[str, Any]:
    """Graph, store, page; returns the report's data."""
    from kg.graph import RunInfo
    from kg.pipeline.resolving import resolve_lines
    from kg.pipeline.writing import write_graph
    from kg.resolve import each_judgement, record
    from kg.resolve.copies import find_copies

    lines = (extraction for _, extraction in fresh.lines())
    judgements = each_judgement(work.folder.judgements_file)
    resolution = resolve_lines(lines, len(work.places), judgements, work.options)
    work.folder.judgements_file.touch()
    record(work.folder.judgements_file, resolution.judgements)
    log.stage("resolved", len(resolution.actors))
    resolution = replace(resolution, copies=find_copies(fresh.articles()))
    log.stage("copies found", len(resolution.copies))
    run = RunInfo("kg", __version__, work.analyzer.name, work.analyzer.version, rules_version())
    given = (resolution, work.options.base, run, _version(work))
    quads = write_graph(work.folder, fresh, *given, log.stage, lambda number: work.progress("graph", number))
    counts = counted(fresh.extractions())
    page = counts.statements <= PAGE_STATEMENTS
    if page:
        from kg.view import write_page

        work.progress("page", counts.articles)
        write_page(fresh.articles(), fresh.extractions(), fresh.page_file, resolution.node)
        log.stage("statements on the page", counts.statements)
    more = {"actors": len(resolution.actors), "copies": len(resolution.copies), "quads": quads}
    return {
        "kg": __version__,
        "analyzer": {"name": work.analyzer.name, "version": work.analyzer.version},
        "rules": rules_version(),
        "pipeline": work.version,
        "base": work.options.base,
        "counts": counts.to_json() | more,
        "page": page,
        "inputs": _inputs(work, resolution.given),  # not what was judged while this was made: the next build takes that
    }


class Log:
    """Times of one run, added to `run.log` at its end; the only place where a clock is written down."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.begin = self.last = time.monotonic()
        self.lines = [time.strftime("%Y-%m-%dT%H:%M:%S%z kg ") + __version__]

    def stage(self, what: str, number: int) -> None:
        """Notes what was done since the last note."""
        now = time.monotonic()
        seconds = now - self.last
        rate = f", {number / seconds:.1f}/s" if seconds > 0.001 else ""
        line = f"{number} {what} in {seconds:.2f} s{rate}"
        self.lines.append(f"  {line}")
        _logger.info(line)
        self.last = now

    def write(self) -> None:
        """Adds the notes to the file, with the peak memory of this process, and of the largest of those that it
        started, where the system tells it."""
        try:
            import resource

            own, other = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            peak = f", peak memory {own / 1024:.0f} MiB"
            peak += f", {other / 1024:.0f} MiB where articles were analysed" if other else ""
        except ImportError:
            peak = ""
        self.lines.append(f"  {time.monotonic() - self.begin:.2f} s in all{peak}")
        with self.path.open("a", encoding="utf-8") as file:
            file.write("\n".join(self.lines) + "\n")
