"""Find precedents: practices like what was described, the most alike first, from many regions, none of them twice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.card import card_of
from assistant.concepts import concepts_in, told, wordings
from assistant.nearest import nearest
from assistant.practice import Card
from assistant.practices import Practice, asks_inside, practices_in
from corpus.likeness import runs
from corpus.regions import contains, find_regions
from corpus.scope import sentence_spans
from index.fusion import fuse, standardise
from index.hits import Filters, Hit, Passage
from index.library import Library
from index.settling import settled

# Paragraphs looked at for one description, or for each part of a long one: they belong to some tens of practices.
_LOOKED_AT = 200
# A part of a description: as much as the encoder takes in with room to spare, and at most so many parts.
_LONGEST_PART = 300
_PARTS = 20
# 意: the share of the concepts, in any wording, that its whole text tells; 文 and 义: the best of its paragraphs; 句: its
# nearest sentence; 地: its region. Fitted on samples and bulletins, rounded; each one's worth stands in eval/README.md.
WEIGHTS: Mapping[str, float] = {"意": 2.0, "文": 0.3, "义": 0.3, "句": 0.7, "地": 0.5}
# The scores of paragraphs, as they come out of the search: standardised, not weighed.
_RAW: Mapping[str, float] = {"文": 1.0, "义": 1.0}
# Practices whose sentences are compared, the best by everything else: a sentence met for the first time is encoded.
_COMPARED = 40
_OWN_REGION = 0.6
# Each card of a region that has been shown makes the next one of it count so much less.
_SAME_REGION = 0.08
# Of the shorter text's runs of eight characters, so many in the other make both one practice told twice.
_SAME = 0.4


@dataclass(slots=True)
class _Found:
    """A practice, and by name the best that a paragraph found of it scored."""

    practice: Practice
    best: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def precedents(
    library: Library,
    description: str,
    *,
    filters: Filters | None = None,
    limit: int = 10,
    weights: Mapping[str, float] = WEIGHTS,
    besides: Callable[[Practice], bool] | None = None,
) -> list[Card]:
    """
    At most `limit` cards of practices like the description, the best first, equal ones in the order of documents.

    A long description (a draft) is looked for part by part. `besides` leaves practices out: those that are the
    description itself. `weights` are for measuring what each part of the score is worth.
    """
    return settled(
        library.store,
        lambda _: _precedents(library, description, filters or Filters(), limit, weights, besides),
    )


def _precedents(
    library: Library,
    description: str,
    filters: Filters,
    limit: int,
    weights: Mapping[str, float],
    besides: Callable[[Practice], bool] | None,
) -> list[Card]:
    scores: dict[tuple[int, int, int], float] = defaultdict(float)
    known: dict[tuple[int, int, int], Practice] = {}
    parts = list(_parts(description))
    if weights.get("地"):
        filters = _narrowed(description, filters)
    for part in parts:
        for practice, score in _ranked(library, part, filters, weights):
            if besides is None or not besides(practice):
                known[practice.place] = practice
                scores[practice.place] += score / len(parts)
    if weights.get("句"):
        compared = dict(enumerate(_best_first(known.values(), scores)[:_COMPARED]))
        for part in parts:
            for number, share in standardise(nearest(library, part, compared)).items():
                scores[compared[number].place] += weights["句"] * share / len(parts)
    ranked = _best_first(known.values(), scores)
    return [card_of(library, one, score=scores[one.place]) for one in _varied(ranked, scores, limit)]


def like(library: Library, passage: Passage, *, filters: Filters | None = None, limit: int = 10) -> list[Card]:
    """Cards of practices like the one that the paragraph belongs to, or like the paragraph where it belongs to none."""
    own = next((one for one in practices_of(library, passage) if _holds(one, passage)), None)
    description = own.text if own is not None else passage.paragraph.text

    def same(practice: Practice) -> bool:
        return _holds(practice, passage) or (own is not None and _alike(own, practice))

    return elsewhere(library, description, filters=filters, limit=limit, besides=same)


def elsewhere(
    library: Library,
    text: str,
    *,
    filters: Filters | None = None,
    limit: int = 10,
    besides: Callable[[Practice], bool] | None = None,
) -> list[Card]:
    """
    Cards of practices like what is told in full, and not those that the text itself tells.

    The region that it names is its own and asks for nothing.
    """
    weights = {name: weight for name, weight in WEIGHTS.items() if name != "地"}
    own = _runs(text)

    def told_here(practice: Practice) -> bool:
        return _shared(_runs(practice.text), own) or (besides is not None and besides(practice))

    return precedents(library, text, filters=filters, limit=limit, weights=weights, besides=told_here)


def practices_of(library: Library, passage: Passage) -> list[Practice]:
    """The practices of the document that the paragraph stands in."""
    return practices_in(library.passages(passage.document.key))


def _ranked(
    library: Library, query: str, filters: Filters, weights: Mapping[str, float]
) -> list[tuple[Practice, float]]:
    concepts = concepts_in(query, library.rarity)
    hits = library.search(query, limit=_LOOKED_AT, filters=filters, weights=_RAW)
    if others := wordings(concepts, library.rarity):
        near = library.full_text(" ".join(others), limit=_LOOKED_AT, filters=filters)
        hits += [replace(hit, why={}) for hit in near]
    found = list(_practices_found(library, hits))
    regions = tuple(dict.fromkeys(mention.region.name for mention in find_regions(query)))
    shares = {name: standardise({number: one.best[name] for number, one in enumerate(found)}) for name in _RAW}
    shares["意"] = told(concepts, {n: (one.practice.title, one.practice.text) for n, one in enumerate(found)})
    shares["地"] = {number: _fits(regions, one.practice) for number, one in enumerate(found)}
    parts = fuse(shares, weights=weights)
    return [(found[number].practice, sum(scored.values())) for number, scored in parts.items()]


def _narrowed(description: str, filters: Filters) -> Filters:
    """岳阳下面的县区 is asked of 岳阳市 alone; a region chosen as a filter comes first."""
    regions = tuple(dict.fromkeys(mention.region.name for mention in find_regions(description)))
    asked = regions and not filters.regions and asks_inside(description)
    return replace(filters, regions=regions) if asked else filters


def _best_first(known: Iterable[Practice], scores: Mapping[tuple[int, int, int], float]) -> list[Practice]:
    return sorted(known, key=lambda one: (-round(scores[one.place], 5), *_order(one)))


def _fits(regions: Sequence[str], practice: Practice) -> float:
    """1 for a region inside one that was named (谁 in 岳阳 asks for its counties), less for that region itself."""
    own = _region(practice)
    if own is None or not regions:
        return 0.0
    return max(_OWN_REGION if own == region else float(contains(region, own)) for region in regions)


def _practices_found(library: Library, hits: Sequence[Hit]) -> Iterator[_Found]:
    by_document: dict[str, dict[tuple[int, int, int], _Found]] = {}
    for hit in hits:
        key = hit.passage.document.key
        if key not in by_document:
            by_document[key] = {one.place: _Found(one) for one in practices_of(library, hit.passage)}
        for one in by_document[key].values():
            if _holds(one.practice, hit.passage):
                for name in _RAW:
                    one.best[name] = max(one.best[name], hit.why.get(name, 0.0))
    for practices in by_document.values():
        yield from (one for one in practices.values() if one.best)


def _holds(practice: Practice, passage: Passage) -> bool:
    return any(span.passage.id == passage.id for span in practice.spans)


def _parts(description: str) -> Iterator[str]:
    """The description in parts of whole sentences; of a very long one the first ones."""
    start = 0
    spans = sentence_spans(description)
    count = 0
    for position, (_, end) in enumerate(spans):
        following = spans[position + 1][1] if position + 1 < len(spans) else None
        if following is None or following - start > _LONGEST_PART:
            if (part := description[start:end].strip()) and count < _PARTS:
                count += 1
                yield part
            start = end


def _varied(ranked: Sequence[Practice], scores: Mapping[tuple[int, int, int], float], limit: int) -> list[Practice]:
    """The best first, one of those told twice, a region's next one held back a little for each that is there."""
    left = list(ranked)
    chosen: list[Practice] = []
    shown: dict[str | None, int] = defaultdict(int)
    while left and len(chosen) < limit:
        best = max(left, key=lambda one: round(scores[one.place] - _SAME_REGION * shown[_region(one)], 5))
        left.remove(best)
        if any(_alike(best, one) for one in chosen):
            continue
        chosen.append(best)
        shown[_region(best)] += 1
    return chosen


def _region(practice: Practice) -> str | None:
    return practice.first.paragraph.region


def _alike(one: Practice, other: Practice) -> bool:
    """Whether two texts tell one practice: the shorter's words stand in the other."""
    left, right = sorted((_runs(one.text), _runs(other.text)), key=len)
    return one.place == other.place or _shared(left, right)


def _shared(shorter: frozenset[int], longer: frozenset[int]) -> bool:
    """Whether so much of the shorter text stands in the longer one that they tell the same."""
    return bool(shorter) and len(shorter & longer) >= _SAME * len(shorter)


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[int]:
    return runs(text)


def _order(practice: Practice) -> tuple[str, int, int]:
    return practice.first.document.name, practice.first.paragraph.number, practice.spans[0].start
