"""Read workbooks (.xlsx) and comma-separated values as they print: one sentence a row, with its column heads and unit."""

import csv
import hashlib
import io
import re
from collections.abc import Sequence

from corpus.bulletin import RawDocument, RawLine, Source
from corpus.errors import UnreadableFile
from corpus.readers.archive_limits import open_archive
from corpus.readers.tables import head_count, sentences
from corpus.readers.text import decode
from corpus.readers.workbook import MOST_CELLS, Grid, grids, too_many_cells

_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_UNNAMED_SHEET = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_DELIMITERS = (",", "\t", ";")
_CHINESE_DELIMITERS = ("，", "；")
# Heads show in the first rows of a table; the rest need not be looked at again after each gap.
_ENOUGH_ROWS = 20
_FORMULA = re.compile(r"=(?:[\d.+\-*/^&()%:$A-Z\s]+|[A-Z][A-Z0-9.]*\(.*\))", re.IGNORECASE)
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')


def read_xlsx(name: str, data: bytes) -> RawDocument:
    """The sheets of a workbook in order, without hidden ones; raises `UnreadableFile` for old, locked and broken ones."""
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise UnreadableFile(f"“{name}”设有打开密码，无法读取，请解除密码后再导入。")
        raise UnreadableFile(
            f"“{name}”是旧版 Excel 文件（.xls），无法直接读取，请用 Excel 或 WPS 另存为 .xlsx 后再导入。"
        )
    lines: list[RawLine] = []
    with open_archive(name, data) as archive:
        for title, grid in grids(archive):
            told = _told(grid)
            if told and not _UNNAMED_SHEET.fullmatch(title):
                lines.append(RawLine(title, heading=True, whole=True))
            lines += told
    return _document(name, data, "xlsx", lines)


def read_csv(name: str, data: bytes) -> RawDocument:
    """The rows of a text table; the delimiter is the one that cuts most lines into equally many cells."""
    text = decode(name, data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        raise UnreadableFile(
            f"“{name}”有一格超长或引号不成对，无法按表格读取，请另存为 .xlsx 或 .txt 后再导入。"
        ) from None
    if sum(len(row) for row in rows) > MOST_CELLS:
        raise too_many_cells(name)
    return _document(name, data, "csv", _told([[_without_formula(cell) for cell in row] for row in rows]))


def _document(name: str, data: bytes, kind: str, lines: list[RawLine]) -> RawDocument:
    if not lines:
        raise UnreadableFile(f"“{name}”里没有可读的文字（工作表为空或都已隐藏），请核对原件。")
    return RawDocument(Source(name, hashlib.sha256(data).hexdigest(), kind, len(data)), tuple(lines))


def _told(grid: Grid) -> list[RawLine]:
    """The sheet's tables as lines; an empty row ends a table unless the rows below it have no heads of their own."""
    tables: list[Grid] = []
    above: list[str] = [""]
    for row in grid:
        if any(row):
            goes_on = bool(tables) and (
                any(above) or (head_count(tables[-1][:_ENOUGH_ROWS]) and _same_columns(tables[-1][-1], row))
            )
            if not goes_on:
                tables.append([])
            tables[-1].append(row)
        above = row
    joined: list[Grid] = []
    for table in tables:
        # A title set apart by an empty row belongs to the table below it; its unit with it.
        if joined and all(sum(map(bool, row)) == 1 for row in joined[-1]):
            joined[-1] += table
        else:
            joined.append(table)
    return [RawLine(sentence, whole=True) for table in joined for sentence in sentences(table)]


def _same_columns(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row after a gap carries a table on: it has values, in columns that the table uses."""
    return any(cell[:1].isdigit() for cell in below if cell) and [bool(cell) for cell in above] == [
        bool(c) for c in below
    ]


def _without_formula(cell: str) -> str:
    cell = cell.strip()
    quoted = _QUOTED_FORMULA.fullmatch(cell)
    if quoted:
        return quoted[1]
    return "" if _FORMULA.fullmatch(cell) else cell


def _delimiter(text: str) -> str:
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    scores = {delimiter: _agreement(lines, delimiter) for delimiter in _DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    if scores[best]:
        return best
    # Chinese commas also stand in sentences: only where every line has equally many.
    sure = [sign for sign in _CHINESE_DELIMITERS if lines and len({line.count(sign) for line in lines}) == 1]
    return next((sign for sign in sure if lines[0].count(sign) and len(lines) > 1), ",")


def _agreement(lines: list[str], delimiter: str) -> int:
    """How many lines the delimiter cuts into the commonest number of cells, above one."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return 0
    counts = {width: widths.count(width) for width in set(widths) if width > 1}
    return max(counts.values(), default=0)
