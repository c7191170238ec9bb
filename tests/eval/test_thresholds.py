"""Thresholds are read exactly, and a run that misses one says which."""

import pytest

from eval.metrics import Metrics
from eval.thresholds import Threshold, ThresholdError, misses, parse_thresholds

METRICS = Metrics(10, 0.9, 0.8, None, 1.0, 0.1, 0.01, 0.02)


def test_names_and_shares_are_read_in_order() -> None:
    assert parse_thresholds("accuracy=0.95, false_refusal=0") == (
        Threshold("accuracy", 0.95),
        Threshold("false_refusal", 0.0),
    )
    assert parse_thresholds("") == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("speed=1", "不认识指标“speed”，可用的指标：accuracy、citation_recall"),
        ("accuracy", "应写成 accuracy=0.95 的形式"),
        ("accuracy=95", "数值在 0 和 1 之间"),
        ("accuracy=nan", "数值在 0 和 1 之间"),
    ],
)
def test_a_threshold_that_cannot_be_meant_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ThresholdError, match=sentence):
        parse_thresholds(text)


def test_a_reached_threshold_says_nothing() -> None:
    assert misses(METRICS, parse_thresholds("accuracy=0.9,refusal=1,false_refusal=0.1")) == ()


def test_a_missed_threshold_says_by_how_much() -> None:
    assert misses(METRICS, parse_thresholds("accuracy=0.95,citation_precision=0.5,false_refusal=0.05")) == (
        "正确率 0.900 低于门槛 0.950。",
        "引用准确没有可计算的题，无法与门槛 0.500 比较。",
        "误拒率 0.100 高于门槛 0.050。",
    )


def test_another_report_has_thresholds_of_its_own() -> None:
    names = {"count": "题数"}
    assert misses(METRICS, parse_thresholds("count=1", names=names), names=names) == ()
    with pytest.raises(ThresholdError, match="可用的指标：count。"):
        parse_thresholds("accuracy=1", names=names)
