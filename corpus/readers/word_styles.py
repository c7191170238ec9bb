"""Resolve Word's styles: what a paragraph or a run says of its looks, and what its style's ancestors say for it."""

import re
from dataclasses import dataclass, replace

from corpus.readers.archive_limits import Element
from corpus.readers.word_xml import OFF, switch_of, value_of, w, whole_number

_TITLE_STYLE = re.compile(r"(?:heading|标题|title)\s*\d?", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc|目录)\s*(?:\d|heading|标题)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its text, its ancestors heard; None is silence; `outline` is 0 to 8 for headings."""

    name: str = ""
    bold: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    outline: int | None = None
    number: str | None = None
    level: str | None = None

    @property
    def is_heading(self) -> bool:
        """Whether paragraphs of this style are headings, by their outline level or by its name (标题 1)."""
        return (self.outline is not None and self.outline < 9) or _TITLE_STYLE.fullmatch(self.name) is not None

    @property
    def is_contents(self) -> bool:
        """Whether paragraphs of this style stand in a table of contents (目录 1)."""
        return _CONTENTS_STYLE.match(self.name) is not None


class Styles:
    """Paragraph and character styles with their ancestors resolved."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(w("style"))
        self._elements = {style.get(w("styleId")): style for style in styles}
        self._default = next((i for i, s in self._elements.items() if _is_default_paragraph(s)), None)
        self._known: dict[str | None, Style] = {}

    def __getitem__(self, identifier: str | None) -> Style:
        """The style of this id; None is the default paragraph's."""
        return self._resolve(identifier or self._default, frozenset())

    def character(self, identifier: str | None) -> Style:
        """The character style of this id; None has none."""
        return self._resolve(identifier, frozenset()) if identifier else Style()

    def _resolve(self, identifier: str | None, above: frozenset[str | None]) -> Style:
        if identifier in self._known:
            return self._known[identifier]
        element = self._elements.get(identifier)
        if element is None or identifier in above or len(above) > 20:
            return Style()
        parent_name = value_of(element, "basedOn")
        parent = self._resolve(parent_name, above | {identifier}) if parent_name else Style()
        style = restyled(parent, paragraph=element.find(w("pPr")), run=element.find(w("rPr")))
        self._known[identifier] = replace(style, name=value_of(element, "name") or "")
        return self._known[identifier]


def _is_default_paragraph(style: Element) -> bool:
    return bool(style.get(w("type")) == "paragraph" and style.get(w("default"), "0") not in OFF)


def restyled(parent: Style, *, paragraph: Element | None = None, run: Element | None = None) -> Style:
    """`parent` where these properties (w:pPr, w:rPr) are silent, else what they say."""
    bold, hidden = switch_of(run, "b"), switch_of(run, "vanish")
    alignment, outline = value_of(paragraph, "jc"), value_of(paragraph, "outlineLvl")
    return Style(
        name=parent.name,
        bold=parent.bold if bold is None else bold,
        hidden=parent.hidden if hidden is None else hidden,
        centred=parent.centred if alignment is None else alignment == "center",
        outline=parent.outline if outline is None else whole_number(outline, 9),
        number=value_of(paragraph, "numPr/numId") or parent.number,
        level=value_of(paragraph, "numPr/ilvl") or parent.level,
    )
