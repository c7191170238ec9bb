"""Judgements become numbers; a group with nothing to count has none."""

import pytest

from eval.cases import Case, CaseType
from eval.judging import Judgement
from eval.metrics import Metrics, Score, aggregate, by_type, mean, percentile


def score(
    kind: CaseType = "figure",
    *,
    correct: bool = True,
    recall: float | None = 1.0,
    precision: float | None = 1.0,
    refused: bool = False,
    seconds: float = 0.1,
) -> Score:
    case = Case(id="T", type=kind, question="？", must=(("一",),), answerable=kind != "unanswerable")
    return Score(case, Judgement(correct, (), recall, precision, refused, 1), seconds)


def test_each_number_is_over_the_cases_that_have_it() -> None:
    scores = [
        score(seconds=1.0),
        score(correct=False, recall=0.0, precision=None, refused=True, seconds=2.0),
        score(recall=0.5, precision=0.25, seconds=3.0),
        score("unanswerable", recall=None, precision=None, refused=True, seconds=4.0),
        score("unanswerable", correct=False, recall=None, precision=None, seconds=4.0),
    ]
    assert aggregate(scores) == Metrics(
        count=5,
        accuracy=0.6,
        citation_recall=0.5,
        citation_precision=0.625,
        refusal=0.5,
        false_refusal=1 / 3,
        median_seconds=3.0,
        p95_seconds=4.0,
    )


def test_an_empty_group_has_no_numbers() -> None:
    assert aggregate([]) == Metrics(0, None, None, None, None, None, None, None)


def test_types_keep_the_order_of_the_cases() -> None:
    scores = [score("who"), score("figure", correct=False), score("who", correct=False)]
    table = by_type(scores)
    assert [(name, metrics.count, metrics.accuracy) for name, metrics in table.items()] == [
        ("who", 2, 0.5),
        ("figure", 1, 0.0),
    ]
    assert table["who"].refusal is None


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 0.5, None),
        ([3.0], 0.95, 3.0),
        ([4.0, 1.0], 0.5, 2.5),
        ([1.0, 2.0, 9.0], 0.5, 2.0),
        ([0.0, 10.0], 0.95, 9.5),
    ],
)
def test_a_percentile_lies_between_the_nearest_ranks(values: list[float], share: float, expected: float | None) -> None:
    assert percentile(values, share) == expected


def test_a_mean_leaves_out_what_is_absent() -> None:
    assert mean([1.0, None, 0.5]) == 0.75
    assert mean([None]) is None
