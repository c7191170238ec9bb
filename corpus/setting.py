"""When and where: the period and the region that stand around a figure and hold for it."""

import datetime
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.bulletin import Bulletin, Paragraph, Period, PeriodSource
from corpus.folding import fold
from corpus.marks import is_chapter
from corpus.periods import PeriodMention
from corpus.predicates import masked
from corpus.quantities import find_quantities
from corpus.regions import Region, RegionMention, contains, find_regions
from corpus.scope import Scope, chapter_period, reports, subject_mentions
from corpus.wording import FIGURE, either, words

_STOPS = ",;。:!?"
LOOK_BACK = 400  # characters; no sentence of a bulletin keeps an aim open for longer
_OPENING = 12  # characters in which a paragraph names whom it is about
_EARLY = 2  # up to this month 全年 may still be the year before
_YEARS = re.compile(r"(?<!\d)(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Setting:
    """
    What a document and its headings say of all figures below them.

    `plan`: a 方案 sets aims; `coming`: the half of a work report that speaks of the year ahead; `year` the year that a plan's
    undated aims are for, None where the document never names it; `chapter` the year that the chapter above reports.
    """

    reference: datetime.date | None
    plan: bool
    coming: bool
    year: Period | None
    chapter: Period | None = None


def setting_of(bulletin: Bulletin, headings: tuple[str, ...], kind: str) -> Setting:
    """The setting of the paragraphs below `headings`, in a section of `kind`."""
    reference = bulletin.reference
    plan = bulletin.masthead.genre in ("方案", "通知")
    chapter = next((heading for heading in reversed(headings) if is_chapter(heading)), "")
    years = _YEARS.findall(fold(chapter))
    coming = bulletin.masthead.genre == "报告" and reference is not None and str(reference.year) in years
    return Setting(
        reference,
        plan,
        coming or (kind == "目标" and not years),
        _own_year(bulletin) if plan else None,
        chapter_period(headings),
    )


def _whole_year(setting: Setting, carried: Period | None) -> Period | None:
    """The year that 全年 means: that of the chapter or sentence before, else the document's; unsure early in a year."""
    if (known := carried or setting.chapter) is not None:
        return _year_end(known.end.year)
    if setting.year is not None or setting.reference is None:
        return setting.year
    return _year_end(setting.reference.year) if setting.coming or setting.reference.month > _EARLY else None


@cache
def _year_end(year: int) -> Period:
    return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), f"{year}年", "年度")


def _own_year(bulletin: Bulletin) -> Period | None:
    """The year that a plan is for: that of its date, if its own sentences name that year too."""
    if bulletin.reference is None:
        return None
    year = bulletin.reference.year
    named = tuple(f"{year}{word}" for word in words()["years"]["planned"])
    body = (paragraph.text for paragraph in bulletin.paragraphs if paragraph.role == "body")
    return _year_end(year) if any(word in text for text in body for word in named) else None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One sentence with its scope, mask, period mentions and subject regions; answers for any position in it."""

    text: str
    mask: str
    scope: Scope
    setting: Setting
    home: str | None  # the paragraph's region, None where its first words have put it in doubt
    opening: str
    carried: Period | None
    regions: tuple[tuple[int, int, Region], ...]
    governing: tuple[PeriodMention, ...]

    def skipped(self, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of periods and subject regions around a stretch: no part of a name that they stand ahead of."""
        found = [(mention.start, mention.end) for mention in self.scope.mentions]
        found += [(first, last) for first, last, _ in self.regions if not self.text.startswith("本", first)]
        return [(first, last) for first, last in found if first < end and start < last]

    def clause_start(self, position: int) -> int:
        """Where the clause around `position` begins."""
        return max(self.mask.rfind(stop, 0, position) for stop in _STOPS) + 1

    def clause_end(self, position: int) -> int:
        """Where the clause around `position` ends."""
        return min((found for stop in _STOPS if (found := self.mask.find(stop, position)) >= 0), default=len(self.mask))

    def period(self, start: int, end: int) -> tuple[Period | None, PeriodSource | None]:
        """The period of a figure whose saying stands at `start:end`, and who says it."""
        before = [one for one in self.governing if one.start < end and not self._aside(one.start, start)]
        if before:
            return before[-1].period, "sentence"
        own = [
            mention
            for mention in self.scope.mentions
            if self.clause_start(start) <= mention.start < self.clause_end(end)
            and not self._aside(mention.start, start)
            and (reports(self.text, mention) or (mention.start > start and self.text[mention.start - 1] in "于在"))
        ]
        if own:
            return own[-1].period, "sentence"
        return (self.carried, "carried") if self.carried is not None else (None, None)

    def _aside(self, position: int, start: int) -> bool:
        """Whether `position` stands in a bracket that `start` does not stand in."""
        opened = self.mask.rfind("(", 0, position)
        closed = self.mask.find(")", position)
        return opened >= 0 and closed >= 0 and ")" not in self.mask[opened:position] and not opened < start < closed

    def regions_at(self, start: int) -> tuple[str | None, ...]:
        """
        The regions that a figure of a noun at `start` is of: the last subject named before it.

        Several that stand right before the noun share its figure (襄阳、宜昌经济总量突破…); a total of several
        (甲县、乙县共5个) and what follows a clause on several is the home region's. A region named in an earlier clause
        without a figure (某市获批试点，新增平台5家) may or may not be the subject: None, which answers no question.
        """
        before = [mention for mention in self.regions if mention[0] < start]
        if not before:
            return (self.home,)
        clause = self.clause_start(before[-1][0])
        end = self.clause_end(before[-1][1])
        goes_on = end >= start or end == before[-1][1] or FIGURE in self.mask[before[-1][1] : end]
        clause = max(clause, self.mask.rfind(FIGURE, 0, before[-1][0]) + 1)  # 甲县1所、乙县2所: the 2 are of the last
        names = tuple(dict.fromkeys(region.name for first, _, region in before if first >= clause))
        if len(names) == 1:
            return names if goes_on or names[0] == self.home else (None,)
        shared = before[-1][1] == start and not self.text.startswith(tuple(words()["names"]["totals"]), start)
        return names if shared else (self.home,)


def surroundings(
    paragraph: Paragraph, scope: Scope, mask: str, setting: Setting, carried: Period | None
) -> Surroundings:
    """What holds in the sentence of `scope`; `carried` is the period that governs it from before."""
    text = paragraph.text[scope.start : scope.end]
    home = paragraph.region if scope.start == 0 or _at_home(paragraph) else None
    opened = paragraph.text.rfind("。", 0, scope.start) + 1
    opening = paragraph.text[max(opened, scope.start - LOOK_BACK) : scope.start]
    regions = tuple(
        mention
        for mention in subject_mentions(text, home=paragraph.region)
        if text[mention[1] : mention[1] + 1] not in ("“", "《")
    )
    listed = tuple(
        (mention.start, mention.end, mention.region)
        for mention in find_regions(text)
        if _lists(mask, mention) and all(one[0] != mention.start for one in regions)
    )
    regions = tuple(sorted((*regions, *listed), key=lambda one: one[0]))  # 甲市7.1%、乙市6.8%
    return Surroundings(
        text=text,
        mask=mask,
        scope=scope,
        setting=setting,
        home=home,
        opening=masked(opening, find_quantities(opening)),
        carried=carried,
        regions=regions,
        governing=tuple(_governing(text, mask, scope, regions, _whole_year(setting, carried))),
    )


def _lists(mask: str, mention: RegionMention) -> bool:
    """Whether a region is one of several with a figure each: 甲市7.1%、乙市6.8%; 分别为甲县1所、乙县2所; （甲区60个、乙区40个）."""
    if re.search(rf"{FIGURE}、$", mask[: mention.start]):
        return True
    return mask.startswith(FIGURE, mention.end) and _opens_list().search(mask[: mention.start]) is not None


@cache
def _opens_list() -> re.Pattern[str]:
    moves = words()["moves"]
    return re.compile(rf"(?:{either(moves['each'])})(?:{either(moves['after_verb'])})?$|[(:]$")


@lru_cache(maxsize=4096)
def _at_home(paragraph: Paragraph) -> bool:
    """Whether what says no region in the paragraph is its own region's: not where it opens with a region within."""
    first = subject_mentions(paragraph.text[:_OPENING], home=paragraph.region)
    opens = bool(first) and not paragraph.text[: first[0][0]].strip("●▲■◆-—*· ")
    return not opens or paragraph.region is None or contains(first[0][2].name, paragraph.region)


def _governing(
    text: str,
    mask: str,
    scope: Scope,
    regions: tuple[tuple[int, int, Region], ...],
    year: Period | None,
) -> list[PeriodMention]:
    """The periods that open a clause: they hold from there on; 2025年专项债项目 in its middle only names something."""
    head = re.compile(rf"(?:{either(words()['aims']['openers'])}|[{re.escape(fold('●▲■◆*-—·“、'))}])*")
    found: list[PeriodMention] = []
    whole = [
        PeriodMention(*match.span(), year, dated=False)
        for match in re.finditer(words()["years"]["whole"], text)
        if year is not None and not any(mention.start <= match.start() < mention.end for mention in scope.mentions)
    ]
    for mention in sorted((*scope.mentions, *whole), key=lambda one: one.start):
        if not reports(text, mention):
            continue
        clause = max(mask.rfind(stop, 0, mention.start) for stop in _STOPS) + 1
        before = mask[clause : mention.start]
        for first, last, _ in regions:
            if clause <= first and last <= mention.start:
                before = before.replace(fold(text[first:last]), "")
        attributive = (
            mention.dated
            and mention.period.basis == "年度"
            and mask[mention.end : mention.end + 1] not in (",", "，", "")
            and found
            and found[-1].period.basis != "年度"
        )
        if head.fullmatch(before) and not attributive:
            found.append(mention)
    return found
