"""Write a paper as a Word document in the layout of official documents (GB/T 9704-2012), with real footnotes."""

from io import BytesIO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree  # type: ignore[import-untyped, unused-ignore]  # lxml ships no types

from assistant.export.layout import laid_out
from assistant.export.paper import Paper
from assistant.export.sealing import sealed
from assistant.export.word_body import EVEN_FOOTER, ODD_FOOTER, document
from assistant.export.word_xml import element, paragraph, run, serialized, stored, text

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"


def write_docx(paper: Paper) -> bytes:
    """The bytes of a .docx; the same paper gives the same bytes."""
    layout = laid_out(paper)
    package = Package()
    main = _part(package, "/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, document(layout))
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    properties = _part(package, "/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, _properties(layout.title))
    package.relate_to(properties, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    for name, content_type, relationship, root in (
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, stored("word_styles.xml")),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, stored("word_settings.xml")),
        ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, stored("word_fonts.xml")),
        ("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, _footnotes(layout.notes)),
    ):
        main.relate_to(_part(package, f"/word/{name}.xml", content_type, root), relationship)
    for identifier, name in ((ODD_FOOTER, "footer_odd"), (EVEN_FOOTER, "footer_even")):
        footer = _part(package, f"/word/{name}.xml", CONTENT_TYPE.WML_FOOTER, stored(f"word_{name}.xml"))
        main.load_rel(RELATIONSHIP_TYPE.FOOTER, footer, identifier)
    written = BytesIO()
    package.save(written)
    return sealed(written.getvalue())


def _part(package: Package, name: str, content_type: str, root: etree._Element) -> Part:
    return Part(PackURI(name), content_type, serialized(root), package)


def _footnotes(notes: tuple[str, ...]) -> etree._Element:
    """The root of footnotes.xml: the separators, then note 1, 2, 3 …"""
    root = stored("word_footnotes.xml")
    for number, words in enumerate(notes, start=1):
        # LibreOffice takes the first character of a note for its number: nothing may stand before footnoteRef.
        own_number = run(element("footnoteRef"), style="FootnoteReference")
        note = paragraph("FootnoteText", own_number, run(text(f" {words}")))
        root.append(element("footnote", note, id=str(number)))
    return root


def _properties(title: str) -> etree._Element:
    """Title set, author empty, no date: a date of now would make equal documents unequal."""
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DUBLIN})
    etree.SubElement(root, f"{{{_DUBLIN}}}title").text = title
    etree.SubElement(root, f"{{{_DUBLIN}}}creator").text = ""
    return root
