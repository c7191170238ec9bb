"""Plain text and Markdown in any encoding that Chinese offices use: UTF-8, GB18030, UTF-16."""

import hashlib
import re
from dataclasses import replace
from itertools import pairwise

from corpus.bulletin import RawDocument, RawLine, Source
from corpus.errors import UnreadableFile
from corpus.readers.web_clutter import without_clutter

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Control characters that no text has; tab, line feed, form feed and carriage return are fine.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")
# Invisible characters: soft hyphens, byte order marks inside, zero-width marks, direction marks, tag characters.
_INVISIBLE = re.compile("[\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e007f]")
# GB18030 decodes almost any bytes into some rare character; real text is mostly in GB 2312.
_LEAST_COMMON_SHARE = 0.7
_EDGE = 12  # lines from either end in which a web page's buttons are looked for
_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-—–－]{1,2}\s*(\d{1,4})\s*[-—–－]{1,2}|第\s*(\d{1,4})\s*页(?:\s*[,，]?\s*共\s*\d+\s*页)?)\s*$"
)


def read_text(name: str, data: bytes) -> RawDocument:
    """The lines of a text file; raises `UnreadableFile` when the bytes are not text in a known encoding."""
    text = _INVISIBLE.sub("", decode(name, data))
    source = Source(name=name, sha256=hashlib.sha256(data).hexdigest(), format="text", size=len(data))
    if not text.strip():
        raise UnreadableFile(f"“{name}”是空文件，没有可读的文字，请核对原件。")
    return RawDocument(source, tuple(_without_clutter(_lines(text))))


def _without_clutter(lines: list[RawLine]) -> list[RawLine]:
    """The lines without 下载 打印 字号 and the like at either end, where a text saved from a web page has them."""
    last = len(lines) - _EDGE
    return [
        replace(line, text="") if not _EDGE <= number < last and _is_clutter(line.text.strip()) else line
        for number, line in enumerate(lines)
    ]


def _is_clutter(text: str) -> bool:
    """A line of site words; one of a single character may be the end of a wrapped sentence."""
    return len(re.findall(r"\w", text)) >= 2 and not without_clutter(text)


def decode(name: str, data: bytes) -> str:
    """The text of the bytes, its encoding found by mark, by UTF-8's own redundancy, then by plausibility."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(name, data[len(mark) :], (encoding,))
    return _strictly(name, data, (*_unmarked_utf16(data), "utf-8", "gb18030"))


def _unmarked_utf16(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark: line feeds and ASCII digits put a NUL at every even or odd place."""
    sample = data[:4000]
    if len(data) % 2 or b"\x00" not in sample:
        return ()
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _strictly(name: str, data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and (encoding == "utf-8" or _plausible(text)):
            return text
    raise UnreadableFile(
        f"“{name}”不是文本文件，或编码无法识别（支持 UTF-8、GB18030/GBK、UTF-16），请用记事本另存为 UTF-8 后再导入。"
    )


def _plausible(text: str) -> bool:
    """Whether most characters beyond ASCII are ones that Chinese text commonly has."""
    characters = [character for character in text if ord(character) > 127]
    common = sum(_is_common(character) for character in characters)
    return not characters or common / len(characters) >= _LEAST_COMMON_SHARE


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character in "—–·•●▲■◆“”‘’…"
    return True


def _lines(text: str) -> list[RawLine]:
    """Lines with their page: a form feed or a line holding only a page number ends a page; such a line is dropped."""
    if "\f" in text:
        return [
            RawLine(line, number)
            for number, page in enumerate(text.split("\f"), 1)
            for line in [*page.splitlines(), ""]
            if not _PAGE_NUMBER.match(line)
        ]
    lines = text.splitlines()
    printed = [number for line in lines if (number := _page_number(line))]
    # Running numbers, which may begin again in an annex; else they are text.
    if not printed or any(later <= number and later != 1 for number, later in pairwise(printed)):
        return [RawLine(line) for line in lines]
    page, numbered = printed[-1] + 1, []
    for line in reversed(lines):
        number = _page_number(line)
        page = number or page  # the number stands at the foot of its page
        numbered.append(RawLine("" if number else line, page))
    return numbered[::-1]


def _page_number(line: str) -> int | None:
    match = _PAGE_NUMBER.match(line)
    return int(match[1] or match[2]) if match else None
