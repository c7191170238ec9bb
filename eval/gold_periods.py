"""Read the periods of gold labels (2026-Q1, 2026-01/2026-02, 2026-03-31, 2026-01/..) and compare them with a fact's."""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.bulletin import Period

_PARTS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
_POINT = re.compile(r"(\d{4})(?:-(?:(Q[1-4]|H[12])|(\d{2})(?:-(\d{2}))?))?")


@dataclass(frozen=True, slots=True)
class GoldPeriod:
    """The days of a label; `form` tells years, single days and open ends (`..`) from spans of months."""

    start: datetime.date
    end: datetime.date
    form: Literal["months", "year", "day", "open"]


@cache
def gold_period(text: str) -> GoldPeriod:
    """The period a label writes, a subset of EDTF (ISO 8601-2) with Q1–Q4 and H1–H2; raises ValueError."""
    first, slash, last = text.partition("/")
    start = _point(first)
    if not slash:
        return start
    if last == "..":
        return GoldPeriod(start.start, start.end, "open")
    end = _point(last)
    if start.form == "day" or end.form == "day" or end.end < start.start:
        raise ValueError(f"no period: {text}")
    return GoldPeriod(start.start, end.end, "year" if start.form == end.form == "year" else "months")


def same_period(label: str | None, period: Period | None) -> bool:
    """
    Whether a fact's period is the one of the label.

    截至3月31日, 1-3月 and 一季度 have equal days and are the same period. A label of one day is met by a period that
    runs from 1 January to that day, or by the day itself; the last day of a year only by 年底 (时点), and a label of
    a year by anything over its days but 年底. A label with an open end is met by 以来 from the same day. null is met
    by None only.
    """
    if label is None or period is None:
        return label is None and period is None
    gold = gold_period(label)
    if gold.form == "open":
        return period.start == gold.start and "以来" in period.label
    if gold.form == "day":
        if (period.start, period.end) == (gold.start, gold.end):
            return True
        counted = (period.start, period.end) == (gold.start.replace(month=1, day=1), gold.end)
        return counted and (period.basis == "时点" or (gold.end.month, gold.end.day) != (12, 31))
    if gold.form == "year" and period.basis == "时点":
        return False
    return (period.start, period.end) == (gold.start, gold.end)


def _point(text: str) -> GoldPeriod:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"no period: {text}")
    year = int(match[1])
    if match[4]:
        day = datetime.date(year, int(match[3]), int(match[4]))
        return GoldPeriod(day, day, "day")
    if not match[2] and not match[3]:
        return GoldPeriod(datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year")
    first, last = _PARTS[match[2]] if match[2] else (int(match[3]), int(match[3]))
    end = datetime.date(year, last, calendar.monthrange(year, last)[1])
    return GoldPeriod(datetime.date(year, first, 1), end, "months")
