"""Read a web page as its document: headings, paragraphs, lists and tables, without what the site puts around them."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped, unused-ignore]  # lxml ships no types

from corpus.bulletin import RawDocument, RawLine, Source
from corpus.errors import UnreadableFile
from corpus.readers.tables import sentences
from corpus.readers.text import decode
from corpus.readers.web_clutter import clutter, visible, without_clutter
from corpus.readers.web_table import data_table, whole_number

Element = Any

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DECLARED = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE
)
# A page that is one <form> (ASP.NET) is a document; a search box or a survey is not.
_LONGEST_FORM = 200
# A menu: at least so many links, none longer, and nothing else.
_FEWEST_MENU_LINKS, _LONGEST_MENU_LINK, _LARGEST_MENU = 3, 8, 200


@dataclass(slots=True)
class _Page:
    """The lines so far, the block being read as (character, whether bold), and the number of its list item."""

    lines: list[RawLine] = field(default_factory=list)
    block: list[tuple[str, bool]] = field(default_factory=list)
    mark: str = ""

    def add(self, text: str | None, *, bold: bool, kept: bool) -> None:
        """Text of the block; only where it is `kept` does a line break end a line."""
        text = visible(text or "")  # an entity may stand for anything
        self.block += [(character, bold) for character in (text if kept else text.replace("\n", " "))]

    def end_block(self, *, heading: bool = False) -> None:
        """Turn the block into lines."""
        lines = [_collapsed(line) for line in _split(self.block)]
        self.block = []
        told = [text for text, _ in lines if text]
        if not told:
            return
        if heading:
            lines = [("".join(told), ())]
        elif self.mark:
            first = next(place for place, (text, _) in enumerate(lines) if text)
            text, bolds = lines[first]
            lines[first] = (self.mark + text, tuple((s + len(self.mark), e + len(self.mark)) for s, e in bolds))
            self.mark = ""
        several = len(lines) > 1 and len(told) > 1
        for text, bolds in lines:
            plain = without_clutter(text)
            # Lines that <br> parts may be paragraphs, or one that was wrapped by hand: repair decides.
            if plain or several:
                self.lines.append(RawLine(plain, None, bolds * (plain == text), heading, whole=not several))
        if several:
            self.lines.append(RawLine(""))


def read_html(name: str, data: bytes) -> RawDocument:
    """The document of a web page; nothing is fetched, no script runs, markup that is not known is only text."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", visible(_decoded(name, data).replace("\r", "\n")))
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text or " ", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise _empty(name) from None
    # The parser stops there without a word; huge_tree lets it go 2,048 elements deep, not 256.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile(
            f"“{name}”的网页标记嵌套过深，读不完整，请在浏览器中复制正文，另存为 .txt 或 .docx 后再导入。"
        )
    title = visible(root.findtext(".//title") or "")
    _prune(root)
    page = _Page()
    _walk(root, page)
    page.end_block()
    lines = _titled(page.lines, title)
    if not any(line.text.strip() for line in lines):
        raise _empty(name)
    return RawDocument(Source(name, hashlib.sha256(data).hexdigest(), "html", len(data)), tuple(lines))


def _empty(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"“{name}”里没有可读的文字（网页可能靠脚本显示），请在浏览器中复制正文，另存为 .txt 或 .docx 后再导入。"
    )


def _decoded(name: str, data: bytes) -> str:
    """The page's text: a byte order mark and valid UTF-8 say more than the charset that the page declares."""
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        wanted = declared[1].decode("ascii").lower()
        encoding = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}.get(wanted, wanted)
        for candidate in ("utf-8", encoding):
            try:
                return data.decode(candidate)
            except (UnicodeError, LookupError):
                continue
        if encoding in ("utf-8", "gb18030"):
            text = data.decode(encoding, errors="replace")
            # One broken character, cut by a template, does not make a page unreadable.
            if text.count("\ufffd") * 200 < len(text):
                return text
    return decode(name, data)


def _prune(root: Element) -> None:
    """Take out what is no part of the document: scripts, controls, menus, hidden elements."""
    for element in list(root.iter()):
        if element is not root and element.getparent() is not None and _is_left_out(element):
            element.drop_tree()


def _is_left_out(element: Element) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in clutter().left_out:
        return True
    if "hidden" in element.attrib or element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style", "")):
        return True
    if tag == "form":
        return len(element.text_content().strip()) < _LONGEST_FORM
    if tag == "header":
        return next(element.iter("h1", "h2"), None) is None
    # A longer block is no menu; its parts may be.
    if tag in ("ul", "ol", "div", "p", "dl") and len(list(islice(element.iter(), _LARGEST_MENU + 1))) <= _LARGEST_MENU:
        links = [link.text_content().strip() for link in element.iter("a")]
        if len(links) >= _FEWEST_MENU_LINKS and all(len(link) <= _LONGEST_MENU_LINK for link in links):
            return len("".join(links)) == len(re.sub(r"[\s|·>＞-]", "", element.text_content()))
    return False


def _walk(root: Element, page: _Page) -> None:
    """Read the elements in order, without recursion: a hostile page nests deep."""
    steps: list[tuple[Element, bool]] = [(root, True)]
    bold, numbers, kept = 0, [-1], 0
    while steps:
        element, opens = steps.pop()
        tag = str(element.tag)
        inline = tag in clutter().inline or ":" in tag
        strong = tag in ("b", "strong") or (inline and _BOLD.search(element.get("style", "")) is not None)
        if opens:
            steps.append((element, False))
            if not inline and tag != "br":
                page.end_block()
            if tag == "table" and (rows := data_table(element)) is not None:
                page.lines += [RawLine(sentence, whole=True) for sentence in sentences(rows)]
                continue
            if tag in ("ol", "ul"):
                numbers.append(whole_number(element.get("start"), 1) if tag == "ol" else -1)
            elif tag == "li" and numbers[-1] >= 0:
                page.mark = f"{numbers[-1]}."  # as a browser numbers it
                numbers[-1] += 1
            bold, kept = bold + strong, kept + (tag == "pre")
            page.add("\n" if tag == "br" else element.text, bold=bold > 0, kept=kept > 0 or tag == "br")
            steps += [(child, True) for child in reversed(element)]
            continue
        if not inline and tag != "br":
            page.end_block(heading=tag in _HEADINGS)
        if tag in ("ol", "ul"):
            numbers.pop()
        elif tag == "li":
            page.mark = ""
        bold, kept = bold - strong, kept - (tag == "pre")
        page.add(element.tail, bold=bold > 0, kept=kept > 0)


def _split(block: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    line: list[tuple[str, bool]] = []
    for character, bold in block:
        if character == "\n":
            yield line
            line = []
        else:
            line.append((character, bold))
    yield line


def _collapsed(line: list[tuple[str, bool]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The line with its white space as a browser shows it, and its bold spans."""
    shown: list[tuple[str, bool]] = []
    for character, bold in line:
        if not character.isspace() or character == "\u3000":
            shown.append((character, bold))
        elif shown and shown[-1][0] != " ":
            shown.append((" ", bold))
    while shown and shown[-1][0].isspace():
        shown.pop()
    first = next((place for place, (character, _) in enumerate(shown) if not character.isspace()), 0)
    text = "".join(character for character, _ in shown[first:])
    flags = "".join("b" if bold else "-" for _, bold in shown[first:])
    return text, tuple(match.span() for match in re.finditer("b+", flags))


def _titled(lines: list[RawLine], title: str) -> list[RawLine]:
    """The page's title as its first heading, without the site's name, unless the document says it itself."""
    site = clutter().site
    shown = _collapsed([(character, False) for character in title])[0]
    named = re.split(r"\s*[_|｜]+\s*|\s+[-–—]+\s+", shown)[0]
    named = re.sub(rf"(?<=.)[-–—－]+{site.pattern}$", "", named).strip()
    plain = "".join(named.split())
    said = ["".join(line.text.split()) for line in lines]
    headings = ["".join(line.text.split()) for line in lines if line.heading]
    # 某某市人民政府 alone names the site, not the document.
    known = any(plain in line for line in said) or any(len(heading) > 8 and heading in plain for heading in headings)
    if not plain or known or (headings and site.fullmatch(plain)):
        return lines
    return [RawLine(named, heading=True, whole=True), *lines]
