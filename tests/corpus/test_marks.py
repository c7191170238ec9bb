"""What a line begins with tells its level; numbers that only look like marks are none."""

import pytest

from corpus.bulletin import SectionKind
from corpus.marks import Mark, is_document_title, is_part, is_tail, kind_of, mark_of, stands_alone


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("【重要指标】", Mark("【】", "【重要指标】", 1, 6)),
        ("【 特色亮点 】", Mark("【】", "【 特色亮点 】", 1, 8)),
        ("一、总体要求", Mark("一、", "一、", 2, 2)),
        ("十二、附则", Mark("一、", "十二、", 2, 3)),
        ("（一）加强领导", Mark("（一）", "（一）", 3, 3)),
        ("(三) 加强领导", Mark("（一）", "(三)", 3, 4)),
        ("1.抓投资。", Mark("1.", "1.", 4, 2)),
        ("12．抓投资。", Mark("1.", "12．", 4, 3)),
        ("3、抓投资。", Mark("1.", "3、", 4, 2)),
        ("（1）抓投资。", Mark("（1）", "（1）", 5, 3)),
        ("●抓投资。", Mark("●", "●", 6, 1)),
        ("▲衡阳市抓投资。", Mark("●", "▲", 6, 1)),
        ("● 抓投资。", Mark("●", "●", 6, 2)),
        ("——抓投资。", Mark("——", "——", 6, 2)),
        ("- 抓投资。", Mark("-", "- ", 6, 2)),
    ],
)
def test_the_mark_at_the_start_of_a_line(line: str, mark: Mark) -> None:
    assert mark_of(line) == mark


@pytest.mark.parametrize(
    "line",
    [
        "3.5%的企业",
        "10.2亿元",
        "３．５％的企业",
        "2026年，全市",
        "1-7月，全市",
        "一是抓投资。",
        "一季度，全市",
        "【速报】会议召开。",
        "（市商务局牵头）",
        "-3.5%",
        "(2024年)全市",
        "100.抓投资",
        "抓投资。",
        "",
    ],
)
def test_what_is_no_mark(line: str) -> None:
    assert mark_of(line) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("工作部署", "部署"),
        ("市州动态", "部署"),
        ("重要指标", "指标"),
        ("主要指标", "指标"),
        ("经济运行情况", "指标"),
        ("重点任务", "任务"),
        ("主要措施", "任务"),
        ("突出问题", "问题"),
        ("存在的困难", "问题"),
        ("特色亮点", "亮点"),
        ("典型案例", "亮点"),
        ("工作目标", "目标"),
        ("总体要求", "目标"),
        ("组织实施", "组织"),
        ("推进机制", "组织"),
        ("保障措施", "组织"),
        ("下步打算", "其他"),
    ],
)
def test_the_kind_of_a_section(title: str, kind: SectionKind) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("春耕生产实施方案", True),
        ("《春耕生产实施方案》", True),
        ("重点任务清单", True),
        ("附件1 任务表", True),
        ("附件：1．春耕方案", False),
        ("附件1：春耕方案", True),
        ("附件2", True),
        ("云溪区：三招稳增长", False),
        ("工作目标", False),
    ],
)
def test_an_unmarked_heading_that_opens_a_part(title: str, answer: bool) -> None:
    assert is_part(title) is answer


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("报：书记，秘书长；", True),
        ("送：各成员单位", True),
        ("抄送：市委各部门。", True),
        ("联系电话：0730-0000000", True),
        ("2024年3月4日印发", True),
        ("发：市直有关单位", True),
        ("报送材料要及时。", False),
        ("全市发放补贴。", False),
    ],
)
def test_the_lines_that_open_the_distribution_list(line: str, answer: bool) -> None:
    assert is_tail(line) is answer


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("第2期", True),
        ("第十二期", True),
        ("2026年第3期（总第15期）", True),
        ("岳政办发〔2024〕2号", True),
        ("2024年3月1日", True),
        ("二〇二四年三月一日", True),
        ("2024年3月4日印发", True),
        ("第2期工程完工", False),
        ("2024年3月1日召开会议", False),
        ("2024年", False),
    ],
)
def test_the_lines_that_are_whole_in_themselves(line: str, answer: bool) -> None:
    assert stands_alone(line) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("关于印发《春耕方案》的通知", True),
        ("岳阳市人民政府办公室关于做好春耕的意见", True),
        ("印发《关于做好春耕的通知", False),
        ("下发关于做好春耕的通知，采取暗访", False),
        ("关于做好春耕的通知。", False),
    ],
)
def test_the_title_of_an_official_document(text: str, answer: bool) -> None:
    assert is_document_title(text) is answer
