"""From what a user types to facts: regions, indicator and period as words, with what had to be stretched to find any."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.bulletin import FactKind, Period
from corpus.errors import BulletinError, LibraryBusy
from corpus.periods import find_periods
from corpus.regions import region_named
from index.facts import FactHit, FactQuery, Overlap, find_facts
from index.library import Library
from index.rereading import unread

LATEST = "最新"
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Lookup:
    """What was found, and in `notes` how it differs from what was asked."""

    hits: tuple[FactHit, ...]
    notes: tuple[str, ...] = ()


def look_up(
    library: Library,
    *,
    regions: Sequence[str] = (),
    within: bool = False,
    indicator: str | None = None,
    period: str | None = None,
    kinds: Sequence[FactKind] = (),
    overlap: Overlap = "equal",
) -> Lookup:
    """
    The facts asked for; raises `BulletinError` for a region or period that cannot be made out.

    Where no fact has the period, those that overlap it are given; where none has the indicator, the most alike.
    """
    require_current(library)
    latest = period == LATEST
    query = FactQuery(
        regions=tuple(region_of(library, name) for name in regions),
        within=within,
        indicator=indicator,
        period=None
        if latest or period is None
        else period_of(period, reference=_reference(library), besides=(LATEST,)),
        overlap="latest" if latest else overlap,
        kinds=tuple(kinds),
    )
    return _stretched(library, query)


def _stretched(library: Library, query: FactQuery) -> Lookup:
    if hits := find_facts(library.store, query):
        return Lookup(tuple(hits))
    if query.period is not None and query.overlap == "equal":
        hits = find_facts(library.store, replace(query, overlap="overlapping"))
        if hits:
            return Lookup(tuple(hits), (f"没有正好是{query.period.label}的数字，以下是与它有重叠的期间。",))
    if query.indicator is not None:
        hits = find_facts(library.store, replace(query, match="fuzzy", overlap=_looser(query)))
        names = list(dict.fromkeys(hit.fact.indicator for hit in hits))
        if names:
            told = f"{'、'.join(names[:_NEAREST])}{'等' if len(names) > _NEAREST else ''}"
            return Lookup(tuple(hits), (f"没有“{query.indicator}”的数字，以下是名称相近的：{told}。",))
    return Lookup(())


def _looser(query: FactQuery) -> Overlap:
    return "overlapping" if query.overlap == "equal" else query.overlap


def require_current(library: Library) -> None:
    """Raise `LibraryBusy` where another process owns a library whose facts were read by another version."""
    stale = unread(library.store)
    if stale and not library.owned:
        raise LibraryBusy(
            f"资料库有 {len(stale)} 份文件的数字还没有按现在的程序读取，而它正由另一个进程使用。请先停止那个进程，再运行一次。"
        )


def region_of(library: Library, name: str) -> str:
    """The full name of a region, or of a township or park that facts speak of."""
    region = region_named(name)
    if region is not None:
        return region.name
    if name in library.store.fact_regions():
        return name
    raise BulletinError(f"不认识地区“{name}”，请写全称，如 华容县、岳阳市。")


def period_of(text: str, *, reference: date | None, besides: Sequence[str] = ()) -> Period:
    """The period that the whole of `text` names: 2026年1-3月, 一季度, 2026-03; `besides` is what else may be typed."""
    words = _MONTH.sub(r"\1年\2月", text.strip()) if _MONTH.fullmatch(text.strip()) else text.strip()
    mentions = find_periods(words, reference=reference)
    if len(mentions) != 1 or (mentions[0].start, mentions[0].end) != (0, len(words)):
        *forms, last = "2026年1-3月", "2026年一季度", "2026年", *besides
        raise BulletinError(f"期间“{text}”看不懂，请写成 {'、'.join(forms)} 或 {last}。")
    return mentions[0].period


def _reference(library: Library) -> date | None:
    """The day a bare 1-3月 counts from: the newest document's."""
    return max((document.reference for document in library.documents() if document.reference), default=None)
