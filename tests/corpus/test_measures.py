"""Amounts are compared in one unit."""

import pytest

from corpus.measures import converted, in_base, plain, rounded


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (8976.1, "万元", (89_761_000.0, "元")), (1.2, "亿元", (120_000_000.0, "元")), (62.89, "万户", (628_900.0, "户")),
        (3.0, "亿斤", (300_000_000.0, "斤")), (2.0, "万吨", (40_000_000.0, "斤")), (5.0, "万千瓦时", (50_000_000.0, "瓦时")),
        (1.0, "万亿元", (1e12, "元")), (4.6, "百分点", (4.6, "百分点")), (4.6, "个百分点", (4.6, "百分点")), (7.1, "%", (7.1, "%")),
        (3.0, "亿美元", (3e8, "美元")), (2.0, "公里", (2000.0, "米")), (3.0, "", (3.0, "")), (9.0, "件", (9.0, "件")),
    ],
)  # fmt: skip
def test_a_unit_is_told_without_its_multiplier(value: float, unit: str, expected: tuple[float, str]) -> None:
    assert in_base(value, unit) == expected


def test_amounts_of_different_kinds_are_not_converted() -> None:
    assert [converted(9500.0, "万元", unit) for unit in ("亿元", "亿美元", "%")] == [0.95, None, None]


def test_numbers_are_printed_plainly_and_without_traces_of_binary_fractions() -> None:
    assert [plain(value) for value in (7.0, 0.1 + 0.2, 1e-7, 218073.0, -0.0)] == [
        "7",
        "0.3",
        "0.0000001",
        "218073",
        "0",
    ]
    assert rounded(7.1 - 6.8) == 0.3
