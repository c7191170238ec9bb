"""A work report's targets are checked one by one; what the report says of the year before is no target."""

import datetime
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from corpus.bulletin import Bulletin, Comparison, Fact, Masthead, Paragraph, Period, Section, Source
from corpus.reading import read_bulletin
from eval.cases import CaseError
from eval.libraries import document_files
from eval.target_reporting import show_target_failures, target_table
from eval.targets import Aim, TargetReport, check_targets, read_targets

REPORTS = Path(__file__).parents[3] / "shared" / "public" / "reports" / "targets.jsonl"
DOCUMENT = "2025年湖南省政府工作报告"
REVIEW = "全年社零总额增长5.1%，粮食产量达到612亿斤。"
AIMS = "预期目标为：生产总值增长7%以上、力争达到8%；失业率控制在5%以内，物价涨幅2%左右，进出口促稳提质。"
TASKS = "推动固定资产投资增长6%。社零总额增长比去年更快。"
YEAR = Period(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31), "2025年", "年度")
ROW: dict[str, Any] = {
    "region": "湖南省",
    "year": 2025,
    "sentence": AIMS,
    "targets": {
        "地区生产总值": {"value": "7%以上、力争达到8%", "clause": "生产总值增长7%以上、力争达到8%"},
        "城镇调查失业率": {"value": "5%以内", "clause": "失业率控制在5%以内"},
        "居民消费价格": {"value": "2%左右", "clause": "物价涨幅2%左右"},
        "进出口": {"value": "", "clause": "进出口促稳提质"},
        "固定资产投资": None,
        "粮食产量": None,
    },
}


def fact(paragraph: int, clause: str, indicator: str, **fields: Any) -> Fact:
    text = (REVIEW, AIMS, TASKS)[paragraph - 1]
    start = text.index(clause)
    common: dict[str, Any] = {"kind": "target", "region": "湖南省", "period": YEAR} | fields
    return Fact(paragraph, start, start + len(clause), indicator, indicator, **common)


GROWTH = fact(
    2,
    "生产总值增长7%以上、力争达到8%",
    "地区生产总值",
    change=7,
    change_unit="%",
    change_bound=">=",
    stretch=8,
)
JOBLESS = fact(2, "失业率控制在5%以内", "城镇调查失业率", value=5, unit="%", bound="<=")
PRICES = fact(2, "物价涨幅2%左右", "居民消费价格", change=2, change_unit="%", change_bound="~")
TRADE = fact(2, "进出口促稳提质", "进出口总额", direction="促稳提质")
FACTS = (GROWTH, JOBLESS, PRICES, TRADE)


def bulletin(*facts: Fact) -> Bulletin:
    sections = (Section("一、", "2024年工作回顾", 0, "其他", None), Section("二、", "2025年工作安排", 0, "目标", None))
    paragraphs = (
        Paragraph(1, REVIEW, "body", section=0),
        Paragraph(2, AIMS, "body", section=1),
        Paragraph(3, TASKS, "body", section=1),
    )
    source = Source(f"{DOCUMENT}.docx", "0", "word", 0)
    day = datetime.date(2025, 1, 14)
    return Bulletin(source, Masthead(DOCUMENT), sections, paragraphs, facts=facts, reference=day)


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    return written(tmp_path, ROW)


def written(folder: Path, row: dict[str, Any]) -> Path:
    path = folder / "targets.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def report_of(labels: Path, *facts: Fact) -> TargetReport:
    return check_targets(read_targets(labels), {DOCUMENT: bulletin(*facts)})


def wrong(report: TargetReport) -> dict[str, tuple[str, ...]]:
    return {check.target.indicator: check.reasons for check in report.checks if check.reasons}


def test_a_right_reading_has_no_objections(labels: Path) -> None:
    report = report_of(labels, *FACTS)
    assert (wrong(report), report.past, report.targets, len(report.checks)) == ({}, (), 4, 6)
    assert [check.target.want for check in report.checks] == [
        "number",
        "number",
        "number",
        "words",
        "nothing",
        "nothing",
    ]


def test_values_are_read_with_bound_and_stretch(labels: Path) -> None:
    aims = [target.aim for target in read_targets(labels)[0].targets]
    assert aims == [Aim(7, "%", ">=", 8), Aim(5, "%", "<=", None), Aim(2, "%", "~", None), None, None, None]


@pytest.mark.parametrize(
    ("number", "changes", "reason"),
    [
        (0, {"change": 8.0}, "数值或单位不对"),
        (0, {"value": 7.0, "unit": "%", "change": None, "change_unit": None}, "数值或单位不对"),
        (0, {"change_bound": None}, "界限不对"),
        (0, {"stretch": None}, "力争的目标不对"),
        (1, {"unit": "万人"}, "数值或单位不对"),
        (1, {"bound": ">="}, "界限不对"),
        (1, {"region": "长沙市"}, "地区不是湖南省"),
        (1, {"period": None}, "时期不是2025年"),
        (1, {"kind": "actual"}, "没有抽取到"),
        (2, {"indicator": "物价", "wording": "物价"}, "没有抽取到"),
        (3, {"change": 3.0}, "目标没有数字，却抽取了数字"),
        (3, {"direction": None}, "没有抽取到方向或比较"),
    ],
)
def test_a_wrong_target_says_what_is_wrong(labels: Path, number: int, changes: dict[str, Any], reason: str) -> None:
    facts = [replace(item, **changes) if index == number else item for index, item in enumerate(FACTS)]
    name = ("地区生产总值", "城镇调查失业率", "居民消费价格", "进出口")[number]
    assert wrong(report_of(labels, *facts)) == {name: (reason,)}


def test_a_rise_of_prices_may_be_a_value_and_a_comparison_is_a_target_in_words(labels: Path) -> None:
    prices = replace(PRICES, indicator="居民消费价格涨幅", value=2, unit="%", bound="~", change=None, change_unit=None)
    trade = replace(TRADE, direction=None, comparisons=(Comparison("全国", None, None, 0),))
    assert wrong(report_of(labels, GROWTH, JOBLESS, prices, trade)) == {}


def test_a_target_given_twice_is_wrong(labels: Path) -> None:
    assert wrong(report_of(labels, *FACTS, GROWTH)) == {"地区生产总值": ("抽取了2条，应为一条",)}


def test_a_target_that_the_sentence_does_not_give_is_wrong_there_and_shown_elsewhere(labels: Path) -> None:
    here = fact(2, "预期目标", "粮食产量", value=620, unit="亿斤")
    there = fact(3, "推动固定资产投资增长6%", "固定资产投资", change=6, change_unit="%")
    report = report_of(labels, *FACTS, here, there)
    assert wrong(report) == {"粮食产量": ("目标句没有这一目标，同段却抽取了",)}
    assert [(check.target.indicator, found.clause) for check in report.checks for found in check.elsewhere] == [
        ("固定资产投资", "推动固定资产投资增长6%")
    ]


def test_a_past_result_is_no_target(labels: Path) -> None:
    period = replace(YEAR, start=datetime.date(2024, 1, 1), end=datetime.date(2024, 12, 31), label="2024年")
    chapter = fact(1, "粮食产量达到612亿斤", "粮食产量", period=None, value=612, unit="亿斤")
    dated = fact(3, "推动固定资产投资增长6%", "固定资产投资", period=period, change=6, change_unit="%")
    compared = fact(3, "社零总额增长比去年更快", "社会消费品零售总额", direction="更快")
    report = report_of(labels, *FACTS, chapter, dated, compared)
    assert (report.targets, [(past.found.fact, past.reason) for past in report.past]) == (
        7,
        [(chapter, "在“2024年工作回顾”一章"), (dated, "时期是2024年")],
    )


def test_the_table_and_the_listing_show_it_all(labels: Path) -> None:
    page = StringIO()
    console = Console(width=160, file=page)
    chapter = fact(1, "粮食产量达到612亿斤", "粮食产量", value=612, unit="亿斤")
    report = report_of(labels, GROWTH, PRICES, TRADE, chapter)
    console.print(target_table(report))
    show_target_failures(report, console)
    said = page.getvalue()
    assert "66.7%" in said
    assert "✗ 《2025年湖南省政府工作报告》城镇调查失业率：“失业率控制在5%以内”　没有抽取到" in said
    assert "目标句没有、别处抽取到的 1 条，请人判断\n？ 《2025年湖南省政府工作报告》粮食产量" in said
    assert "像是上年结果的目标 1 条\n✗ 《2025年湖南省政府工作报告》在“2024年工作回顾”一章" in said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"year": "2025"}, "字段 year 的类型不对"),
        ({"region": "某地"}, "地区“某地”不认识"),
        ({"targets": {"粮食产量": {"value": "616亿斤"}}}, "粮食产量的标注应是 null"),
        ({"targets": {"粮食产量": {"value": "多", "clause": "粮食产量多"}}}, "粮食产量的目标“多”读不懂"),
    ],
)
def test_a_broken_label_is_told_with_its_line(tmp_path: Path, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CaseError, match=f"第1行：{sentence}"):
        read_targets(written(tmp_path, ROW | changes))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sentence": "别的目标句。"}, "里没有标注的目标句“别的目标句。……”"),
        ({"targets": {"粮食产量": {"value": "9亿斤", "clause": "粮食产量9亿斤"}}}, "目标句里没有标注的“粮食产量9亿斤”"),
    ],
)
def test_words_that_are_not_in_the_report_are_named(tmp_path: Path, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CaseError, match=sentence):
        report_of(written(tmp_path, ROW | changes))


@pytest.mark.skipif(not REPORTS.is_file(), reason="the work reports (../shared/public/reports) are not here")
def test_every_labelled_clause_is_in_its_report() -> None:
    labels = read_targets(REPORTS)
    files = document_files(REPORTS, (label.document for label in labels), documents=[REPORTS.parent])
    report = check_targets(labels, {name: read_bulletin(file) for name, file in files.items()})
    wants = [check.target.want for check in report.checks]
    assert {want: wants.count(want) for want in wants} == {"number": 48, "words": 4, "nothing": 28}
