"""Terms: single characters with pairs, whole numbers, whole Latin words."""

import pytest

from index.words import telling_terms, terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("零工驿站", ["零", "工", "驿", "站", "零工", "工驿", "驿站"]),
        ("增速，快", ["增", "速", "增速", "快"]),
        ("8,976.10万元", ["8976.1", "万", "元", "万元"]),
        ("增长3.0%", ["增", "长", "增长", "3"]),
        ("2024年", ["2024", "年"]),
        ("〔2024〕12号", ["2024", "12", "号"]),
        ("１２３．４０亿", ["123.4", "亿"]),
        ("5G与AI大模型Qwen3", ["5", "g", "与", "ai", "大", "模", "型", "大模", "模型", "qwen3"]),
        ("ＧＤＰ", ["gdp"]),
        ("二〇二六", ["二", "〇", "二", "六", "二〇", "〇二", "二六"]),
        ("，。；：“”【】（）〔〕—－…●▲", []),
        ("", []),
        (" \n\t\x00", []),
    ],
)
def test_a_text_has_these_terms(text: str, found: list[str]) -> None:
    assert terms(text) == found


@pytest.mark.parametrize("written", ["8,976.10", "8976.1", "8976.10", "８，９７６．１０"])
def test_a_number_is_one_term_however_it_is_written(written: str) -> None:
    assert terms(written) == ["8976.1"]


def test_numbers_that_a_comma_only_separates_stay_two() -> None:
    assert terms("12,34") == ["12", "34"]


def test_a_line_break_does_not_pair_characters() -> None:
    assert "段落" not in terms("第一段\n落后的")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("零工驿站", ["零工", "工驿", "驿站"]),
        ("药", ["药"]),
        ("GDP增速7%", ["gdp", "增速", "7"]),
        ("5G，AI大模型", ["5", "g", "ai", "大模", "模型"]),
        ("", []),
    ],
)
def test_of_a_word_its_pairs_tell_and_of_a_lone_character_itself(text: str, found: list[str]) -> None:
    assert telling_terms(text) == found
