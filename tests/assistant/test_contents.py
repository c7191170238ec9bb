"""Which words of a question are left out because they tell nothing."""

import pytest

from assistant.contents import content_words, does_something, is_deed


def known(*pairs):
    """A library that sets just these characters side by side."""
    return lambda pair: pair in pairs


def test_a_verb_that_the_library_never_uses_is_left_out_of_a_practice():
    assert content_words("肉鸽做成大产业", known("肉鸽", "产业"), loose=True) == ["肉鸽", "产业"]


def test_a_figures_verb_stays_because_it_may_be_what_is_asked_for():
    assert content_words("早稻收割进度", known("早稻", "进度"), loose=False) == ["早稻收割进度"]


def test_a_verb_with_its_result_is_left_out_of_a_figure_too():
    assert content_words("安全隐患查出", known("安全", "隐患"), loose=False) == ["安全隐患"]


def test_what_the_library_says_is_kept_whatever_its_kind():
    assert content_words("接待游客", known("接待", "游客"), loose=True) == ["接待游客"]


@pytest.mark.parametrize(("word", "deed"), [("接待", True), ("发放", True), ("游客", False), ("早稻育秧", False)])
def test_a_deed_is_a_verb_and_nothing_else(word, deed):
    assert is_deed(word) is deed


@pytest.mark.parametrize(("text", "does"), [("园区推荐", False), ("推荐园区", True), ("", False)])
def test_a_text_that_begins_with_a_verb_says_what_is_done(text, does):
    assert does_something(text) is does
