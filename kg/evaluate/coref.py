"""How often a pronoun or a common noun is resolved rightly, on annotated coreference; not for names of sources in gold.

`python -m kg.evaluate.coref FILE [--split train]` prints the figures. FILE has one unit a line (`text`, `tokens`,
`sents`, `mentions`, `links`, `chains`, as the Ukrainian coreference of UD Ukrainian-IU). An answer is right if it is
the head of a mention in the same chain, or a name with the lemma of one in it: repeated names are not linked there.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from kg.extract.antecedents import antecedent, noun_antecedent
from kg.model import Json

PRONOUNS = ("pers3", "poss3")
HELD_OUT = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Case:
    """One mention that refers back: where it stands (code points), its kind, the right answers' offsets and lemmas."""

    start: int
    kind: str
    heads: frozenset[int]
    lemmas: frozenset[str]


def cases(unit: Json, splits: Sequence[str], kinds: Sequence[str]) -> Iterator[Case]:
    """The mentions of these kinds that have an antecedent, in sentences of these splits."""
    tokens: list[Any] = unit["tokens"]
    mentions: list[Any] = unit["mentions"]
    for number in sorted({one[0] for one in unit["links"] if one[2] == "equality"}):
        mention = mentions[number]
        if mention["kind"] not in kinds or _split(unit, mention["head"]) not in splits:
            continue
        chain: list[int] = next((one for one in unit["chains"] if number in one), [])
        others = [tokens[mentions[one]["head"]] for one in chain if one != number]
        names = frozenset(one["lemma"].lower() for one in others if one["upos"] == "PROPN")
        start = tokens[mention["head"]]["start"]
        yield Case(start, mention["kind"], frozenset(one["start"] for one in others), names)


def _split(unit: Json, token: int) -> str | None:
    return next((one["split"] for one in unit["sents"] if one["start"] <= token < one["end"]), None)


def is_right(case: Case, answer: Token | None) -> bool:
    """Whether the answer is in the chain, or a name of one in it."""
    if answer is None:
        return False
    return answer.idx in case.heads or answer.lemma_.lower() in case.lemmas


def token_at(doc: Doc, place: int) -> Token | None:
    """The token that covers the offset."""
    return next((one for one in doc if one.idx <= place < one.idx + len(one.text)), None)


def measure(pairs: Iterable[tuple[Json, Doc]], splits: Sequence[str] = HELD_OUT) -> dict[str, tuple[int, int]]:
    """(right, all) for third-person pronouns, personal and possessive, and for common nouns."""
    counts = {"pers3": [0, 0], "poss3": [0, 0], "nominal": [0, 0]}
    for unit, doc in pairs:
        for case in cases(unit, splits, tuple(counts)):
            token = token_at(doc, case.start)
            find = noun_antecedent if case.kind == "nominal" else antecedent
            counts[case.kind][1] += 1
            counts[case.kind][0] += token is not None and is_right(case, find(token))
    found = {kind: (right, whole) for kind, (right, whole) in counts.items()}
    both = [sum(found[kind][place] for kind in PRONOUNS) for place in (0, 1)]
    return {"pronouns": (both[0], both[1]), **found}


def interval(right: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not whole:
        return 0.0, 1.0
    z = 1.96
    share, spread = right / whole, z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    half = z * ((share * (1 - share) + spread / 4) / whole) ** 0.5 / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def analysed(path: Path) -> Iterator[tuple[Json, Doc]]:
    """The units of the file with the bundled analysis of their texts."""
    from kg.nlp import load

    analyzer = load()
    for line in path.read_text(encoding="utf-8").splitlines():
        unit = json.loads(line)
        yield unit, analyzer(unit["text"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line a kind of mention: right, all, share, interval."""
    parser = argparse.ArgumentParser(description="Accuracy of antecedents on annotated coreference.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--split", nargs="+", default=list(HELD_OUT), choices=["train", "dev", "test"])
    options = parser.parse_args(arguments)
    for kind, (right, whole) in measure(analysed(options.file), options.split).items():
        low, high = interval(right, whole)
        sys.stdout.write(f"{kind:10} {right:4} / {whole:4}  {right / max(whole, 1):.3f}  {low:.3f}–{high:.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
