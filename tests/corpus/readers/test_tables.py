"""Tables become sentences: every value with its head and unit, merged cells told once, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.tables import head_count, sentences


def test_a_row_is_a_sentence_with_its_column_heads() -> None:
    assert sentences([["指标", "1-2月增速", "排名"], ["固定资产投资", "3%", "第3位"]]) == [
        "指标：固定资产投资；1-2月增速：3%；排名：第3位。"
    ]


MERGED = [
    ["全市主要指标"] * 4,
    ["指标", "2026年", "2026年", "2026年"],
    ["指标", "1-2月", "增速", "位次"],
    ["固定资产投资", "949.22", "3%", "3"],
    ["进出口总额", "61.5", "-4.7%", "9"],
]


def test_two_head_rows_are_joined_and_a_caption_is_told_once() -> None:
    assert sentences(MERGED, unit="亿元") == [
        "全市主要指标",
        "指标：固定资产投资；2026年·1-2月（亿元）：949.22；2026年·增速：3%；2026年·位次：3。",
        "指标：进出口总额；2026年·1-2月（亿元）：61.5；2026年·增速：-4.7%；2026年·位次：9。",
    ]


def test_merged_heads_left_empty_by_a_csv_are_joined_as_well() -> None:
    empty = [["指标", "2026年", "", ""], ["", "1-2月", "增速", "位次"], *MERGED[3:]]
    assert sentences(empty, unit="亿元") == sentences(MERGED, unit="亿元")[1:]


@pytest.mark.parametrize(
    "caption",
    [
        pytest.param(["单位：亿元", "单位：亿元", "单位：亿元"], id="a row of its own"),
        pytest.param(["", "", "（单位：亿元）"], id="at the right"),
        pytest.param(["（计量单位:亿元）", "", ""], id="with another name"),
    ],
)
def test_a_unit_above_the_heads_is_put_on_heads_without_their_own(caption: list[str]) -> None:
    rows = [caption, ["县市区", "投资", "税收（万元）"], ["汨罗市", "12.5", "830"]]
    assert sentences(rows) == ["县市区：汨罗市；投资（亿元）：12.5；税收（万元）：830。"]


def test_a_caption_beside_the_unit_is_kept() -> None:
    rows = [["2026年3月", "", "单位：亿元"], ["县市区", "投资", "增速"], ["汨罗市", "12.5", "3.1"]]
    assert sentences(rows) == ["2026年3月", "县市区：汨罗市；投资（亿元）：12.5；增速：3.1。"]


def test_a_unit_that_no_value_took_is_still_told() -> None:
    assert sentences([["单位：亿元"] * 2, ["汨罗市", "进展较好"]]) == ["单位：亿元", "汨罗市：进展较好。"]


def test_a_value_with_its_own_unit_takes_no_other() -> None:
    rows = [["项目", "总投资"], ["港口", "3.5亿元"], ["公路", "12"]]
    assert sentences(rows, unit="万元") == ["项目：港口；总投资：3.5亿元。", "项目：公路；总投资（万元）：12。"]


def test_the_name_of_an_office_is_no_unit() -> None:
    rows = [["责任单位：市发展改革委"] * 3, ["序号", "任务", "时限"], ["1", "抓开工", "3月底"]]
    assert sentences(rows) == ["责任单位：市发展改革委", "序号：1；任务：抓开工；时限：3月底。"]


def test_years_are_heads_and_not_values() -> None:
    rows = [["指标", "2024", "2025"], ["税收", "81", "90"]]
    assert sentences(rows, unit="亿元") == ["指标：税收；2024（亿元）：81；2025（亿元）：90。"]


def test_months_are_heads_and_not_values() -> None:
    assert sentences([["指标", "1月", "2月"], ["用电量", "5.1", "4.9"]]) == ["指标：用电量；1月：5.1；2月：4.9。"]


def test_a_group_heading_is_told_once_wherever_it_is_merged() -> None:
    rows = [["指标", "总量", "增速"], ["一、工业"] * 3, ["产值", "51", "3%"], ["二、农业", "", ""], ["产值", "9", "2%"]]
    assert sentences(rows) == [
        "一、工业",
        "指标：产值；总量：51；增速：3%。",
        "二、农业",
        "指标：产值；总量：9；增速：2%。",
    ]


def test_heads_repeated_on_the_next_page_are_told_once() -> None:
    rows = [["县市区", "增速"], ["汨罗市", "3%"], ["县市区", "增速"], ["平江县", "2%"]]
    assert sentences(rows) == ["县市区：汨罗市；增速：3%。", "县市区：平江县；增速：2%。"]


def test_tables_printed_side_by_side_do_not_mix_their_rows() -> None:
    rows = [
        ["位次", "县市区", "增速"] * 2,
        ["1", "汨罗市", "3%", "5", "平江县", "2%"],
        ["2", "华容县", "2.9%", "", "", ""],
    ]
    assert sentences(rows) == [
        "位次：1；县市区：汨罗市；增速：3%。",
        "位次：5；县市区：平江县；增速：2%。",
        "位次：2；县市区：华容县；增速：2.9%。",
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(
            [["总投资", "3亿元"], ["建设地点", "云溪区"]], ["总投资：3亿元。", "建设地点：云溪区。"], id="numbers first"
        ),
        pytest.param([["姓名", "张三"], ["职务", "主任"]], ["姓名：张三。", "职务：主任。"], id="words only"),
        pytest.param(
            [["项目名称", "港口扩建", "责任单位", "市交通局"], ["总投资", "3亿元", "开工时间", "2026年3月"]],
            ["项目名称：港口扩建；责任单位：市交通局。", "总投资：3亿元；开工时间：2026年3月。"],
            id="four columns",
        ),
        pytest.param(
            [["索引号：", "43/2026", "发文日期：", "2026-03-02"], ["文号：", "", "", ""]],
            ["索引号：43/2026；发文日期：2026-03-02。", "文号："],
            id="labels with colons",
        ),
    ],
)
def test_a_form_is_label_and_value(rows: list[list[str]], told: list[str]) -> None:
    assert sentences(rows) == told


def test_two_columns_with_heads_are_no_form() -> None:
    assert sentences([["姓名", "职务"], ["张三", "主任"]]) == ["姓名：张三；职务：主任。"]
    assert sentences([["县市区", "1-2月"], ["汨罗市", "3.1"]]) == ["县市区：汨罗市；1-2月：3.1。"]


def test_a_table_of_words_has_heads_when_they_are_head_words() -> None:
    rows = [["重点任务", "责任单位", "完成时限"], ["建好码头", "市交通局", "年底前"]]
    assert sentences(rows) == ["重点任务：建好码头；责任单位：市交通局；完成时限：年底前。"]


def test_a_table_without_heads_is_its_cells() -> None:
    assert sentences([["汨罗市", "平江县", "华容县"], ["临湘市", "", "湘阴县"]]) == [
        "汨罗市；平江县；华容县。",
        "临湘市；湘阴县。",
    ]


def test_empty_cells_rows_and_columns_are_left_out() -> None:
    rows = [["", "指标", "", "数值"], ["", "", "", ""], ["", "税收", "", "9"], ["", "", "", "7"]]
    assert sentences(rows) == ["指标：税收；数值：9。", "数值：7。"]


def test_one_column_is_its_lines_and_no_rows_are_nothing() -> None:
    assert sentences([["一、总体情况"], [""], ["全年向好。"]]) == ["一、总体情况", "全年向好。"]
    assert sentences([]) == []
    assert sentences([[], ["", " "]]) == []


def test_rows_of_unequal_length_are_filled_up() -> None:
    assert sentences([["指标", "数值", "位次"], ["税收", "9"]]) == ["指标：税收；数值：9。"]


def test_a_break_within_a_cell_joins_words_and_parts_offices() -> None:
    rows = [["序号", "任\n务", "责任\n单位"], ["1", "加快港口\n建设。", "市交通局\n市财政局"]]
    assert sentences(rows) == ["序号：1；任务：加快港口建设；责任单位：市交通局、市财政局。"]


def test_a_value_that_ends_a_sentence_gets_no_second_full_stop() -> None:
    assert sentences([["任务", "进展"], ["港口", "已开工。"]]) == ["任务：港口；进展：已开工。"]


def test_a_head_merged_over_two_columns_with_one_value_is_told_once() -> None:
    rows = [["指标", "合计", "合计", "位次"], ["税收", "9", "9", "3"]]
    assert sentences(rows) == ["指标：税收；合计：9；位次：3。"]


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        pytest.param(MERGED[1:], 2, id="two rows"),
        pytest.param([["指标", "数值"], ["税收", "9"]], 1, id="one row"),
        pytest.param([["税收", "9"], ["投资", "12"]], 0, id="none"),
        pytest.param([["指标", "数值"]], 0, id="nothing below"),
    ],
)
def test_head_rows_are_counted(rows: list[list[str]], count: int) -> None:
    assert head_count(rows) == count


CELL = st.sampled_from(
    ["", "汨罗市", "3%", "12.5", "2026年", "甲乙丙", "市交通局", "：", "第3位", "=1+1", "\n", "0", "完成"]
)


@given(st.lists(st.lists(CELL, max_size=4), max_size=7))
def test_every_cell_below_the_heads_is_told(rows: list[list[str]]) -> None:
    told = "".join(sentences([["指标", "总量", "增速", "备注"], ["税收", "9", "3%", ""], *rows]))
    assert all(cell.strip().rstrip("：") in told for row in rows for cell in row)


@given(st.lists(st.lists(CELL | st.sampled_from(["指标", "单位：亿元", "2024"]), max_size=5), max_size=6))
def test_any_rows_are_told_without_empty_sentences(rows: list[list[str]]) -> None:
    assert all(sentence.strip() for sentence in sentences(rows))
