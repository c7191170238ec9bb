"""Whether the places, times, directions and bare numbers that an answer names are those of the paragraph it cites."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.agreement import Known, Side, holds, is_year_of, said
from assistant.claims import Reading, listed, number
from assistant.sources import Sentence, Source
from corpus.bulletin import Period
from corpus.wording import either

_BESIDE = 6  # characters on either side of a word that tell its place in a sentence
_SAME_PLACE = 3  # so many of them in common make it the same place
_SAME_TITLE = 5  # a known wording is only contradicted by more than a place or a name in common
_BESIDE_FIGURE = 16
_SAME_FIGURE = 6  # 岳阳市增长 and 衡阳市增长 have four in common
_LEAD = 2  # by so many characters another place must be the nearer one
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_RATES = ("%", "百分点")
_STOPS = ",。:!?、()“”《》"
_COUNTERS = ("个", "多", "余")  # what is counted comes after them
_DATES = re.compile(r"[\d年月日\W_]+")
_MONTHS = re.compile(r"\d{1,2}(?:-\d{1,2})?(?:月(?:\d{1,2}日)?|季度)")
_ENUMERATOR = re.compile(r"(?:^|[:,。])\(\d{1,2}\)")


@dataclass(frozen=True, slots=True)
class _Word:
    """`text[start:end]` names `what`: a region, the days of a period, a direction."""

    start: int
    end: int
    what: object


def figure_faults(side: Side, sources: Sequence[Source]) -> Iterator[str]:
    """The figures in whose place the paragraph has another."""
    for claim in side.reading.claims:
        if side.first <= claim.start < side.last:
            word = _Word(claim.start, claim.end, (claim.value, claim.unit))
            among = [(source.reading, _figures(source.reading, claim.unit)) for source in sources]
            if _in_place(word, side, among, reach=_BESIDE_FIGURE, enough=_SAME_FIGURE, lead=_LEAD) is False:
                yield f"所引段落此处不是{said(claim)}"


def region_faults(side: Side, sources: Sequence[Source], known: Known, before: frozenset[str]) -> Iterator[str]:
    """The places that the cited paragraphs do not speak of, or speak of elsewhere; `before` are those said before."""
    for mention in side.reading.regions:
        if not side.first <= mention.start < side.last:
            continue
        name = mention.region.name
        word = _Word(mention.start, mention.end, name)
        if not sources:
            if name not in known.regions | before or _named_place(word, side, (), known, _regions) is False:
                yield f"没有引用的地区{name}"
            continue
        match _named_place(word, side, sources, known, _regions):
            case True:
                continue
            case False:
                yield f"所引段落此处不是{name}"
                continue
        if any(claim.region_at == mention.start for claim in side.reading.claims):
            if not any(name in source.named for source in sources) and name not in known.regions:
                yield f"所引段落没有提到{name}"
            continue
        held = {region for source in sources for one in source.cited() for region in _said_in(source, one)}
        if name in held or (not held and name in known.regions):
            continue
        if not side.own and name in before:
            continue
        yield f"所引内容说的不是{name}"


def period_faults(side: Side, sources: Sequence[Source], known: Known) -> Iterator[str]:
    """The times that the cited sentences do not speak of."""
    for mention in side.reading.periods:
        if not side.first <= mention.start < side.last:
            continue
        period = mention.period
        word = _Word(mention.start, mention.end, (period.start, period.end))
        if not sources:
            told = _known_year(period, known.periods) or holds(period, known.periods)
            if not told or _named_place(word, side, (), known, _periods) is False:
                yield f"没有引用的时间{period.label}"
            continue
        match _named_place(word, side, sources, known, _periods):
            case True:
                continue
            case False:
                yield f"所引段落此处不是{period.label}"
                continue
        held = [one for source in sources for sentence in source.cited() for one in sentence.periods]
        if any(claim.period_at == mention.start for claim in side.reading.claims):
            # Whether it is the figure's own time is for the figure to tell.
            held = [one for source in sources for one in source.dated]
        if holds(period, held) or _known_year(period, held):
            continue
        if any(is_year_of(period, source.reference) for source in sources) and not held:
            continue
        if holds(period, known.periods) and not held:
            continue
        yield f"所引内容说的不是{period.label}"


def direction_faults(side: Side, sources: Sequence[Source], known: Known) -> Iterator[str]:
    """The words of rising that stand where the paragraph, or what is known, has one of falling, and the reverse."""
    among = [(reading, _directions(reading.text)) for reading in _all(sources, known)]
    for word in _directions(side.reading.text):
        if side.first <= word.start and word.end <= side.last and _in_place(word, side, among) is False:
            yield f"“{side.reading.text[word.start : word.end]}”与所引段落的升降或高低相反"


def number_faults(side: Side, sources: Sequence[Source], known: Known) -> Iterator[str]:
    """The numbers that are neither figure nor date, and do not stand in the paragraph with the same letter beside them."""
    text = side.reading.text
    marks = [match.span() for match in _ENUMERATOR.finditer(text)]
    for start, end in side.reading.numbers:
        if not side.first <= start < side.last or any(first <= start < last for first, last in marks):
            continue
        value = number(text[start:end])
        texts = [part for source in sources for part in (source.reading.text, source.header.text)]
        told = (*texts, *(reading.text for reading in known.readings))
        if (months := _MONTHS.match(text, start)) and not any(months[0] in other for other in told):
            yield f"所引段落中没有{months[0]}"
        if value in known.numbers or any(value == one for one, _ in known.quantities):
            continue
        formula = _formula(text, start, end)
        if formula != text[start:end] and not any(formula in other for other in texts):
            yield f"所引段落中没有{formula}"
        if not any(
            number(match[0]) == value and _beside_alike(text, start, end, other, *match.span())
            for other in texts
            for match in _NUMBER.finditer(other)
        ):
            yield f"所引段落中没有数字{text[start:end]}"


def _formula(text: str, start: int, end: int) -> str:
    """The signs and numbers that a number is one of: 5+5+1."""
    before = re.search(r"(?:\d+\+)*$", text[:start])
    behind = re.match(r"(?:\+\d+)*", text[end:])
    return (before[0] if before else "") + text[start:end] + (behind[0] if behind else "")


def _beside_alike(text: str, start: int, end: int, other: str, first: int, last: int) -> bool:
    """Whether the same stands behind two numbers, or before them where a stop follows: 6个月, 3c."""
    behind = text[end : end + (2 if text[end : end + 1] in _COUNTERS else 1)]
    if behind and behind[0] not in _STOPS:
        return other.startswith(behind, last)
    before = text[start - 1 : start] if start else ""
    return not before.isalpha() or (first > 0 and other[first - 1] == before)


def _named_place(
    word: _Word, side: Side, sources: Sequence[Source], known: Known, words: Callable[[Reading], list[_Word]]
) -> bool | None:
    """As `_in_place`, in paragraphs and titles, then in what is known."""
    own = [reading for source in sources for reading in (source.reading, source.header)]
    found = _in_place(word, side, [(reading, words(reading)) for reading in own], named=True)
    if found is not None:
        return found
    told = [(reading, words(reading)) for reading in known.readings]
    found = _in_place(word, side, told, named=True)
    return found or _in_place(word, side, told, named=True, enough=_SAME_TITLE)


def _in_place(
    word: _Word,
    side: Side,
    among: Sequence[tuple[Reading, Sequence[_Word]]],
    *,
    reach: int = _BESIDE,
    enough: int = _SAME_PLACE,
    lead: int = 1,
    named: bool = False,
) -> bool | None:
    """
    Whether the paragraph has the same in the same place: True where it has, False where it has another, None where the
    place is not found.
    """
    best, same = 0, 0
    text = side.reading.text
    for reading, words in among:
        for one in words:
            score = _beside(text, word, side, reading.text, one, reach=reach, named=named)
            best = max(best, score)
            if one.what == word.what:
                same = max(same, score)
    if best < enough:
        return None
    return same > best - lead


def _beside(text: str, word: _Word, side: Side, other: str, one: _Word, *, reach: int, named: bool) -> int:
    """How many characters before and behind two words are the same."""
    start, end, before, behind = word.start, word.end, 0, 0
    while before < reach and start - before > side.first and one.start - before > 0:
        if text[start - before - 1] != other[one.start - before - 1]:
            break
        before += 1
    while behind < reach and end + behind < side.last and one.end + behind < len(other):
        if text[end + behind] != other[one.end + behind]:
            break
        behind += 1
    ahead = text[start - before : start]
    if named:
        # 岳阳市2026年 and 衡阳市2026年 have no more than a date in common, 岳阳市2026年 and 岳阳市1-2月 no more than a place.
        for mention in side.reading.regions:
            if mention.end == start and mention.end - mention.start <= before:
                ahead = ahead[: mention.start - start]
        return len(_DATES.sub("", ahead + text[end : end + behind]))
    return before + behind


def _all(sources: Sequence[Source], known: Known) -> list[Reading]:
    """Whatever an answer may repeat: paragraphs, the titles above them, and what is known."""
    return [*(source.reading for source in sources), *(source.header for source in sources), *known.readings]


def _figures(reading: Reading, unit: str) -> list[_Word]:
    """The figures that may be taken for one of that unit: per cent and points for each other."""
    units = _RATES if unit in _RATES else (unit,)
    return [_Word(one.start, one.end, (one.value, one.unit)) for one in reading.claims if one.unit in units]


def _regions(reading: Reading) -> list[_Word]:
    return [_Word(mention.start, mention.end, mention.region.name) for mention in reading.regions]


def _periods(reading: Reading) -> list[_Word]:
    return [_Word(one.start, one.end, (one.period.start, one.period.end)) for one in reading.periods]


def _directions(text: str) -> list[_Word]:
    return [_Word(*match.span(), match["up"] is not None) for match in _direction().finditer(text)]


@cache
def _direction() -> re.Pattern[str]:
    return re.compile(rf"(?P<up>{either(listed('upward'))})|{either(listed('downward'))}")


def _said_in(source: Source, sentence: Sentence) -> set[str]:
    mentions = (one for one in source.reading.regions if sentence.start <= one.start < sentence.end)
    return {*sentence.regions, *(mention.region.name for mention in mentions)}


def _known_year(period: Period, among: Sequence[Period]) -> bool:
    """Whether it is a whole year in which one of the periods lies."""
    return period.basis == "年度" and any(period.start <= one.start and one.end <= period.end for one in among)
