"""The best sentence or two: for each region and period asked, the one that carries the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from assistant.draft import Draft
from assistant.evidence import Candidate, Evidence, numbers_in
from assistant.excerpt import Excerpt, excerpt, up_to_figure
from assistant.matching import Term, carries, has_unit, period_fit, region_fit
from assistant.question import Level, Question
from assistant.rows import enumerates, lists_such
from assistant.sentences import does
from corpus.bulletin import Period
from corpus.regions import gazetteer
from corpus.scope import scopes

_NAMED = 0.8  # what a figure counts whose own name is what was asked
_HEADED = 0.4  # … whose name ends as the question's subject does
_COUNTED = 0.3  # … that counts what the question counts: 多少人, 多少家
_ROLE = 0.5  # what a sentence counts that names somebody in office, or a role that the question names
_ROWED = 0.8  # … that has several such things in a row: 甲园区、乙园区
_OWN = 0.3  # what the library's own region is told of, where the question names none
_LONGEST_LIST = 500
_MOST_SENTENCES = 3
_MOST_FACETS = 4
_ONE_PLACE = ("who", "duty", "when")  # what another sentence adds is of another event


@dataclass(frozen=True, slots=True)
class _Facet:
    """One region and one period of the question; None where it names none."""

    region: str | None
    period: Period | None


def answer(evidence: Evidence) -> Draft | None:
    """The draft, or None when some region, period or subject of the question is carried by no sentence."""
    question = evidence.question
    if not evidence.wanted:
        return None
    draft = Draft()
    answered: set[_Facet] = set()
    facets = _facets(question)
    for facet in facets:
        chosen = _choose(evidence, facet, share=len(facets))
        if chosen:
            answered.add(facet)
            for part in chosen:
                if not any(_same(part, other) for other in draft.citations):
                    draft.quote(part)
    required = [facet for facet in facets if facet.region is None or facet.region in question.regions]
    if not any(facet in answered for facet in required):
        return None
    for facet in required:
        if facet not in answered:
            told = f"{facet.region or ''}{facet.period.label if facet.period is not None else ''}"
            draft.sentences.append(f"资料中没有找到{told}的数据。")
            draft.known.append(told)
            draft.missing = True
    return draft


def _same(part: Excerpt, citation: object) -> bool:
    passage = part.candidate.passage
    place = (getattr(citation, "key", None), getattr(citation, "paragraph", None), getattr(citation, "span", None))
    return place == (passage.document.key, passage.paragraph.number, (part.start, part.end))


def _facets(question: Question) -> list[_Facet]:
    regions: Sequence[str | None] = (*question.regions, *question.compared) or (None,)
    periods: Sequence[Period | None] = question.periods or (None,)
    return [_Facet(region, period) for region, period in product(regions, periods)][:_MOST_FACETS]


def _choose(evidence: Evidence, facet: _Facet, *, share: int) -> list[Excerpt]:
    """Up to three sentences that together carry every term, best first; empty when they do not."""
    question, wanted = evidence.question, evidence.wanted
    pool = [
        c
        for c in (
            _within(candidate, facet, None if question.intent == "list" else question.places, question.of_events)
            for candidate in evidence.candidates
        )
        if c is not None
    ]
    if question.intent == "figure":
        pool = [candidate for candidate in pool if numbers_in(candidate.text) and _has_amount(question, candidate)]
    if question.intent == "when":
        pool = [candidate for candidate in pool if candidate.scope.mentions]
    if question.actual and not question.target:
        pool = [candidate for candidate in pool if not candidate.target]
    if not pool:
        return []
    newest = max(candidate.latest for candidate in pool)
    ranked = sorted(pool, key=lambda candidate: (-_score(candidate, question, wanted, newest), candidate.place))
    best = ranked[0]
    chosen, carried = [best], list(best.coverage.around)
    enough = question.intent in _ONE_PLACE and carries(carried, wanted)
    while (
        not enough
        and len(chosen) < _MOST_SENTENCES
        and (missing := [p for p, part in enumerate(carried) if part < 0.5])
    ):
        helpful = [
            candidate
            for candidate in ranked
            if candidate.passage.document.key == best.passage.document.key
            and any(candidate.coverage.own[position] >= 0.6 for position in missing)
        ]
        if not helpful:
            break
        # Of those that bring the missing part, the one that is otherwise closest to the question: its own section.
        added = max(helpful, key=lambda candidate: candidate.coverage.total(wanted))
        chosen.append(added)
        carried = [max(pair) for pair in zip(carried, added.coverage.around, strict=True)]
    if not carries(carried, wanted):
        return []
    longest = max(60, 140 // max(len(chosen), share))
    if question.intent == "list":
        longest = _LONGEST_LIST
        chosen = [*chosen, *_listing_after(chosen, evidence)]
    trimmed = question.intent in ("figure", "other", "when") and question.asks < 2
    parts = [
        excerpt(candidate, wanted, longest=longest, trimmed=trimmed)
        for candidate in sorted(chosen, key=lambda c: c.place)
    ]
    shown = "".join(part.text for part in parts)
    if question.intent == "figure" and not any(numbers_in(_words(part)) for part in parts):
        parts = [up_to_figure(parts[0], question.counter)]
        shown = parts[0].text
        if not numbers_in(_words(parts[0])):
            return []  # the figure stands elsewhere in a long sentence
    return parts if has_unit(question.unit, shown) else []


def _counted(counter: str, text: str) -> bool:
    return re.search(rf"\d[\d.]*[万亿余多]{{0,2}}{re.escape(counter)}", text) is not None


def _has_amount(question: Question, candidate: Candidate) -> bool:
    """Whether the sentence has an amount where one is asked for: of the very indicator, where one is listed."""
    if (
        question.counter
        and candidate.facts
        and all(fact.value is None and fact.change is None for fact in candidate.facts)
    ):
        return False  # 总量居全市首位 is no number
    if question.unit is None:
        return True
    if question.indicators and candidate.facts:
        return any(fact.unit and "元" in fact.unit for fact in candidate.facts)
    return has_unit(question.unit, candidate.text)


def _words(part: Excerpt) -> str:
    return part.candidate.passage.paragraph.text[part.start : part.end]


def _listing_after(chosen: Sequence[Candidate], evidence: Evidence) -> list[Candidate]:
    """…完成的有13项。这13项包括：甲；乙；丙。: the sentence behind, where the list itself stands."""
    if any(enumerates(candidate.text) for candidate in chosen):
        return []
    last = chosen[-1]
    return [
        candidate
        for candidate in evidence.candidates
        if candidate.passage == last.passage and candidate.scope.start == last.scope.end and enumerates(candidate.text)
    ]


def _within(candidate: Candidate, facet: _Facet, places: Level | None, events: bool) -> Candidate | None:
    """The candidate as it fits one region and period, or None."""
    # What is of several districts at once (四区GDP) is told of the paragraph's own region.
    told = any((fact.region or candidate.passage.paragraph.region) == facet.region for fact in candidate.facts)
    region = (1.0 if told else region_fit(facet.region, candidate.text, candidate.scope)) or (
        candidate.region if candidate.region == 0.5 else 0
    )
    period = candidate.period
    if facet.period is not None:
        passage = candidate.passage
        around = scopes(passage.paragraph, reference=passage.document.reference, headings=passage.section)
        own = [fact.period for fact in candidate.facts if fact.period is not None]
        if any((one.start, one.end) == (facet.period.start, facet.period.end) for one in own):
            period = 1.0
        else:
            period = period_fit((facet.period,), candidate.scope, passage, around, events=events)
    fits = region and period and _of_level(candidate, places)
    return replace(candidate, region=region, period=period) if fits else None


def _of_level(candidate: Candidate, places: Level | None) -> bool:
    """Whether the sentence is of a region of the level asked for: 哪个县区…第一 is not answered by the province."""
    known = gazetteer()
    return places is None or any(
        region in known and known[region].level == places for region in candidate.scope.regions
    )


def _score(candidate: Candidate, question: Question, wanted: Sequence[Term], newest: int) -> float:
    """Coverage first; then the right kind of sentence, and of what is equal the newest."""
    own = sum(term.weight * part for term, part in zip(wanted, candidate.coverage.own, strict=True))
    weight = sum(term.weight for term in wanted) or 1.0
    score = 1.5 * candidate.coverage.total(wanted) + 1.5 * own / weight + 0.4 * candidate.rank
    score += 0.5 * candidate.region + 0.6 * candidate.period
    if question.intent == "figure":
        score += _NAMED * candidate.named + _HEADED * candidate.headed
        score += _COUNTED * (bool(question.counter) and _counted(question.counter, candidate.text))
    score += 0.5 if candidate.target == question.target else 0.0
    score += 0.5 if candidate.passage.document.masthead.series in question.series else 0.0
    if question.intent in ("who", "duty"):
        roles = sum(role in candidate.text for role in question.roles)
        score += _ROLE * (roles if question.roles else does("in_office", candidate.text))
    if question.intent == "list" and question.head:
        score += _ROWED * lists_such(candidate.text, question.head)
    if not question.regions and question.own in candidate.scope.regions:
        score += _OWN
    score += 0.2 * sum(verb in candidate.text for verb in question.verbs)
    if not question.periods:
        # A year older costs a little; 最新 makes it cost more than a worse wording does.
        score -= (1.0 if question.latest else 0.25) * min(2.0, (newest - candidate.latest) / 365)
    return score
