"""Learn the weights of `kg.extract.about` from annotated statements: part `tune` of one gold file, all of others.

`python -m training.about GOLD ARTICLES [GOLD ARTICLES …]` prints F1 under cross-validation by article, then the table
of `kg/data/about.toml`. Logistic regression with an L2 penalty, by Newton's method.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

import kg
from kg import extract as room
from kg.evaluate import read_gold
from kg.evaluate.matching import match
from kg.extract.about import Candidate, candidates
from kg.ids import normal_name
from kg.model import Article, Extraction

PENALTY = 3.0
THRESHOLD = -1.1
"""Log-odds from which a candidate is kept: chosen under cross-validation, since F1 rewards recall."""
FOLDS = 14
Example = tuple[str, frozenset[str], bool]
"""Article; what holds of a name in a content; whether the gold has the name."""


def examples(gold: Sequence[Extraction], articles: dict[str, Article]) -> Iterator[Example]:
    """One example a name that may be meant in a content that the rules found."""
    analyzer = kg.load_analyzer()
    for wanted in gold:
        article = articles[wanted.doc]
        seen: dict[tuple[int, int, str | None], dict[str, set[str]]] = {}

        def look(names, start, end, speaker=None, back=lambda _: None):  # type: ignore[no-untyped-def]
            found: dict[str, set[str]] = {}
            for one in candidates(names, start, end, speaker, back):
                found.setdefault(_key(names, one), set()).update(one.features)
            seen[start, end, speaker] = found  # noqa: B023 - used up before the next article
            return ()

        with patch.object(room, "about_names", look):
            extraction = room.extract(article, analyzer(article.text))
        pairs = match(wanted.statements, extraction.statements)
        for number, one in enumerate(extraction.statements):
            right = wanted.statements[pairs[number]].about if number in pairs else ()
            keys = {normal_name(name) for name in right}
            place = (one.content.start, one.content.end, one.source.name) if one.content else None
            for name, features in seen.get(place, {}).items() if place else ():
                yield wanted.doc, frozenset(features), name in keys


def _key(names, one: Candidate) -> str:  # type: ignore[no-untyped-def]
    actor = names.resolve(one.name)
    return normal_name(actor.name if actor else one.name)


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The weights; the last column is the bias, hardly penalised."""
    weights, penalty = np.zeros(rows.shape[1]), np.full(rows.shape[1], PENALTY)
    penalty[-1] = 0.01
    for _ in range(30):
        odds = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (right - odds) - penalty * weights
        hessian = (rows * (odds * (1 - odds))[:, None]).T @ rows + np.diag(penalty)
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


def main() -> None:
    """Prints the figure and the table."""
    gold = read_gold(sys.argv[1], "tune") + [one for path in sys.argv[3::2] for one in read_gold(path)]
    articles = {one.id: one for path in sys.argv[2::2] for one in kg.read_articles([Path(path)], print)}
    found = list(examples(gold, articles))
    names = sorted({name for _, features, _ in found for name in features})
    rows = np.array([[name in features for name in names] + [True] for _, features, _ in found], dtype=float)
    right = np.array([one for *_, one in found], dtype=float)
    docs = sorted({doc for doc, *_ in found})
    kept = np.zeros(len(found), dtype=bool)
    for fold in range(FOLDS):
        test = np.array([doc in docs[fold::FOLDS] for doc, *_ in found])
        kept[test] = rows[test] @ fit(rows[~test], right[~test]) > THRESHOLD
    total = sum(len(one.about) for line in gold for one in line.statements)
    print(f"# F1 {2 * (right * kept).sum() / (kept.sum() + total):.3f} under {FOLDS}-fold cross-validation by article")
    weights = fit(rows, right)
    print(f'[about]\n"bias" = {weights[-1] - THRESHOLD:.2f}')
    for name, weight in zip(names, weights, strict=False):
        if abs(weight) >= 0.05:
            print(f'"{name}" = {weight:.2f}')


if __name__ == "__main__":
    main()
