"""Which regions are highest in an indicator: those that the material has a figure of, ranked in one period and measure."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.figures.ranking import LevelRanking, Place, Ranking, ranking
from assistant.figures.reading import Sort
from assistant.picking import Pick, picks, stated
from corpus.bulletin import Period
from corpus.regions import contains
from index.facts import FactHit
from index.library import Library

_LEVELS = {"省": "省级", "市": "市州", "县": "县市区"}
_MOST = 6


def answer(evidence: Evidence, library: Library) -> Draft | None:
    """The draft, or None where no two regions of the level asked for have comparable figures."""
    question = evidence.question
    if not evidence.wanted:
        return None
    name = "、".join(term.text for term in evidence.wanted)
    hits = [
        replace(pick.hit, fact=replace(pick.hit.fact, indicator=name))
        for pick in _picked(evidence, stated(evidence, library))
        if all(_within(region, pick.hit.fact.region) for region in question.regions)
    ]
    sorts: tuple[Sort | None, ...] = ("增速", None) if question.growth else ("数值", None)
    for sort in sorts:
        made = ranking(hits, indicator=name, sort=sort)
        wanted = _LEVELS[question.places] if question.places else None
        levels = [level for level in made.levels if len(level.places) > 1 and wanted in (None, level.level)]
        if levels:
            return _draft(made, max(levels, key=lambda level: len(level.places)), hits, lowest=question.lowest)
    return None


def _picked(evidence: Evidence, hits: Sequence[FactHit]) -> list[Pick]:
    periods: Sequence[Period | None] = evidence.question.periods or (None,)
    return [pick for period in periods for pick in picks(hits, evidence.wanted, period=period)]


def _within(outer: str, region: str | None) -> bool:
    return region is not None and region != outer and contains(outer, region)


def _draft(made: Ranking, level: LevelRanking, hits: Sequence[FactHit], *, lowest: bool) -> Draft:
    draft = Draft()
    assert made.period is not None and made.measure is not None
    places = sorted(level.places, key=lambda place: place.value) if lowest else list(level.places)

    def said(place: Place) -> str:
        return f"{place.region}{place.words}{draft.cite_again(place.citations[0], hits)}"

    shown = "，".join(said(place) for place in places[:_MOST])
    best = [place.region for place in places if place.value == places[0].value]
    measure = "增速" if made.measure.sort == "增速" else ""
    draft.sentences.append(
        f"{made.period.label}{made.indicator}{measure}：{shown}；{'、'.join(best)}最{'低' if lowest else '高'}"
        f"（在资料中有数的{len(level.places)}个{level.level}里排序，计算得出）。"
    )
    draft.known += [made.period.label, made.indicator, str(len(level.places)), *(place.region for place in places)]
    draft.notes += made.notes
    return draft
