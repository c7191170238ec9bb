"""Many judgements into a few numbers: accuracy, citation recall and precision, refusals, seconds."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.judging import Judgement


@dataclass(frozen=True, slots=True)
class Score:
    """One case, how its answer was judged and how long the answer took."""

    case: Case
    judgement: Judgement
    seconds: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """
    The numbers of a group of cases, as shares between 0 and 1; None where the group has nothing to count.

    `refusal` is the share of unanswerable questions that were refused (higher is better), `false_refusal` the share
    of answerable ones that were (lower is better).
    """

    count: int
    accuracy: float | None
    citation_recall: float | None
    citation_precision: float | None
    refusal: float | None
    false_refusal: float | None
    median_seconds: float | None
    p95_seconds: float | None


def aggregate(scores: Sequence[Score]) -> Metrics:
    """The metrics over all scores; citation means leave out the cases that have nothing to score."""
    seconds = [score.seconds for score in scores]
    return Metrics(
        count=len(scores),
        accuracy=mean(score.judgement.correct for score in scores),
        citation_recall=mean(score.judgement.citation_recall for score in scores),
        citation_precision=mean(score.judgement.citation_precision for score in scores),
        refusal=mean(score.judgement.refused for score in scores if not score.case.answerable),
        false_refusal=mean(score.judgement.refused for score in scores if score.case.answerable),
        median_seconds=percentile(seconds, 0.5),
        p95_seconds=percentile(seconds, 0.95),
    )


def by_type(scores: Sequence[Score]) -> dict[str, Metrics]:
    """The metrics of each type of case, in the order the types first appear."""
    types = dict.fromkeys(score.case.type for score in scores)
    return {name: aggregate([score for score in scores if score.case.type == name]) for name in types}


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are there; None when none is."""
    present = [value for value in values if value is not None]
    return sum(present) / len(present) if present else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """
    The value below which `share` of the sorted values lie, interpolated linearly between the two nearest ranks.

    Rank 0 is the smallest, rank len-1 the largest, the wanted rank is share × (len-1), as in numpy; 0.5 is the median.
    """
    if not values:
        return None
    ordered = sorted(values)
    rank = share * (len(ordered) - 1)
    below, above = math.floor(rank), math.ceil(rank)
    return ordered[below] + (ordered[above] - ordered[below]) * (rank - below)
