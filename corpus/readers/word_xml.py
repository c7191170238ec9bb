"""Name, ask and walk the elements of WordprocessingML, seeing through the wrappers that print what they hold."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.readers.archive_limits import Element

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PREFIXES = {
    WORD_NAMESPACE: "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}
# Wrappers that print what they hold; `del` and `moveFrom`, which do not, are not among them.
TRANSPARENT = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo"}
    | {"ruby", "rubyBase", "m:oMathPara"}
)
# How a property that is there says that it is not meant.
OFF = ("0", "false", "off")
# What a body, a cell, a text box and a note are made of: paragraphs and tables.
BLOCKS = frozenset({"p", "tbl"})


@cache
def short_name(tag: str) -> str:
    """`p` for w:p, `mc:Choice`, `m:t`; other namespaces keep theirs in braces."""
    space, _, local = tag[1:].rpartition("}")
    return _PREFIXES[space] + local if space in _PREFIXES else tag


def w(name: str) -> str:
    """The full name of w:`name`, as lxml asks for it."""
    return f"{{{WORD_NAMESPACE}}}{name}"


def attribute_of(element: Element | None, name: str = "val") -> str | None:
    """The element's attribute w:`name`, or None."""
    return None if element is None else element.get(w(name))


def value_of(element: Element | None, path: str) -> str | None:
    """The w:val of the child at `path` (`numPr/numId`), or None."""
    return None if element is None else attribute_of(element.find("/".join(w(step) for step in path.split("/"))))


def switch_of(element: Element | None, name: str) -> bool | None:
    """A property that is on by being there (w:b), unless it says 0; None when it is absent."""
    child = None if element is None else element.find(w(name))
    return None if child is None else child.get(w("val"), "1") not in OFF


def whole_number(text: str | None, default: int = 0) -> int:
    """What an attribute counts; `default` where it is absent or no number of up to six digits."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else default


def branch_of(alternate: Element) -> Element | None:
    """What Word prints of an mc:AlternateContent: the first choice, else the fallback; never both."""
    return next(iter(alternate), None)


def children_of(element: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """Children of a wanted kind in order, also those that a content control or an insertion wraps."""
    for child in element:
        kind = short_name(child.tag)
        if kind in wanted:
            yield child
        elif kind == "mc:AlternateContent":
            if (branch := branch_of(child)) is not None:
                yield from children_of(branch, wanted)
        elif kind in TRANSPARENT and not _is_contents(child):
            yield from children_of(child, wanted)


def text_boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing, each once though Word stores it for two versions of itself."""
    for child in element:
        kind = short_name(child.tag)
        if kind == "txbxContent":
            yield child
        elif kind == "mc:AlternateContent":
            if (branch := branch_of(child)) is not None:
                yield from text_boxes(branch)
        else:
            yield from text_boxes(child)


def _is_contents(element: Element) -> bool:
    """A table of contents repeats every heading; it is not text."""
    return value_of(element, "sdtPr/docPartObj/docPartGallery") == "Table of Contents"
