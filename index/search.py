"""Search a library: full text and vectors, fused, filtered and checked against the catalogue."""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from corpus.errors import LibraryError
from index.features import features
from index.filtering import admits, by_statements, permitted_documents
from index.fulltext import FullText
from index.fusion import WEIGHTS, fuse, standardise
from index.hits import Document, Encoder, Filters, Hit, Passage, Reranker, Vectors
from index.listing import counts_asked
from index.reranking import RERANKED, reread
from index.settling import settled
from index.store import Store
from index.traits import Traits
from index.vectors import ChromaVectors, ExactVectors
from index.words import terms

# How many candidates each ranking gives to the fusion; filters narrow them, so more are fetched than shown, and
# again ten times more while too few are left.
CANDIDATES = 100
_FETCHED = 240
# Beyond this an exact scan of what the filters permit is faster than Chroma.
_FARTHEST = 2_400
# tantivy adds in 32 bits and in no fixed order: scores closer than this are equal, and the name decides.
_DECIMALS = 5

Found = list[tuple[int, int, float]]
Picked = dict[tuple[int, int], tuple[Passage, float]]


class Searching:
    """The part of a library that finds paragraphs; who opens it sets `full`, and `chroma` where this process owns it."""

    full: FullText

    def __init__(self, store: Store, encoder: Encoder, reranker: Reranker | None) -> None:
        """Search what `store` holds."""
        self.store, self.encoder, self.reranker = store, encoder, reranker
        self.traits = Traits(store)
        self.chroma: ChromaVectors | None = None
        self._doubtful = False
        self._exact: tuple[frozenset[int], ExactVectors] | None = None
        # One question searches several times, often for the same words.
        self._vector = lru_cache(maxsize=256)(lambda query: encoder.encode([query])[0])
        self._score = lru_cache(maxsize=256)(reranker.score) if reranker else None

    def doubt(self) -> None:
        """Say that a write was cut short: the indexes are compared with the catalogue before the next one."""
        self._doubtful = True

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        filters: Filters | None = None,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> list[Hit]:
        """
        At most `limit` passages, best first; ties go to the earlier document and paragraph, so order is fixed.

        `weights` are those of the fusion, for measuring what each part is worth.
        """
        filters = filters or Filters()
        if not terms(query):
            return []
        vector = self.vector(query)
        return settled(self.store, partial(self._fused, query, vector, filters, limit, weights))

    def full_text(self, query: str, *, limit: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Full text alone: the baseline that fusion has to beat."""
        return settled(self.store, partial(self._text_only, query, filters or Filters(), limit))

    def rarity(self, word: str) -> float | None:
        """The weight of a term by how few paragraphs have it (BM25's idf); None when none has."""
        total, having = self.full.frequency(word)
        return math.log(1 + (total - having + 0.5) / (having + 0.5)) if having else None

    def vector(self, query: str) -> Vectors:
        """What the query means: one row of unit length."""
        vector: Vectors = self._vector(query)
        return vector

    def _text_only(self, query: str, filters: Filters, limit: int, live: dict[int, Document]) -> list[Hit]:
        found = self._text(query, filters, limit, live)
        return [Hit(passage, score, {"文": score}) for passage, score in list(found.values())[:limit]]

    def _fused(
        self,
        query: str,
        vector: Vectors,
        filters: Filters,
        limit: int,
        weights: Mapping[str, float],
        live: dict[int, Document],
    ) -> list[Hit]:
        text = self._text(query, filters, limit, live)
        near = self._near(vector, filters, limit, live)
        passages = {place: passage for place, (passage, _) in (near | text).items()}
        places = dict(enumerate(sorted(passages, key=lambda place: (live[place[0]].name, place[1]))))
        # The cosine is taken from the catalogue's vectors, so that it is the same whichever index found the passage.
        meaning = {number: self._similarity(place, vector) for number, place in places.items()}
        shares = {
            "文": standardise({number: text[place][1] if place in text else 0.0 for number, place in places.items()}),
            "义": standardise({number: cosine for number, cosine in meaning.items() if cosine is not None}),
        }
        candidates = {number: passages[place] for number, place in places.items()}
        listed = self._siblings(query, places)
        parts = fuse(shares | features(query, candidates, rarity=self.rarity, siblings=listed), weights=weights)
        scores = {number: sum(scored.values()) for number, scored in parts.items()}
        ranked = sorted(parts, key=lambda number: (-round(scores[number], _DECIMALS), number))
        if self._score is not None and weights.get("读"):
            first = {number: candidates[number] for number in ranked[:RERANKED]}
            for number, part in fuse({"读": reread(query, first, self._score)}, weights=weights).items():
                parts[number] |= part
                scores[number] += part["读"]
            ranked[:RERANKED] = sorted(first, key=lambda number: (-round(scores[number], _DECIMALS), number))
        return [Hit(passages[places[number]], scores[number], parts[number]) for number in ranked[:limit]]

    def _text(self, query: str, filters: Filters, limit: int, live: dict[int, Document]) -> Picked:
        permitted = permitted_documents(filters, live)
        narrowed = permitted if len(permitted) < len(live) else None
        return self._pick(
            lambda fetched: self.full.search(query, limit=fetched, generations=narrowed), permitted, filters, limit
        )

    def _near(self, vector: Vectors, filters: Filters, limit: int, live: dict[int, Document]) -> Picked:
        permitted = permitted_documents(filters, live)

        def find(fetched: int) -> Found:
            if self.chroma is not None and fetched <= _FARTHEST:
                try:
                    return self.chroma.search(vector, limit=fetched, releases=filters.clearance)
                except LibraryError:  # damaged while it was open: the catalogue still has every vector
                    self.doubt()
            return self._scan(permitted, live).search(vector, limit=fetched, releases=filters.clearance)

        return self._pick(find, permitted, filters, limit)

    def _scan(self, permitted: dict[int, Document], live: dict[int, Document]) -> ExactVectors:
        """All vectors that may be compared; those of the whole library are kept for a process that has no Chroma."""
        wanted = live if self.chroma is None else permitted
        generations = frozenset(wanted)
        if self._exact is not None and self._exact[0] == generations:
            return self._exact[1]
        scan = ExactVectors(
            (document, number, vector)
            for generation, document in sorted(wanted.items())
            for number, _, _, _, vector in self.store.pieces(generation)
            if vector is not None
        )
        if self.chroma is None:
            self._exact = (generations, scan)
        return scan

    def _pick(
        self, find: Callable[[int], Found], permitted: dict[int, Document], filters: Filters, limit: int
    ) -> Picked:
        """
        The best permitted passages, each once with its best score; every id is checked here again.

        More are fetched while the filters leave too few; equal scores are ordered by document name and paragraph.
        """
        states = by_statements(filters, self.traits, permitted)
        wanted = max(CANDIDATES, limit)
        fetched = max(_FETCHED, 4 * limit)
        while True:
            found = find(fetched)
            picked: Picked = {}
            for generation, number, score in sorted(found, key=partial(_order, permitted)):
                if len(picked) == wanted:
                    return picked
                document = permitted.get(generation)
                if document is None or (generation, number) in picked or not states(generation, number):
                    continue
                passage = self.store.passage(document, number)
                if passage is not None and admits(filters, passage):
                    picked[generation, number] = (passage, score)
            if len(found) < fetched:
                return picked
            fetched *= 10

    def _siblings(self, query: str, places: Mapping[int, tuple[int, int]]) -> dict[int, int]:
        """In how long a row of items each candidate stands; asked for only where the query counts things."""
        if not counts_asked(query):
            return {}
        known = self.traits.of({generation for generation, _ in places.values()})
        return {
            candidate: known[generation][number].siblings
            for candidate, (generation, number) in places.items()
            if number in known.get(generation, ())
        }

    def _similarity(self, place: tuple[int, int], vector: Vectors) -> float | None:
        """The exact cosine of the paragraph's nearest piece; None where it has no pieces."""
        wide = vector.astype("float64")
        cosines = [float(piece.astype("float64") @ wide) for piece in self.store.paragraph_vectors(*place)]
        return max(cosines, default=None)


def _order(permitted: dict[int, Document], found: tuple[int, int, float]) -> tuple[float, str, int]:
    generation, number, score = found
    name = permitted[generation].name if generation in permitted else ""
    return -round(score, _DECIMALS), name, number
