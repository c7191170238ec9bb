import re

import pytest

from assistant.page.source import Cited, cited_place, missing_page, source_page
from corpus.bulletin import Masthead, Paragraph
from index.hits import Document, Passage


def page_of(text, cited, *, leads=(), role="body", section=()):
    document = Document("k", "甲", "甲.docx", 1, "0", Masthead(title="甲"), None, 1)
    passage = Passage(document, Paragraph(1, text, role, leads=leads), section, "其他")
    return source_page(document, [passage], cited)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        (("12", "3", "40"), Cited(12, (3, 40))),
        (("12", None, None), Cited(12)),
        (("12", "40", "3"), Cited(12)),
        (("12", "-1", "3"), Cited(12)),
        ((None, "3", "40"), None),
        (("十二", "3", "40"), None),
        (("１２", "3", "40"), None),
        (("9" * 5000, "3", "40"), None),
    ],
)
def test_only_sensible_numbers_of_the_address_count(query, place):
    assert cited_place(*query) == place


def test_the_cited_words_and_no_others_are_marked():
    assert '<span class="text">增长<mark id="cited">7.1%</mark>。</span>' in page_of("增长7.1%。", Cited(1, (2, 6)))


@pytest.mark.parametrize("cited", [Cited(1, (2, 99)), Cited(1, (6, 6)), Cited(1)])
def test_a_span_outside_the_paragraph_is_not_marked_but_the_paragraph_is_highlighted(cited):
    page = page_of("增长7.1%。", cited)
    assert "<mark" not in page
    assert '<p id="p1" class="body cited">' in page


@pytest.mark.parametrize("cited", [Cited(2, (0, 1)), None])
def test_a_paragraph_that_is_not_there_highlights_nothing(cited):
    page = page_of("增长7.1%。", cited)
    assert "<mark" not in page
    assert '<p id="p1" class="body">' in page


def test_a_run_in_title_stays_bold_where_the_citation_begins_inside_it():
    page = page_of("一是稳。增长7.1%。", Cited(1, (2, 8)), leads=((0, 4),))
    assert '<b>一是</b><mark id="cited"><b>稳。</b>增长7.</mark>1%。' in page


@pytest.mark.parametrize(
    ("section", "opening"),
    [
        ((), '<h2 id="p1" class="heading1">'),
        (("甲",), '<h2 id="p1" class="heading1">'),
        (("甲", "乙"), '<h3 id="p1" class="heading2">'),
        (("甲", "乙", "丙", "丁"), '<h4 id="p1" class="heading3">'),
    ],
)
def test_a_heading_is_styled_by_its_depth(section, opening):
    assert opening in page_of("（一）稳", None, role="heading", section=section)


def test_the_page_shows_masthead_findings_and_the_pages_of_the_original(library):
    document = library.document("a1b2")
    page = source_page(document, library.passages("a1b2"), None)
    assert "<h1>汨罗市“开局八好”工作专报</h1>" in page
    assert re.findall(r"<span[^>]*>([^<]*)</span>", page)[:4] == ["第2期", "汨罗市人民政府办公室", "2026-04-15", "内部"]
    assert '<a href="#p8">第8段</a>：与上一期第6段文字相同，可能是误贴' in page
    assert re.findall(r"原文第 \d+ 页", page) == ["原文第 1 页", "原文第 2 页", "原文第 3 页"]


def test_hostile_text_is_escaped_wherever_it_stands(library, hostile):
    page = source_page(library.document("bad"), library.passages("bad"), Cited(1, (0, len(hostile))))
    assert re.findall(r"<(?:img|script|div|form|svg|video|input)", page) == []
    assert page.count("&lt;script&gt;") == 4  # title element, heading, finding, paragraph


def test_the_page_of_a_missing_document_says_what_to_do():
    assert "资料库里没有这份文件，可能已被删除或替换。请回到问答页重新提问。" in missing_page()
