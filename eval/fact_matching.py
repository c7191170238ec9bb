"""Compare a predicted fact with a gold one field by field, and pair the facts of one paragraph."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TypeVar

from corpus.bulletin import Comparison, Fact, Rank
from corpus.indicators import find_indicators
from eval.assignment import best_assignment
from eval.facts import GoldComparison, GoldFact, GoldRank, PlacedGold, words
from eval.gold_periods import same_period
from eval.judging import normal

_Gold = TypeVar("_Gold")
_Found = TypeVar("_Found")
TUPLE = ("region", "indicator", "period", "kind", "value", "unit", "change", "direction")
BESIDE = ("bound", "comparison", "rank")  # scored alone; not part of the whole tuple
# Which pairs are sought, most wanted first: whole tuples, then equal numbers, then the indicator, then anything else.
WHOLE, NUMBER, MAGNITUDE, INDICATOR, FIELD = 1000.0, 10.0, 6.0, 8.0, 0.5
LIKE = 0.5  # of the letters: two wordings without a number in common that may still be one statement


@dataclass(frozen=True, slots=True)
class FieldScore:
    """How many things gold and the prediction say in one field, and how many of the predicted are right."""

    gold: int
    predicted: int
    right: int

    @property
    def agrees(self) -> bool:
        """Whether both say the same, nothing included."""
        return self.gold == self.predicted == self.right


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold fact, the predicted one that is closest to it, and their score in each field of TUPLE and BESIDE."""

    placed: PlacedGold
    fact: Fact
    scores: dict[str, FieldScore]

    @property
    def whole(self) -> bool:
        """Whether the whole tuple is right."""
        return all(self.scores[name].agrees for name in TUPLE)

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields in which the two differ."""
        return tuple(name for name, score in self.scores.items() if not score.agrees)


def pair_facts(golds: Sequence[PlacedGold], facts: Sequence[Fact]) -> list[Pair]:
    """
    The gold and predicted facts of one paragraph, one to one, in gold order.

    Only facts whose span touches the gold quote are paired with it. As many whole tuples as possible are matched;
    the rest are aligned by their numbers and wording, so that a fact with one wrong field is scored in the others.
    """
    pairs = {
        (row, column): Pair(placed, fact, compare(placed.gold, fact))
        for row, placed in enumerate(golds)
        for column, fact in enumerate(facts)
        if touches(fact, placed)
    }
    weights = [[0.0] * len(facts) for _ in golds]
    for (row, column), pair in pairs.items():
        weights[row][column] = closeness(pair)
    return [pairs[place] for place in best_assignment(weights)]


def touches(fact: Fact, placed: PlacedGold) -> bool:
    """Whether the fact's clause and the gold quote share a character."""
    return fact.paragraph == placed.paragraph and fact.start < placed.end and placed.start < fact.end


def closeness(pair: Pair) -> float:
    """How much speaks for the two being one statement; 0 where neither a number nor the wording does."""
    gold, fact = pair.placed.gold, pair.fact
    likeness = max(
        SequenceMatcher(None, normal(name), normal(wording), autojunk=False).ratio()
        for name in gold.names
        for wording in (fact.indicator, fact.wording)
    )
    named = pair.scores["indicator"].agrees
    numbers = [number for number in (gold.value, gold.change) if number is not None]
    found = [number for number in (fact.value, fact.change) if number is not None]
    evidence = 0.0
    for name, number in (("value", gold.value), ("change", gold.change)):
        if number is not None and equal_numbers(number, getattr(fact, name)):
            evidence += NUMBER
        elif number is not None and any(equal_numbers(abs(number), abs(other)) for other in found):
            evidence += MAGNITUDE
    if not evidence and not named and likeness < LIKE:
        return 0.0
    if not numbers and found and not named:
        return 0.0  # a figure beside a statement without one
    agreeing = sum(pair.scores[name].agrees for name in (*TUPLE, *BESIDE))
    return WHOLE * pair.whole + evidence + INDICATOR * named + likeness + FIELD * agreeing


def compare(gold: GoldFact, fact: Fact) -> dict[str, FieldScore]:
    """The score of each field; ranks and comparisons count one by one, what both leave open counts nothing."""
    matched_period = any(same_period(label, fact.period) for label in gold.periods)
    same_growth = equal_numbers(gold.change, fact.change) and _same_words(gold.change_unit, fact.change_unit)
    return {
        "region": _one(gold.region, fact.region, _same_words(gold.region, fact.region)),
        "indicator": _one(gold.names[0], fact.indicator, same_indicator(gold.names, (fact.indicator, fact.wording))),
        "period": _one(fact.period if matched_period else gold.periods[0], fact.period, matched_period),
        "kind": _one(gold.kind, fact.kind, gold.kind == fact.kind),
        "value": _one(gold.value, fact.value, equal_numbers(gold.value, fact.value) and fact.upper is None),
        "unit": _one(gold.unit, fact.unit, _same_words(gold.unit, fact.unit)),
        "change": _one(gold.change, fact.change, same_growth and fact.change_upper is None),
        "direction": _direction(gold, fact),
        "bound": _bound(gold, fact),
        "comparison": _many(gold.comparisons, fact.comparisons, _same_comparison),
        "rank": _many(gold.ranks, fact.ranks, _same_rank),
    }


def same_indicator(names: Sequence[str], wordings: Sequence[str]) -> bool:
    """Whether one of the label's names and one of the fact's wordings are the same after `plain_indicator`."""
    return not {plain_indicator(name) for name in names}.isdisjoint(map(plain_indicator, wordings))


@cache
def plain_indicator(name: str) -> str:
    """
    The name as it is compared; apart from what is dropped here, every character must be the same.

    Width, case and white space are folded; a lead (其中, 累计, 共, 共计) and every 的 go; a wording listed in
    corpus/indicators.toml becomes its standard name; otherwise one counting suffix (数, 户数, 额, 场次 …, the longest
    of eval/facts.toml) goes and the rest is looked up once more. Quotation marks stay.
    """
    text = normal(name).replace("的", "")
    leads: list[str] = words()["leads"]
    while lead := next((lead for lead in leads if text.startswith(lead) and text != lead), None):
        text = text.removeprefix(lead)
    if standard := _standard(text):
        return standard
    counting: list[str] = words()["counting"]
    suffix = max((word for word in counting if text.endswith(word) and text != word), key=len, default="")
    text = text.removesuffix(suffix)
    return _standard(text) or text


def _standard(text: str) -> str | None:
    """The standard name of a wording that is listed as a whole."""
    mentions = find_indicators(text)
    whole = len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(text))
    return normal(mentions[0].indicator.name) if whole else None


def _one(gold: object, found: object, same: bool) -> FieldScore:
    """A field that says one thing or nothing."""
    return FieldScore(int(gold is not None), int(found is not None), int(same and found is not None))


def _many(golds: Sequence[_Gold], found: Sequence[_Found], same: Callable[[_Gold, _Found], bool]) -> FieldScore:
    pairs = best_assignment([[float(same(gold, item)) for item in found] for gold in golds])
    return FieldScore(len(golds), len(found), len(pairs))


def _direction(gold: GoldFact, fact: Fact) -> FieldScore:
    """A statement without a number is right when the prediction has none either, but says a direction or comparison."""
    if not gold.qualitative:
        return FieldScore(0, 0, 0)
    said = fact.value is None and fact.change is None and bool(fact.direction or fact.comparisons)
    return FieldScore(1, int(said), int(said))


def _bound(gold: GoldFact, fact: Fact) -> FieldScore:
    """A label's one bound is its value's, or its growth's where it has no value; a fact may bound both."""
    slot = "change" if gold.value is None else "value"
    expected = {(slot, gold.bound)} if gold.bound else set()
    found = {(name, bound) for name, bound in (("value", fact.bound), ("change", fact.change_bound)) if bound}
    return FieldScore(len(expected), len(found), len(expected & found))


def _same_comparison(gold: GoldComparison, found: Comparison) -> bool:
    if normal(gold.than) != normal(found.than):
        return False
    if gold.difference is None:
        return found.difference is None and gold.direction in (None, found.direction)
    return equal_numbers(gold.difference, found.difference) and _same_words(gold.unit, found.unit)


def _same_rank(gold: GoldRank, found: Rank) -> bool:
    place = (normal(gold.scope), gold.position) == (normal(found.scope), found.position)
    return place and gold.of in (None, found.of)


def _same_words(gold: str | None, found: str | None) -> bool:
    return gold == found if gold is None or found is None else normal(gold) == normal(found)


def equal_numbers(gold: float | None, found: float | None) -> bool:
    """Whether both are the same number, to nine digits, or both are missing."""
    if gold is None or found is None:
        return gold is found
    return math.isclose(gold, found, rel_tol=1e-9)
