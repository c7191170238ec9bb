"""
The body of a Word document: title, headings, text, footnote marks and the page.

Headings are numbered by words in the text, as official documents write them, not by Word's lists: list indents and
Chinese counting are rendered differently by Word, WPS and LibreOffice, and numbers of a list are lost when a paragraph
is copied. The heading styles keep the outline, so the navigation pane works.
"""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped, unused-ignore]  # lxml ships no types

from assistant.export.layout import Block, Layout, Mark, Span
from assistant.export.word_xml import RELATIONSHIPS, element, instruction, paragraph, run, text

ODD_FOOTER, EVEN_FOOTER = "rIdOddFooter", "rIdEvenFooter"
# A4 and the margins of the standard in twentieths of a point: 37 mm above, 35 below, 28 left, 26 right; the page
# number 7 mm below the text.
_PAGE = {"w": "11906", "h": "16838"}
_MARGINS = {
    "top": "2098",
    "right": "1474",
    "bottom": "1984",
    "left": "1587",
    "header": "851",
    "footer": "1417",
    "gutter": "0",
}
_LINE = "579"


def document(layout: Layout) -> etree._Element:
    """The root of document.xml; the footers are relationships ODD_FOOTER and EVEN_FOOTER of its part."""
    body = element("body", paragraph("Title", run(text(layout.title))))
    body.extend(paragraph("Subtitle", run(text(line))) for line in layout.lines)
    if layout.lines:
        body.append(paragraph("BodyText"))
    body.extend(_block(block) for block in layout.blocks)
    body.append(_section())
    return element("document", body)


def _block(block: Block) -> etree._Element:
    style = f"Heading{block.level}" if block.alone else "BodyText"
    return paragraph(style, *(piece for span in block.spans for piece in _span(span, block)))


def _span(span: Span, block: Block) -> Iterator[etree._Element]:
    run_in = f"RunIn{block.level}" if span.heading and not block.alone else None
    yield run(text(span.text), style=run_in)
    for mark in span.marks:
        yield from _mark(mark)


def _mark(mark: Mark) -> Iterator[etree._Element]:
    """
    The number in brackets, so that it is not taken for an exponent of the figure before it.

    Word wants every footnote referred to once; what cites it again refers to the bookmark around the first mark.
    """
    name = f"_RefNote{mark.number}"
    yield _raised(text("["))
    if mark.first:
        yield element("bookmarkStart", id=str(mark.number), name=name)
        yield _raised(element("footnoteReference", id=str(mark.number)))
        yield element("bookmarkEnd", id=str(mark.number))
    else:
        yield _raised(element("fldChar", fldCharType="begin"))
        yield _raised(instruction(f"NOTEREF {name} \\f \\h"))
        yield _raised(element("fldChar", fldCharType="separate"))
        yield _raised(text(str(mark.number)))
        yield _raised(element("fldChar", fldCharType="end"))
    yield _raised(text("]"))


def _raised(child: etree._Element) -> etree._Element:
    return run(child, style="FootnoteReference")


def _section() -> etree._Element:
    footers = []
    for kind, relationship in (("default", ODD_FOOTER), ("even", EVEN_FOOTER)):
        footer = element("footerReference", type=kind)
        footer.set(f"{{{RELATIONSHIPS}}}id", relationship)
        footers.append(footer)
    grid = element("docGrid", type="lines", linePitch=_LINE)
    return element("sectPr", *footers, element("pgSz", **_PAGE), element("pgMar", **_MARGINS), grid)
