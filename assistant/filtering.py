"""Filters from what a user has typed: 华容县, 亮点, 2026年1-3月; each mistake is told in a sentence that says what there is."""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, get_args

from assistant.figures.lookup import period_of
from corpus.bulletin import Genre, Level, Release, SectionKind
from corpus.errors import BulletinError
from corpus.folding import squeeze
from corpus.parties import same_party
from corpus.regions import region_named
from index.filtering import permitted_documents
from index.hits import RELEASES, Document, Filters
from index.library import Library
from index.naming import likeness_of

Choice = TypeVar("Choice", bound=str)
_SHOWN = 8  # so many of what there is are named in a sentence


@dataclass(frozen=True, slots=True)
class Typed:
    """The filters as typed; several of one sort are alternatives, those of different sorts must all hold."""

    regions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    period: str | None = None
    since: str | None = None
    until: str | None = None


def filters_of(typed: Typed, library: Library, *, clearance: tuple[Release, ...] = RELEASES) -> Filters:
    """The filters; raises `BulletinError` for what cannot be understood, naming only what `clearance` lets one see."""
    visible = permitted_documents(Filters(clearance=clearance), library.store.live_generations())
    since, until = _day(typed.since, first=True), _day(typed.until, first=False)
    if since and until and since > until:
        raise BulletinError(f"起始日期“{typed.since}”晚于截止日期“{typed.until}”，请对调。")
    return Filters(
        regions=tuple(map(_region, typed.regions)),
        levels=tuple(_one_of(get_args(Level), name.removesuffix("级"), "层级", name) for name in typed.levels),
        series=tuple(_series(name, tuple(visible.values())) for name in typed.series),
        genres=tuple(_one_of(get_args(Genre), name, "文种", name) for name in typed.genres),
        kinds=tuple(_one_of(get_args(SectionKind), name, "栏目", name) for name in typed.kinds),
        releases=tuple(_one_of(get_args(Release), name, "公开属性", name) for name in typed.releases),
        units=_units(typed.units, library, visible),
        period=period_of(typed.period, reference=_reference(tuple(visible.values())))
        if typed.period is not None
        else None,
        since=since,
        until=until,
        clearance=clearance,
    )


def _region(name: str) -> str:
    region = region_named(name)
    if region is None:
        raise BulletinError(f"不认识地区“{name}”，请写全称，如 华容县、岳阳市。")
    return region.name


def _one_of(choices: tuple[Choice, ...], name: str, sort: str, typed: str) -> Choice:
    if name not in choices:
        raise BulletinError(f"没有{sort}“{typed}”，可用：{'、'.join(choices)}。")
    return name


def _series(name: str, visible: Sequence[Document]) -> str:
    """The series by its name, or by a part of it that only one has."""
    there = sorted({document.masthead.series for document in visible if document.masthead.series})
    same = [series for series in there if squeeze(series) == squeeze(name)]
    alike = same or [series for series in there if squeeze(name) in squeeze(series) or squeeze(series) in squeeze(name)]
    if len(alike) == 1:
        return alike[0]
    if not there:
        raise BulletinError(f"资料库里没有系列“{name}”，也没有带系列名的文件。")
    raise BulletinError(
        f"资料库里没有系列“{name}”，可用：{'、'.join(there[:_SHOWN])}{'等' if len(there) > _SHOWN else ''}。"
    )


def _units(names: Sequence[str], library: Library, visible: dict[int, Document]) -> tuple[str, ...]:
    """The units as typed, each of which some duty names."""
    if not names:
        return ()
    traits = library.traits.of(visible).values()
    printed = Counter(party for of in traits for trait in of.values() for party in trait.parties)
    for name in names:
        if not name.strip() or not any(same_party(name, party) for party in printed):
            alike = sorted(
                printed, key=lambda party: (-likeness_of(squeeze(name), squeeze(party)), -printed[party], party)
            )
            there = (
                f"写到的有：{'、'.join(alike[:_SHOWN])}{'等' if len(alike) > _SHOWN else ''}"
                if alike
                else "请去掉这一项"
            )
            raise BulletinError(f"没有哪项责任分工写到单位“{name}”，{there}。")
    return tuple(names)


def _reference(visible: Sequence[Document]) -> date | None:
    """The day that a bare 1-3月 counts from: the newest document's."""
    return max((document.reference for document in visible if document.reference), default=None)


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
