"""Whether two facts cannot both be true: one indicator, region and period with two figures."""

import datetime

from corpus.bulletin import Fact
from corpus.indicators import indicator_named
from corpus.measures import converted, plain


def contradicts(one: Fact, other: Fact) -> bool:
    """
    Whether the two say different things of the same listed indicator, region, days and intent.

    Names that no list has (新开工项目) are left out: what they count differs from paragraph to paragraph. So are bounded
    values (突破1000家) and those that differ by rounding only (57.6亿元, 57.62亿元).
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
        and _days(one) == _days(other)
        and (_other_change(one, other) or _other_value(one, other))
    )


def _days(fact: Fact) -> tuple[datetime.date, datetime.date] | None:
    return (fact.period.start, fact.period.end) if fact.period else None


def _other_change(one: Fact, other: Fact) -> bool:
    if one.change is None or other.change is None or one.change_unit != other.change_unit:
        return False
    if {one.change_over, other.change_over} == {"同比", "环比"}:
        return False
    return (one.change, one.change_upper, one.change_bound) != (other.change, other.change_upper, other.change_bound)


def _other_value(one: Fact, other: Fact) -> bool:
    if one.value is None or other.value is None or one.unit is None or other.unit is None:
        return False
    if one.bound or other.bound or one.upper is not None or other.upper is not None:
        return False
    value = converted(other.value, other.unit, one.unit)
    if value is None:
        return False
    decimals = min(_decimals(one.value), _decimals(value))
    return round(one.value, decimals) != round(value, decimals)


def _decimals(value: float) -> int:
    return len(plain(value).partition(".")[2])
