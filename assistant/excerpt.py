"""Cut a sentence to the clauses that answer, and say the region and period that it leaves to its surroundings."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Candidate
from assistant.matching import Term
from corpus.folding import fold
from corpus.marks import mark_of
from corpus.periods import find_periods
from corpus.regions import find_regions

_CLAUSE = re.compile(r"[^，；,;]*[，；,;]?")
# A clause that goes on about the figure before it.
_GOES_ON = re.compile(
    r"^(?:同比|环比|分别|均|增长|下降|增速|增幅|降幅|排|居|位列|位居|高于|低于|快于|其中|占|比|较|带动|进度|扭转|实现|超|成交额|总金额|死亡|进口|出口|同期|降|增)"
)
# 分别提高 23.6、49.4 lines up with what was listed before it; 分别高于全国、全省 0.2、6.2 names its own.
_ALIGNED = re.compile(r"(?:分别|均)[\u4e00-\u9fff]{0,4}\d")
_LONGEST = 130
_NEAR = 50  # up to here the next clause with a number is shown too: 办理贷款8235户，实际放款101.66亿元
_SHORT = 60  # a sentence up to here is shown whole


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`candidate`'s paragraph text from `start` to `end`, shown as `text`: the same words, with year and place said."""

    candidate: Candidate
    start: int
    end: int
    text: str


def excerpt(candidate: Candidate, wanted: Sequence[Term], *, longest: int = _LONGEST, trimmed: bool = True) -> Excerpt:
    """
    The part of the sentence that answers, at most about `longest` characters.

    `trimmed` leaves out clauses that have nothing to do with the question even where they would fit.
    """
    text = candidate.passage.paragraph.text
    start, end = candidate.scope.start, candidate.scope.end
    start += _mark_length(text[start:end])
    if end - start > (_SHORT if trimmed else longest):
        start, end = _clauses(text, start, end, wanted, longest)
    end = _closed(text, start, end, candidate.scope.end)
    while end > start and text[end - 1] in "，；。、,; ":
        end -= 1
    return Excerpt(candidate, start, end, spoken(candidate, start, end))


def up_to_figure(part: Excerpt, counter: str) -> Excerpt:
    """The excerpt with the clauses behind it up to the first that has a number, of what is counted where that is told."""
    text, last = part.candidate.passage.paragraph.text, part.candidate.scope.end
    number = re.compile(rf"\d[\d.]*[万亿余多]{{0,2}}{re.escape(counter)}")
    if len(number.findall(text[part.end : last])) > 1 and counter:
        return part  # of several that are counted alike, the first is not surely the one meant
    for match in _CLAUSE.finditer(text, part.end + 1, last):
        if match.end() - part.start > _LONGEST:
            break
        if number.search(match[0]):
            end = match.end() if match[0][-1] not in "，；,;" else match.end() - 1
            return Excerpt(part.candidate, part.start, end, spoken(part.candidate, part.start, end).rstrip("。"))
    return part


def _closed(text: str, start: int, end: int, last: int) -> int:
    """A bracket that the cut has left open is taken in up to its end."""
    if text.count("（", start, end) > text.count("）", start, end):
        closing = text.find("）", end, last)
        if 0 <= closing - end <= _LONGEST:
            return closing + 1
    return end


def _mark_length(sentence: str) -> int:
    mark = mark_of(sentence)
    return mark.end if mark and mark.name != "——" else 2 if sentence.startswith("——") else 0


def _clauses(text: str, start: int, end: int, wanted: Sequence[Term], longest: int) -> tuple[int, int]:
    """From the first clause that carries a wanted term to the last, with what goes on about it."""
    spans = [(start + m.start(), start + m.end()) for m in _CLAUSE.finditer(text[start:end]) if m[0]]
    folded = [fold(text[first:last]) for first, last in spans]
    weights = [sum(term.weight * term.within(clause) for term in wanted) for clause in folded]
    if not any(weights):
        return start, min(end, start + longest)
    carrying = _carrying(folded, weights, wanted)
    first, last = carrying[0], carrying[-1]
    if spans[last][1] - spans[first][0] > longest:
        first = last = max(range(len(spans)), key=lambda position: weights[position])
    while last + 1 < len(spans) and _fits(spans, first, last + 1, longest):
        near = (
            longest > _NEAR * 2 and spans[last + 1][1] - spans[first][0] <= _NEAR and re.search(r"\d", folded[last + 1])
        )
        if not near and not _GOES_ON.match(folded[last + 1]):
            break
        last += 1
    # 比去年年底分别提高 23.6、49.4、42 个百分点 is only readable with all that it lists.
    ahead = next((p for p in range(last + 1, min(last + 4, len(spans))) if _ALIGNED.search(folded[p])), None)
    if ahead is not None and _fits(spans, first, ahead, longest):
        last = ahead
    if any(_ALIGNED.search(clause) for clause in folded[first : last + 1]):
        while first and re.search(r"\d", folded[first - 1]) and _fits(spans, first - 1, last, longest):
            first -= 1
    return spans[first][0], spans[last][1]


def _carrying(clauses: Sequence[str], weights: Sequence[float], wanted: Sequence[Term]) -> list[int]:
    """The clauses that carry the question: the heavy ones, and for every term the one that carries it best."""
    heaviest = max(weights)
    positions = {position for position, weight in enumerate(weights) if weight >= 0.5 * heaviest}
    for term in wanted:
        shares = [term.within(clause) for clause in clauses]
        if max(shares) >= 0.5:
            positions.add(shares.index(max(shares)))
    return sorted(positions)


def _fits(spans: Sequence[tuple[int, int]], first: int, last: int, longest: int) -> bool:
    return spans[last][1] - spans[first][0] <= longest + 20


def spoken(candidate: Candidate, start: int, end: int) -> str:
    """
    The words from `start` to `end`, with the year put before a bare 1-2月 and, where they are not said, place and period
    before the whole: 岳阳市2026年1-2月：….
    """
    text = candidate.passage.paragraph.text[start:end]
    scope, reference = candidate.scope, candidate.passage.document.reference
    mentions = [m for m in find_periods(text, reference=reference) if m.period.start != m.period.end]
    dated = any(mention.dated and mention.period in scope.periods for mention in mentions)
    bare = next((m for m in mentions if not m.dated and m.period in scope.periods), None)
    region = _region_label(candidate, text)
    period = ""
    if bare is not None:
        text = with_year(text, reference)
    elif not dated and scope.periods:
        own = {f.period.label for f in candidate.stated if f.period is not None and start <= f.start and f.end <= end}
        period = own.pop() if len(own) == 1 else scope.periods[0].label
    label = f"{region}{period}"
    if candidate.target and re.search(r"\d|翻番", text):
        year = f"{reference.year}年" if reference and not period and not dated and bare is None else ""
        told = re.search(r"目标|力争|计划|确保|预计", text) and not year
        label = f"{region}{period or year}" + ("" if told else "目标")
    return f"{label}：{text}" if label else text


def with_year(text: str, reference: datetime.date | None) -> str:
    """The text with the year said before its first bare period: 1-2月 -> 2026年1-2月; unchanged where one is said before."""
    for mention in find_periods(text, reference=reference):
        if mention.dated:
            return text
        if mention.period.start != mention.period.end:
            until = re.match(r"(?:截[至止]到?|到)", text[mention.start :])
            at = mention.start + (len(until[0]) if until else 0)
            return f"{text[:at]}{mention.period.start.year}年{text[at:]}"
    return text


def _region_label(candidate: Candidate, text: str) -> str:
    """The region of the sentence when its words do not name it."""
    if len(candidate.scope.regions) != 1:
        return ""
    region = candidate.scope.regions[0]
    if any(mention.region.name == region for mention in find_regions(text)):
        return ""
    return region
