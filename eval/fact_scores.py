"""Score the facts of bulletins against gold facts: precision, recall and F1 of the whole tuple and of each field."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.bulletin import Bulletin, Fact
from eval.fact_matching import BESIDE, TUPLE, FieldScore, Pair, closeness, compare, pair_facts, same_indicator, touches
from eval.facts import GoldFact, PlacedGold, place_facts

COMPLETE_SHARE = 0.6  # of a paragraph's characters in gold quotes: then everything it states is meant to be labelled


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what gold says, what was predicted, and what of that is right."""

    gold: int
    predicted: int
    right: int

    @property
    def precision(self) -> float | None:
        """Right over predicted; None when nothing was predicted."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Right over gold; None when gold says nothing."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both, 2·right / (gold + predicted)."""
        return 2 * self.right / (self.gold + self.predicted) if self.gold + self.predicted else None


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold fact that no predicted one was paired with; `nearest` is the closest that touches its quote, if any."""

    placed: PlacedGold
    nearest: Fact | None


@dataclass(frozen=True, slots=True)
class Spurious:
    """A predicted fact without a gold one; `outside` tells that it touches no quote, in a paragraph meant to be complete."""

    document: str
    fact: Fact
    clause: str
    outside: bool


@dataclass(frozen=True, slots=True)
class FactReport:
    """
    Pairs, misses and spurious facts, and their counts.

    `whole` counts whole tuples among the facts that touch a gold quote, `aligned` how many were paired at all,
    `complete` whole tuples among all facts of the `complete_paragraphs` paragraphs that gold covers. `fields` count
    among the pairs; `strict_indicators` are the pairs whose indicator is the label's own, wordings aside.
    """

    pairs: tuple[Pair, ...]
    misses: tuple[Miss, ...]
    spurious: tuple[Spurious, ...]
    whole: Tally
    aligned: Tally
    complete: Tally
    complete_paragraphs: int
    fields: dict[str, Tally]
    agreeing: dict[str, int]
    strict_indicators: int

    @property
    def precision(self) -> float | None:
        """Of the whole tuple."""
        return self.whole.precision

    @property
    def recall(self) -> float | None:
        """Of the whole tuple."""
        return self.whole.recall

    @property
    def f1(self) -> float | None:
        """Of the whole tuple."""
        return self.whole.f1

    @property
    def complete_precision(self) -> float | None:
        """Of the whole tuple, over every fact of the paragraphs that gold covers."""
        return self.complete.precision


def score_facts(golds: Sequence[GoldFact], bulletins: Mapping[str, Bulletin]) -> FactReport:
    """The report over the documents that the gold facts quote; raises CaseError where a quote is not in its document."""
    paragraphs: dict[tuple[str, int], list[PlacedGold]] = defaultdict(list)
    for placed in place_facts(golds, bulletins):
        paragraphs[placed.gold.document, placed.paragraph].append(placed)
    pairs: list[Pair] = []
    misses: list[Miss] = []
    spurious: list[Spurious] = []
    complete: list[Tally] = []
    touching = 0
    for (document, number), labels in paragraphs.items():
        bulletin = bulletins[document]
        text = next(paragraph.text for paragraph in bulletin.paragraphs if paragraph.number == number)
        facts = [fact for fact in bulletin.facts if fact.paragraph == number]
        touched = [fact for fact in facts if any(touches(fact, placed) for placed in labels)]
        found = pair_facts(labels, touched)
        pairs += found
        touching += len(touched)
        misses += _misses(labels, touched, found)
        covered = coverage(labels, text) >= COMPLETE_SHARE
        if covered:
            complete.append(Tally(len(labels), len(facts), sum(pair.whole for pair in found)))
        unpaired = list(touched)
        for pair in found:
            unpaired.remove(pair.fact)  # one of them only: a fact that is predicted twice is spurious once
        beside = [fact for fact in facts if covered and fact not in touched]
        spurious += [Spurious(document, fact, text[fact.start : fact.end], False) for fact in unpaired]
        spurious += [Spurious(document, fact, text[fact.start : fact.end], True) for fact in beside]
    return FactReport(
        pairs=tuple(pairs),
        misses=tuple(misses),
        spurious=tuple(spurious),
        whole=Tally(len(golds), touching, sum(pair.whole for pair in pairs)),
        aligned=Tally(len(golds), touching, len(pairs)),
        complete=_total(complete),
        complete_paragraphs=len(complete),
        fields={name: _total(_tally(pair.scores[name]) for pair in pairs) for name in (*TUPLE, *BESIDE)},
        agreeing={name: sum(pair.scores[name].agrees for pair in pairs) for name in (*TUPLE, *BESIDE)},
        strict_indicators=sum(same_indicator(pair.placed.gold.names[:1], (pair.fact.indicator,)) for pair in pairs),
    )


def coverage(labels: Sequence[PlacedGold], text: str) -> float:
    """The share of the text's characters that lie in a gold quote."""
    inside = {index for placed in labels for index in range(placed.start, placed.end)}
    return len(inside) / len(text)


def _misses(labels: Sequence[PlacedGold], touched: Sequence[Fact], found: Sequence[Pair]) -> list[Miss]:
    paired = [pair.placed for pair in found]
    misses: list[Miss] = []
    for placed in labels:
        if placed not in paired:
            options = [Pair(placed, fact, compare(placed.gold, fact)) for fact in touched if touches(fact, placed)]
            misses.append(Miss(placed, max(options, key=closeness).fact if options else None))
    return misses


def _tally(score: FieldScore) -> Tally:
    return Tally(score.gold, score.predicted, score.right)


def _total(tallies: Iterable[Tally]) -> Tally:
    rows = list(tallies)
    return Tally(sum(row.gold for row in rows), sum(row.predicted for row in rows), sum(row.right for row in rows))
