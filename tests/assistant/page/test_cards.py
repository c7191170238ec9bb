from dataclasses import replace

import pytest

from assistant.page.cards import (
    CARD_COUNT,
    card_label,
    library_line,
    more_sources,
    shortened,
    source_address,
    source_frame,
)


def test_a_card_says_number_issue_date_title_place_and_quote(library):
    citation = library.cited("a1b2", 2, "登记务工人员1.2万人次", paragraph=24)
    assert card_label(citation) == (
        "[2] 第2期 2026-04-15\n汨罗市“开局八好”工作专报\n"
        "【特色亮点】 › 零工驿站惠民生 › 第24段\n“登记务工人员1.2万人次”"
    )


def test_a_card_of_an_undated_document_has_no_gaps(library):
    citation = replace(library.cited("a1b2", 1, "2026年", paragraph=4), issue=None, date=None, section=())
    assert card_label(citation) == "[1]\n汨罗市“开局八好”工作专报\n第4段\n“2026年”"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("一二三四五六", "一二三四五六"),
        ("一二三四五六七", "一二三四……"),
        ("一二\n三　四", "一二 三 四"),
    ],
)
def test_a_long_text_is_cut_to_its_length_and_says_so(text, short):
    assert shortened(text, 6) == short


def test_the_address_of_a_source_holds_its_key_and_numbers_only(library):
    citation = library.cited("a1b2", 1, "同比增长7.1%", paragraph=4)
    start, end = citation.span
    assert source_address(citation) == f"/source/a1b2?p=4&from={start}&to={end}#p4"


def test_a_key_cannot_break_out_of_the_address(library):
    citation = replace(library.cited("a1b2", 1, "2026年", paragraph=4), key='../a"><script>?&#期')
    assert source_address(citation).startswith("/source/..%2Fa%22%3E%3Cscript%3E%3F%26%23%E6%9C%9F?p=4&")


def test_the_frame_of_a_hostile_document_holds_none_of_its_text(library, hostile):
    frame = source_frame(library.cited("bad", 1, hostile, paragraph=1))
    address = f"/source/bad?p=1&amp;from=0&amp;to={len(hostile)}#p1"
    assert frame == (
        f'<a class="new-page" href="{address}" target="_blank" rel="noopener">在新页面打开</a>'
        f'<iframe title="原文" sandbox="" src="{address}"></iframe>'
    )


def test_sources_without_a_card_are_told(library):
    citation = library.cited("a1b2", 1, "2026年", paragraph=4)
    assert more_sources([citation] * CARD_COUNT) == ""
    assert more_sources([citation] * (CARD_COUNT + 2)) == "另有 2 处依据，点回答中的 [9] 等编号查看。"


def test_the_library_line_counts_documents_and_names_the_newest_day(library):
    documents = library.documents()
    undated = replace(documents[0], masthead=replace(documents[0].masthead, date=None))
    assert library_line(documents) == "资料库：2 份文件，最新一期 2026-04-15"
    assert library_line([undated]) == "资料库：1 份文件"
    assert library_line([]) == "资料库还是空的，请先录入文件"
