"""Find the sentences of the library that carry a question, best first."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.matching import Coverage, Term, cover, lies_in, named_at_end, period_fit, region_fit, terms_of
from assistant.question import Question
from assistant.sentences import does
from corpus.bulletin import Fact, Period
from corpus.folding import fold
from corpus.marks import is_chapter, mark_of
from corpus.quantities import find_quantities
from corpus.scope import Scope, scopes
from index.hits import Filters, Hit, Passage
from index.library import Library

_WIDE = 40  # passages looked at for one search; more changed nothing (eval/README.md)
MEANT = 0.6  # of the question, carried by a fact's own name
_DATES = re.compile(r"\d+-\d+月|\d+年|\d+月|\d+日|第\d+期")


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    One sentence of a passage, at `scope`, and how well it fits the question.

    `stated` are the facts read from it, `facts` those that the question may mean, and `named` how much of it their names carry, 0 … 1;
    `headed` tells that one of the names ends as the question's subject does (入境游花费: 入境旅游总花费).
    """

    passage: Passage
    scope: Scope
    coverage: Coverage
    region: float
    period: float
    rank: float
    target: bool
    stated: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    named: float = 0.0
    headed: bool = False

    @property
    def text(self) -> str:
        """The sentence."""
        return self.passage.paragraph.text[self.scope.start : self.scope.end]

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands; orders what is otherwise equal."""
        return (self.passage.document.name, self.passage.paragraph.number, self.scope.start)

    @property
    def latest(self) -> int:
        """The day its period ends, or its document's, as a number to compare."""
        ends = [period.end for period in self.scope.periods]
        day = max(ends) if ends else self.passage.document.reference
        return day.toordinal() if day else 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the library holds on a question: `hits` as searched, `candidates` of the right region and period, `near` of others."""

    question: Question
    wanted: tuple[Term, ...]
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    near: tuple[Candidate, ...]


def gather(library: Library, question: Question) -> Evidence:
    """Search for the question as worded and by its terms, within its regions too, and weigh every sentence found."""
    wanted = terms_of(question, library.rarity)
    hits = _search(library, question)
    stated = _stated(library, hits)
    candidates: list[Candidate] = []
    near: list[Candidate] = []
    top = max((hit.score for hit in hits), default=1.0)
    for hit in hits:
        passage = hit.passage
        if passage.paragraph.role not in ("body", "masthead"):
            continue
        all_scopes = scopes(passage.paragraph, reference=passage.document.reference, headings=passage.section)
        if question.intent == "list":
            all_scopes = whole_sentences(passage.paragraph.text, all_scopes)
        for scope in all_scopes:
            title = (scope.start, scope.end) in passage.paragraph.leads and scope.end < len(passage.paragraph.text)
            if title and not numbers_in(passage.paragraph.text[scope.start : scope.end]):
                continue  # a run-in title alone says nothing; it counts through what stands below it
            facts = stated.get((passage.document.generation, passage.paragraph.number), ())
            own = [fact for fact in facts if fact.start < scope.end and scope.start < fact.end]
            candidate = _weigh(question, wanted, hit, scope, all_scopes, top, own)
            (candidates if _fits(question, candidate) else near).append(candidate)
    return Evidence(question, wanted, tuple(hits), tuple(candidates), tuple(near))


def narrowed(evidence: Evidence, places: Collection[tuple[str, int]]) -> Evidence:
    """The same evidence of those paragraphs alone, each told by its document's key and its number."""

    def inside(passage: Passage) -> bool:
        return (passage.document.key, passage.paragraph.number) in places

    return replace(
        evidence,
        hits=tuple(hit for hit in evidence.hits if inside(hit.passage)),
        candidates=tuple(one for one in evidence.candidates if inside(one.passage)),
        near=tuple(one for one in evidence.near if inside(one.passage)),
    )


def _stated(library: Library, hits: Sequence[Hit]) -> dict[tuple[int, int], list[Fact]]:
    """The facts of the passages found, by generation and paragraph: what a sentence says in words of its own."""
    found: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    places = {(hit.passage.document.generation, hit.passage.paragraph.number) for hit in hits}
    for generation, fact in library.store.facts_at(places):
        found[generation, fact.paragraph].append(fact)
    return found


def _search(library: Library, question: Question) -> list[Hit]:
    names = [name for indicator in question.indicators for name in indicator.names[:4]]
    by_terms = " ".join([*names, *question.subjects]) or question.text
    documents = tuple(
        document.key
        for document in library.documents()
        if (question.series and document.masthead.series in question.series)
        or (question.issue and document.masthead.issue == question.issue)
    )
    found: dict[str, Hit] = {}
    plans: list[tuple[str, Filters]] = [(question.text, Filters()), (by_terms, Filters())]
    plans += [(by_terms, Filters(regions=(region,))) for region in (*question.regions, *question.compared)]
    if documents:
        plans.append((by_terms, Filters(documents=documents)))
    for query, filters in plans:
        for hit in library.search(query, limit=_WIDE, filters=filters):
            kept = found.get(hit.passage.id)
            if kept is None or hit.score > kept.score:
                found[hit.passage.id] = hit
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.passage.id))


def _weigh(
    question: Question,
    wanted: Sequence[Term],
    hit: Hit,
    scope: Scope,
    all_scopes: Sequence[Scope],
    top: float,
    stated: Sequence[Fact],
) -> Candidate:
    passage = hit.passage
    sentence = passage.paragraph.text[scope.start : scope.end]
    regions = question.regions + question.compared
    loose = question.intent in ("how", "list")
    shares = {fact: naming(wanted, fact, passage) for fact in stated}
    meant = tuple(fact for fact in stated if shares[fact] >= MEANT)
    told = {fact.region or passage.paragraph.region for fact in meant}
    fit = max((1.0 if region in told else region_fit(region, sentence, scope) for region in regions), default=1.0)
    if loose and not fit and any(lies_in(region, scope) for region in regions):
        fit = 0.5
    return Candidate(
        passage=passage,
        scope=scope,
        coverage=cover(wanted, sentence, passage, stated={fact.indicator for fact in stated}),
        region=fit,
        period=1.0
        if any(_dated(fact, question.periods) for fact in meant)
        else period_fit(question.periods, scope, passage, all_scopes, events=question.of_events),
        rank=hit.score / top if top else 0.0,
        target=(question.target or not question.of_events) and _is_target(passage, scope, stated),
        stated=tuple(stated),
        facts=meant,
        named=max(shares.values(), default=0.0),
        headed=bool(question.subjects) and any(fact.indicator.endswith(question.subjects[-1][-2:]) for fact in stated),
    )


def _dated(fact: Fact, periods: Sequence[Period]) -> bool:
    """Whether the fact is of the very days of one of the periods."""
    own = fact.period
    return own is not None and any((own.start, own.end) == (one.start, one.end) for one in periods)


def naming(wanted: Sequence[Term], fact: Fact, passage: Passage) -> float:
    """How much of the question the names of a fact carry, 0 … 1."""
    around = fold(" ".join((*passage.section, passage.paragraph.text)))
    name = fold(f"{fact.indicator} {fact.wording} {fact.subject or ''}")
    shares = [
        1.0
        if (term.indicator is not None and term.indicator.name == fact.indicator)
        or named_at_end(term, fact.indicator, around)
        else term.within(name)
        for term in wanted
    ]
    weight = sum(term.weight for term in wanted)
    return sum(term.weight * share for term, share in zip(wanted, shares, strict=True)) / weight if weight else 0.0


def _is_target(passage: Passage, scope: Scope, stated: Sequence[Fact]) -> bool:
    """
    Whether the sentence sets a target, as against telling what was done; a list of targets goes on through ；.

    Where all its figures are of one kind, that decides.
    """
    kinds = {fact.kind for fact in stated if fact.value is not None or fact.change is not None}
    if len(kinds) == 1:
        return kinds == {"target"}
    masthead, reference = passage.document.masthead, passage.document.reference
    if masthead.genre in ("方案", "通知"):
        return True
    text = passage.paragraph.text
    sentence = text[scope.start : scope.end]
    opened = text[text.rfind("。", 0, scope.start) + 1 : scope.start]
    if does("aim", opened) or (does("aim", sentence) and not does("aim_reached", sentence)):
        return True
    # The second half of a government work report speaks of the year to come.
    coming = masthead.genre == "报告" and any(
        is_chapter(title) and reference is not None and title.startswith(f"{reference.year}年")
        for title in passage.section
    )
    return coming or (does("aim_perhaps", sentence) and not does("done", sentence))


def _fits(question: Question, candidate: Candidate) -> bool:
    if question.issue and candidate.passage.document.masthead.issue != question.issue:
        return False
    if question.series and not _of_series(question, candidate):
        return False
    if any(name not in candidate.passage.paragraph.text for name in question.persons):
        return False
    if question.intent == "who" and not _holds_post(question, candidate):
        return False
    return candidate.region > 0 and candidate.period > 0


def _of_series(question: Question, candidate: Candidate) -> bool:
    """A question on 八大行动 is answered from its documents, or from a sentence that names it."""
    document = candidate.passage.document
    around = " ".join((candidate.text, *candidate.passage.section))
    return document.masthead.series in question.series or any(name in around for name in question.series)


def _holds_post(question: Question, candidate: Candidate) -> bool:
    """株洲市市长是谁: the very post of the very place, not a deputy's, nor another body's."""
    if len(question.subjects) != 1 or not question.regions or not does("post", question.subjects[0]):
        return True
    post = question.subjects[0]
    return candidate.region == 1.0 and re.search(rf"(?<!副){re.escape(post)}", candidate.text) is not None


def whole_sentences(text: str, parts: Sequence[Scope]) -> tuple[Scope, ...]:
    """Scopes joined up to the full stop: a list whose items are set apart by ； is one answer."""
    joined: list[Scope] = []
    for scope in parts:
        if joined and text[joined[-1].end - 1] == "；":
            before = joined[-1]
            periods = tuple(dict.fromkeys(before.periods + scope.periods))
            joined[-1] = replace(before, end=scope.end, periods=periods, mentions=before.mentions + scope.mentions)
        else:
            joined.append(scope)
    return tuple(joined)


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> bool:
    """Whether the text has a figure: a quantity beyond dates, issue numbers, names such as 3C and its own mark."""
    mark = mark_of(text)
    bare = _DATES.sub("", fold(text[mark.end if mark else 0 :]))
    return "翻番" in text or re.search(r"第\d", bare) is not None or bool(find_quantities(bare))
