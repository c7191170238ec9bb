"""Workbooks and CSV files are read as they print: formats, merged cells, units; hidden parts and formulas are not."""

import datetime
import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from corpus.bulletin import RawLine
from corpus.errors import UnreadableFile
from corpus.readers.cell_format import as_shown
from corpus.readers.sheet import read_csv, read_xlsx


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def book(*rows: list[object], title: str = "Sheet1") -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return workbook


def told(data: bytes) -> list[str]:
    return [line.text for line in read_xlsx("指标.xlsx", data).lines]


def refused(reader: Callable[[str, bytes], object], data: bytes, name: str = "指标.xlsx") -> str:
    with pytest.raises(UnreadableFile) as error:
        reader(name, data)
    return str(error.value)


def replaced(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content) if name == member else content)
    return stream.getvalue()


def test_a_sheet_is_its_name_its_title_and_a_sentence_a_row() -> None:
    workbook = book(
        ["一季度主要经济指标"], ["单位：亿元"], ["指标", "2026年", None, None], [None, "1-2月", "增速", "位次"],
        ["固定资产投资", 949.22, 0.03, 3], title="主要指标",
    )  # fmt: skip
    sheet = workbook.active
    for area in ("A1:D1", "A2:D2", "A3:A4", "B3:D3"):
        sheet.merge_cells(area)
    sheet["C5"].number_format = "0.0%"
    assert read_xlsx("指标.xlsx", saved(workbook)).lines == (
        RawLine("主要指标", heading=True, whole=True),
        RawLine("一季度主要经济指标", whole=True),
        RawLine("指标：固定资产投资；2026年·1-2月（亿元）：949.22；2026年·增速：3.0%；2026年·位次：3。", whole=True),
    )


def test_cells_merged_downward_are_repeated_in_each_row() -> None:
    workbook = book(["责任单位", "任务", "时限"], ["市交通局", "建码头", "3月底"], [None, "修公路", "6月底"])
    workbook.active.merge_cells("A2:A3")
    assert told(saved(workbook)) == [
        "责任单位：市交通局；任务：建码头；时限：3月底。",
        "责任单位：市交通局；任务：修公路；时限：6月底。",
    ]


def test_numbers_and_days_are_printed_in_their_format() -> None:
    workbook = book(["日期", "金额", "占比", "增减"], [datetime.date(2026, 3, 1), 1234567.5, 0.081, -3.25])
    sheet = workbook.active
    for cell, code in (("A2", 'yyyy"年"m"月"d"日"'), ("B2", "#,##0.00"), ("C2", "0.0%"), ("D2", "0.0_ ")):
        sheet[cell].number_format = code
    assert told(saved(workbook)) == ["日期：2026年3月1日；金额：1,234,567.50；占比：8.1%；增减：-3.3。"]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.081", "0.0%", "8.1%"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.005", "0.00", "1.01"),
        ("949", "General", "949"),
        ("3", '"第"0"位"', "第3位"),
        ("12345678", '0.00,,"百万"', "12.35百万"),
        ("731", "0000", "0731"),
        ("5", "0.##", "5"),
        ("-3.2", "0.0_);[Red]\\(0.0\\)", "(3.2)"),
        ("-3.2", "0.0;[Red]0.0", "-3.2"),
        ("0", '0;-0;"—"', "—"),
        ("0", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥-"),
        ("3.1", '0.0"个百分点"', "3.1个百分点"),
        ("46082", "[$-804]yyyy/mm/dd", "2026/03/01"),
        ("46082", "yyyy-mm-dd;@", "2026-03-01"),
        ("46082.6042", 'm"月"d"日" h:mm', "3月1日 14:30"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("-1", "yyyy/m/d", "-1"),
        ("3.5", 'General"项"', "3.5项"),
        ("文字", "0.0", "文字"),
        ("1e400", "0.0", "1e400"),
        ("NaN", "0.0", "NaN"),
        ("5", "0." + "0" * 300, "5.000000000000000"),
    ],
)
def test_a_value_is_shown_as_its_cell_shows_it(value: str, code: str, shown: str) -> None:
    assert as_shown(value, code=code) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(14, "2026/3/1"), (31, "2026年3月1日"), (57, "2026年3月"), (58, "3月1日")]
)
def test_a_chinese_excels_own_date_formats_are_known(number: int, shown: str) -> None:
    assert as_shown("46082", number=number) == shown


def test_days_of_an_old_macintosh_count_from_1904() -> None:
    assert as_shown("44620", number=14, from_1904=True) == "2026/3/1"


def test_hidden_sheets_rows_and_columns_are_left_out() -> None:
    workbook = book(["指标", "内部口径", "数值"], ["税收", 7, 9], ["草稿", 7, 8])
    workbook.active.row_dimensions[3].hidden = True
    workbook.active.column_dimensions["B"].hidden = True
    workbook.create_sheet("底稿").append(["不给看"])
    workbook["底稿"].sheet_state = "hidden"
    assert told(saved(workbook)) == ["指标：税收；数值：9。"]


def test_every_sheet_that_holds_something_is_read_in_order() -> None:
    workbook = book(["指标", "数值"], ["税收", 9], title="一月")
    workbook.create_sheet("空表")
    workbook.create_sheet("二月").append(["暂无数据"])
    assert told(saved(workbook)) == ["一月", "指标：税收；数值：9。", "二月", "暂无数据"]


def test_tables_on_one_sheet_are_told_apart() -> None:
    rows: list[list[object]] = [
        ["表一"],
        ["县市区", "增速"],
        ["汨罗市", "3%"],
        [],
        ["项目", "进度"],
        ["港口", "80%"],
        [],
        ["注：初步数。"],
    ]
    assert told(saved(book(*rows))) == ["表一", "县市区：汨罗市；增速：3%。", "项目：港口；进度：80%。", "注：初步数。"]


def test_a_title_set_apart_by_an_empty_row_gives_its_unit() -> None:
    rows: list[list[object]] = [
        ["投资情况"],
        ["单位：亿元"],
        [],
        ["县市区", "投资"],
        ["汨罗市", 3.5],
        [],
        ["平江县", 2.5],
    ]
    assert told(saved(book(*rows))) == [
        "投资情况",
        "县市区：汨罗市；投资（亿元）：3.5。",
        "县市区：平江县；投资（亿元）：2.5。",
    ]


def test_rows_after_an_empty_row_keep_the_heads_of_a_table_with_a_title() -> None:
    rows: list[list[object]] = [["投资情况"], ["县市区", "投资"], ["汨罗市", 3.5], [], ["平江县", 2.5]]
    assert told(saved(book(*rows))) == ["投资情况", "县市区：汨罗市；投资：3.5。", "县市区：平江县；投资：2.5。"]


def test_a_formula_shows_the_saved_result_or_nothing() -> None:
    workbook = book(["指标", "数值", "位次"], ["税收", "=1+1", 3], ["投资", "=SUM(B1:B2)", 4])
    member = "xl/worksheets/sheet1.xml"
    data = replaced(saved(workbook), member, lambda xml: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    data = replaced(data, member, lambda xml: xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))
    assert told(data) == ["指标：税收；数值：2；位次：3。", "指标：投资；位次：4。"]


def test_a_stray_cell_far_away_and_a_merged_area_without_end_cost_nothing() -> None:
    workbook = book(["指标", "数值"], ["税收", 9])
    workbook.active["A1048576"] = "远"
    data = replaced(
        saved(workbook),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="D2:XFD1048576"/></mergeCells>'
        ),
    )
    assert told(data) == ["指标：税收；数值：9。", "远"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(
            b"\xd0\xcf\x11\xe0" + bytes(600),
            "“指标.xlsx”是旧版 Excel 文件（.xls），无法直接读取，请用 Excel 或 WPS 另存为 .xlsx 后再导入。",
            id="xls",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "“指标.xlsx”设有打开密码，无法读取，请解除密码后再导入。",
            id="password",
        ),
        pytest.param(saved(book()), "“指标.xlsx”里没有可读的文字（工作表为空或都已隐藏），请核对原件。", id="empty"),
        pytest.param(
            saved(book(["甲"]))[:900],
            "“指标.xlsx”不完整或已损坏（压缩包打不开），请重新下载或用原软件另存后再导入。",
            id="truncated",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(data: bytes, sentence: str) -> None:
    assert refused(read_xlsx, data) == sentence


def test_a_zip_that_is_no_workbook_is_told_in_a_sentence() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("甲.txt", "1")
    assert "不是 Excel 工作簿" in refused(read_xlsx, stream.getvalue())


def test_a_gigabyte_of_rows_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            block = b"<row><c><v>1</v></c></row>" * 40_000
            for _ in range(1000):
                member.write(block)
    assert "压缩炸弹" in refused(read_xlsx, stream.getvalue())


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def by_hand(shared: str, rows: str) -> bytes:
    """A workbook as Excel and WPS write it: texts shared, paths absolute."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{RELATED}"><sheets><sheet name="简报" sheetId="1" r:id="rId1"/>'
            '<sheet name="图表" sheetId="2" r:id="rId9"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{RELATED}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/sharedStrings.xml", shared)
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")
    return stream.getvalue()


def test_shared_texts_are_found_with_their_runs_and_without_phonetic_marks() -> None:
    shared = (
        f"<sst {MAIN}><si><t>指标</t></si><si><r><t>增</t></r><r><t>速</t></r></si>"
        "<si><t>税收</t><rPh sb='0' eb='2'><t>shui</t></rPh></si></sst>"
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>3.5</v></c><c r="C2" t="s"><v>99</v></c>'
        '<c r="D2" t="e"><v>#DIV/0!</v></c></row>'
    )
    assert told(by_hand(shared, rows)) == ["简报", "指标：税收；增速：3.5。"]


def test_an_external_entity_is_never_resolved() -> None:
    hostile = '<!DOCTYPE a [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
    data = by_hand(f"{hostile}<sst><si><t>&leak;</t></si></sst>", '<row><c t="s"><v>0</v></c></row>')
    assert "文档类型声明" in refused(read_xlsx, data)


def csv_lines(text: str, encoding: str = "utf-8") -> list[str]:
    return [line.text for line in read_csv("指标.csv", text.encode(encoding)).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_in_every_encoding_with_every_delimiter(delimiter: str, encoding: str) -> None:
    text = "指标,增速,位次\r\n固定资产投资,3%,3\r\n进出口,-4.7%,9\r\n".replace(",", delimiter)
    assert csv_lines(text, encoding) == [
        "指标：固定资产投资；增速：3%；位次：3。",
        "指标：进出口；增速：-4.7%；位次：9。",
    ]


def test_a_chinese_comma_parts_cells_only_when_every_line_has_as_many() -> None:
    assert csv_lines("指标，数值\n税收，9\n") == ["指标：税收；数值：9。"]
    assert csv_lines("全市向好，稳中有进。\n税收增长。\n") == ["全市向好，稳中有进。", "税收增长。"]


def test_quoted_cells_keep_their_commas_and_breaks() -> None:
    assert csv_lines('任务,进展\n"港口,码头","已开工\n3个"\n') == ["任务：港口,码头；进展：已开工3个。"]


def test_a_title_above_a_csv_table_is_a_line() -> None:
    assert csv_lines("一季度指标,,\n单位：亿元,,\n指标,数值,位次\n税收,9,3\n") == [
        "一季度指标",
        "指标：税收；数值（亿元）：9；位次：3。",
    ]


def test_formulas_in_a_csv_are_not_shown() -> None:
    text = '编号,数值,备注\n"=""0731""",=1+1,"=HYPERLINK(""http://x"",""y"")"\n'
    assert csv_lines(text) == ["编号：0731。"]


def test_bytes_that_are_no_text_are_refused() -> None:
    assert "不是文本文件" in refused(read_csv, bytes(range(256)) * 4, "指标.csv")


def test_a_cell_without_end_is_refused_or_read_in_bounded_time() -> None:
    assert "超长或引号不成对" in refused(read_csv, b'a,b\n"' + b"x" * 300_000, "指标.csv")
