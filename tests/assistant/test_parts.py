"""A question that asks for two things is read as two."""

import datetime
from functools import partial

import pytest

from assistant.parts import parts_of
from assistant.understanding import understand

read = partial(understand, today=datetime.date(2026, 4, 15), home="湖南省")


def asked(text):
    return parts_of(text, read(text), read)


def test_the_second_part_inherits_the_place_and_the_time():
    first, second = asked("张家界今年接待了多少游客，花费多少钱")

    assert (first.regions, second.regions) == (("张家界市",), ("张家界市",))
    assert first.periods == second.periods
    assert (second.subjects, second.unit) == (("花费",), "钱")


def test_a_part_without_a_subject_asks_about_the_first_ones():
    first, second = asked("新新高速多长啥时候通的")

    assert (second.intent, second.subjects) == ("when", first.subjects)


@pytest.mark.parametrize(
    "text", ["岳阳固投增速多少", "岳阳和长沙谁高，差多少", "有哪些措施，效果如何", "哪个市最高，是多少"]
)
def test_what_belongs_together_stays_one_question(text):
    assert asked(text) == []
