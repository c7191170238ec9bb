"""Growth rates that a paragraph states of known indicators: enough to see whether two texts contradict each other."""

import datetime
import re
from dataclasses import dataclass

from corpus.bulletin import Paragraph, Period
from corpus.folding import fold
from corpus.indicators import IndicatorMention, find_indicators, states
from corpus.scope import scopes

_CLAUSE = re.compile(r"[^,，；;。]*[,，；;。]?")
_RATE = re.compile(
    r"(?P<verb>增长|增速[为达]?|同比增长|上升|下降|减少|增幅[为达]?)(?:率)?(?:了|为|达|约|近|超过?)?"
    r"(?P<value>\d+(?:\.\d+)?)%(?P<bound>以上|左右|以内|以下)?"
)
_TARGET = re.compile(r"目标|力争|确保|计划|预期|要")
_OF_WHOM = re.compile(r"高于|低于|快于|比全|较全|全国|分别")


@dataclass(frozen=True, slots=True)
class Growth:
    """One stated rate: `rate` in per cent, negative for a fall; `bound` 以上, 左右 … or empty; `clause` its words."""

    indicator: str
    region: str
    period: Period | None
    target: bool
    rate: float
    bound: str
    clause: str
    paragraph: int


def growths(
    paragraph: Paragraph, *, reference: datetime.date | None, plan: bool, headings: tuple[str, ...] = ()
) -> list[Growth]:
    """The rates of indicators whose name, figure, region and period stand clearly; anything doubtful is left out."""
    found = []
    for scope in scopes(paragraph, reference=reference, headings=headings):
        if len(scope.regions) != 1 or len(scope.periods) > 1 or not (plan or scope.periods):
            continue
        sentence = paragraph.text[scope.start : scope.end]
        for match in _CLAUSE.finditer(sentence):
            clause = match[0]
            mentions = [mention for mention in find_indicators(clause) if states(sentence, _shifted(mention, match))]
            rates = list(_RATE.finditer(fold(clause)))
            if len(mentions) != 1 or len(rates) != 1 or _OF_WHOM.search(clause):
                continue
            mention, rate = mentions[0], rates[0]
            if rate.start() < mention.end or rate.start() - mention.end > 12:
                continue
            sign = -1.0 if rate["verb"] in ("下降", "减少") else 1.0
            found.append(
                Growth(
                    indicator=mention.indicator.name,
                    region=scope.regions[0],
                    period=scope.periods[0] if scope.periods else None,
                    target=plan or bool(_TARGET.search(sentence)),
                    rate=sign * float(rate["value"]),
                    bound=rate["bound"] or "",
                    clause=clause.strip("，；。, "),
                    paragraph=paragraph.number,
                )
            )
    return found


def _shifted(mention: IndicatorMention, match: re.Match[str]) -> IndicatorMention:
    """A mention in the clause as one in the sentence."""
    return IndicatorMention(mention.start + match.start(), mention.end + match.start(), mention.indicator)


def contradicts(one: Growth, other: Growth) -> bool:
    """Whether the two say different things of the same indicator, region, period and intent."""
    same = (one.indicator, one.region, one.target) == (other.indicator, other.region, other.target)
    days = _days(one.period) == _days(other.period)
    return same and days and (one.rate, one.bound) != (other.rate, other.bound)


def _days(period: Period | None) -> tuple[datetime.date, datetime.date] | None:
    return (period.start, period.end) if period else None
