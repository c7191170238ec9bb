"""A target is set against what was reached in its period, and a part of the period is never a miss."""

import pytest

from assistant.figures.targets import check_targets

YEAR, FIRST, HALF = ("2026-01-01", "2026-12-31", "年度"), ("2026-01-01", "2026-03-31"), ("2026-01-01", "2026-06-30")


def check(hit, period, target, *actual):
    """The one check of a target; each is (period, fields)."""
    hits = [hit(kind="target", period=period(*target[0]), **target[1])]
    hits += [hit(period=period(*days), **fields) for days, fields in actual]
    (found,) = check_targets(hits)
    return found


def growth(change, **fields):
    return {"change": change, **{f"change_{name}": value for name, value in fields.items()}}


def amount(value, unit="亿元", **fields):
    return {"value": value, "unit": unit, **fields}


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "difference"),
    [
        (growth(7.0), growth(7.0), "完成", 0.0),
        (growth(7.0, bound=">="), growth(6.8), "未完成", -0.2),
        (growth(7.0, bound=">"), growth(7.0), "未完成", 0.0),
        (growth(7.0), growth(6.5, bound=">="), "不能判断", -0.5),
        (growth(7.0, bound="~"), growth(6.9), "不能判断", -0.1),
        (growth(7.0, bound="~"), growth(7.2), "完成", 0.2),
        (growth(-3.0), growth(-3.5), "完成", -0.5),
        (growth(-3.0), growth(-2.0), "未完成", 1.0),
        (growth(4.5, upper=5.0), growth(4.8), "完成", 0.3),
        (amount(5.5, "%", bound="<="), amount(5.3, "%"), "完成", -0.2),
        (amount(5.5, "%", bound="<="), amount(5.6, "%"), "未完成", 0.1),
        (amount(62.89, "万户", bound=">="), amount(630000.0, "户"), "完成", 0.11),
        (amount(500.0), amount(500.0, bound=">"), "完成", 0.0),
    ],
)
def test_a_target_is_judged_at_the_end_of_its_period_by_the_bounds_of_both(
    hit, period, target, actual, verdict, difference
) -> None:
    found = check(hit, period, (YEAR, target), (YEAR, actual))
    assert (found.verdict, found.difference) == (verdict, difference)


def test_a_rate_differs_in_points_and_both_are_cited(hit, period) -> None:
    found = check(hit, period, (YEAR, growth(7.0, bound=">=") | {"document": "计划"}), (YEAR, growth(7.6)))
    assert found.sentence == "2026年增长7.6%，比目标高0.6个百分点；完成目标。"
    assert (found.difference_unit, found.share) == ("百分点", None)
    assert (found.target.citation.document, found.actual.citation.document) == ("计划", "甲")


def test_an_amount_has_a_share_in_whatever_units_it_is_told(hit, period) -> None:
    found = check(hit, period, (YEAR, amount(2.0)), (FIRST, amount(8000.0, "万元")))
    assert (found.verdict, found.difference, found.difference_unit, found.share) == ("进度", -1.2, "亿元", 40.0)
    assert found.sentence == "2026年1-3月8000万元，比目标低1.2亿元，为目标的40%；2026年尚未期满，仅作进度。"


def test_an_amount_reached_early_is_reached_and_a_rate_is_only_under_way(hit, period) -> None:
    assert check(hit, period, (YEAR, amount(2.0)), (FIRST, amount(2.5))).verdict == "已提前达到"
    assert check(hit, period, (YEAR, growth(7.0)), (FIRST, growth(9.0))).verdict == "进度"
    assert check(hit, period, (YEAR, amount(3.0, "起", bound="<=")), (FIRST, amount(1.0, "起"))).verdict == "进度"


def test_the_latest_cumulative_figure_is_taken_and_not_a_month_s(hit, period) -> None:
    month = ("2026-06-01", "2026-06-30", "当月")
    found = check(hit, period, (YEAR, growth(7.0)), (HALF, growth(5.0)), (FIRST, growth(4.0)), (month, growth(9.0)))
    assert found.actual.period.label == "2026年1-6月"
    found = check(hit, period, (YEAR, amount(9.0)), (month, amount(1.0)))
    assert (found.verdict, found.share) == ("不可比", None)
    assert found.sentence == "实际只有2026年6月一段（1亿元），不是从目标起点累计的，不能折算进度。"


def test_growth_and_amount_are_not_compared(hit, period) -> None:
    found = check(hit, period, (YEAR, growth(7.0)), (YEAR, amount(80.0)))
    assert found.verdict == "不可比"
    assert found.sentence == "目标说的是增速（增长7%），实际说的是数值（80亿元），不能相比。"


def test_other_regions_subjects_and_years_do_not_count(hit, period) -> None:
    others = ({"region": "汨罗市"}, {"subject": "某企业"}, {"indicator": "社会消费品零售总额"})
    actual = [(YEAR, growth(8.0) | other) for other in others]
    found = check(hit, period, (YEAR, growth(7.0)), *actual, (("2025-01-01", "2025-12-31", "年度"), growth(8.0)))
    assert (found.verdict, found.sentence) == ("尚无实际", "资料里还没有这一期间（2026年）的实际数。")


def test_the_second_aim_is_told_as_well(hit, period) -> None:
    found = check(hit, period, (YEAR, growth(7.0) | {"stretch": 8.0}), (YEAR, growth(7.5)))
    assert found.sentence.endswith("完成目标，力争的8%未达到。")


@pytest.mark.parametrize(
    ("aim", "stretch", "actual", "words"),
    [
        (growth(3.0, bound="<="), 2.0, 2.5, "力争的2%未达到。"),
        (growth(3.0, bound="<="), 2.0, 1.5, "力争的2%也已达到。"),
        (growth(-3.0), -4.0, -4.5, "力争的4%也已达到。"),
        (growth(-3.0), -4.0, -3.5, "力争的4%未达到。"),
    ],
)
def test_the_second_aim_of_a_ceiling_or_a_fall_is_reached_downwards(hit, period, aim, stretch, actual, words) -> None:
    found = check(hit, period, (YEAR, aim | {"stretch": stretch}), (YEAR, growth(actual)))
    assert found.sentence.endswith(words)


def test_a_target_without_period_or_region_is_not_judged(hit, period) -> None:
    undated = hit(kind="target", change=7.0)
    nowhere = hit(kind="target", change=7.0, region=None, period=period(*YEAR))
    actual = hit(change=8.0, region=None, period=period(*YEAR))
    assert [found.verdict for found in check_targets([undated, nowhere, actual])] == ["不能判断", "不能判断"]
