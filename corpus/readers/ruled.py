"""Read the tables with ruling lines on a PDF page; a merged cell stands in every place it covers."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pdfplumber.table import merge_edges

from corpus.readers.characters import stretches_of
from corpus.readers.printed import Stretch
from corpus.readers.tables import head_count, sentences

# Lines drawn double, or not quite meeting, are one line.
_SAME_LINE = 3.0
# A page with more lines than this is a drawing.
_MOST_EDGES = 20_000
# A table's unit stands above it at the right: 单位：亿元.
_UNIT_ABOVE = re.compile(r"单位\s*[:：]\s*(\S{1,8}?)\s*[)）]?$")

Box = tuple[float, float, float, float]
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The place of a table: the edges of its columns and rows, and for each place the cell that covers it, or None."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[int | None, ...], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell that covers a point of the page."""
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, y) - 1
        if 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1:
            return self.cells[row][column]
        return None

    def filled(self, texts: dict[int, str]) -> Rows:
        """The rows with the text of each cell in all places that it covers."""
        return tuple(tuple("" if cell is None else texts.get(cell, "") for cell in row) for row in self.cells)

    def is_table(self, texts: dict[int, str]) -> bool:
        """Whether this is more than a frame around text: two rows and two columns that hold something."""
        held = [
            (row, column)
            for row, cells in enumerate(self.cells)
            for column, cell in enumerate(cells)
            if cell is not None and texts.get(cell) and (column == 0 or cells[column - 1] != cell)
        ]
        several = {row for row, _ in held if sum(row == other for other, _ in held) > 1}
        return bool(several) and len({row for row, _ in held}) > 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table that may go on overleaf: its grid, its head rows and its unit."""

    grid: Grid
    heads: Rows
    unit: str | None


def table_rows(
    page: Any, characters: list[dict[str, Any]], body_font: str, before: Table | None
) -> tuple[list[Stretch], list[dict[str, Any]], Table | None]:
    """The rows of a pdfplumber page's tables as sentences, the characters outside them, and the last table."""
    stretches: list[Stretch] = []
    table = before
    for grid in grids_of(page):
        inside: dict[int, list[dict[str, Any]]] = {}
        for item in characters:
            cell = grid.cell_at((item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2)
            if cell is not None:
                inside.setdefault(cell, []).append(item)
        texts = {cell: _cell_text(items) for cell, items in inside.items()}
        if not grid.is_table(texts):
            continue
        taken = {id(item) for items in inside.values() for item in items}
        characters = [item for item in characters if id(item) not in taken]
        above = [item for item in characters if item["bottom"] <= grid.rows[0] + _SAME_LINE]
        # Only a running head stands above the rest of a table.
        opens_page = not stretches and sum(item["top"] > page.height / 8 for item in above) == 0
        rows = grid.filled(texts)
        if opens_page and table is not None and same_columns(table.grid, grid):
            table = replace(table, grid=grid)
        else:
            near = [item for item in above if item["bottom"] > grid.rows[0] - 60]
            table = Table(grid, heads_of(rows), _unit_of(near, body_font))
        stretches += _told(table, rows)
    return stretches, characters, table


def _unit_of(above: list[dict[str, Any]], body_font: str) -> str | None:
    found = [match[1] for item in stretches_of(above, body_font) if (match := _UNIT_ABOVE.search(item.text))]
    return found[-1] if found else None


def _told(table: Table, rows: Rows) -> list[Stretch]:
    """A stretch for each sentence, evenly spaced over the table's place."""
    heads = table.heads
    # Heads from the page before are put in front unless they are printed again.
    printed = any(rows[index : index + len(heads)] == heads for index in range(len(rows)))
    told = sentences(rows if printed else heads + rows, unit=table.unit)
    top, left, right = table.grid.rows[0], table.grid.columns[0], table.grid.columns[-1]
    step = (table.grid.rows[-1] - top) / max(1, len(told))
    return [
        Stretch(text, left, right, top + step * index, top + step * (index + 0.9), min(step, 12), whole=True)
        for index, text in enumerate(told)
    ]


def _cell_text(characters: list[dict[str, Any]]) -> str:
    return "\n".join(stretch.text for stretch in stretches_of(characters, ""))


def grids_of(page: Any) -> list[Grid]:
    """The ruled grids of a pdfplumber page, from top to bottom."""
    edges = page.edges
    if not edges or len(edges) > _MOST_EDGES:
        return []
    tables = page.find_tables({"explicit_vertical_lines": _open_sides(edges)})
    return sorted((grid_of(table.cells) for table in tables if len(table.cells) > 2), key=lambda grid: grid.rows[0])


def grid_of(boxes: Sequence[Box]) -> Grid:
    """Put boxes (x0, top, x1, bottom) in rows and columns by their edges."""
    columns = _lines([place for box in boxes for place in (box[0], box[2])])
    rows = _lines([place for box in boxes for place in (box[1], box[3])])
    places: list[list[int | None]] = [[None] * (len(columns) - 1) for _ in rows[:-1]]
    for number, (x0, top, x1, bottom) in enumerate(boxes):
        for row in range(_index(rows, top), _index(rows, bottom)):
            for column in range(_index(columns, x0), _index(columns, x1)):
                places[row][column] = number
    return Grid(tuple(columns), tuple(rows), tuple(tuple(row) for row in places))


def heads_of(rows: Rows) -> Rows:
    """The head rows of a table, below any caption; none when it has no heads."""
    for start in range(min(3, len(rows))):
        if count := head_count(rows[start:]):
            return rows[start : start + count]
    return ()


def same_columns(one: Grid, other: Grid) -> bool:
    """Whether two tables have the same column edges, as one that goes on overleaf has."""
    return len(one.columns) == len(other.columns) and all(
        abs(left - right) <= _SAME_LINE for left, right in zip(one.columns, other.columns, strict=True)
    )


def _lines(places: list[float]) -> list[float]:
    lines: list[float] = []
    for place in sorted(places):
        if not lines or place - lines[-1] > _SAME_LINE:
            lines.append(place)
    return lines


def _index(lines: list[float], place: float) -> int:
    return bisect_left(lines, place - _SAME_LINE)


def _open_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The missing outer lines of a table that is open to the left and right, as statistical tables often are."""
    edges = merge_edges(edges, _SAME_LINE, _SAME_LINE, _SAME_LINE, _SAME_LINE)
    uprights = [edge for edge in edges if edge["orientation"] == "v"]
    levels: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for edge in edges:
        if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 100:
            levels.setdefault((round(edge["x0"] / _SAME_LINE), round(edge["x1"] / _SAME_LINE)), []).append(edge)
    sides: list[dict[str, Any]] = []
    for group in levels.values():
        for upper, lower in pairwise(sorted(group, key=lambda edge: float(edge["top"]))):
            # An upright between the two, away from both ends, makes them a row of a table.
            if lower["top"] - upper["top"] > _SAME_LINE and any(
                upright["top"] <= upper["top"] + _SAME_LINE
                and upright["bottom"] >= lower["top"] - _SAME_LINE
                and upper["x0"] + _SAME_LINE < upright["x0"] < upper["x1"] - _SAME_LINE
                for upright in uprights
            ):
                sides += [_upright(x, upper["top"], lower["top"]) for x in (upper["x0"], upper["x1"])]
    return sides


def _upright(x: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line",
        "x0": x,
        "x1": x,
        "top": top,
        "bottom": bottom,
        "width": 0,
        "height": bottom - top,
        "orientation": "v",
    }
