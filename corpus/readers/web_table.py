"""Read the cells of a table on a web page, merged ones in every place they cover."""

import re
from typing import Any

from corpus.readers.web_clutter import visible

Element = Any

# A cell with more is no cell but the page laid out in a table.
_LONGEST_CELL = 800
_WIDEST_SPAN, _MOST_CELLS = 100, 200_000


def whole_number(digits: str | None, default: int) -> int:
    """The number that an attribute states, or the default for none and for nonsense."""
    return int(digits) if digits and digits.isascii() and digits.isdigit() and len(digits) < 7 else default


def data_table(table: Element) -> list[list[str]] | None:
    """The cells of a table, merged ones in every place they cover; None for a table that only lays out the page."""
    rows = list(table.iter("tr"))
    if next(table.iterdescendants("table"), None) is not None or not rows:
        return None
    grid: list[list[str]] = []
    pending: dict[int, tuple[int, str]] = {}  # column -> rows still to fill, and with what
    cells = 0
    for row in rows:
        line: dict[int, str] = {}
        for column, (left, text) in list(pending.items()):
            line[column] = text
            pending[column] = (left - 1, text)
            if left <= 1:
                del pending[column]
        column = 0
        for cell in row.iterchildren("td", "th"):
            while column in line:
                column += 1
            text = _cell_text(cell)
            if len(text) > _LONGEST_CELL:
                return None
            down = min(whole_number(cell.get("rowspan"), 1) or len(rows), len(rows))
            for place in range(column, column + min(max(whole_number(cell.get("colspan"), 1), 1), _WIDEST_SPAN)):
                line[place] = text
                if down > 1:
                    pending[place] = (down - 1, text)
                cells += 1
        width = max(line, default=-1) + 1
        cells += width
        if cells > _MOST_CELLS:
            return None
        grid.append([line.get(place, "") for place in range(width)])
    if max(map(len, grid)) < 2:
        return None
    captions = [_cell_text(caption) for caption in table.iterchildren("caption")]
    return [[caption] * max(map(len, grid)) for caption in captions if caption] + grid


def _cell_text(cell: Element) -> str:
    """The cell's text, a line for each of its paragraphs."""
    pieces: list[str] = []
    for element in cell.iter():
        if element is not cell and element.tag in ("br", "p", "div", "li"):
            pieces.append("\n")
        pieces.append(re.sub(r"\s+", " ", element.text or ""))
        if element is not cell:
            pieces.append(re.sub(r"\s+", " ", element.tail or ""))
    return visible("".join(pieces)).strip()
