"""As many things as the question counts: three in a row in one sentence (甲、乙、丙3大产业), or three run-in titles behind it."""

import re
from collections.abc import Iterator

from assistant.answers.points import Group, group_at, listed, points_in
from assistant.draft import Draft
from assistant.evidence import Candidate, Evidence
from assistant.excerpt import Excerpt, spoken
from corpus.folding import fold
from corpus.numerals import numeral
from index.library import Library

_LONGEST = 200
_LEAST = 0.5  # of the question, carried by a sentence that has the very number of things
_NUMBER = r"(?<![\d.])(\d{1,2}|[一二三四五六七八九十]{1,3})"
_SEGMENT = re.compile(r"[^，；。：！？（）“”]+")
_LAST = re.compile(r"[和与及]")


def answer(evidence: Evidence, library: Library) -> Draft | None:
    """The draft, or None where no sentence that carries the question tells exactly so many, or what a name stands for."""
    question, wanted = evidence.question, evidence.wanted
    if (explained := _explained(evidence)) is not None:
        return explained
    if question.count is None or question.count < 2:
        return None
    # Those that say the very number of the very things (3大优势产业) come first, however little else they carry.
    named = {one for one in evidence.candidates if wanted and _counts(one.text, question.count, wanted[-1].text)}
    fitting = [one for one in evidence.candidates if one in named or one.coverage.total(wanted) >= _LEAST]
    fitting.sort(key=lambda one: (one not in named, -one.coverage.total(wanted), -one.rank, one.place))
    for candidate in fitting:
        if _counts(candidate.text, question.count) and (part := _row(candidate, question.count)) is not None:
            return _quoted(part)
        if (group := _behind(candidate, library, question.count)) is not None:
            return listed(group, evidence)
    return None


def _quoted(part: Excerpt) -> Draft:
    draft = Draft()
    draft.quote(part)
    return draft


def _explained(evidence: Evidence) -> Draft | None:
    """“256”（两类资金、五类资产、六类资源）: a bracket behind the very words that were asked for, where nothing else was."""
    if len(evidence.wanted) != 1:
        return None
    name = re.compile(rf"{re.escape(evidence.wanted[0].text)}[”\"]?[（(][^（）()]*、[^（）()]*[）)]")
    for candidate in evidence.candidates:
        if match := name.search(fold(candidate.text)):
            start = candidate.scope.start + candidate.text.rfind("，", 0, match.start()) + 1
            end = candidate.scope.start + match.end()
            return _quoted(Excerpt(candidate, start, end, spoken(candidate, start, end)))
    return None


def _counts(sentence: str, count: int, of: str = "") -> bool:
    """Whether the sentence says the number, `of` such things: 3大优势产业, 三个, “六项”."""
    things = f"[大个项类种条]?{re.escape(of)}" if of else r"(?=[\u4e00-\u9fff])"
    return any(numeral(match[1]) == count for match in re.finditer(_NUMBER + things, fold(sentence)))


def _row(candidate: Candidate, count: int) -> Excerpt | None:
    """The clause, or two, in which so many stand in a row."""
    text = candidate.text
    if not any(number == count for number in _rows(text)):
        return None
    start, end = candidate.scope.start, candidate.scope.end
    if end - start > _LONGEST:
        clauses = [m for m in re.finditer(r"[^，；。]+", text) if any(number == count for number in _rows(m[0]))]
        start, end = candidate.scope.start + clauses[0].start(), candidate.scope.start + clauses[-1].end()
    shown = candidate.passage.paragraph.text[start:end].rstrip("。；，")
    return Excerpt(candidate, start, start + len(shown), spoken(candidate, start, start + len(shown)))


def _rows(text: str) -> Iterator[int]:
    """How many stand in each row of the text; 甲、乙和丙 are two or three."""
    for match in _SEGMENT.finditer(text):
        items = match[0].split("、")
        if len(items) > 1:
            yield len(items)
            if _LAST.search(items[-1]):
                yield len(items) + 1


def _behind(candidate: Candidate, library: Library, count: int) -> Group | None:
    """The section of the sentence, or the rest of its paragraph, where it has so many run-in titles."""
    passage = candidate.passage
    group = group_at(library, passage.document.key, passage.section) if passage.section else None
    if group is not None and len(group.points) == count:
        return group
    points = tuple(p for p in points_in(passage, first=False) if p.start >= candidate.scope.end)
    if len(points) != count:
        return None
    return Group(passage.document, passage.section, passage.kind, (), points)
