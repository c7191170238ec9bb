"""Of which region and which period each sentence of a paragraph speaks, said in it or carried into it."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.bulletin import Paragraph, Period
from corpus.marks import is_chapter
from corpus.periods import PeriodMention, find_periods
from corpus.regions import Region, find_regions, gazetteer, resolve_own

_LONGEST_SENTENCE = 1_500
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?[”’）)]*")
_OWN = re.compile(r"(?:全|我|本)(?:市|县|区|州|省|国)")
# What may stand before a clause's subject: a period, 其中, 目前 …; anything else makes the region a bystander.
_BEFORE_SUBJECT = re.compile(
    r"^(?:[●▲■◆\-—*·\s、和与及]|其中|目前|截至目前|同时|此外|另外|预计|据统计|[一二三四五六七八九]是|[（(]?[一二三四五六七八九十\d]{1,3}[）).、])*$"
)
_BESIDE = ("与", "和", "及")
_CLAUSE_STOP = "，,。；：:！？"
# A period behind one of these is compared with, served or quoted, not reported: 比去年全年快, 较2月份上升, 为一季度“开门稳”.
_NOT_REPORTED = re.compile(r"(?:比|较|与|同|于|了|为|对|是|相较|《[^》]*|“[^”]*)$")
# What a region or period that is only compared with stands behind.
COMPARED = re.compile(r"(?:比|较|与|(?<![合会共不如协])同|高于|低于|快于|慢于|超过|相较)$")
# A sentence that goes on about the figure before it.
_GOES_ON = re.compile(r"^(?:其中|其|分别)")


@dataclass(frozen=True, slots=True)
class Scope:
    """
    One sentence, `text[start:end]`, and what it speaks of.

    `regions` are its subjects (one, unless it lists several); `periods` those it reports, or the one carried into it,
    and `own_period` tells whether its own words say so; `mentions` are all periods in it, compared ones and days too.
    """

    start: int
    end: int
    regions: tuple[str, ...]
    own_region: bool
    periods: tuple[Period, ...]
    own_period: bool
    mentions: tuple[PeriodMention, ...]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """
    The sentences of `text` as spans that join up to it; 。！？； end one, closing quotes included.

    What goes on for longer than any real sentence is cut at a comma: reading a sentence costs more than its length.
    """
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > _LONGEST_SENTENCE:
            cut = max(text.rfind(stop, start, start + _LONGEST_SENTENCE) for stop in "，,、") + 1
            spans.append((start, cut if cut > start else start + _LONGEST_SENTENCE))
            start = spans[-1][1]
        if start < end:
            spans.append((start, end))
    return spans


@lru_cache(maxsize=8192)
def scopes(
    paragraph: Paragraph, *, reference: datetime.date | None, headings: tuple[str, ...] = ()
) -> tuple[Scope, ...]:
    """
    The scope of each sentence; `reference` is the bulletin's day, from which years left unsaid are counted.

    Below a chapter such as 2024年工作回顾 what says no period is of that year; `headings` are the titles above.
    """
    chapter = chapter_period(headings)
    text = paragraph.text
    result: list[Scope] = []
    governing: Period | None = None
    carried: tuple[Period, ...] = ()
    leads = {start for start, _ in paragraph.leads}
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if any(start <= lead < end for lead in leads):
            governing, carried = None, ()  # a new run-in title begins a new subject
        mentions = tuple(find_periods(sentence, reference=reference))
        own = tuple(mention for mention in mentions if reports(sentence, mention))
        goes_on = bool(_GOES_ON.match(sentence)) or (start > 0 and text[start - 1] == "；")
        if own and ((_governs(sentence, own[0]) and not goes_on) or (start, end) in paragraph.leads):
            governing = own[0].period
        elif any(mention.period != governing for mention in own) or any(_is_day(mention) for mention in mentions):
            governing = None  # another time has been spoken of since; what follows is not told
        if own:
            carried = tuple(dict.fromkeys(mention.period for mention in own))
        elif not (goes_on and carried):
            default = governing or chapter
            carried = (default,) if default else ()
        regions = subjects(sentence, home=paragraph.region)
        result.append(
            Scope(
                start=start,
                end=end,
                regions=tuple(region.name for region in regions) or ((paragraph.region,) if paragraph.region else ()),
                own_region=bool(regions),
                periods=carried,
                own_period=bool(own),
                mentions=mentions,
            )
        )
    return tuple(result)


def reports(sentence: str, mention: PeriodMention) -> bool:
    """A single day dates an event, not a figure; 截至… counts from the year's beginning and does."""
    period = mention.period
    return period.start != period.end and not _NOT_REPORTED.search(sentence[: mention.start])


def chapter_period(headings: tuple[str, ...]) -> Period | None:
    """The year that the chapter above reports: 2024年工作回顾."""
    for heading in reversed(headings):
        if is_chapter(heading):
            return next((m.period for m in find_periods(heading, reference=None) if m.period.basis == "年度"), None)
    return None


def _is_day(mention: PeriodMention) -> bool:
    return mention.period.start == mention.period.end


def _governs(sentence: str, mention: PeriodMention) -> bool:
    """`1-2月，` at the head of a sentence holds for those that follow it, until a new title or period."""
    head = sentence[: mention.start].strip("●▲■◆-—*· ")
    return not head and sentence[mention.end : mention.end + 1] in ("，", ",")


def subjects(sentence: str, *, home: str | None) -> list[Region]:
    """The regions a sentence is about: those that open a clause, not the ones compared with or travelled to."""
    return list({region.name: region for _, _, region in subject_mentions(sentence, home=home)}.values())


def subject_mentions(sentence: str, *, home: str | None) -> list[tuple[int, int, Region]]:
    """Where the regions that a sentence is about are named in it: (start, end, region), in order."""
    found: list[tuple[int, int, Region]] = []
    periods = [(mention.start, mention.end) for mention in find_periods(sentence, reference=datetime.date(2000, 1, 1))]
    named = find_regions(sentence)
    spans = [(mention.start, mention.end) for mention in named]
    mentions = [(mention.start, mention.end, mention.region) for mention in named]
    mentions += [
        (*match.span(), region) for match in _OWN.finditer(sentence) if (region := resolve_own(match[0], home))
    ]
    for start, end, region in sorted(mentions, key=lambda item: item[0]):
        clause = max((sentence.rfind(stop, 0, start) for stop in _CLAUSE_STOP), default=-1) + 1
        before = sentence[clause:start]
        for other_start, other_end in [*periods, *spans]:
            if clause <= other_start and other_end <= start:
                before = before.replace(sentence[other_start:other_end], "")
        # 与河南某企业合作: who is met is no subject, unless regions are listed: 长沙和株洲.
        beside = before in _BESIDE and not (found and found[-1][0] >= clause)
        if _BEFORE_SUBJECT.match(before) and not beside and region.name in gazetteer():
            found.append((start, end, region))
    return found
