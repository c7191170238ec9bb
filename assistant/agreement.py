"""Whether what an answer claims is what a cited paragraph states: its words, direction, noun, region and period."""

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.claims import PLACE, Claim, Reading, listed, read, tidy
from assistant.sources import Source, Stated
from corpus.bulletin import Period
from corpus.measures import plain

_YEAR = re.compile(r"20\d\d年$")
_CLAUSE = re.compile(r"[,。:\d]")
_ENOUGH = 8  # characters of the words before a figure that must be the paragraph's own
_RIVAL = 0.2  # by so much another figure's noun must be nearer
_CLOSER = 0.5
_ALIKE = 0.2
_VERB = 12  # characters before a number in which its verb stands


@dataclass(frozen=True, slots=True)
class Known:
    """What an answer may say though its paragraphs do not: bare numbers, quantities, places and times."""

    numbers: frozenset[float] = frozenset()
    quantities: frozenset[tuple[float, str]] = frozenset()
    regions: frozenset[str] = frozenset()
    periods: tuple[Period, ...] = ()
    readings: tuple[Reading, ...] = ()

    def tells(self, claim: Claim) -> bool:
        """Whether a number may be said without a source."""
        return (claim.value, claim.unit) in self.quantities or (
            claim.value in self.numbers and claim.unit in listed("items")
        )


def known_of(texts: Iterable[str], *, reference: datetime.date | None) -> Known:
    """What the strings name; a string that is only a number allows so many items."""
    readings = [read(tidy(text), reference=reference) for text in dict.fromkeys(texts) if text]
    return Known(
        numbers=frozenset(float(one.text) for one in readings if one.text.isascii() and one.text.isdigit()),
        quantities=frozenset((claim.value, claim.unit) for one in readings for claim in one.claims),
        regions=frozenset(mention.region.name for one in readings for mention in one.regions),
        periods=tuple(dict.fromkeys(mention.period for one in readings for mention in one.periods)),
        readings=tuple(readings),
    )


@dataclass(frozen=True, slots=True)
class Side:
    """
    A stretch of an answer that shares its citations, `reading.text[first:last]`.

    `own` tells that it has marks of its own; what has none goes by the marks before it.
    """

    reading: Reading
    first: int
    last: int
    own: bool = True


def claim_fault(claim: Claim, side: Side, sources: Sequence[Source], known: Known) -> str | None:
    """Why no cited paragraph states the claim, in Chinese; None where one does."""
    faults: list[str] = []
    for source in sources:
        for stated in (*source.stated, *(Stated(one, one.main, frozenset(), ()) for one in source.header.claims)):
            if not same_number(claim, stated.claim):
                continue
            text = source.reading.text if stated in source.stated else source.header.text
            fault = _fault(claim, stated, text, side, source, sources, known)
            if fault is None:
                return None
            faults.append(fault)
    return faults[-1] if faults else _missing(claim, sources)


def same_number(claim: Claim, other: Claim) -> bool:
    """Whether two claims have one number, one unit, and no other bound: 以上 is not 以下."""
    bounds = claim.bound in (None, "~") or other.bound in (claim.bound, None) or claim.bound[0] == other.bound[0]
    return claim.value == other.value and claim.unit == other.unit and bounds


def said(claim: Claim) -> str:
    """The claim's number as it is told in a reason: 57.6亿元, 第3位."""
    value = plain(claim.value)
    return f"第{value}位" if claim.unit == PLACE else f"{value}{claim.unit}"


def _missing(claim: Claim, sources: Sequence[Source]) -> str:
    numbers = {stated.claim.value for source in sources for stated in source.stated if stated.claim.unit != PLACE}
    if claim.unit != PLACE and claim.value in numbers:
        return f"所引段落中{plain(claim.value)}的单位不是{claim.unit}"
    return f"所引段落中没有{said(claim)}"


def _fault(
    claim: Claim, stated: Stated, text: str, side: Side, source: Source, sources: Sequence[Source], known: Known
) -> str | None:
    begun = _common(side, claim.start, text, stated.claim.start)
    quoted = claim.main != "" and begun <= max(claim.lead, claim.tail - _ENOUGH) and begun < claim.tail
    if not quoted:
        if not _one_direction(claim, stated.claim, text):
            return f"{said(claim)}的升降或高低与所引段落相反"
        if not _one_noun(claim, stated, source, sources):
            return f"所引段落中{said(claim)}不是“{claim.noun}”的数"
    if not _one_region(claim, stated, begun):
        return f"所引段落中{said(claim)}不是{claim.region}的数"
    if not _one_period(claim, stated, begun, source, known):
        assert claim.period is not None
        return f"所引段落中{said(claim)}不是{claim.period.label}的数"
    return None


def _common(side: Side, at: int, text: str, position: int) -> int:
    """Where in the answer the words begin that stand before the number in the paragraph too; an added year is passed over."""
    answer = side.reading.text
    while at > side.first:
        if position > 0 and answer[at - 1] == text[position - 1]:
            at, position = at - 1, position - 1
        elif (year := _YEAR.search(answer, max(side.first, at - 5), at)) is not None and _goes_on(
            side, year.start(), at
        ):
            at = year.start()
        else:
            break
    return at


def _goes_on(side: Side, year: int, at: int) -> bool:
    """Whether what stands behind a year belongs to it: 2026年1-2月, where the paragraph has 1-2月."""
    return any(mention.start <= year and at < mention.end for mention in side.reading.periods)


def _one_direction(claim: Claim, other: Claim, text: str) -> bool:
    if claim.sign and other.sign:
        return claim.sign == other.sign
    if claim.sign == other.sign:
        return True
    # One of the two is told without a verb that the reader knows.
    told = _CLAUSE.split(text[max(0, other.start - _VERB) : other.start])[-1]
    if claim.sign > 0:
        return any(word in told for word in listed("upward"))
    return any(word in told for word in listed("downward")) if claim.sign else other.sign > 0


def _one_noun(claim: Claim, stated: Stated, source: Source, sources: Sequence[Source]) -> bool:
    """Whether the claim's noun is the stated one's and no other figure's of that unit."""
    if claim.of and stated.claim.of and claim.of != stated.claim.of:
        return False
    others = [
        other
        for source in sources
        for other in source.stated
        if other.claim.unit == claim.unit
        and other.claim.moves == stated.claim.moves
        and other.claim.value != claim.value
    ]
    nouns, names = [other.claim.noun for other in others], [other.name for other in others]
    return _nearest(claim.noun, stated.claim.noun, nouns, source) and _nearest(claim.main, stated.name, names, source)


def _nearest(noun: str, own: str, others: Sequence[str], source: Source) -> bool:
    """Whether a noun is like `own` and not much more like another; what is like neither is at least in the paragraph."""
    if not noun:
        return True
    alike = likeness(noun, own)
    rival = max((likeness(noun, other) for other in others), default=0.0)
    # 产值 is in 纺织产业产值 too; another figure that has the whole name is nearer.
    closer = max((_closeness(noun, other) for other in others), default=0.0) > _closeness(noun, own) + _CLOSER
    return not closer and rival <= alike + _RIVAL and (alike >= _ALIKE or likeness(noun, source.reading.text) >= _ALIKE)


def _closeness(words: str, others: str) -> float:
    """The share of both one's pairs that they have in common."""
    one, other = _pairs(words), _pairs(others)
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def likeness(words: str, others: str) -> float:
    """The share of the shorter one's pairs of characters that the longer one has."""
    one, other = _pairs(words), _pairs(others)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _one_region(claim: Claim, stated: Stated, begun: int) -> bool:
    if claim.region is None or claim.region_at >= begun or not stated.regions:
        return True
    return claim.region in stated.regions


def _one_period(claim: Claim, stated: Stated, begun: int, source: Source, known: Known) -> bool:
    if claim.period is None or claim.period_at >= begun:
        return True
    if stated.periods:
        return holds(claim.period, stated.periods)
    # What a plan leaves undated is for its own year or the next.
    day, year = source.reference, claim.period.end.year
    near = day is None or day.year <= year <= day.year + 1
    return is_year_of(claim.period, day) or (near and holds(claim.period, known.periods))


def is_year_of(period: Period, day: datetime.date | None) -> bool:
    """Whether the period is no more than the year of that day."""
    return period.basis == "年度" and day is not None and period.start.year == period.end.year == day.year


def holds(period: Period, among: Collection[Period]) -> bool:
    """Whether one of the periods has the same days."""
    return any((one.start, one.end) == (period.start, period.end) for one in among)
