"""How a figure moves and stands: 增长5%, 减少18起, 高于全省平均水平4.6个百分点, 排全省第3位, 占比重持续提升."""

import re
from dataclasses import replace
from functools import cache
from typing import Any, Literal, cast

from corpus.bulletin import Bound, Comparison, Fact, Rank
from corpus.drafting import Drafts
from corpus.indicators import find_indicators, indicator_named, states
from corpus.intent import kind_of
from corpus.measures import factor_of
from corpus.naming import Noun, is_measure, is_ratio, listed
from corpus.predicates import Predicate
from corpus.quantities import Quantity
from corpus.wording import FIGURE, either, words

_LONGEST_WAY = 8
# 均居全省第1位 behind two figures is of both; behind more it cannot be told how far back it reaches.
_TOGETHER = 2
# A fall of at most 15% is growth of at least -15%.
_AWAY: dict[Bound | None, Bound | None] = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "~": "~", None: None}


def change(drafts: Drafts, predicate: Predicate, boundary: int) -> None:
    """Growth: of the noun before it, or of the fact or facts that it goes on about."""
    named = drafts.noun(boundary, predicate.start)
    if named is not None and indicator_named(named.text) is None and indicator_named(named.text + predicate.verb):
        named = replace(named, text=named.text + predicate.verb)  # 经济增长6%
    index = drafts.referent(named, predicate.start)
    if _unread(drafts, predicate, boundary, named):
        drafts.lost = True
        return
    if any(figure.sort in ("measure", "count") for figure in predicate.figures):
        _absolute(drafts, predicate, named, index)
        return
    if index is not None and named is None and predicate.figures[0].unit == "%":
        index = drafts.grown(index)
    if named is not None and named.sign < 0:
        predicate = replace(predicate, sign=-1)  # 降幅扩大至12%
    if index is not None and (named is None or drafts.drafts[index].fact.change is None):
        targets = _spoken_of(drafts, predicate, index, "change")
        if len(predicate.figures) in (1, len(targets)) and all(
            drafts.drafts[target].fact.change is None for target in targets
        ):
            for target, figure in zip(targets, _spread(predicate, len(targets)), strict=False):
                drafts.update(target, predicate, last="change", **_rate(predicate, figure))
            return
    if named is not None:
        _grown(drafts, predicate, named)
    elif len(predicate.figures) > 1 or not drafts.again(predicate, **_rate(predicate, predicate.figures[0])):
        drafts.lost = True


def _unread(drafts: Drafts, predicate: Predicate, boundary: int, named: Noun | None) -> bool:
    """What has no place in a fact: a contribution in points, growth of several years, one figure for 分别."""
    names, said = words()["names"], drafts.text[boundary : predicate.figures[0].start]
    contribution = named is not None and any(word in named.text for word in names["contributions"])
    points = predicate.figures[0].sort == "points"
    return (
        (contribution and points)
        or any(word in said for word in names["yearly"])
        or (predicate.each and len(predicate.figures) == 1)
    )


def _grown(drafts: Drafts, predicate: Predicate, named: Noun) -> None:
    """New facts of growth: one, or one for each noun or region listed."""
    count = len(predicate.figures) if len(predicate.figures) > 1 else None
    names = listed(named.text, count, together=predicate.together)
    regions = drafts.around.regions_at(named.start)
    if count is not None and len(names) != count:
        if len(regions) == count:
            for region, figure in zip(regions, predicate.figures, strict=True):
                drafts.add(named.text, named.text, named.start, predicate, region=region, **_rate(predicate, figure))
        return
    for name, figure in zip(names, _spread(predicate, len(names)), strict=True):
        if name != names[-1] and is_ratio(name) and not is_ratio(named.text):
            # 失业率、价格涨幅分别控制在5%和3%以内: a rate has a level, not growth
            bound = figure.bound or predicate.figures[-1].bound
            drafts.add(name, name, named.start, predicate, value=figure.value, unit=figure.unit, bound=bound)
        else:
            drafts.add(name, name, named.start, predicate, **_rate(predicate, figure))


def _spread(predicate: Predicate, count: int) -> tuple[Quantity, ...]:
    """The figure for each of `count` facts: one for all, or one each."""
    return predicate.figures * count if len(predicate.figures) == 1 else predicate.figures


def _spoken_of(drafts: Drafts, predicate: Predicate, index: int, lacking: str) -> list[int]:
    if len(predicate.figures) > 1:
        return drafts.latest(len(predicate.figures))
    if predicate.together:
        return drafts.fresh(lacking) or [index]
    return [index]


def _rate(predicate: Predicate, figure: Quantity) -> dict[str, Any]:
    bound, sign = figure.bound or predicate.figures[-1].bound, predicate.sign
    return {
        "change": sign * figure.value,
        "change_upper": sign * figure.upper if figure.upper is not None else None,
        "change_unit": "百分点" if figure.sort == "points" else figure.unit,
        "change_bound": _AWAY[bound] if sign < 0 else bound,
        "change_over": predicate.over or None,
    }


def _absolute(drafts: Drafts, predicate: Predicate, named: Noun | None, index: int | None) -> None:
    """减少18起: set against a base that has been named, or against the year before; else a change in its unit."""
    than = drafts.base or (words()["moves"]["last_year"] if predicate.over == "同比" else "")
    if index is not None and than:
        targets = drafts.latest(len(predicate.figures)) if len(predicate.figures) > 1 else [index]
        if len(targets) == len(predicate.figures):
            for target, figure in zip(targets, predicate.figures, strict=True):
                if factor_of(drafts.drafts[target].fact.unit or figure.unit)[1] == factor_of(figure.unit)[1]:
                    _compare(drafts, target, predicate, than, figure)
    elif named is not None and len(predicate.figures) == 1:
        drafts.add(named.text, named.text, named.start, predicate, **_rate(predicate, predicate.figures[0]))


def base(drafts: Drafts, predicate: Predicate, _boundary: int) -> None:
    """与去年同期相比，: what the figures behind it are set against."""
    drafts.base = drafts.printed(predicate.than, predicate.start)


def comparison(drafts: Drafts, predicate: Predicate, boundary: int) -> None:
    """高于全省平均水平4.6个百分点: beside another region, a schedule, an expectation, another time."""
    named = drafts.noun(boundary, predicate.start)
    index, figures = drafts.referent(named, predicate.start), predicate.figures
    if index is None:
        index = _compared(drafts, predicate, named)
        if index is None:
            return
    than = drafts.printed(predicate.than, predicate.start)
    fact = drafts.drafts[index].fact
    if len(figures) == 1 and figures[0].sort == "points" and _moves_level(fact, predicate):
        drafts.update(index, predicate, **_rate(predicate, figures[0]))
        return
    others = [part for part in re.split("、|和|及|与", than) if part]
    if len(figures) > 1 and len(others) == len(figures):
        for other, figure in zip(others, figures, strict=True):
            _compare(drafts, index, predicate, other, figure)
    elif len(figures) > 1:
        targets = drafts.latest(len(figures))
        for target, figure in zip(targets, figures, strict=True) if len(targets) == len(figures) else ():
            _compare(drafts, target, predicate, than, figure)
    elif not figures or len(others) == 1:
        for target in _all_or_last(drafts, boundary, predicate, index, "comparisons"):
            _compare(drafts, target, predicate, than, figures[0] if figures else None)


def _compared(drafts: Drafts, predicate: Predicate, named: Noun | None) -> int | None:
    """居民收入增速高于经济增速: facts that only a comparison tells of; the index of the last."""
    before = len(drafts.drafts)
    if named is None or not is_measure(named.text):
        return None
    wording = drafts.text[named.start : predicate.start]
    for one in listed(named.text, len(predicate.figures) if predicate.each else None):
        if (draft := drafts.add(one, wording, named.start, predicate)) is not None and named.growth:
            drafts.drafts[-1] = replace(draft, last="change")
    if len(drafts.drafts) == before or (predicate.each and len(drafts.drafts) - before != len(predicate.figures)):
        del drafts.drafts[before:]
        return None
    return len(drafts.drafts) - 1


def _compare(drafts: Drafts, index: int, predicate: Predicate, than: str, figure: Quantity | None) -> None:
    difference, unit = (predicate.sign * figure.value, figure.unit) if figure else (None, None)
    one = Comparison(than, difference, unit, _direction_of(predicate))
    drafts.update(index, predicate, comparisons=(*drafts.drafts[index].fact.comparisons, one))


def _direction_of(predicate: Predicate) -> Literal[-1, 0, 1]:
    return cast(Literal[-1, 0, 1], predicate.sign)


def _moves_level(fact: Fact, predicate: Predicate) -> bool:
    """占比67.6%，较去年同期提升5.9个百分点: the share itself has moved; a growth rate is compared."""
    return predicate.than in words()["moves"]["same_period"] and fact.unit == "%" and fact.change is None


def _all_or_last(drafts: Drafts, boundary: int, predicate: Predicate, index: int, lacking: str) -> list[int]:
    """均 reaches back to both of two facts; of more, none is given what may not be its own."""
    own = drafts.drafts[index].fact
    said, stated = drafts.text[boundary : predicate.start], drafts.text[own.start : own.end]
    # 两类项目投放率均为100%，都排全省第1: both are told in one fact
    if not _together().search(said) or _together().search(stated):
        return [index]
    fresh = drafts.fresh(lacking)
    return fresh if len(fresh) <= _TOGETHER else []


def rank(drafts: Drafts, predicate: Predicate, boundary: int) -> None:
    """排全省第3位: a place, of the value or of the growth."""
    named = drafts.noun(boundary, predicate.start)
    index = drafts.referent(named, predicate.start)
    if index is None:
        if named is None or not is_measure(named.text):
            return
        if drafts.add(named.text, named.text, named.start, predicate) is None:
            return
        index = len(drafts.drafts) - 1
        drafts.drafts[index] = replace(drafts.drafts[index], last="change" if named.growth else "value")
    data, said = words()["ranking"], drafts.text[boundary : predicate.start]
    of = drafts.drafts[index].last
    if any(word in said for word in data["of_change"]):
        of = "change"
    elif named is not None and drafts.drafts[index].fact.value is not None:
        of = "value"
    elif drafts.drafts[index].fact.change_unit == "百分点" and drafts.drafts[index].fact.value is not None:
        of = "value"  # a share that has moved is ranked by what it is
    place = Rank(drafts.printed(predicate.scope, predicate.start), predicate.position, of)
    for target in _all_or_last(drafts, boundary, predicate, index, "ranks"):
        drafts.update(target, predicate, ranks=(*drafts.drafts[target].fact.ranks, place))


def directions(drafts: Drafts) -> None:
    """…占比重持续提升, 进出口保稳提质: aims that tell only which way, in the clauses without a figure."""
    aiming = drafts.setting.plan or drafts.setting.coming
    read = [(draft.fact.start, draft.fact.end) for draft in drafts.drafts[drafts.carried :]]
    for match in re.finditer(r"[^,;。:!?]+", drafts.mask):
        start, end = match.span()
        if FIGURE in match[0] or any(first < end and start < last for first, last in read):
            continue
        named, told = _known(drafts, start, end)
        way = _way().search(match[0]) if aiming or words()["directions"]["always"] in match[0] else None
        if named is None and way is not None:
            named = drafts.noun(start, start + way.start())
            told = drafts.text[start + way.start("way") : start + way.end("way")]
        if named is None:
            continue
        for name in listed(named.text, None):
            whole = Predicate("level", named.start, end)
            listed_or_ratio = indicator_named(name) is not None or is_ratio(name)
            kind = kind_of(drafts.around, named.start, end, name=name, period=None, growing=False)
            if listed_or_ratio and kind == "target":
                drafts.add(name, name, named.start, whole, direction=told)


def _known(drafts: Drafts, start: int, end: int) -> tuple[Noun | None, str]:
    """A listed indicator at the head of the clause and what is said of it: 固定资产投资提质提效."""
    named = drafts.noun(start, end)
    if named is None:
        return None, ""
    mention = next((one for one in find_indicators(named.text) if one.start == 0 and states(named.text, one)), None)
    told = named.text[mention.end :] if mention else ""
    if mention is None or not told.endswith(tuple(words()["directions"]["ways"])) or len(told) > _LONGEST_WAY:
        return None, ""
    way = _way().search(told)
    return Noun(named.start, named.start + mention.end, named.text[: mention.end]), way["way"] if way else told


@cache
def _together() -> re.Pattern[str]:
    return re.compile(rf"(?<!平)(?:{either(words()['moves']['together'])})")


@cache
def _way() -> re.Pattern[str]:
    data = words()["directions"]
    return re.compile(rf"(?:{either(data['manner'])})*(?P<way>{either(data['ways'])})$")
