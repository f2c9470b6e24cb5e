"""The command `kg`: finds the subcommand, turns errors into one line and an exit code. Not for what a subcommand
does."""

import importlib
import os
import sys
import time

import click

from kg import __version__, config, interrupts
from kg.cli.common import FAILED, INTERRUPTED, debugging, say
from kg.cli.texts import t
from kg.data import OWN
from kg.errors import KgError

COMMANDS = (
    "fetch",
    "build",
    "extract",
    "query",
    "view",
    "serve",
    "validate",
    "evaluate",
    "export",
    "load",
    "explain",
    "judge",
    "stats",
    "info",
)


class Commands(click.Group):
    """Knows the names of the subcommands and imports the module of the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click gives it)
        """All, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """The subcommand, its module imported now."""
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"kg.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in `kg --help`, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, t(name)) for name in COMMANDS])


@click.command(
    cls=Commands, help=t("about"), epilog=t("start"), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="kg", help=t("version"))
def kg() -> None:
    """The group itself does nothing."""


_GOES_ON = ("build", "fetch", "load")
"""Commands that go on where they were interrupted."""


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and ends the process: 0 done, 1 failed, 2 wrong usage, 3 findings, 130 interrupted."""
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(arguments))


def _open_closed() -> None:
    """Where a stream was closed nothing of ours takes its number, which others would write to; messages go nowhere."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8")


def _run(arguments: list[str] | None) -> int:
    interrupts.listen()
    begin = time.monotonic()
    try:
        if rules := config.load().rules:
            os.environ[OWN] = rules  # for this process and those that it starts
        code = kg.main(arguments, prog_name="kg", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        say(t("took", seconds=f"{time.monotonic() - begin:.2f}"), more=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        kept = next((one for one in arguments or sys.argv[1:] if not one.startswith("-")), "") in _GOES_ON
        say(f"kg: {t('interrupted' if kept else 'interrupted_at_all')}", always=True)
        return INTERRUPTED
    except Exception as error:
        if debugging():
            raise
        say(f"kg: {_line(error)}", always=True)
        return FAILED
    return code if isinstance(code, int) else 0


def _line(error: Exception) -> str:
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return t("internal", error=" ".join(f"{type(error).__name__}: {error}".split())[:300])
