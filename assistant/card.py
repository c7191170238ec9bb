"""A practice as a card: what it was for, what was done and what came of it, each in the words of its source."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from assistant.citation import Citation, cite
from assistant.practice import Card, Effect, Measure
from assistant.practices import Practice, Span, tells
from corpus.bulletin import Fact
from corpus.parties import is_office
from corpus.regions import find_regions, region_named
from corpus.scope import sentence_spans
from index.library import Library

_CLAUSE = re.compile(r"[^，。；：、（）“”\s]+")
_NAME = range(3, 13)  # characters that the name of an office may have at the head of a clause


def card_of(library: Library, practice: Practice, *, score: float = 0.0) -> Card:
    """The card; its citations are numbered in the order of the text."""
    first = practice.first
    places = {(span.passage.document.generation, span.passage.paragraph.number) for span in practice.spans}
    facts = [fact for _, fact in library.store.facts_at(places) if fact.kind == "actual"]
    sentences = [sentence for span in practice.spans for sentence in _sentences(span)]
    results = [one for one in sentences if _is_result(one, facts)] or [one for one in sentences if counts(one, facts)]
    if practice.points:
        measured = [Span(point.passage, point.start, point.end) for point in practice.points]
        ahead = [_before(one, measured) for one in sentences if not any(_inside(one, measure) for measure in measured)]
        background = [one for one in ahead if not any(_inside(result, one) for result in results)]
    else:
        others = [one for one in sentences if one not in results]
        background = [one for one in others if _is_background(one, sentences)]
        measured = [one for one in others if one not in background]
        measured = [one for one in measured if not tells("forecast", one.text)] or measured
        if not measured:  # what it was for, what was done and what came of it are told in one breath
            measured, background = (others, []) if others else (sentences, [])
            results = [one for one in results if one not in measured]
    results = [_without_title(one, facts) for one in results if not any(_is_all_of(one, each) for each in measured)]
    number = count(2)
    quoted: dict[Span, Citation] = {}
    for span in sorted({*background, *measured, *results}, key=_place):
        quoted[span] = cite(span.passage, number=next(number), start=span.start, end=span.end)
    titles = [point.title for point in practice.points] or [""] * len(measured)
    return Card(
        title=practice.title.strip("【】"),
        region=first.paragraph.region,
        date=first.document.day,
        source=cite(first, number=1, start=practice.spans[0].start, end=practice.spans[0].end),
        background=tuple(quoted[span] for span in background),
        measures=tuple(Measure(title, quoted[span]) for title, span in zip(titles, measured, strict=True)),
        results=tuple(quoted[span] for span in results),
        effects=tuple(
            Effect(fact, quoted[span]) for span in results or measured for fact in facts if _states(span, fact)
        ),
        units=_units(practice),
        score=score,
    )


def _sentences(span: Span) -> Iterator[Span]:
    """The sentences within a span; a run-in title stays with the sentence behind it."""
    leads = {lead for lead in span.passage.paragraph.leads if lead[0] >= span.start}
    begin: int | None = None
    for start, end in sentence_spans(span.passage.paragraph.text):
        if start < span.start or end > span.end:
            continue
        if begin is None:
            begin = start
        if (start, end) in leads and end < span.end:
            continue
        yield Span(span.passage, begin, end)
        begin = None


def _without_title(sentence: Span, facts: Sequence[Fact]) -> Span:
    """What follows the run-in title, unless the title has a figure of its own."""
    for start, end in sentence.passage.paragraph.leads:
        bare = Span(sentence.passage, end, sentence.end)
        if start == sentence.start and end < sentence.end and counts(bare, facts):
            return bare
    return sentence


def _is_all_of(sentence: Span, measure: Span) -> bool:
    """Whether a measure has no other words: told once is enough."""
    return _inside(sentence, measure) and sentence.start == measure.start and sentence.end >= measure.end


def _before(sentence: Span, measured: Sequence[Span]) -> Span:
    """The part of a sentence before the measure that begins in it: 以园区为重点，一是规划先行."""
    starts = [one.start for one in measured if one.passage.id == sentence.passage.id and one.start > sentence.start]
    return Span(sentence.passage, sentence.start, min((sentence.end, *starts)))


def _is_background(sentence: Span, sentences: Sequence[Span]) -> bool:
    """Of the first two sentences, one that tells what it was for and nothing that was set up."""
    return sentence in sentences[:2] and tells("background", sentence.text) and not tells("deed", sentence.text)


def _is_result(sentence: Span, facts: Sequence[Fact]) -> bool:
    return counts(sentence, facts) and tells("result", sentence.text)


def counts(sentence: Span, facts: Sequence[Fact]) -> bool:
    """Whether the words state one of the figures, and as one that has come true."""
    return any(_states(sentence, fact) for fact in facts)


def _states(sentence: Span, fact: Fact) -> bool:
    """Whether a figure of the sentence has come true, by its own clause."""
    text = sentence.passage.paragraph.text
    return (
        fact.paragraph == sentence.passage.paragraph.number
        and sentence.start <= fact.start < sentence.end
        and (fact.value is not None or fact.change is not None)
        and not tells(
            "planned", re.split("[，。；：]", text[sentence.start : fact.start])[-1] + text[fact.start : fact.end]
        )
    )


def _inside(inner: Span, outer: Span) -> bool:
    return inner.passage.id == outer.passage.id and outer.start <= inner.start < outer.end


def _place(span: Span) -> tuple[int, int, int]:
    return span.passage.paragraph.number, span.start, span.end


def _units(practice: Practice) -> tuple[str, ...]:
    """The offices that a clause of the title or the text begins with, each once, in order; regions are told as such."""
    found = dict.fromkeys(name for clause in _CLAUSE.findall(practice.text) if (name := _office(clause)) is not None)
    return tuple(name for name in found if region_named(name) is None)


def _office(clause: str) -> str | None:
    """市商务局 of 市商务局开展…, 省人社厅 and not 省人社."""
    begins = any(mention.start == 0 for mention in find_regions(clause)) or tells("seat", clause)
    if not begins:
        return None
    for length in _NAME:
        if length <= len(clause) and is_office(clause[:length]):
            longer = clause[: length + 1]
            name = longer if tells("office", longer) and is_office(longer) else clause[:length]
            return name if tells("ending", name) else None
    return None
