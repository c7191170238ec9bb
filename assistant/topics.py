"""Read which things a question wants followed through the documents, and by which words each is told."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.contents import words_of
from assistant.placing import dated
from corpus.folding import fold
from corpus.indicators import Indicator, indicator_named
from corpus.periods import find_periods
from corpus.regions import find_regions

_SHORTEST = 2  # characters of a thing


@dataclass(frozen=True, slots=True)
class Part:
    """One name that must be carried: `indicator` has its other wordings, `other` is how bulletins write it, `words` are its words."""

    name: str
    indicator: Indicator | None = None
    other: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing that is followed: all of its `parts` must be carried; `series` where documents go by its name."""

    parts: tuple[Part, ...]
    series: str | None = None

    @property
    def name(self) -> str:
        """The thing as it was asked for."""
        return " ".join(part.name for part in self.parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """The things asked for, the regions that the question names before them, and the periods that it names there."""

    topics: tuple[Topic, ...]
    regions: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """The lists of topics.toml, longest first."""
    with Path(__file__).with_name("topics.toml").open("rb") as file:
        lists = tomllib.load(file)
    return {
        name: tuple(sorted({fold(word) for word in words}, key=lambda word: (-len(word), word)))
        for name, words in lists.items()
    }


def topics_in(text: str, *, series: Sequence[str], said: Callable[[str], bool]) -> Asked:
    """The things that `text` asks for; `series` are the names that documents go by, `said` tells what the library says."""
    topics: dict[str, Topic] = {}
    regions: list[str] = []
    periods: list[str] = []
    for piece in _pieces(_bare(fold(text), said), series):
        if piece in series:
            topics.setdefault(piece, Topic((Part(piece),), piece))
            continue
        bare = _bare(piece, said)
        bare = _without(
            bare, [(m.start, m.end, m.period.label) for m in find_periods(bare, reference=None)], periods, said
        )
        bare = _without(bare, [(m.start, m.end, m.region.name) for m in find_regions(bare)], regions, said)
        if len(bare) >= _SHORTEST:
            found = Topic(tuple(map(_part, bare.split())))
            topics.setdefault(found.name, found)
    return Asked(tuple(topics.values()), tuple(dict.fromkeys(regions)), tuple(dict.fromkeys(periods)))


def _pieces(text: str, series: Sequence[str]) -> list[str]:
    """The text cut at the names of series, at signs, and at words that stand between two things."""
    names = "|".join(re.escape(name) for name in sorted(series, key=len, reverse=True))
    signs = "|".join(map(re.escape, _lists()["signs"]))
    pieces: list[str] = []
    for piece in re.split(rf"({names})|{signs}" if names else signs, text):
        if not piece:
            continue
        if piece in series:
            pieces.append(piece)
            continue
        cut = [""]
        for word in words_of(piece):
            if word in _lists()["words"]:
                cut.append("")
            else:
                cut[-1] += word
        pieces += [part for part in cut if part]
    return pieces


def _bare(text: str, said: Callable[[str], bool]) -> str:
    """The text without the words that ask, and without function words, at its ends."""
    lists = _lists()
    while text := text.strip():
        words = words_of(text)
        if words[0] in lists["ends"]:
            text = text.removeprefix(words[0])
        elif words[-1] in lists["ends"]:
            text = text.removesuffix(words[-1])
        elif ask := next((ask for ask in lists["asks"] if text.startswith(ask)), None):
            text = text.removeprefix(ask)
        elif (ask := next((ask for ask in lists["asks"] if text.endswith(ask)), None)) or (
            (ask := next((ask for ask in lists["asks_unless_said"] if text.endswith(ask)), None)) and not said(text)
        ):
            text = text.removesuffix(ask)
        else:
            return text
    return text


def _without(text: str, mentions: Sequence[tuple[int, int, str]], taken: list[str], said: Callable[[str], bool]) -> str:
    """The text without the region or period that opens it, unless the library says the whole: 岳阳片区."""
    for start, end, name in mentions:
        if start == 0 and len(rest := _bare(text[end:], said)) >= _SHORTEST and not said(text):
            taken.append(name)
            return rest
    return text


def _part(name: str) -> Part:
    other, _ = dated(name, None)
    indicator = indicator_named(name) or indicator_named(other)
    words = tuple(word for word in words_of(name) if word not in _lists()["ends"])
    # A word of one character (稳投资) means another thing when it stands apart: 投资促发展稳就业.
    apart = len(words) > 1 and all(len(word) > 1 for word in words)
    return Part(name, indicator, other if other != name else None, words if apart else ())
