"""What is doubtful within a document: contradictory figures, paragraphs told twice, pages not made out, a date that cannot be."""

import pytest

from corpus.bulletin import RawDocument, RawLine, Source
from corpus.likeness import near_duplicates
from corpus.reading import bulletin_of

HEAD = "汨罗市“开局八好”工作专报\n\n第3期\n\n汨罗市综合协调组\n\n2026年5月6日\n\n"
PLAN = "岳阳市产业行动实施方案\n\n2024年3月1日\n\n"
LONG = "全市上下要紧盯年度目标，压实牵头单位责任，实行每旬调度、每月通报、每季讲评，对进度滞后的单位及时提醒，对连续落后的严肃约谈，确保各项任务落地见效。"


def kinds(text: str, *, unreadable: tuple[int, ...] = ()) -> list[tuple[str, int | None]]:
    lines = tuple(RawLine(line) for line in text.splitlines())
    bulletin = bulletin_of(RawDocument(Source("专报.txt", "0", "text", 1), lines, unreadable))
    return [(finding.kind, finding.paragraph) for finding in bulletin.findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            HEAD + "【指标】\n\n1-3月，固定资产投资增长3%。\n\n【任务】\n\n一季度全市固定资产投资增长5%。\n",
            [("数字矛盾", 8)],
        ),
        (
            HEAD + "【指标】\n\n1-3月，固定资产投资增长3%。\n\n【任务】\n\n1-2月全市固定资产投资增长5%。\n",
            [],
        ),  # another period
        (
            HEAD + "【指标】\n\n1-3月，固定资产投资增长3%。\n\n【任务】\n\n1-3月，岳阳市固定资产投资增长5%。\n",
            [],
        ),  # another region
        (
            HEAD + "【指标】\n\n1-3月，固定资产投资增长3%。\n\n【任务】\n\n1-3月，水利固定资产投资增长5%。\n",
            [],
        ),  # another indicator
        (
            HEAD + "【指标】\n\n1-3月，固投增长3%。\n\n【任务】\n\n1-3月，固定资产投资下降3%。\n",
            [("数字矛盾", 8)],
        ),  # sign, alias
        (
            PLAN + "一、目标\n\n高新技术产业增加值增长10%左右。\n\n二、任务\n\n高新技术产业增加值增长10%以上。\n",
            [("数字矛盾", 6)],
        ),
        (PLAN + "一、目标\n\n进出口总额增长7%。\n\n二、任务\n\n实现进出口总额增长7%。\n", []),
    ],
)
def test_a_figure_told_two_ways_is_a_finding(text: str, found: list[tuple[str, int | None]]) -> None:
    assert kinds(text) == found


def test_a_paragraph_told_twice_is_a_finding() -> None:
    changed = LONG.replace("严肃约谈", "严肃问责")

    assert kinds(HEAD + f"【任务】\n\n{LONG}\n\n【要求】\n\n{changed}\n") == [("重复段落", 8)]


def test_pages_that_could_not_be_made_out_are_a_finding() -> None:
    assert kinds(HEAD + "【任务】\n\n工作有序推进。\n", unreadable=(2, 5)) == [("无法辨认", None)]


def test_a_bulletin_without_a_place_is_doubted() -> None:
    assert kinds("工作简报\n\n第3期\n\n2026年5月6日\n\n【任务】\n\n全市工作有序推进。\n") == [("地区不明", None)]


def test_likeness_is_the_share_of_common_runs() -> None:
    assert near_duplicates(
        [
            LONG,
            "短句。",
            LONG,
            LONG[:40] + "此后各句与前文全不相同，另起炉灶，说的是别的事情，别的地方，别的时间和别的人。",
        ]
    ) == [(0, 2, 1.0)]
