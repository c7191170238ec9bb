"""A fact's parts in words: 62.89万户以上, 增长7.1%, 高于全省平均水平6.8个百分点, 全省第3."""

from corpus.bulletin import Bound, Comparison, Fact, FactKind, Period, Rank
from corpus.measures import plain

KINDS: dict[FactKind, str] = {"actual": "实际", "target": "目标", "forecast": "预计"}
UNKNOWN_PERIOD = "未写明"
_BEFORE: dict[Bound, str] = {">": "突破", "<": "不到"}
_AFTER: dict[Bound, str] = {">=": "以上", "<=": "以内", "~": "左右"}
_SOURCES = {"carried": "（承上文）", "document": "（依文件）"}


def amount(value: float, unit: str | None, *, bound: Bound | None = None, upper: float | None = None) -> str:
    """A number with its unit and bound: 4.5%—5%, 突破500亿元, 62.89万户以上."""
    unit = _counted(unit or "")
    number = f"{plain(value)}{unit}" if upper is None else f"{plain(value)}{unit}—{plain(upper)}{unit}"
    return f"{_BEFORE.get(bound, '')}{number}{_AFTER.get(bound, '')}" if bound else number


def _counted(unit: str) -> str:
    return f"个{unit}" if unit == "百分点" else unit


def value_words(fact: Fact) -> str:
    """The level that a fact states, or an empty string."""
    return "" if fact.value is None else amount(fact.value, fact.unit, bound=fact.bound, upper=fact.upper)


def change_words(fact: Fact) -> str:
    """The growth that a fact states, or its direction where no number is said."""
    if fact.change is None:
        return fact.direction or ""
    over = "环比" if fact.change_over == "环比" else ""
    further = f"，力争{plain(fact.stretch)}{_counted(fact.change_unit or '')}" if fact.stretch is not None else ""
    return f"{over}{growth(fact.change, fact.change_unit, bound=fact.change_bound, upper=fact.change_upper)}{further}"


def growth(change: float, unit: str | None, *, bound: Bound | None = None, upper: float | None = None) -> str:
    """A change in words: 增长7%以上, 下降3%, 上升0.2个百分点, 增加12家, 持平."""
    if change == 0 and bound is None and upper is None:
        return "持平"
    up, down = {"%": ("增长", "下降"), "百分点": ("上升", "下降")}.get(unit or "%", ("增加", "减少"))
    falls = change < 0
    other = None if upper is None else abs(upper)
    return f"{down if falls else up}{amount(abs(change), unit, bound=bound, upper=other)}"


def difference_words(difference: float, unit: str | None) -> str:
    """How far one number lies from another: 高1.2个百分点, 低3亿元, 持平."""
    if difference == 0:
        return "持平"
    return f"{'高' if difference > 0 else '低'}{amount(abs(difference), unit)}"


def comparison_words(comparison: Comparison) -> str:
    """Such as 高于全省平均水平6.8个百分点."""
    if comparison.direction == 0:
        return f"与{comparison.than}持平"
    side = "高于" if comparison.direction > 0 else "低于"
    difference = "" if comparison.difference is None else amount(abs(comparison.difference), comparison.unit)
    return f"{side}{comparison.than}{difference}"


def rank_words(rank: Rank) -> str:
    """Such as 全省第3（增速）."""
    of = {"value": "（数值）", "change": "（增速）", None: ""}[rank.of]
    return f"{rank.scope}第{rank.position}{of}"


def period_words(period: Period | None, source: str | None = None) -> str:
    """The period, and where it was taken from when the sentence itself does not say it."""
    return UNKNOWN_PERIOD if period is None else f"{period.label}{_SOURCES.get(source or '', '')}"
