"""One indicator through time: a line for each region, basis and measure, with its gaps and contradictions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.citation import Citation
from assistant.figures.reading import Measure, Reading, common_unit, distinct, readings, unit_note
from corpus.bulletin import Bound, Period
from index.facts import FactHit, reported

# A year's worth of missing months is told one by one; more are counted.
_NAMED = 12
_SPARKS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Point:
    """One number of a line: `value` in the line's unit, `words` with its bound as printed."""

    period: Period
    value: float
    bound: Bound | None
    words: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Points of one region, indicator, basis and measure, oldest first; `missing` are the periods between them."""

    region: str | None
    subject: str | None
    indicator: str
    basis: str
    measure: Measure
    unit: str
    points: tuple[Point, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def spark(self) -> str:
        """The line as a drawing of one character a point."""
        low, high = min(point.value for point in self.points), max(point.value for point in self.points)
        if low == high:
            return _SPARKS[3] * len(self.points)
        steps = len(_SPARKS) - 1
        return "".join(_SPARKS[round((point.value - low) / (high - low) * steps)] for point in self.points)


@dataclass(frozen=True, slots=True)
class Series:
    """All lines of an indicator, and what has to be said of them together."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def series(hits: Sequence[FactHit]) -> Series:
    """The lines that the actual figures among the hits make; undated ones are counted in a note."""
    actual = [reading for reading in readings(hits) if reading.fact.kind == "actual"]
    dated = [(reading, reading.period) for reading in actual if reading.period is not None]
    groups: dict[tuple[str, str, str, str, Measure], list[Reading]] = defaultdict(list)
    for reading, period in dated:
        fact = reading.fact
        key = (fact.indicator, fact.region or "", fact.subject or "", basis_of(period), reading.measure)
        groups[key].append(reading)
    ordered = sorted(groups, key=lambda key: (*key[:4], key[4].sort, key[4].base))
    lines = tuple(_line(groups[key], basis=key[3], measure=key[4]) for key in ordered)
    notes = []
    if len(bases := list(dict.fromkeys(line.basis for line in lines))) > 1:
        notes.append(f"期间口径不同（{'、'.join(bases)}），已分开列出，不可混看。")
    if undated := len({reading.citation for reading in actual if reading.period is None}):
        notes.append(f"另有 {undated} 处没有写明期间，未列入。")
    return Series(lines, tuple(notes))


def basis_of(period: Period) -> str:
    """What a period may be set beside: 累计 is from January on, a later quarter or half is a basis of its own."""
    if period.basis == "累计" and period.start.month != 1:
        months = _months(period.start, period.end) + 1
        return {3: "单季", 6: "半年"}.get(months, f"{months}个月合计")
    if period.basis == "年度" and period.start.year != period.end.year:
        return "多年"
    return period.basis


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _line(found: Sequence[Reading], *, basis: str, measure: Measure) -> Line:
    unit = common_unit(found)
    by_period: dict[tuple[date, date], list[Reading]] = defaultdict(list)
    for reading in found:
        by_period[reported(reading.period)].append(reading)
    points, notes = [], [note for note in (unit_note(found, unit),) if note]
    for days in sorted(by_period):
        said = distinct(by_period[days], unit)
        for reading, citations in said:
            assert reading.period is not None
            points.append(Point(reading.period, reading.in_unit(unit), reading.bound, reading.words, citations))
        if len(said) > 1:
            notes.append(f"{points[-1].period.label}有 {len(said)} 个不同的数，请核对原文。")
    fact = found[0].fact
    return Line(
        region=fact.region,
        subject=fact.subject,
        indicator=fact.indicator,
        basis=basis,
        measure=measure,
        unit=unit,
        points=tuple(points),
        missing=_missing([point.period for point in points], basis),
        notes=tuple(notes),
    )


def _missing(periods: Sequence[Period], basis: str) -> tuple[str, ...]:
    """The months (of a yearly line: the years) between the points that no point speaks of."""
    found = []
    for before, after in pairwise(periods):
        if basis in ("年度", "多年"):
            found += [f"{year}年" for year in range(before.end.year + 1, after.end.year)]
            continue
        first = before.end.year * 12 + before.end.month
        step = {"单季": 3, "半年": 6}.get(basis, 1)
        for month in range(first + step - 1, after.end.year * 12 + after.end.month - 1, step):
            found.append(_month(month // 12, month % 12 + 1, basis, step))
    return tuple(found) if len(found) <= _NAMED else (*found[:_NAMED], f"等共 {len(found)} 期")


def _month(year: int, month: int, basis: str, step: int) -> str:
    if basis == "累计" and month > 1:
        return f"{year}年1-{month}月"
    if step > 1 and month >= step:
        return f"{year}年{month - step + 1}-{month}月"
    return f"{year}年{month}月{'底' if basis == '时点' else ''}"
