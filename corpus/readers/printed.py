"""Put what is printed on pages in reading order, column by column, without running heads and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

# Heads and feet stand in the outer eighth of a page; official layout leaves 37 of 297 mm at the top.
_MARGIN = 0.125
# A running head repeats on most pages; heads of left and right pages may differ.
_REPEATED_SHARE = 0.4
_PAGE_NUMBER = re.compile(
    r"[-—–－―·•~～_.\s]{0,4}(?:\d{1,4}|[ivxlc]{1,6})[-—–－―·•~～_.\s]{0,4}"
    r"|第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*[（(]?共\s*\d{1,4}\s*页[)）]?)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}"
    r"|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text printed in one go on one row, in points from the page's top left; `size` is the type size, 1 em."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bolds: tuple[tuple[int, int], ...] = ()
    whole: bool = False

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page's stretches in any order; pages count from 1."""

    number: int
    width: float
    height: float
    stretches: tuple[Stretch, ...]
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line in reading order; `column` is 0 for the full width, 1 left, 2 right."""

    stretch: Stretch
    page: PrintedPage
    column: int

    @property
    def form(self) -> tuple[int, bool, int]:
        """Lines of one form share their edges: the same column of pages of one width, printed or scanned."""
        return self.column, self.page.scanned, round(self.page.width / 10)


def in_reading_order(pages: Sequence[PrintedPage]) -> list[Line]:
    """The lines of all pages as they are read, without heads, feet and page numbers."""
    return [line for page in _without_margins(pages) for line in _in_order(page)]


def _without_margins(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without running heads, feet and page numbers."""
    outer = [_outer_rows(page) for page in pages]
    seen = Counter(key for rows in outer for key in {_row_key(row) for row in rows})
    needed = max(2, round(len(pages) * _REPEATED_SHARE))
    kept = []
    for page, rows in zip(pages, outer, strict=True):
        dropped = {
            stretch
            for row in rows
            if _PAGE_NUMBER.fullmatch(_row_text(row)) or (len(pages) > 1 and seen[_row_key(row)] >= needed)
            for stretch in row
        }
        kept.append(replace(page, stretches=tuple(item for item in page.stretches if item not in dropped)))
    return kept


def _outer_rows(page: PrintedPage) -> list[list[Stretch]]:
    top, bottom = page.height * _MARGIN, page.height * (1 - _MARGIN)
    return [
        row
        for row in rows_of([item for item in page.stretches if not item.whole])
        if row[0].bottom <= top or row[0].top >= bottom
    ]


def _row_text(row: list[Stretch]) -> str:
    return " ".join(stretch.text.strip() for stretch in row)


def _row_key(row: list[Stretch]) -> tuple[str, int]:
    """Equal for a running head on two pages: its words without the numbers, and its place."""
    text = "".join(_row_text(row).split())
    # A short row that holds a number may be a head with the page's number; a sentence with figures is not.
    return (re.sub(r"\d+", "#", text) if len(text) <= 30 else text), round(row[0].middle / 6)


def rows_of(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches that stand side by side, each row from left to right, rows from top to bottom."""
    rows: list[list[Stretch]] = []
    for stretch in sorted(stretches, key=lambda item: item.middle):
        if rows:
            tallest = max(rows[-1], key=lambda item: item.bottom - item.top)
            if tallest.top < stretch.middle < tallest.bottom or stretch.top < tallest.middle < stretch.bottom:
                rows[-1].append(stretch)
                continue
        rows.append([stretch])
    return [sorted(row, key=lambda item: item.x0) for row in rows]


def _in_order(page: PrintedPage) -> list[Line]:
    """The page's lines as they are read: across where a line spans the page, else the left column first."""
    gutter = _gutter(page)
    if gutter is None:
        return _lines(page, page.stretches, 0)
    lines: list[Line] = []
    spanning = rows_of([item for item in page.stretches if item.x0 < gutter < item.x1])
    rest = [item for item in page.stretches if not item.x0 < gutter < item.x1]
    for row in [*spanning, None]:
        band = [item for item in rest if row is None or item.middle < row[0].middle]
        rest = [item for item in rest if item not in band]
        lines += _lines(page, [item for item in band if item.x1 <= gutter], 1)
        lines += _lines(page, [item for item in band if item.x0 >= gutter], 2)
        lines += _lines(page, row or [], 0)
    return lines


def _lines(page: PrintedPage, stretches: Sequence[Stretch], column: int) -> list[Line]:
    # A table row that is already a sentence stays one; two tables side by side share rows.
    rows = (part for row in rows_of(stretches) for part in ([[item] for item in row] if row[0].whole else [row]))
    return [Line(_merged(row), page, column) for row in rows]


def _merged(row: list[Stretch]) -> Stretch:
    text, bolds = "", []
    for stretch in row:
        text += " " if text else ""
        bolds += [(start + len(text), end + len(text)) for start, end in stretch.bolds]
        text += stretch.text
    widest = max(row, key=lambda item: item.x1 - item.x0)
    top, bottom = min(item.top for item in row), max(item.bottom for item in row)
    return Stretch(text, row[0].x0, row[-1].x1, top, bottom, widest.size, tuple(bolds), row[0].whole)


def _gutter(page: PrintedPage) -> float | None:
    """Where the white space between two columns of running text is, or None on a page of one column."""
    stretches = page.stretches
    if len(stretches) < 8:
        return None
    left, right = min(item.x0 for item in stretches), max(item.x1 for item in stretches)
    width = right - left
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        place = left + width * step / 100
        before = [item for item in stretches if item.x1 <= place]
        after = [item for item in stretches if item.x0 >= place]
        spanning = len(stretches) - len(before) - len(after)
        if min(len(before), len(after)) < 4 or spanning > len(stretches) * 0.3:
            continue
        # Running text fills its column; the cells of a table without rules do not.
        filled = all(
            median(item.x1 - item.x0 for item in side) >= room * 0.6
            for side, room in ((before, place - left), (after, right - place))
        )
        shared = min(max(i.bottom for i in before), max(i.bottom for i in after)) - max(
            min(i.top for i in before), min(i.top for i in after)
        )
        if filled and shared > 3 * median(item.size for item in before) and (best is None or spanning < best[0]):
            best = (spanning, place)
    return best[1] if best else None
