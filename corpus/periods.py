"""The periods a text names: 1-7月, 一季度, 上半年, 截至3月底, 2025年, 去年同期 -> `Period`."""

import calendar
import datetime
import re
from dataclasses import dataclass

from corpus.bulletin import Basis, Period
from corpus.folding import fold
from corpus.numerals import numeral

_YEAR = (
    r"(?:(?P<year>(?:19|20)\d{2}|(?<![\d.近前第])2\d(?=年(?!来|以上|以内|期))|二[〇○零][〇○零一二三四五六七八九]{2})年度?(?![后内]|前(?![一二三四五六七八九十两\d]))"
    r"|(?P<relative>今年|本年|当年|去年|(?<![网线路])上年|前年|明年)(?:度(?!假))?)?"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
# The 3 of 13月 and the 5 of 12.5月 are no months.
_ALONE = r"(?<![\d.])"
_TO = r"(?:月份?)?(?:-{1,2}|至|到)"
_SINCE = r"(?P<since>以来)?"
_UNTIL = r"(?P<until>截至|截止到|截止至|截止|到|至)?"
_FORMS: tuple[tuple[str, str], ...] = (
    ("years", rf"(?P<first>(?:19|20)\d{{2}})年?{_TO}(?P<last>(?:19|20)\d{{2}})年"),
    ("range", rf"{_UNTIL}{_YEAR}{_ALONE}(?P<first>{_MONTH}){_TO}(?P<last>{_MONTH})月(?:份)?(?!\d*日)"),
    ("quarters", rf"{_YEAR}(?:前(?P<upto>[一二三123])个?季度|[一1]{_TO}(?P<upto2>[二三四234])季度)"),
    ("quarter", rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度(?:末|{_SINCE})"),
    ("months", rf"{_YEAR}(?:年)?[前头](?P<count>[一二三四五六七八九十两]{{1,2}}|\d{{1,2}})个?月"),
    (
        "half",
        rf"{_YEAR}(?P<half>上|下)半年{_SINCE}|{_YEAR.replace('year', 'year2').replace('relative', 'relative2')}半年度",
    ),
    (
        "day",
        rf"{_UNTIL}{_YEAR}{_ALONE}(?P<month>{_MONTH})月(?P<day>\d{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日",
    ),
    ("month", rf"{_UNTIL}{_YEAR}{_ALONE}(?P<month>{_MONTH})月(?P<tail>底|末|份|当月)?{_SINCE}(?!\d*日)"),
    ("end", rf"{_UNTIL}(?:{_YEAR[:-1]}|年)(?P<end>底|末)"),
    ("year", _YEAR[:-1] + r"(?P<since>以来|来(?=[，,]))?(?!同期|底|末)(?P<whole>全年)?"),
)
_PATTERNS = tuple((kind, re.compile(form)) for kind, form in _FORMS)
_OFFSETS = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """`text[start:end]` names `period`; `dated` tells that the words themselves give the year."""

    start: int
    end: int
    period: Period
    dated: bool


def find_periods(text: str, *, reference: datetime.date | None) -> list[PeriodMention]:
    """
    The periods named in `text`, in order.

    A year that is not said is taken from the nearest year said before it in the same text, else from `reference`;
    with neither, the mention is left out.
    """
    folded = fold(text)
    found: list[PeriodMention] = []
    candidates: list[tuple[int, int, str, re.Match[str]]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if match[0] and not any(match.start() < end and match.end() > start for start, end, _, _ in candidates):
                candidates.append((match.start(), match.end(), kind, match))
    said: int | None = None
    for start, end, kind, match in sorted(candidates, key=lambda candidate: candidate[0]):
        year, dated = _year(match, reference, said)
        if year is None:
            continue
        period = _period(kind, match, year, dated, reference, opens=not start or folded[start - 1] in "，。；,;：:")
        if period is None:
            continue
        # `2025年，` holds for what follows; `2025年下达的资金` says nothing of the months after it.
        if dated and (kind not in ("year", "years") or folded[end : end + 1] in ("，", ",")):
            said = year
        found.append(PeriodMention(start, end, period, dated))
    return found


def year_before(period: Period) -> Period:
    """The same days a year earlier: 2026年1-2月 -> 2025年1-2月."""
    start = period.start.replace(year=period.start.year - 1)
    last = calendar.monthrange(period.end.year - 1, period.end.month)[1]
    ends_month = period.end.day == calendar.monthrange(period.end.year, period.end.month)[1]
    end = period.end.replace(year=period.end.year - 1, day=last if ends_month else min(period.end.day, last))
    return Period(start, end, re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), period.label), period.basis)


def _year(match: re.Match[str], reference: datetime.date | None, said: int | None) -> tuple[int | None, bool]:
    groups = match.groupdict()
    if len(groups.get("first") or "") == 4:  # 2023-2025年
        return int(groups["first"] or ""), True
    year, relative = groups.get("year") or groups.get("year2"), groups.get("relative") or groups.get("relative2")
    if year:
        value = int(year) if year.isdigit() else int("".join(str(numeral(character)) for character in year))
        return (value if value > 99 else 2000 + value), True
    if relative:
        return (reference.year + _OFFSETS[relative] if reference else None), True
    return (said if said is not None else reference.year if reference else None), False


def _number(text: str) -> int:
    value = numeral(text)
    if value is None:
        raise ValueError(f"{text} is no number")
    return value


def _last_day(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _period(
    kind: str, match: re.Match[str], year: int, dated: bool, reference: datetime.date | None, *, opens: bool
) -> Period | None:
    groups = match.groupdict()
    try:
        if kind == "day":
            day = datetime.date(year, _number(groups["month"]), _number(groups["day"]))
            if groups["until"] in ("截至", "截止", "截止到", "截止至") or (groups["until"] == "到" and opens):
                return _spell(datetime.date(year, 1, 1), day, "时点", f"截至{year}年{day.month}月{day.day}日")
            return Period(day, day, f"{year}年{day.month}月{day.day}日", "时点")
        if kind == "year":
            if groups.get("since"):
                end = reference if reference and reference.year == year else datetime.date(year, 12, 31)
                return Period(datetime.date(year, 1, 1), end, f"{year}年以来", "累计")
            return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), f"{year}年", "年度")
        if kind == "years":
            first_year, last_year = int(groups["first"]), int(groups["last"])
            return _forwards(
                datetime.date(first_year, 1, 1), datetime.date(last_year, 12, 31), "年度", f"{first_year}-{last_year}年"
            )
        if kind == "end":
            return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), f"{year}年底", "时点")
        first, last = _months(kind, groups)
        if not dated and reference and _belongs_to_last_year(kind, last, reference):
            year -= 1
        if groups.get("since"):
            end = reference if reference and reference.year == year else datetime.date(year, 12, 31)
            return _forwards(datetime.date(year, first, 1), end, "累计", f"{year}年{first}月以来")
        return _monthly(kind, groups, year, first, last)
    except ValueError:  # 13月, 2月30日: not a date, so not a period
        return None


def _months(kind: str, groups: dict[str, str | None]) -> tuple[int, int]:
    def number(name: str) -> int:
        return _number(groups[name] or "")

    if kind == "range":
        return number("first"), number("last")
    if kind == "quarters":
        return 1, 3 * number("upto" if groups["upto"] else "upto2")
    if kind == "quarter":
        return 3 * number("quarter") - 2, 3 * number("quarter")
    if kind == "months":
        return 1, number("count")
    if kind == "half":
        return (7, 12) if groups["half"] == "下" else (1, 6)
    return number("month"), number("month")


def _belongs_to_last_year(kind: str, last: int, reference: datetime.date) -> bool:
    """An issue of January or February that says 1-12月 or 下半年 reports the year before."""
    return kind in ("range", "quarters", "quarter", "half") and reference.month <= 2 and last >= 9


def _monthly(kind: str, groups: dict[str, str | None], year: int, first: int, last: int) -> Period:
    until = groups.get("until") in ("截至", "截止", "截止到", "截止至") or groups.get("tail") in ("底", "末")
    if kind == "month" and until:
        return _spell(datetime.date(year, 1, 1), _last_day(year, last), "时点", f"截至{year}年{last}月底")
    start, end = datetime.date(year, first, 1), _last_day(year, last)
    basis: Basis = "当月" if first == last else "累计"
    return _spell(start, end, basis, None)


def _forwards(start: datetime.date, end: datetime.date, basis: Basis, label: str) -> Period:
    if start > end:
        raise ValueError(f"{start} to {end} runs backwards")
    return Period(start, end, label, basis)


def _spell(start: datetime.date, end: datetime.date, basis: Basis, label: str | None) -> Period:
    """A period with its label in one wording, so that 一季度 and 1-3月 read alike."""
    if label is None:
        months = f"{start.month}月" if start.month == end.month else f"{start.month}-{end.month}月"
        label = f"{start.year}年{months}"
    return _forwards(start, end, basis, label)
