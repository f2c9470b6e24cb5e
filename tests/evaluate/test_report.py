"""Totals, intervals, table and JSON."""

import json

import pytest

from kg.errors import DataError
from kg.evaluate import LEVELS, Figure, score, table
from tests.evaluate.build import gold_statements, line


def two_articles() -> tuple[list[object], list[object]]:
    """Gold of 5 + 2 statements, of which 5 + 0 are predicted."""
    gold = [line(*gold_statements()), line(*gold_statements()[:2], doc="b")]
    return gold, [line(*gold_statements())]  # type: ignore[return-value]


def test_micro_average() -> None:
    report = score(*two_articles())  # type: ignore[arg-type]
    figure = report.levels["statement"]
    assert (figure.right, figure.predicted, figure.gold) == (5, 5, 7)
    assert figure.precision == 1
    assert figure.recall == pytest.approx(5 / 7)
    assert figure.f1 == pytest.approx(10 / 12)
    assert (report.articles, report.missing, report.ignored) == (2, 1, 0)


def test_articles_that_the_gold_has_not_are_counted_as_ignored() -> None:
    report = score([line(*gold_statements())], [line(*gold_statements()), line(*gold_statements(), doc="z")])
    assert report.levels["statement"].predicted == 5
    assert report.ignored == 1


def test_bootstrap_draws_articles() -> None:
    """With two articles a sample is one of three mixtures: recall 1, 5/7 or 0."""
    recall = score(*two_articles()).levels["statement"].recall_interval  # type: ignore[arg-type]
    assert recall == (0.0, 1.0)


def test_bootstrap_is_seeded() -> None:
    gold, predicted = two_articles()
    gold += [line(*gold_statements()[index:], doc=f"c{index}") for index in range(1, 5)]
    predicted += [line(*gold_statements()[:index], doc=f"c{index}") for index in range(1, 5)]
    first, again, other = (score(gold, predicted, seed=seed).to_json() for seed in (1, 1, 2))  # type: ignore[arg-type]
    assert first == again
    assert first != other


def test_the_order_of_articles_does_not_matter() -> None:
    gold = [line(*gold_statements()[index:], doc=f"c{index}") for index in range(5)]
    predicted = [line(*gold_statements()[:index], doc=f"c{index}") for index in range(5)]
    assert score(gold, predicted) == score(gold[::-1], predicted[2:] + predicted[:2])


@pytest.mark.parametrize("samples", [-1, 1.5, "5"])
def test_no_number_of_samples(samples: int) -> None:
    with pytest.raises(DataError, match="samples must be a whole number from 0"):
        score([], [], samples=samples)


def test_no_intervals_without_samples() -> None:
    assert score(*two_articles(), samples=0).levels["full"].f1_interval is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(0, 0, 0), (None, None, None)),
        (Figure(0, 0, 4), (None, 0.0, 0.0)),
        (Figure(0, 4, 0), (0.0, None, 0.0)),
        (Figure(1, 2, 4), (0.5, 0.25, pytest.approx(1 / 3))),
    ],
)
def test_nothing_to_divide_by(figure: Figure, expected: tuple[float | None, ...]) -> None:
    assert (figure.precision, figure.recall, figure.f1) == expected


def test_no_articles_at_all() -> None:
    report = score([], [])
    assert report.articles == 0
    assert report.levels["full"].f1 is None


def test_an_article_twice_is_refused() -> None:
    twice = [line(), line()]
    with pytest.raises(DataError, match="'a' stands twice in the gold"):
        score(twice, [])
    with pytest.raises(DataError, match="'a' stands twice in the predictions"):
        score([line()], twice)


def test_json_can_be_written_and_holds_every_level() -> None:
    data = json.loads(json.dumps(score(*two_articles()).to_json()))  # type: ignore[arg-type]
    assert list(data["levels"]) == list(LEVELS)
    assert data["levels"]["statement"] == {
        "right": 5,
        "predicted": 5,
        "gold": 7,
        "precision": 1.0,
        "recall": 0.7143,
        "f1": 0.8333,
        "precision_interval": [1.0, 1.0],
        "recall_interval": [0.0, 1.0],
        "f1_interval": [0.0, 1.0],
    }


def test_table_in_both_languages() -> None:
    report = score(*two_articles())  # type: ignore[arg-type]
    english, ukrainian = table(report).splitlines(), table(report, "uk").splitlines()
    assert english[0].split()[:4] == ["level", "P", "R", "F1"]
    assert ukrainian[0].startswith("рівень")
    assert len(english) == len(ukrainian) == len(LEVELS) + 1
    assert english[1].split() == ["statement", "1.000", "0.714", "0.833", "0.000–1.000", "5", "5", "7"]
    assert "–" in english[1 + LEVELS.index("stance:demands")]
