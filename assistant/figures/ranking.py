"""Regions side by side in one indicator: one period, one basis, one measure, and a ranking for each level."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.citation import Citation
from assistant.figures.reading import Measure, Reading, Sort, common_unit, distinct, readings, unit_note
from assistant.figures.series import basis_of
from corpus.bulletin import Bound, Period
from corpus.regions import gazetteer
from index.facts import FactHit, reported

_LEVELS = {"国": "全国", "省": "省级", "市": "市州", "县": "县市区"}
_ELSEWHERE = "其他"
_LEAST = 2  # regions that make a comparison


@dataclass(frozen=True, slots=True)
class Place:
    """A region's place; equal numbers share it. `value` is in the ranking's unit."""

    position: int
    region: str
    value: float
    bound: Bound | None
    words: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class LevelRanking:
    """The regions of one level (市州, 县市区), the highest number first."""

    level: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A comparison; without `levels` it was refused and `notes` say why."""

    indicator: str
    period: Period | None
    basis: str | None
    measure: Measure | None
    unit: str | None
    levels: tuple[LevelRanking, ...]
    notes: tuple[str, ...]


def ranking(hits: Sequence[FactHit], *, indicator: str, sort: Sort | None = None) -> Ranking:
    """
    Rank the regions by their actual figures of the latest period in which two of one level can be compared.

    A figure of a company or project is not its region's. `sort` asks for levels or growth; without it the measure that
    more regions state is taken, growth where they tie.
    """
    candidates: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for reading in readings(hits):
        fact, period = reading.fact, reading.period
        if fact.kind != "actual" or fact.subject or fact.region is None or period is None:
            continue
        if sort in (None, reading.measure.sort):
            # A point in time and what has accumulated up to it have equal days, and may still differ.
            candidates[fact.indicator, reported(period), basis_of(period), reading.measure].append(reading)
    comparable = [group for group in candidates.values() if _comparable(group)]
    if not comparable:
        return Ranking(indicator, None, None, None, None, (), (_refusal(indicator, stated=bool(candidates)),))
    chosen = max(comparable, key=_preference)
    period, measure = chosen[0].period, chosen[0].measure
    assert period is not None
    unit = common_unit(chosen)
    single, clashing = _settled(chosen, unit)
    notes = [
        *_choice(chosen, list(candidates.values()), comparable),
        *(note for note in (unit_note(chosen, unit),) if note),
        *clashing,
    ]
    if any(reading.bound for reading, _ in single):
        notes.append("带“以上”“突破”“左右”等字样的数，按所写的数字排序。")
    levels = _levels(single, unit)
    return Ranking(chosen[0].fact.indicator, period, basis_of(period), measure, unit, levels, tuple(notes))


def _level(region: str) -> str:
    known = gazetteer().get(region)
    return _LEVELS[known.level] if known else _ELSEWHERE


def _comparable(group: Sequence[Reading]) -> bool:
    """Whether at least two regions of one level state a number without contradicting themselves."""
    single, _ = _settled(group, common_unit(group))
    levels = [_level(reading.fact.region or "") for reading, _ in single]
    return any(levels.count(level) >= _LEAST for level in levels)


def _preference(group: Sequence[Reading]) -> tuple[object, ...]:
    regions = {reading.fact.region for reading in group}
    measure = group[0].measure
    return reported(group[0].period), len(regions), measure.sort == "增速", measure.sort, measure.base, _told(group)


def _settled(group: Sequence[Reading], unit: str) -> tuple[list[tuple[Reading, tuple[Citation, ...]]], list[str]]:
    """One reading a region; a region that is told two different numbers is left out, and a sentence says so."""
    by_region: dict[str, list[Reading]] = defaultdict(list)
    for reading in group:
        by_region[reading.fact.region or ""].append(reading)
    single, clashing = [], []
    for region, found in sorted(by_region.items()):
        said = distinct(found, unit)
        if len(said) == 1:
            single.append(said[0])
            continue
        numbers = "、".join(f"{reading.words}（{reading.citation.printed()}）" for reading, _ in said)
        clashing.append(f"{region}同一期间有不同的数，未参加排名：{numbers}。")
    return single, clashing


def _choice(
    chosen: Sequence[Reading], candidates: Sequence[Sequence[Reading]], comparable: Sequence[Sequence[Reading]]
) -> list[str]:
    """Which candidate was taken, and what else there is."""
    notes = []
    if len(comparable) > 1:
        others = [_told(group) for group in sorted(comparable, key=_preference, reverse=True) if group is not chosen]
        notes.append(f"取最近一期：{_told(chosen)}。另可比较：{'；'.join(others)}。")
    later = [group for group in candidates if reported(group[0].period) > reported(chosen[0].period)]
    if later:
        told = _told(max(later, key=_preference))
        notes.append(f"更近的{told}只有一个地区的数，或同级地区不足两个，无从比较。")
    return notes


def _told(group: Sequence[Reading]) -> str:
    period = group[0].period
    assert period is not None
    return f"{group[0].fact.indicator}{period.label}{basis_of(period)}{group[0].measure.sort}"


def _levels(single: Sequence[tuple[Reading, tuple[Citation, ...]]], unit: str) -> tuple[LevelRanking, ...]:
    by_level: dict[str, list[tuple[Reading, tuple[Citation, ...]]]] = defaultdict(list)
    for reading, citations in single:
        by_level[_level(reading.fact.region or "")].append((reading, citations))
    found = []
    for level in (*_LEVELS.values(), _ELSEWHERE):
        said = sorted(by_level[level], key=lambda one: (-one[0].in_unit(unit), one[0].fact.region or ""))
        values = [reading.in_unit(unit) for reading, _ in said]
        places = [
            Place(
                position=values.index(reading.in_unit(unit)) + 1,
                region=reading.fact.region or "",
                value=reading.in_unit(unit),
                bound=reading.bound,
                words=reading.words,
                citations=citations,
            )
            for reading, citations in said
        ]
        if places:
            found.append(LevelRanking(level, tuple(places)))
    return tuple(found)


def _refusal(indicator: str, *, stated: bool) -> str:
    if not stated:
        return f"没有“{indicator}”的、写明地区和期间的实际数字，无从比较。"
    return f"“{indicator}”没有两个同级地区在同一期间、同一口径下的数字，无从比较。"
