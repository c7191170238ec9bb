"""What the command line shows of figures and duties: from the options to a table, an object and a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rich.console import RenderableType

from assistant.figures.lookup import Lookup, look_up, region_of, require_current
from assistant.figures.ranking import ranking
from assistant.figures.reading import Sort
from assistant.figures.records import (
    duty_records,
    figure_records,
    ranking_record,
    series_record,
    target_records,
)
from assistant.figures.series import series
from assistant.figures.sheets import figures_csv, ranking_csv, series_csv, targets_csv
from assistant.figures.tables import duties_table, figures_table, ranking_view, series_view, targets_table
from assistant.figures.targets import check_targets
from corpus.bulletin import DutyRole, FactKind
from corpus.errors import BulletinError
from index.facts import find_duties
from index.library import Library

ViewName = Literal["series", "compare", "targets"]
_NOTHING = "没有找到符合条件的数字，请换个说法或放宽条件。"
_ALIKE = 1.0  # the likeness of an indicator that is the one asked for


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of `figures`, as typed."""

    regions: tuple[str, ...] = ()
    within: bool = False
    indicator: str | None = None
    period: str | None = None
    kind: FactKind | None = None
    by: Sort | None = None
    limit: int = 50
    views: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The same result for a reader, a program and a spreadsheet; `notes` stand beside all three."""

    table: RenderableType
    record: Any
    sheet: bytes
    notes: tuple[str, ...]


def figure_view(library: Library, wanted: Wanted) -> View:
    """The list of figures or the one view asked for; raises `BulletinError` where the options make no sense."""
    if len(wanted.views) > 1:
        raise BulletinError("--series、--compare、--targets 一次只能用一个。")
    if wanted.views and wanted.kind:
        raise BulletinError(f"--{wanted.views[0]} 自己决定看实际数还是目标，不能再用 --kind，请去掉其中一个。")
    if wanted.by and wanted.views != ("compare",):
        raise BulletinError("--by 只用于 --compare，请一起使用或去掉 --by。")
    match wanted.views:
        case ("series",):
            return _series(library, wanted)
        case ("compare",):
            return _compare(library, wanted)
        case ("targets",):
            return _targets(library, wanted)
    found = _look_up(library, wanted, kinds=(wanted.kind,) if wanted.kind else ())
    hits = found.hits[: wanted.limit]
    notes = _notes(found, shown=len(hits), total=len(found.hits))
    return View(figures_table(hits), figure_records(hits), figures_csv(hits), notes)


def _series(library: Library, wanted: Wanted) -> View:
    found = _one_indicator(_look_up(library, wanted, kinds=("actual",), overlap="overlapping"), wanted, "--series")
    made = series(found.hits)
    notes = _notes(found, shown=len(made.lines), total=len(made.lines))
    return View(series_view(made), series_record(made), series_csv(made), notes)


def _compare(library: Library, wanted: Wanted) -> View:
    found = _one_indicator(_look_up(library, wanted, kinds=("actual",)), wanted, "--compare")
    made = ranking(found.hits, indicator=wanted.indicator or "", sort=wanted.by)
    return View(ranking_view(made), ranking_record(made), ranking_csv(made), found.notes)


def _targets(library: Library, wanted: Wanted) -> View:
    found = _look_up(library, wanted, kinds=("target", "actual"), overlap="overlapping")
    checks = check_targets(found.hits)
    shown = checks[: wanted.limit]
    notes = _notes(found, shown=len(shown), total=len(checks))
    return View(targets_table(shown), target_records(shown), targets_csv(shown), notes)


def _look_up(
    library: Library, wanted: Wanted, *, kinds: Sequence[FactKind], overlap: Literal["equal", "overlapping"] = "equal"
) -> Lookup:
    return look_up(
        library,
        regions=wanted.regions,
        within=wanted.within,
        indicator=wanted.indicator,
        period=wanted.period,
        kinds=kinds,
        overlap=overlap,
    )


def _one_indicator(found: Lookup, wanted: Wanted, option: str) -> Lookup:
    """A line or a ranking is of one indicator: of several that are alike the most alike."""
    if wanted.indicator is None:
        raise BulletinError(f"{option} 要说明是哪个指标，如 --indicator 固定资产投资。")
    if not found.hits or found.hits[0].likeness == _ALIKE:
        return found
    best = found.hits[0].fact.indicator
    return Lookup(tuple(hit for hit in found.hits if hit.fact.indicator == best), (*found.notes, f"取“{best}”。"))


def _notes(found: Lookup, *, shown: int, total: int) -> tuple[str, ...]:
    if not total:
        return (*found.notes, _NOTHING)
    cut = (f"共 {total} 条，显示前 {shown} 条；用 --limit 显示更多。",) if shown < total else ()
    return (*found.notes, *cut)


def duty_view(
    library: Library,
    *,
    unit: str | None,
    task: str | None,
    roles: Sequence[DutyRole] = (),
    regions: Sequence[str] = (),
    limit: int = 50,
) -> View:
    """What a unit leads or has one of `roles` in, or who answers for a task."""
    require_current(library)
    places = tuple(region_of(library, name) for name in regions)
    found = find_duties(library.store, unit=unit, roles=tuple(roles) or None, task=task, regions=places)
    hits = found[:limit]
    notes: tuple[str, ...] = ()
    if not found:
        notes = ("没有找到符合条件的责任分工，请换个说法或放宽条件。",)
    elif len(hits) < len(found):
        notes = (f"共 {len(found)} 条，显示前 {limit} 条；用 --limit 显示更多。",)
    return View(duties_table(hits), duty_records(hits), b"", notes)
