"""A label's period is compared by its days; 年底 and 全年, open ends and unknown periods stay apart."""

import datetime

import pytest

from corpus.bulletin import Basis, Period
from corpus.periods import find_periods
from eval.gold_periods import gold_period, same_period

ISSUED = datetime.date(2026, 4, 20)


def said(text: str) -> Period:
    return find_periods(text, reference=ISSUED)[0].period


def spell(start: str, end: str, basis: Basis) -> Period:
    return Period(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end), "x", basis)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("2026-Q1", "一季度"),
        ("2026-Q1", "1—3月"),
        ("2026-Q1", "截至3月31日，"),
        ("2026-03-31", "截至3月31日，"),
        ("2026-03-31", "一季度"),
        ("2026-01/2026-03", "截至3月底"),
        ("2026-01/2026-02", "1-2月"),
        ("2025-H1", "2025年上半年"),
        ("2025-07-31", "截至2025年7月31日，"),
        ("2026-04", "4月"),
        ("2026-01-31", "1月31日"),
        ("2024", "2024年"),
        ("2024-12-31", "到2024年末"),
        ("2026-01/..", "今年以来，"),
        ("2023/2025", "2023-2025年"),
    ],
)
def test_a_label_is_met_by_the_words_that_mean_it(label: str, text: str) -> None:
    assert same_period(label, said(text))


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("2026-Q1", said("1-2月")),
        ("2026-Q1", said("2025年一季度")),
        ("2026-04", said("1-4月")),
        ("2026-03-31", said("3月")),
        ("2024", spell("2024-01-01", "2024-12-31", "时点")),
        ("2024-12-31", spell("2024-01-01", "2024-12-31", "年度")),
        ("2026-01/..", said("一季度")),
        ("2026-Q1", None),
        (None, said("一季度")),
    ],
)
def test_another_period_is_not_the_labels(label: str | None, period: Period | None) -> None:
    assert not same_period(label, period)


def test_an_unknown_period_is_met_by_none_only() -> None:
    assert same_period(None, None)


@pytest.mark.parametrize("label", ["", "一季度", "2026-Q5", "2026-13", "2026-02-30", "2026-03/2026-01", "../2026"])
def test_a_label_that_is_no_period_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=r"no period|month must be|day is out of range|bad month"):
        gold_period(label)
