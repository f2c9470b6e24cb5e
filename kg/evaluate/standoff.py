"""Gold kept without the articles' texts: offsets and names alone; their words come back from the articles.

`python -m kg.evaluate.standoff FILE ARTICLES GOLD OUT` writes the gold file GOLD and its articles OUT:
FILE has lines as in `tests/judged/statements.jsonl`, ARTICLES is JSON Lines with `id` and `text`.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import DataError
from kg.model import Json


def restored(path: str | Path, texts: Mapping[str, str]) -> Iterator[Json]:
    """The lines of a gold file, each stretch with its text; DataError where an article is missing or too short."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        data: Json = json.loads(line)
        text = texts.get(data["doc"])
        if text is None:
            raise DataError(f"{path}: the article {data['doc']!r} is not there")
        for one in data["statements"]:
            for name in ("source", "cue", "content"):
                _fill(one[name], text, f"{path}: {data['doc']} {one['id']}")
        yield data


def _fill(stretch: Json | None, text: str, where: str) -> None:
    if stretch is None:
        return
    start, end = stretch["start"], stretch["end"]
    if start is not None and not 0 <= start < end <= len(text):
        raise DataError(f"{where}: {start}..{end} is not in the article")
    stretch["text"] = None if start is None else text[start:end]


def main() -> None:
    """Writes the two files."""
    path, articles, gold, out = map(Path, sys.argv[1:])
    lines = {json.loads(line)["id"]: line for line in articles.read_text(encoding="utf-8").splitlines()}
    found = list(restored(path, {name: json.loads(line)["text"] for name, line in lines.items()}))
    gold.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found), encoding="utf-8")
    out.write_text("".join(lines[one["doc"]] + "\n" for one in found), encoding="utf-8")


if __name__ == "__main__":
    main()
