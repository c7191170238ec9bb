"""Rows of the catalogue to the types of a bulletin, and back."""

import datetime
import json
from dataclasses import fields
from functools import lru_cache
from typing import Any, Protocol

from corpus.bulletin import (
    Comparison,
    Duty,
    Fact,
    Finding,
    Masthead,
    Paragraph,
    Party,
    Period,
    Rank,
    Section,
    section_path,
)
from index.hits import Document, Passage

# What is asked for has columns of its own, the rest of a fact is kept as JSON.
_COLUMNS = ("paragraph", "indicator", "wording", "kind", "region")


class Row(Protocol):
    """A row of the database: values by the names of columns."""

    def __getitem__(self, name: str, /) -> Any:
        """The value of a column."""


def dump(value: Any) -> str:
    """JSON for a column, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, default=str)


def document_of(row: Row) -> Document:
    """A document from its revision and the count of its paragraphs."""
    masthead = json.loads(row["masthead"])
    masthead["date"] = _day(masthead["date"])
    masthead["distribution"] = tuple(masthead.get("distribution", ()))
    return Document(
        key=row["key"],
        name=row["name"],
        file_name=row["file_name"],
        generation=row["generation"],
        sha256=row["sha256"],
        masthead=Masthead(**masthead),
        reference=_day(row["reference"]),
        paragraphs=row["paragraphs"],
        findings=tuple(Finding(**finding) for finding in json.loads(row["findings"])),
    )


@lru_cache(maxsize=512)
def sections_of(text: str) -> tuple[Section, ...]:
    """The sections of a revision."""
    return tuple(Section(**section) for section in json.loads(text))


def passage_of(row: Row, document: Document) -> Passage:
    """A paragraph from its row, which carries the sections of its revision."""
    paragraph = Paragraph(
        number=row["number"],
        text=row["text"],
        role=row["role"],
        section=row["section"],
        leads=tuple((start, end) for start, end in json.loads(row["leads"])),
        page=row["page"],
        region=row["region"],
    )
    return Passage(document, paragraph, section_path(sections_of(row["sections"]), paragraph.section), row["kind"])


def fact_values(generation: int, ordinal: int, fact: Fact) -> tuple[Any, ...]:
    """A row of `fact`, in the order of its columns."""
    details = {
        one.name: _plain(value)
        for one in fields(Fact)
        if one.name not in (*_COLUMNS, "period") and (value := getattr(fact, one.name)) not in (None, ())
    }
    return generation, ordinal, *(getattr(fact, name) for name in _COLUMNS), *_period_values(fact.period), dump(details)


def fact_of(row: Row) -> Fact:
    """A fact from its row."""
    details = json.loads(row["details"])
    return Fact(
        **{name: row[name] for name in _COLUMNS},
        **details
        | {
            "period": _period_of([row[f"period_{name}"] for name in ("start", "end", "label", "basis")]),
            "comparisons": tuple(Comparison(*one) for one in details.get("comparisons", ())),
            "ranks": tuple(Rank(*one) for one in details.get("ranks", ())),
        },
    )


def duty_values(generation: int, ordinal: int, duty: Duty) -> tuple[Any, ...]:
    """A row of `duty`, in the order of its columns."""
    parties, deadline = [_plain(party) for party in duty.parties], _period_values(duty.deadline)
    details = {"start": duty.start, "end": duty.end, "parties": parties, "deadline": deadline}
    return generation, ordinal, duty.paragraph, duty.task, dump(details)


def duty_of(row: Row) -> Duty:
    """A duty from its row."""
    details = json.loads(row["details"])
    parties, deadline = tuple(Party(*one) for one in details["parties"]), _period_of(details["deadline"])
    return Duty(row["paragraph"], details["start"], details["end"], row["task"], parties, deadline)


def _plain(value: Any) -> Any:
    """Small types as lists of their fields, in order."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Comparison | Rank | Party):
        return [getattr(value, one.name) for one in fields(value)]
    return value


def _period_values(period: Period | None) -> tuple[str | None, ...]:
    if period is None:
        return None, None, None, None
    return period.start.isoformat(), period.end.isoformat(), period.label, period.basis


def _period_of(values: list[Any]) -> Period | None:
    start, end, label, basis = values
    return Period(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end), label, basis) if start else None


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
