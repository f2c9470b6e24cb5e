"""Where an exporter writes: a name of its own beside the target, renamed when all is there; and where it may not.

Not for what is written.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ExportError


def check_target(out: Path, target: Path, force: bool) -> None:
    """ExportError where the target is no name, would touch the folder `out`, or is there already and not to be lost.

    An empty folder is nothing that could be lost.
    """
    if target.name in ("", "..", "-") or "\0" in str(target):
        raise ExportError(f"{str(target)!r} names no file or folder that could be written: give its name")
    here, built = Path(os.path.realpath(target)), Path(os.path.realpath(out))
    if here == built or here in built.parents or built in here.parents:
        raise ExportError(f"{target}: is, holds or lies in the folder of the graph ({out}): write somewhere else")
    if force or not os.path.lexists(target) or (target.is_dir() and not any(target.iterdir())):
        return
    raise ExportError(f"{target}: is there already; give another name, or say force=True to lose what is there")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A name beside the target for a file or folder to be made; it takes the target's place at the end.

    After an error nothing is left and the target is as it was. OSError where it cannot be done.
    """
    with tempfile.TemporaryDirectory(prefix=".kg-", suffix=".tmp", dir=target.parent) as own:
        temporary = Path(own) / "new"
        yield temporary
        if temporary.is_dir() and os.path.lexists(target):
            target.rename(Path(own) / "old")
        temporary.replace(target)
