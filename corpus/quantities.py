"""The quantities a text states: 8976.10万元, 4.6个百分点, 62.89万户以上, 4.5%—5%, 十件 -> number, unit and bound."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from corpus.bulletin import Bound
from corpus.folding import fold
from corpus.numerals import numeral

Sort = Literal["measure", "count", "percent", "points", "doubling"]

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,15})?(?!\d)"
_SPELLED = r"[一二两三四五六七八九十百千]{1,4}"
# Numbers in these are names, not figures: 《…（2025—2035年）》, “1+3+X”, 〔2024〕2号.
_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕\d*号?|“[^”]{0,30}”")
_LISTED = re.compile(r"(?<![\da-z第+/.])(?:\d+(?:\.\d+)?个?[、和])+$")
_MONEY = re.compile(r"[亿万]元")


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    `text[start:end]` says `value` of `unit`, with the bound words behind it; 突破 and 约 stand ahead of it.

    `unit` is as printed with its multiplier (万户); `upper` closes a range; `spelled` tells a Chinese numeral (十件).
    """

    start: int
    end: int
    value: float
    unit: str
    sort: Sort
    bound: Bound | None = None
    upper: float | None = None
    spelled: bool = False


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_name("quantities.toml").open("rb") as file:
        return tomllib.load(file)


def bound_words() -> tuple[str, ...]:
    """The words that stand ahead of a number and bound it: 突破, 约, 不低于."""
    return tuple(_data()["bounds"]["ahead"])


def _either(words: Any) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    data = _data()
    bounds, multipliers = data["bounds"], _either(data["multipliers"])
    units = []
    for unit in sorted((*data["measures"], *data["counters"]), key=len, reverse=True):
        stop = data["not_followed_by"].get(unit)
        units.append(re.escape(fold(unit)) + (f"(?!{_either(stop)})" if stop else ""))
    # 近3500万，: people or users, as the noun says; the unit is left out.
    unit = rf"(?:{'|'.join(units)})"
    alone = r"[万亿](?=[,;。、)]|$)"
    return re.compile(
        rf"(?:{data['bounds']['no_ahead']}(?P<ahead>{_either(bounds['ahead'])}))?"
        rf"(?:(?<![\d第/])(?<![^a-z][a-z])(?<!^[a-z])(?<![a-z]-)(?<!\d[.,+])(?P<minus>(?<![\d%a-z年月日)])-|(?<=[为是达至率速幅])负)?(?P<number>{_NUMBER})(?P<range>%?(?:{multipliers})?(?:-{{1,2}}|至|到|~)(?P<upper>{_NUMBER})(?![年月日号]))?"
        rf"|(?P<spelled>(?<![第\d]){_SPELLED}))"
        rf"(?P<inside>{_either(bounds['inside'])})?"
        rf"(?:(?P<percent>%)|(?P<points>{_either(data['points'])})|(?P<unit>(?:{multipliers})?(?P<inside2>{_either(bounds['inside'])})?{unit}(?:\([套辆件项次期个支]\))?(?:/[月年天日秒时人吨亩户次])?(?!级)|{alone}))"
        rf"(?P<behind>{_either(bounds['behind'])})?"
    )


@cache
def _doubling() -> re.Pattern[str]:
    return re.compile(_either(_data()["doubling"]["words"]))


@cache
def _measures() -> frozenset[str]:
    return frozenset(fold(unit) for unit in _data()["measures"])


def find_quantities(text: str) -> list[Quantity]:
    """
    The quantities in `text`, in order; a bare number, a rank, a date and a number in quotation marks are none.

    A Chinese numeral counts only with a counter: 十件. Whether 一批 or 两项 is meant as a figure is the reader's to tell.
    """
    folded = fold(text)
    quoted = [match.span() for match in _QUOTED.finditer(text) if not _MONEY.search(match[0])]
    found = []
    for match in _pattern().finditer(folded):
        start = match.start("number") if match["number"] else match.start("spelled")
        if any(begin <= start < end for begin, end in quoted) or _moved_place(folded, match):
            continue
        quantity = _quantity(match, text)
        if quantity is not None:
            found += [*_sharing(folded, quantity.start, quantity), quantity]
    for match in _doubling().finditer(folded):
        if not any(begin <= match.start() < end for begin, end in quoted):
            value = float(_data()["doubling"]["words"][match[0]])
            found.append(Quantity(match.start(), match.end(), value, "%", "doubling"))
    # 2.2个和3.7个百分点: what shares a later unit is no count of its own.
    return [one for _, one in sorted({quantity.start: quantity for quantity in found}.items())]


def _moved_place(folded: str, match: re.Match[str]) -> bool:
    """较上年前移2位: places are moved by, not counted."""
    return match["unit"] == "位" and folded[match.start() - 1 : match.start()] in ("移", "升", "降", "退", "进", "跃")


def _sharing(folded: str, end: int, quantity: Quantity) -> list[Quantity]:
    """The numbers before `end` that share the unit behind the last one: 0.2、6.2个百分点."""
    listed = _LISTED.search(folded[:end])
    if listed is None or quantity.spelled or ("个" in listed[0] and quantity.sort != "points"):
        return []
    return [
        replace(
            quantity,
            start=listed.start() + number.start(),
            end=listed.start() + number.end() + (listed[0][number.end() : number.end() + 1] == "个"),
            value=float(number[0]),
            upper=None,
        )
        for number in re.finditer(_NUMBER, listed[0])
    ]


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    bounds = _data()["bounds"]
    bound = next(
        (
            bounds[place][match[group]]
            for place, group in (("behind", "behind"), ("inside", "inside"), ("inside", "inside2"), ("ahead", "ahead"))
            if match[group] and bounds[place][match[group]]
        ),
        None,
    )
    if match["spelled"]:
        if not match["unit"] or match["unit"] in _measures():
            return None
        spelled, upper = numeral(match["spelled"]), None
        if spelled is None:
            return None
        value = float(spelled)
    else:
        value = float(match["number"].replace(",", "")) * (-1 if match["minus"] else 1)
        upper = float(match["upper"].replace(",", "")) if match["upper"] else None
    unit, sort = _unit(match, text)
    return Quantity(
        match.start("spelled" if match["spelled"] else "minus" if match["minus"] else "number"),
        match.end(),
        value,
        unit,
        sort,
        cast(Bound | None, bound),
        upper,
        bool(match["spelled"]),
    )


def _unit(match: re.Match[str], text: str) -> tuple[str, Sort]:
    if match["percent"]:
        return "%", "percent"
    if match["points"]:
        return "百分点", "points"
    printed = text[match.start("unit") : match.end("unit")]
    if match["inside2"]:  # 5000万多元 is in 万元
        printed = printed.replace(match["inside2"], "", 1)
    base = fold(printed).split("(")[0].split("/")[0] if fold(printed) not in _measures() else fold(printed)
    for multiplier in sorted(_data()["multipliers"], key=len, reverse=True):
        if base.startswith(multiplier) and base != multiplier:
            base = base[len(multiplier) :]
            break
    return printed, "measure" if base in _measures() else "count"
