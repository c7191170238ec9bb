"""Markdown: the same paper, and nothing of a document becomes a mark."""

import pytest
from markdown_it import MarkdownIt

from assistant.export.markdown import escaped, write_markdown
from assistant.export.paper import Body, Heading, Paper, Run
from assistant.export.papers import cards_paper, search_paper


def shown(markdown: str) -> str:
    """What a reader sees, without tags."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= {"text", "softbreak"}
    return "".join(child.content for child in children)


def test_a_card_is_told_with_headings_strong_titles_and_footnotes(trade):
    lines = write_markdown(cards_paper("对非贸易", [trade])).split("\n\n")
    assert lines[:5] == [
        "# 关于“对非贸易”的先例",
        "（以下文字均摘自原文，出处见页下脚注）",
        "## 一、对非贸易跑出新速度",
        "地区：汨罗市；日期：2025年4月28日；单位：汨罗市商务局、汨罗海关[^1]。",
        "### （一）背景",
    ]
    assert lines[7].startswith("**1\\.产品做优。** 瞄准非洲")
    assert lines[-1].startswith("[^1]: 《汨罗市“开局八好”工作专报》第2期（2025-04-28）")


@pytest.mark.parametrize(
    "text",
    [
        "![图](http://evil/x.png)",
        "[链接](javascript:alert(1))",
        "<script>alert(1)</script>",
        "<http://evil>",
        "&lt;b&gt; &#60;",
        "*强* _调_ `码` ~~删~~ ^上^ $x$",
        "# 不是标题",
        "> 不是引文",
        "- 不是列表",
        "+ 不是列表",
        "1. 不是列表",
        "2) 不是列表",
        "---",
        "===",
        "```不是代码",
        "~~~不是代码",
        "| 不 | 是 | 表 |",
        "[^1]: 不是脚注",
        "[a]: http://evil",
        ": 不是定义",
        "反斜杠\\结尾\\",
        "https://evil.example 和 www.evil.example",
    ],
)
def test_document_text_shows_as_text(text):
    assert shown(escaped(text)) == text
    for part in (Body((Run(text),)), Heading(1, text)):
        assert shown(write_markdown(Paper("题", (part,)))).endswith(text)


def test_addresses_are_not_linked():
    assert escaped("https://evil.example 和 www.evil.example") == "https\\://evil.example 和 www\\.evil.example"
    assert escaped("a@b.cn") == "a\\@b.cn"


@pytest.mark.parametrize("behind", ["(http://evil)", ": 不是脚注", "[x]", "[x](y)"])
def test_text_behind_a_footnote_mark_makes_no_link_or_note_of_it(trade, behind):
    paper = Paper("题", (Body((Run("", (trade.source,)), Run(behind))),))
    line = write_markdown(paper).split("\n\n")[1]
    assert line.startswith("[^1]\\")
    assert shown(line) == f"[^1]{behind}"


def test_strong_titles_are_closed_before_the_text_behind_them(trade):
    html = MarkdownIt().render(write_markdown(cards_paper("对非贸易", [trade])))
    assert html.count("<strong>") == 3
    assert "<strong>2.企业抱团。</strong> 以三一筑工等" in html


def test_nothing_found_is_said():
    assert write_markdown(search_paper("x", [])) == "# “x”检索结果\n\n资料中没有找到有关的段落。\n"
