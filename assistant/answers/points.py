"""Lists and practices: the run-in titles of the section asked for, in order, each with its citation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.contents import words_of
from assistant.draft import Draft
from assistant.evidence import Evidence, numbers_in
from assistant.excerpt import with_year
from assistant.matching import Term, carries
from assistant.sentences import does
from corpus.bulletin import SectionKind
from corpus.folding import fold
from corpus.marks import counting, mark_of
from corpus.numerals import numeral
from corpus.scope import sentence_spans
from index.hits import Document, Passage
from index.library import Library

_LONGEST_ANSWER = {"how": 330, "list": 480}
_NEWEST = 12
_OPENED = 0.6
_FEWEST_PAIRS = 2
_ENDING = 4  # where a title tells what the thing is: …工程


@dataclass(frozen=True, slots=True)
class Point:
    """One item: `passage.paragraph.text[start:end]`, of which the first `title_end - start` characters are its title."""

    passage: Passage
    start: int
    title_end: int
    end: int

    @property
    def title(self) -> str:
        """The run-in title without its counting word and stop."""
        text = self.passage.paragraph.text[self.start : self.title_end]
        mark = mark_of(text)
        return counting().sub("", text[mark.end if mark else 0 :], count=1).strip("。；：， ")

    @property
    def body(self) -> str:
        """What follows the title."""
        return self.passage.paragraph.text[self.title_end : self.end]


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one section and the sentences before them."""

    document: Document
    path: tuple[str, ...]
    kind: SectionKind
    intro: tuple[tuple[Passage, int, int], ...]
    points: tuple[Point, ...]


def answer(evidence: Evidence, library: Library) -> Draft | None:
    """The draft, or None when no section with at least two points carries the question."""
    question = evidence.question
    group = (_titled(evidence, library) or _best(evidence, library)) if evidence.wanted else _named(evidence, library)
    if group is None and question.intent == "how":
        group = _by_title(evidence, library)
    return listed(group, evidence) if group is not None else None


def listed(group: Group, evidence: Evidence) -> Draft:
    """The points of a group, counted; for a practice what was done and with what effect."""
    question = evidence.question
    limit = _LONGEST_ANSWER["how" if question.intent == "how" else "list"]
    draft = Draft()
    if question.intent == "how":
        for passage, start, end in _overview(group):
            mark = draft.cite(passage, start, end)
            reference = passage.document.reference
            draft.sentences.append(f"{with_year(passage.paragraph.text[start:end], reference).strip('。；，')}{mark}。")
            draft.known.append(str(reference.year) if reference else "")
    room = (limit - len(draft.text)) // len(group.points)
    parts = []
    for position, point in enumerate(group.points, 1):
        mark = draft.cite(point.passage, point.start, point.end)
        text = _shown(point, room - 8 if question.intent == "how" else 0)
        parts.append(f"（{position}）{text}{mark}")
    if question.intent != "how":
        draft.sentences.append(f"{_heading(group)}列有{len(group.points)}项：")
        draft.known.append(str(len(group.points)))
    draft.sentences.append("；".join(parts) + "。")
    draft.known += [str(position) for position in range(1, len(group.points) + 1)]
    return draft


def _heading(group: Group) -> str:
    masthead = group.document.masthead
    return f"《{masthead.title}》{masthead.issue or ''}“{group.path[-1].strip('【】')}”"


def _shown(point: Point, room: int) -> str:
    """The title, and of the body the clauses that fit."""
    text = point.title
    if room > len(text) + 15:
        for clause in re.findall(r"[^，；。]+[，；。]", point.body):
            if len(text) + len(clause) + 1 > room:
                break
            text += f"：{clause[:-1]}" if text == point.title else f"，{clause[:-1]}"
    return text


def _overview(group: Group) -> list[tuple[Passage, int, int]]:
    """Of the sentences before the points, the one that says what was done and the one with the result."""
    sentences = [span for span in group.intro if span[2] - span[1] <= 130]
    measure = [span for span in sentences if does("measure", span[0].paragraph.text[span[1] : span[2]])]
    result = [span for span in sentences if numbers_in(span[0].paragraph.text[span[1] : span[2]])]
    chosen = {id(span): span for span in (*measure[-1:], *result[:1])}
    return sorted(chosen.values(), key=lambda span: (span[0].paragraph.number, span[1]))


def _best(evidence: Evidence, library: Library) -> Group | None:
    """The section whose own words carry the question best and that has points; first one whose points are called so."""
    question, wanted = evidence.question, evidence.wanted
    if called := _called(evidence, library):
        return called
    scored: dict[tuple[str, tuple[str, ...]], float] = {}
    for candidate in evidence.candidates:
        place = (candidate.passage.document.key, candidate.passage.section)
        scored[place] = max(scored.get(place, 0.0), candidate.coverage.total(wanted) + 0.3 * candidate.rank)
    for (key, path), _ in sorted(scored.items(), key=lambda item: (-item[1], item[0]))[:12]:
        if not path:
            continue
        # What was done is told inside one item; a chapter of items by other places is no answer to 怎么.
        for depth in range(len(path), len(path) - 1 if question.intent == "how" else 0, -1):
            group = group_at(library, key, path[:depth])
            if group is None or not _carried(group, wanted, listing=question.intent == "list"):
                continue
            if question.count in (None, len(group.points)) or question.intent == "how":
                return group
    return None


def _called(evidence: Evidence, library: Library) -> Group | None:
    """哪几个工程: the section most of whose points end so, and whose path carries a term of the question."""
    question, wanted = evidence.question, evidence.wanted
    if not question.head or question.intent != "list":
        return None
    terms = [term for term in wanted if question.head not in term.text]
    best: tuple[float, Group] | None = None
    for key, path in dict.fromkeys(
        (candidate.passage.document.key, candidate.passage.section[:depth])
        for candidate in evidence.candidates
        for depth in range(len(candidate.passage.section), 0, -1)
    ):
        told = sum(term.weight * term.within(fold(" ".join(path))) for term in terms)
        if not told or (best is not None and told <= best[0]):
            continue
        group = group_at(library, key, path)
        if group is None or question.count not in (None, len(group.points)):
            continue
        if 2 * sum(question.head[:2] in point.title[-_ENDING:] for point in group.points) > len(group.points):
            best = told, group
    return best[1] if best is not None else None


def _titled(evidence: Evidence, library: Library) -> Group | None:
    """突出问题有哪些: the section that is called what is asked for, in the newest issue of the region."""
    for document in _documents(evidence, library):
        paths = dict.fromkeys(passage.section for passage in library.passages(document.key))
        heads = dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1))
        for path in heads:
            title = fold(path[-1])
            if all(term.within(title) == 1.0 for term in evidence.wanted):
                return group_at(library, document.key, path)
    return None


def _by_title(evidence: Evidence, library: Library) -> Group | None:
    """The section whose title has most of the words asked for: 减轻企业负担 for 给中小企业减轻负担."""
    words = [word for term in evidence.wanted for word in words_of(term.text) if len(word) > 1]
    best: tuple[float, Group] | None = None
    for key, path in dict.fromkeys(
        (candidate.passage.document.key, candidate.passage.section[:depth])
        for candidate in evidence.candidates
        for depth in range(len(candidate.passage.section), 0, -1)
    ):
        title = fold(path[-1])
        pairs = [word[at : at + 2] in title for word in words for at in range(len(word) - 1)]
        told = sum(pairs) / len(pairs) if pairs else 0.0
        if sum(pairs) < _FEWEST_PAIRS or told < _OPENED or (best is not None and told <= best[0]):
            continue
        if (group := group_at(library, key, path)) is not None:
            best = told, group
    return best[1] if best is not None else None


def _documents(evidence: Evidence, library: Library) -> list[Document]:
    """The newest documents of the region, series and issue asked for."""
    question = evidence.question
    fitting = [
        document
        for document in library.documents()
        if (not question.regions or document.masthead.region in question.regions)
        and (not question.series or document.masthead.series in question.series)
        and (not question.issue or document.masthead.issue == question.issue)
    ]
    return fitting[:_NEWEST]


def _carried(group: Group, wanted: Sequence[Term], *, listing: bool) -> bool:
    """Whether the section as a whole carries every term, and as a `listing` its opening one of them."""
    text = [group.document.masthead.title, *group.path]
    text += [passage.paragraph.text[start:end] for passage, start, end in group.intro]
    text += [point.passage.paragraph.text[point.start : point.end] for point in group.points]
    whole = fold(" ".join(text))
    # A list is of what its heading or opening says; that an item speaks of it in passing makes it none.
    opening = fold(" ".join([*group.path, *(p.paragraph.text[start:end] for p, start, end in group.intro)]))
    if listing and max((term.within(opening) for term in wanted), default=0.0) < _OPENED:
        return False
    return carries([term.within(whole) for term in wanted], wanted)


def _named(evidence: Evidence, library: Library) -> Group | None:
    """“七大攻坚”是哪七项: a series that counts its items in its name is listed by the section with so many."""
    question = evidence.question
    count = question.count or next(filter(None, map(count_in, question.series)), None)
    if not question.series or count is None:
        return None
    for document in _documents(evidence, library):
        if (group := counted(library.passages(document.key), count)) is not None:
            return group
    return None


def count_in(name: str) -> int | None:
    """How many items a series counts in its name: 7 of 七大攻坚."""
    return next((value for character in name if (value := numeral(character))), None)


def counted(passages: Sequence[Passage], count: int) -> Group | None:
    """Of a document the section with so many points, first one of tasks; `count` is at least 2."""
    paths = dict.fromkeys(passage.section[:depth] for passage in passages for depth in (1, 2))
    groups = [group for path in paths if path and (group := group_in(passages, path))]
    fitting = [group for group in groups if len(group.points) == count]
    return min(fitting, key=lambda group: group.kind != "任务") if fitting else None


def group_at(library: Library, key: str, path: tuple[str, ...]) -> Group | None:
    """The points of the section at `path` of a document."""
    return group_in(library.passages(key), path)


def group_in(passages: Sequence[Passage], path: tuple[str, ...]) -> Group | None:
    """The points of the section at `path`: its 一是 … or bold titles, else the items one level below it."""
    inside = [p for p in passages if p.section[: len(path)] == path and p.paragraph.role != "tail"]
    own = [passage for passage in inside if passage.section == path and passage.paragraph.role == "body"]
    points = [point for passage in own for point in points_in(passage, first=passage is own[0])]
    if len(points) < 2:
        children: dict[str, Point] = {}
        for passage in inside:
            if len(passage.section) == len(path) + 1 and passage.section[-1] not in children:
                text = passage.paragraph.text
                title_end = len(passage.paragraph.lead) or len(text)
                children[passage.section[-1]] = Point(passage, 0, title_end, len(text))
        points = list(children.values())
    if len(points) < 2:
        return None
    first = points[0]
    intro = tuple(
        (passage, start, end)
        for passage in own
        for start, end in sentence_spans(passage.paragraph.text)
        if (passage.paragraph.number, end) <= (first.passage.paragraph.number, first.start)
        and (start, end) not in passage.paragraph.leads
    )
    return Group(inside[0].document, path, inside[0].kind, intro, tuple(points))


def points_in(passage: Passage, *, first: bool) -> list[Point]:
    """The run-in titles of a paragraph with their text; the one that opens the section's item is its heading."""
    paragraph = passage.paragraph
    leads = [lead for lead in paragraph.leads if not (first and lead[0] == 0 and not counting().match(paragraph.text))]
    starts = [start for start, _ in leads]
    ends = [*starts[1:], len(paragraph.text)]
    return [Point(passage, start, title_end, end) for (start, title_end), end in zip(leads, ends, strict=False)]
