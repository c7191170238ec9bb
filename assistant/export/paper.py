"""What is handed over, before it is a file: a title, headings on three levels and text whose words name their sources."""

from dataclasses import dataclass
from typing import Literal

from assistant.citation import Citation

Level = Literal[1, 2, 3]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one piece; `sources` are what they are taken from, marked behind them."""

    text: str
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number, which the layout counts: 一、 （一） 1. Text in `runs` goes on in the same line (接排)."""

    level: Level
    text: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """One paragraph of text."""

    runs: tuple[Run, ...]


Part = Heading | Body


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of one title; `lines` stand centred below it."""

    title: str
    parts: tuple[Part, ...]
    lines: tuple[str, ...] = ()
