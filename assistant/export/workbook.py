"""Write tables as an .xlsx: typed cells, no formula, no link, no macro, whatever a document's text begins with."""

import datetime
from collections.abc import Sequence
from io import BytesIO
from math import ceil
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assistant.export.characters import one_line, printable
from assistant.export.sheets import Cell, Column, Sheet

LONGEST = 32_767  # characters that a cell can hold; what is longer would be left out without a word
_CUT = "……（单元格容纳不下，以下从略）"
_DAY = datetime.datetime(1980, 1, 1)  # in place of now, so that equal contents are equal bytes
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "top", "border": 1}
_A4 = 9
_LINE, _HIGHEST = 15.0, 409.0  # points; a row can be no higher
_WIDE = 2.2  # a Chinese character of 11 points, with what a line loses at its end


def write_xlsx(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The bytes of an .xlsx; the same tables give the same bytes."""
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(written, options) as workbook:
        workbook.set_properties({"title": one_line(title)[:255], "created": _DAY})
        head = workbook.add_format(
            {**_FONT, "bold": True, "bg_color": "#D9E2F3", "valign": "vcenter", "text_wrap": True}
        )
        body = workbook.add_format({**_FONT, "text_wrap": True})
        day = workbook.add_format({**_FONT, "num_format": "yyyy-mm-dd", "align": "left"})
        for sheet in sheets:
            _write(workbook.add_worksheet(sheet.name), sheet, head=head, body=body, day=day)
    return written.getvalue()


def _write(worksheet: Worksheet, sheet: Sheet, *, head: Format, body: Format, day: Format) -> None:
    for position, column in enumerate(sheet.columns):
        worksheet.set_column(position, position, column.width)
        worksheet.write_string(0, position, column.title, head)
    for row, cells in enumerate(sheet.rows, start=1):
        worksheet.set_row(row, _height(cells, sheet.columns))
        for position, cell in enumerate(cells):
            _cell(worksheet, row, position, cell, body=body, day=day)
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    worksheet.set_paper(_A4)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_footer("&C— &P —")


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> float:
    """The height that shows every line of the row, in points: not every program finds it by itself."""
    lines = [
        sum(ceil(max(1.0, _width(line)) / column.width) for line in cell.split("\n"))
        for cell, column in zip(cells, columns, strict=True)
        if isinstance(cell, str)
    ]
    return min(_HIGHEST, _LINE * max(lines, default=1))


def _width(line: str) -> float:
    """In the unit of column widths, a digit of the sheet's font."""
    return sum(_WIDE if east_asian_width(character) in "WFA" else 1.0 for character in line)


def _cell(worksheet: Worksheet, row: int, column: int, cell: Cell, *, body: Format, day: Format) -> None:
    if cell is None or cell == "":
        worksheet.write_blank(row, column, None, body)
    elif isinstance(cell, str):
        text = printable(cell)
        worksheet.write_string(row, column, text if len(text) <= LONGEST else text[: LONGEST - len(_CUT)] + _CUT, body)
    elif isinstance(cell, datetime.date):
        worksheet.write_datetime(row, column, datetime.datetime(cell.year, cell.month, cell.day), day)
    else:
        worksheet.write_number(row, column, cell, body)
