"""Targets set against what was reached later: by how much, what share, and whether the period is over yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.figures.reading import Reading, readings
from assistant.figures.wording import difference_words
from corpus.bulletin import Period
from corpus.measures import plain, rounded
from index.facts import FactHit, reported

Verdict = Literal["完成", "未完成", "已提前达到", "进度", "不能判断", "不可比", "尚无实际"]


@dataclass(frozen=True, slots=True)
class Check:
    """
    One target and the latest figure to set against it.

    `difference` is what was reached minus the target, in `difference_unit`; `share` what was reached in per cent of an
    amount. `sentence` says it all; a part of the target's period is told as 进度 and never judged as missed.
    """

    target: Reading
    actual: Reading | None
    verdict: Verdict
    sentence: str
    difference: float | None = None
    difference_unit: str | None = None
    share: float | None = None


def check_targets(hits: Sequence[FactHit]) -> list[Check]:
    """Every target among the hits against the actual figures among them; those with something to compare first."""
    found = readings(hits)
    targets = [reading for reading in found if reading.fact.kind == "target"]
    actual = [reading for reading in found if reading.fact.kind == "actual"]
    return sorted((_check(target, actual) for target in targets), key=lambda check: check.actual is None)


def _check(target: Reading, actual: Sequence[Reading]) -> Check:
    if target.period is None:
        return Check(target, None, "不能判断", "目标没有写明期间，无法对应到实际。")
    if target.fact.region is None:
        return Check(target, None, "不能判断", "目标没有写明地区，无法对应到实际。")
    own = [reading for reading in actual if _speaks_of(reading, target) and _falls_in(reading.period, target.period)]
    if not own:
        return Check(target, None, "尚无实际", f"资料里还没有这一期间（{target.period.label}）的实际数。")
    comparable = [reading for reading in own if reading.measure == target.measure]
    if target.measure.sort != "增速" and target.unit != "%":
        # What one month brought is no progress of an amount that accumulates through the year.
        comparable = [
            reading for reading in comparable if reading.period and _from_start(reading.period, target.period)
        ]
    if not comparable:
        other = max(own, key=lambda reading: _nearness(reading, target.period))
        return Check(target, other, "不可比", _incomparable(target, other))
    return _judged(target, max(comparable, key=lambda reading: _nearness(reading, target.period)))


def _speaks_of(reading: Reading, target: Reading) -> bool:
    one, other = reading.fact, target.fact
    return (one.indicator, one.region, one.subject) == (other.indicator, other.region, other.subject)


def _falls_in(period: Period | None, wanted: Period | None) -> bool:
    """Whether a period lies in the target's or ends in it: a stock at its end counts, whenever it began."""
    return period is not None and wanted is not None and wanted.start <= period.end <= wanted.end


def _from_start(period: Period, wanted: Period | None) -> bool:
    return wanted is not None and (period.start == wanted.start or period.basis == "时点")


def _nearness(reading: Reading, wanted: Period | None) -> tuple[object, ...]:
    """The figure to take: one that counts from the target's beginning, the latest of these, of the newest document."""
    assert reading.period is not None
    day = reading.citation.date
    order = reading.citation.document, reading.citation.paragraph, reading.citation.span
    return _from_start(reading.period, wanted), reported(reading.period), day.toordinal() if day else 0, order


def _incomparable(target: Reading, other: Reading) -> str:
    if target.measure.sort != other.measure.sort:
        return f"目标说的是{target.measure.sort}（{target.words}），实际说的是{other.measure.sort}（{other.words}），不能相比。"
    if target.measure.base != other.measure.base:
        return f"目标以{target.unit}计，实际以{other.unit or '个数'}计，不能相比。"
    assert other.period is not None
    return f"实际只有{other.period.label}一段（{other.words}），不是从目标起点累计的，不能折算进度。"


def _judged(target: Reading, actual: Reading) -> Check:
    assert target.period is not None and actual.period is not None
    reached = actual.in_unit(target.unit)
    difference = rounded(reached - target.value)
    rate = target.unit in ("%", "百分点")
    unit = "百分点" if rate else target.unit
    share = None if rate or not target.value else rounded(reached / target.value * 100)
    whole = actual.period.end == target.period.end and (
        actual.period.start == target.period.start or "时点" in (actual.period.basis, target.period.basis)
    )
    met = _met(target, actual)
    verdict = _verdict(target, met, whole=whole)
    return Check(
        target=target,
        actual=actual,
        verdict=verdict,
        sentence=_sentence(target, actual, verdict, difference=difference, unit=unit, share=share),
        difference=difference,
        difference_unit=unit,
        share=share,
    )


def _verdict(target: Reading, met: bool | None, *, whole: bool) -> Verdict:
    if not whole:
        # An amount that has accumulated does not melt away; a rate or a ceiling can still be missed.
        kept = target.measure.sort != "增速" and target.unit != "%" and target.bound not in ("<=", "<", "~")
        return "已提前达到" if met and kept and target.value > 0 else "进度"
    if met is None:
        return "不能判断"
    return "完成" if met else "未完成"


def _met(target: Reading, actual: Reading) -> bool | None:
    """
    Whether the target is reached, as far as the bounds on both sides allow to tell.

    A target below zero (下降3%) is reached by falling as far or farther, so both are turned round.
    """
    sign = -1.0 if target.value < 0 else 1.0
    wanted, reached = target.value * sign, actual.in_unit(target.unit) * sign
    last = actual.upper_in(target.unit) * sign
    at_least = float("-inf") if actual.bound in ("<=", "<") else min(reached, last)
    at_most = float("inf") if actual.bound in (">=", ">") else max(reached, last)
    if target.bound in ("<=", "<"):
        if at_most < wanted or (at_most == wanted and (target.bound == "<=" or actual.bound == "<")):
            return True
        return False if at_least > wanted or (at_least == wanted and target.bound == "<") else None
    if at_least > wanted or (at_least == wanted and (target.bound != ">" or actual.bound == ">")):
        return True
    if target.bound == "~":  # how near 左右 has to be is nowhere said
        return None
    return False if at_most < wanted or (at_most == wanted and target.bound == ">") else None


def _sentence(
    target: Reading, actual: Reading, verdict: Verdict, *, difference: float, unit: str, share: float | None
) -> str:
    assert target.period is not None and actual.period is not None
    said = difference_words(difference, unit)
    than = "与目标持平" if difference == 0 else f"比目标{said}"
    part = f"，为目标的{plain(round(share, 1))}%" if share is not None else ""
    if actual.bound in (">=", ">"):
        than = f"{than}（实际为“{actual.words}”，差额按所写数字计）"
    reached = f"{actual.period.label}{actual.words}，{than}{part}"
    match verdict:
        case "进度":
            over = (
                "期间与目标的期间不同" if actual.period.end == target.period.end else f"{target.period.label}尚未期满"
            )
            return f"{reached}；{over}，仅作进度。"
        case "已提前达到":
            return f"{reached}；{target.period.label}尚未期满，已提前达到。"
        case "不能判断":
            return f"{reached}；目标或实际是约数、界限，不能判断是否完成。"
        case _:
            return f"{reached}；{verdict}目标{_further(target, actual)}。"


def _further(target: Reading, actual: Reading) -> str:
    """Whether the second aim (力争) is reached as well; it belongs to the growth where growth is said."""
    stretch = target.fact.stretch
    own = target.measure.sort != "数值" or target.fact.change is None
    if stretch is None or not own:
        return ""
    # A ceiling is kept by staying below, an aimed-at fall by falling as far.
    down = target.bound in ("<=", "<") or target.value < 0
    reached = actual.in_unit(target.unit) <= stretch if down else actual.in_unit(target.unit) >= stretch
    return f"，力争的{plain(abs(stretch))}{target.unit}{'也已达到' if reached else '未达到'}"
