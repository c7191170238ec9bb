"""Render a whole document as a page of its own, with the cited paragraph highlighted and the cited words marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.bulletin import Paragraph
from index.hits import Document, Passage

SOURCE_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


@dataclass(frozen=True, slots=True)
class Cited:
    """What to highlight: a paragraph's number, and the span of characters in it or None."""

    paragraph: int
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a paragraph; `bold` where it belongs to a run-in title."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to print: `style` is heading1 … heading3, masthead, body or tail; `page` where a page begins."""

    number: int
    style: str
    page: int | None
    highlighted: bool
    before: tuple[Piece, ...]
    marked: tuple[Piece, ...]
    after: tuple[Piece, ...]


def source_page(document: Document, passages: Sequence[Passage], cited: Cited | None) -> str:
    """The page of a document; a span that does not lie in the paragraph is not marked."""
    pages = [passage.paragraph.page for passage in passages]
    lines = [
        _line(passage, cited if cited and cited.paragraph == passage.paragraph.number else None, page=page)
        for passage, page in zip(passages, _page_starts(pages), strict=True)
    ]
    return TEMPLATES.get_template("source.html").render(document=document, masthead=document.masthead, lines=lines)


def missing_page() -> str:
    """The page that says that there is no such document."""
    return TEMPLATES.get_template("missing.html").render()


def cited_place(paragraph: str | None, start: str | None, end: str | None) -> Cited | None:
    """What the query parameters ask to highlight; whatever is not a sensible number is ignored."""
    number, first, last = _number(paragraph), _number(start), _number(end)
    if number is None:
        return None
    span = (first, last) if first is not None and last is not None and first < last else None
    return Cited(number, span)


def _number(text: str | None) -> int | None:
    # Seven digits are more than any document has characters, and keep int() cheap.
    return int(text) if text and len(text) <= 7 and text.isascii() and text.isdigit() else None


def _page_starts(pages: Sequence[int | None]) -> list[int | None]:
    """For each paragraph its page where that differs from the page of the paragraph before."""
    return [page if page != earlier else None for earlier, page in pairwise([None, *pages])]


def _line(passage: Passage, cited: Cited | None, *, page: int | None) -> Line:
    paragraph = passage.paragraph
    style = f"heading{min(max(len(passage.section), 1), 3)}" if paragraph.role == "heading" else paragraph.role
    end = len(paragraph.text)
    span = cited.span if cited and cited.span and cited.span[1] <= end else None
    first, last = span or (end, end)
    return Line(
        number=paragraph.number,
        style=style,
        page=page,
        highlighted=cited is not None,
        before=_pieces(paragraph, 0, first),
        marked=_pieces(paragraph, first, last),
        after=_pieces(paragraph, last, end),
    )


def _pieces(paragraph: Paragraph, start: int, end: int) -> tuple[Piece, ...]:
    """`paragraph.text[start:end]` cut where run-in titles begin and end."""
    edges = {edge for lead in paragraph.leads for edge in lead if start < edge < end}
    cuts = [start, *sorted(edges), end]
    return tuple(
        Piece(paragraph.text[left:right], any(first <= left < last for first, last in paragraph.leads))
        for left, right in pairwise(cuts)
        if left < right
    )
