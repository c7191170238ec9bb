"""The types that searching hands about, and what a search and an encoder must be able to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.bulletin import Bulletin, Finding, Masthead, Paragraph, Release, SectionKind

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


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; higher `score` is better, `why` holds the scores that made it (文, 义 …)."""

    passage: Passage
    score: float
    why: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; an empty field does not narrow. `clearance` is what may be seen at all."""

    regions: tuple[str, ...] = ()
    kinds: tuple[SectionKind, ...] = ()
    documents: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    clearance: tuple[Release, ...] = RELEASES


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


class Search(Protocol):
    """Whatever finds passages for a text."""

    def search(self, query: str, *, limit: int = 10, filters: Filters | None = None) -> list[Hit]:
        """At most `limit` hits, best first."""


__all__ = ["RELEASES", "Bulletin", "Document", "Encoder", "Filters", "Hit", "Passage", "Search", "Vectors"]
