"""How much there is: 完成57.6亿元, 22家企业申报…, 占比67.6%, 完成年度任务的14.1%, 由280万吨扩至500万吨."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from corpus.bulletin import Fact, FactKind
from corpus.drafting import Drafts
from corpus.indicators import indicator_named
from corpus.intent import kind_of
from corpus.naming import LONGEST_NAME, Noun, is_measure, is_ratio, listed, subject_of
from corpus.predicates import Predicate
from corpus.quantities import Quantity
from corpus.wording import either, words

_JOIN = re.compile("和|及|与|以及")
# Who or what a figure further on is of: not counted for its own sake.
_DOER = Noun(0, 0, "")
_LONGEST_DEED = 6


def level(drafts: Drafts, predicate: Predicate, boundary: int) -> None:
    """A value, with the noun it is of before or behind it."""
    figure = predicate.figures[0]
    named = drafts.noun(boundary, predicate.start)
    if _of_another_time(drafts.text[boundary : figure.start]):
        return
    if predicate.each:
        _paired(drafts, predicate, named)
    elif figure.sort == "percent":
        _percent(drafts, predicate, boundary, named)
    elif _comes_to(drafts, predicate, boundary, named):
        return
    elif drafts.threshold(figure) is not None:
        _counted(drafts, predicate, figure, _DOER)
    elif named is None and drafts.again(predicate, **_fields(figure)):
        return
    elif (behind := _behind(drafts, figure, named, predicate)) is not None:
        if behind is not _DOER:
            _counted(drafts, predicate, figure, behind, verb=_verb(named))
    elif named is not None:
        done = _done_with(drafts, figure)
        names = [named.text + done] if done else listed(named.text, None)
        for name in names:
            _amount(drafts, name, named.text if done else name, named.start, predicate, figure)
    elif drafts.drafts and drafts.drafts[-1].fact.end == figure.start:
        before = drafts.drafts[-1].fact  # 改造小区1343个52.54万户: once more in another unit
        _amount(drafts, before.indicator, before.wording, before.start, predicate, figure)
    elif (outer := _outside(drafts, predicate)) is not None:
        _amount(drafts, outer.text, outer.text, outer.start, predicate, figure)


def _of_another_time(before: str) -> bool:
    """（上年同期298亿元）: the figure that this one grew from."""
    return bool(before.strip()) and re.fullmatch(words()["names"]["bases"], before.strip(" ，,、")) is not None


def _outside(drafts: Drafts, predicate: Predicate) -> Noun | None:
    """The noun before the bracket that the figure stands in alone: 17条高速（1384公里）, 新增企业（484家）."""
    opened = drafts.opened(predicate.start)
    if not opened:
        return None
    ends = [quantity.end for quantity in drafts.quantities if quantity.end < opened]
    return drafts.noun(max([drafts.around.clause_start(opened - 1), *ends]), opened - 1)


def _fields(figure: Quantity) -> dict[str, Any]:
    return {"value": figure.value, "upper": figure.upper, "unit": figure.unit, "bound": figure.bound}


def _amount(
    drafts: Drafts, name: str, wording: str, start: int, predicate: Predicate, figure: Quantity, **more: object
) -> None:
    if wording not in (*words()["moves"]["up"], *words()["moves"]["down"]):
        bound = figure.bound or (predicate.figures[-1].bound if predicate.each else None)
        drafts.add(name, wording, start, predicate, **_fields(figure) | {"bound": bound} | more)


def _paired(drafts: Drafts, predicate: Predicate, named: Noun | None) -> None:
    """分别: as many figures as nouns, or as regions before one noun; else whose figure is whose cannot be told."""
    if named is None:
        return
    names, regions = listed(named.text, len(predicate.figures)), drafts.around.regions_at(named.start)
    if len(names) == len(predicate.figures):
        for name, figure in zip(names, predicate.figures, strict=True):
            _amount(drafts, name, name, named.start, predicate, figure)
    elif len(regions) == len(predicate.figures):
        for region, figure in zip(regions, predicate.figures, strict=True):
            _amount(drafts, named.text, named.text, named.start, predicate, figure, region=region)


def _comes_to(drafts: Drafts, predicate: Predicate, boundary: int, named: Noun | None) -> bool:
    """净增98万户、突破1900万户; 增长5.8%，总量达到60013亿元: where what has just moved has come to."""
    figure, fact = predicate.figures[0], drafts.drafts[-1].fact if drafts.drafts else None
    between = drafts.text[boundary : predicate.start]
    reached = any(word in between for word in words()["moves"]["come_to"]) or predicate.reaching
    total = named is not None and named.text in words()["ranking"]["of_value"]
    if fact is None or fact.value is not None or fact.change is None or not (total or (named is None and reached)):
        return False
    last = len(drafts.drafts) - 1
    drafts.update(last, predicate, last="value", value=figure.value, unit=figure.unit, bound=figure.bound)
    return True


def _percent(drafts: Drafts, predicate: Predicate, boundary: int, named: Noun | None) -> None:
    figure = predicate.figures[0]
    if named is None:
        last = drafts.drafts[-1].fact if drafts.drafts else None
        if last is None:
            return
        between = drafts.text[boundary : predicate.start]
        if (
            last.change_unit == "%"
            and last.kind == "target"
            and any(word in between for word in words()["aims"]["stretch"])
        ):
            sign = -1 if (last.change or 0) < 0 else 1
            drafts.update(len(drafts.drafts) - 1, predicate, stretch=sign * figure.value)
        elif last.change_unit == "百分点":
            _comes_to(drafts, predicate, boundary, None)
        return
    behind = drafts.text[predicate.end :]
    if behind.startswith(words()["shares"]["verbs"][0]):
        for one in re.sub(words()["names"]["such"], "", named.text).split("、"):
            name = f"{one}{words()['shares']['rate']}"
            drafts.add(name, one, named.start, predicate, value=figure.value, unit="%", bound=figure.bound)
        return
    if behind.startswith("的") and not behind.startswith(tuple(words()["aims"]["behind"])):
        return  # 贡献了40%的税收 tells a part of what follows
    for one in listed(named.text, None):
        # 固投-2.3%, 规上工业增加值目标7%: an amount has no level in per cent
        amount = figure.value < 0 or indicator_named(one) is not None
        if named.growth or (amount and not is_ratio(one)):
            sign = named.sign if named.growth else 1
            upper = sign * figure.upper if figure.upper is not None else None
            fields = {"change": sign * figure.value, "change_upper": upper, "change_unit": "%"}
            drafts.add(one, one, named.start, predicate, change_bound=figure.bound, **fields)
        else:
            _amount(drafts, one, one, named.start, predicate, figure)


def _behind(drafts: Drafts, figure: Quantity, named: Noun | None, predicate: Predicate) -> Noun | None:
    """The noun behind a count, 22家企业申报…, when none stands before it or only a verb or an institution does."""
    end, joined = _reach(drafts, figure)
    right = drafts.text[figure.end : end]
    if drafts.opened(predicate.start) or not right.strip():
        return None
    names = words()["names"]
    stopped = right.startswith(tuple(names["right_stops"])) and not right.startswith(tuple(names["kept"]))
    if named is not None and drafts.text[predicate.start - 1] not in names["prepositions"]:
        subject, rest = subject_of(named.text)
        institution = subject is not None and not rest
        measured = figure.sort == "measure" and len(named.text) > 2
        if stopped or (not institution and (measured or is_measure(named.text))):
            return None
    elif stopped and not right.startswith(tuple(names["states"])):
        return None
    right = _aim().split(_predicate().sub("", right))[0]
    if joined:
        if is_ratio(re.sub("[达为超]$", "", right)):
            return _DOER  # 147个断面水质优良率达98.6%
        whole = right
        right = _doer().split(right)[0] or right
        right = next((right[: -len(word)] for word in _leaning() if right.endswith(word) and right != word), right)
        if right == whole:
            return _DOER  # 12家企业融资1.3亿元
    found = Noun(figure.end, figure.end + len(right), right.strip("的"))
    return found if 2 <= len(found.text) <= LONGEST_NAME else None


def _verb(named: Noun | None) -> str:
    """The bare verb before a count is part of what is counted: 新增400家单位 -> 新增单位."""
    return named.text if named is not None and named.text in words()["names"]["bare_verbs"] else ""


def _reach(drafts: Drafts, figure: Quantity) -> tuple[int, bool]:
    """Where what stands behind a count ends, and whether another figure follows it directly."""
    end = drafts.around.clause_end(figure.end)
    later = drafts.after(figure.start)
    following = later.start if later is not None else end
    joined = following < end
    if joined and (shared := _JOIN.search(drafts.text, figure.end, following)):
        following, joined = shared.start(), False
    stops = [position for mark in "、(" if (position := drafts.mask.find(mark, figure.end, end)) >= 0]
    reach = min([end, following, *stops])
    return reach, joined and reach == following


def _counted(drafts: Drafts, predicate: Predicate, figure: Quantity, behind: Noun, *, verb: str = "") -> None:
    fields = {"value": figure.value, "unit": figure.unit, "bound": figure.bound}
    if (threshold := drafts.threshold(figure)) is not None:
        drafts.consumed = threshold.end
        wording = drafts.text[figure.start : threshold.end]
        drafts.add(wording, wording, figure.start, replace(predicate, end=threshold.end), **fields)
        return
    drafts.consumed = behind.end
    name, names = behind.text, words()["names"]
    whole = replace(predicate, end=behind.end)
    if _reach(drafts, figure)[1] and name in (*names["counted"], *names["places"]):
        return  # 64个县市新增…: who did what follows
    last = drafts.drafts[-1] if drafts.drafts else None
    if name.startswith(tuple(names["states"])) and last is not None and last.fact.unit == figure.unit:
        if (draft := drafts.add(f"{last.base}{name}", name, figure.start, whole, **fields)) is not None:
            drafts.drafts[-1] = replace(draft, base=last.base)
        return
    for generic in names["counted"]:
        if name.startswith(generic) and len(name) > len(generic) + 2:
            name, verb = name[len(generic) :].lstrip("和及与的"), ""
    doer = drafts.noun(drafts.around.clause_start(predicate.start), predicate.start)
    draft = drafts.add(f"{verb}{name}", behind.text, figure.start, whole, **fields)
    if doer is not None and draft is not None and (institution := subject_of(doer.text)[0]):
        drafts.drafts[-1] = replace(draft, fact=replace(draft.fact, subject=institution))


def _done_with(drafts: Drafts, figure: Quantity) -> str:
    """What is done with a length or count named before it: 高速192.6公里于1月底建成通车 -> 建成通车."""
    end = drafts.around.clause_end(figure.end)
    for mention in drafts.around.scope.mentions:
        if drafts.text[figure.end : mention.start] in words()["names"]["when"] and mention.start < end:
            deed = drafts.text[mention.end : end]
            return deed if 2 <= len(deed) <= _LONGEST_DEED else ""
    return ""


def done(drafts: Drafts, predicate: Predicate, boundary: int) -> None:
    """完成年度任务的14.1%: a completion rate of what is named before it."""
    named = drafts.noun(boundary, predicate.start)
    of, figure = drafts.printed(predicate.than, predicate.start).strip("的"), predicate.figures[0]
    wording = _unlinked(drafts.text[predicate.start : figure.start])
    head = named.text if named is not None else (drafts.drafts[-1].base if drafts.drafts else "")
    name = f"{head}{of}{words()['shares']['rate']}"
    start = named.start if named is not None else predicate.start
    draft = drafts.add(name, wording, start, predicate, value=figure.value, unit="%", bound=figure.bound)
    if draft is not None:
        subject = named.text if named is not None else draft.fact.subject
        kind: FactKind = "forecast" if draft.fact.kind == "forecast" else "actual"
        fact = replace(draft.fact, indicator=name, kind=kind, subject=subject)
        drafts.drafts[-1] = replace(draft, fact=fact, base=head, derived=named is None)


def share(drafts: Drafts, predicate: Predicate, boundary: int) -> None:
    """占全市新增规上企业的28.9%: the share that what is named before it has of something."""
    named = drafts.noun(boundary, predicate.start)
    head = named.text if named is not None else (drafts.drafts[-1].base if drafts.drafts else "")
    heads = listed(head, len(predicate.figures)) if predicate.each else [head]
    if predicate.each and named is None:
        heads = [drafts.drafts[index].base for index in drafts.latest(len(predicate.figures))]
    if not head or len(heads) != len(predicate.figures):
        return
    of = drafts.printed(predicate.than, predicate.start)
    wording = _unlinked(drafts.text[predicate.start : predicate.figures[0].start])
    start = named.start if named is not None else predicate.start
    tail = "" if is_ratio(of) or of.endswith("份额") else "比重"
    for one, figure in zip(heads, predicate.figures, strict=True):
        bound = figure.bound or predicate.figures[-1].bound
        draft = drafts.add(f"{one}占{of}{tail}", wording, start, predicate, value=figure.value, unit="%", bound=bound)
        if draft is not None:
            drafts.drafts[-1] = replace(draft, base=one, derived=named is None)


def from_to(drafts: Drafts, predicate: Predicate, boundary: int) -> None:
    """由280万吨扩至500万吨: what is, and what has become of it or is to."""
    named = drafts.noun(boundary, predicate.start)
    half = len(predicate.figures) // 2
    names = listed(named.text, half) if named is not None and half > 1 else [named.text] if named is not None else []
    if named is None or len(predicate.figures) != 2 * half or len(names) != half:
        return
    said = drafts.text[boundary : predicate.start]
    first = predicate.figures[0].start
    kind = kind_of(drafts.around, first, predicate.end, name=named.text, period=None, growing=False)
    coming = kind == "target" or any(word in said for word in words()["aims"]["coming"])
    if named.growth:
        for name, figure in zip(names, predicate.figures[half:], strict=True):
            drafts.add(name, name, named.start, predicate, change=named.sign * figure.value, change_unit=figure.unit)
        return
    for place, figure in enumerate(predicate.figures):
        bound = figure.bound or predicate.figures[-1].bound if place >= half else figure.bound
        name = names[place % half]
        draft = drafts.add(name, name, named.start, predicate, value=figure.value, unit=figure.unit, bound=bound)
        if draft is not None and place < half:
            drafts.drafts[-1] = replace(draft, fact=_before(drafts, draft.fact, predicate.start, first))
        elif draft is not None and coming:
            drafts.drafts[-1] = replace(draft, fact=replace(draft.fact, kind="target"))


def _before(drafts: Drafts, fact: Fact, start: int, end: int) -> Fact:
    """What was, in the period that stands right before its figure; else nobody says when."""
    own = [mention.period for mention in drafts.around.scope.mentions if start <= mention.start < end]
    period = own[-1] if own else None
    return replace(fact, kind="actual", period=period, period_source="sentence" if period else None)


def none(drafts: Drafts, predicate: Predicate, boundary: int) -> None:
    """一季度无“两高”项目备案: none of a thing that is counted."""
    if drafts.noun(boundary, predicate.start) is None:
        thing = drafts.printed(predicate.than, predicate.start)
        unit = next(unit for word, unit in words()["names"]["none_of"].items() if word in thing)
        drafts.add(thing, thing, predicate.start, predicate, value=0.0, unit=unit)


def _unlinked(text: str) -> str:
    """Without the words that lead to the figure: 占全市的 -> 占全市."""
    return _link().sub("", text)


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"(?:{words()['names']['predicates']})$")


@cache
def _aim() -> re.Pattern[str]:
    return re.compile(either(words()["aims"]["behind"]))


@cache
def _link() -> re.Pattern[str]:
    moves = words()["moves"]
    return re.compile(rf"(?:{either((*moves['after_verb'], *moves['each'], '的'))})+$")


@cache
def _doer() -> re.Pattern[str]:
    names = words()["names"]
    return re.compile(rf"(?<=.)(?:{either((*names['doing'], *names['making']))})")


@cache
def _leaning() -> tuple[str, ...]:
    return tuple(sorted(words()["names"]["dependent"], key=len, reverse=True))
