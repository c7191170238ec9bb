"""Question text -> what is asked: intent, regions, periods, indicators and subject words."""

import datetime
import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from assistant.contents import words_of
from assistant.persons import persons_of
from corpus.bulletin import Period
from corpus.folding import squeeze
from corpus.indicators import Indicator, IndicatorMention, find_indicators
from corpus.periods import PeriodMention, find_periods
from corpus.regions import find_regions, resolve_own
from corpus.scope import COMPARED

Intent = Literal[
    "opinion", "exists", "summary", "series", "attain", "units", "compare",
    "masthead", "who", "duty", "how", "list", "when", "figure", "other",
]  # fmt: skip
Level = Literal["省", "市", "县"]
_OWN_REGION = re.compile(r"(?:全|我|本)(?:市|县|区|州|省|国)")
_AGAINST = re.compile(r"(?:比|较|高于|低于|快于|慢于|超过|相较于?)$")
_BODIES = ("委", "长")  # 市委, 市长
_RANK_SCOPE = re.compile(r"(?:在|排|居|位列|列|占)$")
_ISSUE = re.compile(r"第([0-9]{1,4}|[一二三四五六七八九十]{1,3})期")
_HOW_MANY = re.compile(
    r"(?<!第)哪?(?:多少|几)(?:大|个(?!百分)|家|项(?!目)|场次|场|次|起|人次|人|名|位|所|笔|单|件|套|座|台|辆|亩|户|公里|羽|吨|天|年|岁|批)?"
)
_AND = re.compile(r"(?<=[^\0]{2})(?:或者?|以及|[和与及])(?=[^\0美谐平解睦]{2})")
_COUNT = re.compile(
    r"哪?([一二三四五六七八九十]{1,2}|\d{1,2})(?:个方面|大方面|项(?!目)|大(?!行动|攻坚)|个(?!百分)|类|招|步|件|条|方面|种|点(?=要求|意见|建议|部署|体会|$))"
)
# 哪几个工程, 哪些平台: what the things asked for are called.
_HEAD = re.compile(
    r"(?:哪(?:几|些|[一二三四五六七八九十]|\d{1,2})|几|多少)(?:个|项|大|类|种|条|家|所|座)?([\u4e00-\u9fff]{2,4})"
)
# 早稻育秧和翻耕哪个进度快: the things set beside each other, up to the word that asks.
_BESIDE = re.compile(
    r"([^\0，,。？?里中]+(?:[和与跟及、][^\0，,。？?和与跟及、]+?)+?)[，,]?(?:的)?(?:哪|谁|相比|相差|对比|各|分别|差(?:多|几|了))"
)
_COUNTER = re.compile(r"(?:多少|几)(?:个)?(人|家|条|笔|起|吨|亩|户|套|所|公里|场|次|件|座|辆|台|单|项|名|万人|批)")
_BETWEEN = re.compile(r"[和与跟及、]")
# How many characters may narrow an indicator's name.
_LONGEST_MORE = 10
_SHORTEST = 2
WHOLE = "全年"
PLACES = "地方"  # what 在哪里 asks for
# Amounts and shares in a question are thresholds (破6万亿了吗), no words to look for.
_AMOUNT = re.compile(r"(?<![a-z0-9+.第])\d+(?:\.\d+)?(?:%|[万亿]+(?:美?元|人次?|吨|亩|户|家|个)?)")
_YEAR_BEFORE = re.compile(r"(?<![比较与同])(?:去年|上年)同期(?!.{0,3}(?:相比|比))")
_ELLIPTIC = re.compile(r"^(?:那|那么|他们|它|其|该|这|上述|同期|去年同期)|呢[？?，,]|呢$|^.{0,6}[？?]$")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the things set side by side: its `own` words, and those `ahead` or `behind` that it shares with the others."""

    own: str
    ahead: str = ""
    behind: str = ""

    @property
    def name(self) -> str:
        """The thing in full."""
        return f"{self.ahead}{self.own}{self.behind}"


@dataclass(frozen=True, slots=True)
class Question:
    """
    A question that has been read.

    `regions` are full names; `compared` are regions and `against` periods that it is to be set against; `subjects` the words left when
    regions, periods, indicators and function words are taken out, `quoted` those set in quotation marks, `verbs` common
    ones that only tell apart what else is equal (完成 and 落实); `persons` whom it names; `head` what the things
    asked for are called (哪几个工程); `unit` the unit asked for. `growth` and `level` tell which
    of the two is to be compared, `lowest` that the last is looked for, `which` that one of
    several is, `places` the level of the regions ranked (哪个县);
    `year_before` asks for the same period a year earlier (去年同期呢); `notes` say how a relative period was taken; `own` is the
    region that most documents are of: of figures that fit alike, its own are meant. `doubtful` words may be meant as any of `choices`.
    """

    text: str
    intent: Intent
    regions: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    subjects: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    issue: str | None = None
    count: int | None = None
    target: bool = False
    actual: bool = False
    latest: bool = False
    unit: str | None = None
    elliptic: bool = False
    quoted: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    head: str = ""
    asks: int = 0
    counter: str = ""
    roles: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    verbs: tuple[str, ...] = ()
    compared: tuple[str, ...] = field(default=())
    against: tuple[Period, ...] = ()
    growth: bool = False
    level: bool = False
    lowest: bool = False
    which: bool = False
    places: Level | None = None
    year_before: bool = False
    notes: tuple[str, ...] = ()
    own: str | None = None
    doubtful: str = ""
    choices: tuple[str, ...] = ()

    @property
    def names_subject(self) -> bool:
        """Whether it says what it is about, beyond where and when."""
        return bool(self.indicators or self.subjects or self.persons)

    @property
    def of_events(self) -> bool:
        """Whether it asks for what happened, as against a figure of exactly these days."""
        return self.intent in ("who", "when", "list", "how", "duty")


@cache
def _data() -> dict[str, Any]:
    with Path(__file__).with_name("question.toml").open("rb") as file:
        return tomllib.load(file)


def asks_in(text: str) -> list[int]:
    """Where the words that ask (多少, 啥时候, 谁) end."""
    return [match.end() for match in re.finditer("|".join(_data()["wants"]["asks"]), text)]


def is_measure(word: str) -> bool:
    """Whether a word is the name of a measure: 产量, 周转量, 总投资."""
    return re.search(_data()["wants"]["measure"], word) is not None


def is_sum(word: str) -> bool:
    """Whether a word is the name of a measure that its sentence must say itself."""
    return re.search(_data()["wants"]["sum"], word) is not None


def money_words() -> tuple[str, ...]:
    """What asks for an amount of money."""
    return tuple(_data()["wants"]["money"])


@cache
def _intents() -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    return tuple((cast(Intent, name), re.compile("|".join(patterns))) for name, patterns in _data()["intent"].items())


@cache
def _wants(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()["wants"][name]))


@cache
def _stop() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What parts subject words wherever it stands, and what is only stripped from their ends."""

    def alternatives(name: str) -> str:
        return "|".join(re.escape(word) for word in sorted(_data()["stop"][name], key=len, reverse=True))

    ends = rf"^(?:(?!{alternatives('kept')})(?:{alternatives('leading')}))+|(?:{alternatives('trailing')})+$"
    return re.compile(rf"(?P<whole>{alternatives('whole')})|{alternatives('anywhere')}"), re.compile(ends)


def _subjects(rest: str, quoted: tuple[str, ...] = ()) -> tuple[str, ...]:
    anywhere, ends = _stop()
    rest = _HOW_MANY.sub("\0", rest)
    parts = re.split(r"\0+", _AND.sub("\0", anywhere.sub(lambda match: match["whole"] or "\0", rest)))
    words = (word if word in quoted else _trimmed(word, ends) for word in parts)
    return tuple(dict.fromkeys(word for word in words if len(word) > 1))


def understand(
    text: str,
    *,
    today: datetime.date | None,
    home: str | None = None,
    series: tuple[str, ...] = (),
    names: Collection[str] = (),
    persons: Collection[str] = (),
) -> Question:
    """
    Read a question. `today` is the day of the newest issue, from which 今年 counts; `home` the region 全省 is told by;
    `series` are the names that bulletins of the library go by (开局八好), `names` what its figures are of, `persons` whom it
    may name.
    """
    plain, notes = _dated(squeeze(text), today)
    named = tuple(name for name in series if name in plain)
    regions, compared, taken = _regions(plain, home)
    periods, against, period_spans = _periods(plain, today)
    indicators = [mention for mention in find_indicators(plain) if not _narrowed(plain, mention, names)]
    rest = list(plain)
    for start, end in [*taken, *period_spans]:
        rest[start:end] = "\0" * (end - start)
    bare = "".join(rest)
    for start, end in [*((mention.start, mention.end) for mention in indicators)]:
        rest[start:end] = "\0" * (end - start)
    for name in named:
        for match in re.finditer(re.escape(name), plain):
            rest[match.start() : match.end()] = "\0" * len(name)
    people = persons_of("".join(rest), persons)
    left = _COUNT.sub("\0", _ISSUE.sub("\0", "".join(rest)))
    for words in (*_places().values(), _AMOUNT):
        left = words.sub("\0", left)
    for name in people:
        left = left.replace(name, "\0")
    quoted = tuple(word for word in re.findall(r"“([^”]{2,20})”", plain) if word not in named)
    unit = _wants("unit").search(plain)
    intent: Intent = next((name for name, pattern in _intents() if pattern.search(plain)), "other")
    subjects = _units(_subjects(left)) if intent == "units" else _subjects(left, quoted)
    if intent == "how" and indicators and not subjects and re.search(_data()["wants"]["how_is"], plain):
        intent = "figure"
    if intent == "other" and _count(plain) is None and (indicators or any(map(is_measure, subjects))):
        intent = "figure"
    return Question(
        text=text,
        intent=intent,
        regions=regions,
        periods=tuple(map(_month, periods)) if intent in ("who", "when") else periods,
        indicators=tuple(dict.fromkeys(mention.indicator for mention in indicators)),
        # 完成的呢 names no subject of its own.
        subjects=() if set(subjects) <= set(_data()["stop"]["verbs"]) else subjects,
        persons=people,
        series=named,
        issue=f"第{issue[1]}期" if (issue := _ISSUE.search(plain)) else None,
        count=_count(plain),
        target=bool(_wants("target").search(plain)),
        actual=bool(_wants("actual").search(plain)),
        latest=bool(_wants("latest").search(plain)),
        unit=next((text for text in unit.groups() if text), None) if unit else None,
        elliptic=bool(_ELLIPTIC.search(plain)),
        verbs=tuple(verb for verb in _data()["stop"]["verbs"] if verb in plain),
        quoted=quoted,
        alternatives=_alternatives(bare) if intent == "compare" else (),
        roles=tuple(re.findall(_data()["wants"]["roles"], plain)),
        counter=counter[1] if (counter := _COUNTER.search(plain)) else "",
        asks=len(asks_in(plain)),
        head=_head(plain),
        compared=compared,
        against=against,
        growth=bool(_wants("growth").search(plain)),
        level=bool(_wants("level").search(plain)),
        lowest=bool(_wants("lowest").search(plain)),
        which=bool(_wants("which").search(plain)),
        places=next((level for level, words in _places().items() if words.search(plain)), None),
        year_before=bool(_YEAR_BEFORE.search(plain)),
        notes=notes,
    )


def _head(plain: str) -> str:
    """What the things asked for are called; 地方 for places."""
    if re.search(_data()["wants"]["where"], plain):
        return PLACES
    match = _HEAD.search(plain)
    word = next(iter(words_of(match[1])), "") if match else ""
    return word if len(word) > 1 else ""


def _month(period: Period) -> Period:
    """7月底谁带队 means the month: a day on which stocks are counted has no events."""
    return replace(period, start=period.end.replace(day=1)) if period.label.startswith("截至") else period


def _alternatives(bare: str) -> tuple[Alternative, ...]:
    """What stands side by side, each in full: 早稻育秧和翻耕 -> 早稻育秧, 早稻翻耕; 公路和水路周转量 -> 公路周转量, 水路周转量."""
    match = _BESIDE.search(bare)
    if match is None:
        return ()
    items = [words_of(item if find_indicators(item) else "".join(_subjects(item))) for item in _BETWEEN.split(match[1])]
    if not all(items):
        return ()
    first, last = items[0], items[-1]
    more = len(first) - len(last)
    if more > 0:
        ahead = "".join(first[:more])
        return (
            Alternative("".join(first[more:]), ahead=ahead),
            *(Alternative("".join(item), ahead=ahead) for item in items[1:]),
        )
    behind = "".join(last[more:]) if more < 0 else ""
    return (
        *(Alternative("".join(item), behind=behind) for item in items[:-1]),
        Alternative("".join(last[:more] if more else last), behind=behind),
    )


def part_of(question: Question, text: str) -> Question:
    """The question asked of one thing only."""
    indicators = find_indicators(text)
    rest = list(text)
    for mention in indicators:
        rest[mention.start : mention.end] = "\0" * (mention.end - mention.start)
    named = tuple(dict.fromkeys(mention.indicator for mention in indicators))
    return replace(question, indicators=named, subjects=_subjects("".join(rest)))


def _narrowed(plain: str, mention: IndicatorMention, names: Collection[str]) -> bool:
    """Whether figures of the library go by a longer name that the question says: 公路水路固定资产投资."""
    starts = range(max(0, mention.start - _LONGEST_MORE), mention.start)
    return any(plain[start : mention.end] in names for start in starts)


def _trimmed(word: str, ends: re.Pattern[str]) -> str:
    """A word without function words at its ends and a bare verb behind it: 支付提前批给 -> 支付提前批, but 减排."""
    word = ends.sub("", word)
    verb = next((one for one in _data()["stop"]["verbs_behind"] if word.endswith(one)), "")
    if verb and len(word) - len(verb) >= _SHORTEST and not word.endswith(tuple(_data()["stop"]["kept_behind"])):
        word = ends.sub("", word.removesuffix(verb))
    return word


def _units(words: tuple[str, ...]) -> tuple[str, ...]:
    """Of what is left of 产业培塑里市商务局配合哪些工作 the unit itself."""
    wants = _data()["wants"]
    bare = (re.sub(wants["no_unit"], "", word) for word in words)
    names = [(word, re.search(wants["unit_name"], word)) for word in bare]
    return tuple(match[0] if match else word for word, match in names if len(word) > 1)


@cache
def _places() -> dict[Level, re.Pattern[str]]:
    return {cast(Level, level): re.compile(words) for level, words in _data()["wants"]["places"].items()}


def _dated(plain: str, today: datetime.date | None) -> tuple[str, tuple[str, ...]]:
    """The question in the bulletins' words, with 上个月 counted from the newest issue, and a sentence that says so."""
    notes: list[str] = []
    for word, said in _data()["colloquial"].items():
        plain = re.sub(word, said, plain)
    for word, months in _data()["relative"].items() if today else ():
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


def _count(plain: str) -> int | None:
    match = _COUNT.search(plain)
    if not match:
        return None
    digits = {character: value for value, character in enumerate("零一二三四五六七八九")}
    text = match[1]
    if text.isdigit():
        return int(text)
    tens, _, units = text.partition("十")
    if "十" in text:
        return (digits[tens] if tens else 1) * 10 + (digits[units] if units else 0)
    return digits[text]


def _regions(plain: str, home: str | None) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
    """The regions asked about, those compared with (比全省), and the spans of all of them."""
    mentions = [(mention.start, mention.end, mention.region.name) for mention in find_regions(plain)]
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
        _data()["wants"]["no_whole"], plain[mention.end :]
    )
    return replace(period, label=f"{period.label}{WHOLE}") if said and WHOLE not in period.label else period


def _parted(plain: str, year: PeriodMention, after: PeriodMention | None) -> bool:
    """Whether a year and the months that belong to it only stand apart because the region stands between them."""
    if after is None or year.period.basis != "年度" or after.dated:
        return False
    between = plain[year.end : after.start]
    return len(between) <= 8 and not re.search(r"[,，。;；?]", between)


def _periods(
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
