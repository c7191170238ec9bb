import logging

import pytest

from assistant.page.message import PENDING, answer_message
from assistant.page.talk import FAILED, LONGEST_QUESTION, TOO_LONG, Message, Talk, reply


def last(steps):
    return list(steps)[-1]


def test_a_reply_first_says_that_it_searches_then_grows_sentence_by_sentence(assistant):
    answer = assistant.ask("汨罗对非贸易增速")
    shown = [step.messages[-1].markup for step in reply(assistant, "汨罗对非贸易增速", Talk())]
    ends = [answer.text.index("增速高于"), answer.text.index("同期"), len(answer.text)]
    growing = [answer_message(answer, answer.text[:end]) for end in ends]
    assert shown == [PENDING, *growing, answer_message(answer)]


def test_earlier_questions_are_handed_over_as_turns(assistant):
    talk = last(reply(assistant, " 汨罗对非贸易增速 ", Talk()))
    last(reply(assistant, "岳阳呢", talk))
    assert assistant.asked == [("汨罗对非贸易增速", ()), ("岳阳呢", ("汨罗对非贸易增速",))]


def test_an_empty_question_changes_nothing(assistant):
    assert list(reply(assistant, " 　\n", Talk())) == [Talk()]
    assert assistant.asked == []


def test_a_question_of_500_characters_is_asked_and_one_of_501_is_not(assistant):
    last(reply(assistant, "问" * LONGEST_QUESTION, Talk()))
    refused = last(reply(assistant, "问" * (LONGEST_QUESTION + 1), Talk()))
    assert [len(question) for question, _ in assistant.asked] == [LONGEST_QUESTION]
    assert refused.messages[-1] == Message("assistant", TOO_LONG)


def test_a_known_error_is_told_in_its_own_sentence(assistant):
    talk = last(reply(assistant, "占用", Talk()))
    assert talk == Talk((Message("user", "占用"), Message("assistant", "资料库正被另一个程序使用。请稍后再试。")))


def test_an_unexpected_error_is_logged_and_told_without_its_words(assistant, caplog):
    with caplog.at_level(logging.ERROR):
        talk = last(reply(assistant, "出错", Talk()))
    assert talk == Talk((Message("user", "出错"), Message("assistant", FAILED)))
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("question", ["占用", "出错", "问" * 501])
def test_after_a_failure_the_evidence_of_the_answer_before_is_gone(assistant, question):
    talk = last(reply(assistant, "汨罗对非贸易增速", Talk()))
    failed = last(reply(assistant, question, talk))
    assert (failed.answer, failed.turns) == (None, ("汨罗对非贸易增速",))


def test_a_question_is_shown_as_typed_and_not_as_markup(assistant):
    talk = last(reply(assistant, "<b>零工</b>", Talk()))
    assert talk.messages[0] == Message("user", "&lt;b&gt;零工&lt;/b&gt;")
