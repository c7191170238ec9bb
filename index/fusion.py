"""Several scores -> one: each is standardised over the candidates, then they are added with fixed weights."""

from collections.abc import Mapping

# Scores are added, not ranks: reciprocal rank fusion with a weak encoder loses nine points of hit@1 (eval/README.md).
WEIGHTS: Mapping[str, float] = {"文": 1.0, "义": 0.35}


def standardise(scores: Mapping[int, float]) -> dict[int, float]:
    """To 0 … 1 over the candidates: the least is 0, the greatest 1; a single candidate or equal ones are 1."""
    if not scores:
        return {}
    least, greatest = min(scores.values()), max(scores.values())
    if greatest == least:
        return dict.fromkeys(scores, 1.0)
    return {candidate: (score - least) / (greatest - least) for candidate, score in scores.items()}


def fuse(
    rankings: Mapping[str, Mapping[int, float]], *, weights: Mapping[str, float] = WEIGHTS
) -> dict[int, dict[str, float]]:
    """
    For each candidate its weighted parts by name; their sum is its score. A ranking that misses one gives it 0.

    `rankings` maps a name (文, 义) to raw scores by candidate, higher better.
    """
    parts: dict[int, dict[str, float]] = {}
    for name, scores in rankings.items():
        for candidate, score in standardise(scores).items():
            parts.setdefault(candidate, {})[name] = weights[name] * score
    return parts
