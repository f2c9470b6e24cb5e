"""From what the user names (files, folders, objects, `-`) to the inputs to read, with their ids.

Not for reading them. Folders are walked in the order of their names; README*, LICENSE* and names with a leading dot are
passed over, links followed, each file taken once. So is what a build made, but for the articles of a folder that is
named itself: one that stands within another may be the very folder that is written now.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath

from kg.built import ARTICLES, NO_ARTICLES, SIGNS
from kg.errors import InputError
from kg.ingest import objects
from kg.ingest.registry import OnError, suffixes
from kg.ingest.source import STDIN, Input, Remote, shown

SKIPPED = ("readme", "license", "licence")


Identity = tuple[int, int] | str | Remote
"""What two paths to one file or folder have in common; an object is its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file: where it is, and its path within the folder that was named (its name, where it was named itself)."""

    path: Path
    within: PurePath
    remote: Remote | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through a named folder: where it began, and the folders that were walked already."""

    top: Path
    folders: set[Identity]
    on_error: OnError


def inputs(sources: Iterable[str | Path], on_error: OnError) -> Iterator[Input]:
    """All inputs in the order of the sources; what is missing or cannot be listed goes to `on_error`."""
    named = list(dict.fromkeys(str(source) for source in sources))
    seen: set[Identity] = set()
    found = {source: _found(source, seen, on_error) for source in named if source != STDIN}
    ids = ids_of([one for files in found.values() for one in files])
    for source in named:
        if source == STDIN:
            yield Input(None, "stdin")
        yield from (Input(one.path, ids[one], remote=one.remote) for one in found.get(source, ()))


def _found(source: str, seen: set[Identity], on_error: OnError) -> list[Found]:
    """What a source names: files, or objects of a storage."""
    if not source.strip():
        on_error(InputError("no path: an empty text", repr(source)))
        return []
    if not objects.is_remote(source):
        return _files(Path(source), seen, on_error)
    try:
        prefix, there = objects.listed(source)
    except InputError as error:
        on_error(error if error.where else InputError(error.reason, shown(source)))
        return []
    found = [
        Found(Path(one.address), PurePosixPath(one.place).relative_to(prefix), one)
        for one in there
        if one.place == objects.place_of(source) or _readable(one, prefix, on_error)
    ]
    if not found:
        on_error(InputError("no articles under that name", shown(source)))
    return _once(found, seen)


def _readable(one: objects.Object, prefix: str, on_error: OnError) -> bool:
    """Whether an object under a prefix is to be read, by its name; a name without a reader is an error."""
    within = PurePosixPath(one.place).relative_to(prefix)
    suffix = within.suffix.lower()
    if any(passed_over(part) for part in within.parts):
        return False
    if suffix and suffix not in suffixes():
        on_error(InputError(f"no reader for {shown(suffix)!r}; name the object itself to read it as text", one.address))
        return False
    return True


def _files(path: Path, seen: set[Identity], on_error: OnError) -> list[Found]:
    """The file itself, or all files of the folder; none that is in `seen`, to which they are added."""
    try:
        if not path.is_dir():
            path.stat()
            return _once([Found(path, PurePath(path.name))], seen)
        files = list(_walk(_Walk(path, seen, on_error), path, frozenset()))
        if not files:
            raise InputError("no articles in the folder", shown(path))
        return _once(files, seen)
    except OSError as error:
        on_error(InputError(_hint(path, error), shown(path)))
    except InputError as error:
        on_error(error)
    except ValueError as error:
        on_error(InputError(f"no path: {error}", shown(path.name)))
    return []


def _once(files: Iterable[Found], seen: set[Identity]) -> list[Found]:
    """Those that were not seen, each once."""
    fresh = []
    for one in files:
        here = one.remote or _identity(one.path)
        if here not in seen:
            seen.add(here)
            fresh.append(one)
    return fresh


def _walk(walk: _Walk, folder: Path, above: frozenset[Identity]) -> Iterator[Found]:
    """The files of a folder and of those in it, no folder twice; `above` are the folders that it stands in."""
    here = _identity(folder)
    if here in above:
        walk.on_error(InputError("a link back to a folder that it stands in", shown(folder)))
    if here in walk.folders:
        return
    walk.folders.add(here)
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        walk.on_error(InputError(f"cannot be listed: {error.strerror}", shown(folder)))
        return
    if any(set(names) >= some for some in SIGNS):
        names = [name for name in names if name not in NO_ARTICLES and not (above and name == ARTICLES)]
    for path in (folder / name for name in names if not passed_over(name)):
        if path.is_dir():
            yield from _walk(walk, path, above | {here})
        else:
            yield from _listed(path, walk.top, walk.on_error)


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no article: README*, LICENSE*, names with a leading dot."""
    return name.lower().startswith((".", *SKIPPED))


def _listed(path: Path, top: Path, on_error: OnError) -> Iterator[Found]:
    """A file of a folder, if it can be read; anything else is an error."""
    suffix = path.suffix.lower()
    try:
        if not path.is_file():
            path.stat()
            raise InputError("is no file but a device, pipe or socket", shown(path))
        if suffix and suffix not in suffixes():
            raise InputError(f"no reader for {shown(suffix)!r}; name the file itself to read it as text", shown(path))
        yield Found(path, path.relative_to(top))
    except OSError as error:
        on_error(InputError(_hint(path, error), shown(path)))
    except InputError as error:
        on_error(error)


def _hint(path: Path, error: OSError) -> str:
    """Why a path cannot be taken."""
    if path.is_symlink():
        return (
            "a link that leads nowhere" if isinstance(error, FileNotFoundError) else f"a broken link: {error.strerror}"
        )
    if "://" in str(path) or str(path).startswith(("http:/", "https:/")):
        return "no such file: pages are not fetched, save them and name the files"
    return "no such file or folder" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"


def _identity(path: Path) -> Identity:
    """Device and number of the file; its path where it is not there."""
    try:
        there = path.stat()
    except OSError:
        return str(path)
    return there.st_dev, there.st_ino


_NAMES: tuple[Callable[[Found], str], ...] = (
    lambda one: one.path.stem,
    lambda one: _joined(one.within.with_suffix("") if one.within.name else one.within),  # an archive may name nothing
    lambda one: _joined(one.within),
    lambda one: _joined(one.path),
)
"""From the shortest id of a file to the longest: name, path within the folder, the same with suffix, whole path."""


def ids_of(files: list[Found]) -> dict[Found, str]:
    """An id for each file: its name without the last suffix; where several have one name, the next longer one."""
    ids: dict[Found, str] = {}
    rest = files
    for name_of in _NAMES:
        counts = Counter(name_of(one) for one in rest)
        ids |= {one: _safe(name_of(one)) for one in rest}
        rest = [one for one in rest if counts[name_of(one)] > 1]
    return ids


def _joined(path: PurePath) -> str:
    """A path as one name: parts joined by `-`."""
    return "-".join(part for part in path.parts if part not in ("/", ".", ".."))


def _safe(name: str) -> str:
    """A name as an id: one printable line of Unicode."""
    return shown(name).strip() or "article"
