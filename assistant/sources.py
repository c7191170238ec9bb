"""A cited paragraph as the check reads it: its claims, each with the regions and periods that hold for it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.citation import Citation
from assistant.claims import Claim, Reading, name_of, read, tidy
from corpus.bulletin import Fact, Paragraph, Period
from corpus.regions import resolve_own
from corpus.scope import Scope, chapter_period, reports, scopes
from corpus.setting import Setting
from corpus.statements import facts_in

_OWN = ("全", "我", "本")


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim of the paragraph, of `name`; `regions` and `periods` are all that may be said to hold for it, empty where it is open."""

    claim: Claim
    name: str
    regions: frozenset[str]
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the paragraph: the regions and periods that may be said of it, empty where that is open."""

    start: int
    end: int
    regions: frozenset[str]
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """
    A cited paragraph, tidied and read. `span` is what was cited of it; `header` are the titles above it.

    `named` are the regions that paragraph and header name or speak of, `dated` the periods.
    """

    reading: Reading
    stated: tuple[Stated, ...]
    sentences: tuple[Sentence, ...]
    span: tuple[int, int]
    header: Reading
    named: frozenset[str]
    dated: tuple[Period, ...]
    reference: datetime.date | None

    def cited(self) -> tuple[Sentence, ...]:
        """The sentences that the citation quotes."""
        return tuple(one for one in self.sentences if one.start < self.span[1] and self.span[0] < one.end)


def source_of(citation: Citation) -> Source:
    """The reading of a citation; the paragraph's is kept, because answers cite the same ones again and again."""
    source = _paragraph(replace(citation, number=0, quote="", span=(0, 0)))
    first, last = citation.span
    return replace(source, span=(len(tidy(citation.paragraph_text[:first])), len(tidy(citation.paragraph_text[:last]))))


@lru_cache(maxsize=1024)
def _paragraph(citation: Citation) -> Source:
    """The reading of a whole paragraph, of which nothing is cited."""
    text = tidy(citation.paragraph_text)

    def moved(position: int) -> int:
        return len(tidy(citation.paragraph_text[:position]))

    leads = tuple((moved(start), moved(end)) for start, end in citation.leads)
    paragraph = Paragraph(citation.paragraph, text, "body", leads=leads, region=citation.region)
    reference = citation.reference or citation.date
    reading = read(text, reference=reference, home=citation.region)
    setting = Setting(reference, plan=False, coming=False, year=None, chapter=chapter_period(citation.section))
    facts = facts_in(paragraph, setting=setting, headings=citation.section)
    found = scopes(paragraph, reference=reference, headings=citation.section)
    day = f"{citation.date.year}年{citation.date.month}月{citation.date.day}日" if citation.date else ""
    titles = "。".join((citation.title, citation.issue or "", day, *citation.section))
    header = read(tidy(titles), reference=reference)
    sentences = tuple(_sentence(text, scope, facts) for scope in found)
    named = {mention.region.name for mention in (*reading.regions, *header.regions)}
    named |= {region for sentence in sentences for region in sentence.regions} | _owned(text, citation.region)
    dated = (
        *(mention.period for mention in (*reading.periods, *header.periods)),
        *(period for sentence in sentences for period in sentence.periods),
    )
    return Source(
        reading,
        tuple(_stated(claim, facts, sentences) for claim in reading.claims),
        sentences,
        citation.span,
        header,
        frozenset(named | ({citation.region} if citation.region else set())),
        tuple(dict.fromkeys(dated)),
        reference,
    )


def _owned(text: str, home: str | None) -> set[str]:
    """The regions that 全市, 全省 mean in the text."""
    words = {
        text[at : at + 2]
        for at, character in enumerate(text)
        if character in _OWN and text[at + 1 : at + 2] in tuple("市县区州省国")
    }
    return {region.name for word in words if (region := resolve_own(word, home))}


def _sentence(text: str, scope: Scope, facts: Sequence[Fact]) -> Sentence:
    inside = [fact for fact in facts if scope.start <= fact.start < scope.end]
    words = text[scope.start : scope.end]
    regions = {*scope.regions, *(fact.region for fact in inside if fact.region)}
    periods = (
        *scope.periods,
        *(mention.period for mention in scope.mentions if reports(words, mention)),
        *(mention.period for mention in scope.mentions if mention.period.start == mention.period.end),
        *(fact.period for fact in inside if fact.period),
    )
    return Sentence(scope.start, scope.end, frozenset(regions), tuple(dict.fromkeys(periods)))


def _stated(claim: Claim, facts: Sequence[Fact], sentences: Sequence[Sentence]) -> Stated:
    """What the reader of bulletins makes of it, else what its sentence says, else what holds for the sentence."""
    facts = [fact for fact in facts if fact.start <= claim.start < fact.end and claim.value in _numbers(fact)]
    sentence = next((one for one in sentences if one.start <= claim.start < one.end), None)
    regions = {fact.region for fact in facts if fact.region}
    if claim.region is not None:
        regions.add(claim.region)
    if not regions and sentence is not None:
        regions = set(sentence.regions)
    periods = [fact.period for fact in facts if fact.period]
    if not facts and claim.period is not None:
        periods.append(claim.period)
    if not periods and sentence is not None:
        periods = list(sentence.periods)
    own = next((fact for fact in facts if claim.value in _own_numbers(fact)), None)
    name = name_of(own.indicator) if own is not None else ""
    return Stated(claim, name or claim.main, frozenset(regions), tuple(dict.fromkeys(periods)))


def _numbers(fact: Fact) -> set[float]:
    others = [comparison.difference for comparison in fact.comparisons]
    others += [float(rank.position) for rank in fact.ranks]
    return _own_numbers(fact) | {abs(one) for one in others if one is not None}


def _own_numbers(fact: Fact) -> set[float]:
    """How much it is and how it has moved."""
    numbers = (fact.value, fact.upper, fact.change, fact.change_upper, fact.stretch)
    return {abs(one) for one in numbers if one is not None}
