"""What of a paragraph is embedded: the whole, or runs of its sentences where it is long."""

from dataclasses import dataclass

from corpus.bulletin import Bulletin, Paragraph
from corpus.scope import sentence_spans

# An encoder of 512 tokens takes about 480 characters; with title and section path before it, this much text fits.
LONGEST_PIECE = 320


@dataclass(frozen=True, slots=True)
class Piece:
    """`paragraph.text[start:end]` and the text that stands for it: with the title and the section path before it."""

    number: int
    ordinal: int
    start: int
    end: int
    text: str


def pieces(bulletin: Bulletin) -> list[Piece]:
    """The pieces of every paragraph that says something; headings are found through the paragraphs below them."""
    found = []
    for paragraph in bulletin.paragraphs:
        if paragraph.role in ("heading", "tail"):
            continue
        above = " ".join(
            part
            for part in (bulletin.masthead.title, bulletin.masthead.issue or "", *bulletin.section_path(paragraph))
            if part
        )
        for ordinal, (start, end) in enumerate(_runs(paragraph)):
            found.append(Piece(paragraph.number, ordinal, start, end, f"{above}\n{paragraph.text[start:end]}"))
    return found


def _runs(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Spans of whole sentences, each as long as fits; a single sentence that is longer is cut at the limit."""
    runs: list[tuple[int, int]] = []
    for start, end in sentence_spans(paragraph.text):
        if runs and end - runs[-1][0] <= LONGEST_PIECE:
            runs[-1] = (runs[-1][0], end)
        else:
            runs += [(cut, min(cut + LONGEST_PIECE, end)) for cut in range(start, end, LONGEST_PIECE)]
    return runs
