"""Read Word files by walking their XML: what is printed, in order, with its numbers, tables, text boxes and notes."""

import hashlib
import re
from dataclasses import replace
from typing import Literal

from corpus.bulletin import RawDocument, RawLine, Source
from corpus.errors import UnreadableFile
from corpus.marks import is_document_title, mark_of
from corpus.readers.archive_limits import Element
from corpus.readers.word_numbers import BULLETS, Numbering
from corpus.readers.word_package import Package, open_package
from corpus.readers.word_paragraph import Gathered, lines_of
from corpus.readers.word_styles import Style, Styles, restyled
from corpus.readers.word_tables import table_lines, unit_of
from corpus.readers.word_xml import (
    BLOCKS,
    TRANSPARENT,
    attribute_of,
    branch_of,
    children_of,
    short_name,
    switch_of,
    text_boxes,
    value_of,
    w,
    whole_number,
)

# Invisible characters: soft hyphens, zero-width marks, direction marks, tag characters; instructions hide in them.
_INVISIBLE = re.compile("[\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e007f]")
_RED_HEAD = re.compile(r".{2,30}(?:文件|专报|专刊|简报|快报|公报|纪要)")
_TITLE_WITHIN = 8


def read_docx(name: str, data: bytes) -> RawDocument:
    """The paragraphs and table rows of a .docx; raises `UnreadableFile`."""
    with open_package(name, data) as archive:
        lines = _Document(Package(archive)).lines()
    if not any(line.text.strip() for line in lines):
        raise UnreadableFile(f"“{name}”里没有文字（可能只有图片），请核对原件，或导入扫描件的 PDF。")
    source = Source(name=name, sha256=hashlib.sha256(data).hexdigest(), format="docx", size=len(data))
    return RawDocument(source, tuple(lines))


class _Document:
    """One walk over the document; it counts pages and numbers and remembers the notes that were referred to."""

    def __init__(self, parts: Package) -> None:
        self._parts = parts
        self._root = parts.main()
        self._styles = Styles(parts.related("styles"))
        self._numbering = Numbering(parts.related("numbering"))
        self._rendered = next(self._root.iter(w("lastRenderedPageBreak")), None) is not None
        self.page = 1 if self._rendered or self._breaks_pages() else None
        self._notes: list[tuple[Literal["footnotes", "endnotes"], str]] = []
        self._carried: Gathered | None = None

    def lines(self) -> list[RawLine]:
        """All lines: red head where the body has no title, body, notes."""
        body = self._root.find(w("body"))
        if body is None:
            raise UnreadableFile(f"“{self._parts.name}”里没有正文，不是完整的 Word 文档，请用 Word 另存后再导入。")
        lines = _without_common_bold(self._blocks(body))
        return [*self._red_head(body, lines), *lines, *self._note_lines()]

    def _breaks_pages(self) -> bool:
        breaks = (attribute_of(line_break, "type") == "page" for line_break in self._root.iter(w("br")))
        return any(breaks) or next(self._root.iter(w("pageBreakBefore")), None) is not None

    def _turn(self, *, rendered: bool) -> None:
        """A page ends; where Word noted its own page ends, the breaks that people set are among them."""
        if self.page is not None and rendered == self._rendered:
            self.page += 1

    def _blocks(self, parent: Element) -> list[RawLine]:
        lines: list[RawLine] = []
        for block in children_of(parent, BLOCKS):
            if short_name(block.tag) == "p":
                lines += self.paragraph(block)
            else:
                above = next((line.text.strip() for line in reversed(lines) if line.text.strip()), "")
                lines += table_lines(block, self, unit=unit_of(above))
        return lines

    def paragraph(self, paragraph: Element) -> list[RawLine]:
        """The lines of a paragraph with its number, its text boxes behind it."""
        properties = paragraph.find(w("pPr"))
        style_name = value_of(properties, "pStyle")
        style = restyled(self._styles[style_name], paragraph=properties)
        if style.is_contents:
            return []
        if switch_of(properties, "pageBreakBefore"):
            self._turn(rendered=False)
        gathered, self._carried = self._carried or Gathered(page=self.page), None
        self._gather(paragraph, style.bold or False, gathered)
        deleted = properties is not None and properties.find(f"{w('rPr')}/{w('del')}") is not None
        if deleted:  # without its mark the paragraph runs on into the next
            self._carried = gathered
            return []
        self._label(gathered, properties, style, style_name)
        lines = list(lines_of(gathered, style))
        for box in gathered.boxes:
            lines += self._blocks(box)
        return lines

    def _label(self, gathered: Gathered, properties: Element | None, style: Style, style_name: str | None) -> None:
        """Put the generated number before the text; an empty paragraph has its number counted and not told."""
        if not style.number or style.number == "0":
            return
        own = value_of(properties, "numPr/ilvl") or style.level
        level = own or self._numbering.level_of_style(style.number, style_name)
        label = self._numbering.label(style.number, whole_number(level))
        text = gathered.text.lstrip(" \t\u3000")
        if label and text:
            bold = gathered.bold[-len(text) :]
            if label[-1].isascii() and text[0].isascii():  # 1. 2025年…, not 1.2025年…
                label += " "
            gathered.text, gathered.bold = label + text, [bold[0]] * len(label) + bold

    def _gather(self, parent: Element, bold: bool, into: Gathered) -> None:
        for child in parent:
            kind = short_name(child.tag)
            if kind == "r":
                self._run(child, bold, into)
            elif kind == "m:oMath":
                into.add(
                    "".join(part.text or "" for part in child.iter() if short_name(part.tag) == "m:t"), bold, self.page
                )
            elif kind == "mc:AlternateContent":
                if (branch := branch_of(child)) is not None:
                    self._gather(branch, bold, into)
            elif kind in TRANSPARENT:
                self._gather(child, bold, into)

    def _run(self, run: Element, bold: bool, into: Gathered) -> None:
        properties = run.find(w("rPr"))
        style = self._styles.character(value_of(properties, "rStyle"))
        said = restyled(replace(style, bold=bold if style.bold is None else style.bold), run=properties)
        if not said.hidden:  # hidden text is not printed
            self._run_content(run, said.bold or False, into)

    def _run_content(self, run: Element, bold: bool, into: Gathered) -> None:
        for child in run:
            kind = short_name(child.tag)
            if kind == "lastRenderedPageBreak" or (kind == "br" and attribute_of(child, "type") == "page"):
                self._turn(rendered=kind != "br")
            elif kind in ("footnoteReference", "endnoteReference"):
                self._notes.append(("footnotes" if kind[0] == "f" else "endnotes", attribute_of(child, "id") or ""))
            elif kind == "ruby":
                self._gather(child, bold, into)
            elif kind == "mc:AlternateContent":
                if (branch := branch_of(child)) is not None:
                    self._run_content(branch, bold, into)
            elif kind in ("drawing", "pict", "object"):
                into.boxes += text_boxes(child)
            elif text := _printed_text(kind, child):
                into.add(text, bold, self.page)

    def _red_head(self, body: Element, lines: list[RawLine]) -> list[RawLine]:
        """The first page's header (岳阳市人民政府文件), told only where the body has no title of its own."""
        opening = [line for line in lines if line.text.strip()][:_TITLE_WITHIN]
        if any(line.heading or is_document_title(line.text.strip()) or mark_of(line.text) for line in opening):
            return []
        section = next(body.iter(w("sectPr")), None)
        if section is None or not switch_of(section, "titlePg"):
            return []
        identifiers = [
            reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
            for reference in section.findall(w("headerReference"))
            if reference.get(w("type")) == "first"
        ]
        header = self._parts.by_id(identifiers[0]) if identifiers else None
        told = self._blocks(header) if header is not None and lines else []
        return [replace(line, page=lines[0].page) for line in told if _RED_HEAD.fullmatch(line.text.strip())]

    def _note_lines(self) -> list[RawLine]:
        """Footnotes, then endnotes, in the order of their references, each opened by 注 and its number."""
        lines: list[RawLine] = []
        for kind in ("footnotes", "endnotes"):
            wanted = [identifier for note_kind, identifier in self._notes if note_kind == kind]
            root = self._parts.related(kind) if wanted else None
            notes = {} if root is None else {attribute_of(note, "id"): note for note in root}
            for position, identifier in enumerate(dict.fromkeys(wanted), 1):
                note = notes.get(identifier)
                told = [] if note is None else [line for line in self._blocks(note) if line.text.strip()]
                sign = f"注{position}：" if kind == "footnotes" else f"尾注{position}："
                lines += [
                    RawLine((sign if first else "") + line.text.strip(), whole=True)
                    for first, line in zip([True] + [False] * len(told), told, strict=False)
                ]
        return lines


def _printed_text(kind: str, element: Element) -> str:
    """What one child of a run prints; a line break is a line feed."""
    if kind == "t":
        return _INVISIBLE.sub("", element.text or "").replace("\n", " ")
    if kind == "sym":
        code = attribute_of(element, "char") or ""
        sign = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""
        return BULLETS.get(sign, "" if "\ue000" <= sign <= "\uf8ff" else sign)
    return {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(kind, "")


def _without_common_bold(lines: list[RawLine]) -> list[RawLine]:
    """Where most of the text is bold, bold sets nothing apart and is forgotten."""
    written = sum(len(line.text) for line in lines)
    bold = sum(end - start for line in lines for start, end in line.bolds)
    if written < 400 or bold * 2 < written:
        return lines
    return [replace(line, bolds=()) for line in lines]
