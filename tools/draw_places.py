"""Draw places for judging by hand: tools/draw_places.py STANCE ARTICLES.jsonl GOLD.articles.jsonl … [-n 40] [-s SEED].

Prints one JSON line a place with its surroundings (for reading, not for keeping). Articles of the gold files are left
out. What was judged is kept in tests/judged/STANCE.jsonl without any text.
"""

import argparse
import json
import sys
from pathlib import Path

from kg.evaluate.drawn import draw
from kg.ingest import read
from kg.model import Article, Stance

AROUND = 220
"""Characters shown on either side."""


def main() -> int:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stance", choices=[one.value for one in Stance])
    parser.add_argument("articles", type=Path)
    parser.add_argument("gold", type=Path, nargs="*", help="article files whose articles are left out")
    parser.add_argument("-n", "--number", type=int, default=40)
    parser.add_argument("-s", "--seed", type=int, default=2024)
    given = parser.parse_args()
    seen = {article.id for path in given.gold for article in read([path], _fail)}
    articles: dict[str, Article] = {one.id: one for one in read([given.articles], _fail) if one.id not in seen}
    for place in draw(articles.values(), Stance(given.stance), given.number, given.seed):
        text = articles[place.doc].text
        row = {
            "doc": place.doc,
            "start": place.start,
            "end": place.end,
            "before": text[max(0, place.start - AROUND) : place.start],
            "there": text[place.start : place.end],
            "behind": text[place.end : place.end + AROUND],
        }
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


def _fail(error: object) -> None:
    raise SystemExit(str(error))


if __name__ == "__main__":
    raise SystemExit(main())
