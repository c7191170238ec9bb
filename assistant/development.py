"""How a subject developed: what the documents say of it in time order, and how the wording changed from one to the next."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.alteration import Spans, altered
from assistant.citation import Citation, cite
from assistant.lineage import ItemList, Passing, listed, passings
from assistant.locating import candidates_for, in_time, says
from assistant.mentions import MANNERS, Manner, Place, Told, told_in
from assistant.topics import Topic, topics_in
from corpus.bulletin import Fact, SectionKind
from corpus.errors import BulletinError
from index.filtering import admits, permitted_documents
from index.hits import Document, Filters, Passage
from index.library import Library
from index.settling import settled

LIMIT = 50  # documents shown


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One sentence that speaks of a topic, with its citation, in which the section path is.

    `spans` are where in `citation.quote` the topic's words stand; `facts` are the figures that the sentence states.
    """

    topic: str
    citation: Citation
    passage: Passage
    place: Place
    manner: Manner
    spans: Spans
    titled: bool
    facts: tuple[Fact, ...]

    @property
    def region(self) -> str | None:
        """The region of its paragraph."""
        return self.passage.paragraph.region

    @property
    def kind(self) -> SectionKind:
        """The kind of its section."""
        return self.passage.kind


@dataclass(frozen=True, slots=True)
class Wording:
    """
    The mention that stands for a topic in a document, beside the one before it in time.

    `new` are the words that the one before has not, as spans of its quote; `gone` those it has no more, as spans of the
    quote of `before`.
    """

    mention: Mention
    before: Mention | None = None
    new: Spans = ()
    gone: Spans = ()

    @property
    def alike(self) -> float:
        """0 … 1: how much of both wordings has stayed; 1 for the first one."""
        if self.before is None:
            return 1.0
        whole = len(self.mention.citation.quote) + len(self.before.citation.quote)
        return 1 - sum(end - start for start, end in (*self.new, *self.gone)) / whole


@dataclass(frozen=True, slots=True)
class Stage:
    """A document that speaks of the subject: all its mentions in order, and of each topic the wording that stands for it."""

    document: Document
    mentions: tuple[Mention, ...]
    wordings: tuple[Wording, ...]

    @property
    def day(self) -> datetime.date | None:
        """The day it is ordered by: its masthead's, put right where the content contradicts that."""
        return self.document.day


@dataclass(frozen=True, slots=True)
class Development:
    """
    What the documents say of a subject, oldest first; documents without a date come last.

    `lists` are the items of topics that are series, `passings` how those of one list stand to the next's. Of `found`
    documents that speak of it the latest are `stages`; `complete` tells that no others were left unread. `regions` are
    those it was narrowed to, `periods` those the question names, by which nothing was narrowed.
    """

    subject: str
    topics: tuple[Topic, ...]
    stages: tuple[Stage, ...]
    lists: tuple[ItemList, ...] = ()
    passings: tuple[Passing, ...] = ()
    found: int = 0
    complete: bool = True
    regions: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


def development(library: Library, subject: str, *, filters: Filters | None = None, limit: int = LIMIT) -> Development:
    """
    Follow a subject, or several set beside each other (八大行动→七大攻坚), through the documents that may be seen.

    Of more than `limit` documents the latest are kept. Raises `BulletinError` where no subject is left when the words
    that ask are taken off.
    """
    return settled(library.store, partial(_development, library, subject, filters or Filters(), limit))


def _development(
    library: Library, subject: str, filters: Filters, limit: int, live: dict[int, Document]
) -> Development:
    permitted = permitted_documents(filters, live)
    series = sorted({document.masthead.series for document in permitted.values() if document.masthead.series})
    asked = topics_in(subject, series=series, said=partial(says, library, permitted))
    if not asked.topics:
        raise BulletinError(
            f"“{subject.strip()}”里没有可以查的提法，请写明要看什么，如 对非贸易、稳投资、八大行动→七大攻坚。"
        )
    if not filters.regions:
        filters = replace(filters, regions=asked.regions)
    candidates, complete = candidates_for(library, asked.topics, permitted)
    read = {
        document.generation: [one for one in library.store.passages(document) if admits(filters, one)]
        for document in candidates
    }
    told = {
        generation: found
        for generation, passages in read.items()
        if (found := [one for topic in asked.topics for one in told_in(passages, topic)])
    }
    kept = dict(list(told.items())[-limit:])
    lists = [
        one
        for topic in asked.topics
        if topic.series and (one := listed(topic.series, _of_series(topic.series, read, live)))
    ]
    lists.sort(key=lambda one: in_time(one.items.document))
    return Development(
        subject=subject,
        topics=asked.topics,
        stages=_stages(library, asked.topics, kept, live),
        lists=tuple(one.items for one in lists),
        passings=passings(lists, library.encoder),
        found=len(told),
        complete=complete,
        regions=filters.regions,
        periods=asked.periods,
    )


def _of_series(series: str, read: dict[int, list[Passage]], live: dict[int, Document]) -> list[list[Passage]]:
    """The documents of a series that were read, newest first."""
    own = [generation for generation in read if live[generation].masthead.series == series]
    own.sort(key=lambda generation: live[generation].day or datetime.date.min, reverse=True)
    return [read[generation] for generation in own]


def _stages(
    library: Library, topics: Sequence[Topic], told: dict[int, list[Told]], live: dict[int, Document]
) -> tuple[Stage, ...]:
    facts = _facts(library, [one for found in told.values() for one in found])
    last: dict[str, Mention] = {}
    stages: list[Stage] = []
    number = 0
    for generation, found in told.items():
        mentions = []
        for one in sorted(found, key=lambda one: (one.passage.paragraph.number, one.start, topics.index(one.topic))):
            number += 1
            mentions.append(_mention(one, number, facts))
        wordings = []
        for topic in topics:
            own = [mention for mention in mentions if mention.topic == topic.name]
            if own:
                chosen = min(own, key=_standing)
                wordings.append(_wording(chosen, last.get(topic.name)))
                last[topic.name] = chosen
        stages.append(Stage(live[generation], tuple(mentions), tuple(wordings)))
    return tuple(stages)


def _facts(library: Library, told: Sequence[Told]) -> dict[tuple[int, int], list[Fact]]:
    """The facts of the paragraphs, by generation and number."""
    found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    places = {(one.passage.document.generation, one.passage.paragraph.number) for one in told}
    for generation, fact in library.store.facts_at(places):
        found[generation, fact.paragraph].append(fact)
    return found


def _mention(told: Told, number: int, facts: dict[tuple[int, int], list[Fact]]) -> Mention:
    passage = told.passage
    own = facts.get((passage.document.generation, passage.paragraph.number), ())
    return Mention(
        topic=told.topic.name,
        citation=cite(passage, number=number, start=told.start, end=told.end),
        passage=passage,
        place=told.place,
        manner=told.manner,
        spans=told.spans,
        titled=told.titled,
        facts=tuple(fact for fact in own if fact.start < told.end and told.start < fact.end),
    )


def _standing(mention: Mention) -> tuple[bool, int, bool, bool, int, int]:
    """The mention most like the subject comes first: its own words, in a title with what it says, then in a sentence."""
    return (
        mention.place == "报头",
        MANNERS.index(mention.manner),
        not mention.titled,
        mention.place == "标题",
        mention.citation.paragraph,
        mention.citation.span[0],
    )


def _wording(mention: Mention, before: Mention | None) -> Wording:
    if before is None:
        return Wording(mention)
    gone, new = altered(before.citation.quote, mention.citation.quote)
    return Wording(mention, before, new, gone)
