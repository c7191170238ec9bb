"""The types that searching hands about, and what a search and an encoder must be able to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.bulletin import Bulletin, Finding, Genre, Level, Masthead, Paragraph, Period, Release, SectionKind

Vectors = NDArray[np.float32]
RELEASES: tuple[Release, ...] = ("公开", "依申请公开", "内部", "未标注")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the catalogue knows it; `key` is stable across corrected revisions."""

    key: str
    name: str
    file_name: str
    generation: int
    sha256: str
    masthead: Masthead
    reference: date | None
    paragraphs: int
    findings: tuple[Finding, ...] = ()

    @property
    def day(self) -> date | None:
        """The day it is filed under: its date, put right or told from the content where the masthead is wrong or silent."""
        return self.reference or self.masthead.date


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored paragraph with all that is needed to show and cite it."""

    document: Document
    paragraph: Paragraph
    section: tuple[str, ...]
    kind: SectionKind

    @property
    def id(self) -> str:
        """The document's key and the paragraph's number; stable while the document is."""
        return f"{self.document.key}:{self.paragraph.number}"

    @property
    def region(self) -> str | None:
        """The region that the paragraph is about."""
        return self.paragraph.region


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; higher `score` is better, `why` holds the scores that made it (文, 义 …)."""

    passage: Passage
    score: float
    why: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filters:
    """
    What a search is narrowed to; an empty field does not narrow, several values of one field are alternatives.

    Of the document: `levels`, `series`, `genres`, `releases` are its masthead's; `since` and `until` hold its `day`. Of the
    paragraph: `regions` takes in what lies in them; `units` are those that have a duty in it, or in the heading right
    above it, in any role; `period` is any day in common with the period of one of its facts or, where no fact of it has a
    period, the document's `day`. `clearance` is what may be seen at all: whatever else is asked for, nothing beyond it.
    """

    regions: tuple[str, ...] = ()
    kinds: tuple[SectionKind, ...] = ()
    documents: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    clearance: tuple[Release, ...] = RELEASES
    levels: tuple[Level, ...] = ()
    series: tuple[str, ...] = ()
    genres: tuple[Genre, ...] = ()
    releases: tuple[Release, ...] = ()
    units: tuple[str, ...] = ()
    period: Period | None = None


class Encoder(Protocol):
    """Text to vectors: rows of unit length, one a text."""

    @property
    def name(self) -> str:
        """What is written into the library; vectors of different names are never mixed."""

    @property
    def dimension(self) -> int:
        """Columns of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), float32, each row of unit length."""


class Reranker(Protocol):
    """How well a text answers a query, told by reading both together."""

    @property
    def name(self) -> str:
        """What it is called where results are kept."""

    def score(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """One number a text, higher is better; only those of one call are compared."""


class Search(Protocol):
    """Whatever finds passages for a text."""

    def search(self, query: str, *, limit: int = 10, filters: Filters | None = None) -> list[Hit]:
        """At most `limit` hits, best first."""


__all__ = ["RELEASES", "Bulletin", "Document", "Encoder", "Filters", "Hit", "Passage", "Reranker", "Search", "Vectors"]
