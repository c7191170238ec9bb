"""Indicator names and their other wordings, found in a text: 社零, 社会消费品零售总额 -> one indicator."""

import datetime
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.folding import fold
from corpus.periods import find_periods
from corpus.regions import find_regions

_OWN = re.compile(r"(?:全|我|本)(?:市|县|区|州|省|国)|市内|省内|境内")
_ANY_DAY = datetime.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator; `names` are all its wordings, the standard one first."""

    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The standard wording."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    """`text[start:end]` is a wording of `indicator`."""

    start: int
    end: int
    indicator: Indicator


@cache
def _wordings() -> dict[str, Indicator]:
    with Path(__file__).with_name("indicators.toml").open("rb") as file:
        entries = tomllib.load(file)["indicator"]
    wordings: dict[str, Indicator] = {}
    for entry in entries:
        indicator = Indicator((entry["name"], *entry.get("aliases", ())))
        wordings |= {fold(name): indicator for name in indicator.names}
    return wordings


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in sorted(_wordings(), key=len, reverse=True)))


@cache
def _context() -> tuple[re.Pattern[str], re.Pattern[str]]:
    with Path(__file__).with_name("indicators.toml").open("rb") as file:
        context = tomllib.load(file)["context"]

    def alternatives(name: str) -> str:
        return "|".join(re.escape(fold(word)) for word in sorted(context[name], key=len, reverse=True))

    return re.compile(rf"^(?:{alternatives('before')}|[\W\d_年月日])*$"), re.compile(alternatives("behind"))


def states(text: str, mention: IndicatorMention) -> bool:
    """
    Whether the mention is the indicator itself: neither narrowed by a noun before it nor part of a longer name.

    公路水路固定资产投资 is not 固定资产投资, 占地区生产总值比重 is not 地区生产总值.
    """
    folded = fold(text)
    before, behind = _context()
    if behind.match(folded, mention.end):
        return False
    clause = max((folded.rfind(stop, 0, mention.start) for stop in ",;:。!?、(“《"), default=-1) + 1
    head = list(folded[clause : mention.start])
    spans = [(region.start, region.end) for region in find_regions(text)]
    spans += [(match.start(), match.end()) for match in _OWN.finditer(folded)]
    spans += [(p.start, p.end) for p in find_periods(text, reference=_ANY_DAY)]
    for start, end in spans:
        for position in range(max(start, clause), min(end, mention.start)):
            head[position - clause] = " "
    return before.match("".join(head)) is not None


def wordings() -> tuple[str, ...]:
    """Every listed wording, folded."""
    return tuple(_wordings())


def indicator_named(name: str) -> Indicator | None:
    """The indicator of which `name` is, whole, one of the wordings."""
    return _wordings().get(fold(name))


def find_indicators(text: str) -> list[IndicatorMention]:
    """The indicators named in `text`, longest wording first: 进出口总额 is neither 进口 nor 出口."""
    return [
        IndicatorMention(match.start(), match.end(), _wordings()[match[0]]) for match in _pattern().finditer(fold(text))
    ]
