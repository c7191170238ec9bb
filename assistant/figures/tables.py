"""Figures, series, rankings, targets and duties as tables for the terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.citation import Citation, cite
from assistant.figures.ranking import Ranking
from assistant.figures.series import Line, Series
from assistant.figures.targets import Check
from assistant.figures.wording import (
    KINDS,
    change_words,
    comparison_words,
    period_words,
    rank_words,
    value_words,
)
from index.facts import DutyHit, FactHit

_BAR = 24  # characters of the longest bar


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Cells are text of documents, so no markup is read into them."""
    table = Table()
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _cited(citations: Sequence[Citation]) -> str:
    more = f" 等 {len(citations)} 处" if len(citations) > 1 else ""
    return f"{citations[0].printed()}{more}"


def figures_table(hits: Sequence[FactHit]) -> Table:
    """A row for each fact."""
    rows = []
    for hit in hits:
        fact = hit.fact
        place = cite(hit.passage, number=1, start=fact.start, end=fact.end)
        rows.append(
            (
                "".join((fact.region or "", f"（{fact.subject}）" if fact.subject else "")),
                fact.indicator,
                period_words(fact.period, fact.period_source),
                value_words(fact),
                change_words(fact),
                "；".join(map(comparison_words, fact.comparisons)),
                "；".join(map(rank_words, fact.ranks)),
                KINDS[fact.kind],
                place.printed(),
            )
        )
    return _table(("地区", "指标", "期间", "数值", "增速", "比较", "名次", "性质", "出处"), rows)


def series_view(found: Series) -> RenderableType:
    """A table with bars for each line, its drawing, gaps and notes."""
    parts: list[RenderableType] = []
    for line in found.lines:
        title = " ".join(part for part in (line.region, line.subject, line.indicator) if part)
        parts.append(Text(f"{title}｜{line.basis}｜{line.measure.sort}（{line.unit or '个数'}）  {line.spark}"))
        bars = _bars(line)
        rows = [
            (point.period.label, point.words, bar, _cited(point.citations))
            for point, bar in zip(line.points, bars, strict=True)
        ]
        parts.append(_table(("期间", "数", "", "出处"), rows))
        if line.missing:
            parts.append(Text(f"  缺：{'、'.join(line.missing)}"))
        parts += [Text(f"  注意：{note}") for note in line.notes]
    parts += [Text(f"注意：{note}") for note in found.notes]
    return Group(*parts)


def _bars(line: Line) -> list[str]:
    """Bars from zero; what lies below it is drawn light."""
    longest = max(abs(point.value) for point in line.points) or 1.0
    return [
        ("█" if point.value >= 0 else "░") * max(1, round(abs(point.value) / longest * _BAR)) for point in line.points
    ]


def ranking_view(found: Ranking) -> RenderableType:
    """A table for each level, and the notes."""
    parts: list[RenderableType] = []
    if found.period and found.measure:
        what = f"{found.indicator}｜{found.period.label}｜{found.basis}｜{found.measure.sort}（{found.unit or '个数'}）"
        parts.append(Text(what))
    for level in found.levels:
        alone = len(level.places) == 1
        rows = [
            ("—" if alone else str(place.position), place.region, place.words, _cited(place.citations))
            for place in level.places
        ]
        parts += [Text(level.level), _table(("位次", "地区", "数", "出处"), rows)]
    parts += [Text(f"注意：{note}") for note in found.notes]
    return Group(*parts)


def targets_table(checks: Sequence[Check]) -> Table:
    """A row for each target with the figure set against it and where both stand."""
    rows = []
    for check in checks:
        target, actual = check.target, check.actual
        rows.append(
            (
                "".join((target.fact.region or "", f"（{target.fact.subject}）" if target.fact.subject else "")),
                target.fact.indicator,
                f"{period_words(target.period)} {target.words}",
                f"{period_words(actual.period)} {actual.words}" if actual else "",
                check.verdict,
                check.sentence,
                target.citation.printed(),
                actual.citation.printed() if actual else "",
            )
        )
    return _table(("地区", "指标", "目标", "实际", "结果", "说明", "目标出处", "实际出处"), rows)


def duties_table(hits: Sequence[DutyHit]) -> Table:
    """A row for each duty."""
    rows = []
    for hit in hits:
        duty = hit.duty
        roles = dict.fromkeys(party.role for party in duty.parties)
        parties = [f"{role}：{'、'.join(party.name for party in duty.parties if party.role == role)}" for role in roles]
        place = cite(hit.passage, number=1, start=duty.start, end=duty.end)
        deadline = duty.deadline.label if duty.deadline else ""
        rows.append((hit.passage.paragraph.region or "", duty.task, "\n".join(parties), deadline, place.printed()))
    return _table(("地区", "任务", "单位", "时限", "出处"), rows)
