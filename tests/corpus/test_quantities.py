"""Numbers with their unit and bound, as bulletins print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quantities import find_quantities


def read(text: str) -> list[tuple[str, float, float | None, str, str | None]]:
    return [(text[one.start : one.end], one.value, one.upper, one.unit, one.bound) for one in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("入库税款8976.10万元", [("8976.10万元", 8976.1, None, "万元", None)]),
        ("税款1,234.5万元", [("1,234.5万元", 1234.5, None, "万元", None)]),
        ("高出4.6个百分点", [("4.6个百分点", 4.6, None, "百分点", None)]),
        ("失业率５．５％", [("５．５％", 5.5, None, "%", None)]),
        ("商户达到62.89万户以上", [("62.89万户以上", 62.89, None, "万户", ">=")]),
        ("企业突破1000家", [("1000家", 1000.0, None, "家", ">")]),
        ("观众4000余人次", [("4000余人次", 4000.0, None, "人次", ">")]),
        ("游客100多万人", [("100多万人", 100.0, None, "万人", ">")]),
        ("降幅控制在15%以内", [("15%以内", 15.0, None, "%", "<=")]),
        ("不足30台", [("30台", 30.0, None, "台", "<")]),
        ("增长10%左右", [("10%左右", 10.0, None, "%", "~")]),
        ("增长4.5%—5%", [("4.5%—5%", 4.5, 5.0, "%", None)]),
        ("新增3—5家", [("3—5家", 3.0, 5.0, "家", None)]),
        ("外贸翻番", [("翻番", 100.0, None, "%", None)]),
        ("办好十件实事", [("十件", 10.0, None, "件", None)]),
        ("日处理30万吨/日", [("30万吨/日", 30.0, None, "万吨/日", None)]),
        ("更新设备15万台（套）", [("15万台（套）", 15.0, None, "万台（套）", None)]),
        ("用户近3500万、遍及全省", [("3500万", 3500.0, None, "万", "~")]),
        ("分别高0.2、6.2个百分点", [("0.2", 0.2, None, "百分点", None), ("6.2个百分点", 6.2, None, "百分点", None)]),
        ("A为2.2个和3.7个百分点", [("2.2个", 2.2, None, "百分点", None), ("3.7个百分点", 3.7, None, "百分点", None)]),
    ],
)
def test_a_figure_is_read_with_its_unit_and_bound(text: str, expected: list[object]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "连续6个月下降",
        "用时15分钟",
        "排全省第3位",
        "“1+3+X”产业体系",
        "《2025—2035年规划纲要》第5章",
        "某政办发〔2024〕2号",
        "改建G107国道",
        "10千伏线路",
        "千家万户",
        "4000吨级码头",
        "让企业“破零翻番”",
        "2026年1-2月",
    ],
)
def test_a_number_that_is_no_figure_is_left_alone(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet="0123456789.,，%％万亿元家个百分点第、和-—余多以上内突破约十二一（）“”《》A", max_size=60))
def test_any_text_is_read_and_spans_lie_within_it(text: str) -> None:
    for one in find_quantities(text):
        assert 0 <= one.start < one.end <= len(text)
