"""Question text -> what is asked: intent, regions, periods, indicators and subject words."""

import datetime
import re
from collections.abc import Collection

from assistant.asking import (
    asks_in,
    count_of,
    counter_in,
    head_of,
    intent_of,
    is_measure,
    level_of,
    phrases,
    places,
    roles_in,
    unit_in,
    wants,
    without_count,
)
from assistant.contents import does_something
from assistant.persons import persons_of
from assistant.placing import dated, month_of, periods_in, regions_in
from assistant.question import Question
from assistant.subjects import alternatives_in, subjects_in, unit_names
from corpus.folding import squeeze
from corpus.indicators import IndicatorMention, find_indicators

_ISSUE = re.compile(r"第([0-9]{1,4}|[一二三四五六七八九十]{1,3})期")
# How many characters may narrow an indicator's name.
_LONGEST_MORE = 10
# Amounts and shares in a question are thresholds (破6万亿了吗), no words to look for.
_AMOUNT = re.compile(r"(?<![a-z0-9+.第])\d+(?:\.\d+)?(?:%|[万亿]+(?:美?元|人次?|吨|亩|户|家|个)?)")
_YEAR_BEFORE = re.compile(r"(?<![比较与同])(?:去年|上年)同期(?!.{0,3}(?:相比|比))")
_ELLIPTIC = re.compile(r"^(?:那|那么|他们|它|其|该|这|上述|同期|去年同期)|呢[？?，,]|呢$|^.{0,6}[？?]$")


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
    plain, notes = dated(squeeze(text), today)
    named = tuple(name for name in series if name in plain)
    regions, compared, taken = regions_in(plain, home)
    periods, against, period_spans = periods_in(plain, today)
    indicators = [mention for mention in find_indicators(plain) if not _narrowed(plain, mention, names)]
    rest = list(plain)
    for start, end in [*taken, *period_spans]:
        rest[start:end] = "\0" * (end - start)
    bare = "".join(rest)
    for mention in indicators:
        rest[mention.start : mention.end] = "\0" * (mention.end - mention.start)
    for name in named:
        for match in re.finditer(re.escape(name), plain):
            rest[match.start() : match.end()] = "\0" * len(name)
    intent = intent_of(plain)
    people = persons_of("".join(rest), persons)
    left = without_count(_ISSUE.sub("\0", "".join(rest)))
    for words in (*places().values(), _AMOUNT):
        left = words.sub("\0", left)
    head = head_of(plain)
    if intent == "list" and head and does_something(plain[plain.find(head) + len(head) :]):
        left = left.replace(head, "\0", 1)  # 哪些项目卡在: what is asked for is not what it is asked by
    for name in people:
        left = left.replace(name, "\0")
    quoted = tuple(word for word in re.findall(r"“([^”]{2,20})”", plain) if word not in named)
    subjects = unit_names(subjects_in(left)) if intent == "units" else subjects_in(left, quoted)
    if intent == "how" and indicators and not subjects and wants("how_is", plain):
        intent = "figure"
    if intent == "other" and count_of(plain) is None and (indicators or any(map(is_measure, subjects))):
        intent = "figure"
    return Question(
        text=text,
        intent=intent,
        regions=regions,
        periods=tuple(map(month_of, periods)) if intent in ("who", "when") else periods,
        indicators=tuple(dict.fromkeys(mention.indicator for mention in indicators)),
        # 完成的呢 names no subject of its own.
        subjects=() if set(subjects) <= set(phrases()["stop"]["verbs"]) else subjects,
        persons=people,
        series=named,
        issue=f"第{issue[1]}期" if (issue := _ISSUE.search(plain)) else None,
        count=count_of(plain),
        target=wants("target", plain),
        actual=wants("actual", plain),
        latest=wants("latest", plain),
        unit=unit_in(plain),
        elliptic=bool(_ELLIPTIC.search(plain)),
        verbs=tuple(verb for verb in phrases()["stop"]["verbs"] if verb in plain),
        quoted=quoted,
        alternatives=alternatives_in(bare) if intent == "compare" else (),
        roles=roles_in(plain),
        counter=counter_in(plain),
        asks=len(asks_in(plain)),
        head=head,
        compared=compared,
        against=against,
        growth=wants("growth", plain),
        level=wants("level", plain),
        lowest=wants("lowest", plain),
        which=wants("which", plain),
        places=level_of(plain),
        year_before=bool(_YEAR_BEFORE.search(plain)),
        notes=notes,
    )


def _narrowed(plain: str, mention: IndicatorMention, names: Collection[str]) -> bool:
    """Whether figures of the library go by a longer name that the question says: 公路水路固定资产投资."""
    starts = range(max(0, mention.start - _LONGEST_MORE), mention.start)
    return any(plain[start : mention.end] in names for start in starts)
