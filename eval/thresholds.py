"""The floor under a run: `accuracy=0.95,false_refusal=0.05` into thresholds, and which of them a run misses."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.errors import BulletinError

NAMES = {
    "accuracy": "正确率",
    "citation_recall": "引用召回",
    "citation_precision": "引用准确",
    "refusal": "拒答率",
    "false_refusal": "误拒率",
}
CEILINGS = frozenset({"false_refusal"})  # lower is better: the number is a limit from above


class ThresholdError(BulletinError):
    """A threshold that names no metric or holds no share between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A metric's name and the share that it must reach, or, for false_refusal, must not exceed."""

    name: str
    share: float


def parse_thresholds(text: str, *, names: Mapping[str, str] = NAMES) -> tuple[Threshold, ...]:
    """`name=share` pairs between commas; raises ThresholdError with the names that exist."""
    return tuple(_threshold(item.strip(), names) for item in text.split(",") if item.strip())


def misses(metrics: object, thresholds: tuple[Threshold, ...], *, names: Mapping[str, str] = NAMES) -> tuple[str, ...]:
    """
    A sentence for each threshold that the metrics miss; a metric that nothing could be counted for is missed.

    `names` are the attributes of `metrics` that have thresholds, each with its Chinese name.
    """
    sentences: list[str] = []
    for threshold in thresholds:
        value: float | None = getattr(metrics, threshold.name)
        label = names[threshold.name]
        if value is None:
            sentences.append(f"{label}没有可计算的题，无法与门槛 {threshold.share:.3f} 比较。")
        elif threshold.name in CEILINGS and value > threshold.share:
            sentences.append(f"{label} {value:.3f} 高于门槛 {threshold.share:.3f}。")
        elif threshold.name not in CEILINGS and value < threshold.share:
            sentences.append(f"{label} {value:.3f} 低于门槛 {threshold.share:.3f}。")
    return tuple(sentences)


def _threshold(item: str, names: Mapping[str, str]) -> Threshold:
    name, _, number = item.partition("=")
    if name not in names:
        raise ThresholdError(f"--fail-under 不认识指标“{name}”，可用的指标：{'、'.join(names)}。")
    try:
        share = float(number)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ThresholdError(f"--fail-under 的“{item}”应写成 {name}=0.95 的形式，数值在 0 和 1 之间。")
    return Threshold(name, share)
