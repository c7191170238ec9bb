import re

import pytest

from assistant.answer import Answer
from assistant.page.message import answer_message, pieces, plain_message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长7.1%[1]。居第2位[1]。", ["增长7.1%[1]。", "居第2位[1]。"]),
        ("增长7.1%。[1][2]居第2位", ["增长7.1%。[1][2]", "居第2位"]),
        ("他说：“快。”再说", ["他说：“快。”", "再说"]),
        ("第一行\n\n第二行；第三句", ["第一行\n\n", "第二行；", "第三句"]),
        ("。。\n", ["。。\n"]),
        ("", []),
    ],
)
def test_an_answer_is_streamed_by_sentences_that_join_to_the_whole(text, expected):
    assert pieces(text) == expected
    assert "".join(pieces(text)) == text


def test_a_long_list_is_streamed_in_few_pieces():
    text = "".join(f"第{number}条。\n" for number in range(100))
    assert len(pieces(text)) == 15
    assert "".join(pieces(text)) == text


def test_a_message_shows_characters_of_markup_as_characters():
    assert plain_message('<b a="1">&lt;\n二') == "&lt;b a=&quot;1&quot;&gt;&amp;lt;<br>二"


def test_only_numbers_that_have_a_citation_become_links(library):
    citation = library.cited("a1b2", 1, "同比增长7.1%", paragraph=4)
    start, end = citation.span
    assert answer_message(Answer("问", "answered", "增长7.1%[1]，见[9]。", (citation,), seconds=0.12)) == (
        f'<div class="answer">增长7.1%<a class="cite" target="_blank" '
        f'href="/source/a1b2?p=4&amp;from={start}&amp;to={end}#p4">[1]</a>，见[9]。</div>'
        '<div class="footing">依据 1 处 · 用时 0.1 秒</div>'
    )


def test_labels_come_before_the_text_and_notes_after_it():
    answer = Answer("问", "partial", "甲\n乙", notes=("丙<丁",), understood=(("地区", "汨罗市"), ("期间", "2025年")))
    assert answer_message(answer) == (
        '<div class="understood">地区 汨罗市 · 期间 2025年</div><div class="answer">甲<br>乙</div>'
        '<div class="notes"><div>丙&lt;丁</div></div>'
    )


def test_notes_wait_until_the_text_is_complete():
    answer = Answer("问", "answered", "甲。乙。", notes=("丙",))
    assert answer_message(answer, "甲。") == '<div class="answer">甲。</div>'


def test_a_hostile_answer_leaves_no_element_but_our_own(assistant):
    message = answer_message(assistant.ask("敌对"))
    assert set(re.findall(r"<[^>]*>", message)) == {
        '<div class="understood">',
        '<div class="answer">',
        '<div class="notes">',
        '<div class="footing">',
        "<div>",
        "</div>",
        *re.findall(r'<a class="cite" target="_blank" href="/source/bad\?p=1&amp;from=0&amp;to=\d+#p1">', message),
        "</a>",
    }
