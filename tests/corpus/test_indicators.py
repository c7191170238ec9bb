"""Indicators are found by the longest of their wordings, and each wording belongs to one indicator."""

import pytest

from corpus.indicators import find_indicators, states


def named(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.indicator.name) for mention in find_indicators(text)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("进出口总额增长7%", [("进出口总额", "进出口总额")]),
        ("外贸进出口总值288.8亿元", [("外贸进出口总值", "进出口总额")]),
        ("进口值、出口值", [("进口值", "进口值"), ("出口值", "出口值")]),
        ("进口下降，出口增长", [("进口", "进口值"), ("出口", "出口值")]),
        ("对非外贸进出口额", [("对非外贸进出口额", "对非贸易")]),
        ("规模工业增加值", [("规模工业增加值", "规模以上工业增加值")]),
        ("规上工业企业产值", [("规上工业企业产值", "规模以上工业产值")]),
        ("固投和社零", [("固投", "固定资产投资"), ("社零", "社会消费品零售总额")]),
        ("地方收入，其中地方税收", [("地方收入", "地方一般公共预算收入"), ("地方税收", "地方税收")]),
        ("非税收入与非税占比", [("非税收入", "非税收入"), ("非税占比", "非税占比")]),
        ("Ｇdp突破5000亿元", [("Ｇdp", "地区生产总值")]),
        ("高新技术产业增加值", [("高新技术产业增加值", "高新技术产业增加值")]),
        ("城镇调查失业率5.5%", [("城镇调查失业率", "城镇调查失业率")]),
        ("天气晴好", []),
    ],
)
def test_indicators_in_a_text(text: str, mentions: list[tuple[str, str]]) -> None:
    assert named(text) == mentions


@pytest.mark.parametrize(
    ("wordings", "name"),
    [
        (("规模工业增加值", "规上工业增加值", "规模以上工业增加值", "规工"), "规模以上工业增加值"),
        (("外贸进出口总值", "进出口总额", "外贸总额"), "进出口总额"),
        (("地方收入", "地方一般公共预算收入", "一般公共预算收入"), "地方一般公共预算收入"),
        (("固投", "固定资产投资"), "固定资产投资"),
        (("社零", "社零总额", "社会消费品零售总额"), "社会消费品零售总额"),
        (("对非贸易", "对非外贸", "对非贸易额"), "对非贸易"),
    ],
)
def test_several_wordings_are_one_indicator(wordings: tuple[str, ...], name: str) -> None:
    assert [named(wording) for wording in wordings] == [[(wording, name)] for wording in wordings]


@pytest.mark.parametrize("text", ["出口处设卡", "进口食品、出口企业", "路口"])
def test_imports_or_exports_alone_are_never_their_sum(text: str) -> None:
    assert "进出口总额" not in {indicator for _, indicator in named(text)}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("1-2月，固定资产投资增长3%", True),
        ("全市累计完成固定资产投资949.22亿元", True),
        ("一季度实现地方收入1.8亿元", True),
        ("公路水路固定资产投资预计完成199亿元", False),  # narrowed by what stands before it
        ("固定资产投资项目12个", False),  # a part of a longer name
        ("制造业增加值占地区生产总值比重提高", False),
        ("对297家负增长规工企业实施帮扶", False),
    ],
)
def test_a_name_that_is_narrowed_or_continued_is_not_the_indicator(text, stated):
    assert [states(text, mention) for mention in find_indicators(text)] == [stated]
