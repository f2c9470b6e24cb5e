"""`kg serve`: the explorer and a SPARQL endpoint on this machine; not for what they answer (`kg.serve`)."""

import socket
from contextlib import suppress
from pathlib import Path

import click

from kg.cli.common import DONE, Seconds, command, out_argument, say
from kg.cli.texts import t

EXAMPLES = ("kg serve out", "kg serve out --port 8010 --seconds 60")


@command("serve", EXAMPLES)
@out_argument
@click.option("--port", type=click.IntRange(1024, 65535), default=8000, show_default=True, help=t("serve_port"))
@click.option("--seconds", type=Seconds(0.1, 3600), default=20.0, show_default=True, help=t("serve_seconds"))
@click.option("--rows", type=click.IntRange(1, 1_000_000), default=10_000, show_default=True, help=t("serve_rows"))
@click.option("--open", "opening", is_flag=True, help=t("view_open"))
def serve(out: Path, port: int, seconds: float, rows: int, opening: bool) -> int:
    """Serves until it is stopped."""
    from kg.errors import ExportError

    try:
        import uvicorn

        from kg.serve import Limits
        from kg.serve.patience import HOST, settings
    except ModuleNotFoundError as error:
        raise ExportError(t("serve_missing", name=error.name)) from error
    chosen = settings(out, port, Limits(seconds, rows))
    address = f"http://{HOST}:{port}/"
    with _listening(HOST, port) as place:
        say(t("serving", address=address))
        if opening:
            click.launch(address)
        with suppress(KeyboardInterrupt):  # the way to end it
            uvicorn.Server(chosen).run(sockets=[place])
    return DONE


def _listening(host: str, port: int) -> socket.socket:
    """The place where requests come in; ExportError where another program has it."""
    from kg.errors import ExportError

    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise ExportError(t("port_taken", place=f"{host}:{port}", reason=error.strerror or error)) from error
