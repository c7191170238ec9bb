"""Hits and documents as JSON objects: the form that scripts rely on."""

from collections.abc import Sequence
from typing import Any

from index.hits import Document, Hit, Passage


def hit_record(hit: Hit, *, units: Sequence[str] = ()) -> dict[str, Any]:
    """One hit of a search, with its place and why it was found; `units` are those that have a duty in it."""
    return passage_record(hit.passage) | {
        "score": round(hit.score, 4),
        "why": {name: round(part, 4) for name, part in hit.why.items()},
        "units": list(units),
    }


def passage_record(passage: Passage) -> dict[str, Any]:
    """A paragraph with its place."""
    masthead = passage.document.masthead
    return {
        "document": passage.document.name,
        "title": masthead.title,
        "issue": masthead.issue,
        "date": masthead.date.isoformat() if masthead.date else None,
        "series": masthead.series,
        "genre": masthead.genre,
        "level": masthead.level,
        "release": masthead.release,
        "section": list(passage.section),
        "kind": passage.kind,
        "region": passage.paragraph.region,
        "paragraph": passage.paragraph.number,
        "text": passage.paragraph.text,
    }


def paragraph_record(passage: Passage) -> dict[str, Any]:
    """A paragraph of a document, headings and tail included."""
    paragraph = passage.paragraph
    return {
        "number": paragraph.number,
        "role": paragraph.role,
        "section": list(passage.section),
        "kind": passage.kind,
        "region": paragraph.region,
        "page": paragraph.page,
        "text": paragraph.text,
    }


def document_record(document: Document) -> dict[str, Any]:
    """A document's masthead, its size and what is doubtful in it."""
    masthead = document.masthead
    return {
        "name": document.name,
        "key": document.key,
        "title": masthead.title,
        "series": masthead.series,
        "genre": masthead.genre,
        "issue": masthead.issue,
        "number": masthead.number,
        "issuer": masthead.issuer,
        "level": masthead.level,
        "region": masthead.region,
        "date": masthead.date.isoformat() if masthead.date else None,
        "release": masthead.release,
        "distribution": list(masthead.distribution),
        "paragraphs": document.paragraphs,
        "findings": [finding.sentence for finding in document.findings],
    }
