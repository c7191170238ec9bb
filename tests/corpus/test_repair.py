"""Paragraphs are whole again after repair, headings stay by themselves, and no character is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus.readers import read_document
from corpus.readers.text import read_text
from corpus.reading import bulletin_of
from corpus.repair import ends_sentence, repair

SAMPLES = sorted((Path(corpus.__file__).parent / "samples").glob("*.txt"))


def blocks(text: str) -> list[str]:
    return [block.text for block in repair(read_text("试.txt", text.encode()))]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        pytest.param("对照各自职\n\n责，抓好落实。", ["对照各自职责，抓好落实。"], id="page break"),
        pytest.param("对照各自职\n\n— 1 —\n\n责，抓好落实。", ["对照各自职责，抓好落实。"], id="page number between"),
        pytest.param("对照各自职\f责，抓好落实。", ["对照各自职责，抓好落实。"], id="form feed"),
        pytest.param("对照各自职\n\n---\n\n责，抓好落实。", ["对照各自职责，抓好落实。"], id="ruled line between"),
        pytest.param(
            "支付率当月提升\n\n6.7、4.2、19.5个百分点。", ["支付率当月提升6.7、4.2、19.5个百分点。"], id="before digits"
        ),
        pytest.param(
            "全市完成投资、\n4、5月份回升。", ["全市完成投资、4、5月份回升。"], id="a number that looks like a mark"
        ),
        pytest.param("增速为\n3.5%，居全省前列。", ["增速为3.5%，居全省前列。"], id="before a share"),
        pytest.param("推荐“智慧\n工厂”项目。", ["推荐“智慧工厂”项目。"], id="inside quotes"),
        pytest.param(
            "3月以来，全市抓好落实；重点景区\n运营 Facebook\nInstagram 账号。",
            ["3月以来，全市抓好落实；重点景区运营Facebook Instagram账号。"],
            id="between words",
        ),
        pytest.param("甲地增长。\n\n乙地下降。", ["甲地增长。", "乙地下降。"], id="two paragraphs"),
        pytest.param("甲地增长：\n\n一是投资快。", ["甲地增长：", "一是投资快。"], id="a colon ends"),
        pytest.param("甲地增长（含乙地。）\n\n丙地下降。", ["甲地增长（含乙地。）", "丙地下降。"], id="a bracket ends"),
        pytest.param(
            "抓好落实。（坚守底线方面）\n\n3月召开会议。",
            ["抓好落实。（坚守底线方面）", "3月召开会议。"],
            id="a remark ends",
        ),
    ],
)
def test_what_a_page_or_a_line_tore_apart_is_joined(text: str, whole: list[str]) -> None:
    assert blocks(text) == whole


@pytest.mark.parametrize(
    "heading",
    [
        "【重要指标】",
        "【 特色亮点 】",
        "一、总体要求",
        "（一）加强组织领导",
        "(三)统筹发展特色产业",
        "# 重点任务",
        "### 主要指标",
        "1.做好统计工作。",
        "云溪区：三招并用稳增长",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_heading_is_never_joined_with_the_paragraph_below(heading: str, gap: str) -> None:
    text = f"上文到此为止。\n\n{heading}\n{gap}全市上下认真贯彻落实各项部署要求，主要指标稳步回升，实现平稳开局。"
    first, second, third = blocks(text)
    assert (first, third[:6]) == ("上文到此为止。", "全市上下认真")
    assert second == heading.lstrip("# ").replace(" ", "")


def test_a_paragraph_may_begin_right_below_a_numbered_heading() -> None:
    text = "一、总体要求\n　　坚持稳中求进，抓好各项工作。\n二、重点任务\n　　抓好投资。"
    assert blocks(text) == ["一、总体要求", "坚持稳中求进，抓好各项工作。", "二、重点任务", "抓好投资。"]


def test_the_title_of_a_notice_is_not_joined_with_those_it_addresses() -> None:
    text = "岳阳市人民政府办公室\n关于印发《春耕方案》的通知\n\n各县市区人民政府，市直各单位：\n\n请执行。"
    assert blocks(text)[-3:] == ["关于印发《春耕方案》的通知", "各县市区人民政府，市直各单位：", "请执行。"]


def test_the_lines_of_a_masthead_without_blank_lines_stay_apart() -> None:
    text = "平江县招商\n工作简报\n2026年第3期（总第15期）\n平江县招商引资工作专班综合协调组\n2026年4月1日\n【动态】\n抓好落实。"
    assert blocks(text) == text.split("\n")


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("截至3月 31 日，全市 完成 投资。", "截至3月31日，全市完成投资。"),
        ("增长 4.6 个百分点 ，排 第 3 位 。", "增长4.6个百分点，排第3位。"),
        ("（ 一 ）加强 领导。", "（一）加强领导。"),
        ("岳阳市“四项攻坚”行动 工作专报", "岳阳市“四项攻坚”行动 工作专报"),
        ("引入金融活水 焕发楼市生机", "引入金融活水 焕发楼市生机"),
        ("引入金融活水　　焕发楼市生机", "引入金融活水 焕发楼市生机"),
        ("工 作 专 报", "工作专报"),
        ("第 2 期", "第2期"),
        ("运营 Open AI 平台，GDP 增长 5 %。", "运营Open AI平台，GDP增长5 %。"),
        ("\u3000\u3000段首空两格。", "段首空两格。"),
        ("不间断\u00a0空格\u2003和宽空格。", "不间断空格和宽空格。"),
    ],
)
def test_spaces_that_chinese_has_no_use_for_are_dropped(text: str, closed: str) -> None:
    assert blocks(text) == [closed]


@pytest.mark.parametrize(
    ("text", "clean", "bolds"),
    [
        ("●**稳增长。**全市增长。", "●稳增长。全市增长。", ["稳增长。"]),
        ("**甲：**一是**乙**。二是**丙。**", "甲：一是乙。二是丙。", ["甲：", "乙", "丙。"]),
        ("**底线。****安委会**印发要点。", "底线。安委会印发要点。", ["底线。安委会"]),
        ("3月印发文件，抓好落实；人民\n**银行**组织对接。", "3月印发文件，抓好落实；人民银行组织对接。", ["银行"]),
        (
            "会议强调，各级各部门要抓好落实；要做好**强基\n固本**工作。",
            "会议强调，各级各部门要抓好落实；要做好强基固本工作。",
            ["强基固本"],
        ),
        ("** 稳 增长。 **全市 增长。", "稳增长。全市增长。", ["稳增长。"]),
        ("增长5\\*倍，\\#号不变。", "增长5*倍，#号不变。", []),
    ],
)
def test_bold_marks_become_spans_of_the_clean_text(text: str, clean: str, bolds: list[str]) -> None:
    [block] = repair(read_text("试.txt", text.encode()))
    assert (block.text, [block.text[start:end] for start, end in block.bolds]) == (clean, bolds)


def test_a_bold_run_left_open_does_not_run_on_into_the_next_paragraph() -> None:
    [first, second] = repair(read_text("试.txt", "**甲地增长。\n\n乙地下降。".encode()))
    assert (first.text, second.text, second.bolds) == ("甲地增长。", "乙地下降。", ())


@pytest.mark.parametrize(
    "duty", ["（市商务局牵头，市发改委配合）", "（市统计局、市财政局按职责分工负责）", "(市工信局负责)"]
)
def test_duties_on_a_line_of_their_own_join_the_task(duty: str) -> None:
    assert blocks(f"1.做好统计。摸清各县底子。\n\n{duty}\n\n2.做好服务。帮企纾困。") == [
        f"1.做好统计。摸清各县底子。{duty}",
        "2.做好服务。帮企纾困。",
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("增长。", True),
        ("增长：", True),
        ("增长（含乙。）", True),
        ("他说“好！”", True),
        ("落实。（底线方面）", True),
        ("（此件公开）", True),
        ("", True),
        ("增长", False),
        ("增长，", False),
        ("出台《办法》", False),
        ("深化“三资”", False),
        ("省（市）", False),
    ],
)
def test_where_a_sentence_may_end(text: str, answer: bool) -> None:
    assert ends_sentence(text) is answer


def test_a_paragraph_has_the_page_it_begins_on() -> None:
    text = "甲地增长。\n乙地各部门对照各自的职\n— 1 —\n责，抓好落实。\n丙地下降。\n— 2 —\n丁地持平。"
    pages = [(block.page, block.text) for block in repair(read_text("试.txt", text.encode()))]
    assert pages == [
        (1, "甲地增长。"),
        (1, "乙地各部门对照各自的职责，抓好落实。"),
        (2, "丙地下降。"),
        (3, "丁地持平。"),
    ]


# Texts as an office and a scanner might make them: sentences, headings, stray spaces, bold marks, wraps anywhere.
CLAUSES = st.sampled_from(
    [
        "1-7月全市完成投资949.22亿元",
        "增长6.7、4.2个百分点",
        "“三资”盘活",
        "对标GDP 500强",
        "推进《方案》落实",
        "（含园区）",
        "居全省第3位",
    ]
)
SENTENCES = st.lists(CLAUSES, min_size=1, max_size=5).map(lambda clauses: "，".join(clauses) + "。")
HEADINGS = st.sampled_from(
    [
        "【重要指标】",
        "一、总体要求",
        "（一）加强领导",
        "1.抓投资。",
        "●抓项目。",
        "# 报告",
        "——更优。",
        "附件1",
        "第2期",
        "2026年4月1日",
        "---",
    ]
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=4).map("".join)


@st.composite
def worn_texts(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            lines.append(draw(HEADINGS))
        else:
            text, width = draw(PARAGRAPHS), draw(st.integers(3, 60))
            if draw(st.booleans()):
                text = f"**{text[:6]}**{text[6:]}"
            lines += [text[start : start + width] for start in range(0, len(text), width)]
        lines += [""] * draw(st.integers(0, 2))
    return "\n".join(lines)


def bare(text: str) -> str:
    return re.sub(r"[\s*#]", "", re.sub(r"(?m)^\s*-{3,}\s*$", "", text))


@given(worn_texts())
def test_joining_the_blocks_loses_no_character_but_markup(text: str) -> None:
    if bare(text):
        assert bare("".join(blocks(text))) == bare(text)


@given(worn_texts())
def test_repairing_what_is_repaired_changes_nothing_but_marks(text: str) -> None:
    if bare(text):
        once = "\n\n".join(blocks(text))
        assert bare("".join(blocks(once))) == bare(once)


def wrapped(text: str, width: int) -> str:
    lines = ["　　" + text[: width - 2], *(text[at : at + width] for at in range(width - 2, len(text), width))]
    return "\n".join(lines)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_text_in_lines_of_28_characters_reads_like_the_unwrapped(sample: Path) -> None:
    bulletin = bulletin_of(read_document(sample))
    plain = [paragraph.text for paragraph in bulletin.paragraphs if paragraph.role == "body"]
    lines = "\n".join(wrapped(text, 28) for text in plain)
    assert blocks(lines) == blocks("\n\n".join(plain))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_whole_sample_in_pages_of_lines_reads_like_the_unwrapped(sample: Path) -> None:
    bulletin = bulletin_of(read_document(sample))
    lines: list[str] = []
    for paragraph in bulletin.paragraphs:
        lines += wrapped(paragraph.text, 28).split("\n") if paragraph.role == "body" else [paragraph.text, ""]
    paged: list[str] = []
    for number, start in enumerate(range(0, len(lines), 22), 1):
        paged += [*lines[start : start + 22], "", f"— {number} —", ""]
    again = bulletin_of(read_text(sample.name, "\n".join(paged).encode()))
    assert [paragraph.text for paragraph in again.paragraphs] == [paragraph.text for paragraph in bulletin.paragraphs]
