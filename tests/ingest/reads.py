"""Reading for tests: articles and error lines of some sources."""

from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError
from kg.ingest import read
from kg.model import Article

SENTENCE = "Мерія Лугового повідомила, що міст через річку відкриють у п’ятницю."


def outcome(*sources: str | Path) -> tuple[list[Article], list[str]]:
    """What was read, and one line for each error; fails where an error is not one line."""
    errors: list[InputError] = []
    articles = list(read(sources, errors.append))
    lines = [str(error) for error in errors]
    assert all(line and line.isprintable() for line in lines), lines
    return articles, lines


def written(folder: Path, name: str, content: str | bytes | Iterable[str]) -> Path:
    """A file with the content; an iterable is one of lines."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else "".join(f"{line}\n" for line in content)
        path.write_bytes(text.encode())
    return path
