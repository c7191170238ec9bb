"""Does the search find the paragraph? Rank of the gold quotes under several ways of scoring."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from eval.cases import Case
from eval.judging import normal
from index.fusion import WEIGHTS
from index.hits import Hit
from index.library import Library

_DEEPEST = 50
_FIRST = 5  # as many as a reader looks at without going on
_DEPTHS = (1, 5, 10)
# What each part of the score looks at; index/features.py says how.
PARTS = {
    "文": "full text",
    "义": "vectors",
    "词": "words",
    "篇": "document's words",
    "正": "body text",
    "句": "neighbouring sentences",
    "年": "year",
    "列": "items in a row",
}
Ranker = Callable[[str], list[Hit]]
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """A query and, for each gold quote, the paragraphs that hold it, as (document's name, paragraph number)."""

    query: str
    quotes: tuple[frozenset[Place], ...]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """
    One way of searching over all cases that cite something.

    `hit` maps k to the share of questions with some gold quote among the first k paragraphs (hit@k), `recall` to the
    share of all gold quotes found there; `reciprocal` is the mean of 1/rank of the first one within ten (MRR@10).
    `mean` is recall@5 averaged over the questions, as trec_eval does it, so that a question with many quotes weighs no
    more than another; `capped` is recall@5 of what five paragraphs can hold: a question whose quotes stand in more than five different
    paragraphs counts as five quotes, of which as many are found as are among the first five, five at most.
    """

    name: str
    questions: int
    hit: Mapping[int, float]
    recall: Mapping[int, float]
    reciprocal: float
    mean: float
    capped: float

    def below(self, baseline: "Retrieval") -> bool:
        """Whether some hit@k is less than the baseline's."""
        return any(share < baseline.hit[depth] for depth, share in self.hit.items())


def query_of(case: Case) -> str:
    """What is searched for: a follow-up together with the turns before it."""
    return " ".join([*case.turns, case.question])


def sought(library: Library, cases: Iterable[Case]) -> list[Sought]:
    """What is to be found for each case that cites something."""
    keys = {document.name: document.key for document in library.documents()}

    @cache
    def texts(name: str) -> list[tuple[int, str]]:
        passages = library.passages(keys[name]) if name in keys else []
        return [(passage.paragraph.number, normal(passage.paragraph.text)) for passage in passages]

    def places(quotes: Iterable[tuple[str, str]]) -> frozenset[Place]:
        return frozenset(
            (name, number) for name, quote in quotes for number, text in texts(name) if normal(quote) in text
        )

    return [Sought(query_of(case), tuple(places(gold.quotes) for gold in case.cite)) for case in cases if case.cite]


def rankers(library: Library) -> dict[str, Ranker]:
    """The ways of searching that are compared, the baseline first: parts alone, all, all but one, and all reranked."""

    def fused(*parts: str) -> Ranker:
        weights = {part: WEIGHTS[part] for part in parts}
        return lambda query: library.search(query, limit=_DEEPEST, weights=weights)

    own = [part for part in WEIGHTS if part in PARTS]
    compared: dict[str, Ranker] = {
        "full text alone": lambda query: library.full_text(query, limit=_DEEPEST),
        "vectors alone": fused("义"),
        "full text + vectors": fused("文", "义"),
        "all": fused(*own),
        **{f"without {left} {PARTS[left]}": fused(*(part for part in own if part != left)) for left in own},
    }
    if library.reranker is not None:
        compared[f"all + {library.reranker.name}"] = lambda query: library.search(query, limit=_DEEPEST)
    return compared


def measure(
    ways: Mapping[str, Ranker], asked: Sequence[Sought], *, progress: Callable[[], object] = lambda: None
) -> list[Retrieval]:
    """Rank what is sought by every way, question by question; `progress` is called after each question."""
    ranks: dict[str, list[list[int]]] = {name: [] for name in ways}
    for question in asked:
        for name, ranker in ways.items():
            ranks[name].append(_ranks(ranker(question.query), question))
        progress()
    return [_summed(name, found, asked) for name, found in ranks.items()]


def _ranks(hits: Iterable[Hit], question: Sought) -> list[int]:
    """The rank of each quote."""
    places = [(hit.passage.document.name, hit.passage.paragraph.number) for hit in hits]
    return [
        next((rank for rank, place in enumerate(places, 1) if place in quote), _DEEPEST + 1)
        for quote in question.quotes
    ]


def _summed(name: str, ranks: Sequence[Sequence[int]], asked: Sequence[Sought]) -> Retrieval:
    firsts = [min(found) for found in ranks]
    quotes = [rank for found in ranks for rank in found]
    return Retrieval(
        name,
        len(asked),
        {depth: _share(firsts, depth) for depth in _DEPTHS},
        {depth: _share(quotes, depth) for depth in _DEPTHS},
        sum(1 / rank for rank in firsts if rank <= 10) / len(firsts) if firsts else 0.0,
        sum(_share(found, _FIRST) for found in ranks) / len(ranks) if ranks else 0.0,
        _capped(ranks, asked),
    )


def _share(ranks: Sequence[int], depth: int) -> float:
    return sum(rank <= depth for rank in ranks) / len(ranks) if ranks else 0.0


def _capped(ranks: Sequence[Sequence[int]], asked: Sequence[Sought], *, depth: int = _FIRST) -> float:
    found = wanted = 0
    for question, own in zip(asked, ranks, strict=True):
        most = depth if len(set(question.quotes)) > depth else len(own)
        found += min(sum(rank <= depth for rank in own), most)
        wanted += most
    return found / wanted if wanted else 0.0
