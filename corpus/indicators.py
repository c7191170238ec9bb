"""Indicator names and their other wordings, found in a text: 社零, 社会消费品零售总额 -> one indicator."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.folding import fold


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


def find_indicators(text: str) -> list[IndicatorMention]:
    """The indicators named in `text`, longest wording first: 进出口总额 is neither 进口 nor 出口."""
    return [
        IndicatorMention(match.start(), match.end(), _wordings()[match[0]]) for match in _pattern().finditer(fold(text))
    ]
