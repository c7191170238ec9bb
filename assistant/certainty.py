"""What is certain in a question, so that no typing error is looked for in it: regions, indicators, periods, known words."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.sounds import data
from assistant.vocabulary import Vocabulary, is_word
from corpus.indicators import find_indicators
from corpus.periods import find_periods
from corpus.regions import find_regions, gazetteer

_ANY_DAY = datetime.date(2000, 1, 1)
HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|\"[^\"]*\"|「[^」]*」")
_LONGEST_COUNTY = 5


def carrying() -> str:
    """The characters that carry a sentence: 的, 多, 少."""
    return str(data()["fixed"]["characters"])


@cache
def _shared() -> frozenset[str]:
    """The counties whose name another one has too, by that name alone: 大通区."""
    return frozenset(name.removeprefix(one.parent) for name, one in gazetteer().items() if name != one.parent)


def _regions(plain: str) -> Iterator[tuple[int, int]]:
    """The spans of the regions named, of counties with a name that several have too."""
    found = [(mention.start, mention.end) for mention in find_regions(plain)]
    yield from found
    for end, character in enumerate(plain, 1):
        if character not in "县市区旗":
            continue
        for start in range(max(0, end - _LONGEST_COUNTY), end - 1):
            if plain[start:end] in _shared() and not any(start < there and one < end for one, there in found):
                yield start, end
                break


@dataclass(frozen=True, slots=True)
class Certain:
    """
    A text with what is certain in it: `fixed` characters are never changed.

    `foreign` are those of regions that the library has nothing of and that something strange stands before: 荣县 in
    华荣县. They are only changed together with it.
    """

    plain: str
    vocabulary: Vocabulary
    fixed: frozenset[int]
    foreign: frozenset[int]

    @classmethod
    def of(cls, plain: str, vocabulary: Vocabulary) -> "Certain":
        """Read the regions, indicators, periods and quotations of the text."""
        fixed = {at for at, character in enumerate(plain) if not HAN.match(character) or character in carrying()}
        spans = [match.span() for match in _QUOTED.finditer(plain)]
        spans += [(one.start, one.end) for one in find_indicators(plain)]
        spans += [(one.start, one.end) for one in find_periods(plain, reference=_ANY_DAY)]
        fixed.update(at for start, end in spans for at in range(start, end))
        foreign: set[int] = set()
        for start, end in _regions(plain):
            ours = plain[start:end] in vocabulary.terms or start == 0 or start - 1 in fixed
            (fixed if ours or vocabulary.says(plain[start - 1 : start + 1]) else foreign).update(range(start, end))
        return cls(plain, vocabulary, frozenset(fixed), frozenset(foreign))

    def pair(self, at: int) -> str:
        """The characters at `at` and after it, or nothing where something certain parts them."""
        if at < 0 or at + 1 >= len(self.plain) or at in self.fixed or at + 1 in self.fixed:
            return ""
        return self.plain[at : at + 2]

    def changeable(self, at: int) -> bool:
        """Whether the character may be a slip that sounds or looks like what was meant."""
        if at in self.fixed:
            return False
        pairs = [pair for pair in (self.pair(at - 1), self.pair(at)) if pair]
        return not any(self.vocabulary.says(pair) for pair in pairs)

    def strange(self, at: int) -> bool:
        """Whether the character makes no word with its neighbours either, nor with one like the 在 of 现在."""
        words = (self.pair(at - 1), self.pair(at))
        carried = self.plain[at : at + 2] if self.plain[at + 1 : at + 2] in tuple(carrying()) else ""
        return self.changeable(at) and not any(map(is_word, (*words, carried)))

    def bound(self, at: int, beside: int) -> bool:
        """Whether the character belongs to something else than what stands at `beside`: 案 in 方案里, beside 里."""
        return at in self.fixed or is_word(self.pair(at if beside < at else at - 1))

    def whole(self, start: int, end: int) -> bool:
        """Whether `plain[start:end]` cuts no word in two: 研发费 is none of 研发费用."""
        return not is_word(self.pair(start - 1)) and not is_word(self.pair(end - 1))

    def part_of(self, at: int, start: int, end: int) -> bool:
        """Whether the character at `at` is needed by its neighbours in `plain[start:end]`: not 稳 in 项目稳投资."""
        beside = [one for one in (at - 1, at + 1) if start <= one < end]
        rest = self.plain[start + 1 : end] if at == start else self.plain[start : end - 1]
        if len(beside) == 1 and rest in self.vocabulary.terms:
            return False
        return any(not self.bound(one, at) for one in beside)
