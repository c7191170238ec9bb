"""Figures, series, rankings and targets as CSV for Excel: a column for each field."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.citation import cite
from assistant.figures.ranking import Ranking
from assistant.figures.series import Series
from assistant.figures.targets import Check
from assistant.figures.wording import KINDS, comparison_words, rank_words
from index.facts import FactHit

# Excel takes a cell that begins so for a formula, and what stands in a document may not become one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def figures_csv(hits: Sequence[FactHit]) -> bytes:
    """A line for each fact and a column for each field, with the mark that tells Excel it is UTF-8."""
    return _csv([_row(hit) for hit in hits], heads=_COLUMNS)


_COLUMNS = (
    *("地区", "主体", "指标", "原文用词", "性质", "期间", "期间起", "期间止", "口径", "期间来源"),
    *("数值", "数值上限", "单位", "数值界限", "增减", "增减上限", "增减单位", "增减界限", "同比环比", "力争", "方向"),
    *("比较", "名次", "文件", "标题", "期号", "日期", "栏目", "段落", "原文"),
)


def _row(hit: FactHit) -> dict[str, Any]:
    fact, period = hit.fact, hit.fact.period
    place = cite(hit.passage, number=1, start=fact.start, end=fact.end)
    sources = {"sentence": "本句", "carried": "承上文", "document": "依文件", None: None}
    values = (
        *(fact.region, fact.subject, fact.indicator, fact.wording, KINDS[fact.kind]),
        *((period.label, period.start, period.end, period.basis) if period else (None,) * 4),
        *(sources[fact.period_source], fact.value, fact.upper, fact.unit, fact.bound),
        *(fact.change, fact.change_upper, fact.change_unit, fact.change_bound, fact.change_over),
        *(fact.stretch, fact.direction),
        *("；".join(map(comparison_words, fact.comparisons)), "；".join(map(rank_words, fact.ranks))),
        *(place.document, place.title, place.issue, place.date, " › ".join(place.section), place.paragraph),
        place.quote,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def targets_csv(checks: Sequence[Check]) -> bytes:
    """A line for each target, with both citations."""
    rows = []
    for check in checks:
        fact = check.target.fact
        row: dict[str, Any] = {"地区": fact.region, "主体": fact.subject, "指标": fact.indicator, "结果": check.verdict}
        row |= {"差": check.difference, "差的单位": check.difference_unit, "完成百分比": check.share}
        for name, reading in (("目标", check.target), ("实际", check.actual)):
            row |= {
                f"{name}期间": reading.period.label if reading and reading.period else None,
                f"{name}数": reading.value if reading else None,
                f"{name}单位": reading.unit if reading else None,
                f"{name}界限": reading.bound if reading else None,
                f"{name}出处": reading.citation.printed() if reading else None,
                f"{name}原文": reading.citation.quote if reading else None,
            }
        rows.append(row | {"说明": check.sentence})
    return _csv(rows, heads=tuple(rows[0]) if rows else ("地区",))


def series_csv(found: Series) -> bytes:
    """A line for each point."""
    heads = (
        "地区",
        "主体",
        "指标",
        "口径",
        "类别",
        "期间",
        "期间起",
        "期间止",
        "数",
        "单位",
        "界限",
        "原文表述",
        "出处",
    )
    rows = [
        (
            *(line.region, line.subject, line.indicator, line.basis, line.measure.sort),
            *(point.period.label, point.period.start, point.period.end, point.value, line.unit, point.bound),
            *(point.words, "；".join(citation.printed() for citation in point.citations)),
        )
        for line in found.lines
        for point in line.points
    ]
    return _csv([dict(zip(heads, row, strict=True)) for row in rows], heads=heads)


def ranking_csv(found: Ranking) -> bytes:
    """A line for each region."""
    heads = ("指标", "期间", "口径", "类别", "级别", "位次", "地区", "数", "单位", "界限", "原文表述", "出处")
    rows = [
        (
            *(found.indicator, found.period.label if found.period else None, found.basis),
            *(found.measure.sort if found.measure else None, level.level, place.position, place.region),
            *(place.value, found.unit, place.bound, place.words),
            "；".join(citation.printed() for citation in place.citations),
        )
        for level in found.levels
        for place in level.places
    ]
    return _csv([dict(zip(heads, row, strict=True)) for row in rows], heads=heads)


def _csv(rows: Sequence[Mapping[str, Any]], *, heads: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, heads, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
