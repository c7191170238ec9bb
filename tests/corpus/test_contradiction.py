"""Which two facts cannot both be true."""

import datetime
from dataclasses import replace

import pytest

from corpus.bulletin import Fact, Period
from corpus.contradiction import clashes, contradicts

QUARTER = Period(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31), "2026年1-3月", "累计")
INCOME = Fact(
    paragraph=1,
    start=0,
    end=9,
    indicator="地方一般公共预算收入",
    wording="地方收入",
    kind="actual",
    region="岳阳市",
    period=QUARTER,
    value=57.6,
    unit="亿元",
    change=3.3,
    change_unit="%",
)


@pytest.mark.parametrize(
    "other",
    [
        replace(INCOME, change=3.4),
        replace(INCOME, change=-3.3),
        replace(INCOME, value=58.6),
        replace(INCOME, value=576.0, unit="万元"),
        replace(INCOME, value=57.6, unit="万元"),
    ],
)
def test_another_figure_for_the_same_thing_contradicts(other: Fact) -> None:
    assert contradicts(INCOME, other)
    assert contradicts(other, INCOME)


@pytest.mark.parametrize(
    "other",
    [
        INCOME,
        replace(INCOME, wording="一般公共预算收入"),
        replace(INCOME, value=576000.0, unit="万元"),
        replace(INCOME, value=57.62),
        replace(INCOME, value=50.0, bound=">"),
        replace(INCOME, region="汨罗市", value=1.8),
        replace(INCOME, indicator="地方税收", value=1.8),
        replace(INCOME, kind="target", change=8.0),
        replace(INCOME, period=replace(QUARTER, end=datetime.date(2026, 4, 30)), value=80.0),
        replace(INCOME, value=120.0, unit="户"),
        replace(INCOME, change=None, change_unit=None),
        replace(INCOME, change=12.0, change_over="环比"),
        replace(INCOME, change_bound=">="),
        replace(INCOME, change=3.0, change_unit="百分点"),
        replace(INCOME, change=3.32),
        replace(INCOME, period=None, value=60.0),
    ],
)
def test_what_may_both_be_true_does_not(other: Fact) -> None:
    assert not contradicts(replace(INCOME, change_over="同比"), other)


def test_a_name_that_no_list_has_is_left_out() -> None:
    one = replace(INCOME, indicator="新开工项目", change=None, value=5.0, unit="个")
    assert not contradicts(one, replace(one, value=259.0))


def test_two_aims_differ_by_their_bound_alone() -> None:
    aim = replace(INCOME, kind="target", value=None, unit=None, change_bound="~")
    assert contradicts(aim, replace(aim, change_bound=">="))


def test_the_end_of_a_year_is_not_the_year() -> None:
    year = replace(QUARTER, end=datetime.date(2026, 12, 31), basis="年度")
    one = replace(INCOME, period=year)
    assert not contradicts(one, replace(one, period=replace(year, basis="时点"), value=99.0))


def test_a_figure_told_over_and_over_is_one_finding_for_each_that_differs() -> None:
    same = [replace(INCOME, paragraph=number) for number in range(300)]
    assert len(clashes([*same, replace(INCOME, paragraph=999, change=4.0)])) == 1
