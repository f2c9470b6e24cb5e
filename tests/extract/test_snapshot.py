"""The seed article's statements as they were last agreed on; `python -m tests.extract.test_snapshot` renews them.

Names and confidences are left out: they are tested elsewhere and differ between processors.
"""

import json
from pathlib import Path
from typing import Any

from spacy.language import Language

from kg.extract import extract
from kg.model import Article, Stance, Statement

FILE = Path(__file__).parent / "snapshots" / "seed.json"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def fields(one: Statement) -> dict[str, Any]:
    """What is compared of a statement."""
    spans = {"source": one.source.span, "cue": one.cue, "content": one.content}
    return {
        "id": one.id,
        "stance": one.stance.value,
        "act": one.act.value,
        **{key: [span.start, span.end, span.text] if span else None for key, span in spans.items()},
        "quote": one.quote.value,
        "denies": list(one.denies),
        "target": one.target_resolution,
        "distancing": one.distancing,
        "certainty": one.certainty,
    }


def _found(nlp: Language, text: str) -> list[dict[str, Any]]:
    return [fields(one) for one in extract(Article("seed", text), nlp(text)).statements]


def test_seed(bundled: Language, seed_text: str) -> None:
    assert _found(bundled, seed_text) == json.loads(FILE.read_text(encoding="utf-8"))


def test_seed_has_all_its_denials_and_refusals(bundled: Language, seed_text: str) -> None:
    stances = [one.stance for one in extract(Article("seed", seed_text), bundled(seed_text)).statements]
    assert (stances.count(Stance.DENIES), stances.count(Stance.DECLINES), stances.count(Stance.UNVERIFIED)) == (3, 4, 1)


def _renew() -> None:
    from kg.nlp import bundled

    raw = next(SEEDS.glob("*.txt")).read_text(encoding="utf-8")
    text = raw.lstrip().split(" ", 2)[2].strip()
    rows = json.dumps(_found(bundled.load(), text), ensure_ascii=False, indent=1)
    FILE.write_text(rows + "\n", encoding="utf-8")


if __name__ == "__main__":
    _renew()
