"""Which paragraphs say nearly the same: shared runs of characters, found without comparing all with all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus.folding import squeeze

_RUN = 8  # characters; shorter runs are shared by any two official texts
_SHORTEST = 60  # characters of a paragraph worth telling
LIKE = 0.7  # share of runs that two paragraphs have in common, of all that either has


def runs(text: str) -> frozenset[int]:
    """The paragraph's runs of characters, hashed."""
    plain = squeeze(text)
    return frozenset(hash(plain[at : at + _RUN]) for at in range(len(plain) - _RUN + 1))


def near_duplicates(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    """(position, later position, likeness) of paragraphs that are nearly alike, in order."""
    sets = [runs(text) if len(text) >= _SHORTEST else frozenset() for text in texts]
    holders: dict[int, list[int]] = defaultdict(list)
    found = []
    for position, own in enumerate(sets):
        shared = _shared(own, holders)
        for other, common in sorted(shared.items()):
            likeness = common / (len(own) + len(sets[other]) - common)
            if likeness >= LIKE:
                found.append((other, position, likeness))
        for run in own:
            holders[run].append(position)
    return sorted(found)


def _shared(own: Iterable[int], holders: dict[int, list[int]]) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for run in own:
        for holder in holders.get(run, ()):
            counts[holder] += 1
    return counts
