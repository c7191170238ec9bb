"""What a text claims, figure by figure: a number or a place with its unit, direction and noun, where and when."""

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from corpus.bulletin import Bound, Period
from corpus.folding import fold
from corpus.indicators import find_indicators
from corpus.numerals import numeral
from corpus.periods import PeriodMention, find_periods
from corpus.predicates import masked, predicates
from corpus.quantities import find_quantities
from corpus.regions import RegionMention, find_regions
from corpus.scope import COMPARED, reports, sentence_spans, subject_mentions
from corpus.wording import either, words

PLACE = "位次"  # the unit of a rank: 第3位 is the number 3 of it
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_STOPS = re.compile(r"[，,；;。：:！？]")
_LISTS = re.compile(r"(?:^|[、，；：（(]|分别为|分别是|为|和|与|及|其中)$")
_NO_NOUN = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
_LIST_NOUN = 8  # characters between a listed region and its figure: 甲县项目5个、乙县项目3个
_FEWEST = 2  # characters that name something


@dataclass(frozen=True, slots=True)
class Claim:
    """
    `text[start:end]` says `value` of `unit`, which is 位次 for a rank; `sign` is -1, 0 or 1, 0 where it does not move.

    `noun` is what it is of, with what it is compared with or ranked among (高于全省, 居全省第3位); `main`, which stands
    in `text[lead:tail]`, leaves those out. `of` tells a rank of growth from one of size where it is said. `region` and `period` are those that the sentence
    says, at `region_at` and `period_at`.
    """

    start: int
    end: int
    value: float
    unit: str
    sign: int
    bound: Bound | None
    moves: bool
    noun: str
    main: str
    of: Literal["change", "value"] | None
    lead: int
    tail: int
    region: str | None
    region_at: int
    period: Period | None
    period_at: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, folded, with its claims, the numbers that are in none of them, and the regions and periods it names."""

    text: str
    claims: tuple[Claim, ...]
    numbers: tuple[tuple[int, int], ...]
    regions: tuple[RegionMention, ...]
    periods: tuple[PeriodMention, ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    value: float
    unit: str
    sign: int = 0
    bound: Bound | None = None
    moves: bool = False
    than: str = ""


@cache
def listed(name: str) -> tuple[str, ...]:
    """A list of words of checking.toml."""
    with Path(__file__).with_name("checking.toml").open("rb") as file:
        return tuple(tomllib.load(file)[name])


def tidy(text: str) -> str:
    """The text without white space and without the stars of Markdown: what is read and compared."""
    return re.sub(r"[\s*]+", "", text)


def number(printed: str) -> float:
    """8,976.10 -> 8976.1."""
    return float(fold(printed).replace(",", ""))


def unit_of(printed: str) -> str:
    """One form of a unit: 亿 is 亿元."""
    folded = fold(printed)
    return f"{folded}元" if folded in ("亿", "万") else folded


@lru_cache(maxsize=4096)
def read(text: str, *, reference: datetime.date | None, home: str | None = None) -> Reading:
    """The reading of a tidy text; `home` is the region that 全市 means in it."""
    claims: list[Claim] = []
    periods = tuple(find_periods(text, reference=reference))
    regions = tuple(find_regions(text))
    for start, end in sentence_spans(text):
        claims += _claims(text, start, end, periods, home)
    folded = fold(text).replace(";", ",")  # an answer joins with one what the paragraph joins with the other
    taken = [(claim.start, claim.end) for claim in claims] + [(one.start, one.end) for one in periods]
    numbers = tuple(
        match.span()
        for match in _NUMBER.finditer(folded)
        if not any(first <= match.start() < last for first, last in taken)
    )
    return Reading(folded, tuple(claims), numbers, regions, periods)


def _claims(text: str, start: int, end: int, periods: tuple[PeriodMention, ...], home: str | None) -> Iterator[Claim]:
    sentence = text[start:end]
    figures = sorted(_figures(sentence), key=lambda figure: figure.start)
    inside = [one for one in periods if start <= one.start < end]
    places = _places(sentence, home)
    blank = [(one.start - start, one.end - start) for one in inside] + [(first, last) for first, last, _ in places]
    for index, figure in enumerate(figures):
        noun, _, _ = _noun(sentence, figures[: index + 1], blank)
        main, lead, tail = _noun(sentence, figures[: index + 1], blank, among=False)
        region, region_at = _region(sentence, figure.start, places, figures[:index])
        period, period_at = _period(sentence, start, figure.start, inside)
        yield Claim(
            start + figure.start,
            start + figure.end,
            figure.value,
            figure.unit,
            figure.sign,
            figure.bound,
            figure.moves,
            noun,
            main,
            _of(sentence[lead : figure.start]) if figure.unit == PLACE else None,
            start + lead,
            start + tail,
            region,
            start + region_at,
            period,
            start + period_at,
        )


def _figures(sentence: str) -> Iterator[_Figure]:
    """The quantities with their direction, and the ranks."""
    quantities = find_quantities(sentence)
    directions: dict[int, tuple[int, bool, str]] = {}
    for predicate in predicates(quantities, masked(sentence, quantities)):
        moves = predicate.sort in ("change", "comparison")
        for quantity in predicate.figures:
            directions[quantity.start] = (predicate.sign if moves else 0, moves, predicate.than if moves else "")
    for quantity in quantities:
        sign, moves, than = directions.get(quantity.start, (0, False, ""))
        if quantity.value < 0:
            sign = -1
        figure = _Figure(
            quantity.start, quantity.end, abs(quantity.value), unit_of(quantity.unit), sign, quantity.bound, moves, than
        )
        yield figure
        if quantity.upper is not None:
            yield replace(figure, start=quantity.end, value=quantity.upper, bound=None)
    for match in _rank().finditer(fold(sentence)):
        position = numeral(match["number"]) if match["number"] else 1
        if position:
            yield _Figure(*match.span(), float(position), PLACE)


@cache
def _rank() -> re.Pattern[str]:
    units = either(listed("place_units"))
    return re.compile(
        rf"(?<!倒数)第(?P<number>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:(?:{units})|(?=[,;。、)：:”“]|$))|{either(listed('first'))}"
    )


@cache
def _filler() -> re.Pattern[str]:
    moves, ranking = words()["moves"], words()["ranking"]
    glue = {*moves["up"], *moves["down"], *moves["over_year"], *moves["over_last"], *moves["after_verb"]}
    glue |= {*ranking["verbs"], *words()["comparing"]["above"], *words()["comparing"]["below"]}
    glue |= {*listed("filler"), *listed("upward"), *listed("downward")}
    return re.compile(either(glue))


@cache
def _among() -> re.Pattern[str]:
    return re.compile(either(words()["ranking"]["scopes"]))


def _noun(
    sentence: str, figures: list[_Figure], blank: Iterable[tuple[int, int]], *, among: bool = True
) -> tuple[str, int, int]:
    """
    The words that name what the last figure is of, in the nearest stretch between stops and figures that has any.

    Without `among`, what a figure is compared with or ranked among names nothing.
    """
    own, before = figures[-1], figures[:-1]
    edges = {0, *(match.end() for match in _STOPS.finditer(sentence[: own.start])), *(one.end for one in before)}
    owner, tail = own, own.start
    for lead in sorted((edge for edge in edges if edge <= own.start), reverse=True):
        noun = "" if _most().search(sentence, lead, tail) else _bare(sentence, lead, tail, blank)
        # 居全省第9位，增长2.2%: what grows is not 全省
        if not among or owner is not own:
            noun = _without(noun, owner)
        if len(noun) >= _FEWEST:
            return noun, lead, tail
        owner = next((one for one in before if one.end == lead), owner)
        tail = owner.start if owner.end == lead else lead
    return "", 0, own.start


@cache
def _most() -> re.Pattern[str]:
    """甲市最高 concludes, and names no indicator."""
    return re.compile(f"最(?:{either((*listed('more'), *listed('less')))})")


def _without(noun: str, figure: _Figure) -> str:
    """What is left of a noun without the other side of a comparison or the field of a rank."""
    if figure.unit == PLACE:
        return _among().sub("", noun)
    other = _NO_NOUN.sub("", _filler().sub("", fold(figure.than)))
    return noun.replace(other, "") if other else noun


def _of(stretch: str) -> Literal["change", "value"] | None:
    """Whether a rank is said of growth or of size."""
    ranking = words()["ranking"]
    if any(word in stretch for word in ranking["of_change"]):
        return "change"
    return "value" if any(word in stretch for word in ranking["of_value"]) else None


def _bare(sentence: str, start: int, end: int, blank: Iterable[tuple[int, int]]) -> str:
    letters = list(sentence[start:end])
    for first, last in blank:
        for position in range(max(first, start), min(last, end)):
            letters[position - start] = "·"
    stretch = "".join(letters)
    for mention in reversed(find_indicators(stretch)):
        stretch = f"{stretch[: mention.start]}{mention.indicator.name}{stretch[mention.end :]}"
    return _NO_NOUN.sub("", _filler().sub("", fold(stretch)))


def _places(sentence: str, home: str | None) -> list[tuple[int, int, str]]:
    """The regions that a sentence is about and those that it lists with a figure each."""
    subjects = {(first, last): region.name for first, last, region in subject_mentions(sentence, home=home)}
    compared = False
    for mention in find_regions(sentence):
        before = sentence[: mention.start]
        if not (compared and before.endswith(("、", "和", "与"))):
            compared = COMPARED.search(before) is not None
        if not compared and _LISTS.search(before):
            subjects.setdefault((mention.start, mention.end), mention.region.name)
    return sorted((first, last, name) for (first, last), name in subjects.items())


def _region(
    sentence: str, position: int, places: list[tuple[int, int, str]], before: list[_Figure]
) -> tuple[str | None, int]:
    """The last region before a figure; of several side by side (甲、乙分别为5%和3%) none."""
    ahead = [place for place in places if place[1] <= position]
    if not ahead:
        return None, -1
    start, end, name = ahead[-1]
    figured = any(end <= figure.start for figure in before)
    together = len(ahead) > 1 and sentence[ahead[-2][1] : start] in ("、", "和", "与", "及")
    if together or (figured and "分别" in sentence[end:position]):
        return None, -1
    return name, start


def _period(sentence: str, offset: int, position: int, mentions: list[PeriodMention]) -> tuple[Period | None, int]:
    """The last period before a figure; a single day only where it stands in the figure's own clause."""
    clause = max((match.end() for match in _STOPS.finditer(sentence[:position])), default=0)
    ahead = [
        moved
        for mention in mentions
        if (moved := replace(mention, start=mention.start - offset, end=mention.end - offset)).end <= position
        and (reports(sentence, moved) or (moved.start >= clause and moved.period.start == moved.period.end))
    ]
    return (ahead[-1].period, ahead[-1].start) if ahead else (None, -1)


def name_of(name: str) -> str:
    """The bare noun of an indicator's name, as a claim has it."""
    return _bare(name, 0, len(name), ())
