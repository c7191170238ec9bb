"""Amounts of one kind in one unit: 万元 and 亿元 -> 元, 万千瓦时 -> 瓦时, so that they can be compared."""

import re

_MULTIPLIERS = {"亿": 100_000_000.0, "万": 10_000.0, "千": 1_000.0, "百": 100.0, "十": 10.0}
# 百分点 begins with no hundred, and what is counted in 个 needs no 个 before it.
_WHOLE = ("百分点", "%", "‰")
_COUNTED = re.compile(r"^个(?=百分点)")
# Units of one kind that differ by a fixed factor; only those that are exact.
_FACTORS = {"公里": (1_000.0, "米"), "公斤": (2.0, "斤"), "公顷": (10_000.0, "平方米"), "吨": (2_000.0, "斤")}
# More digits than any bulletin prints, fewer than where binary fractions show.
_DIGITS = 12


def in_base(value: float, unit: str) -> tuple[float, str]:
    """The same amount in the unit without 万, 亿, 千, 百: (62.89, 万户) -> (628900, 户)."""
    factor, base = factor_of(unit)
    return rounded(value * factor), base


def factor_of(unit: str) -> tuple[float, str]:
    """How many of the base unit make one of `unit`, and the base unit: 亿元 -> (100000000, 元)."""
    rest, factor = _COUNTED.sub("", unit.strip()), 1.0
    while not rest.startswith(_WHOLE) and len(rest) > 1 and rest[0] in _MULTIPLIERS:
        factor *= _MULTIPLIERS[rest[0]]
        rest = rest[1:]
    more, base = _FACTORS.get(rest, (1.0, rest))
    return factor * more, base


def converted(value: float, unit: str, target: str) -> float | None:
    """The amount in another unit of its kind; None where the two are of different kinds."""
    factor, base = factor_of(unit)
    other, same = factor_of(target)
    return rounded(value * factor / other) if base == same else None


def rounded(value: float) -> float:
    """Without the traces of binary fractions: 7.1 - 6.8 is 0.3."""
    return float(f"{value:.{_DIGITS}g}")


def plain(value: float) -> str:
    """The number as it is printed: no exponent, no needless decimals."""
    text = f"{rounded(value):.10f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
