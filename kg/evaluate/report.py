"""Totals over articles: precision, recall, F1 and their bootstrap intervals, as table and JSON.

Not for what is wrong in which article (that is `listing`): a report holds totals only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.errors import DataError
from kg.evaluate.levels import LEVELS, Counts, count
from kg.model import Extraction, Json

SAMPLES = 1000
COVERAGE = 0.95
Interval = tuple[float, float]

HEADINGS = {
    "en": ("level", "P", "R", "F1", "F1, 95 %", "right", "predicted", "gold"),
    "uk": ("рівень", "P", "R", "F1", "F1, 95 %", "правильних", "знайдено", "у зразку"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One level: counts; precision, recall and F1 in 0..1 with intervals, None where there is nothing to divide by."""

    right: int
    predicted: int
    gold: int
    precision_interval: Interval | None = None
    recall_interval: Interval | None = None
    f1_interval: Interval | None = None

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is right."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two: 2·right / (predicted + gold)."""
        both = self.predicted + self.gold
        return 2 * self.right / both if both else None

    def to_json(self) -> Json:
        """Counts and figures, rounded to four places."""
        values = {key: _rounded(getattr(self, key)) for key in ("precision", "recall", "f1")}
        intervals = {f"{key}_interval": _rounded_pair(getattr(self, f"{key}_interval")) for key in values}
        return {"right": self.right, "predicted": self.predicted, "gold": self.gold} | values | intervals


@dataclass(frozen=True, slots=True)
class Report:
    """Totals over the articles of the gold.

    `levels` has every name of `LEVELS`; `missing` counts gold articles that were not predicted (all theirs is missed),
    `ignored` predicted articles that the gold has not.
    """

    articles: int
    levels: Mapping[str, Figure]
    missing: int = 0
    ignored: int = 0

    def to_json(self) -> Json:
        """`articles`, `missing`, `ignored` and `levels`."""
        levels = {level: figure.to_json() for level, figure in self.levels.items()}
        return {"articles": self.articles, "missing": self.missing, "ignored": self.ignored, "levels": levels}


def score(
    gold: Iterable[Extraction], predicted: Iterable[Extraction], *, samples: int = SAMPLES, seed: int = 0
) -> Report:
    """Compare predictions with gold, article by article, and add up (micro-average).

    Intervals hold the middle 95 % of `samples` bootstrap samples of articles, drawn with `seed`; none with `samples=0`.
    The order of the articles does not matter. DataError where an article comes twice on one side, or `samples` is no
    number of samples.
    """
    if type(samples) is not int or samples < 0:
        raise DataError(f"samples must be a whole number from 0: {samples!a}")
    wanted, found = _by_doc(gold, "gold"), _by_doc(predicted, "predictions")
    counts = [count(one.statements, found[doc].statements if doc in found else ()) for doc, one in wanted.items()]
    missing, ignored = len(wanted.keys() - found.keys()), len(found.keys() - wanted.keys())
    return Report(len(wanted), _figures(counts, samples, seed), missing, ignored)


def table(report: Report, lang: str = "en") -> str:
    """The report as aligned text, one line a level; headings in `uk` or `en`."""
    rows = [HEADINGS[lang], *(_row(level, figure) for level, figure in report.levels.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _by_doc(extractions: Iterable[Extraction], side: str) -> dict[str, Extraction]:
    """Extractions by article id, in the order of the ids."""
    docs: dict[str, Extraction] = {}
    for one in extractions:
        if one.doc in docs:
            raise DataError(f"article {one.doc!r} stands twice in the {side}: keep one")
        docs[one.doc] = one
    return dict(sorted(docs.items()))


def _figures(counts: list[dict[str, Counts]], samples: int, seed: int) -> dict[str, Figure]:
    """Totals and intervals for each level."""
    cube = np.array([[one[level] for level in LEVELS] for one in counts], dtype=np.int64).reshape(-1, len(LEVELS), 3)
    totals = cube.sum(axis=0)
    drawn = _resampled(cube, samples, seed)
    return {level: _figure(totals[index], drawn[:, index]) for index, level in enumerate(LEVELS)}


def _figure(totals: npt.NDArray[np.int64], drawn: npt.NDArray[np.int64]) -> Figure:
    """One level from its totals (3) and sampled totals (samples, 3)."""
    right, predicted, gold = (int(number) for number in totals)
    return Figure(right, predicted, gold, *_intervals(drawn))


def _resampled(cube: npt.NDArray[np.int64], samples: int, seed: int) -> npt.NDArray[np.int64]:
    """Totals of bootstrap samples of articles: (articles, levels, 3) to (samples, levels, 3)."""
    articles = len(cube)
    if not articles or not samples:
        return np.zeros((0, *cube.shape[1:]), dtype=np.int64)
    weights = np.random.default_rng(seed).multinomial(articles, np.full(articles, 1 / articles), size=samples)
    return np.tensordot(weights, cube, axes=1)


def _intervals(drawn: npt.NDArray[np.int64]) -> tuple[Interval | None, Interval | None, Interval | None]:
    """Intervals of precision, recall and F1 from sampled totals (samples, 3)."""
    right, predicted, gold = drawn[:, 0], drawn[:, 1], drawn[:, 2]
    return _interval(right, predicted), _interval(right, gold), _interval(2 * right, predicted + gold)


def _interval(upper: npt.NDArray[np.int64], lower: npt.NDArray[np.int64]) -> Interval | None:
    """The middle of the ratios; samples without anything to divide by are left out."""
    there = lower > 0
    if not there.any():
        return None
    edge = (1 - COVERAGE) / 2
    low, high = np.quantile(upper[there] / lower[there], (edge, 1 - edge))
    return float(low), float(high)


def _row(level: str, figure: Figure) -> tuple[str, ...]:
    """One line of the table."""
    values = (_shown(figure.precision), _shown(figure.recall), _shown(figure.f1))
    interval = "–".join(f"{edge:.3f}" for edge in figure.f1_interval) if figure.f1_interval else "–"
    return (level, *values, interval, str(figure.right), str(figure.predicted), str(figure.gold))


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _rounded_pair(pair: Interval | None) -> list[float] | None:
    return None if pair is None else [round(edge, 4) for edge in pair]
