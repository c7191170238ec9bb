"""What beside the two scores tells that a passage answers a query: its words in passage, document and sentence, time."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from corpus.folding import fold
from corpus.scope import sentence_spans
from index.hits import Passage
from index.listing import counts_asked
from index.words import telling_terms, terms

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


def features(
    query: str,
    passages: Mapping[int, Passage],
    *,
    rarity: Callable[[str], float | None],
    siblings: Mapping[int, int] = MappingProxyType({}),
) -> dict[str, dict[int, float]]:
    """
    By name, for each candidate, a share between 0 and 1; more is better.

    词: the query's words that the passage or the headings above it have, each weighed by `rarity` (None for a word that
    no passage has: it tells nothing); 句: those in two neighbouring sentences; 篇: those in all candidates of its
    document together; 正: body text; 年: its year is the one asked for; 列: it is one of as many items in a row as the
    query asks for (`siblings` counts them, by candidate).
    """
    weights = _weights(query, rarity)
    total = sum(weights.values())
    counts = counts_asked(query)
    years = frozenset(_YEAR.findall(fold(query)))
    found: dict[str, dict[int, float]] = defaultdict(dict)
    told: dict[int, set[str]] = defaultdict(set)
    for candidate, passage in passages.items():
        text = passage.paragraph.text
        own = _having(text, weights)
        told[passage.document.generation] |= own
        headings = _having(" ".join((passage.document.masthead.title, *passage.section)), weights)
        found["词"][candidate] = _share(own | headings, weights, total)
        found["句"][candidate] = max((_share(pair, weights, total) for pair in _pairs(text, weights)), default=0.0)
        found["正"][candidate] = float(passage.paragraph.role == "body")
        found["年"][candidate] = _dated(years, passage)
        found["列"][candidate] = float(siblings.get(candidate) in counts)
    for candidate, passage in passages.items():
        found["篇"][candidate] = _share(told[passage.document.generation], weights, total)
    return dict(found)


def _weights(query: str, rarity: Callable[[str], float | None]) -> dict[str, float]:
    """The query's words that some passage has, each with its weight."""
    return {word: weight for word in sorted(set(telling_terms(query))) if (weight := rarity(word)) is not None}


def _share(words: set[str], weights: Mapping[str, float], total: float) -> float:
    return sum(weights[word] for word in sorted(words)) / total if total else 0.0


def _having(text: str, weights: Mapping[str, float]) -> set[str]:
    """Those of the words that the text has, as `terms` would cut it."""
    plain, whole = _plain(text)
    return {word for word in weights if (word in whole if word.isascii() else word in plain)}


def _pairs(text: str, weights: Mapping[str, float]) -> list[set[str]]:
    """The words that each two neighbouring sentences have."""
    sentences = [_having(text[start:end], weights) for start, end in sentence_spans(text)]
    return [one | other for one, other in pairwise([*sentences, set()])]


@lru_cache(maxsize=16_384)
def _plain(text: str) -> tuple[str, frozenset[str]]:
    """The folded text, and its numbers and Latin words: 3 does not stand in 2023."""
    return fold(text), frozenset(term for term in terms(text) if term.isascii())


def _dated(years: frozenset[str], passage: Passage) -> float:
    """1 where the passage names a year asked for, or names none and its document counts from that year."""
    if not years:
        return 0.0
    named = frozenset(_YEAR.findall(_plain(passage.paragraph.text)[0]))
    reference = passage.document.reference
    counted = frozenset({str(reference.year)} if reference else ())
    return float(bool((named or counted) & years))
