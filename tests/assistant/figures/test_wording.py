"""A fact's parts as a reader of bulletins words them."""

import pytest

from assistant.figures.wording import amount, change_words, comparison_words, growth, rank_words
from corpus.bulletin import Comparison, Fact, Rank


@pytest.mark.parametrize(
    ("arguments", "bounds", "words"),
    [
        ((62.89, "万户"), {"bound": ">="}, "62.89万户以上"),
        ((500.0, "亿元"), {"bound": ">"}, "突破500亿元"),
        ((5.5, "%"), {"bound": "<="}, "5.5%以内"),
        ((3.0, "起"), {"bound": "<"}, "不到3起"),
        ((10.0, "%"), {"bound": "~"}, "10%左右"),
        ((4.5, "%"), {"upper": 5.0}, "4.5%—5%"),
        ((1.0, "百分点"), {}, "1个百分点"),
        ((8976.1, "万元"), {}, "8976.1万元"),
        ((123456789.0, None), {}, "123456789"),
    ],
)
def test_an_amount_is_told_with_its_bound(arguments, bounds, words) -> None:
    assert amount(*arguments, **bounds) == words


@pytest.mark.parametrize(
    ("change", "unit", "bounds", "words"),
    [
        (7.1, "%", {}, "增长7.1%"), (-3.0, "%", {"bound": ">="}, "下降3%以上"), (0.0, "%", {}, "持平"),
        (-0.2, "百分点", {}, "下降0.2个百分点"), (12.0, "家", {}, "增加12家"), (7.0, None, {"upper": 8.0}, "增长7—8"),
    ],
)  # fmt: skip
def test_a_change_is_told_by_its_direction(change, unit, bounds, words) -> None:
    assert growth(change, unit, **bounds) == words


def test_a_fact_s_change_tells_month_on_month_the_second_aim_and_a_bare_direction() -> None:
    fact = Fact(1, 0, 1, "固定资产投资", "固投", "target", change=7.0, change_unit="%", change_bound=">=", stretch=8.0)
    assert change_words(fact) == "增长7%以上，力争8%"
    assert (
        change_words(Fact(1, 0, 1, "甲", "甲", "actual", change=2.0, change_unit="%", change_over="环比"))
        == "环比增长2%"
    )
    assert change_words(Fact(1, 0, 1, "甲", "甲", "actual", direction="正增长")) == "正增长"


def test_comparisons_and_ranks_are_told_as_printed() -> None:
    comparisons = (
        Comparison("全省", 6.8, "百分点", 1),
        Comparison("预期", None, None, -1),
        Comparison("全国", None, None, 0),
    )
    assert [comparison_words(one) for one in comparisons] == ["高于全省6.8个百分点", "低于预期", "与全国持平"]
    assert [rank_words(Rank("全省", 3, of)) for of in ("value", "change", None)] == [
        "全省第3（数值）",
        "全省第3（增速）",
        "全省第3",
    ]
