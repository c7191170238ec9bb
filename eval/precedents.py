"""Do the precedents that are found deserve their rank? Graded practices for each question, nDCG at five."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.practice import Card
from assistant.precedents import WEIGHTS, precedents
from eval.cases import Case, CaseError, Gold, json_rows
from eval.judging import normal
from index.library import Library

DEPTH = 5
_WELL = 0.85  # a question below it is listed among the failures
Finder = Callable[[str], list[Card]]


@dataclass(frozen=True, slots=True)
class Graded:
    """A practice that deserves a place: `title` stands in its heading, `says` in its words; 3 is what was asked for."""

    document: str
    title: str
    says: tuple[str, ...]
    grade: int


@dataclass(frozen=True, slots=True)
class PrecedentCase:
    """A question of staff, and every practice of the library that deserves a grade."""

    id: str
    question: str
    gold: tuple[Graded, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """
    One way of finding over all questions. `ndcg` is the mean of nDCG@5 (Järvelin and Kekäläinen 2002; gain 2^grade - 1,
    discount log2 of rank + 1), `first` the share of questions whose first card has grade 3, `twice` the questions with
    one practice twice among the first five cards.
    """

    name: str
    questions: int
    ndcg: float
    first: float
    twice: int
    failures: tuple[str, ...] = ()


def read_precedents(path: Path) -> tuple[PrecedentCase, ...]:
    """The questions of a JSON-lines file (id, question, gold); raises CaseError with the line that is wrong."""
    cases = []
    for _, place, row in json_rows(path, required={"id": str, "question": str, "gold": list}, name="先例题文件"):
        try:
            gold = tuple(Graded(one["doc"], one["title"], tuple(one["says"]), int(one["grade"])) for one in row["gold"])
        except (TypeError, KeyError, ValueError) as error:
            raise CaseError(f"{place}：gold 的每一项要有 doc、title、says 和 grade。") from error
        if not gold or not all(1 <= one.grade <= 3 for one in gold):
            raise CaseError(f"{place}：gold 至少一项，grade 只能是 1、2、3。")
        cases.append(PrecedentCase(row["id"], row["question"], gold))
    if not cases:
        raise CaseError(f"先例题文件 {path} 里没有题目。")
    return tuple(cases)


def as_cases(cases: Sequence[PrecedentCase]) -> tuple[Case, ...]:
    """The questions as cases that cite their documents: what a library is opened and checked with."""
    return tuple(
        Case(
            case.id, "practice", case.question, (), True, cite=tuple(Gold(one.document, one.title) for one in case.gold)
        )
        for case in cases
    )


def finders(library: Library) -> dict[str, Finder]:
    """The ways that are compared: as users get it, each part left out, and the two baselines, one score alone."""

    def weighted(weights: Mapping[str, float]) -> Finder:
        return lambda question: precedents(library, question, limit=DEPTH, weights=weights)

    left_out = {f"without {name}": weighted({**WEIGHTS, name: 0.0}) for name in WEIGHTS}
    baselines = {"full text alone": weighted({"文": 1.0}), "vectors alone": weighted({"义": 1.0})}
    return baselines | {"all": weighted(WEIGHTS)} | left_out


def measure_precedents(name: str, finder: Finder, cases: Sequence[PrecedentCase]) -> Ranking:
    """Ask every question and grade the first five cards; the second card of one practice earns nothing."""
    ndcgs, firsts, twice, failures = [], 0, 0, []
    for case in cases:
        cards = finder(case.question)[:DEPTH]
        earned, seen = [], set()
        for card in cards:
            gold = next((one for one in case.gold if _is(card, one)), None)
            earned.append(gold.grade if gold is not None and gold not in seen else 0)
            if gold is not None and gold in seen:
                twice += 1
            seen.add(gold)
        ideal = sorted((one.grade for one in case.gold), reverse=True)[:DEPTH]
        ndcgs.append(_gain(earned) / _gain(ideal))
        firsts += bool(earned) and earned[0] == 3
        if ndcgs[-1] < _WELL:
            failures.append(f"{case.id}［{ndcgs[-1]:.2f}］{case.question}：{'；'.join(card.title for card in cards)}")
    count = len(cases)
    return Ranking(name, count, sum(ndcgs) / count, firsts / count, twice, tuple(failures))


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _is(card: Card, gold: Graded) -> bool:
    """Whether the card is that practice; some documents have one title twice, so its words must be there as well."""
    words = normal("".join((card.title, card.source.quote, *(one.quote for one in card.quotes))))
    return (
        card.source.document == gold.document
        and normal(gold.title) in normal("".join((*card.source.section, card.title)))
        and any(normal(one) in words for one in gold.says)
    )
