"""The types of a precedent: a practice told by a bulletin, as a card with the words of its source."""

import datetime
from dataclasses import dataclass

from assistant.citation import Citation
from corpus.bulletin import Fact


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the numbered measures (做法): its title without the counting word, and the words that tell it."""

    title: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Effect:
    """A figure that the practice led to (成效), with the sentence that says it."""

    fact: Fact
    source: Citation


@dataclass(frozen=True, slots=True)
class Card:
    """
    One practice. Whatever it says is quoted: every `source` holds the words and the place they stand in.

    `background` are the sentences before the measures (问题, 背景), `results` the sentences that tell what came of it,
    `effects` the figures in them, `units` who is named as having done it. `source` is the whole practice's beginning;
    citations are numbered 1, 2 … through the card in the order of the text. Higher `score` is more alike.
    """

    title: str
    region: str | None
    date: datetime.date | None
    source: Citation
    background: tuple[Citation, ...] = ()
    measures: tuple[Measure, ...] = ()
    results: tuple[Citation, ...] = ()
    effects: tuple[Effect, ...] = ()
    units: tuple[str, ...] = ()
    score: float = 0.0

    @property
    def place(self) -> tuple[str, int]:
        """The document's key and the number of the first paragraph: what tells two practices apart."""
        return self.source.key, self.source.paragraph

    @property
    def quotes(self) -> tuple[Citation, ...]:
        """Every source but the first, each once, in the order of the text."""
        sources = (*self.background, *(measure.source for measure in self.measures), *self.results)
        return tuple(sorted(set(sources), key=lambda source: source.number))
