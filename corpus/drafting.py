"""The facts of one sentence while it is read: what a figure names, what it leans on, and which fact a later word means."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from corpus.bulletin import Fact, Paragraph, Period
from corpus.indicators import indicator_named
from corpus.intent import kind_of
from corpus.naming import LONGEST_NAME, SHORTEST_NAME, Noun, depends, indicator_of, is_regional, noun, subject_of
from corpus.predicates import Predicate, masked
from corpus.quantities import Quantity, find_quantities
from corpus.scope import Scope
from corpus.setting import Setting, surroundings
from corpus.wording import either, words

# 两项补贴, 三大产业: small Chinese numerals belong to names.
_FEWEST = 10
# How many facts back 其出口额 may reach.
_BACK = 6
_SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A fact being read: `base` names it for those that lean on it, `last` is what a rank behind it would be of.

    `derived` tells a completion rate or share of the fact before it.
    """

    fact: Fact
    base: str
    last: Literal["value", "change"]
    derived: bool = False


class Drafts:
    """
    One sentence and the facts read from it so far; `before` are those of the sentence that it goes on from.

    `base` is what figures are set against (与去年同期相比，…); `consumed` where a noun behind a count has been read to;
    `lost` that a figure could not be given to anything, so that what goes on about it cannot either.
    """

    def __init__(
        self, paragraph: Paragraph, scope: Scope, setting: Setting, before: Sequence[Draft], *, carried: Period | None
    ) -> None:
        self.number = paragraph.number
        self.text = paragraph.text[scope.start : scope.end]
        found = find_quantities(self.text)
        self.mask = masked(self.text, found)
        dated = [(mention.start, mention.end) for mention in scope.mentions]
        self.quantities = found
        self.quantities = [
            quantity
            for quantity in found
            if not any(start < quantity.end and quantity.start < end for start, end in dated)
            and not self._qualifies(quantity)
            and not (quantity.spelled and quantity.value < _FEWEST and self.threshold(quantity) is None)
        ]
        self.mask = masked(self.text, self.quantities)
        self.around = surroundings(paragraph, scope, self.mask, setting, carried)
        self.setting = setting
        # Their places are of another sentence: all of this one stands behind them.
        self.drafts = [replace(draft, fact=replace(draft.fact, start=0, end=0)) for draft in before]
        self.carried = len(self.drafts)
        self.base = ""
        self.consumed = 0
        self.lost = False

    # --- where things stand -------------------------------------------------------------------------------------------

    def noun(self, start: int, end: int) -> Noun | None:
        """The noun between two positions; None for none, or one too long to be a name."""
        found = noun(self.text, start, end, skipped=self.around.skipped(start, end))
        return found if found is not None and SHORTEST_NAME <= len(found.text) <= LONGEST_NAME else None

    def printed(self, folded: str, start: int) -> str:
        """What a predicate at `start` has folded, in its own characters."""
        position = self.mask.find(folded, start)
        return self.text[position : position + len(folded)] if position >= 0 else folded

    def opened(self, position: int) -> int:
        """Behind the bracket that is open at `position`; 0 for none."""
        start = self.mask.rfind("(", 0, position)
        return start + 1 if start >= 0 and self.mask.find(")", start, position) < 0 else 0

    def threshold(self, figure: Quantity) -> Quantity | None:
        """The 500亿元 of 一个县GDP突破500亿元: what each of those counted has to reach."""
        stops = [position for stop in ",;。" if (position := self.mask.find(stop, figure.end)) >= 0]
        end = min(stops, default=len(self.mask))
        if figure.sort != "count" or not self.text.startswith(tuple(words()["names"]["places"]), figure.end):
            return None
        other = self.after(figure.start)
        bounded = other is not None and other.start < end and other.bound is not None and other.value > figure.value
        return other if bounded else None

    def after(self, position: int) -> Quantity | None:
        """The first figure that begins behind `position`."""
        index = bisect_right(self.quantities, position, key=lambda quantity: quantity.start)
        return self.quantities[index] if index < len(self.quantities) else None

    def _qualifies(self, figure: Quantity) -> bool:
        """10亿元以上项目, 30亩以上的种粮大户, GDP超500亿元的县: a size that only says which are meant."""
        right = self.text[figure.end :].removeprefix("的")
        noun_follows = right[:1].isalpha() and not right.startswith(tuple(words()["names"]["right_stops"]))
        limits = figure.bound in (">=", "<=") and self.text[figure.end - 1] in "上下内"
        if figure.sort == "measure" and limits and noun_follows:
            return True
        of = self.text[figure.end : figure.end + 1] == "的" and noun_follows
        return of and figure.bound in (">", "<") and figure.sort in ("measure", "percent")

    # --- adding and changing ------------------------------------------------------------------------------------------

    def add(self, name: str, wording: str, start: int, predicate: Predicate, **fields: Any) -> Draft | None:
        """
        A new fact, named `name` after what it leans on, for each region it is of; the last one, or None.

        None when what a dependent noun leans on cannot be told: 产值 of nothing is no indicator.
        """
        subject, rest = subject_of(name)
        if not rest:
            subject, rest = None, name
        base = name
        printed = wording == self.text[start : start + len(wording)]
        if depends(rest, of_level="value" in fields) and subject is None and printed and not self._whose(start):
            head = self._head(start)
            # 工业增加值增长7%，税收增长4%: the region's own, not the indicator's
            listed = indicator_named(head) is not None or is_regional(head)
            own = is_regional(rest) and (self._opens(start) or listed)
            if not head and not own:
                return None
            if not own:
                base, name = head, _joined(head, rest)
        elif subject is not None:
            name = rest
        period, source = self.around.period(start, predicate.end)
        first = predicate.figures[0].start if predicate.figures else predicate.start
        growing = "change" in fields
        kind = kind_of(self.around, first, predicate.end, name=wording, period=period, growing=growing)
        if period is None and kind == "target" and self.setting.year is not None:
            period, source = self.setting.year, "document"
        fact = Fact(
            paragraph=self.number,
            start=min(start, predicate.start),
            end=predicate.end,
            indicator=indicator_of(name),
            wording=wording,
            kind=kind,
            subject=subject,
            period=period,
            period_source=source,
        )
        regions = (fields.pop("region"),) if "region" in fields else self.around.regions_at(start)
        if self.opened(predicate.start) and self.drafts:
            base = self.drafts[-1].base  # what a bracket adds is not what the text behind it leans on
        for region in regions:
            said = replace(fact, region=region, **fields)
            self.drafts.append(Draft(said, base, "change" if said.change is not None else "value"))
        self.lost = False
        return self.drafts[-1]

    def update(
        self, index: int, predicate: Predicate, *, last: Literal["value", "change"] | None = None, **fields: Any
    ) -> None:
        """More is said of a fact; its span grows to the predicate's end."""
        draft = self.drafts[index]
        fact = replace(draft.fact, end=max(draft.fact.end, predicate.end), **fields)
        self.drafts[index] = replace(draft, fact=fact, last=last or draft.last)

    # --- what words mean ----------------------------------------------------------------------------------------------

    def _head(self, start: int) -> str:
        """What a dependent noun at `start` leans on: the last fact's name, what the clause before has made, the topic."""
        if self.drafts:
            return self.drafts[-1].base
        clause = self.around.clause_start(start)
        before = self.text[self.around.clause_start(max(0, clause - 1)) : max(0, clause - 1)]
        made = _making().split(before)
        if len(made) > 1 and 2 <= len(made[-1]) <= LONGEST_NAME:
            return made[-1].strip("，。、 ")
        named = self.noun(0, self.around.clause_end(0)) if clause else None
        topic = _topic().match(named.text) if named else None
        return topic[1] if topic else ""

    def _whose(self, start: int) -> bool:
        """Whether a region stands right before the noun: 全市税收 needs nothing else to lean on."""
        return any(last == start for _, last, _ in self.around.regions)

    def _opens(self, start: int) -> bool:
        """Whether nothing but a period, a region or 力争 stands ahead of `start`."""
        ahead = self.text[:start]
        for first, last in self.around.skipped(0, start):
            if last <= start:
                ahead = ahead.replace(self.text[first:last], "")
        return _opener().fullmatch(ahead) is not None

    def referent(self, named: Noun | None, position: int) -> int | None:
        """
        Which draft a noun at `position` means: the last for none or a bare 总量, else one whose wording ends in its stem.

        None when nothing fits, when what went before was not read, or when another region has been named since.
        """
        if not self.drafts or (named is None and self.lost):
            return None
        last = len(self.drafts) - 1
        if named is None or named.text in words()["ranking"]["of_value"]:
            return None if self._elsewhere(position) else last
        for index in range(last, -1, -1):
            if self.drafts[index].fact.wording == named.text and not self._elsewhere(position):
                return index
        for index in range(last, max(-1, last - _BACK), -1):
            if self._same_thing(named.text, self.drafts[index].fact.wording):
                return None if self._elsewhere(position) else index
        return None

    def _same_thing(self, noun_text: str, wording: str) -> bool:
        """销售额 after 带动销售, 事故起数 after 安全事故; not 出口 after 进出口总额, nor 税收 after 非税收入."""
        stem, rest = _stem().sub("", noun_text), _stem().sub("", wording)
        listed = indicator_named(noun_text)
        if len(stem) < _SHORTEST_STEM or is_regional(noun_text) or (listed and listed != indicator_named(wording)):
            return False
        return rest.endswith(stem) or rest.startswith(stem)

    def grown(self, index: int) -> int:
        """Whose growth is told behind a completion rate or a share: 收入45亿元，为预算的28.1%，增长3.2% is the income's."""
        while index > self.carried and self.drafts[index].derived:
            index -= 1
        return index

    def _elsewhere(self, position: int) -> bool:
        """Whether a region has been named since the last fact: 其中平江县下降12% is not the city's."""
        last = self.drafts[-1].fact
        return any(
            last.end <= start < position and region.name != last.region for start, _, region in self.around.regions
        )

    def again(self, predicate: Predicate, **fields: Any) -> bool:
        """乙市增长6.9%, 二季度4.9%: the last fact's indicator in another region or period; whether there was such."""
        if not self.drafts or self.lost:
            return False
        last = self.drafts[-1].fact
        period, _ = self.around.period(predicate.start, predicate.end)
        other_time = period != last.period and any(
            last.end <= mention.start < predicate.start for mention in self.around.governing
        )
        elsewhere = self._elsewhere(predicate.start)
        named = [region.name for start, _, region in self.around.regions if start < predicate.start]
        if not (elsewhere or other_time) or (elsewhere and named[-1] not in self.around.regions_at(predicate.start)):
            return False
        draft = self.add(last.indicator, last.wording, predicate.start, predicate, **fields)
        # What is told once more begins where the other region or period is named: 乙市增长6.9%.
        part = max(last.end, *(self.mask.rfind(mark, 0, predicate.start) + 1 for mark in "、,;(:"))
        ahead = [start for start, _ in self.around.skipped(part, predicate.start) if start >= part]
        if draft is not None and ahead:
            self.drafts[-1] = replace(draft, fact=replace(draft.fact, start=min(ahead)))
        return True

    def fresh(self, lacking: str) -> list[int]:
        """The facts of this very sentence that still lack a field: those 均 may speak of."""
        return [
            index for index in range(self.carried, len(self.drafts)) if not getattr(self.drafts[index].fact, lacking)
        ]

    def latest(self, count: int) -> list[int]:
        """The last `count` facts, which 分别 pairs off with as many figures."""
        return list(range(max(0, len(self.drafts) - count), len(self.drafts)))


def _joined(head: str, rest: str) -> str:
    """The two as one name, what both have told once: 技术合同 and 合同成交额 -> 技术合同成交额."""
    shared = next((length for length in range(min(len(head), len(rest) - 1), 1, -1) if head.endswith(rest[:length])), 0)
    return head + rest[shared:]


@cache
def _stem() -> re.Pattern[str]:
    return re.compile(words()["names"]["stem_ends"])


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words()['aims']['openers'])}|[，、,●▲\-—])*")


@cache
def _making() -> re.Pattern[str]:
    return re.compile(either(words()["names"]["making"]))


@cache
def _topic() -> re.Pattern[str]:
    return re.compile(rf"(.{{2,12}}?)(?:{either(words()['names']['topic_ends'])})")
