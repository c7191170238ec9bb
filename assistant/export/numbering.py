"""The numbers of headings as official documents write them (GB/T 9704-2012): 一、 then （一） then 1."""

from dataclasses import dataclass, field

from assistant.export.paper import Level

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """A number from 1 to 9999 in words: 10 is 十, 15 十五, 110 一百一十, 205 二百零五."""
    words = ""
    for place, digit in enumerate(map(int, reversed(str(number)))):
        if digit:
            words = _DIGITS[digit] + _PLACES[place] + words
        elif words and not words.startswith("零"):
            words = "零" + words
    return words.removeprefix("一") if 10 <= number < 20 else words


@dataclass(slots=True)
class Counters:
    """Counts the headings of each level; a heading starts the levels below it anew."""

    counts: list[int] = field(default_factory=lambda: [0, 0, 0])

    def label(self, level: Level) -> str:
        """The number of the next heading of that level, with its punctuation."""
        self.counts[level - 1 :] = [self.counts[level - 1] + 1] + [0] * (3 - level)
        count = self.counts[level - 1]
        return {1: f"{chinese(count)}、", 2: f"（{chinese(count)}）", 3: f"{count}."}[level]
