"""What a follow-up takes over from the questions before it."""

import datetime

from assistant.conversation import in_context
from assistant.question import Question
from assistant.understanding import understand


def read(text: str) -> Question:
    return understand(text, today=datetime.date(2026, 4, 20), home="湖南省")


def meant(*texts: str) -> Question:
    return in_context(texts[-1], texts[:-1], read)


def test_another_region_takes_over_indicator_and_period():
    question = meant("岳阳2026年1-2月固投增速", "那湘阴呢")

    assert question.regions == ("湘阴县",)
    assert question.indicators[0].name == "固定资产投资"
    assert question.periods[0].label == "2026年1-2月"


def test_the_same_period_of_the_year_before_moves_the_days():
    [period] = meant("岳阳2026年1-2月固投增速", "去年同期呢").periods

    assert (period.start, period.end) == (datetime.date(2025, 1, 1), datetime.date(2025, 2, 28))
    assert period.label == "2025年1-2月"


def test_which_is_higher_takes_in_all_that_was_asked_before():
    question = meant("怀化1-2月规工增速", "衡阳呢", "哪个高")

    assert question.regions == ("怀化市", "衡阳市")
    assert question.intent == "compare"


def test_a_new_subject_inherits_nothing():
    question = meant("岳阳2026年1-2月固投增速", "华容县零工驿站建了几家")

    assert question.regions == ("华容县",)
    assert not question.indicators
    assert not question.periods
