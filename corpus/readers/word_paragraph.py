"""Turn a paragraph's gathered text into its lines: where one ends, what is bold in it, whether it is a heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.bulletin import RawLine
from corpus.marks import TERMINAL, mark_of
from corpus.readers.archive_limits import Element
from corpus.readers.word_styles import Style

_LONGEST_HEADING = 45
# A line of 公文 holds 28 characters; a break before 20 is meant.
_SHORT_LINE = 20
_NO_HEADING = re.compile(r".*[。；！？!?…].*|.*[：:，、]|[（(].*[）)]|[\W\d_]*|单位[：:].*|.*\d+日")


@dataclass(slots=True)
class Gathered:
    """A paragraph while its runs are walked: `bold` has one flag per character of `text`, a line break is a line feed."""

    text: str = ""
    bold: list[bool] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    page: int | None = None

    def add(self, text: str, bold: bool, page: int | None) -> None:
        """Put a run's text behind what is there; the paragraph is on the page of its first text."""
        if not self.text.strip():
            self.page = page
        self.text += text
        self.bold += [bold] * len(text)


def lines_of(gathered: Gathered, style: Style) -> Iterator[RawLine]:
    """The paragraph's lines: a line break inside a sentence or a title is a space, one that ends a line begins another."""
    text = gathered.text
    starts = [0]
    for match in re.finditer("\n", text):
        before, after = text[starts[-1] : match.start()].strip(), text[match.end() :]
        if not style.centred and not style.is_heading and _break_is_meant(before, after):
            starts.append(match.end())
    for start, end in pairwise([*starts, len(text)]):
        yield _line(text[start:end].replace("\n", " "), gathered.bold[start:end], gathered.page, style)


def _break_is_meant(before: str, after: str) -> bool:
    mark = mark_of(after)
    return (
        before.endswith(tuple(TERMINAL + "：:；"))
        or len(before) < _SHORT_LINE
        or after.startswith(("\u3000\u3000", "    "))
        or (mark is not None and mark.level <= 5)
    )


def _line(text: str, bold: list[bool], page: int | None, style: Style) -> RawLine:
    text = text.rstrip()
    spans: list[tuple[int, int]] = []
    for position, (sign, is_bold) in enumerate(zip(text, bold, strict=False)):
        if is_bold and not (sign.isspace() and not spans):
            if spans and spans[-1][1] == position:
                spans[-1] = (spans[-1][0], position + 1)
            else:
                spans.append((position, position + 1))
    bolds = tuple((start, end) for start, end in spans if text[start:end].strip())
    stripped = text.strip()
    wholly = bool(stripped) and all(is_bold or sign.isspace() for sign, is_bold in zip(text, bold, strict=False))
    short = 0 < len(stripped) <= _LONGEST_HEADING and not _NO_HEADING.fullmatch(stripped)
    heading = bool(stripped) and (style.is_heading or (short and (wholly or style.centred is True)))
    return RawLine(text, page, bolds, heading, whole=True)
