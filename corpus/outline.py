"""From repaired blocks to a section tree and numbered paragraphs with their run-in titles."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.bulletin import Block, Paragraph, Section, SectionKind, heading_text
from corpus.marks import (
    LONGEST_LEAD,
    TERMINAL,
    Mark,
    counting,
    is_chapter,
    is_glossary,
    is_part,
    is_tail,
    kind_of,
    mark_of,
)
from corpus.periods import find_periods
from corpus.regions import find_regions

# An unmarked heading inside a bracketed section stands where a ● item would.
_ITEM_LEVEL = 6
_LONGEST_HEADING = 45
_VALUE_OR_LIST = re.compile(r"\d+(?:\.\d+)?(?:[%％万亿元])|附[件表]\s*[:：]")


@dataclass
class _Builder:
    """The outline as it grows: `stack` holds the indexes of the sections now open, outermost first."""

    home: str | None
    sections: list[Section] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)

    def open(self, mark: str, title: str, level: int) -> None:
        while self.stack and self.sections[self.stack[-1]].level >= level:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        kind = kind_of(title) if level <= 3 else "其他"
        if kind == "其他" and parent is not None:
            kind = self._inherited(parent)
        self.sections.append(Section(mark, title, level, kind, parent))
        self.stack.append(len(self.sections) - 1)

    def _inherited(self, parent: int) -> SectionKind:
        return self.sections[parent].kind

    @property
    def in_glossary(self) -> bool:
        return any(is_glossary(self.sections[index].title) for index in self.stack)

    @property
    def current(self) -> int | None:
        return self.stack[-1] if self.stack else None

    def region(self, text: str, leads: tuple[tuple[int, int], ...]) -> str | None:
        """The region that the paragraph's own lead, else a heading above it, names; else the masthead's."""
        titles = [text[: leads[0][1]]] if leads and leads[0][0] == 0 else []
        titles += [self.sections[index].title for index in reversed(self.stack)]
        for title in titles:
            for mention in find_regions(title[:LONGEST_LEAD]):
                if _names_its_place(title, mention.start):
                    return mention.region.name
        return self.home

    def add(self, block: Block, role: str, leads: tuple[tuple[int, int], ...] = ()) -> None:
        self.paragraphs.append(
            Paragraph(
                number=len(self.paragraphs) + 1,
                text=block.text,
                role=role,  # type: ignore[arg-type]  # one of the four, given by the callers below
                section=None if role in ("masthead", "tail") else self.current,
                leads=leads,
                page=block.page,
                region=self.home if role in ("masthead", "tail") else self.region(block.text, leads),
            )
        )


def _names_its_place(title: str, start: int) -> bool:
    """▲衡阳市多措并举…, ●云溪区：…, 汨罗市：… name their place at once; 对接长株潭… does not."""
    return not title[:start].strip("●▲■◆—-*· （）()一二三四五六七八九十0123456789.、“")


def outline(
    blocks: Sequence[Block], *, head: int, home: str | None
) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
    """Sections and paragraphs of the document; the first `head` blocks are the masthead, `home` its region."""
    builder = _Builder(home)
    tail_from = _tail_start(blocks)
    for position, block in enumerate(blocks):
        if position < head:
            builder.add(block, "masthead")
        elif position >= tail_from:
            builder.add(block, "tail")
        else:
            _place(builder, block, following=blocks[position + 1] if position + 1 < len(blocks) else None)
    return tuple(builder.sections), tuple(builder.paragraphs)


def _tail_start(blocks: Sequence[Block]) -> int:
    """Where the distribution list at the end begins; `len(blocks)` when there is none."""
    start = len(blocks)
    for position in range(len(blocks) - 1, max(-1, len(blocks) - 14), -1):
        if is_tail(blocks[position].text):
            start = position
        elif len(blocks[position].text) > 60 or mark_of(blocks[position].text):
            break
    return start


def _place(builder: _Builder, block: Block, *, following: Block | None) -> None:
    text = block.text
    mark = mark_of(text)
    if mark and mark.level > 3 and builder.in_glossary:
        builder.add(block, "body", _leads(block, _run_in(block, mark.end)))
        return
    if mark and _is_heading(block, mark, following):
        level, title = mark.level, mark_title(text, mark)
        builder.open(mark.name if mark.name == "【】" else mark.text, title, level)
        builder.add(block, "heading")
        return
    if mark and (lead := _run_in(block, mark.end)):
        builder.open(mark.text, text[mark.end : lead].rstrip("。：:"), mark.level)
        builder.add(block, "body", _leads(block, lead))
        return
    if not mark and _is_bare_heading(block, following, inside=builder.current is not None):
        builder.open("", text, 0 if is_part(text) else _bare_level(builder))
        builder.add(block, "heading")
        return
    builder.add(block, "body", _leads(block, _first_lead(block)))


def mark_title(text: str, mark: Mark) -> str:
    """The title behind the mark, without brackets and closing stop."""
    if mark.name == "【】":
        return text.strip("【】 ").strip()
    return text[mark.end :].rstrip("。：: ")


def _is_heading(block: Block, mark: Mark, following: Block | None) -> bool:
    """A heading stands alone on its line: it has no stop within, or only the one at its end."""
    text = block.text
    if mark.name == "【】":
        return True
    title = text[mark.end :]
    if not title or len(title) > _LONGEST_HEADING or following is None:
        return False
    inner = title[:-1] if title[-1] in TERMINAL + "：:" else title
    if any(stop in inner for stop in TERMINAL + "；"):
        return False
    if block.marked or mark.level <= 3:
        return True
    if is_part(title):  # an entry in a list of annexes
        return False
    # An item's heading has text below it; a list's entry has the next entry.
    below = mark_of(following.text)
    return (
        title[-1] in TERMINAL
        or (mark.level < 6 and (below is None or below.level > mark.level))
        or (mark.level >= 6 and below is None)
    )


def _is_bare_heading(block: Block, following: Block | None, *, inside: bool) -> bool:
    text = block.text
    if following is None or len(text) > _LONGEST_HEADING or any(stop in text for stop in "。；！？"):
        return False
    if text[-1:] in "：:，、" or text[:1] in "（(" or text[-1:].isdigit() or text[-1:] == "日":
        return False
    if _opens_as_text(text):
        return False
    return block.marked or is_part(text) or is_chapter(text) or (inside and len(following.text) > len(text) + 10)


def _opens_as_text(text: str) -> bool:
    """`10.2亿元…`, `一季度，…` and a list of annexes (`附件：1.…`) are text, however short."""
    if _VALUE_OR_LIST.match(text):
        return True
    first = next(iter(find_periods(text, reference=datetime.date(2000, 1, 1))), None)
    return first is not None and first.start == 0 and text[first.end : first.end + 1] in ("，", ",")


def _bare_level(builder: _Builder) -> int:
    """Inside 【特色亮点】 an unmarked title stands where an item would; in a plan it opens a part."""
    if any(builder.sections[index].level == 1 for index in builder.stack):
        return _ITEM_LEVEL
    return 2 if builder.stack else 0


def _run_in(block: Block, start: int) -> int:
    """Where the run-in title that begins at `start` ends (its stop included), or 0 when there is none."""
    text = block.text
    for bold_start, bold_end in block.bolds:
        if bold_start <= start < bold_end and bold_end - start <= LONGEST_LEAD + 10 and bold_end < len(text):
            return _through_stop(text, start, bold_end)
    stops = [position for stop in TERMINAL if (position := text.find(stop, start)) >= 0]
    stop = min(stops, default=-1)
    if 0 <= stop - start <= LONGEST_LEAD and stop + 1 < len(text) and not any(c.isdigit() for c in text[start:stop]):
        return stop + 1
    if 0 <= stop - start <= LONGEST_LEAD and stop + 1 < len(text) and start:
        return stop + 1
    return 0


def _through_stop(text: str, start: int, end: int) -> int:
    """A bold run may end before its stop, or hold two sentences; the title is the first."""
    near = next(
        (position for position in range(end, min(end + 6, len(text))) if text[position] in TERMINAL + "：，"), -1
    )
    if near >= 0 and text[near] in TERMINAL + "：":  # 政策引领强动力**。 and a run cut by a page break
        end = near + 1
    stops = [position + 1 for stop in TERMINAL if start < (position := text.find(stop, start)) < end]
    return min([end, *stops])


def _first_lead(block: Block) -> int:
    """The run-in title of an unmarked paragraph: bold at its start, or 一是….; else 0."""
    if block.bolds and block.bolds[0][0] == 0 and block.bolds[0][1] < len(block.text):
        return _run_in(block, 0)
    if (match := counting().match(block.text)) and (end := _counted(block.text, match.end())):
        return end
    return 0


def _counted(text: str, start: int) -> int:
    """Where a title behind 一是 ends: at its stop, or at a comma where the stop is far or the next 二是 comes first."""
    following = counting().search(text, start)
    limit = min(start + LONGEST_LEAD, following.start() if following else len(text))
    stops = [position for stop in TERMINAL + "；：" if 0 <= (position := text.find(stop, start)) <= limit]
    if stops:
        return min(stops) + 1
    comma = text.find("，", start)
    return comma + 1 if 0 <= comma <= limit else 0


def _leads(block: Block, first: int) -> tuple[tuple[int, int], ...]:
    """All run-in titles: the opening one, bold ones at the start of a sentence, and 一是 … 二是 … ones."""
    text = block.text
    spans = [(0, first)] if first else []
    for match in counting().finditer(text):
        if end := _counted(text, match.end()):
            spans.append((match.start(), end))
    for start, end in block.bolds:
        opens = start == 0 or text[start - 1] in TERMINAL + "；：" or text[max(0, start - 2) : start].endswith("是")
        if opens and end < len(text) and 4 <= end - start <= LONGEST_LEAD:
            spans.append((start, _through_stop(text, start, end)))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


__all__ = ["heading_text", "mark_title", "outline"]
