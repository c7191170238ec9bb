"""Undo what pages did to the text: breaks and hard wraps in mid-sentence, stray spaces, Markdown marks."""

import re
from dataclasses import dataclass

from corpus.bulletin import Block, RawDocument, RawLine
from corpus.marks import LONGEST_LEAD, TERMINAL, is_document_title, is_tail, mark_of, stands_alone

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PUNCTUATION = "，。；：！？、（）《》〈〉【】“”‘’〔〕—…％·"
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|<!--.*-->)\s*$")
_HEADING_SIGNS = re.compile(r"^\s{0,3}(#{1,6})\s+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~|>])")
_SPACE = re.compile(r"[ \t\u00a0\u2002-\u200a\u3000]+")
# Responsible units on a line of their own belong to the task above.
_DUTY = re.compile(r"[（(][^（()）]{2,}(?:牵头|负责|配合)[）)]")
# A title line is short; official layout has 28 characters a line and titles of at most one and a half.
_LONGEST_TITLE = 42
_FAR = 1000  # characters from either end of a paragraph within which brackets and marks are looked for
_CLOSERS = {"”": "“", "）": "（", ")": "(", "》": "《", "】": "【", "’": "‘"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without Markdown: `bolds` are spans of `text`; `gap` tells that a blank line stood before it."""

    text: str
    page: int | None
    bolds: tuple[tuple[int, int], ...]
    marked: bool
    gap: bool
    indented: bool
    whole: bool


def repair(raw: RawDocument) -> tuple[Block, ...]:
    """The document's paragraphs, whole again; nothing is dropped but markup, blank lines and ruled lines."""
    lines = _plain_lines(raw.lines)
    if not lines:
        return ()
    run_in = _run_in_items(lines)
    width = _wrap_width(lines)
    groups: list[list[_Line]] = [[lines[0]]]
    text = lines[0].text
    for line in lines[1:]:
        before = groups[-1]
        if _continues(before, text, line, run_in=run_in, width=width):
            before.append(line)
            text = _both_ends(text + line.text)
        else:
            groups.append([line])
            text = line.text
    return tuple(_join(group) for group in groups)


def _plain_lines(raw: tuple[RawLine, ...]) -> list[_Line]:
    lines: list[_Line] = []
    gap, opened = True, False
    for line in raw:
        if not line.text.strip() or _RULE.match(line.text):
            gap = True
            continue
        if line.whole:
            text, bolds = _close_up(line.text.rstrip(), line.bolds)
            lines.append(_Line(text, line.page, bolds, line.heading, True, False, True))
            gap = True
            continue
        signs = _HEADING_SIGNS.match(line.text)
        text, bolds, opened = _unbold(_HEADING_SIGNS.sub("", line.text).rstrip(), opened and signs is None)
        indented = line.text.startswith(("\u3000", "    ", "\t"))
        text, bolds = _close_up(text, bolds + line.bolds)
        if text:
            marked = signs is not None or line.heading
            lines.append(_Line(text, line.page, bolds, marked, gap, indented, False))
            gap = False
    return lines


def _unbold(text: str, opened: bool) -> tuple[str, tuple[tuple[int, int], ...], bool]:
    """Take `**` out and keep the bold spans; `opened` carries a bold run over a line break."""
    pieces = text.split("**")
    plain, bolds, bold = "", [], opened
    for position, piece in enumerate(pieces):
        if position:
            bold = not bold
        piece = _ESCAPE.sub(r"\1", piece)
        if bold and piece.strip():
            bolds.append((len(plain), len(plain) + len(piece)))
        plain += piece
    # A pair left open at the end of a paragraph is a slip of the pen unless the next line closes it.
    return plain, tuple(bolds), bold and len(pieces) > 1 and not plain.rstrip().endswith(tuple(TERMINAL))


def _close_up(text: str, bolds: tuple[tuple[int, int], ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Drop spaces that Chinese has no use for; a space between two phrases of a title stays as one."""
    kept = [True] * len(text)
    for match in _SPACE.finditer(text):
        start, end = match.span()
        left, right = text[:start], text[end:]
        keep_one = bool(left) and bool(right) and _meaningful_space(left, right, title=_may_be_title(text))
        for position in range(start + keep_one, end):
            kept[position] = False
    offsets, plain = [0], []
    for character, keep in zip(text, kept, strict=True):
        if keep:
            plain.append(" " if _SPACE.match(character) else character)
        offsets.append(len(plain))
    closed = ((offsets[start], offsets[end]) for start, end in bolds)
    return "".join(plain), tuple((start, end) for start, end in closed if end > start)


def _may_be_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not any(stop in text for stop in "，。；")


def _meaningful_space(left: str, right: str, *, title: bool) -> bool:
    before, after = left[-1], right[0]
    if before in _PUNCTUATION or after in _PUNCTUATION:
        return False
    if before.isascii() and after.isascii():
        return True
    if before.isdigit() or after.isdigit():
        return False
    if before.isascii() or after.isascii():
        return before.isascii() and before.isalpha() and after.isascii()
    # Two Chinese phrases of a title are set apart by a space; a scan sets single characters apart.
    run_before = re.search(rf"[{_CJK}“”]*$", left)
    run_after = re.match(rf"[{_CJK}“”]*", right)
    return title and bool(run_before and run_after and len(run_before[0]) >= 4 and len(run_after[0]) >= 4)


def _run_in_items(lines: list[_Line]) -> dict[str, bool]:
    """For each item mark (●, ▲, ——): whether most of its items run on into text, as against standing alone."""
    seen: dict[str, list[bool]] = {}
    for line in lines:
        mark = mark_of(line.text)
        if mark and mark.level >= 6:
            seen.setdefault(mark.name, []).append(any(end in line.text for end in TERMINAL))
    return {name: sum(flags) * 2 >= len(flags) for name, flags in seen.items()}


def _wrap_width(lines: list[_Line]) -> int | None:
    """The width at which the file wraps its lines, or None when a line is a paragraph."""
    widths = sorted(len(line.text) for line in lines if not mark_of(line.text))
    if len(widths) < 12 or widths[-1] > 60:
        return None
    return widths[int(len(widths) * 0.75)]


def _continues(before: list[_Line], text: str, line: _Line, *, run_in: dict[str, bool], width: int | None) -> bool:
    """Whether `line` carries on the paragraph that `before` began; `text` is what it says so far, at both ends."""
    last = before[-1]
    if line.whole or last.whole or line.marked or last.marked or is_tail(line.text) or is_tail(before[0].text):
        return False
    if _DUTY.fullmatch(line.text):
        return True
    if stands_alone(line.text) or stands_alone(last.text):
        return False
    mark = mark_of(line.text)
    if mark and not _sentence_runs_into(last.text, mark.name):
        return False
    if is_document_title(text) and line.text[0] not in _PUNCTUATION:
        return False
    if ends_sentence(text):
        # Within wrapped text a full stop may happen to end a full line.
        return width is not None and not line.gap and not line.indented and len(last.text) >= width - 2 and not mark
    if line.indented and not last.indented:
        return False
    # A full line that goes on without a gap or an indentation is wrapped, whatever it begins with.
    if width is not None and not (line.gap or line.indented or mark) and len(last.text) >= width - 3:
        return True
    first = mark_of(text)
    if first and first.level >= 6:
        return run_in.get(first.name, True)
    if first:
        return any(stop in text for stop in TERMINAL) or len(text) > LONGEST_LEAD
    return not (len(before) == 1 and _looks_like_title(last, line, width))


def _both_ends(text: str) -> str:
    """The text; of a very long one its beginning and end, which is all that is asked of it."""
    return text if len(text) <= 2 * _FAR else text[:_FAR] + text[-_FAR:]


def _sentence_runs_into(before: str, mark: str) -> bool:
    """`…提升 6.7、4.2` wrapped before a digit looks like a numbered heading; a comma before it tells otherwise."""
    return mark in ("1.", "（1）", "一、") and before[-1:] in "，、—-至和及与" and not before.endswith("——")


def _looks_like_title(last: _Line, line: _Line, width: int | None) -> bool:
    text = last.text
    if len(text) > _LONGEST_TITLE or any(stop in text for stop in "。；") or text.endswith(("，", "、", "；")):
        return False
    if any(text.count(opener) != text.count(closer) for closer, opener in _CLOSERS.items()):
        return False
    if last.indented or not (last.gap or len(text) < 12):
        return False
    if width is not None and len(text) >= width - 1 and not line.gap:
        return False
    # `增。3月31日`, `3.5%，` after a page break: no paragraph opens with a clause of one or two characters, or a bare value.
    return not re.match(r"[^，。；：]{1,2}[，。；：]|\d+(?:\.\d+)?[%％、，]", line.text)


def ends_sentence(text: str) -> bool:
    """Whether the text ends where a sentence may end: 。！？：, or a closing bracket behind one."""
    text = text.rstrip()
    if not text:
        return True
    last = text[-1]
    if last in TERMINAL or last in "：:":
        return True
    if last not in _CLOSERS:
        return False
    opening = text.rfind(_CLOSERS[last])
    if opening < 0:
        return True
    inside = text[opening + 1 : -1]
    return inside.endswith(tuple(TERMINAL)) or opening == 0 or text[opening - 1] in TERMINAL + "；"


def _join(group: list[_Line]) -> Block:
    text, bolds = "", []
    for line in group:
        glue = (
            " "
            if text and text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii() and line.text[0].isalpha()
            else ""
        )
        shift = len(text) + len(glue)
        bolds += [(start + shift, end + shift) for start, end in line.bolds]
        text += glue + line.text
    merged: list[tuple[int, int]] = []
    for start, end in bolds:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return Block(text, group[0].page, tuple(merged), group[0].marked)
