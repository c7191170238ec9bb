"""Does the search find the paragraph? Rank of the gold quotes under several ways of scoring."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.judging import normal
from index.fusion import WEIGHTS
from index.hits import Hit
from index.search import Library

_DEEPEST = 50
Ranker = Callable[[str], list[Hit]]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """
    One way of searching over all cases that cite something.

    `hit` maps k to the share of questions with some gold quote among the first k paragraphs (hit@k), `recall` to the
    share of all gold quotes found there; `reciprocal` is the mean of 1/rank of the first one within ten (MRR@10).
    """

    name: str
    questions: int
    hit: Mapping[int, float]
    recall: Mapping[int, float]
    reciprocal: float


def rankers(library: Library) -> dict[str, Ranker]:
    """The ways of searching that are compared: each part alone, sums, and all parts without and with the reranker."""

    def fused(weight: float) -> Ranker:
        return lambda query: library.search(query, limit=_DEEPEST, weights={"文": 1.0, "义": weight})

    unread = {name: weight for name, weight in WEIGHTS.items() if name != "读"}
    compared: dict[str, Ranker] = {
        "full text alone": fused(0.0),
        "vectors alone": lambda query: library.search(query, limit=_DEEPEST, weights={"文": 0.0, "义": 1.0}),
        "full text + 0.2 × vectors": fused(0.2),
        "full text + 0.35 × vectors": fused(0.35),
        "full text + 0.6 × vectors": fused(0.6),
        "full text + 1.0 × vectors": fused(1.0),
        "all parts": lambda query: library.search(query, limit=_DEEPEST, weights=unread),
    }
    if library.reranker is not None:
        compared[f"all parts + {library.reranker.name}"] = lambda query: library.search(query, limit=_DEEPEST)
    return compared


def measure(name: str, ranker: Ranker, cases: Sequence[Case], *, depths: Sequence[int] = (1, 5, 10)) -> Retrieval:
    """Rank every gold quote of the cases; follow-ups are searched together with the turns before them."""
    asked = [case for case in cases if case.cite]
    first_ranks: list[int] = []
    quote_ranks: list[int] = []
    for case in asked:
        hits = ranker(" ".join([*case.turns, case.question]))
        texts = [(hit.passage.document.name, normal(hit.passage.paragraph.text)) for hit in hits]
        ranks = []
        for gold in case.cite:
            found = [
                rank
                for rank, (document, text) in enumerate(texts, 1)
                if any(document == other and normal(quote) in text for other, quote in gold.quotes)
            ]
            ranks.append(min(found, default=_DEEPEST + 1))
        quote_ranks += ranks
        first_ranks.append(min(ranks))
    return Retrieval(
        name,
        len(asked),
        {depth: _share(first_ranks, depth) for depth in depths},
        {depth: _share(quote_ranks, depth) for depth in depths},
        sum(1 / rank for rank in first_ranks if rank <= 10) / len(first_ranks) if first_ranks else 0.0,
    )


def _share(ranks: Sequence[int], depth: int) -> float:
    return sum(rank <= depth for rank in ranks) / len(ranks) if ranks else 0.0
