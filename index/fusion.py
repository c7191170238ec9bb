"""Several scores -> one: raw ones are standardised over the candidates, then all are added with fixed weights."""

from collections.abc import Mapping

# Scores are added, not ranks: reciprocal rank fusion with a weak encoder loses nine points of hit@1. 文 is BM25, 义 the
# cosine, the others are those of index/features.py. Fitted on policy questions and the samples, then rounded; what each
# is worth stands in eval/README.md. 读 is what a reranker says, where there is one: as much as BM25, not fitted.
WEIGHTS: Mapping[str, float] = {
    "文": 1.0, "义": 1.4, "词": 1.6, "篇": 0.6, "正": 0.5, "句": 0.3, "年": 0.4, "列": 1.0, "读": 1.0
}  # fmt: skip


def standardise(scores: Mapping[int, float]) -> dict[int, float]:
    """To 0 … 1 over the candidates: the least is 0, the greatest 1; a single candidate or equal ones are 1."""
    if not scores:
        return {}
    least, greatest = min(scores.values()), max(scores.values())
    if greatest == least:
        return dict.fromkeys(scores, 1.0)
    return {candidate: (score - least) / (greatest - least) for candidate, score in scores.items()}


def fuse(
    shares: Mapping[str, Mapping[int, float]], *, weights: Mapping[str, float] = WEIGHTS
) -> dict[int, dict[str, float]]:
    """
    For each candidate its weighted parts by name; their sum is its score. What misses a candidate gives it nothing.

    `shares` maps a name (文, 义, 词 …) to shares of 0 … 1 by candidate, higher better; what `weights` does not name
    counts nothing.
    """
    parts: dict[int, dict[str, float]] = {}
    for name, scores in shares.items():
        for candidate, share in scores.items():
            parts.setdefault(candidate, {})[name] = weights.get(name, 0.0) * share
    return parts
