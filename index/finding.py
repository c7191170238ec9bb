"""All that a query and filters find, page by page, with how many there are: search for people who go through a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from index.counting import Counts, counts_of
from index.filtering import admission, permitted_documents
from index.hits import Document, Filters, Hit
from index.library import Library
from index.search import CANDIDATES
from index.settling import settled
from index.traits import TraitsOf

Order = Literal["relevance", "date"]
Matched = Literal["words", "meaning", "filters"]
Place = tuple[int, int]

# A paragraph matches when it carries so much of the query's words, by weight; then the rare ones are among them.
_SHARE = 0.6
# Of words that so many paragraphs carry no more are counted, and the total is said to be a lower bound.
_MOST = 20_000
# Where nothing carries the words: so many of the nearest in meaning.
_NEAREST = 20


@dataclass(frozen=True, slots=True)
class Results:
    """
    One page: `hits` are those from `offset` on, at most `limit`, of the `total` that match.

    `matched` says by what: all the `words` of the query or most of them, by weight; `meaning` where no paragraph of the
    library carries them, and the nearest ones stand in for it; `filters` alone, where there was no query. `at_least` says
    that there may be more than `total`. `counts` is empty unless it was asked for.
    """

    hits: tuple[Hit, ...]
    total: int
    at_least: bool
    matched: Matched
    offset: int
    limit: int
    counts: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """What matches the query before any filter but clearance and documents, in the order of last resort."""

    places: Sequence[Place]
    matched: Matched
    at_least: bool = False
    nearest: Mapping[Place, Hit] = field(default_factory=dict)


def find(
    library: Library,
    query: str,
    *,
    filters: Filters | None = None,
    order: Order = "relevance",
    offset: int = 0,
    limit: int = 10,
    count: bool = False,
) -> Results:
    """
    The page of paragraphs that match the query and pass the filters; an empty query matches everything.

    Whether a paragraph matches does not hang on the filters, so what they leave and what is counted are parts of one
    whole. By relevance the best are ranked as `Library.search` ranks them, the others by how much of the query they
    carry; `date` is newest first, then by relevance; without a query the order is by date. Undated documents come last.
    """
    asked = filters or Filters()
    return settled(
        library.store, partial(_find, library, query.strip(), asked, order, slice(offset, offset + limit), count)
    )


def _find(
    library: Library,
    query: str,
    filters: Filters,
    order: Order,
    page: slice,
    count: bool,
    live: dict[int, Document],
) -> Results:
    # What may not be seen is left out before anything is looked for or counted.
    visible = permitted_documents(Filters(documents=filters.documents, clearance=filters.clearance), live)
    known = library.traits.of(visible)
    candidates = _candidates(library, query, filters, visible, known, narrowed=len(visible) < len(live))
    passes = admission(filters, visible, known)
    places = [place for place in candidates.places if passes(*place)]
    scored = dict(candidates.nearest)
    if places and candidates.matched == "words":
        # As many as the ranking compares anyway, so that a list begins just as `Library.search` does.
        scored = {_place(hit): hit for hit in library.search(query, limit=CANDIDATES, filters=filters)}
        chosen = set(places)
        ranked = [place for place in scored if place in chosen]
        places = [*ranked, *(place for place in places if place not in scored)]
    if order == "date":
        places.sort(key=lambda place: _age(visible[place[0]]))
    return Results(
        hits=tuple(_hits(library, places[page], visible, scored)),
        total=len(places),
        at_least=candidates.at_least,
        matched=candidates.matched,
        offset=page.start,
        limit=page.stop - page.start,
        counts=counts_of(candidates.places, filters, visible, known) if count else {},
    )


def _candidates(
    library: Library,
    query: str,
    filters: Filters,
    visible: Mapping[int, Document],
    known: TraitsOf,
    *,
    narrowed: bool,
) -> _Candidates:
    newest = {generation: (_age(document), document.name) for generation, document in visible.items()}
    if not query:
        generations = sorted(known, key=lambda generation: newest[generation])
        return _Candidates(
            [(generation, number) for generation in generations for number in known[generation]], "filters"
        )
    found = library.full.carrying(query, share=_SHARE, limit=_MOST, generations=visible if narrowed else None)
    carried = {
        (generation, number): share for generation, number, share in found if number in known.get(generation, ())
    }
    if carried:
        places = sorted(carried, key=lambda place: (-carried[place], newest[place[0]], place[1]))
        return _Candidates(places, "words", at_least=len(found) == _MOST)
    everywhere = Filters(documents=filters.documents, clearance=filters.clearance)
    nearest = {_place(hit): hit for hit in library.search(query, limit=_NEAREST, filters=everywhere)}
    places = [(generation, number) for generation, number in nearest if number in known.get(generation, ())]
    return _Candidates(places, "meaning", nearest=nearest)


def _age(document: Document) -> int:
    """Less for what is newer; an undated document is older than any."""
    return -document.day.toordinal() if document.day else 0


def _place(hit: Hit) -> Place:
    return hit.passage.document.generation, hit.passage.paragraph.number


def _hits(
    library: Library, places: Sequence[Place], visible: Mapping[int, Document], scored: Mapping[Place, Hit]
) -> list[Hit]:
    """The paragraphs with their scores; 0 for those that the ranking did not compare."""
    hits = []
    for generation, number in places:
        if hit := scored.get((generation, number)):
            hits.append(hit)
        elif passage := library.store.passage(visible[generation], number):
            hits.append(Hit(passage, 0.0))
    return hits
