"""Learn the weights of `kg.extract.antecedents` from annotated coreference: the train split alone.

`python -m training.reference DENSE [SPARSE]` prints the table for `kg/data/reference.toml` and, before it, the accuracy
under cross-validation by document. Conditional log-likelihood with an L2 penalty, by gradient ascent.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from kg.evaluate.coref import PRONOUNS, analysed, cases, is_right, token_at
from kg.extract.antecedents import candidates
from kg.model import Json

Example = tuple[str, list[tuple[str, ...]], list[bool]]
"""Document; the features of each candidate; which of them are right."""
PENALTY = 6.0
STEPS = 150
FOLDS = 10


def examples(path: Path) -> list[Example]:
    """One example a pronoun of the train split that has a right candidate."""
    return examples_of(analysed(path))


def examples_of(units: Iterable[tuple[Json, Doc]]) -> list[Example]:
    """The same for units with their analysis."""
    found: list[Example] = []
    for unit, doc in units:
        for case in cases(unit, ("train",), PRONOUNS):
            token = token_at(doc, case.start)
            if token is None:
                continue
            options = candidates(token)
            right = [is_right(case, one.token) for one in options]
            found.append((unit["doc_id"], [one.features for one in options], right))
    return found


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights that make the right candidates likeliest."""
    names = sorted({name for _, options, _ in examples for features in options for name in features})
    number = {name: place for place, name in enumerate(names)}
    matrices = []
    for _, options, right in examples:
        if not any(right):
            continue
        matrix = np.zeros((len(options), len(names)))
        for row, features in enumerate(options):
            matrix[row, [number[name] for name in features]] = 1
        matrices.append((matrix, np.array(right, dtype=float)))
    weights = np.zeros(len(names))
    for step in range(STEPS):
        gradient = -PENALTY * weights
        for matrix, good in matrices:
            scores = matrix @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            wanted = share * good
            gradient += (wanted / wanted.sum() - share) @ matrix
        weights += 0.05 / (1 + step / 100) * gradient
    return dict(zip(names, weights.tolist(), strict=True))


def accuracy(examples: Sequence[Example], weights: dict[str, float]) -> tuple[int, int]:
    """(right, all): the best candidate is right; the later one of equals."""
    right = 0
    for _, options, good in examples:
        scores = [sum(weights.get(name, 0.0) for name in features) for features in options]
        right += bool(scores) and good[max(range(len(scores)), key=lambda one: (scores[one], one))]
    return right, len(examples)


def crossed(examples: Sequence[Example], extra: Sequence[Example] = ()) -> tuple[int, int]:
    """(right, all) with weights from the other documents."""
    docs = sorted({doc for doc, _, _ in examples})
    total = [0, 0]
    for fold in range(FOLDS):
        held = set(docs[fold::FOLDS])
        weights = fit([*(one for one in [*examples, *extra] if one[0] not in held)])
        right, whole = accuracy([one for one in examples if one[0] in held], weights)
        total = [total[0] + right, total[1] + whole]
    return total[0], total[1]


def main(paths: Sequence[str]) -> int:
    """Print accuracy under cross-validation, then the weights as TOML; the first file is the dense one."""
    dense, *sparse = ([*examples(Path(path))] for path in paths)
    extra = [one for found in sparse for one in found]
    right, whole = crossed(dense, extra)
    sys.stdout.write(f"# cross-validated: {right} of {whole}\n[pronoun]\n")
    for name, weight in sorted(fit([*dense, *extra]).items()):
        if abs(weight) >= 0.02:
            sys.stdout.write(f'"{name}" = {weight:.2f}\n')
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
