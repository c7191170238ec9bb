"""Figures, series, rankings, targets and duties as objects for JSON."""

from collections.abc import Sequence
from typing import Any

from assistant.citation import Citation, citation_record, cite
from assistant.figures.ranking import Ranking
from assistant.figures.reading import Reading
from assistant.figures.series import Series
from assistant.figures.targets import Check
from corpus.bulletin import Period
from index.facts import DutyHit, FactHit

Record = dict[str, Any]


def period_record(period: Period | None) -> Record | None:
    """A period by its days, its label and its basis."""
    if period is None:
        return None
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    return days | {"label": period.label, "basis": period.basis}


def _citation(citation: Citation) -> Record:
    """In the form that answers have, without a number, and with the printed form beside it."""
    record = citation_record(citation)
    del record["number"]
    return record | {"printed": citation.printed()}


def figure_records(hits: Sequence[FactHit]) -> list[Record]:
    """An object for each fact."""
    return [_figure(hit) for hit in hits]


def _figure(hit: FactHit) -> Record:
    fact = hit.fact
    return {
        "region": fact.region,
        "subject": fact.subject,
        "indicator": fact.indicator,
        "wording": fact.wording,
        "likeness": round(hit.likeness, 3),
        "kind": fact.kind,
        "period": period_record(fact.period),
        "period_source": fact.period_source,
        "value": fact.value,
        "upper": fact.upper,
        "unit": fact.unit,
        "bound": fact.bound,
        "change": fact.change,
        "change_upper": fact.change_upper,
        "change_unit": fact.change_unit,
        "change_bound": fact.change_bound,
        "change_over": fact.change_over,
        "stretch": fact.stretch,
        "direction": fact.direction,
        "comparisons": [
            {"than": one.than, "difference": one.difference, "unit": one.unit, "direction": one.direction}
            for one in fact.comparisons
        ],
        "ranks": [{"scope": one.scope, "position": one.position, "of": one.of} for one in fact.ranks],
        "citation": _citation(cite(hit.passage, number=1, start=fact.start, end=fact.end)),
    }


def series_record(found: Series) -> Record:
    """The lines with their points."""
    lines = [
        {
            "region": line.region,
            "subject": line.subject,
            "indicator": line.indicator,
            "basis": line.basis,
            "measure": line.measure.sort,
            "unit": line.unit,
            "points": [
                {
                    "period": period_record(point.period),
                    "value": point.value,
                    "bound": point.bound,
                    "words": point.words,
                    "citations": [_citation(citation) for citation in point.citations],
                }
                for point in line.points
            ],
            "missing": list(line.missing),
            "notes": list(line.notes),
        }
        for line in found.lines
    ]
    return {"lines": lines, "notes": list(found.notes)}


def ranking_record(found: Ranking) -> Record:
    """The ranking of each level."""
    levels = [
        {
            "level": level.level,
            "places": [
                {
                    "position": place.position,
                    "region": place.region,
                    "value": place.value,
                    "bound": place.bound,
                    "words": place.words,
                    "citations": [_citation(citation) for citation in place.citations],
                }
                for place in level.places
            ],
        }
        for level in found.levels
    ]
    return {
        "indicator": found.indicator,
        "period": period_record(found.period),
        "basis": found.basis,
        "measure": found.measure.sort if found.measure else None,
        "unit": found.unit,
        "levels": levels,
        "notes": list(found.notes),
    }


def target_records(checks: Sequence[Check]) -> list[Record]:
    """An object for each target."""
    return [
        {
            "region": check.target.fact.region,
            "subject": check.target.fact.subject,
            "indicator": check.target.fact.indicator,
            "verdict": check.verdict,
            "sentence": check.sentence,
            "difference": check.difference,
            "difference_unit": check.difference_unit,
            "share": check.share,
            "target": _reading(check.target),
            "actual": _reading(check.actual) if check.actual else None,
        }
        for check in checks
    ]


def _reading(reading: Reading) -> Record:
    return {
        "measure": reading.measure.sort,
        "period": period_record(reading.period),
        "value": reading.value,
        "upper": reading.upper,
        "unit": reading.unit,
        "bound": reading.bound,
        "words": reading.words,
        "citation": _citation(reading.citation),
    }


def duty_records(hits: Sequence[DutyHit]) -> list[Record]:
    """An object for each duty."""
    return [
        {
            "region": hit.passage.paragraph.region,
            "task": hit.duty.task,
            "parties": [{"name": party.name, "role": party.role} for party in hit.duty.parties],
            "deadline": period_record(hit.duty.deadline),
            "citation": _citation(cite(hit.passage, number=1, start=hit.duty.start, end=hit.duty.end)),
        }
        for hit in hits
    ]
