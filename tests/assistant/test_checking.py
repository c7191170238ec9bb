"""No number reaches the reader that the cited paragraph does not have."""

import pytest

from assistant.checking import Problem, check
from assistant.citation import Citation

PARAGRAPH = "1-2月全市社零实现311.3亿元，同比增长1.8%，比全省平均快1.8个百分点。"
CITATION = Citation(
    1,
    "k",
    "岳阳第2期",
    "岳阳市工作专报",
    "第2期",
    None,
    ("【重要指标】",),
    12,
    PARAGRAPH,
    (0, len(PARAGRAPH)),
    PARAGRAPH,
)


def test_a_sentence_with_the_paragraphs_own_numbers_passes():
    assert check("社会消费品零售总额311.3亿元，增长１.８％[1]。", [CITATION]) == []


@pytest.mark.parametrize(
    ("wrong", "number"), [("313.1亿元", "313.1"), ("增长8.1%", "8.1"), ("311.3亿元，第5位", "5"), ("增长18%", "18")]
)
def test_a_changed_number_is_caught(wrong, number):
    assert check(f"社零{wrong}[1]。", [CITATION]) == [Problem(f"社零{wrong}[1]。", f"所引段落中没有数字{number}")]


def test_trailing_zeros_and_thousands_marks_do_not_make_a_number_another():
    citation = Citation(1, "k", "d", "t", None, None, (), 1, "8,976.10万元", (0, 10), "8,976.10万元")

    assert check("8976.1万元[1]。", [citation]) == []


def test_a_mark_that_cites_nothing_is_caught():
    assert check("增长1.8%[2]。", [CITATION]) == [Problem("增长1.8%[2]。", "引用[2]不存在")]


def test_a_number_without_any_citation_is_caught():
    assert check("增长1.8%。", [CITATION]) == [Problem("增长1.8%。", "所引段落中没有数字1.8")]


def test_a_year_carried_in_from_the_masthead_must_be_declared():
    text = "2026年1-2月，社会消费品零售总额311.3亿元[1]。"

    assert check(text, [CITATION]) == [Problem(text, "所引段落中没有数字2026")]
    assert check(text, [CITATION], known=["2026年1-2月"]) == []
