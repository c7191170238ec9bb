"""Whether a document and a paragraph pass the filters of a search, clearance first among them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Protocol

from corpus.bulletin import Period, SectionKind
from corpus.parties import same_party
from corpus.regions import contains
from index.hits import Document, Filters
from index.traits import Trait, Traits, TraitsOf

# Whether a paragraph passes, by the generation of its document and its number.
Test = Callable[[int, int], bool]


class Placed(Protocol):
    """What stands in a section and is about a region: a passage, or the traits of one."""

    @property
    def kind(self) -> SectionKind:
        """The kind of its section."""

    @property
    def region(self) -> str | None:
        """The region it is about."""


def permitted_documents(filters: Filters, live: Mapping[int, Document]) -> dict[int, Document]:
    """Those of the live documents, by generation, that the filters let through."""
    return {generation: document for generation, document in live.items() if admits_document(filters, document)}


def admits_document(filters: Filters, document: Document) -> bool:
    """Whether the document itself passes: clearance, names, masthead and day."""
    masthead, day = document.masthead, document.day
    return (
        masthead.release in filters.clearance
        and (not filters.documents or document.name in filters.documents or document.key in filters.documents)
        and (not filters.releases or masthead.release in filters.releases)
        and (not filters.levels or masthead.level in filters.levels)
        and (not filters.series or masthead.series in filters.series)
        and (not filters.genres or masthead.genre in filters.genres)
        and (filters.since is None or (day is not None and day >= filters.since))
        and (filters.until is None or (day is not None and day <= filters.until))
    )


def admits(filters: Filters, placed: Placed) -> bool:
    """Whether the paragraph passes by where it stands: its region (or one it lies in) and the kind of its section."""
    region = placed.region
    return (not filters.kinds or placed.kind in filters.kinds) and (
        not filters.regions or (region is not None and any(contains(outer, region) for outer in filters.regions))
    )


def by_statements(filters: Filters, traits: Traits, permitted: Mapping[int, Document]) -> Test:
    """The test of what paragraphs of the permitted documents state: their units and periods."""
    if not filters.units and filters.period is None:
        return lambda *_: True
    known = traits.of(permitted)
    states = _statement_test(filters, permitted, known)
    return lambda generation, number: number in known.get(generation, ()) and states(generation, number)


def admission(filters: Filters, visible: Mapping[int, Document], known: TraitsOf) -> Test:
    """The test of all filters for the paragraphs of the visible documents, whose traits are known."""
    permitted = permitted_documents(filters, visible)
    states = _statement_test(filters, permitted, known)

    @cache  # few kinds and regions, and many paragraphs of each
    def stands(kind: SectionKind, region: str | None) -> bool:
        return admits(filters, Trait(kind, region))

    def passes(generation: int, number: int) -> bool:
        if generation not in permitted:
            return False
        trait = known[generation][number]
        return stands(trait.kind, trait.region) and states(generation, number)

    return passes


def _statement_test(filters: Filters, documents: Mapping[int, Document], known: TraitsOf) -> Test:
    """The test of units and periods; which of the printed names are meant is told once."""
    units, period = filters.units, filters.period
    printed = {name for of in known.values() for trait in of.values() for name in trait.parties} if units else set()
    meant = {name for name in printed if any(same_party(unit, name) for unit in units)}

    def passes(generation: int, number: int) -> bool:
        trait = known[generation][number]
        return (not units or not meant.isdisjoint(trait.parties)) and (
            period is None or _speaks_of(period, trait, documents[generation].day)
        )

    return passes


def _speaks_of(period: Period, trait: Trait, day: date | None) -> bool:
    if trait.periods:
        return any(start <= period.end and period.start <= end for start, end in trait.periods)
    return day is not None and period.start <= day <= period.end
