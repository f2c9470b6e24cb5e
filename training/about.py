"""Learn what `kg.extract.weighing` weighs from annotated statements: part `tune` of one gold file, all of others.

`python -m training.about DATA GOLD ARTICLES [GOLD ARTICLES …]` prints F1 under cross-validation by article of both
models and the table of `kg/data/about.toml`, and writes the network to `kg/data/about.npz`. Articles of the other files
that share eight words in a row with a text in DATA that measures something, or with the check part, are left out.

The log-linear model: logistic regression with an L2 penalty, by Newton's method. The network: AdamW, dropout on the
vectors and on the hidden units; several are trained with other seeds and their hidden units put side by side, which is
the mean of their log-odds.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

import kg
from kg import extract as room
from kg.evaluate import read_gold
from kg.evaluate.matching import match
from kg.extract import weighing
from kg.extract.about import Asked, key, throughout
from kg.extract.mentions import Names
from kg.ids import normal_name
from kg.model import Article, Extraction
from kg.nlp.tagged import vectors
from training.overlap import grams, held_out

Array = NDArray[Any]
PENALTY = 3.0
THRESHOLD = -1.1
"""Log-odds from which the log-linear model keeps a candidate: chosen under cross-validation, as F1 rewards recall."""
CUT = -1.05
"""The same for the network."""
FOLDS, SEEDS, HIDDEN, PASSES, BATCH, SELDOM = 7, 3, 64, 4, 256, 5
TARGET = Path(__file__).parents[1] / "kg/data" / weighing.WEIGHTS


class Example(NamedTuple):
    """A candidate: its article, what holds of it, its vectors (3, 384: word, content, cue), whether the gold has it."""

    doc: str
    features: frozenset[str]
    vectors: Array
    right: bool


def examples(gold: Sequence[Extraction], articles: dict[str, Article]) -> Iterator[Example]:
    """One example a name that may be meant by a content that the rules found."""
    analyzer = kg.load_analyzer()
    for wanted in gold:
        article = articles[wanted.doc]
        seen: dict[tuple[int, int, str | None], dict[str, tuple[set[str], Array]]] = {}

        def look(names: Names, asked: Sequence[Asked]) -> list[tuple[str, ...]]:
            rows = vectors(names.doc)
            assert rows is not None  # the bundled analyzer leaves them
            for content in throughout(names, asked):
                places = [one.place for one in content.candidates]
                words, average, said = weighing.inputs(names.doc, rows, places, content.content, content.cue)
                keyed: dict[str, tuple[set[str], Array]] = {}
                for one, word in zip(content.candidates, words, strict=True):
                    first = keyed.setdefault(key(names, one.name), (set(), np.stack([word, average, said])))
                    first[0].update(one.features)
                seen[*content.content, content.speaker] = keyed  # noqa: B023 - used up before the next article
            return [()] * len(asked)

        with patch.object(room, "about_names", look):
            extraction = room.extract(article, analyzer(article.text))
        pairs = match(wanted.statements, extraction.statements)
        for number, one in enumerate(extraction.statements):
            right = wanted.statements[pairs[number]].about if number in pairs else ()
            keys = {normal_name(name) for name in right}
            place = (one.content.start, one.content.end, one.source.name) if one.content else None
            for name, (features, three) in seen.get(place, {}).items() if place else ():
                yield Example(wanted.doc, frozenset(features), three, name in keys)


def fit(rows: Array, right: Array) -> Array:
    """The weights of the log-linear model; the last column is the bias, hardly penalised."""
    weights, penalty = np.zeros(rows.shape[1]), np.full(rows.shape[1], PENALTY)
    penalty[-1] = 0.01
    for _ in range(30):
        odds = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (right - odds) - penalty * weights
        hessian = (rows * (odds * (1 - odds))[:, None]).T @ rows + np.diag(penalty)
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


class Net(nn.Module):  # type: ignore[misc]
    """`kg.extract.weighing.Network` in training: features (n, features) and vectors (n, 3, 384) to log-odds (n,)."""

    def __init__(self, features: int, width: int) -> None:
        super().__init__()
        self.word = nn.Linear(width, HIDDEN)
        self.content, self.cue = nn.Linear(width, HIDDEN, bias=False), nn.Linear(width, HIDDEN, bias=False)
        self.features = nn.Linear(features, HIDDEN, bias=False)
        self.linear, self.out = nn.Linear(features, 1), nn.Linear(HIDDEN, 1)
        self.drop, self.drop_hidden = nn.Dropout(0.3), nn.Dropout(0.5)

    def forward(self, features: Tensor, three: Tensor) -> Tensor:
        word, content, cue = self.drop(three).unbind(1)
        hidden = self.word(word) + self.content(content) + self.cue(cue) + self.features(features)
        return (self.linear(features) + self.out(self.drop_hidden(hidden.relu())))[:, 0]


def train(features: Tensor, three: Tensor, right: Tensor, seed: int) -> Net:
    """A network that has seen all examples `PASSES` times."""
    torch.manual_seed(seed)
    net = Net(features.shape[1], three.shape[2])
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.2)
    steps = PASSES * -(-len(right) // BATCH)
    slower = torch.optim.lr_scheduler.LinearLR(optimizer, 1, 0.02, steps)
    for _ in range(PASSES):
        for some in torch.randperm(len(right)).split(BATCH):
            optimizer.zero_grad()
            loss = functional.binary_cross_entropy_with_logits(net(features[some], three[some]), right[some])
            loss.backward()
            optimizer.step()
            slower.step()
    net.eval()
    return net


class Scaled(NamedTuple):
    """Vectors brought to mean 0 and deviation 1 for training; both (3, 384)."""

    mean: Tensor
    deviation: Tensor

    def of(self, three: Tensor) -> Tensor:
        """The vectors so scaled."""
        return (three - self.mean) / self.deviation


def together(nets: list[Net], scaled: Scaled, names: list[str]) -> dict[str, Array]:
    """The arrays of `about.npz`: the networks side by side, with the scaling and the cut moved into their weights."""
    parts: dict[str, list[Array]] = {}
    for net in nets:
        matrices = [getattr(net, name).weight / scaled.deviation[place] for place, name in enumerate(_THREE)]
        moved = sum(matrix @ scaled.mean[place] for place, matrix in enumerate(matrices))
        own = dict(zip(_THREE, (matrix.T for matrix in matrices), strict=True))
        own |= {"features": net.features.weight.T, "bias": net.word.bias - moved, "out": net.out.weight[0] / len(nets)}
        for name, value in own.items():
            parts.setdefault(name, []).append(value.detach().numpy())
    found = {name: np.concatenate(values, -1) for name, values in parts.items()}
    found["linear"] = sum(net.linear.weight[0] for net in nets).detach().numpy() / len(nets)
    shift = sum(float((net.linear.bias + net.out.bias).detach()) for net in nets) / len(nets)
    arrays: dict[str, Array] = {name: array.astype(np.float16) for name, array in found.items()}
    return arrays | {"shift": np.array(shift - CUT, dtype=np.float32), "names": np.array(names)}


_THREE = ("word", "content", "cue")


def f1(kept: Array, right: Array, total: int) -> float:
    """F1 of what is kept against all names of the gold."""
    return float(2 * (right * kept).sum() / (kept.sum() + total))


def log_linear(found: list[Example], total: int) -> None:
    """Prints F1 of the log-linear model, which knows no vectors nor who is named elsewhere, and its table."""
    found = [one for one in found if "out" not in one.features]
    names = sorted({name for one in found for name in one.features})
    rows = np.array([[name in one.features for name in names] + [True] for one in found], dtype=float)
    right = np.array([one.right for one in found], dtype=float)
    kept = np.zeros(len(found), dtype=bool)
    for test in _folds(found):
        kept[test] = rows[test] @ fit(rows[~test], right[~test]) > THRESHOLD
    print(f"# log-linear: F1 {f1(kept, right, total):.3f} under {FOLDS}-fold cross-validation by article")
    weights = fit(rows, right)
    print(f'[about]\n"bias" = {weights[-1] - THRESHOLD:.2f}')
    for name, weight in zip(names, weights, strict=False):
        if abs(weight) >= 0.05:
            print(f'"{name}" = {weight:.2f}')


def _folds(found: list[Example]) -> Iterator[Array]:
    docs = sorted({one.doc for one in found})
    for fold in range(FOLDS):
        yield np.isin([one.doc for one in found], docs[fold::FOLDS])


def network(found: list[Example], total: int) -> dict[str, Array]:
    """Prints F1 of the network at its best cut and at `CUT`; the arrays of one that has seen everything."""
    counts = Counter(name for one in found for name in one.features)
    names = sorted(name for name, count in counts.items() if count >= SELDOM)
    features = torch.tensor([[name in one.features for name in names] for one in found], dtype=torch.float32)
    three = torch.from_numpy(np.stack([one.vectors for one in found]))
    right = np.array([one.right for one in found], dtype=np.float32)
    wanted = torch.from_numpy(right)
    scaled = Scaled(three.mean(0), three.std(0) + 1e-3)
    three = scaled.of(three)
    odds = np.zeros(len(found), dtype=np.float32)
    for number, fold in enumerate(_folds(found)):
        test, rest = torch.from_numpy(fold), torch.from_numpy(~fold)
        for seed in range(SEEDS):
            net = train(features[rest], three[rest], wanted[rest], 100 * number + seed)
            with torch.no_grad():
                odds[fold] += net(features[test], three[test]).numpy() / SEEDS
    best = max((f1(odds > cut, right, total), cut) for cut in np.arange(-2, 0.5, 0.05))
    told = f"# network: F1 {f1(odds > CUT, right, total):.3f} ({best[0]:.3f} from {best[1]:.2f})"
    print(f"{told} under {FOLDS}-fold cross-validation by article, {len(found)} candidates")
    nets = [train(features, three, wanted, seed) for seed in range(SEEDS)]
    return together(nets, scaled, names)


def main() -> None:
    """Prints the figures and the table, writes the network."""
    data, first, *others = sys.argv[1], sys.argv[2], *sys.argv[4::2]
    articles = {one.id: one for path in sys.argv[3::2] for one in kg.read_articles([Path(path)], print)}
    forbidden = held_out(Path(data), "check")
    more = [one for path in others for one in read_gold(path) if not forbidden & {*grams(articles[one.doc].text)}]
    gold = read_gold(first, "tune") + more
    print(f"# {len(gold)} articles")
    found = list(examples(gold, articles))
    total = sum(len(one.about) for line in gold for one in line.statements)
    log_linear(found, total)
    arrays = network(found, total)
    with TARGET.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
