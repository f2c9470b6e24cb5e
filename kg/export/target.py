"""Where an exporter writes: a temporary name beside the target, renamed when all is there.

Not for what is written.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A name beside the target for a file or folder to be made; it takes the target's place at the end.

    After an error nothing is left and the target is as it was. OSError where it cannot be done.
    """
    temporary = target.with_name(target.name + ".tmp")
    _remove(temporary)
    try:
        yield temporary
        if temporary.is_dir():
            _remove(target)
        temporary.replace(target)
    finally:
        _remove(temporary)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
