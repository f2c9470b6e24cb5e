"""The command line: one small file a command, loaded only when it is called; no work is done here but by the other
rooms."""

from kg.cli.main import main

__all__ = ["main"]
