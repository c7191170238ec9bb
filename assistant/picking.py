"""Pick the facts that carry a question: by what they are of, where, when, and whether they have come true."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.figures.reading import Measure, Reading, readings_of
from assistant.matching import Term, carries
from corpus.bulletin import FactKind, Period
from corpus.folding import fold
from corpus.indicators import indicator_named
from corpus.quantities import find_quantities
from index.facts import FactHit, place, reported
from index.library import Library

# What stands beside a figure's own name says less of what it is of.
_IN_CLAUSE = 0.85
_IN_PARAGRAPH = 0.6
_IN_HEADING = 0.6
# A name that says more than was asked may be of something narrower: 限上消费品零售额 for 零售额.
_EXTRA = 0.35
_CLOSE = 0.08
_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class Pick:
    """A fact and how well it is what was asked for, 0 … 1."""

    hit: FactHit
    score: float

    @property
    def order(self) -> tuple[object, ...]:
        """The best first; of what is equal the latest, then by place."""
        fact, (end, start) = self.hit.fact, reported(self.hit.fact.period)
        return -self.score, -end.toordinal(), start.toordinal(), *place(self.hit.passage), fact.start, fact.end


def stated(evidence: Evidence, library: Library) -> list[FactHit]:
    """The facts of the paragraphs that were found, and every fact of the indicators asked for."""
    passages = {(hit.passage.document.generation, hit.passage.paragraph.number): hit.passage for hit in evidence.hits}
    found = library.store.facts_at(passages.keys())
    names = {indicator.name for indicator in evidence.question.indicators}
    if names:
        found += library.store.facts(indicators=names)
    documents = {document.generation: document for document in library.documents()}
    hits: dict[tuple[int, object], FactHit] = {}
    for generation, fact in found:
        at = generation, fact.paragraph
        if at not in passages and generation in documents:
            passage = library.store.passage(documents[generation], fact.paragraph)
            if passage is None:
                continue
            passages[at] = passage
        if at in passages:
            hits[generation, fact] = FactHit(passages[at], fact)
    return list(hits.values())


def picks(
    hits: Sequence[FactHit],
    terms: Sequence[Term],
    *,
    region: str | None = None,
    period: Period | None = None,
    kinds: Sequence[FactKind] = ("actual",),
) -> list[Pick]:
    """The facts of the very region and days that carry every term, best first; without `period` of any time."""
    found = []
    for hit in hits:
        fact = hit.fact
        if fact.kind not in kinds or (region is not None and fact.region != region):
            continue
        if period is not None and not _same_days(fact.period, period):
            continue
        if (score := named(hit, terms)) is not None:
            found.append(Pick(hit, score))
    return sorted(found, key=lambda pick: pick.order)


def _same_days(period: Period | None, wanted: Period) -> bool:
    return period is not None and (period.start, period.end) == (wanted.start, wanted.end)


def named(hit: FactHit, terms: Sequence[Term]) -> float | None:
    """How well the fact is of what the terms name; None where one of them is not carried."""
    fact, passage = hit.fact, hit.passage
    text = passage.paragraph.text
    name = fold(f"{fact.indicator} {fact.wording} {fact.subject or ''}")
    clause = fold(text[max(0, text.rfind("。", 0, fact.start)) : fact.end])
    paragraph, heading = fold(text), fold(" ".join(passage.section))
    shares, own = [], []
    for term in terms:
        if term.indicator is not None:
            same = term.indicator.name == fact.indicator or indicator_named(fact.wording) == term.indicator
            if not same:
                return None
            shares.append(1.0)
            own.append(1.0)
            continue
        total = sum(weight for _, weight in term.grams)
        places = ((name, 1.0), (clause, _IN_CLAUSE), (paragraph, _IN_PARAGRAPH), (heading, _IN_HEADING))
        found = sum(
            weight * max((worth for words, worth in places if gram in words), default=0.0)
            for gram, weight in term.grams
        )
        shares.append(found / total if total else 0.0)
        own.append(sum(weight for gram, weight in term.grams if gram in name) / total if total else 0.0)
    required = [share for term, share in zip(terms, own, strict=True) if term.required] or own
    if not carries(shares, terms) or max(required, default=0.0) < _NAMED:
        return None
    weight = sum(term.weight for term in terms)
    score = sum(term.weight * share for term, share in zip(terms, shares, strict=True)) / weight
    return score - _EXTRA * _beyond(fold(fact.indicator), terms)


def _beyond(name: str, terms: Sequence[Term]) -> float:
    """The share of a name that no term says."""
    if any(term.indicator is not None for term in terms):
        return 0.0
    grams = {name[at : at + 2] for at in range(len(name) - 1)}
    said = {gram for term in terms for gram, _ in term.grams}
    return len(grams - said) / len(grams) if grams else 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a picked fact, with the fact that it stands in."""

    reading: Reading
    hit: FactHit

    @property
    def words(self) -> str:
        """The number as its source prints it, with the way it moves: 增长8.0%, 57.6亿元."""
        reading = self.reading
        for quantity in find_quantities(reading.citation.quote):
            if abs(quantity.value) == abs(reading.value) and quantity.unit.removeprefix("个") == reading.unit:
                printed = reading.citation.quote[quantity.start : quantity.end].lstrip("-－")
                return printed if reading.measure.sort == "数值" else f"{_way(reading.words)}{printed}"
        return reading.words


def _way(words: str) -> str:
    return words[:2] if not words[:1].isdigit() else ""


def figures(found: Sequence[Pick]) -> dict[Measure, Figure]:
    """For each measure the number of the best fact, of those about as good as the best."""
    chosen: dict[Measure, Figure] = {}
    for pick in found:
        if pick.score < found[0].score - _CLOSE:
            break
        for reading in readings_of(pick.hit):
            chosen.setdefault(reading.measure, Figure(reading, pick.hit))
    return chosen
