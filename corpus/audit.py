"""What is doubtful within one document: pages not made out, paragraphs told twice, figures that contradict each other."""

import datetime
from collections.abc import Sequence
from itertools import combinations

from corpus.bulletin import Finding, Masthead, Paragraph, Section, section_path
from corpus.growth import Growth, contradicts, growths
from corpus.likeness import near_duplicates


def audit(
    masthead: Masthead,
    sections: tuple[Section, ...],
    paragraphs: Sequence[Paragraph],
    *,
    reference: datetime.date | None,
    unreadable: Sequence[int] = (),
) -> tuple[Finding, ...]:
    """The findings of a document, in the order of its paragraphs within each kind."""
    return (*_pages(unreadable), *_contradictions(masthead, sections, paragraphs, reference), *_repeated(paragraphs))


def _pages(unreadable: Sequence[int]) -> list[Finding]:
    if not unreadable:
        return []
    pages = "、".join(str(page) for page in unreadable)
    return [Finding("无法辨认", "警告", f"第{pages}页没有认出文字或认得很少，请对照原件核对。")]


def stated(
    masthead: Masthead, sections: tuple[Section, ...], paragraphs: Sequence[Paragraph], reference: datetime.date | None
) -> list[Growth]:
    """All rates that the document states."""
    plan = masthead.genre in ("方案", "通知")
    body = [paragraph for paragraph in paragraphs if paragraph.role == "body"]
    return [
        growth
        for paragraph in body
        for growth in growths(
            paragraph, reference=reference, plan=plan, headings=section_path(sections, paragraph.section)
        )
    ]


def _contradictions(
    masthead: Masthead, sections: tuple[Section, ...], paragraphs: Sequence[Paragraph], reference: datetime.date | None
) -> list[Finding]:
    found = []
    for one, other in combinations(stated(masthead, sections, paragraphs, reference), 2):
        if contradicts(one, other):
            sentence = f"“{one.indicator}”有两种说法：第{one.paragraph}段“{one.clause}”，第{other.paragraph}段“{other.clause}”。"
            found.append(Finding("数字矛盾", "警告", sentence, other.paragraph))
    return found


def _repeated(paragraphs: Sequence[Paragraph]) -> list[Finding]:
    body = [paragraph for paragraph in paragraphs if paragraph.role == "body"]
    return [
        Finding(
            "重复段落",
            "提示",
            f"第{body[later].number}段与第{body[first].number}段有{likeness:.0%}相同。",
            body[later].number,
        )
        for first, later, likeness in near_duplicates([paragraph.text for paragraph in body])
    ]
