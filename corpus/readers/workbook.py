"""Read the cells of a workbook as they print: formats applied, merged areas repeated, hidden sheets, rows and columns left out."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import UnreadableFile
from corpus.readers.archive_limits import Archive, Element, parse_xml
from corpus.readers.cell_format import as_shown

Grid = list[list[str]]

MOST_CELLS = 2_000_000
# 16,384 columns are allowed; a merged area over all of them is not a table.
_MOST_COLUMNS = 500
# A gap of rows is one empty row; only its first thousand are looked at.
_LONGEST_GAP = 1000


@dataclass(frozen=True, slots=True)
class _Book:
    """What cells refer to: shared texts, the number format of each style, and the year from which days count."""

    texts: tuple[str, ...]
    formats: tuple[tuple[int, str], ...]
    from_1904: bool


def grids(archive: Archive) -> Iterator[tuple[str, Grid]]:
    """The title and the cells of every sheet that is shown, in the workbook's order."""
    name = archive.name
    if "xl/workbook.xml" not in archive:
        raise UnreadableFile(f"“{name}”不是 Excel 工作簿（.xlsx），请用 Excel 或 WPS 另存为 .xlsx 后再导入。")
    workbook = parse_xml(archive.read("xl/workbook.xml"), name=name)
    book = _Book(_shared_texts(archive), _formats(archive), _from_1904(workbook))
    for title, member in _sheets(archive, workbook):
        yield title, _grid(parse_xml(archive.read(member), name=name), book, name=name)


def too_many_cells(name: str) -> UnreadableFile:
    """What to say of a table that nobody could read."""
    return UnreadableFile(f"“{name}”超过 {MOST_CELLS // 10_000} 万格，不像供阅读的表格，请只保留需要的工作表后再导入。")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _named(root: Element, local: str) -> Iterator[Element]:
    """The elements of that name in any namespace; strict and transitional workbooks have different ones."""
    yield from root.iter("{*}" + local)


def _sheets(archive: Archive, workbook: Element) -> Iterator[tuple[str, str]]:
    """The title and member of every sheet that is shown; charts and macros have no rows."""
    relations = "xl/_rels/workbook.xml.rels"
    targets: dict[str, str] = {}
    if relations in archive:
        for relation in _named(parse_xml(archive.read(relations), name=archive.name), "Relationship"):
            target = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
            targets[relation.get("Id", "")] = target
    for sheet in _named(workbook, "sheet"):
        identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        member = targets.get(identity, "")
        if sheet.get("state", "visible") == "visible" and member in archive and "chartsheet" not in member:
            yield sheet.get("name", ""), member


def _from_1904(workbook: Element) -> bool:
    return any(properties.get("date1904") in ("1", "true") for properties in _named(workbook, "workbookPr"))


def _text(element: Element) -> str:
    """The runs of a rich text, without the phonetic ones."""
    return "".join(
        run.text or "" for run in _named(element, "t") if run.getparent() is None or _local(run.getparent()) != "rPh"
    )


def _shared_texts(archive: Archive) -> tuple[str, ...]:
    if "xl/sharedStrings.xml" not in archive:
        return ()
    root = parse_xml(archive.read("xl/sharedStrings.xml"), name=archive.name)
    return tuple(_text(item) for item in _named(root, "si"))


def _formats(archive: Archive) -> tuple[tuple[int, str], ...]:
    """For each cell style the number of its format and, where the file defines it, the format itself."""
    if "xl/styles.xml" not in archive:
        return ()
    root = parse_xml(archive.read("xl/styles.xml"), name=archive.name)
    own = {_number(item.get("numFmtId")): item.get("formatCode", "") for item in _named(root, "numFmt")}
    styles = next(_named(root, "cellXfs"), ())
    numbers = [_number(style.get("numFmtId")) for style in styles]
    return tuple((number, own.get(number, "")) for number in numbers)


def _number(digits: str | None) -> int:
    return int(digits) if digits and digits.isascii() and digits.isdigit() and len(digits) < 8 else 0


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference such as C12."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _grid(sheet: Element, book: _Book, *, name: str) -> Grid:
    """The cells as printed: hidden rows and columns left out, merged areas repeated; gaps of rows shrink to one."""
    rows: dict[int, dict[int, str]] = {}
    hidden: set[int] = set()
    line = -1
    for row in _named(sheet, "row"):
        line = _number(row.get("r")) - 1 if row.get("r") else line + 1
        if row.get("hidden") in ("1", "true"):
            hidden.add(line)
        cells = rows.setdefault(line, {})
        column = -1
        for cell in row:
            place = _place(cell.get("r", ""))
            column = place[1] if place else column + 1
            if column < _MOST_COLUMNS and (value := _value(cell, book)):
                cells[column] = value
    for area in _named(sheet, "mergeCell"):
        _repeat(rows, area.get("ref", ""))
    hidden_columns = {
        column
        for span in _named(sheet, "col")
        if span.get("hidden") in ("1", "true")
        for column in range(_number(span.get("min")) - 1, min(_number(span.get("max")), _MOST_COLUMNS))
    }
    shown = [(number, cells) for number, cells in sorted(rows.items()) if number not in hidden]
    columns = sorted({column for _, cells in shown for column in cells} - hidden_columns)
    if len(shown) * len(columns) > MOST_CELLS:
        raise too_many_cells(name)
    grid: Grid = []
    before = -1
    for number, cells in shown:
        if any(between not in hidden for between in range(before + 1, min(number, before + _LONGEST_GAP))):
            grid.append([])
        grid.append([cells.get(column, "") for column in columns])
        before = number
    return grid


def _repeat(rows: dict[int, dict[int, str]], reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    value = rows.get(start[0], {}).get(start[1]) if start else None
    if not start or not end or not value:
        return
    # Only rows that the file has: an area down to row 1,048,576 is not printed.
    for number in range(start[0], min(end[0] + 1, max(rows) + 1)):
        if number in rows:
            rows[number].update(dict.fromkeys(range(start[1], min(end[1] + 1, _MOST_COLUMNS)), value))


def _value(cell: Element, book: _Book) -> str:
    """What a cell shows; of a formula only the result that was saved with it."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell).strip()
    value = next((child.text or "" for child in cell if _local(child) == "v"), "").strip()
    if kind == "s":
        index = _number(value)
        return book.texts[index].strip() if value.isdigit() and index < len(book.texts) else ""
    if kind == "b":
        return {"1": "是", "0": "否"}.get(value, "")
    if kind == "e":
        return ""
    if kind in ("str", "d"):
        return value
    style = _number(cell.get("s"))
    number, code = book.formats[style] if style < len(book.formats) else (0, "")
    return as_shown(value, number=number, code=code, from_1904=book.from_1904)
