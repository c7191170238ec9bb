"""Find facts by region, indicator, period and kind, in an order that does not depend on when a document came in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.bulletin import Duty, DutyRole, Fact, FactKind, Period, Release
from corpus.duties import for_task, led_by
from corpus.folding import squeeze
from corpus.regions import contains
from index.hits import RELEASES, Document, Passage
from index.naming import Match, matching
from index.settling import settled
from index.store import Store

Overlap = Literal["equal", "overlapping", "latest"]


@dataclass(frozen=True, slots=True)
class FactQuery:
    """
    What facts are asked for; an empty field does not narrow.

    `within` takes in the regions that lie in those named. `overlap` says how a fact's period meets `period`: the same
    days, any day in common, or the latest period reported (of those with a day in common, where a period is given).
    """

    regions: tuple[str, ...] = ()
    within: bool = False
    indicator: str | None = None
    match: Match = "alias"
    period: Period | None = None
    overlap: Overlap = "equal"
    kinds: tuple[FactKind, ...] = ()
    clearance: tuple[Release, ...] = RELEASES


@dataclass(frozen=True, slots=True)
class FactHit:
    """A fact with the paragraph that says it; `likeness` is 1 for the indicator asked for, less for one alike."""

    passage: Passage
    fact: Fact
    likeness: float = 1.0

    @property
    def document(self) -> Document:
        """The document that the fact stands in."""
        return self.passage.document


@dataclass(frozen=True, slots=True)
class DutyHit:
    """A duty with the paragraph that lays it down."""

    passage: Passage
    duty: Duty


def find_facts(store: Store, query: FactQuery) -> list[FactHit]:
    """The facts asked for: the most alike indicator first, then the latest period, undated facts last."""
    hits = settled(store, lambda live: _find(store, query, live))
    if query.overlap == "latest":
        hits = _latest(hits)
    return sorted(hits, key=_order)


def _find(store: Store, query: FactQuery, live: dict[int, Document]) -> list[FactHit]:
    names = matching(query.indicator, store.fact_names(), query.match) if query.indicator else None
    rows = store.facts(
        indicators=None if names is None else {indicator for indicator, _ in names},
        regions=_regions(store, query) if query.regions else None,
        kinds=query.kinds or None,
    )
    hits = []
    for generation, fact in rows:
        document = live.get(generation)
        likeness = 1.0 if names is None else names.get((fact.indicator, fact.wording), 0.0)
        if document is None or not likeness or document.masthead.release not in query.clearance:
            continue
        passage = store.passage(document, fact.paragraph) if _meets(query, fact.period) else None
        if passage is not None:
            hits.append(FactHit(passage, fact, likeness))
    return hits


def _regions(store: Store, query: FactQuery) -> set[str]:
    if not query.within:
        return set(query.regions)
    return {name for name in store.fact_regions() if any(contains(outer, name) for outer in query.regions)}


def _meets(query: FactQuery, period: Period | None) -> bool:
    wanted = query.period
    if wanted is None:
        return True
    if period is None:
        return False
    if query.overlap == "equal":
        return (period.start, period.end) == (wanted.start, wanted.end)
    return period.start <= wanted.end and wanted.start <= period.end


def _latest(hits: list[FactHit]) -> list[FactHit]:
    """Of each region's facts of one indicator and kind those of the latest period; undated ones only among themselves."""
    groups: dict[tuple[str | None, str | None, str, str], list[FactHit]] = defaultdict(list)
    for hit in hits:
        fact = hit.fact
        groups[fact.region, fact.subject, fact.indicator, fact.kind].append(hit)
    found = []
    for group in groups.values():
        latest = max(reported(hit.fact.period) for hit in group)
        found += [hit for hit in group if reported(hit.fact.period) == latest]
    return found


def reported(period: Period | None) -> tuple[date, date]:
    """What makes one period later than another: its end, then its start; no period is earlier than any."""
    return (period.end, period.start) if period else (date.min, date.min)


def _order(hit: FactHit) -> tuple[object, ...]:
    fact, (end, start) = hit.fact, reported(hit.fact.period)
    names = (fact.indicator, fact.region or "", fact.subject or "", fact.kind)
    return -hit.likeness, -end.toordinal(), -start.toordinal(), *names, *place(hit.passage), fact.start, fact.end


def place(passage: Passage) -> tuple[str, str, int]:
    """A paragraph's place in an order of its own: no matter when its document came in, or under what name it is kept."""
    return passage.document.file_name, passage.document.sha256, passage.paragraph.number


def find_duties(
    store: Store,
    *,
    unit: str | None = None,
    roles: tuple[DutyRole, ...] | None = None,
    task: str | None = None,
    regions: tuple[str, ...] = (),
    clearance: tuple[Release, ...] = RELEASES,
) -> list[DutyHit]:
    """
    What a unit leads (or has one of `roles` in), and who answers for a task; both narrow, best matches first.

    Where no task is worded so, those whose paragraph speaks of it are given.
    """
    hits = sorted(
        settled(store, lambda live: _duties(store, regions, clearance, live)),
        key=lambda hit: (*place(hit.passage), hit.duty.start),
    )
    places: dict[Duty, list[DutyHit]] = defaultdict(list)
    for hit in hits:
        places[hit.duty].append(hit)
    wanted = list(places)
    if unit is not None:
        wanted = list(led_by(wanted, unit, roles=roles))
    if task is not None:
        wanted = list(for_task(wanted, task)) or [
            duty for duty in wanted if any(squeeze(task) in squeeze(hit.passage.paragraph.text) for hit in places[duty])
        ]
    return [hit for duty in wanted for hit in places[duty]]


def _duties(
    store: Store, regions: tuple[str, ...], clearance: tuple[Release, ...], live: dict[int, Document]
) -> list[DutyHit]:
    hits = []
    for generation, duty in store.duties():
        document = live.get(generation)
        if document is None or document.masthead.release not in clearance:
            continue
        passage = store.passage(document, duty.paragraph)
        if passage is not None and (not regions or _lies_in(regions, passage.paragraph.region)):
            hits.append(DutyHit(passage, duty))
    return hits


def _lies_in(regions: tuple[str, ...], region: str | None) -> bool:
    return region is not None and any(contains(outer, region) for outer in regions)
