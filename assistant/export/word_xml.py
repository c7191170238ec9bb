"""The few things that writing WordprocessingML by hand needs: names, elements, and the parts that are data."""

from pathlib import Path

from lxml import etree  # type: ignore[import-untyped, unused-ignore]  # lxml ships no types

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """`element("jc", val="both")` is <w:jc w:val="both"/>."""
    made = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={"w": NAMESPACE, "r": RELATIONSHIPS})
    for key, value in attributes.items():
        made.set(f"{{{NAMESPACE}}}{key}", value)
    made.extend(children)
    return made


def paragraph(style: str, *children: etree._Element) -> etree._Element:
    """A paragraph of the style with that id."""
    return element("p", element("pPr", element("pStyle", val=style)), *children)


def run(*children: etree._Element, style: str | None = None) -> etree._Element:
    """A run; the hint gives “ ” — … the Chinese font, where Word would take the Latin one."""
    chosen = [element("rStyle", val=style)] if style else []
    return element("r", element("rPr", *chosen, element("rFonts", hint="eastAsia")), *children)


def text(words: str) -> etree._Element:
    """Words with their spaces kept."""
    made = element("t")
    made.text = words
    made.set(_SPACE, "preserve")
    return made


def instruction(code: str) -> etree._Element:
    """The code of a field, such as PAGE."""
    made = element("instrText")
    made.text = f" {code} "
    made.set(_SPACE, "preserve")
    return made


def stored(name: str) -> etree._Element:
    """The root of one of the XML files beside this module, without its comments and line ends."""
    parser = etree.XMLParser(remove_comments=True, remove_blank_text=True)
    return etree.fromstring(Path(__file__).with_name(name).read_bytes(), parser)


def serialized(root: etree._Element) -> bytes:
    """The bytes of a part."""
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
