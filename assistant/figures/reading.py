"""The single numbers that a fact states, each with what it measures: a level, a growth rate, an increase."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.citation import Citation, cite
from assistant.figures.wording import amount, growth
from corpus.bulletin import Bound, Fact, Period
from corpus.measures import converted, factor_of
from index.facts import FactHit

Sort = Literal["数值", "增速", "环比增速", "增减"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number measures; numbers of different measures are never set against each other."""

    sort: Sort
    base: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of a fact, in its unit as printed, with its bounds and its citation."""

    fact: Fact
    measure: Measure
    value: float
    unit: str
    bound: Bound | None
    upper: float | None
    citation: Citation

    @property
    def period(self) -> Period | None:
        """The period the number speaks of."""
        return self.fact.period

    @property
    def words(self) -> str:
        """The number as a reader says it."""
        say = amount if self.measure.sort == "数值" else growth
        return say(self.value, self.unit, bound=self.bound, upper=self.upper)

    def in_unit(self, unit: str) -> float:
        """The number in another unit of its measure."""
        value = converted(self.value, self.unit, unit)
        assert value is not None  # readings of one measure have one base unit
        return value

    def upper_in(self, unit: str) -> float:
        """The number that closes a range, in another unit of its measure; the number itself where there is no range."""
        return self.in_unit(unit) if self.upper is None else replace(self, value=self.upper).in_unit(unit)


def readings_of(hit: FactHit) -> list[Reading]:
    """The level and the change that a fact states; none where it states only a direction."""
    fact = hit.fact
    citation = cite(hit.passage, number=1, start=fact.start, end=fact.end)
    found = []
    if fact.value is not None:
        unit = fact.unit or ""
        measure = Measure("数值", factor_of(unit)[1])
        found.append(Reading(fact, measure, fact.value, unit, fact.bound, fact.upper, citation))
    if fact.change is not None:
        unit = fact.change_unit or "%"
        measure = Measure(_sort(fact, unit), factor_of(unit)[1])
        found.append(Reading(fact, measure, fact.change, unit, fact.change_bound, fact.change_upper, citation))
    return found


def _sort(fact: Fact, unit: str) -> Sort:
    if unit != "%":
        return "增减"
    return "环比增速" if fact.change_over == "环比" else "增速"


def readings(hits: Iterable[FactHit]) -> list[Reading]:
    """The numbers of all hits, in their order."""
    return [reading for hit in hits for reading in readings_of(hit)]


def common_unit(found: Sequence[Reading]) -> str:
    """The unit that readings of one measure are shown in: the one most often printed, the larger where they tie."""
    units = [reading.unit for reading in found]
    return max(sorted(set(units)), key=lambda unit: (units.count(unit), factor_of(unit)[0]))


def unit_note(found: Sequence[Reading], unit: str) -> str | None:
    """A sentence where the readings are printed in several units."""
    others = sorted({reading.unit for reading in found} - {unit})
    return f"原文单位有{'、'.join([unit, *others])}，已统一换算为{unit}。" if others else None


def distinct(found: Sequence[Reading], unit: str) -> list[tuple[Reading, tuple[Citation, ...]]]:
    """Readings that say the same number once, with every citation of it; the first says it in words."""
    said: dict[tuple[float, Bound | None, float | None], list[Reading]] = {}
    for reading in found:
        said.setdefault((reading.in_unit(unit), reading.bound, reading.upper), []).append(reading)
    return [(same[0], tuple(dict.fromkeys(reading.citation for reading in same))) for same in said.values()]
