"""Filters from what a user has typed: 华容县, 亮点, 2026-01; each mistake is told in a sentence."""

from calendar import monthrange
from datetime import date, datetime
from typing import cast, get_args

from corpus.bulletin import SectionKind
from corpus.errors import BulletinError
from corpus.regions import region_named
from index.hits import Filters


def filters_of(
    *, region: str | None = None, kind: str | None = None, since: str | None = None, until: str | None = None
) -> Filters:
    """The filters; raises `BulletinError` for a region, section kind or day that cannot be understood."""
    return Filters(
        regions=_regions(region), kinds=_kinds(kind), since=_day(since, first=True), until=_day(until, first=False)
    )


def _regions(name: str | None) -> tuple[str, ...]:
    if name is None:
        return ()
    region = region_named(name)
    if region is None:
        raise BulletinError(f"不认识地区“{name}”，请写全称，如 华容县、岳阳市。")
    return (region.name,)


def _kinds(name: str | None) -> tuple[SectionKind, ...]:
    kinds = get_args(SectionKind)
    if name is not None and name not in kinds:
        raise BulletinError(f"没有栏目“{name}”，可用：{'、'.join(kinds)}。")
    return (cast(SectionKind, name),) if name else ()


def _day(text: str | None, *, first: bool) -> date | None:
    """2026, 2026-01 or 2026-01-31; a month or year means its first or last day."""
    if text is None:
        return None
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if form == "%Y-%m-%d" or first:
            return day
        month = 12 if form == "%Y" else day.month
        return date(day.year, month, monthrange(day.year, month)[1])
    raise BulletinError(f"日期“{text}”看不懂，请写成 2026-04-15、2026-04 或 2026。")
