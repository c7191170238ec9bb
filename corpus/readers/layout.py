"""Turn printed lines into raw lines: where paragraphs begin, which lines are headings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.bulletin import RawLine
from corpus.marks import is_document_title, mark_of, stands_alone
from corpus.readers.printed import Line, PrintedPage, Stretch, in_reading_order

_LONGEST_HEADING = 45
_NOT_A_HEADING = ("。", "；", "，", "、", "：", ":", ";", ",")
# Sizes in a text layer are exact; those of a scan are measured from boxes.
_LARGER, _LARGER_IN_A_SCAN = 1.15, 1.3


@dataclass(frozen=True, slots=True)
class _Measure:
    """The usual left and right edge and the distance from line to line of one form of lines."""

    left: float
    right: float
    pitch: float


def lay_out(pages: Sequence[PrintedPage]) -> tuple[RawLine, ...]:
    """The lines of all pages in reading order, an empty one between paragraphs, heads and page numbers left out."""
    lines = in_reading_order(pages)
    if not lines:
        return ()
    measures = {form: _measure([line for line in lines if line.form == form]) for form in {line.form for line in lines}}
    body_size = _usual_size(lines)
    raw: list[RawLine] = []
    before: Line | None = None
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        measure = measures[line.form]
        heading = _is_heading(line, measure, body_size)
        if before is not None and _wraps_heading(raw[-1], before, line, heading=heading):
            raw[-1] = _joined(raw[-1], line.stretch)
        else:
            indented = not heading and _is_indented(line, measure)
            if before is not None and (indented or heading or raw[-1].heading or _gap(before, line, measure)):
                raw.append(RawLine("", line.page.number))
            alone = indented and after is not None and _is_alone(line, after, measure, measures[after.form])
            raw.append(_raw_line(line, heading=heading, indented=indented, alone=alone))
        before = line
    return tuple(raw)


def _usual_size(lines: list[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        if not line.stretch.whole:
            sizes[round(line.stretch.size * 2) / 2] += len(line.stretch.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _measure(lines: list[Line]) -> _Measure:
    own = [line for line in lines if not line.stretch.whole]
    if not own:
        return _Measure(0, 0, 0)
    steps = [
        after.stretch.middle - before.stretch.middle for before, after in pairwise(own) if before.page is after.page
    ]
    near = [step for step in steps if 0 < step < 3 * own[0].stretch.size] or [own[0].stretch.size * 2]
    left = _edge(sorted(line.stretch.x0 for line in own))
    right = -_edge(sorted(-line.stretch.x1 for line in own))
    return _Measure(left, right, median(near))


def _edge(places: list[float]) -> float:
    """The outermost place where several lines begin; one line that hangs out is not an edge."""
    needed = 1 if len(places) < 6 else max(2, len(places) // 10)
    for place in places:
        if sum(place <= other <= place + 4 for other in places) >= needed:
            return place
    return places[0]


def _is_heading(line: Line, measure: _Measure, body_size: float) -> bool:
    """A short line in a larger size, or one that is centred."""
    stretch = line.stretch
    if stretch.whole or len(stretch.text) > _LONGEST_HEADING or stretch.text.endswith(_NOT_A_HEADING):
        return False
    larger = _LARGER_IN_A_SCAN if line.page.scanned else _LARGER
    if stretch.size >= body_size * larger and len(stretch.text.strip()) > 1:
        return True
    off_centre = abs((stretch.x0 + stretch.x1) - (measure.left + measure.right)) / 2
    return stretch.x0 - measure.left > 3 * stretch.size and off_centre < 0.75 * stretch.size


def _is_indented(line: Line, measure: _Measure) -> bool:
    """Whether the line opens a paragraph: set in by about two characters."""
    stretch = line.stretch
    return not stretch.whole and 0.8 * stretch.size < stretch.x0 - measure.left < 4.5 * stretch.size


def _is_alone(line: Line, after: Line, measure: _Measure, next_measure: _Measure) -> bool:
    """Whether a line set in is a paragraph by itself: it ends early, and the next line is set in too."""
    short = line.stretch.x1 < measure.right - 2 * line.stretch.size
    return short and _is_indented(after, next_measure)


def _gap(before: Line, line: Line, measure: _Measure) -> bool:
    """Whether more than the usual white space parts two lines of a page; a page's end parts nothing."""
    if before.page is not line.page or before.column != line.column:
        return before.column != line.column and before.page is line.page and 0 in (before.column, line.column)
    step = line.stretch.middle - before.stretch.middle
    return step > 1.35 * max(measure.pitch, line.stretch.size * 1.1)


def _wraps_heading(raw: RawLine, before: Line, line: Line, *, heading: bool) -> bool:
    """Whether a heading goes on from the line above: same type, close below it, and no mark of its own."""
    text = line.stretch.text.strip()
    if not (heading and raw.heading) or before.page is not line.page or stands_alone(raw.text.strip()):
        return False
    close = line.stretch.middle - before.stretch.middle < 2.2 * line.stretch.size
    same = abs(line.stretch.size - before.stretch.size) < (2 if line.page.scanned else 0.6)
    bold = bool(before.stretch.bolds) == bool(line.stretch.bolds)
    apart = stands_alone(text) or mark_of(text) or text.startswith(("—", "（", "(", "附件")) or "  " in raw.text
    complete = is_document_title("".join(raw.text.split()))
    full = len(before.stretch.text) >= 10
    return close and same and bold and full and not apart and not complete


def _joined(raw: RawLine, stretch: Stretch) -> RawLine:
    shift = len(raw.text)
    bolds = tuple((start + shift, end + shift) for start, end in stretch.bolds)
    return replace(raw, text=raw.text + stretch.text, bolds=raw.bolds + bolds)


def _raw_line(line: Line, *, heading: bool, indented: bool, alone: bool) -> RawLine:
    stretch = line.stretch
    shift = 2 if indented else 0
    bolds = tuple((start + shift, end + shift) for start, end in stretch.bolds)
    return RawLine("\u3000" * shift + stretch.text, line.page.number, bolds, heading, stretch.whole or alone)
