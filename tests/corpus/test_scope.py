"""Of which region and period each sentence speaks: its own, one carried into it, never one it is compared with."""

import datetime

from corpus.bulletin import Paragraph
from corpus.readers.text import read_text
from corpus.reading import bulletin_of
from corpus.scope import scopes, sentence_spans

REFERENCE = datetime.date(2026, 4, 15)


def told(
    text: str, *, region: str | None = "岳阳市", leads: tuple[tuple[int, int], ...] = ()
) -> list[tuple[tuple[str, ...], list[str]]]:
    """For each sentence the regions and the labels of the periods it speaks of."""
    paragraph = Paragraph(1, text, "body", leads=leads, region=region)
    return [
        (scope.regions, [period.label for period in scope.periods]) for scope in scopes(paragraph, reference=REFERENCE)
    ]


def periods(text: str, *, leads: tuple[tuple[int, int], ...] = ()) -> list[list[str]]:
    return [labels for _, labels in told(text, leads=leads)]


def regions(text: str, *, region: str | None = "岳阳市") -> list[tuple[str, ...]]:
    return [names for names, _ in told(text, region=region)]


def test_sentences_join_up_to_the_text() -> None:
    text = "甲增长。乙（含丙。）下降；“丁好！”他说。尾巴"
    spans = sentence_spans(text)
    assert [text[start:end] for start, end in spans] == [
        "甲增长。",
        "乙（含丙。）",
        "下降；",
        "“丁好！”",
        "他说。",
        "尾巴",
    ]


def test_a_period_at_the_head_holds_for_the_sentences_after_it() -> None:
    assert periods("1-2月，投资增长3%。工业增长7.1%。外贸增长4.7%。") == [["2026年1-2月"]] * 3


def test_a_period_inside_a_sentence_holds_only_for_that_sentence() -> None:
    assert periods("全市1-2月投资增长3%。工业增长7.1%。") == [["2026年1-2月"], []]


def test_a_new_run_in_title_ends_what_was_carried() -> None:
    text = "1-2月，投资增长3%。科技方面。登记合同183项。"
    lead = text.index("科技")
    assert periods(text, leads=((lead, lead + 5),)) == [["2026年1-2月"], [], []]


def test_a_run_in_title_that_is_a_period_holds_for_its_sentences() -> None:
    text = "1-2月主要指标。投资增长3%。工业增长7.1%。"
    assert periods(text, leads=((0, 9),)) == [["2026年1-2月"]] * 3


def test_a_later_period_takes_the_place_of_the_first() -> None:
    text = "1-2月，投资增长3%。1-3月，收入增长3.3%。服务业增长13.7%。"
    assert periods(text) == [["2026年1-2月"], ["2026年1-3月"], ["2026年1-3月"]]


def test_a_period_is_carried_through_semicolons_and_of_which() -> None:
    text = "一季度全市收入完成57亿元，增长3%。其中，税收增长2%；非税下降1%。森林防火平稳。"
    assert periods(text) == [["2026年1-3月"], ["2026年1-3月"], ["2026年1-3月"], []]


def test_a_period_compared_with_is_not_the_sentences() -> None:
    assert periods("1-2月，投资增长3%。用电量增长2.1%，比去年全年快0.2个百分点。") == [["2026年1-2月"]] * 2
    assert periods("用电量较2月份上升。") == [[]]


def test_a_day_dates_an_event_and_not_the_figures_after_it() -> None:
    assert periods("1-2月，投资增长3%。3月4日召开会议。工业增长7%。") == [["2026年1-2月"], [], []]


def test_until_a_day_is_a_period() -> None:
    assert periods("截至3月31日，全市发生事故11起。") == [["截至2026年3月31日"]]


def test_a_compared_region_is_not_the_sentences() -> None:
    assert regions("投资增长3%，高于全省平均4.6个百分点。") == [("岳阳市",)]
    assert regions("增速分别高于全国、全省0.2、6.2个百分点。", region="怀化市") == [("怀化市",)]
    assert regions("总值居全省第3位。") == [("岳阳市",)]


def test_a_region_that_opens_a_clause_is_the_subject() -> None:
    assert regions("1-6月，平江县销售额3.36亿元。全省增长5%。") == [("平江县",), ("湖南省",)]


def test_several_regions_may_be_the_subject() -> None:
    assert regions("汨罗市、平江县分别完成3件、5件。") == [("汨罗市", "平江县")]


def test_a_region_travelled_to_is_not_the_subject() -> None:
    assert regions("组织企业赴北京市、天津市招商。") == [("岳阳市",)]


def test_the_whole_city_in_a_county_level_citys_issue_is_that_city() -> None:
    assert regions("目前全市农资充足。全县、全省平稳。", region="汨罗市")[0] == ("汨罗市",)


def test_the_whole_city_in_an_item_of_a_provincial_issue_is_the_items_city() -> None:
    assert regions("截至3月底，全市新增140家。", region="长沙市") == [("长沙市",)]


def test_a_text_without_a_region_leaves_it_open() -> None:
    assert regions("全市增长3%。", region=None) == [()]


def test_whether_the_words_themselves_say_region_and_period() -> None:
    paragraph = Paragraph(1, "1-2月，平江县增长3%。工业增长5%。", "body", region="岳阳市")
    assert [(scope.own_region, scope.own_period) for scope in scopes(paragraph, reference=REFERENCE)] == [
        (True, True),
        (False, False),
    ]


def test_sentences_of_a_countys_item_have_the_county() -> None:
    text = """岳阳市工作专报

第2期

2026年4月15日

【特色亮点】

●云溪区：三招并用稳增长。一季度地方收入1.8亿元，增长10.28%。全区新开工项目5个，居全市前列。

●全市各园区加快建设。新开工项目50个。
"""
    bulletin = bulletin_of(read_text("试.txt", text.encode()))
    county, city = bulletin.paragraphs[4:]
    assert {scope.regions for scope in scopes(county, reference=bulletin.reference)} == {("云溪区",)}
    assert {scope.regions for scope in scopes(city, reference=bulletin.reference)} == {("岳阳市",)}


def test_a_sentence_longer_than_any_real_one_is_cut_and_nothing_is_lost() -> None:
    text = "新增企业十二家，" * 900 + "完成。" + "无标点" * 900
    spans = sentence_spans(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert max(end - start for start, end in spans) <= 1_500
