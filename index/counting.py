"""How many of the paragraphs found have each value of a filter, counted as if that filter were not set."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, get_args

from corpus.bulletin import Level
from corpus.parties import same_party
from corpus.regions import gazetteer
from index.filtering import admission
from index.hits import Document, Filters
from index.traits import Trait, TraitsOf

Facet = Literal["region", "level", "series", "genre", "kind", "release", "year", "month", "unit"]
# (value, count) of each facet: levels from the nation down, years and months newest first, all others most first.
Counts = Mapping[Facet, tuple[tuple[str, int], ...]]

FACETS: tuple[Facet, ...] = get_args(Facet)
# What is not set while a facet is counted.
_LIFTED: Mapping[Facet, dict[str, Any]] = {
    "region": {"regions": ()},
    "level": {"levels": ()},
    "series": {"series": ()},
    "genre": {"genres": ()},
    "kind": {"kinds": ()},
    "release": {"releases": ()},
    "year": {"since": None, "until": None},
    "month": {"since": None, "until": None},
    "unit": {"units": ()},
}
_UNITS = 20  # as many units as a reader looks through; each is compared with every name that is printed


def counts_of(
    places: Sequence[tuple[int, int]], filters: Filters, visible: Mapping[int, Document], known: TraitsOf
) -> Counts:
    """
    The counts over `places`, (generation, number), paragraphs of the visible documents.

    A region counts what lies in it too; a unit counts what its filter finds, and the units most often named are given.
    """
    passing: dict[Filters, list[tuple[int, Trait]]] = {}
    counts: dict[Facet, tuple[tuple[str, int], ...]] = {}
    for facet in FACETS:
        lifted = replace(filters, **_LIFTED[facet])
        if lifted not in passing:
            passes = admission(lifted, visible, known)
            passing[lifted] = [(place[0], known[place[0]][place[1]]) for place in places if passes(*place)]
        counts[facet] = _counted(facet, passing[lifted], visible)
    return counts


def _counted(
    facet: Facet, found: Sequence[tuple[int, Trait]], visible: Mapping[int, Document]
) -> tuple[tuple[str, int], ...]:
    if facet == "unit":
        return _units(Counter(trait.parties for _, trait in found if trait.parties))
    counts: Counter[str] = Counter()
    if facet == "region":
        for region, count in Counter(trait.region for _, trait in found).items():
            counts.update(dict.fromkeys(_with_enclosing(region), count))
    elif facet == "kind":
        counts.update(trait.kind for _, trait in found)
    else:
        for generation, count in Counter(generation for generation, _ in found).items():
            if value := _of_document(facet, visible[generation]):
                counts[value] += count
    return tuple(sorted(counts.items(), key=lambda counted: _order(facet, *counted)))


def _of_document(facet: Facet, document: Document) -> str | None:
    masthead, day = document.masthead, document.day
    match facet:
        case "level":
            return masthead.level
        case "series":
            return masthead.series
        case "genre":
            return masthead.genre
        case "release":
            return masthead.release
        case "year":
            return day.strftime("%Y") if day else None
        case _:
            return day.strftime("%Y-%m") if day else None


def _with_enclosing(region: str | None) -> list[str]:
    """The region and all that it lies in, but for the nation, in which everything lies."""
    found: list[str] = []
    regions = gazetteer()
    while region:
        if region not in regions or regions[region].level != "国" or not found:
            found.append(region)
        region = regions[region].parent if region in regions else None
    return found


def _units(parties: Counter[tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    """市商务局 and 商务局 are one unit, under the name most often printed."""
    printed: Counter[str] = Counter()
    for names, count in parties.items():
        printed.update(dict.fromkeys(names, count))
    found: dict[str, int] = {}
    for name in sorted(printed, key=lambda name: (-printed[name], name)):
        if len(found) == _UNITS:
            break
        if not any(same_party(other, name) for other in found):
            meant = {other for other in printed if same_party(name, other)}
            found[name] = sum(count for names, count in parties.items() if not meant.isdisjoint(names))
    return tuple(sorted(found.items(), key=lambda counted: _order("unit", *counted)))


def _order(facet: Facet, value: str, count: int) -> tuple[int, str]:
    if facet == "level":
        return get_args(Level).index(value), value
    if facet in ("year", "month"):
        return -int(value.replace("-", "")), value
    return -count, value
