"""Read a table of a Word file as a grid, merged cells in every place they cover, and tell it row by row."""

import re
from dataclasses import dataclass, field
from typing import Protocol

from corpus.bulletin import RawLine
from corpus.readers.archive_limits import Element
from corpus.readers.tables import sentences
from corpus.readers.word_xml import BLOCKS, children_of, short_name, value_of, w, whole_number

_ROWS = frozenset({"tr"})
_CELLS = frozenset({"tc"})
# Word's own limit is 63 columns; a gridSpan of 999,999 is an attack.
_WIDEST_TABLE = 256
# （单位：亿元） above a table is its values' measure; 单位：市财政局 is not.
_UNIT_LINE = re.compile(
    r"[（(]?(?:计量|金额|数据)?单位[：:]\s*([十百千万亿]*(?:美元|元|吨|人|户|家|个|件|项|亩|公顷|平方公里|平方米)|[%％])[）)]?"
)
# How far ahead of the last told row a sentence's row may lie: heads, captions and empty rows are not told.
_LOOK_AHEAD = 8


@dataclass(slots=True)
class _Cell:
    """A cell's content, read once: `lines` in order, `texts` its own paragraphs, `nested` the lines of tables inside."""

    lines: list[RawLine] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    nested: list[RawLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The cell's own paragraphs, one a line."""
        return "\n".join(self.texts)


@dataclass(slots=True)
class _Row:
    """A row: `grid` has the cell of each column, a merged one in every column it covers; `cells` begin in this row."""

    page: int | None
    grid: list[_Cell] = field(default_factory=list)
    cells: list[_Cell] = field(default_factory=list)

    def widen(self, cell: _Cell, span: int) -> None:
        """Put the cell into the next `span` columns, as far as the widest table goes."""
        self.grid += [cell] * min(span, _WIDEST_TABLE - len(self.grid))


class Walk(Protocol):
    """The walk over the document that a table stands in; what it reads of a cell moves it on."""

    @property
    def page(self) -> int | None:
        """The page that the walk has come to."""

    def paragraph(self, paragraph: Element) -> list[RawLine]:
        """The lines of this paragraph; each paragraph is asked for once, in order."""


def unit_of(line: str) -> str | None:
    """The measure that a line above a table sets for its values, 亿元 of （单位：亿元）, or None."""
    return match[1] if (match := _UNIT_LINE.fullmatch(line)) else None


def table_lines(table: Element, walk: Walk, *, unit: str | None) -> list[RawLine]:
    """What a table says, a line a row; the paragraphs in it where it only frames text."""
    rows = _rows(table, walk)
    cells = [cell for row in rows for cell in row.cells]
    # One column, one cell, or one row of whole paragraphs is a frame around text.
    framed = len(rows) == 1 and any(len(cell.texts) > 2 for cell in cells)
    if framed or all(len(set(map(id, row.grid))) <= 1 for row in rows):
        return [line for cell in cells for line in cell.lines]
    told = sentences([[cell.text for cell in row.grid] for row in rows], unit=unit)
    return _in_row_order(rows, told)


def _rows(table: Element, walk: Walk) -> list[_Row]:
    rows: list[_Row] = []
    for row in children_of(table, _ROWS):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        read = _Row(walk.page)
        read.widen(_Cell(), whole_number(value_of(properties, "gridBefore")))
        for element in children_of(row, _CELLS):
            _put(element, read, rows[-1].grid if rows else [], walk)
        read.page = next((line.page for cell in read.cells for line in cell.lines if line.text.strip()), read.page)
        rows.append(read)
    return rows


def _put(element: Element, row: _Row, above: list[_Cell], walk: Walk) -> None:
    """Put a cell into every column of `row` that it covers; a cell that runs down from `above` is the same cell."""
    properties = element.find(w("tcPr"))
    span = max(1, whole_number(value_of(properties, "gridSpan"), 1))
    column = len(row.grid)
    if row.grid and _merge(properties, "hMerge") == "continue":
        row.widen(row.grid[-1], span)
    elif _merge(properties, "vMerge") == "continue" and column < len(above):
        row.widen(above[column], span)
    else:
        cell = _content(element, walk)
        row.cells.append(cell)
        row.widen(cell, span)


def _content(element: Element, walk: Walk) -> _Cell:
    cell = _Cell()
    for block in children_of(element, BLOCKS):
        if short_name(block.tag) == "p":
            told = walk.paragraph(block)
            cell.texts += [line.text.strip() for line in told if line.text.strip()]
        else:
            told = table_lines(block, walk, unit=None)
            cell.nested += told
        cell.lines += told
    return cell


def _merge(properties: Element | None, name: str) -> str | None:
    child = None if properties is None else properties.find(w(name))
    return None if child is None else child.get(w("val"), "continue")


def _in_row_order(rows: list[_Row], told: list[str]) -> list[RawLine]:
    """Each sentence on the page of its row, and behind it the tables that stand inside the row's cells."""
    lines: list[tuple[int, RawLine]] = []
    at = -1
    for sentence in told:
        plain = re.sub(r"\s", "", sentence)
        ahead = range(at + 1, min(at + 1 + _LOOK_AHEAD, len(rows)))
        at = next((row for row in ahead if _tells(plain, rows[row])), max(at, 0))
        lines.append((at, RawLine(sentence, rows[at].page, whole=True)))
    lines += [(at, line) for at, row in enumerate(rows) for cell in row.cells for line in cell.nested]
    return [line for _, line in sorted(lines, key=lambda item: item[0])]


def _tells(sentence: str, row: _Row) -> bool:
    """Whether the sentence holds the row; what a head says is followed by a colon, what a row says by a stop."""
    texts = [re.sub(r"\s", "", text).rstrip("。；") for cell in row.grid for text in cell.texts]
    held = bool(texts) and all(text in sentence for text in texts)
    return held and re.search(re.escape(texts[-1]) + r"(?:[。；，、！？]|$)", sentence) is not None
