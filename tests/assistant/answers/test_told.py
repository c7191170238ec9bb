"""Lists, persons, sections and questions of two parts, over a small library in words of our own."""

import pytest

from assistant.answering import Assistant
from index.ingest import ingest
from index.library import open_library

BODY = {
    "工作部署": [
        "4月8日，副市长郑小川主持召开茶叶产业推进会。会议提出抓好苗圃扩建、冷链补强、品牌共建“三项任务”。",
        "4月16日，副市长郑小川主持召开渔业安全专题会，通报了休渔期执法情况。",
        "4月20日，局长邹海平主持召开旅游服务座谈会。",
    ],
    "主要指标": [
        "1-3月，全市铁路货运量增长4.2%，河运货运量下降9.5%。技术合同登记36项。",
        "清理废弃渔网，发现堆放点58处，处理案件6起，罚没金额12.4万元。",
        "推荐山口园、河湾园、桥头园申报绿色园区。聚焦“二三四”（两个基地、三条链条、四类人才）配置资源。",
        "清查建筑工地，木料垛32处、钢料垛17处。",
    ],
    "茶旅融合壮大县域经济": ["以茶为媒，建成观光步道12公里。联合8家农户办起民宿，户均增收1.6万元。"],
}


@pytest.fixture(scope="module")
def ask(make_encoder, write_bulletins_to, tmp_path_factory):
    """Ask a library of one bulletin, of April 2026, and one of the year before."""
    folder = tmp_path_factory.mktemp("told")
    write = write_bulletins_to(folder / "inbox")
    earlier = {"主要指标": ["1-7月，全市技术合同登记88项。"]}
    files = [write("新.txt", body=BODY), write("旧.txt", issue=1, date="2025年8月20日", body=earlier)]
    with open_library(folder / "library", make_encoder()) as library:
        assert {outcome.status for outcome in ingest(library, files)} == {"added"}
        yield Assistant(library).ask


def test_as_many_things_as_were_counted_are_found_in_one_sentence(ask):
    answer = ask("茶叶推进会提出的三项任务")

    assert answer.status == "answered"
    assert all(task in answer.text for task in ("苗圃扩建", "冷链补强", "品牌共建"))


def test_a_name_with_a_bracket_behind_it_is_explained_by_the_bracket(ask):
    assert "两个基地、三条链条、四类人才" in ask("“二三四”是指什么").text


def test_things_that_end_as_those_asked_for_are_a_list(ask):
    answer = ask("推荐了哪些园申报绿色园区")

    assert all(name in answer.text for name in ("山口园", "河湾园", "桥头园"))


def test_what_a_person_did_is_told_sentence_by_sentence(ask):
    answer = ask("郑小川4月主持了哪些会")

    assert len(answer.citations) == 2
    assert "茶叶产业推进会" in answer.text
    assert "渔业安全专题会" in answer.text
    assert "邹海平" not in answer.text


def test_a_person_is_never_answered_for_by_another(ask):
    assert ask("郑小川在旅游服务座谈会上怎么说的").status == "not_found"


def test_things_set_side_by_side_share_their_last_word(ask):
    answer = ask("铁路和河运货运量哪个低")

    assert "河运货运量比铁路货运量低13.7个百分点（计算得出）" in answer.text


def test_two_things_asked_about_one_matter_are_both_answered(ask):
    answer = ask("清理废弃渔网发现多少堆放点，罚没多少")

    assert answer.status == "answered"
    assert "58处" in answer.text
    assert "12.4万元" in answer.text


def test_a_section_is_told_by_its_title(ask):
    answer = ask("茶旅融合壮大县域经济")

    assert "观光步道12公里" in answer.text
    assert "户均增收1.6万元" in answer.text


def test_a_year_is_not_read_away_behind_a_word_that_ends_like_a_comparison(ask):
    answer = ask("技术合同去年1-7月")

    assert "88项" in answer.text
    assert "36项" not in answer.text


def test_what_counts_several_things_alike_is_not_answered_by_the_first(ask):
    assert "32处" not in ask("建筑工地石料有多少处").text


def test_a_period_that_has_no_figure_is_said_beside_the_one_that_has(ask):
    answer = ask("技术合同登记2025年1-7月和2024年1-7月各多少项")

    assert answer.status == "partial"
    assert "88项" in answer.text
    assert "资料中没有找到2024年1-7月" in answer.text
