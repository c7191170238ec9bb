"""Persons are known by the posts beside their names, and are never half of another word."""

import pytest

from assistant.persons import persons_in, persons_of


@pytest.fixture(scope="module")
def known():
    return persons_in(
        ["会议由副市长郑小川主持。", "邹海平书记到园区调研。", "高新区主任会议召开。", "秘书长强调，要抓落实。"]
    )


def test_a_name_is_known_behind_its_post_and_before_it(known):
    assert {"郑小川", "邹海平"} <= known


def test_a_body_and_a_common_word_are_no_names(known):
    assert not {"高新区", "强调", "高新"} & known


@pytest.mark.parametrize(
    ("question", "persons"),
    [
        ("郑小川主持了哪些会", ("郑小川",)),
        ("邹海平书记去哪调研", ("邹海平",)),
        ("园区调研情况", ()),
        ("固定资产投资增速", ()),
    ],
)
def test_a_question_names_the_persons_that_it_says(known, question, persons):
    assert persons_of(question, known) == persons


def test_the_first_character_of_a_post_is_no_part_of_the_name():
    known = persons_in(["市长郑川市里开会", "郑川市长讲话。"])
    assert persons_of("郑川市长讲话", known) == ("郑川",)
