"""A citation: the words of the source that carry a sentence of the answer, and its printed form."""

import datetime
from dataclasses import dataclass
from typing import Any

from corpus.bulletin import Release
from index.hits import Passage


@dataclass(frozen=True, slots=True)
class Citation:
    """
    One numbered source. `quote` is `paragraph_text[span[0]:span[1]]`; `paragraph` counts from 1 through the document.

    `document` is the original's file name without suffix, `key` the document's key in the library. For the check:
    `region` is the paragraph's, `reference` the day from which the document counts 今年, `leads` its run-in titles. `release` is the document's
    mark: 内部 goes with whatever is handed over.
    """

    number: int
    key: str
    document: str
    title: str
    issue: str | None
    date: datetime.date | None
    section: tuple[str, ...]
    paragraph: int
    quote: str
    span: tuple[int, int]
    paragraph_text: str
    region: str | None = None
    reference: datetime.date | None = None
    leads: tuple[tuple[int, int], ...] = ()
    release: Release = "未标注"

    def printed(self) -> str:
        """Such as 《汨罗市…工作专报》第2期（2026-04-15）【特色亮点】› 深耕… 第35段."""
        issue = self.issue or ""
        day = f"（{self.date.isoformat()}）" if self.date else ""
        return f"《{self.title}》{issue}{day}{' › '.join(self.section)} 第{self.paragraph}段"


def cite(passage: Passage, *, number: int, start: int, end: int) -> Citation:
    """The citation of `passage.paragraph.text[start:end]`."""
    masthead = passage.document.masthead
    return Citation(
        number=number,
        key=passage.document.key,
        document=passage.document.name,
        title=masthead.title,
        issue=masthead.issue,
        date=masthead.date,
        section=passage.section,
        paragraph=passage.paragraph.number,
        quote=passage.paragraph.text[start:end],
        span=(start, end),
        paragraph_text=passage.paragraph.text,
        region=passage.paragraph.region,
        reference=passage.document.reference,
        leads=passage.paragraph.leads,
        release=masthead.release,
    )


def citation_record(citation: Citation) -> dict[str, Any]:
    """The citation in JSON: what `ask --json` and evaluation files hold of it."""
    return {
        "number": citation.number,
        "document": citation.document,
        "title": citation.title,
        "issue": citation.issue,
        "date": citation.date.isoformat() if citation.date else None,
        "section": list(citation.section),
        "paragraph": citation.paragraph,
        "quote": citation.quote,
    }
