"""The workbook: typed cells, and text that stays text."""

import datetime
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assistant.export.sheets import Column, Sheet, answer_sheets, cards_sheets, search_sheets
from assistant.export.workbook import LONGEST, write_xlsx


def opened(sheets):
    return load_workbook(BytesIO(write_xlsx("测试", sheets)))


def one_column(*cells):
    sheet = opened([Sheet("表", (Column("甲", 10),), tuple((cell,) for cell in cells))])["表"]
    return [cell.value for (cell,) in sheet.iter_rows(min_row=2)]


def test_hits_are_rows_of_typed_cells(samples):
    hits = samples.search("招商队伍精准出击", limit=3)
    sheet = opened(search_sheets(hits))["检索结果"]
    head = [cell.value for cell in sheet[1]]
    assert head == ["序号", "文件", "期号", "日期", "地区", "章节", "段号", "原文", "相关度"]
    row = sheet[2]
    assert [cell.value for cell in row[:7]] == [
        1,
        "汨罗市开局八好工作专报第2期（样例）",
        "第2期",
        datetime.datetime(2026, 4, 28),  # the masthead's 2025 is wrong
        "汨罗市",
        "【特色亮点】 › 招商队伍精准出击",
        37,
    ]
    assert row[7].value.startswith("招商队伍精准出击。按“一主一特一新”布局选商")
    assert (row[3].number_format, row[8].value) == ("yyyy-mm-dd", round(hits[0].score, 3))


def test_cards_and_their_figures_have_a_sheet_each(trade, policing):
    book = opened(cards_sheets([trade, policing]))
    assert book.sheetnames == ["先例", "成效数字"]
    cards, figures = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert cards[0] == ("标题", "地区", "日期", "单位", "背景", "做法", "成效", "出处")
    assert len(cards) == 3
    assert cards[1][2:4] == (datetime.datetime(2025, 4, 28), "汨罗市商务局、汨罗海关")
    assert [line[:6] for line in cards[1][5].split("\n")] == ["一是产品做优", "二是企业抱团", "三是品牌打响"]
    assert cards[2][2:4] == (None, None)
    assert figures[1][:8] == ("对非贸易跑出新速度。", "汨罗市", "对非外贸进出口额", "2025年", 8976.1, "万元", 900, "%")
    assert figures[1][8].startswith("2025年，汨罗市对非外贸进出口额")
    assert "第34段" in figures[1][9]
    assert len(figures) == 2


def test_an_answer_has_a_sheet_of_what_it_cites(ask):
    answer = ask("汨罗对非贸易增速")
    book = opened(answer_sheets(answer))
    assert [row[0] for row in book["答复"].iter_rows(values_only=True)] == ["项目", "问题", "答复", "需要注意"]
    assert book["答复"]["B3"].value == answer.text
    assert [row[0] for row in book["出处"].iter_rows(values_only=True)] == ["序号", 1]
    assert book["出处"]["H2"].value == answer.citations[0].quote


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+1+1",
        "-2",
        "@SUM(A1)",
        "{=1+1}",
        "http://example.com",
        "file:///etc/passwd",
        "internal:表!A1",
        "007",
        "1e5",
        " 前后有空格 ",
    ],
)
def test_text_stays_text_whatever_it_begins_with(text):
    sheet = opened([Sheet("表", (Column("甲", 10),), ((text,),))])["表"]
    cell = sheet["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_characters_that_no_file_may_hold_are_left_out():
    assert one_column("甲\x00乙\x1f\ufffe丙\ud800", "一行\r\n二行") == ["甲乙丙", "一行\n二行"]


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    (value,) = one_column("长" * (LONGEST + 1))
    assert (len(value), value[-17:]) == (LONGEST, "长……（单元格容纳不下，以下从略）")
    assert one_column("长" * LONGEST) == ["长" * LONGEST]


def test_the_head_is_frozen_filtered_and_repeated_and_text_is_wrapped(trade):
    for sheet in opened(cards_sheets([trade])):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert sheet["A2"].alignment.wrap_text is True
        assert all(5 < sheet.column_dimensions[letter].width < 95 for letter in "ABCDEFGH")


def test_a_row_is_as_high_as_its_longest_cell():
    columns = (Column("甲", 22), Column("乙", 22))
    rows = (("短", 1), ("短", "长" * 95), ("一\n二\n三", None), ("长" * 5000, None))
    sheet = opened([Sheet("表", columns, rows)])["表"]
    assert [sheet.row_dimensions[row].height for row in (3, 4, 5)] == [150, 45, 408.75]


def test_empty_lists_give_a_head_without_rows():
    for sheet in (*opened(search_sheets([])), *opened(cards_sheets([]))):
        assert sheet.max_row == 1
        assert sheet["A1"].value in ("序号", "标题")


def test_two_hundred_hits_are_two_hundred_rows(samples, passages):
    hit = samples.search("招商", limit=1)[0]
    sheet = opened(search_sheets([replace(hit, passage=passage) for passage in passages[:200]]))["检索结果"]
    assert (sheet.max_row, sheet["A201"].value) == (201, 200)


def test_the_same_tables_give_the_same_bytes_and_hold_no_macro(trade):
    sheets = cards_sheets([trade])
    assert write_xlsx("题", sheets) == write_xlsx("题", sheets)
    with zipfile.ZipFile(BytesIO(write_xlsx("题", sheets))) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = load_workbook(BytesIO(write_xlsx("题", sheets))).properties
    assert (properties.title, properties.creator or "", properties.created.year) == ("题", "", 1980)
