"""What the benchmarks read: real news where the data folder is there, else the seed article many times over."""

import json
import os
from pathlib import Path

from kg.model import Article

ROOT = Path(__file__).resolve().parent.parent


def articles(count: int) -> tuple[str, list[Article]]:
    """What it is, and the first `count` articles of it."""
    news = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "data" / "news" / "dev.jsonl"
    if news.is_file():
        with news.open(encoding="utf-8") as file:
            found = [Article.from_json(json.loads(line)) for line, _ in zip(file, range(count), strict=False)]
        return f"{len(found)} news articles", found
    import kg

    seed = next(kg.read_articles([ROOT / "seeds"], print))
    return f"the seed article {count} times", [Article(f"seed-{number}", seed.text) for number in range(count)]


def words(found: list[Article]) -> int:
    """Runs of non-space characters."""
    return sum(len(one.text.split()) for one in found)
