"""The masthead of reports, briefs and notices; a piece that is not printed is None."""

import datetime

import pytest

from corpus.bulletin import Bulletin, Masthead
from corpus.readers.text import read_text
from corpus.reading import bulletin_of

BODY = "\n\n【重点任务】\n\n各单位抓好落实。\n"


def read(text: str, name: str = "试.txt") -> Bulletin:
    return bulletin_of(read_text(name, text.encode()))


REPORT = """# 岳阳市实施“四项攻坚”行动 工作专报

第 2 期

市实施“四项攻坚”行动综合协调组

2026 年 4 月 15 日
"""
JOURNAL = """湖南省实施“四项攻坚”行动
工作专刊
2026年第3期（总第15期）
省实施“四项攻坚”行动综合协调组　2026年4月1日
"""
BRIEF = """（内部资料）

临湘高新区项目建设
工作简报
第十二期
临湘高新区项目建设工作专班
2025年8月22日
"""
NOTICE = """岳阳市人民政府办公室文件

岳政办发〔2024〕8号

岳阳市人民政府办公室
关于印发《岳阳市四项攻坚实施方案》的通知

各县市区人民政府，市直各单位：

现印发《岳阳市四项攻坚实施方案》，请抓好落实。

岳阳市人民政府办公室
2024年5月9日

（此件依申请公开）

岳阳市四项攻坚实施方案
"""


@pytest.mark.parametrize(
    ("text", "masthead"),
    [
        pytest.param(
            REPORT,
            Masthead(
                title="岳阳市实施“四项攻坚”行动工作专报",
                series="四项攻坚",
                genre="专报",
                issue="第2期",
                issuer="市实施“四项攻坚”行动综合协调组",
                level="市",
                region="岳阳市",
                date=datetime.date(2026, 4, 15),
            ),
            id="report",
        ),
        pytest.param(
            JOURNAL,
            Masthead(
                title="湖南省实施“四项攻坚”行动工作专刊",
                series="四项攻坚",
                genre="专刊",
                issue="第3期",
                issuer="省实施“四项攻坚”行动综合协调组",
                level="省",
                region="湖南省",
                date=datetime.date(2026, 4, 1),
            ),
            id="journal",
        ),
        pytest.param(
            BRIEF,
            Masthead(
                title="临湘高新区项目建设工作简报",
                genre="简报",
                issue="第十二期",
                issuer="临湘高新区项目建设工作专班",
                level="县",
                region="临湘市",
                date=datetime.date(2025, 8, 22),
                release="内部",
            ),
            id="brief",
        ),
        pytest.param(
            NOTICE,
            Masthead(
                title="岳阳市人民政府办公室关于印发《岳阳市四项攻坚实施方案》的通知",
                genre="方案",
                number="岳政办发〔2024〕8号",
                issuer="岳阳市人民政府办公室",
                level="市",
                region="岳阳市",
                date=datetime.date(2024, 5, 9),
                release="依申请公开",
            ),
            id="notice of a plan",
        ),
        pytest.param("工作要点", Masthead(title="工作要点"), id="title only"),
    ],
)
def test_what_a_masthead_says(text: str, masthead: Masthead) -> None:
    assert read(text + BODY).masthead == masthead


def test_a_document_without_a_title_is_called_by_its_file() -> None:
    bulletin = read("【重点任务】\n\n各单位抓好落实。\n", "某县简报.第3稿.txt")
    assert bulletin.masthead == Masthead(title="某县简报.第3稿")
    assert bulletin.name == "某县简报.第3稿"


@pytest.mark.parametrize(
    ("line", "issue"),
    [
        ("第 2 期", "第2期"),
        ("第２期", "第2期"),
        ("第十二期", "第十二期"),
        ("（第5期）", "第5期"),
        ("2026年第3期（总第15期）", "第3期"),
        ("第3期（总第 115 期）", "第3期"),
        ("第二批", None),
    ],
)
def test_the_issue_number(line: str, issue: str | None) -> None:
    assert read(f"岳阳市工作简报\n\n{line}\n\n2026年4月1日{BODY}").masthead.issue == issue


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("岳阳市工作专报", "专报"),
        ("湖南省工作专刊", "专刊"),
        ("平江县招商简报", "简报"),
        ("华容县信息快报", "简报"),
        ("岳阳市春季攻势实施方案", "方案"),
        ("岳阳市三年行动计划", "方案"),
        ("关于召开会议的通知", "通知"),
        ("关于印发《岳阳市春耕工作方案》的通知", "方案"),
        ("二〇二六年政府工作报告", "报告"),
        ("岳阳市工作方案（试行）", "方案"),
        ("关于一季度情况的说明", "其他"),
    ],
)
def test_the_genre_is_told_by_the_title(title: str, genre: str) -> None:
    assert (read(title + BODY).masthead.title, read(title + BODY).masthead.genre) == (title, genre)


@pytest.mark.parametrize(
    ("mark", "release"),
    [
        ("（此件公开发布）", "公开"),
        ("（此件主动公开）", "公开"),
        ("（此件依申请公开）", "依申请公开"),
        ("(此件依申请公开)", "依申请公开"),
        ("（此件不予公开）", "内部"),
        ("（此件不公开）", "内部"),
        ("（内部资料 注意保存）", "内部"),
        ("内部资料 注意保存", "内部"),
        ("（坚守底线方面）", "未标注"),
    ],
)
def test_the_release_mark(mark: str, release: str) -> None:
    assert read(f"岳阳市工作简报\n\n2026年4月1日\n\n{mark}{BODY}").masthead.release == release


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2026年4月1日", datetime.date(2026, 4, 1)),
        ("2026 年 4 月 1 日", datetime.date(2026, 4, 1)),
        ("二〇二六年四月一日", datetime.date(2026, 4, 1)),
        ("（2026年4月1日）", datetime.date(2026, 4, 1)),
        ("2026年4月1日印发", datetime.date(2026, 4, 1)),
        ("综合协调组　2026年4月1日", datetime.date(2026, 4, 1)),
        ("2026年4月31日", None),
        ("4月1日", None),
        ("2026年4月", None),
    ],
)
def test_the_date(line: str, date: datetime.date | None) -> None:
    assert read(f"岳阳市工作简报\n\n第1期\n\n{line}{BODY}").masthead.date == date


def test_the_region_is_told_by_the_document_number_where_the_title_names_none() -> None:
    text = "关于印发《春耕工作方案》的通知\n\n岳政办发〔2024〕8号\n\n各县市区人民政府：\n\n请执行。\n"
    masthead = read(text).masthead
    assert (masthead.region, masthead.level) == ("岳阳市", "市")


MISDATED = """汨罗市工作专报

第2期

汨罗市综合协调组

2025年4月28日

【主要指标】

（一）产业指标。2026年1-3月累计完成产值65亿元，同比增长13%。

（二）民生指标。一季度新增就业462人。
"""


def test_an_issue_dated_before_what_it_reports_is_doubted_and_counts_from_the_reported_year() -> None:
    bulletin = read(MISDATED)
    assert bulletin.masthead.date == datetime.date(2025, 4, 28)
    assert bulletin.reference == datetime.date(2026, 4, 28)
    [finding] = bulletin.findings
    assert (finding.kind, finding.severity, finding.paragraph) == ("日期矛盾", "警告", 6)
    assert finding.sentence == (
        "报头日期为2025年4月28日，但正文所述为2026年的工作（如“2026年1-3月”），报头年份疑为2026年之误。"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "力争2026年1-3月完成产值65亿元。",
        "计划2026年6月召开推进会。",
        "推进2026年项目前期工作。",
        "2024—2026年累计实施项目30个。",
        "2024年1-12月完成产值65亿元。",
    ],
)
def test_a_report_that_looks_ahead_or_back_is_not_misdated(sentence: str) -> None:
    bulletin = read(f"汨罗市工作专报\n\n第2期\n\n2025年4月28日\n\n【主要指标】\n\n{sentence}\n")
    assert (bulletin.findings, bulletin.reference) == ((), datetime.date(2025, 4, 28))


def test_a_plan_for_coming_years_is_not_misdated() -> None:
    text = "岳阳市三年行动计划\n\n2024年3月1日\n\n一、目标\n\n2026年12月完成投资100亿元，新增企业30家。\n"
    bulletin = read(text)
    assert (bulletin.findings, bulletin.reference) == ((), datetime.date(2024, 3, 1))


def test_an_undated_issue_counts_from_the_latest_month_it_reports() -> None:
    bulletin = read("汨罗市工作专报\n\n【主要指标】\n\n2025年1-7月完成产值65亿元。\n")
    assert bulletin.reference == datetime.date(2025, 7, 31)
    assert [finding.kind for finding in bulletin.findings] == ["无日期"]


def test_an_issue_that_says_no_year_at_all_counts_from_nothing() -> None:
    bulletin = read("汨罗市工作专报\n\n【主要指标】\n\n1-7月完成产值65亿元。\n")
    assert bulletin.reference is None
    assert [(finding.kind, finding.severity) for finding in bulletin.findings] == [("无日期", "提示")]
