"""One answer against one case: what is right, and what each planted fault costs."""

from dataclasses import replace
from typing import Any

import pytest

from eval.cases import Case, Gold
from eval.judging import Judgement, judge, matches, normal, says, spoken

DOCUMENT = "云水县专报第1期"
QUOTE = "2026年1-3月，全县社会消费品零售总额12.5亿元，增长4.2%"
CASE = Case(
    id="T1",
    type="figure",
    question="云水县一季度社零总额？",
    must=(("12.5亿元", "12.5亿"), ("4.2%",), ("1-3月", "一季度")),
    answerable=True,
    must_not=("1-2月",),
    cite=(Gold(DOCUMENT, "社会消费品零售总额12.5亿元，增长4.2%"),),
)
UNANSWERABLE = Case(
    id="T2",
    type="unanswerable",
    question="云水县县长是谁？",
    must=(("未找到", "没有提到"),),
    answerable=False,
    must_not=("张三",),
)
REFUSAL: dict[str, Any] = {"status": "not_found", "text": "材料里没有这一条。", "citations": []}


def citation(quote: str, document: str = DOCUMENT) -> dict[str, Any]:
    return {"number": 1, "document": document, "quote": quote}


def answered(text: str, *citations: dict[str, Any]) -> dict[str, Any]:
    return {"status": "answered", "text": text, "citations": list(citations)}


def test_a_right_and_cited_answer_is_right() -> None:
    assert judge(answered("2026年1—3月，社零总额 12.5 亿元，增长**4.2％**[1]。", citation(QUOTE)), CASE) == Judgement(
        correct=True, reasons=(), citation_recall=1.0, citation_precision=1.0, refused=False, length=32
    )


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("一季度12.5亿元。", ("缺少：4.2%",)),
        ("2026年1-2月12.5亿元，增长4.2%。", ("缺少：1-3月／一季度", "出现了不该有的：1-2月")),
        ("一季度12.5亿元，增长14.2%。", ("缺少：4.2%",)),
        ("一季度112.5亿元，增长4.2%。", ("缺少：12.5亿元／12.5亿",)),
        ("一季度12.5亿元，增长4.2%。" + "全县" * 80, ("太长：177字，上限160字",)),
        ("", ("缺少：12.5亿元／12.5亿", "缺少：4.2%", "缺少：1-3月／一季度")),
    ],
    ids=["half", "wrong period", "longer decimal", "longer number", "padded", "empty"],
)
def test_a_wrong_answer_says_what_failed(text: str, reasons: tuple[str, ...]) -> None:
    judgement = judge(answered(text, citation(QUOTE)), CASE)
    assert (judgement.correct, judgement.reasons) == (False, reasons)


def test_a_padded_answer_that_contains_everything_is_wrong_by_its_length() -> None:
    everything = "一季度12.5亿元，增长4.2%。" + "；".join(f"{number}月{number}.5亿元" for number in range(4, 40))
    assert judge(answered(everything, citation(QUOTE)), CASE).reasons == ("太长：364字，上限160字",)


def test_a_list_may_be_longer_than_a_figure() -> None:
    text = "一季度12.5亿元，增长4.2%。" + "全县" * 80
    assert judge(answered(text, citation(QUOTE)), replace(CASE, type="list")).correct


def test_a_dropped_citation_costs_recall_and_not_correctness() -> None:
    judgement = judge(answered("一季度12.5亿元，增长4.2%。"), CASE)
    assert (judgement.correct, judgement.citation_recall, judgement.citation_precision) == (True, 0.0, None)


def test_a_needless_citation_costs_precision() -> None:
    judgement = judge(answered("一季度12.5亿元，增长4.2%。", citation(QUOTE), citation("会议强调了安全生产。")), CASE)
    assert (judgement.citation_recall, judgement.citation_precision) == (1.0, 0.5)


def test_one_of_two_labels_found_is_half_the_recall() -> None:
    case = replace(CASE, cite=(*CASE.cite, Gold("云水市专报第3期", "全市社零总额88.1亿元")))
    judgement = judge(answered("一季度12.5亿元，增长4.2%。", citation(QUOTE)), case)
    assert (judgement.citation_recall, judgement.citation_precision) == (0.5, 1.0)


def test_refusing_what_is_in_the_material_is_wrong() -> None:
    judgement = judge(answered("一季度12.5亿元，增长4.2%。") | {"status": "not_found"}, CASE)
    assert (judgement.correct, judgement.refused) == (False, True)
    assert judgement.reasons == ("材料里有答案，却答“未找到”",)


@pytest.mark.parametrize("status", ["not_found", "clarify"])
def test_a_status_of_refusal_is_right_where_there_is_no_answer(status: str) -> None:
    assert judge(REFUSAL | {"status": status}, UNANSWERABLE) == Judgement(True, (), None, None, True, 9)


def test_a_refusal_in_words_is_right_but_not_counted_as_refused() -> None:
    judgement = judge(answered("材料里没有提到县长姓名。"), UNANSWERABLE)
    assert (judgement.correct, judgement.refused) == (True, False)


def test_an_invented_answer_is_wrong_where_there_is_none() -> None:
    assert judge(answered("县长是张三。"), UNANSWERABLE).reasons == (
        "材料里没有答案，却没有说明未找到",
        "出现了不该有的：张三",
    )


def test_a_refusal_that_lets_the_wrong_name_slip_is_wrong() -> None:
    assert judge(REFUSAL | {"text": "未找到，可能是张三。"}, UNANSWERABLE).reasons == ("出现了不该有的：张三",)


@pytest.mark.parametrize(
    ("text", "wording", "said"),
    [
        ("增长 3 %", "3%", True),
        ("增长**3**％", "3%", True),
        ("增长6.3%", "3%", False),
        ("增长3%", "*3%", True),
        ("增长6.3%", "*3%", False),
        ("211起", "11起", False),
        ("1. 11起", "11起", True),
        ("2025年1～7月", "1-7月", True),
        ("2025年11-17月", "1-7月", False),
        ("共85638单", "8563", False),
        ("销售额１２．５亿元", "12.5亿", True),
        ("增长3%[1]8.0%", "8.0%", True),
        ("居全省[12]第9位", "全省第9", True),
        ("岳政办发〔2024〕2号", "〔2024〕2号", True),
        ("“政企联动”精准培训", "“政企联动”", True),
    ],
)
def test_a_wording_is_said_as_whole_numbers_and_without_regard_to_form(text: str, wording: str, said: bool) -> None:
    assert says(spoken(text), wording) is said


def test_the_normal_form_drops_white_space_stars_and_widths() -> None:
    assert normal(" **１－７月** 增长\u3000６．３％\n") == "1-7月增长6.3%"


@pytest.mark.parametrize(
    ("quote", "matched"),
    [
        ("全县社会消费品零售总额１２．５亿元，增长 4.2％，高于全市。", True),
        ("零售总额12.5亿元", True),
        ("12.5亿元", False),
        ("社会消费品零售总额12.5亿元。同比提高", True),
        ("社会消费品价格上涨4.2%", False),
        ("", False),
    ],
    ids=["holds the gold", "within the gold", "too short", "most of it", "little of it", "empty"],
)
def test_a_citation_matches_by_containment_or_a_long_common_piece(quote: str, matched: bool) -> None:
    assert matches(citation(quote), CASE.cite[0]) is matched


def test_the_right_words_from_another_document_do_not_match() -> None:
    assert not matches(citation(QUOTE, "云水县专报第2期"), CASE.cite[0])


def test_an_alternative_quote_matches_in_its_own_document() -> None:
    gold = replace(CASE.cite[0], alternatives=(("云水市专报第3期", "云水县增长4.2%，居第一"),))
    assert matches(citation("云水县增长4.2%，居第一", "云水市专报第3期"), gold)
    assert not matches(citation("云水县增长4.2%，居第一"), gold)
