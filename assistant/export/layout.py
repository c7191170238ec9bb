"""Lay a paper out for any writer: headings numbered as official documents number them, sources turned into footnotes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.citation import Citation
from assistant.export.characters import one_line
from assistant.export.numbering import Counters
from assistant.export.paper import Heading, Paper, Part, Run


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference to footnote `number`; only the first one carries the footnote, later ones point to it."""

    number: int
    first: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a block with the marks behind them; `heading` tells the words of a heading from text that goes on behind it."""

    text: str
    marks: tuple[Mark, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the finished document; `level` is that of its heading, 0 for text."""

    level: int
    spans: tuple[Span, ...]

    @property
    def alone(self) -> bool:
        """Whether it is a heading with nothing behind it in the same line."""
        return self.level > 0 and len(self.spans) == 1


@dataclass(frozen=True, slots=True)
class Layout:
    """The paper as it is printed; `notes[0]` is the text of footnote 1."""

    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


def laid_out(paper: Paper) -> Layout:
    """The paper with its numbers, footnotes in the order of their first mark, and no character that a file may not hold."""
    counters, notes = Counters(), _Notes()
    blocks = tuple(_block(part, counters, notes) for part in paper.parts)
    return Layout(one_line(paper.title), tuple(one_line(line) for line in paper.lines), blocks, tuple(notes.texts))


_RESTRICTED = ("内部", "依申请公开")


def source_line(citation: Citation) -> str:
    """What a footnote says: title, issue, date, section path, paragraph and the name of the file."""
    mark = f"（{citation.release}）" if citation.release in _RESTRICTED else ""
    return one_line(f"{citation.printed()}。文件：{citation.document}{mark}。")


@dataclass(slots=True)
class _Notes:
    """
    The footnotes so far. Two citations of one paragraph share a footnote, because it would say the same twice:
    seven quotes of a practice that is told in one paragraph are one line at the foot of the page.
    """

    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def marks(self, sources: Iterable[Citation]) -> Iterator[Mark]:
        for place, citation in {(one.key, one.paragraph): one for one in sources}.items():
            first = place not in self.numbers
            if first:
                self.texts.append(source_line(citation))
                self.numbers[place] = len(self.texts)
            yield Mark(self.numbers[place], first)


def _block(part: Part, counters: Counters, notes: _Notes) -> Block:
    if isinstance(part, Heading):
        title = Span(counters.label(part.level) + one_line(part.text), heading=True)
        return Block(part.level, (title, *_spans(part.runs, notes)))
    return Block(0, tuple(_spans(part.runs, notes)))


def _spans(runs: Iterable[Run], notes: _Notes) -> Iterator[Span]:
    for run in runs:
        yield Span(one_line(run.text), tuple(notes.marks(run.sources)))
