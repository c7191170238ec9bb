"""Each fault planted in a right extraction lowers the number that should see it, and no other."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from corpus.bulletin import Bulletin, Comparison, Fact, Masthead, Paragraph, Period, Rank, Source
from eval.fact_reporting import fact_table, fact_words, show_fact_failures, write_fact_json
from eval.fact_scores import FactReport, Tally, score_facts
from eval.facts import read_facts

DOCUMENT = "云水县专报第1期"
FIRST = (
    "一季度，全县社会消费品零售总额12.5亿元、下降4.2%，高于全市平均水平1.1个百分点，总额居全市第3位，增速居全市第5位。"
)
SECOND = "今年力争办好九件实事，农村居民收入增速快于城镇居民，投产企业突破30家。另有开放式的活动，参加者约六百人，本段其余文字不在标注之内，只为占去篇幅。"
Q1 = Period(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31), "2026年1-3月", "累计")
YEAR = Period(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31), "2026年", "年度")

ROW: dict[str, Any] = {
    "doc": DOCUMENT,
    "quote": "全县社会消费品零售总额12.5亿元、下降4.2%，高于全市平均水平1.1个百分点，总额居全市第3位，增速居全市第5位",
    "region": "云水县",
    "indicator": "社会消费品零售总额",
    "period": "2026-Q1",
    "kind": "actual",
    "value": 12.5,
    "unit": "亿元",
    "change": -4.2,
    "change_unit": "%",
    "versus": {"than": "全市平均水平", "diff": 1.1, "unit": "百分点"},
    "rank": {"scope": "全市", "position": 3},
    "extra": {"rank_of": "value", "rank_more": [{"scope": "全市", "position": 5, "of": "change"}]},
}
PLAIN: dict[str, Any] = ROW | {
    "versus": None,
    "rank": None,
    "change": None,
    "change_unit": None,
    "value": None,
    "unit": None,
}
AIMS = PLAIN | {"quote": SECOND.split("。")[0], "kind": "target", "period": "2026"}
ROWS: tuple[dict[str, Any], ...] = (
    ROW,
    AIMS | {"indicator": "民生实事件数", "value": 9, "unit": "件", "extra": {"indicator_text": "实事"}},
    AIMS
    | {
        "indicator": "农村居民收入",
        "versus": {"than": "城镇居民", "diff": None, "unit": None},
        "extra": {"indicator_text": "农村居民收入增速", "qualitative": True, "versus_dir": "快于"},
    },
    AIMS | {"indicator": "投产企业数", "value": 30, "unit": "家", "extra": {"bound": ">"}},
)


def fact(paragraph: int, clause: str, **fields: Any) -> Fact:
    start = (FIRST, SECOND)[paragraph - 1].index(clause)
    common: dict[str, Any] = {"region": "云水县", "period": YEAR, "kind": "target"} | fields
    return Fact(paragraph, start, start + len(clause), **common)


RETAIL = fact(
    1,
    "全县社会消费品零售总额12.5亿元、下降4.2%",
    indicator="社会消费品零售总额",
    wording="社会消费品零售总额",
    kind="actual",
    period=Q1,
    value=12.5,
    unit="亿元",
    change=-4.2,
    change_unit="%",
    comparisons=(Comparison("全市平均水平", 1.1, "百分点", 1),),
    ranks=(Rank("全市", 3, "value"), Rank("全市", 5, "change")),
)
GOOD_DEEDS = fact(
    2,
    "今年力争办好九件实事",
    indicator="民生实事",
    wording="实事",
    value=9,
    unit="件",
)
INCOME = fact(
    2,
    "农村居民收入增速快于城镇居民",
    indicator="农村居民收入增速",
    wording="农村居民收入增速",
    comparisons=(Comparison("城镇居民", None, None, 1),),
)
WORKS = fact(
    2,
    "投产企业突破30家",
    indicator="投产企业",
    wording="投产企业",
    value=30,
    unit="家",
    bound=">",
)
FACTS = (RETAIL, GOOD_DEEDS, INCOME, WORKS)


def bulletin(*facts: Fact) -> Bulletin:
    paragraphs = (Paragraph(1, FIRST, "body"), Paragraph(2, SECOND, "body"))
    source = Source(f"{DOCUMENT}.txt", "0" * 64, "text", 0)
    return Bulletin(source, Masthead("云水县工作专报", region="云水县"), (), paragraphs, facts=facts)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "facts.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    return path


def report_of(gold: Path, facts: Sequence[Fact]) -> FactReport:
    return score_facts(read_facts(gold), {DOCUMENT: bulletin(*facts)})


def lowered(report: FactReport) -> set[str]:
    """The fields in which some aligned pair differs."""
    return {name for name, count in report.agreeing.items() if count < len(report.pairs)}


def shown(report: FactReport) -> str:
    page = StringIO()
    console = Console(width=200, file=page)
    console.print(fact_table(report))
    show_fact_failures(report, console)
    return page.getvalue()


def test_a_right_extraction_scores_one_everywhere(gold: Path) -> None:
    report = report_of(gold, FACTS)
    assert (report.precision, report.recall, report.f1, report.complete_precision) == (1, 1, 1, 1)
    assert (report.whole, report.aligned, report.complete) == (Tally(4, 4, 4), Tally(4, 4, 4), Tally(1, 1, 1))
    assert (lowered(report), report.misses, report.spurious, report.complete_paragraphs) == (set(), (), (), 1)
    assert all(tally.f1 == 1 for tally in report.fields.values())


def test_the_strict_indicator_asks_for_the_labels_own_name(gold: Path) -> None:
    """民生实事 is 民生实事件数 less its counting suffix; 农村居民收入增速 is only the label's wording."""
    assert report_of(gold, FACTS).strict_indicators == 3


@pytest.mark.parametrize(
    ("number", "changes", "fields"),
    [
        (0, {"period": replace(Q1, start=datetime.date(2025, 1, 1), end=datetime.date(2025, 3, 31))}, {"period"}),
        (0, {"period": None}, {"period"}),
        (0, {"region": "云水市"}, {"region"}),
        (0, {"change": 4.2}, {"change"}),
        (0, {"change_unit": "百分点"}, {"change"}),
        (0, {"change_upper": -5.0}, {"change"}),
        (0, {"unit": "万元"}, {"unit"}),
        (0, {"value": 12.6}, {"value"}),
        (0, {"upper": 13.0}, {"value"}),
        (0, {"indicator": "零售额", "wording": "零售额"}, {"indicator"}),
        (1, {"kind": "actual"}, {"kind"}),
        (2, {"comparisons": ()}, {"direction", "comparison"}),
        (2, {"value": 3.0, "unit": "%"}, {"direction", "value", "unit"}),
    ],
)
def test_a_fault_in_the_tuple_lowers_its_field_and_the_whole(
    gold: Path, number: int, changes: dict[str, Any], fields: set[str]
) -> None:
    facts = [replace(fact, **changes) if index == number else fact for index, fact in enumerate(FACTS)]
    report = report_of(gold, facts)
    assert lowered(report) == fields
    assert (report.whole, report.aligned) == (Tally(4, 4, 3), Tally(4, 4, 4))
    assert (report.misses, report.spurious) == ((), ())


@pytest.mark.parametrize(
    ("number", "changes", "field", "tally"),
    [
        (0, {"ranks": RETAIL.ranks[:1]}, "rank", Tally(2, 1, 1)),
        (0, {"ranks": (RETAIL.ranks[0], Rank("全市", 5, "value"))}, "rank", Tally(2, 2, 1)),
        (0, {"ranks": (RETAIL.ranks[0], Rank("全省", 5, "change"))}, "rank", Tally(2, 2, 1)),
        (0, {"comparisons": ()}, "comparison", Tally(2, 1, 1)),
        (0, {"comparisons": (Comparison("全市平均水平", -1.1, "百分点", -1),)}, "comparison", Tally(2, 2, 1)),
        (2, {"comparisons": (Comparison("城镇居民", None, None, -1),)}, "comparison", Tally(2, 2, 1)),
        (3, {"bound": ">="}, "bound", Tally(1, 1, 0)),
        (3, {"bound": None}, "bound", Tally(1, 0, 0)),
        (0, {"change_bound": "~"}, "bound", Tally(1, 2, 1)),
    ],
)
def test_a_fault_beside_the_tuple_lowers_its_field_only(
    gold: Path, number: int, changes: dict[str, Any], field: str, tally: Tally
) -> None:
    facts = [replace(fact, **changes) if index == number else fact for index, fact in enumerate(FACTS)]
    report = report_of(gold, facts)
    assert (lowered(report), report.fields[field], report.whole) == ({field}, tally, Tally(4, 4, 4))


def test_a_missing_fact_lowers_recall_only(gold: Path) -> None:
    report = report_of(gold, FACTS[1:])
    assert (report.precision, report.recall, report.complete_precision) == (1, 0.75, None)
    assert [(miss.placed.gold.line, miss.nearest) for miss in report.misses] == [(1, None)]


def test_an_extra_fact_lowers_precision_only(gold: Path) -> None:
    extra = replace(WORKS, indicator="突破企业", wording="突破企业")
    report = report_of(gold, [*FACTS, extra])
    assert (report.precision, report.recall, report.complete_precision) == (0.8, 1, 1)
    assert [(item.fact, item.outside) for item in report.spurious] == [(extra, False)]


def test_a_fact_said_twice_is_right_once(gold: Path) -> None:
    report = report_of(gold, [*FACTS, WORKS])
    assert (report.whole, len(report.spurious)) == (Tally(4, 5, 4), 1)


def test_a_fact_outside_the_quotes_counts_where_gold_covers_the_paragraph(gold: Path) -> None:
    period = fact(1, "一季度，", indicator="季度", wording="季度", kind="actual", value=1.0, unit="个")
    uncovered = fact(2, "参加者约六百人", indicator="参加者", wording="参加者", kind="actual", value=600)
    report = report_of(gold, [*FACTS, period, uncovered])
    assert (report.whole, report.complete, report.complete_precision) == (Tally(4, 4, 4), Tally(1, 2, 1), 0.5)
    assert [(item.clause, item.outside) for item in report.spurious] == [("一季度，", True)]


def test_a_fact_without_anything_in_common_is_not_aligned(gold: Path) -> None:
    other = replace(RETAIL, indicator="用电量", wording="用电量", value=7.0, change=None, change_unit=None)
    report = report_of(gold, [other, *FACTS[1:]])
    assert (report.aligned, len(report.misses), len(report.spurious)) == (Tally(4, 4, 3), 1, 1)
    assert report.misses[0].nearest == other


def test_numbers_that_were_swapped_are_aligned_by_what_they_measure(gold: Path) -> None:
    deeds, works = replace(GOOD_DEEDS, value=30, unit="家"), replace(WORKS, value=9, unit="件")
    report = report_of(gold, [RETAIL, deeds, INCOME, works])
    assert (report.whole.right, report.aligned.right) == (2, 4)


def test_an_unclear_rank_is_right_either_way(gold: Path) -> None:
    row = ROW | {"extra": {"rank_of": "unclear", "rank_more": ROW["extra"]["rank_more"]}}
    gold.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    for of in ("value", "change", None):
        report = report_of(gold, [replace(RETAIL, ranks=(Rank("全市", 3, of), RETAIL.ranks[1]))])
        assert report.fields["rank"] == Tally(2, 2, 2)


def test_an_unknown_period_counts_in_neither_precision_nor_recall(gold: Path) -> None:
    row = ROW | {"period": None, "extra": ROW["extra"] | {"period_alt": ["2026-01/2026-02"]}}
    gold.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert report_of(gold, [replace(RETAIL, period=None)]).fields["period"] == Tally(0, 0, 0)
    february = replace(Q1, end=datetime.date(2026, 2, 28))
    assert report_of(gold, [replace(RETAIL, period=february)]).fields["period"] == Tally(1, 1, 1)
    assert report_of(gold, [RETAIL]).fields["period"] == Tally(0, 1, 0)


def test_the_listing_names_every_difference(gold: Path) -> None:
    wrong = replace(RETAIL, region="云水市", change=4.2, ranks=())
    said = shown(report_of(gold, [wrong, replace(GOOD_DEEDS, value=8), replace(WORKS, bound=None), GOOD_DEEDS]))
    assert "✗ 第1行 《云水县专报第1期》第1段“全县社会消费品零售总额12.5亿元" in said
    assert (
        "抽取　云水市｜社会消费品零售总额｜2026-01-01..2026-03-31 累计 2026年1-3月｜actual｜12.5亿元｜增减4.2%" in said
    )
    assert "不同：地区、增减、排名" in said
    assert "△ 第4行" in said
    assert "不同：界限" in said
    assert "多出 1 条\n＋ 《云水县专报第1期》第2段“今年力争办好九件实事”" in said
    assert "8件" in said


def test_the_json_holds_the_counts_and_the_cases(gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "results" / "facts.json"
    write_fact_json(
        out, report_of(gold, [replace(RETAIL, region="云水市"), *FACTS[2:], replace(WORKS, value=5)]), gold=gold
    )
    content = json.loads(out.read_text(encoding="utf-8"))
    assert content["whole"] == {"gold": 4, "predicted": 4, "right": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert [pair["differing"] for pair in content["pairs"]] == [["region"], [], []]
    assert [miss["line"] for miss in content["misses"]] == [2]
    assert [extra["clause"] for extra in content["spurious"]] == ["投产企业突破30家"]


def test_a_fact_is_written_on_one_line() -> None:
    fact = replace(
        INCOME, change=4.5, change_upper=5.0, change_unit="%", change_bound=">=", stretch=6, direction="提升"
    )
    assert fact_words(fact) == (
        "云水县｜农村居民收入增速｜2026-01-01..2026-12-31 年度 2026年｜target｜—｜增减>=4.5—5%｜方向提升｜力争6｜与城镇居民比：高"
    )
