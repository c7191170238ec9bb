"""Whether two facts cannot both be true: one indicator, region and period with two figures."""

from collections import defaultdict
from collections.abc import Sequence

from corpus.bulletin import Fact, Period
from corpus.indicators import indicator_named
from corpus.measures import converted, plain

_DIFFERENT = 200  # different statements of one indicator and region that a document is compared with


def contradicts(one: Fact, other: Fact) -> bool:
    """
    Whether the two say different things of the same listed indicator, region, days and intent.

    Names that no list has (新开工项目) are left out: what they count differs from paragraph to paragraph. So are results that
    no period is told of, figures that differ by rounding only (57.6亿元, 57.62亿元), and results told with a bound (突破1000家);
    two aims may differ by their bound alone (10%左右, 10%以上).
    """
    same = (one.indicator, one.region, one.subject, one.kind) == (
        other.indicator,
        other.region,
        other.subject,
        other.kind,
    )
    return (
        same
        and indicator_named(one.indicator) is not None
        and (_same_period(one.period, other.period) or (one.kind == "target" and one.period is other.period is None))
        and (_other_change(one, other) or _other_value(one, other))
    )


def _same_period(one: Period | None, other: Period | None) -> bool:
    """The same days; 2025年底 is not 2025年."""
    if one is None or other is None or (one.start, one.end) != (other.start, other.end):
        return False
    return {one.basis, other.basis} != {"年度", "时点"}


def _other_change(one: Fact, other: Fact) -> bool:
    if one.change is None or other.change is None or one.change_unit != other.change_unit:
        return False
    if {one.change_over, other.change_over} == {"同比", "环比"} or one.change_upper != other.change_upper:
        return False
    if one.kind == "target" and one.change_bound != other.change_bound:
        return True
    return not (one.change_bound or other.change_bound) and _differ(one.change, other.change)


def _other_value(one: Fact, other: Fact) -> bool:
    if one.value is None or other.value is None or one.unit is None or other.unit is None:
        return False
    if one.bound or other.bound or one.upper is not None or other.upper is not None:
        return False
    value = converted(other.value, other.unit, one.unit)
    return value is not None and _differ(one.value, value)


def _differ(one: float, other: float) -> bool:
    """Whether the two differ by more than the decimals that the rounder one has."""
    decimals = min(_decimals(one), _decimals(other))
    return round(one, decimals) != round(other, decimals)


def _decimals(value: float) -> int:
    return len(plain(value).partition(".")[2])


def clashes(facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """
    For each fact that contradicts an earlier one, the first that it contradicts: (earlier, later).

    A figure told over and over is compared once, so that a thousand copies of a sentence make no million of findings.
    """
    kept: dict[tuple[str, str | None], list[Fact]] = defaultdict(list)
    found = []
    for fact in facts:
        before = kept[fact.indicator, fact.region]
        clash = next((one for one in before if contradicts(one, fact)), None)
        if clash is not None:
            found.append((clash, fact))
        if len(before) < _DIFFERENT and not any(_says_the_same(one, fact) for one in before):
            before.append(fact)
    return found


def _says_the_same(one: Fact, other: Fact) -> bool:
    return (one.value, one.unit, one.change, one.change_bound, one.period, one.kind) == (
        other.value,
        other.unit,
        other.change,
        other.change_bound,
        other.period,
        other.kind,
    )
