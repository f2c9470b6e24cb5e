"""What the commands share: options, messages, progress, writing of results. Not for what one command alone does."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from kg import config
from kg.cli.texts import t
from kg.errors import ExportError
from kg.nlp import collect_rarely, spare_torch
from kg.scale import ENGINES

DONE, FAILED, USAGE, FINDINGS, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes."""

_state = {"quiet": False, "verbose": False, "debug": bool(os.environ.get("KG_DEBUG"))}

F = TypeVar("F", bound=Callable[..., Any])


def debugging() -> bool:
    """Whether tracebacks are wanted."""
    return _state["debug"]


def say(text: str, *, always: bool = False, more: bool = False) -> None:
    """A message to stderr: not with -q unless `always`; `more` only with -v."""
    if always or (not _state["quiet"] and (_state["verbose"] or not more)):
        click.echo(text, err=True)


def tell_of(room: str) -> None:
    """From now on what is logged in the package `room` is said, as other messages are."""
    import logging

    class Said(logging.Handler):
        """Says what is logged."""

        def emit(self, record: logging.LogRecord) -> None:
            """One message."""
            Progress().clear()
            say(self.format(record))

    logger = logging.getLogger(room)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.handlers = [Said()]


def put(text: str) -> None:
    """Data to stdout, with a line break behind it."""
    click.echo(text, file=stdout())


def stdout() -> TextIO:
    """Where data goes; ExportError where it was closed."""
    if sys.stdout is None:
        raise ExportError(t("no_stdout"))
    return sys.stdout


def _setter(name: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def store(_ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value:
            _state[name] = True
            if name == "verbose":
                tell_of("kg")

    return store


def command(
    name: str, examples: tuple[str, ...], more: str | None = None
) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with the common options, its help from the catalogue and its examples behind it."""
    text = t(name) + (f"\n\n{t(more)}" if more else "")
    epilog = "\b\n" + t("examples") + "\n" + "\n".join(f"  {one}" for one in examples)

    def wrap(function: Callable[..., Any]) -> click.Command:
        for flags in (("--debug",), ("-v", "--verbose"), ("-q", "--quiet")):
            key = flags[-1].strip("-")
            function = click.option(
                *flags, is_flag=True, expose_value=False, is_eager=True, callback=_setter(key), help=t(key)
            )(function)
        return click.command(
            name, help=text, short_help=t(name), epilog=epilog, context_settings={"help_option_names": ["-h", "--help"]}
        )(function)

    return wrap


def analyzer_options(function: F) -> F:
    """`--analyzer` and `--stanza-dir`, with what the settings say as defaults."""
    settings = config.load()
    function = click.option("--stanza-dir", default=settings.stanza_dir, help=t("stanza_dir"))(function)
    option = click.option(
        "--analyzer", default=settings.analyzer, show_default=True, callback=_analyzer, help=t("analyzer")
    )
    return option(function)


def _analyzer(_context: click.Context, _option: click.Parameter, name: str) -> str:
    spare_torch(name)
    collect_rarely()
    return name


class Seconds(click.FloatRange):
    """A number of seconds that a clock can wait for."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; a wrong usage for what is none, and for more than eleven days."""
        found = float(super().convert(value, param, ctx))
        if not found <= 1_000_000:  # nor is NaN
            self.fail(t("no_seconds", text=value), param, ctx)
        return found


def engine_options(function: F) -> F:
    """`--engine`, `--address`, `--jobs`: where the processes that analyse are, and how many."""
    function = click.option("--jobs", type=click.IntRange(min=1), help=t("jobs"))(function)
    function = click.option("--address", help=t("address"))(function)
    engines = click.Choice(ENGINES)
    return click.option("--engine", type=engines, default=ENGINES[0], show_default=True, help=t("engine"))(function)


def seconds_option(function: F) -> F:
    """`--article-seconds`: after which an article is given up."""
    kind = click.FloatRange(min=0)
    return click.option("--article-seconds", type=kind, default=120, show_default=True, help=t("article_seconds"))(
        function
    )


def out_argument(function: F) -> F:
    """The folder that a build made, as the first argument."""
    return click.argument("out", type=click.Path(path_type=Path))(function)


@contextmanager
def writing(target: str, force: bool = False) -> Iterator[TextIO]:
    """A text file under a temporary name, renamed at the end; `-` is stdout. ExportError where it exists or cannot be
    written."""
    from kg.export.target import replacing

    if target == "-":
        yield stdout()
        return
    path = Path(target)
    refuse_existing(path, force)
    try:
        with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
            yield file
    except OSError as error:
        raise ExportError(f"{target}: cannot be written: {error.strerror or error}") from error


def to_stdout(write: Callable[[Path], None]) -> bool:
    """Copies the one file that `write` makes at a path to stdout; False, and nothing is copied, where it is a
    folder."""
    import shutil
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "one"
        write(path)
        if path.is_dir():
            return False
        with path.open("rb") as file:
            shutil.copyfileobj(file, stdout().buffer)
    return True


def refuse_existing(path: Path, force: bool) -> None:
    """ExportError where the file is there already and may not be overwritten."""
    if path.exists() and not force:
        raise ExportError(t("exists", path=path))


class Progress:
    """One line on a terminal that says how far the work is, and how long it still takes where `sources` tell how much
    there is to analyse; nothing at all elsewhere."""

    def __init__(self, sources: tuple[str, ...] = ()) -> None:
        self.on = sys.stderr.isatty() and not _state["quiet"]
        self.last = 0.0
        self.stage = ""
        self.marks: list[tuple[float, int]] = []
        """Times and numbers of the last minute: the rate is that of now, not that of what was known already."""
        self.total = _held(sources) if self.on else None

    def __call__(self, stage: str, done: int) -> None:
        """`done` articles are behind this stage."""
        if not self.on:
            return
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.last, self.marks = stage, 0.0, []
        if now - self.last >= 0.2:
            self.last = now
            recent = [one for one in self.marks if now - one[0] < 60]
            self.marks = [*(recent or self.marks[-1:]), (now, done)]
            click.echo(f"\r\x1b[K{self._line(stage, done)}", err=True, nl=False)

    def _line(self, stage: str, done: int) -> str:
        (begin, first), (end, _) = self.marks[0], self.marks[-1]
        rate = (done - first) / (end - begin) if end > begin else 0.0
        line = t(f"{stage}_progress", done=done, rate=f"{rate:.1f}" if rate else "…")
        if stage != "analyse" or not self.total or done > self.total:
            return line
        full = 20 * done // self.total
        left = str(timedelta(seconds=round((self.total - done) / rate))) if rate else "…"
        return f"[{'#' * full}{'.' * (20 - full)}] {line}; " + t("progress_left", total=self.total, left=left)

    def clear(self) -> None:
        """Wipes the line."""
        if self.on:
            click.echo("\r\x1b[K", err=True, nl=False)


def _held(sources: tuple[str, ...]) -> int | None:
    from kg.ingest import held

    return held(sources) if sources else None
