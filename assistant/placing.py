"""Where and when: the regions and periods of a question, those it is set against, and 上个月 counted from the newest issue."""

import datetime
import re
from dataclasses import replace

from assistant.asking import phrases
from assistant.question import WHOLE
from corpus.bulletin import Period
from corpus.periods import PeriodMention, find_periods
from corpus.regions import find_regions, resolve_own
from corpus.scope import COMPARED

_OWN_REGION = re.compile(r"(?:全|我|本)(?:市|县|区|州|省|国)")
_AGAINST = re.compile(r"(?:比|较|高于|低于|快于|慢于|超过|相较于?)$")
_BODIES = ("委", "长")  # 市委, 市长
_BETWEEN = re.compile("[省市县区州]和")  # 市区和县里 is no 和县
_RANK_SCOPE = re.compile(r"(?:在|排|居|位列|列|占)$")


def dated(plain: str, today: datetime.date | None) -> tuple[str, tuple[str, ...]]:
    """The question in the bulletins' words, with 上个月 counted from the newest issue, and a sentence that says so."""
    notes: list[str] = []
    for word, said in phrases()["colloquial"].items():
        plain = re.sub(word, said, plain)
    for word, months in phrases()["relative"].items() if today else ():
        if not (match := re.search(word, plain)):
            continue
        assert today is not None
        end = today.replace(day=1) - datetime.timedelta(days=1) if months else today
        if months == 3:
            end = (
                end.replace(month=(today.month - 1) // 3 * 3)
                if today.month > 3
                else today.replace(year=today.year - 1, month=12)
            )
            said = f"{end.year}年{'一二三四'[end.month // 3 - 1]}季度"
        else:
            said = f"{end.year}年{end.month}月"
        plain = plain[: match.start()] + said + plain[match.end() :]
        notes.append(f"“{match[0]}”按资料中最新一期（{today.year}年{today.month}月）推算为{said}。")
    return plain, tuple(notes)


def regions_in(plain: str, home: str | None) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
    """The regions asked about, those compared with (比全省), and the spans of all of them."""
    mentions = [
        (mention.start, mention.end, mention.region.name)
        for mention in find_regions(plain)
        if not _BETWEEN.match(plain[mention.start - 1 : mention.start + 1])
    ]
    # 云溪…比全市: the city of the county asked about; without one, the region of the questions' own place.
    inner = next((name for _, _, name in mentions), home)
    for match in _OWN_REGION.finditer(plain):
        region = resolve_own(match[0], home) or resolve_own(match[0], inner)
        if region is not None:
            mentions.append((match.start(), match.end(), region.name))
    # 岳阳市委书记: the last character belongs to the post as well.
    taken = [
        (start, end - 1 if plain[end : end + 1] in _BODIES and plain[end - 1] in "省市县区州" else end)
        for start, end, _ in mentions
    ]
    asked: dict[str, None] = {}
    compared: dict[str, None] = {}
    end_of_compared = 0
    for start, end, name in sorted(mentions):
        before, after = plain[:start], plain[end:]
        if _RANK_SCOPE.search(before) or re.match(r"(?:第几|排名|排第|位列)", after):
            continue  # 在全省排第几: the scope of a rank
        if _AGAINST.search(before) or (end_of_compared and re.fullmatch("[、和与及]", plain[end_of_compared:start])):
            compared[name] = None
            end_of_compared = end
        else:
            asked[name] = None
    for name in asked:
        compared.pop(name, None)
    return tuple(asked), tuple(compared), taken


def periods_in(
    plain: str, today: datetime.date | None
) -> tuple[tuple[Period, ...], tuple[Period, ...], list[tuple[int, int]]]:
    """The periods asked for, those to compare with, and the spans of all of them."""
    mentions = find_periods(plain, reference=today)
    meant = [mention for mention in mentions if not COMPARED.search(plain[: mention.start])]
    # 2026年岳阳市一季度 names one period, not two.
    after = [*meant[1:], None]
    meant = [mention for mention, other in zip(meant, after, strict=False) if not _parted(plain, mention, other)]
    asked = [_whole(plain, mention, _past(mention, today)) for mention in meant]
    against = [mention.period for mention in mentions if COMPARED.search(plain[: mention.start])]
    spans = [(mention.start, mention.end) for mention in mentions]
    return tuple(dict.fromkeys(asked)), tuple(dict.fromkeys(against)), spans


def _past(mention: PeriodMention, today: datetime.date | None) -> Period:
    """A bare 上半年 asked in April means last year's: no figure is told before its months are over."""
    period = mention.period
    over = today is None or (period.end.year, period.end.month) <= (today.year, today.month)
    if mention.dated or over or today is None:
        return period
    last_year = today.replace(year=today.year - 1, month=12, day=31)
    return find_periods(period.label[5:], reference=last_year)[0].period


def _whole(plain: str, mention: PeriodMention, period: Period) -> Period:
    """2025年全年 is told only by a figure of the whole year."""
    said = "全年" in plain[mention.start : mention.end + 2] and not re.match(
        phrases()["wants"]["no_whole"], plain[mention.end :]
    )
    return replace(period, label=f"{period.label}{WHOLE}") if said and WHOLE not in period.label else period


def _parted(plain: str, year: PeriodMention, after: PeriodMention | None) -> bool:
    """Whether a year and the months that belong to it only stand apart because the region stands between them."""
    if after is None or year.period.basis != "年度" or after.dated:
        return False
    between = plain[year.end : after.start]
    return len(between) <= 8 and not re.search(r"[,，。;；?]", between)


def month_of(period: Period) -> Period:
    """7月底谁带队 means the month: a day on which stocks are counted has no events."""
    return replace(period, start=period.end.replace(day=1)) if period.label.startswith("截至") else period
