"""Read PDF files: the text layer where a page has one, the picture of the page where it has none."""

import hashlib
import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as StructError
from typing import Any

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from corpus.bulletin import RawDocument, Source
from corpus.errors import UnreadableFile
from corpus.readers.characters import is_level, stretches_of, unknown_share
from corpus.readers.layout import lay_out
from corpus.readers.printed import PrintedPage, Stretch
from corpus.readers.ruled import Table, table_rows
from corpus.readers.scan import DOTS_PER_INCH, MOST_PAGES, RecognisedPage, engine_for, recognise

# A page with fewer characters may be a picture with a stamped number.
LEAST_CHARACTERS = 20
# Above this share of characters without a meaning the text layer is not text.
_MOST_UNKNOWN = 0.2
# The longer side of a rendered page in dots; A3 at 200 dpi has 3,307.
_MOST_RENDERED = 4_000
# Letters drawn as outlines leave this many curves on a page.
_OUTLINES = 100
# What pdfminer raises on files that are not as they should be.
_FAULTS = (
    PSException,
    PDFException,
    PdfminerException,
    MalformedPDFException,
    StructError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class _TextPage:
    """A page of the text layer; `pictured` tells that more may be seen on it than read."""

    page: PrintedPage
    pictured: bool


def read_pdf(name: str, data: bytes) -> RawDocument:
    """
    The lines of a PDF with their pages, and the scanned pages that could not be made out.

    Raises `UnreadableFile` when it cannot be opened or holds nothing.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    texts = _text_pages(name, data)
    scanned = {page.page.number for page in texts if page.pictured}
    pages: list[PrintedPage] = []
    unreadable: list[int] = []
    if scanned and len(scanned) < len(texts) and not _can_recognise(name):
        # The text is worth having without its pictures.
        unreadable, scanned = sorted(scanned), set()
    recognised = _recognised(name, data, sorted(scanned))
    for text in texts:
        if text.page.number not in scanned:
            pages.append(text.page)
            continue
        page = next(recognised)
        if not page.readable:
            unreadable.append(page.page.number)
        pages.append(page.page if _length(page.page) > _length(text.page) else text.page)
    lines = lay_out(pages)
    if not lines or len(unreadable) == len(pages):
        raise UnreadableFile(f"“{name}”里没有认出文字（空白页，或扫描太模糊），请换用更清晰的文件后再导入。")
    source = Source(name=name, sha256=hashlib.sha256(data).hexdigest(), format="pdf", size=len(data))
    return RawDocument(source, lines, tuple(unreadable))


def _length(page: PrintedPage) -> int:
    return sum(len(stretch.text) for stretch in page.stretches)


def _can_recognise(name: str) -> bool:
    try:
        engine_for(name)
    except UnreadableFile:
        return False
    return True


def _text_pages(name: str, data: bytes) -> list[_TextPage]:
    if _is_cut_short(data):
        raise UnreadableFile(f"“{name}”不完整（PDF 没有结尾），可能没有下载完，请重新取得文件后再导入。")
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = _page_count(pdf.doc)
            if count > MOST_PAGES:
                raise UnreadableFile(f"“{name}”超过 {MOST_PAGES} 页的上限，请拆分后再导入。")
            if not count:
                raise UnreadableFile(f"“{name}”里没有页面，文件可能已损坏，请用原软件重新导出 PDF 后再导入。")
            return _read_pages(pdf)
    except _FAULTS as error:
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise UnreadableFile(f"“{name}”有密码保护，请去掉密码另存后再导入。") from None
        raise UnreadableFile(f"“{name}”不是完整的 PDF，打不开，请用原软件重新导出后再导入。") from None


def _is_cut_short(data: bytes) -> bool:
    """A PDF ends with %%EOF; what was appended later must have its own."""
    end = data.rfind(b"%%EOF")
    return end < 0 or re.search(rb"\d\s+obj\b", data[end:]) is not None


def _page_count(document: Any) -> int:
    """How many pages the tree holds, counted no further than the limit; a node met twice is not followed."""
    waiting, seen, count = [document.catalog.get("Pages")], set(), 0
    while waiting and count <= MOST_PAGES:
        node = waiting.pop()
        if isinstance(node, PDFObjRef):
            if node.objid in seen:
                continue
            seen.add(node.objid)
        node = resolve1(node)
        if not isinstance(node, dict):
            continue
        kids = resolve1(node.get("Kids"))
        if isinstance(kids, list):
            waiting.extend(kids)
        else:
            count += 1
    return count


def _read_pages(pdf: Any) -> list[_TextPage]:
    pages: list[_TextPage] = []
    fonts: Counter[str] = Counter()
    table: Table | None = None
    for page in pdf.pages:
        try:
            printed = _printed_characters(page)
            characters = [item for item in printed if is_level(item)]
            fonts.update(item["fontname"] for item in characters)
            stretches, table = _stretches(page, characters, fonts.most_common(1)[0][0] if fonts else "", table)
            drawn = bool(page.images) or len(page.curves) > _OUTLINES
        except _FAULTS:
            # One bad page is looked at instead of read.
            printed, characters, stretches, drawn, table = [], [], [], True, None
        few = drawn and len(characters) < LEAST_CHARACTERS
        sideways = len(characters) * 2 < len(printed)
        shown = PrintedPage(page.page_number, float(page.width), float(page.height), tuple(stretches))
        pages.append(_TextPage(shown, few or sideways or unknown_share(characters) > _MOST_UNKNOWN))
        page.close()
    return pages


def _printed_characters(page: Any) -> list[dict[str, Any]]:
    """The characters on the paper; what lies beyond its edges is not seen."""
    return [
        item
        for item in page.chars
        if item["text"].strip()
        and item["x1"] >= 0
        and item["x0"] <= page.width
        and item["bottom"] >= 0
        and item["top"] <= page.height
    ]


def _stretches(
    page: Any, characters: list[dict[str, Any]], body_font: str, table: Table | None
) -> tuple[list[Stretch], Table | None]:
    """The page's stretches, its tables' rows among them as sentences, and the table that may go on overleaf."""
    rows, rest, table = table_rows(page, characters, body_font, table)
    text = stretches_of(rest, body_font)
    below = [item for item in text if table and item.top > table.grid.rows[-1] and item.bottom < page.height * 0.9]
    return rows + text, None if below or not rows else table


def _recognised(name: str, data: bytes, numbers: list[int]) -> Iterator[RecognisedPage]:
    """The pictures of the numbered pages, each recognised when it is asked for."""
    if not numbers:
        return
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise UnreadableFile(f"“{name}”不是完整的 PDF，打不开，请用原软件重新导出后再导入。") from None
    with document:
        for number in numbers:
            try:
                page = document[number - 1]
                scale = min(DOTS_PER_INCH / 72, _MOST_RENDERED / max(page.get_size()))
                image = page.render(scale=scale).to_pil()
                page.close()
            except (pypdfium2.PdfiumError, IndexError):
                yield RecognisedPage(PrintedPage(number, 0, 0, ()), readable=False)
                continue
            yield recognise(image, number, name=name, dots_per_inch=scale * 72)
