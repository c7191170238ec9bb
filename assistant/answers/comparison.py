"""Two or more figures side by side: which is higher and by how much, computed from facts of one period and measure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answers.told import tells
from assistant.computing import Computation
from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.figures.reading import Measure, common_unit
from assistant.figures.wording import difference_words
from assistant.matching import Term, terms_of
from assistant.picking import Figure, figures, picks, stated
from assistant.question import Alternative, Question
from assistant.subjects import part_of
from corpus.bulletin import Fact, FactKind, Period
from corpus.measures import rounded
from corpus.regions import contains
from index.facts import FactHit, reported
from index.library import Library

_MOST = 6
_LATEST = "最新一期"
_COMPUTED = "（计算得出）"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: what it is called, and where and when and of what it is."""

    label: str
    region: str | None
    period: Period | None
    terms: tuple[Term, ...]


def answer(evidence: Evidence, library: Library) -> Draft | None:
    """
    The draft, or None where there are not two sides, where the text itself tells the difference, or where no side is found.

    Sides are set against each other only in one measure and, unless the periods are what is compared, one period.
    """
    question = evidence.question
    found_sides = sides(question, evidence.wanted, lambda part: terms_of(part, library.rarity))
    if len(found_sides) < 2:
        return None
    hits = stated(evidence, library)
    kinds: tuple[FactKind, ...] = ("target",) if question.target and not question.actual else ("actual", "forecast")
    if (question.compared or question.against) and tells(hits, evidence, kinds):
        return None
    found = {side: _of(side, hits, kinds) for side in found_sides}
    missing = [side for side in found_sides if not found[side]]
    if len(missing) == len(found_sides):
        return None
    if missing:
        return _partial(question, found, missing)
    measure = _measure(question, list(found.values()))
    if measure is None:
        return _apart(found)
    return _side_by_side(question, {side: options[measure] for side, options in found.items()})


def sides(question: Question, terms: Sequence[Term], terms_in: Callable[[Question], tuple[Term, ...]]) -> list[Side]:
    """
    What is compared: regions where there are several, else periods, else what the question sets side by side.

    `terms_in` gives the terms of a question.
    """
    every = tuple(terms)
    regions = (*question.regions, *question.compared)
    region = regions[0] if len(regions) == 1 else None
    # 比去年1-7月低多少 sets the latest figure against it.
    periods: tuple[Period | None, ...] = (
        *(question.periods or ((None,) if question.against else ())),
        *question.against,
    )
    period = periods[0] if len(periods) == 1 else None
    if not every:
        return []
    if len(regions) > 1:
        return [Side(name, name, period, every) for name in regions][:_MOST]
    if len(periods) > 1:
        return [Side(one.label if one is not None else _LATEST, region, one, every) for one in periods][:_MOST]
    if question.alternatives:
        return [Side(one.name, region, period, _own(question, one, terms_in)) for one in question.alternatives][:_MOST]
    indicators = [term for term in every if term.indicator is not None]
    subjects = [term for term in every if term.indicator is None]
    if len(indicators) > 1:
        return [Side(one.text, region, period, (one, *subjects)) for one in indicators][:_MOST]
    if not indicators and len(subjects) > 1:
        return [Side(one.text, region, period, (one,)) for one in subjects][:_MOST]
    if len(indicators) == len(subjects) == 1:
        return [Side(one.text, region, period, (one,)) for one in (*indicators, *subjects)]
    return []


def _own(question: Question, one: Alternative, terms_in: Callable[[Question], tuple[Term, ...]]) -> tuple[Term, ...]:
    """The terms of one of the things; what it shares with the others helps, and need not be said."""
    if (whole := part_of(question, one.name)).indicators:
        return terms_in(whole)
    shared = terms_in(part_of(question, one.ahead or one.behind)) if one.ahead or one.behind else ()
    return *terms_in(part_of(question, one.own)), *(replace(term, required=False) for term in shared)


def _of(side: Side, hits: Sequence[FactHit], kinds: tuple[FactKind, ...]) -> dict[Measure, Figure]:
    return figures(picks(hits, side.terms, region=side.region, period=side.period, kinds=kinds))


def _measure(question: Question, found: Sequence[dict[Measure, Figure]]) -> Measure | None:
    """
    The measure that all sides have: growth where growth is asked, else the level.

    A region is set against one that contains it by its growth, unless amounts are asked for.
    """
    regions = (*question.regions, *question.compared)
    uneven = any(one != other and contains(one, other) for one in regions for other in regions)
    growing = question.growth or (uneven and not question.level and question.unit is None)
    shared = [measure for measure in found[0] if all(measure in other for other in found[1:])]

    def preference(measure: Measure) -> tuple[bool, bool, bool]:
        growth = measure.sort == "增速"
        wanted = growth if growing else not growth
        rate = measure.base in ("%", "百分点")
        return wanted, rate if growing else not rate, growth

    return max(shared, key=preference, default=None)


def _side_by_side(question: Question, found: dict[Side, Figure]) -> Draft:
    draft = Draft()
    same_period = len({reported(figure.reading.period) for figure in found.values()}) == 1
    across_time = len({side.period for side in found}) > 1
    first = next(iter(found.values())).reading
    head = _head(found, same_period=same_period)
    parts = []
    for side, figure in found.items():
        own = figure.reading.period.label if figure.reading.period is not None else ""
        when = f"（{own}）" if side.label == _LATEST else "" if same_period or across_time else own
        parts.append(f"{side.label}{when}{figure.words}{draft.cite_fact(figure.hit)}")
    verdict = ""
    if same_period or across_time:
        verdict = f"；{_verdict(question, found, draft)}{_COMPUTED}"
    draft.sentences.append(f"{head}：{'，'.join(parts)}{verdict}。")
    if not (same_period or across_time):
        draft.notes.append("各数的期间不同，不能直接相比，未计算差额。")
    if any(figure.reading.bound for figure in found.values()):
        draft.notes.append("带“以上”“左右”等字样的数，差额按所写的数字计算。")
    draft.known += [side.label for side in found]
    draft.known.append(first.fact.indicator)
    return draft


def _head(found: dict[Side, Figure], *, same_period: bool) -> str:
    """What all sides have in common: place, period, indicator, and that growth is meant."""
    facts = [figure.reading.fact for figure in found.values()]
    one_period = same_period and len({side.period for side in found}) == 1
    period = facts[0].period.label if one_period and facts[0].period is not None else ""
    place = facts[0].region or "" if len({fact.region for fact in facts}) == 1 else ""
    name = facts[0].indicator if len({side.terms for side in found}) == 1 else ""
    growth = "增速" if next(iter(found.values())).reading.measure.sort == "增速" else ""
    return f"{place}{period}{name}{growth}" or "对比"


def _verdict(question: Question, found: dict[Side, Figure], draft: Draft) -> str:
    """岳阳市比湖南省高2个百分点; of more than two, which is the highest."""
    unit = common_unit([figure.reading for figure in found.values()])
    values = {side: figure.reading.in_unit(unit) for side, figure in found.items()}
    ordered = sorted(values, key=lambda side: -values[side])
    if len(ordered) > 2:
        end, word = (ordered[-1], "低") if question.lowest else (ordered[0], "高")
        equal = [side.label for side in ordered if values[side] == values[end]]
        return f"{'、'.join(equal)}{'并列' if len(equal) > 1 else ''}最{word}"
    one, other = list(values)
    if question.which:
        one, other = (ordered[1], ordered[0]) if question.lowest else (ordered[0], ordered[1])
    difference = rounded(values[one] - values[other])
    points = "百分点" if unit in ("%", "百分点") else unit
    if difference == 0:
        return f"{one.label}与{other.label}持平"
    draft.computed.append(Computation("difference", (values[one], values[other]), difference, points))
    return f"{one.label}比{other.label}{difference_words(difference, points)}"


def _partial(question: Question, found: dict[Side, dict[Measure, Figure]], missing: Sequence[Side]) -> Draft:
    """What is missing is said first; then the figures that there are."""
    draft = Draft(missing=True)
    period = "、".join(period.label for period in question.periods) if len(question.periods) == 1 else ""
    what = "、".join(dict.fromkeys(term.text for side in found for term in side.terms))
    told = "、".join(side.label for side in missing)
    subject = f"{told}{period}" if told in what else f"{told}{period}“{what}”"
    draft.sentences.append(f"资料中没有找到{subject}的数据，无法比较。")
    draft.known += [told, period, what]
    for options in found.values():
        measure = _measure(question, [options]) if options else None
        if measure is not None:
            draft.sentences.append(_alone(options[measure], draft))
    return draft


def _apart(found: dict[Side, dict[Measure, Figure]]) -> Draft:
    """The figures of sides that have no measure in common."""
    draft = Draft(notes=["各数的口径不同，不能直接相比。"])
    for options in found.values():
        draft.sentences.append(_alone(next(iter(options.values())), draft))
    return draft


def _alone(figure: Figure, draft: Draft) -> str:
    fact: Fact = figure.reading.fact
    mark = draft.cite_fact(figure.hit)
    period = fact.period.label if fact.period is not None else ""
    growth = "" if figure.reading.measure.sort == "数值" or figure.words[:1] in "增下上减持" else "增速"
    return f"{fact.region or ''}{period}{fact.indicator}{growth}{figure.words}{mark}。"
