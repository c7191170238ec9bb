"""Write a paper as Markdown with footnotes; the words of a document stay words, whatever marks they hold."""

import re
from collections.abc import Iterator

from assistant.export.layout import Block, laid_out
from assistant.export.paper import Paper

# Whatever CommonMark, GitHub or Pandoc take for a mark anywhere in a line, and what makes an address that they would link.
_MARK = re.compile(r"[\\`*_{}\[\]<>#|~^$&!@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
# Only a mark where a line begins: an item of a list, its number, a definition.
_OPENING = re.compile(r"^(\d*)([-+=:.)])")
# Only a mark behind a footnote, of which it would make a link or a note.
_BEHIND = re.compile(r"^()([(:])")


def write_markdown(paper: Paper) -> str:
    """The text of a .md; headings are numbered as in the Word document, `[^1]` marks what the notes at the end tell."""
    layout = laid_out(paper)
    notes = [f"[^{number}]: {escaped(words)}" for number, words in enumerate(layout.notes, start=1)]
    paragraphs = (f"# {escaped(layout.title)}", *map(escaped, layout.lines), *map(_block, layout.blocks), *notes)
    return "\n\n".join(paragraphs) + "\n"


def escaped(text: str, opening: re.Pattern[str] = _OPENING) -> str:
    """The text with a backslash before everything that would be taken for a mark; `opening` finds it at the beginning."""
    return opening.sub(r"\1\\\2", _MARK.sub(r"\\\g<0>", text))


def _block(block: Block) -> str:
    heading = f"{'#' * (block.level + 1)} " if block.alone else ""
    return heading + "".join(_pieces(block))


def _pieces(block: Block) -> Iterator[str]:
    opening = _OPENING
    for span in block.spans:
        words = escaped(span.text, opening)
        # Strong text that ends with 。 is only closed where a space follows.
        yield f"**{words}** " if span.heading and not block.alone else words
        yield from (f"[^{mark.number}]" for mark in span.marks)
        opening = _BEHIND
